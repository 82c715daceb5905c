import { SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  Provenance,
  Refusal,
  badInput,
  normalisedText,
  refuse,
  type CommandActor,
  type DecisionTransaction,
  type Decisions,
} from '@thidua/service-kit';
import { endMembershipOf } from '../member/affiliation.writer';
import { endOfficesOf } from '../officer/officer.writer';
import { beforeTheUnit, writeFact } from './unit-fact.writer';
import { foundUnits, type NewUnit } from './unit-founding';
import { isRootLevel, mayStandUnder } from './unit-level-rules';
import { readStates, readStatesOf, stateOn, type UnitState } from './unit-state.reader';
import { rebuildVersions, subtreeFrom } from './unit-version.writer';
import { UnitFactKind, UnitLevel, UnitSector, UnitStatus, UnitType } from './unit.enums';
import type { ChangeUnitFactInput, DissolveUnitInput, FoundUnitInput, TransferUnitInput } from './union-unit.input';

/** Every change of the tree waits for this one lock: parents, paths and codes are then never decided on old rows. */
const TREE_LOCK = 'union-tree';

/** The answer of every command on a unit. */
export interface UnitAnswer {
  readonly unitId: string;
}

const VALUES: Partial<Record<UnitFactKind, readonly string[]>> = {
  [UnitFactKind.Level]: Object.values(UnitLevel),
  [UnitFactKind.Type]: Object.values(UnitType),
  [UnitFactKind.Sector]: Object.values(UnitSector),
};
const CHANGEABLE = [UnitFactKind.Name, UnitFactKind.Level, UnitFactKind.Type, UnitFactKind.Sector];

/** Commands on the union tree. */
export class UnionUnitService {
  constructor(private readonly decisions: Decisions) {}

