import {
  badInput,
  conflict,
  type DecisionTransaction,
  normalisedJson,
  normalisedText,
  sha256,
  type SqlRunner,
} from '@thidua/service-kit';
import type { Nomination } from '../nomination/nomination.entity';
import {
  type AchievementReport,
  changedReport,
  LONGEST_REPORT,
  partsThatDiffer,
  type ReportChange,
  storedReport,
  textOfReport,
} from './achievement-report.rules';
import { NominationVersion, VERSIONS_KEPT } from './nomination-version.entity';

/** What a command says of the report: its parts, or the summary alone by the short way. */
export interface WrittenReport {
  readonly achievement?: string | null | undefined;
  readonly report?: ReportChange | null | undefined;
}

/** The columns of a nomination that hold its report. */
export interface ReportColumns {
  readonly report: string;
  readonly achievement: string;
}

const text = (value: string | null | undefined): string | null | undefined =>
  typeof value === 'string' ? normalisedText(value) : value;

/**
 * The change of a report that a command asks for, its texts as they are stored.
 * @throws BAD_USER_INPUT for a blank short text, or when both ways are used at once.
 */
export function reportChangeOf({ achievement, report }: WrittenReport): ReportChange {
  if (typeof achievement === 'string') {
    if (report) {
      throw badInput({
        field: 'input.achievement',
        vi: 'Chỉ dùng một trong hai: achievement (phần tóm tắt) hoặc report (các phần).',
        en: 'Give either achievement (the summary) or report (the parts), not both.',
      });
    }
    const summary = normalisedText(achievement);
    if (!summary) {
      throw badInput({
        field: 'input.achievement',
        vi: 'Báo cáo thành tích không được để trống.',
        en: 'The achievement report must not be blank.',
      });
    }
    return { summary };
  }
  const parts = report ?? {};
  return normalisedJson({
    ...parts,
    background: text(parts.background),
    summary: text(parts.summary),
    pastAwards: text(parts.pastAwards),
    commitments: text(parts.commitments),
  });
}

/**
 * The columns of a report with a change put in.
 * @throws BAD_USER_INPUT when it becomes too long.
 */
export function reportColumns(before: AchievementReport, change: ReportChange): ReportColumns {
  const report = changedReport(before, change);
  const achievement = textOfReport(report);
  if (achievement.length > LONGEST_REPORT) {
    throw badInput({
      field: 'input.report',
      vi: `Cả báo cáo dài ${achievement.length} ký tự; tối đa ${LONGEST_REPORT}.`,
      en: `The whole report has ${achievement.length} characters; at most ${LONGEST_REPORT}.`,
    });
  }
  return { report: JSON.stringify(report), achievement };
}

/** Keeps a version of the draft, and lets go of those that are too old. */
export async function keepVersion(
  transaction: DecisionTransaction,
  nominationId: string,
  version: number,
  { report, achievement }: ReportColumns,
): Promise<void> {
  await transaction.manager.insert(NominationVersion, {
    nominationId,
    version,
    report,
    achievementDigest: sha256(achievement),
    savedBy: transaction.memberId,
    savedAt: transaction.now,
  });
  await transaction.query('DELETE FROM nomination_version WHERE nomination_id = ? AND version <= ?', [
    nominationId,
    version - VERSIONS_KEPT,
  ]);
}

/**
 * Compare-and-set on the version of the draft.
 * @throws CONFLICT that says which version there is, who saved it when, and which parts differ from the one seen.
 */
export async function assertVersionSeen(
  runner: SqlRunner,
  nomination: Pick<Nomination, 'id' | 'version' | 'report' | 'achievement'>,
  seen: number,
): Promise<void> {
  const { id, version } = nomination;
  if (version === seen) {
    return;
  }
  const rows = await runner.query<{ version: number; report: string; saved_by: string; saved_at: Date }[]>(
    'SELECT version, report, saved_by, saved_at FROM nomination_version WHERE nomination_id = ? AND version IN (?, ?)',
    [id, seen, version],
  );
  const saved = rows.find((row) => row.version === version);
  const base = rows.find((row) => row.version === seen);
  const changedParts = base
    ? partsThatDiffer(storedReport({ report: base.report, achievement: '' }), storedReport(nomination))
    : null;
  throw conflict(
    {
      vi: `Hồ sơ đã được sửa (phiên bản ${version}); hãy tải lại rồi sửa tiếp.`,
      en: `The nomination was edited meanwhile (version ${version}); load it again, then edit.`,
    },
    {
      happened: {
        action: 'EDIT',
        version,
        ...(saved ? { at: new Date(saved.saved_at).toISOString(), memberId: saved.saved_by } : {}),
        ...(changedParts ? { changedParts } : {}),
      },
    },
  );
}
