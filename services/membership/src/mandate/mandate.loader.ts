import type { Passport } from '@thidua/contracts/passport';
import type { SqlRunner } from '@thidua/service-kit';
import DataLoader from 'dataloader';
import { personOf } from '../identity/person-of';
import { scopedUnits } from '../identity/scoped-units';
import { openEndAsNull } from '../unit/union-unit.type';
import { MandateDelegation, MandateSuspension } from './mandate.type';

/** The loaders of delegations and suspensions of one request. */
export interface MandateLoaders {
  /** A delegation by its id, for whoever made it or received it; null when unknown. */
  readonly delegations: DataLoader<string, MandateDelegation | null>;
  /** An office's delegations, oldest first, for its holder and as far as member.read reaches. */
  readonly delegationsOfOffice: DataLoader<string, MandateDelegation[]>;
  /** An office's suspensions, oldest first, for its holder and as far as member.read reaches. */
  readonly suspensionsOfOffice: DataLoader<string, MandateSuspension[]>;
}

const DELEGATION = `dated.id, dated.office_id AS officeId, dated.to_member_id AS toMemberId, dated.valid_from AS \`from\`,
  dated.valid_until AS until, dated.document, dated.reason, dated.provenance`;
const SUSPENSION = `dated.id, dated.office_id AS officeId, dated.valid_from AS \`from\`, dated.valid_until AS until,
  dated.document, dated.reason`;

/** Makes the loaders of delegations and suspensions of one request. */
export function createMandateLoaders(runner: SqlRunner, passport: Passport, today: string): MandateLoaders {
  const scope = scopedUnits(passport, ['member.read'], today);
  const ofOffices = async <Row extends { readonly officeId: string }>(
    table: string,
    columns: string,
    officeIds: readonly string[],
  ): Promise<Row[][]> => {
    const rows = await runner.query<Row[]>(
      `SELECT ${columns} FROM ${table} dated JOIN officer ON officer.id = dated.office_id
        WHERE dated.office_id IN (?) AND (officer.member_id = ? OR officer.unit_id IN (${scope.sql}))
        ORDER BY dated.valid_from, dated.id`,
      [officeIds, personOf(passport), ...scope.parameters],
    );
    const byOffice = Map.groupBy(rows, ({ officeId }) => officeId);
    return officeIds.map((id) => byOffice.get(id) ?? []);
  };
  return {
    delegations: new DataLoader(async (ids) => {
      const rows = await runner.query<MandateDelegation[]>(
        `SELECT ${DELEGATION} FROM mandate_delegation dated WHERE dated.id IN (?)`,
        [ids],
      );
      const byId = new Map(rows.map((row) => [row.id, Object.assign(new MandateDelegation(), row)]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    delegationsOfOffice: new DataLoader(async (officeIds) => {
      const found = await ofOffices<MandateDelegation>('mandate_delegation', DELEGATION, officeIds);
      return found.map((rows) => rows.map((row) => Object.assign(new MandateDelegation(), row)));
    }),
    suspensionsOfOffice: new DataLoader(async (officeIds) => {
      const found = await ofOffices<MandateSuspension & { until: string }>('mandate_suspension', SUSPENSION, officeIds);
      return found.map((rows) =>
        rows.map((row) => Object.assign(new MandateSuspension(), row, { until: openEndAsNull(row.until) })),
      );
    }),
  };
}
