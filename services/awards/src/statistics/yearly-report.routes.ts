import { DOCUMENTS_PATH, grantingMandate } from '@thidua/contracts';
import { calendarDateAt, type ServiceDependencies, type SqlRunner, verifiedPassport } from '@thidua/service-kit';
import type { FastifyInstance } from 'fastify';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { refuseDocument, sendDocument } from '../document/document-answer';
import { countsByUnit, statisticsCells } from './award-statistics.query';
import { csvOf, reportTables, type StatedRow } from './yearly-report';
import { xlsxOf } from './yearly-report.xlsx';

const reportQuery = z.object({
  unitId: z.uuid(),
  year: z.coerce.number().int().min(1945).max(9999),
  format: z.enum(['xlsx', 'csv']),
});
/** More units than any has directly under it. */
const MOST_UNITS = 2_000;
const MOST_STATED = 500;
const MEDIA_TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

async function statedRows(runner: SqlRunner, unitId: string, year: number): Promise<StatedRow[]> {
  const rows = await runner.query<(Omit<StatedRow, 'overlaps'> & { overlaps: number | string })[]>(
    `SELECT t.label, t.standing, t.total, t.collectives, t.individuals, t.source,
            EXISTS (SELECT 1 FROM award_tally_relation r WHERE r.tally_id = t.id OR r.other_id = t.id) AS overlaps
       FROM award_tally t WHERE (t.unit_id = ? OR t.owner_unit_id = ?) AND t.period_from <= ? AND t.period_to >= ?
      ORDER BY t.id LIMIT ${MOST_STATED}`,
    [unitId, unitId, `${year}-12-31`, `${year}-01-01`],
  );
  return rows.map((row) => ({ ...row, overlaps: Number(row.overlaps) === 1 }));
}

/** `GET /documents/reports/yearly?unitId=…&year=…&format=xlsx|csv`: the yearly report form, under award-statistics.read. */
export function registerYearlyReportRoute(
  server: FastifyInstance,
  { dataSource, units }: Pick<ServiceDependencies, 'dataSource' | 'units'>,
): void {
  server.get(`${DOCUMENTS_PATH}reports/yearly`, async (request, reply) => {
    const passport = verifiedPassport(request);
    const query = reportQuery.safeParse(request.query);
    if (passport.kind !== 'person' || !query.success) {
      return refuseDocument(reply);
    }
    const { unitId, year, format } = query.data;
    const today = calendarDateAt(new Date());
    const unit = await units.unitInScope(dataSource, unitId, today);
    if (!unit || !grantingMandate(passport.mandates, 'award-statistics.read', unit)) {
      return refuseDocument(reply);
    }
    const scope = { unitId, unitPath: unit.unitPath, fromYear: year, toYear: year };
    const [named] = await dataSource.query<{ name: string }[]>(
      'SELECT name FROM unit_projection WHERE unit_id = ? AND valid_from <= ? AND valid_until > ?',
      [unitId, today, today],
    );
    const tables = reportTables({
      unitName: named?.name ?? '',
      year,
      cells: await statisticsCells(dataSource, scope),
      byUnit: await countsByUnit(dataSource, scope, null, MOST_UNITS),
      stated: await statedRows(dataSource, unitId, year),
    });
    const content = format === 'xlsx' ? await xlsxOf(tables) : Buffer.from(csvOf(tables), 'utf8');
    return sendDocument(reply, {
      content,
      digest: createHash('sha256').update(content).digest('hex'),
      fileName: `bao-cao-khen-thuong-${year}.${format}`,
      mediaType: MEDIA_TYPES[format],
    });
  });
}
