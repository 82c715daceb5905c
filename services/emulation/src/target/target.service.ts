import { SubjectKind } from '@thidua/contracts';
import { derivedId, newId } from '@thidua/contracts/ids';
import {
  badInput,
  normalisedText,
  notFound,
  Provenance,
  Refusal,
  refuse,
  type CommandActor,
  type CommandOutcome,
  type Decisions,
  type DecisionTransaction,
  type FieldProblem,
} from '@thidua/service-kit';
import type { Reason } from '@thidua/contracts';
import { In } from 'typeorm';
import { isNegative } from '../achievement/achievement';
import { requireCycle, requireOpen } from '../cycle/cycle.service';
import { EmulationGroup } from '../group/group.entity';
import { Indicator } from '../indicator/indicator.entity';
import { requireUsable } from '../indicator/usable-indicators';
import { requireUnitsUnder } from '../unit/unit-rules';
import { pathsOf } from '../unit/unit-tree';
import { Target, TargetDecision } from './target.entity';

/** One target: for a group or for a unit. */
export interface TargetGiven {
  readonly indicatorCode: string;
  readonly groupId?: string | null;
  readonly unitId?: string | null;
  /** Decimal number, not negative; null when the decision names none. */
  readonly value?: string | null;
}

/** What issuing a target decision needs. */
export interface IssueTargetDecisionCommand {
  readonly commandId: string;
  readonly issuerId: string;
  readonly cycleId: string;
  /** Null only where a source does not tell it. */
  readonly number: string | null;
  readonly issuedOn: string | null;
  readonly targets: readonly TargetGiven[];
}

/** What a seed says besides. */
export interface IssueTargetOptions {
  readonly decisionId?: string;
  readonly provenance?: Provenance;
  readonly sentence?: string;
  /** Year of issue where the day is not known. */
  readonly year?: number;
}

/** Issues target decisions: the one writer of targets. */
export class TargetService {
  constructor(private readonly decisions: Decisions) {}

  /**
   * Issues a numbered target decision for a cycle.
   * @throws a refusal for a negative target, a target for the issuer itself, an indicator of somebody else, a number already used
   * by the issuer in that year, or a foreign group or unit; BAD_USER_INPUT for a date of issue after today.
   */
  issue(
    actor: CommandActor,
    input: IssueTargetDecisionCommand,
    options: IssueTargetOptions = {},
  ): Promise<CommandOutcome<{ decisionId: string }>> {
    const decisionId = options.decisionId ?? newId();
    const year = options.year ?? Number((input.issuedOn ?? '').slice(0, 4));
    const number = input.number === null ? null : normalisedText(input.number);
    return this.decisions.run({
      actor,
      operation: 'issueTargetDecision',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.TargetDecision, id: decisionId, isNew: true },
      locks: number === null ? [] : [`target-decision-number:${input.issuerId}:${year}:${number}`],
      decide: async (transaction) => {
        await transaction.authorise('target.issue', input.issuerId, 'input.issuerId');
        requireWellFormed(input.targets);
        if (input.issuedOn !== null && input.issuedOn > transaction.today) {
          throw badInput({
            field: 'input.issuedOn',
            vi: 'Ngày ban hành không được sau hôm nay.',
            en: 'The date of issue must not come after today.',
          });
        }
        const cycle = await requireCycle(transaction.manager, input.cycleId, 'input.cycleId');
        requireOpen(transaction, cycle, 'input.cycleId');
        await requireIssuerOver(transaction, input.issuerId, cycle.ownerUnitId);
        requireOtherAssignees(input.issuerId, input.targets);
        await requireIndicators(transaction, cycle.ownerUnitId, input.targets);
        await requireAssignees(transaction, cycle.ownerUnitId, input.targets);
        if (
          number !== null &&
          (await transaction.manager.existsBy(TargetDecision, { issuerUnitId: input.issuerId, year, number }))
        ) {
          throw refuse(
            'DECISION_NUMBER_TAKEN',
            `Số quyết định ${number} của năm ${year} đã được dùng.`,
            `The decision number ${number} of ${year} is taken.`,
            'input.number',
          );
        }
        await transaction.manager.insert(TargetDecision, {
          id: decisionId,
          cycleId: cycle.id,
          issuerUnitId: input.issuerId,
          year,
          number,
          issuedOn: input.issuedOn,
          recordedAt: transaction.now,
          provenance: options.provenance ?? Provenance.Recorded,
          sentence: options.sentence ?? null,
        });
        await transaction.manager.insert(
          Target,
          input.targets.map((target) => ({
            id: derivedId('target', decisionId, target.indicatorCode, assigneeOf(target)),
            decisionId,
            indicatorCode: target.indicatorCode,
            assigneeId: assigneeOf(target),
            groupId: target.groupId ?? null,
            unitId: target.unitId ?? null,
            value: target.value ?? null,
          })),
        );
        return {
          answer: { decisionId },
          audit: {
            action: 'ISSUE_TARGETS',
            after: { number, issuedOn: input.issuedOn, cycleId: cycle.id, targets: input.targets },
          },
        };
      },
    });
  }
}