  /** Founds a unit under another. */
  async found(actor: CommandActor, input: FoundUnitInput): Promise<UnitAnswer> {
    const unitId = newId();
    const outcome = await this.decisions.run<UnitAnswer>({
      actor,
      operation: 'foundUnit',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Unit, id: unitId, isNew: true },
      locks: [TREE_LOCK],
      decide: async (transaction) => {
        await transaction.authorise('unit.found', input.parentId, 'input.parentId');
        const unit: NewUnit = {
          id: unitId,
          code: input.code,
          name: input.name,
          level: input.level,
          type: input.type ?? null,
          sector: input.sector ?? null,
          parentId: input.parentId,
          validFrom: input.foundedOn,
          foundedOn: input.foundedOn,
          document: input.document ? normalisedText(input.document) : null,
          provenance: input.demonstration ? Provenance.Demonstration : Provenance.Recorded,
          source: null,
          sentence: null,
        };
        await foundUnits(transaction, [unit]);
        return { answer: { unitId }, audit: { action: 'FOUND', after: unit } };
      },
    });
    return outcome.answer;
  }

  /** Takes over a whole tree from a source: the seed's way. The first unit is the command's subject. */
  async importTree(
    actor: CommandActor,
    commandId: string,
    units: readonly [NewUnit, ...NewUnit[]],
  ): Promise<UnitAnswer> {
    const outcome = await this.decisions.run<UnitAnswer>({
      actor,
      operation: 'importTree',
      commandId,
      payload: units,
      subject: { kind: SubjectKind.Unit, id: units[0].id, isNew: true },
      locks: [TREE_LOCK],
      decide: async (transaction) => {
        await foundUnits(transaction, units);
        return {
          answer: { unitId: units[0].id },
          audit: { action: 'IMPORT', after: units.map(({ id, code, provenance }) => ({ id, code, provenance })) },
        };
      },
    });
    return outcome.answer;
  }

  /** Changes name, level, type or sector from a date on. */
  async changeFact(actor: CommandActor, input: ChangeUnitFactInput): Promise<UnitAnswer> {
    const value = input.kind === UnitFactKind.Name ? normalisedText(input.value) : input.value;
    assertValue(input.kind, value);
    return this.changeUnit(actor, 'changeUnitFact', input.commandId, input, input.unitId, async (transaction) => {
      await transaction.authorise('unit.change', input.unitId, 'input.unitId');
      const states = await readStatesOf(transaction, input.unitId, 'input.unitId');
      const state = activeStateOn(states, input.validFrom, 'input.validFrom');
      const level = Object.values(UnitLevel).find((known) => known === value);
      if (input.kind === UnitFactKind.Level && level) {
        await assertLevelFits(transaction, state, level, input.validFrom);
      }
      const before = await writeFact(transaction, {
        unitId: input.unitId,
        kind: input.kind,
        value,
        from: input.validFrom,
        document: input.document ? normalisedText(input.document) : null,
      });
      if (before === value) {
        throw refuse(
          'UNIT_FACT_UNCHANGED',
          'Đơn vị đã có giá trị này vào ngày đó.',
          'The unit already has this value on that date.',
          'input.value',
        );
      }
      await rebuildVersions(transaction, [input.unitId]);
      return {
        action: `CHANGE_${input.kind}`,
        before: { value: before },
        after: { value, validFrom: input.validFrom, document: input.document ?? null },
      };
    });
  }

  /** Puts a unit, with everything under it, under another parent from a date on. */
  async transfer(actor: CommandActor, input: TransferUnitInput): Promise<UnitAnswer> {
    return this.changeUnit(actor, 'transferUnit', input.commandId, input, input.unitId, async (transaction) => {
      await transaction.authorise('unit.dissolve', input.unitId, 'input.unitId');
      await transaction.authorise('unit.change', input.newParentId, 'input.newParentId');
      const states = await readStatesOf(transaction, input.unitId, 'input.unitId');
      const parentStates = await readStatesOf(transaction, input.newParentId, 'input.newParentId');
      const state = activeStateOn(states, input.transferredOn, 'input.transferredOn');
      assertTransfer(state, input, parentStates);
      const subtree = await subtreeFrom(transaction, input.unitId, input.transferredOn);
      await writeFact(transaction, {
        unitId: input.unitId,
        kind: UnitFactKind.Parent,
        value: input.newParentId,
        from: input.transferredOn,
        document: input.document ? normalisedText(input.document) : null,
      });
      await rebuildVersions(transaction, subtree);
      return {
        action: 'TRANSFER',
        before: { parentId: state.parentId },
        after: { parentId: input.newParentId, transferredOn: input.transferredOn, unitsMoved: subtree.length },
      };
    });
  }

  /** Ends a unit, or merges it into another; its history survives. */
  async dissolve(actor: CommandActor, input: DissolveUnitInput): Promise<UnitAnswer> {
    const mergedIntoId = input.mergedIntoId ?? null;
    return this.changeUnit(actor, 'dissolveUnit', input.commandId, input, input.unitId, async (transaction) => {
      await transaction.authorise('unit.dissolve', input.unitId, 'input.unitId');
      const states = await readStatesOf(transaction, input.unitId, 'input.unitId');
      const state = activeStateOn(states, input.dissolvedOn, 'input.dissolvedOn');
      if (mergedIntoId) {
        await transaction.authorise('unit.change', mergedIntoId, 'input.mergedIntoId');
        await assertMerger(transaction, state, mergedIntoId, input.dissolvedOn);
      }
      await assertNoChildren(transaction, input.unitId, input.dissolvedOn);
      await endOfficesOf(transaction, input.unitId, input.dissolvedOn);
      const members = await endMembershipOf(transaction, input.unitId, input.dissolvedOn, mergedIntoId);
      const document = input.document ? normalisedText(input.document) : null;
      const status = mergedIntoId ? UnitStatus.Merged : UnitStatus.Dissolved;
      const common = { unitId: input.unitId, from: input.dissolvedOn, document };
      await writeFact(transaction, { ...common, kind: UnitFactKind.Status, value: status });
      if (mergedIntoId) {
        await writeFact(transaction, { ...common, kind: UnitFactKind.MergedInto, value: mergedIntoId });
      }
      await rebuildVersions(transaction, [input.unitId]);
      return {
        action: mergedIntoId ? 'MERGE' : 'DISSOLVE',
        before: { status: UnitStatus.Active },
        after: { status, dissolvedOn: input.dissolvedOn, mergedIntoId, members },
      };
    });
  }

  private async changeUnit(
    actor: CommandActor,
    operation: string,
    commandId: string,
    payload: unknown,
    unitId: string,
    change: (transaction: DecisionTransaction) => Promise<{ action: string; before: unknown; after: unknown }>,
  ): Promise<UnitAnswer> {
    const outcome = await this.decisions.run<UnitAnswer>({
      actor,
      operation,
      commandId,
      payload,
      subject: { kind: SubjectKind.Unit, id: unitId },
      locks: [TREE_LOCK],
      decide: async (transaction) => ({ answer: { unitId }, audit: await change(transaction) }),
    });
    return outcome.answer;
  }
}

function assertValue(kind: UnitFactKind, value: string): void {
  if (!CHANGEABLE.includes(kind)) {
    throw badInput({
      field: 'input.kind',
      vi: 'Hãy dùng transferUnit hoặc dissolveUnit cho thay đổi này.',
      en: 'Use transferUnit or dissolveUnit for this change.',
    });
  }
  const allowed = VALUES[kind];
  if (allowed ? !allowed.includes(value) : value === '') {
    throw badInput({
      field: 'input.value',
      vi: allowed ? `Phải là một trong: ${allowed.join(', ')}.` : 'Không được để trống.',
      en: allowed ? `Must be one of: ${allowed.join(', ')}.` : 'Must not be blank.',
    });
  }
}

