import { notFound } from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import type { Nomination } from '../nomination/nomination.entity';
import { NominationRevision } from '../nomination/nomination-revision.entity';
import { type AchievementReport, storedReport } from './achievement-report.rules';
import { NominationVersion, VERSIONS_KEPT } from './nomination-version.entity';

/** The versions of a draft that are kept, newest first. */
export function versionsOf(dataSource: DataSource, nominationId: string): Promise<NominationVersion[]> {
  return dataSource.manager.find(NominationVersion, {
    where: { nominationId },
    order: { version: 'DESC' },
    take: VERSIONS_KEPT,
  });
}

/** The report of a version. @throws NOT_FOUND for one that is not kept. */
export async function reportOfVersion(
  dataSource: DataSource,
  nomination: Nomination,
  version: number,
  field: string,
): Promise<AchievementReport> {
  if (version === nomination.version) {
    return storedReport(nomination);
  }
  const row = await dataSource.manager.findOneBy(NominationVersion, { nominationId: nomination.id, version });
  if (!row) {
    throw notFound({ vi: 'phiên bản bản soạn còn giữ', en: 'version of the draft that is kept' }, field);
  }
  return storedReport({ report: row.report, achievement: '' });
}

/** The report of a revision. @throws NOT_FOUND. */
export async function reportOfRevision(
  dataSource: DataSource,
  nominationId: string,
  number: number,
  field: string,
): Promise<AchievementReport> {
  const row = await dataSource.manager.findOneBy(NominationRevision, { nominationId, number });
  if (!row) {
    throw notFound({ vi: 'lần trình', en: 'revision' }, field);
  }
  return storedReport(row);
}