function assigneeOf(target: TargetGiven): string {
  return target.groupId ?? target.unitId ?? '';
}

function requireWellFormed(targets: readonly TargetGiven[]): void {
  const problems: FieldProblem[] = [];
  const negative: Reason[] = [];
  const seen = new Set<string>();
  targets.forEach((target, index) => {
    const field = `input.targets.${index}`;
    if (Boolean(target.groupId) === Boolean(target.unitId)) {
      problems.push({
        field,
        vi: 'Cần hoặc cụm, khối, hoặc đơn vị.',
        en: 'Give either a group or a unit, not both and not neither.',
      });
    }
    const key = `${target.indicatorCode} ${assigneeOf(target)}`;
    if (seen.has(key)) {
      problems.push({ field, vi: 'Chỉ tiêu này bị lặp.', en: 'This target is given twice.' });
    }
    seen.add(key);
    if (target.value && isNegative(target.value)) {
      negative.push({
        code: 'NEGATIVE_TARGET',
        vi: `Chỉ tiêu không được âm (${target.value}).`,
        en: `A target is never negative (${target.value}).`,
        field: `${field}.value`,
      });
    }
  });
  const [problem, ...otherProblems] = problems;
  if (problem) {
    throw badInput(problem, ...otherProblems);
  }
  const [reason, ...otherReasons] = negative;
  if (reason) {
    throw new Refusal([reason, ...otherReasons]);
  }
}

/** The owner of the cycle sets targets, and so does a unit above it: the Confederation for a province. */
async function requireIssuerOver(transaction: DecisionTransaction, issuerId: string, ownerId: string): Promise<void> {
  if (transaction.actor.kind === 'system' || issuerId === ownerId) {
    return;
  }
  const paths = await pathsOf(transaction, [issuerId, ownerId], transaction.today);
  const issuerPath = paths.get(issuerId);
  if (issuerPath === undefined || !paths.get(ownerId)?.startsWith(issuerPath)) {
    throw refuse(
      'ISSUER_NOT_ABOVE',
      'Chỉ đơn vị chủ trì chu kỳ hoặc đơn vị cấp trên mới giao chỉ tiêu.',
      'Only the cycle’s owner or a unit above it sets targets.',
      'input.issuerId',
    );
  }
}

/** Nobody sets a target for itself: a unit's target comes from above. */
function requireOtherAssignees(issuerId: string, targets: readonly TargetGiven[]): void {
  const own = targets.findIndex(({ unitId }) => unitId === issuerId);
  if (own >= 0) {
    throw refuse(
      'ISSUER_IS_ASSIGNEE',
      'Đơn vị không tự giao chỉ tiêu cho mình; chỉ tiêu do đơn vị cấp trên giao.',
      'A unit does not set a target for itself; it comes from a unit above.',
      `input.targets.${own}.unitId`,
    );
  }
}

async function requireIndicators(
  transaction: DecisionTransaction,
  cycleOwnerId: string,
  targets: readonly TargetGiven[],
): Promise<void> {
  const codes = [...new Set(targets.map(({ indicatorCode }) => indicatorCode))];
  const indicators = await transaction.manager.findBy(Indicator, { code: In(codes) });
  const known = new Set(indicators.map(({ code }) => code));
  const unknown = targets.findIndex(({ indicatorCode }) => !known.has(indicatorCode));
  if (unknown >= 0) {
    throw notFound({ vi: 'chỉ tiêu', en: 'indicator' }, `input.targets.${unknown}.indicatorCode`);
  }
  await requireUsable(transaction, cycleOwnerId, indicators, (code) => {
    const index = targets.findIndex(({ indicatorCode }) => indicatorCode === code);
    return `input.targets.${index}.indicatorCode`;
  });
}

async function requireAssignees(
  transaction: DecisionTransaction,
  ownerId: string,
  targets: readonly TargetGiven[],
): Promise<void> {
  const groupIds = targets.flatMap(({ groupId }) => (groupId ? [groupId] : []));
  const groups = await transaction.manager.findBy(EmulationGroup, { id: In(groupIds) });
  for (const groupId of groupIds) {
    const group = groups.find(({ id }) => id === groupId);
    if (!group) {
      throw notFound({ vi: 'cụm, khối thi đua', en: 'emulation group' }, 'input.targets');
    }
    if (group.ownerUnitId !== ownerId) {
      throw refuse(
        'GROUP_OF_OTHER_OWNER',
        `${group.name} không thuộc đơn vị chủ trì chu kỳ này.`,
        `${group.name} does not belong to the cycle’s owner.`,
        'input.targets',
      );
    }
  }
  const unitIds = targets.flatMap(({ unitId }) => (unitId ? [unitId] : []));
  await requireUnitsUnder(transaction, ownerId, [...new Set(unitIds)], 'input.targets');
}