function activeStateOn(states: readonly [UnitState, ...UnitState[]], date: string, field: string): UnitState {
  const [first] = states;
  const state = stateOn(states, first.unitId, date);
  if (!state) {
    throw beforeTheUnit(field, first.validFrom);
  }
  if (state.status !== UnitStatus.Active) {
    throw refuse(
      'UNIT_NOT_ACTIVE',
      `Đơn vị không còn hoạt động vào ngày ${date}.`,
      `The unit is no longer active on ${date}.`,
      field,
    );
  }
  return state;
}

function assertTransfer(state: UnitState, input: TransferUnitInput, parentStates: readonly UnitState[]): void {
  const ownStep = state.path.slice(state.path.lastIndexOf('/', state.path.length - 2));
  const later = parentStates.filter((parent) => parent.validUntil > input.transferredOn);
  if (input.newParentId === input.unitId || later.some((parent) => parent.path.includes(ownStep))) {
    throw refuse(
      'TREE_CYCLE',
      'Không thể chuyển đơn vị xuống dưới chính nó hoặc dưới đơn vị trực thuộc nó.',
      'A unit cannot stand under itself or under one of its own.',
      'input.newParentId',
    );
  }
  const parent = stateOn(parentStates, input.newParentId, input.transferredOn);
  if (parent?.status !== UnitStatus.Active) {
    throw refuse(
      'PARENT_NOT_ACTIVE',
      `Đơn vị cấp trên mới không hoạt động vào ngày ${input.transferredOn}.`,
      `The new parent is not active on ${input.transferredOn}.`,
      'input.newParentId',
    );
  }
  if (state.parentId === input.newParentId) {
    throw refuse(
      'UNIT_FACT_UNCHANGED',
      'Đơn vị đã trực thuộc đơn vị cấp trên này vào ngày đó.',
      'The unit already stands under this parent on that date.',
      'input.newParentId',
    );
  }
  if (isRootLevel(state.level) || !mayStandUnder(state.level, parent.level)) {
    throw levelRefusal('input.newParentId');
  }
}

async function assertLevelFits(
  transaction: DecisionTransaction,
  state: UnitState,
  level: UnitLevel,
  date: string,
): Promise<void> {
  const parents = await readStates(transaction, state.parentId ? [state.parentId] : []);
  const parent = state.parentId ? stateOn(parents, state.parentId, date) : null;
  const children = await transaction.query<{ level: UnitLevel }[]>(
    `SELECT DISTINCT level FROM union_unit_version WHERE parent_id = ? AND valid_until > ? AND status = ?`,
    [state.unitId, date, UnitStatus.Active],
  );
  const fitsAbove = parent ? mayStandUnder(level, parent.level) : isRootLevel(level);
  if (!fitsAbove || children.some((child) => !mayStandUnder(child.level, level))) {
    throw levelRefusal('input.value');
  }
}

async function assertMerger(
  transaction: DecisionTransaction,
  state: UnitState,
  targetId: string,
  date: string,
): Promise<void> {
  const target = stateOn(await readStatesOf(transaction, targetId, 'input.mergedIntoId'), targetId, date);
  if (targetId === state.unitId || target?.status !== UnitStatus.Active || target.level !== state.level) {
    throw refuse(
      'MERGER_TARGET_UNFIT',
      'Đơn vị nhận phải là đơn vị khác, cùng cấp và đang hoạt động vào ngày đó.',
      'The receiving unit must be another one, of the same level and active on that date.',
      'input.mergedIntoId',
    );
  }
}

async function assertNoChildren(transaction: DecisionTransaction, unitId: string, date: string): Promise<void> {
  const children = await transaction.query<{ name: string }[]>(
    `SELECT DISTINCT name FROM union_unit_version
      WHERE parent_id = ? AND valid_until > ? AND status = ? ORDER BY name LIMIT 5`,
    [unitId, date, UnitStatus.Active],
  );
  if (children.length > 0) {
    const names = children.map(({ name }) => name).join('; ');
    throw refuse(
      'UNIT_HAS_CHILDREN',
      `Đơn vị còn đơn vị trực thuộc (${names} …): hãy chuyển giao hoặc giải thể trước.`,
      `The unit still has units under it (${names} …): transfer or dissolve them first.`,
      'input.unitId',
    );
  }
}

function levelRefusal(field: string): Refusal {
  return refuse(
    'UNIT_LEVEL_NOT_UNDER_PARENT',
    'Cấp của đơn vị không phù hợp với cấp của đơn vị cấp trên hoặc đơn vị trực thuộc.',
    'The unit’s level does not fit the level of its parent or of the units under it.',
    field,
  );
}
