import {
  CHAIN_START,
  OPEN_END,
  Provenance,
  Refusal,
  type DecisionTransaction,
  normalisedText,
} from '@thidua/service-kit';
import type { Reason } from '@thidua/contracts';
import { insertRows } from '../list/insert-rows';
import { isRootLevel, mayStandUnder } from './unit-level-rules';
import { readStates, stateOn } from './unit-state.reader';
import { insertFacts, type FactToWrite } from './unit-fact.writer';
import { rebuildVersions } from './unit-version.writer';
import { UnitFactKind, UnitLevel, UnitStatus, type UnitSector, type UnitType } from './unit.enums';

/** A unit that is to be founded or taken over from a source. */
export interface NewUnit {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly level: UnitLevel;
  readonly type: UnitType | null;
  readonly sector: UnitSector | null;
  /** Parent; null only for the General Confederation. */
  readonly parentId: string | null;
  /** First day on which the unit is in the tree. */
  readonly validFrom: string;
  /** Date of founding; null where a source does not tell it. */
  readonly foundedOn: string | null;
  readonly document: string | null;
  readonly provenance: Provenance;
  readonly source: string | null;
  readonly sentence: string | null;
}

/**
 * Founds units, one or a whole tree, in a handful of statements. Runs under the tree's lock.
 * @throws a Refusal that names every unit whose code is taken or which may not stand where it is put.
 */
export async function foundUnits(transaction: DecisionTransaction, units: readonly NewUnit[]): Promise<void> {
  const reasons = [...(await takenCodes(transaction, units)), ...(await misplaced(transaction, units))];
  const [first, ...others] = reasons;
  if (first) {
    throw new Refusal([first, ...others]);
  }
  const [last] = await transaction.query<{ number: number }[]>(
    'SELECT COALESCE(MAX(number), 0) AS number FROM union_unit',
  );
  const numberBefore = Number(last?.number ?? 0);
  await insertRows(
    transaction,
    'union_unit',
    ['id', 'number', 'code', 'founded_on', 'provenance', 'source', 'sentence'],
    units.map((unit, index) => [
      unit.id,
      numberBefore + index + 1,
      unit.code,
      unit.foundedOn,
      unit.provenance,
      unit.source,
      unit.sentence,
    ]),
  );
  await insertRows(
    transaction,
    'subject_head',
    ['subject_id', 'subject_kind', 'audit_hash'],
    units
      .filter((unit) => unit.id !== transaction.subject.id)
      .map((unit) => [unit.id, transaction.subject.kind, CHAIN_START]),
  );
  await insertFacts(transaction, units.flatMap(factsOf));
  await rebuildVersions(
    transaction,
    units.map((unit) => unit.id),
  );
}

function factsOf(unit: NewUnit): (FactToWrite & { until: string })[] {
  const values: [UnitFactKind, string | null][] = [
    [UnitFactKind.Status, UnitStatus.Active],
    [UnitFactKind.Parent, unit.parentId],
    [UnitFactKind.Level, unit.level],
    [UnitFactKind.Name, normalisedText(unit.name)],
    [UnitFactKind.Type, unit.type],
    [UnitFactKind.Sector, unit.sector],
  ];
  return values.flatMap(([kind, value]) =>
    value === null
      ? []
      : [
          {
            unitId: unit.id,
            kind,
            value,
            from: unit.validFrom,
            until: OPEN_END,
            document: unit.document,
            provenance: unit.provenance,
          },
        ],
  );
}

async function takenCodes(transaction: DecisionTransaction, units: readonly NewUnit[]): Promise<Reason[]> {
  const known = await transaction.query<{ code: string }[]>('SELECT code FROM union_unit WHERE code IN (?)', [
    units.map((unit) => unit.code),
  ]);
  const taken = known.map(({ code }) => code);
  const repeated = units.map((unit) => unit.code).filter((code, index, codes) => codes.indexOf(code) !== index);
  return [...new Set([...taken, ...repeated])].map((code) => ({
    code: 'UNIT_CODE_TAKEN',
    vi: `Mã đơn vị ${code} đã được dùng.`,
    en: `The unit code ${code} is taken.`,
    field: 'input.code',
  }));
}

async function misplaced(transaction: DecisionTransaction, units: readonly NewUnit[]): Promise<Reason[]> {
  const inBatch = new Map(units.map((unit) => [unit.id, unit]));
  const outside = units.flatMap((unit) => (unit.parentId && !inBatch.has(unit.parentId) ? [unit.parentId] : []));
  const states = await readStates(transaction, [...new Set(outside)]);
  return units.flatMap((unit): Reason[] => {
    if (unit.parentId === null) {
      return isRootLevel(unit.level) ? [] : [levelReason(unit.code)];
    }
    const together = inBatch.get(unit.parentId);
    const parent = stateOn(states, unit.parentId, unit.validFrom);
    const parentLevel =
      together && together.validFrom <= unit.validFrom
        ? together.level
        : parent?.status === UnitStatus.Active
          ? parent.level
          : null;
    if (parentLevel === null) {
      return [
        {
          code: 'PARENT_NOT_ACTIVE',
          vi: `Đơn vị cấp trên của ${unit.code} không hoạt động vào ngày ${unit.validFrom}.`,
          en: `The parent of ${unit.code} is not active on ${unit.validFrom}.`,
          field: 'input.parentId',
        },
      ];
    }
    return mayStandUnder(unit.level, parentLevel) ? [] : [levelReason(unit.code)];
  });
}

function levelReason(code: string): Reason {
  return {
    code: 'UNIT_LEVEL_NOT_UNDER_PARENT',
    vi: `Cấp của đơn vị ${code} không thể trực thuộc cấp của đơn vị cấp trên đã chọn.`,
    en: `A unit of ${code}’s level cannot stand under the level of the parent chosen.`,
    field: 'input.level',
  };
}
