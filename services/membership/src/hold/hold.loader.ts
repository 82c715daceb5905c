import type { Passport } from '@thidua/contracts/passport';
import { OPEN_END, type SqlRunner } from '@thidua/service-kit';
import DataLoader from 'dataloader';
import { scopedUnits } from '../identity/scoped-units';
import { isWithin } from '../member/member-reach';
import { AwardHold } from './hold.type';

/** Loaders of holds. */
export interface HoldLoaders {
  /** Holds on a person, latest first; null where hold.read does not reach them. */
  readonly holdsOfMember: DataLoader<string, AwardHold[] | null>;
  /** Holds on a unit, latest first; who may see them is the resolver's business. */
  readonly holdsOfUnit: DataLoader<string, AwardHold[]>;
  /** Holds by id, for what a command has just done. */
  readonly hold: DataLoader<string, AwardHold | null>;
}

const COLUMNS = `hold.id, hold.kind, hold.valid_from AS \`from\`, NULLIF(hold.valid_until, '${OPEN_END}') AS until,
  hold.document, hold.lifted_document AS liftedDocument, hold.member_id AS memberId, hold.unit_id AS unitId`;

const shown = (row: AwardHold): AwardHold => Object.assign(new AwardHold(), row);

/** Makes the loaders of one request. */
export function createHoldLoaders(runner: SqlRunner, passport: Passport, today: string): HoldLoaders {
  const reach = isWithin(scopedUnits(passport, ['hold.read'], today), today);
  return {
    holdsOfMember: new DataLoader(async (memberIds) => {
      const rows = await runner.query<(Omit<AwardHold, 'id'> & { id: string | null; member: string })[]>(
        `SELECT member.id AS member, ${COLUMNS} FROM member LEFT JOIN award_hold hold ON hold.member_id = member.id
          WHERE member.id IN (?) AND ${reach.sql} ORDER BY hold.valid_from DESC, hold.id`,
        [memberIds, ...reach.parameters],
      );
      const byMember = Map.groupBy(rows, ({ member }) => member);
      return memberIds.map(
        (id) =>
          byMember
            .get(id)
            ?.flatMap(({ member: _member, ...row }) => (row.id === null ? [] : [shown(row as AwardHold)])) ?? null,
      );
    }),
    holdsOfUnit: new DataLoader(async (unitIds) => {
      const rows = await runner.query<AwardHold[]>(
        `SELECT ${COLUMNS} FROM award_hold hold WHERE hold.unit_id IN (?) ORDER BY hold.valid_from DESC, hold.id`,
        [unitIds],
      );
      const byUnit = Map.groupBy(rows, ({ unitId }) => unitId);
      return unitIds.map((id) => (byUnit.get(id) ?? []).map(shown));
    }),
    hold: new DataLoader(async (ids) => {
      const rows = await runner.query<AwardHold[]>(`SELECT ${COLUMNS} FROM award_hold hold WHERE hold.id IN (?)`, [
        ids,
      ]);
      const byId = new Map(rows.map((row) => [row.id, shown(row)]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
  };
}
