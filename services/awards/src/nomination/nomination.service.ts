import {
  NominationAction,
  type NominationApprovalInput,
  NominationState,
  NominationTaskKind,
  type Permission,
  type RouteStage,
  SubjectKind,
  WorkflowType,
} from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  badInput,
  type BulkItem,
  calendarDateAt,
  type CommandActor,
  type CommandOutcome,
  type DecisionTransaction,
  type Decisions,
  notFound,
  Provenance,
  Refusal,
  refuse,
  sha256,
} from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { hidingUnseen } from '../access/hidden-nomination';
import { AwardRoute, AwardRouteStage } from '../award-type/award-route.entity';
import { type LineageUnit, resolveRoute, selfJudgingStages } from '../award-type/award-route.rules';
import { AwardType } from '../award-type/award-type.entity';
import { AwardRecipients } from '../award-type/award-type.enum';
import { assertListTakes } from '../list/nomination-list.rules';
import {
  changedReport,
  EMPTY_REPORT,
  fieldOfPart,
  HEADINGS,
  missingParts,
  partsThatDiffer,
  storedReport,
  useOfParts,
} from '../report/achievement-report.rules';
import { assertVersionSeen, keepVersion, reportChangeOf, reportColumns } from '../report/nomination-report';
import { pinRules } from '../catalogue/rule-set';
import { expectRecipient } from '../recipient/expected-recipients';
import { pinPapers } from '../paper/paper-pins';
import { inheritParties } from '../paper/paper-parties';
import { CheckOccasion } from '../check/check.enum';
import { type NominationChecks, type PreparedChecks, stagesOf } from '../check/nomination-checks';
import type { CheckedStage } from '../check/nomination-checkup';
import { carryOutSeveral, type ResultOfOne } from '../task/several-items';
import { lineageOf, pathToday } from './lineage.query';
import { Nomination } from './nomination.entity';
import { NominationStatus } from './nomination.enum';
import type {
  DraftNominationInput,
  EditNominationInput,
  ResubmitNominationInput,
  SubmitNominationInput,
  SubmitNominationsInput,
} from './nomination.input';
import { assertOwnersAgree, type NominationOwners } from './nomination-owners';
import { NominationRevision } from './nomination-revision.entity';
import { NominationStage } from './nomination-stage.entity';
import { type NominationCommand, stateProblem } from './nomination.states';

/** What the commands on a nomination answer. */
export interface NominationAnswer {
  readonly nominationId: string;
}

/** How a nomination is called in errors. */
export const NOMINATION = { vi: 'hồ sơ đề nghị khen thưởng', en: 'nomination' };

/** The nomination as this transaction sees it; its subject's head is locked, so nobody else changes it. */
export async function nominationOf(transaction: DecisionTransaction): Promise<Nomination> {
  const nomination = await transaction.manager.findOneBy(Nomination, { id: transaction.subject.id });
  if (!nomination) {
    throw notFound(NOMINATION);
  }
  return nomination;
}

/** @throws Refusal when the command is not possible in the nomination's state. */
export function assertPossible(nomination: Nomination, command: NominationCommand): void {
  const problem = stateProblem(nomination.state, command);
  if (problem) {
    throw new Refusal([problem]);
  }
}

/** The one writer of nominations until they are submitted, and of their revisions. */
export class NominationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
    private readonly owners: NominationOwners,
    private readonly checks: NominationChecks,
  ) {}

  /**
   * Drafts a nomination for a unit. Membership and emulation are asked before the transaction; what they said is
   * judged inside, so that a repeat of a carried out command gets its first answer whatever they say now.
   */
  async draft(actor: CommandActor, input: DraftNominationInput): Promise<CommandOutcome<NominationAnswer>> {
    const id = newId();
    const report = reportColumns(EMPTY_REPORT, reportChangeOf(input));
    const { nominatingUnitId } = input;
    const listId = input.listId ?? null;
    const cycleId = input.cycleId ?? null;
    const say = await this.owners.ask(input.nomineeMemberId ?? null, cycleId, calendarDateAt(new Date()));
    return this.decisions.run<NominationAnswer>({
      actor,
      operation: 'draftNomination',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Nomination, id, isNew: true },
      decide: async (transaction) => {
        await transaction.authorise('nomination.draft', nominatingUnitId, 'input.nominatingUnitId');
        const awardType = await transaction.manager.findOneBy(AwardType, { id: input.awardTypeId });
        if (!awardType) {
          throw notFound({ vi: 'loại khen thưởng', en: 'award type' }, 'input.awardTypeId');
        }
        const lineage = await this.lineage(transaction, nominatingUnitId);
        assertUsable(awardType, lineage, transaction.today);
        const nominee = await this.nominee(transaction, awardType, input, nominatingUnitId);
        const { unitPath } = await transaction.unit(nominatingUnitId);
        const nomineeHomeUnitId = await assertOwnersAgree(say, unitPath, (unitId) => pathToday(transaction, unitId));
        if (listId) {
          await assertListTakes(transaction, listId, nominatingUnitId, 1);
        }
        const nomination = {
          id,
          awardTypeId: awardType.id,
          nominatingUnitId,
          listId,
          ...nominee,
          nomineeHomeUnitId,
          cycleId,
          meritYear: meritYearOf(input, transaction.today),
          state: NominationStatus.Draft,
          draftedBy: transaction.memberId,
          draftedAt: transaction.now,
          provenance: Provenance.Recorded,
        };
        await transaction.manager.insert(Nomination, { ...nomination, ...report });
        await expectRecipient(transaction, { memberId: nomination.nomineeMemberId, unitId: nomination.nomineeUnitId });
        await keepVersion(transaction, id, 1, report);
        if (listId) {
          await inheritParties(transaction, id, listId);
        }
        return {
          answer: { nominationId: id },
          audit: { action: 'DRAFT', after: { ...nomination, achievementDigest: sha256(report.achievement) } },
        };
      },
    });
  }

  /**
   * Changes parts of the report of a draft or of a returned nomination: what a form saves by itself while somebody
   * writes. Each save is a version; of two who saw the same one the second learns what the first changed.
   */
  async edit(actor: CommandActor, input: EditNominationInput): Promise<CommandOutcome<NominationAnswer>> {
    const change = reportChangeOf(input);
    const { id } = await this.existing(input.nominationId);
    return this.decisions.run<NominationAnswer>({
      actor,
      operation: 'editNomination',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Nomination, id },
      decide: async (transaction) => {
        const nomination = await nominationOf(transaction);
        await this.authorise(transaction, 'nomination.draft', nomination);
        assertPossible(nomination, 'edit');
        await assertVersionSeen(transaction, nomination, input.version);
        const before = storedReport(nomination);
        const report = reportColumns(before, change);
        const version = nomination.version + 1;
        await transaction.manager.update(Nomination, { id }, { ...report, version });
        await keepVersion(transaction, id, version, report);
        await recordEditor(transaction, id);
        return {
          answer: { nominationId: id },
          audit: {
            action: 'EDIT',
            before: { version: nomination.version, achievementDigest: sha256(nomination.achievement) },
            after: {
              version,
              achievementDigest: sha256(report.achievement),
              changedParts: partsThatDiffer(before, changedReport(before, change)),
            },
          },
        };
      },
    });
  }

  /** Submits a draft: resolves its route by the union tree of today, pins the route's version, starts the workflow. */
  async submit(actor: CommandActor, input: SubmitNominationInput): Promise<CommandOutcome<NominationAnswer>> {
    const draft = await this.existing(input.nominationId);
    const prepared = await this.checks.prepare(draft);
    const { commandId } = input;
    return this.decisions.run({ ...this.submission(actor, draft.id, prepared), commandId, payload: input });
  }

  /**
   * Submits up to 500 drafts, each by itself (decision-path.md rule 10): one that is refused stops no other, and the
   * relay begins their workflows.
   */
  async submitSeveral(
    actor: CommandActor,
    { commandId, nominationIds }: SubmitNominationsInput,
  ): Promise<ResultOfOne[]> {
    const known = await this.dataSource.query<{ id: string }[]>('SELECT id FROM nomination WHERE id IN (?)', [
      nominationIds,
    ]);
    const there = new Set(known.map(({ id }) => id));
    return carryOutSeveral(
      this.decisions,
      commandId,
      nominationIds,
      async (ids, fresh) => {
        const prepared = await this.checks.prepareAll(ids.filter((id) => there.has(id) && fresh.has(id)));
        return ids
          .filter((id) => there.has(id))
          .map((id) => ({ key: id, ...this.submission(actor, id, prepared.get(id) ?? null) }));
      },
      NOMINATION,
    );
  }

  /** @param prepared what its checks have read; null where it has been carried out before, and only the answer is wanted. */
  private submission(
    actor: CommandActor,
    id: string,
    prepared: PreparedChecks | null,
  ): Omit<BulkItem<NominationAnswer>, 'key'> {
    return {
      actor,
      operation: 'submitNomination',
      payload: { nominationId: id },
      subject: { kind: SubjectKind.Nomination, id },
      locks: prepared?.locks ?? [],
      decide: async (transaction) => {
        if (!prepared) {
          throw new Error(`the checks of nomination ${id} were not prepared`);
        }
        const nomination = await nominationOf(transaction);
        await this.authorise(transaction, 'nomination.submit', nomination);
        assertPossible(nomination, 'submit');
        const awardType = await transaction.manager.findOneByOrFail(AwardType, { id: nomination.awardTypeId });
        assertReportComplete(nomination, awardType);
        const lineage = await this.lineage(transaction, nomination.nominatingUnitId);
        assertUsable(awardType, lineage, transaction.today);
        const { routeVersionId, rules } = await routeOf(transaction, awardType.id);
        const stages = resolveRoute(rules, lineage);
        if (!stages.at(-1)?.unitId) {
          throw refuse(
            'ROUTE_HAS_NO_DECIDING_UNIT',
            'Không có đơn vị cấp trên nào có thẩm quyền quyết định loại khen thưởng này cho đơn vị đề nghị.',
            'No unit above the nominating unit can decide on this award.',
          );
        }
        const [own, ...more] = selfJudgingStages(stages, nomination.nomineeUnitId);
        if (own) {
          throw new Refusal([own, ...more]);
        }
        await transaction.manager.insert(
          NominationStage,
          rules.map((rule, index) => ({
            nominationId: id,
            ordinal: rule.ordinal,
            stage: rule.stage,
            kind: rule.kind,
            unitId: stages[index]?.unitId ?? null,
            timeLimitDays: rule.timeLimitDays,
            thresholdPercent: rule.thresholdPercent,
            remindBeforeDays: rule.remindBeforeDays,
            escalateAfterDays: rule.escalateAfterDays,
            escalationUnitId: stages[index]?.escalationUnitId ?? null,
            consultationWorkingDays: rule.consultationWorkingDays,
            consultationSilence: rule.consultationSilence,
          })),
        );
        const ruleSetId = await pinRules(transaction, awardType.id);
        await transaction.manager.update(Nomination, { id }, { routeVersionId, ruleSetId });
        const checks = await this.checks.enforce(
          transaction,
          Object.assign(nomination, { routeVersionId, ruleSetId }),
          prepared,
          {
            occasion: CheckOccasion.Submission,
            stages: stagesAsChecked(rules, stages),
            revision: 1,
          },
        );
        const after = await recordSubmission(transaction, nomination, 1);
        const start: NominationApprovalInput = {
          nominationId: id,
          nominatingUnitId: nomination.nominatingUnitId,
          routeVersionId,
          stages,
        };
        return {
          answer: { nominationId: id },
          audit: {
            action: NominationAction.Submit,
            before: { state: nomination.state },
            after: {
              ...after,
              ruleSetId,
              checks,
              stages: stages.map(({ stage, unitId }) => ({ stage, unitId })),
              skippedStages: stages.filter((stage) => stage.unitId === null).map((stage) => stage.stage),
            },
            ruleVersion: routeVersionId,
          },
          route: {
            start: { workflowType: WorkflowType.NominationApproval, input: start },
            workflowType: WorkflowType.NominationApproval,
            action: NominationAction.Submit,
            details: { routeVersionId },
          },
        };
      },
    };
  }

  /** Submits a returned nomination again: a new revision, which re-enters the stage that returned it. */
  async resubmit(actor: CommandActor, input: ResubmitNominationInput): Promise<CommandOutcome<NominationAnswer>> {
    const returned = await this.existing(input.nominationId);
    const { id } = returned;
    if (Boolean(input.taskId) !== Boolean(input.version)) {
      throw badInput({
        field: 'input.version',
        vi: 'taskId và version phải đi cùng nhau.',
        en: 'Give taskId and version together, or neither.',
      });
    }
    const prepared = await this.checks.prepare(returned);
    return this.decisions.run<NominationAnswer>({
      actor,
      operation: 'resubmitNomination',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Nomination, id },
      locks: prepared.locks,
      decide: async (transaction) => {
        const nomination = await nominationOf(transaction);
        await this.authorise(transaction, 'nomination.submit', nomination);
        const task =
          input.taskId && input.version
            ? { taskId: input.taskId, version: input.version }
            : await transaction.lockOpenTask(NominationTaskKind.Revise, nomination.nominatingUnitId);
        if (task) {
          const { kind } = await transaction.completeTask(task, 'RESUBMITTED');
          assertTaskKind(kind, [NominationTaskKind.Revise]);
        }
        assertPossible(nomination, 'resubmit');
        assertReportComplete(
          nomination,
          await transaction.manager.findOneByOrFail(AwardType, { id: nomination.awardTypeId }),
        );
        const revision = nomination.revision + 1;
        const { stages } = await stagesOf(transaction, nomination, []);
        const checks = await this.checks.enforce(transaction, nomination, prepared, {
          occasion: CheckOccasion.Submission,
          stages,
          revision,
        });
        const after = { ...(await recordSubmission(transaction, nomination, revision)), checks };
        return {
          answer: { nominationId: id },
          audit: {
            action: NominationAction.Resubmit,
            before: { state: nomination.state, revision: nomination.revision },
            after,
            ruleVersion: nomination.routeVersionId,
          },
          revision,
          route: {
            workflowType: WorkflowType.NominationApproval,
            action: NominationAction.Resubmit,
            details: {},
          },
        };
      },
    });
  }

  /** @throws FORBIDDEN, or NOT_FOUND for a nomination that the caller may not see. */
  private authorise(
    transaction: DecisionTransaction,
    permission: Permission,
    nomination: Nomination,
  ): Promise<unknown> {
    return hidingUnseen(transaction, NOMINATION, 'input.nominationId', () =>
      transaction.authorise(permission, nomination.nominatingUnitId),
    );
  }

  /** The nomination with its id in canonical form. @throws NOT_FOUND. */
  private async existing(nominationId: string): Promise<Nomination> {
    const nomination = await this.dataSource.manager.findOneBy(Nomination, { id: nominationId });
    if (!nomination) {
      throw notFound(NOMINATION, 'input.nominationId');
    }
    return nomination;
  }

  private async lineage(transaction: DecisionTransaction, unitId: string): Promise<LineageUnit[]> {
    const { unitPath } = await transaction.unit(unitId);
    return lineageOf(transaction, unitPath, transaction.today);
  }

  private async nominee(
    transaction: DecisionTransaction,
    awardType: AwardType,
    input: DraftNominationInput,
    nominatingUnitId: string,
  ): Promise<Pick<Nomination, 'nomineeMemberId' | 'nomineeUnitId'>> {
    const nomineeMemberId = input.nomineeMemberId ?? null;
    const nomineeUnitId = input.nomineeUnitId ?? null;
    if ((nomineeMemberId === null) === (nomineeUnitId === null)) {
      throw badInput({
        field: 'input.nomineeMemberId',
        vi: 'Cần đúng một đối tượng: cá nhân hoặc tập thể.',
        en: 'Give exactly one nominee: a person or a collective.',
      });
    }
    const barred = nomineeMemberId ? AwardRecipients.Collective : AwardRecipients.Individual;
    if (awardType.recipients === barred) {
      throw refuse(
        'AWARD_IS_NOT_FOR_THIS_RECIPIENT',
        `“${awardType.name}” chỉ tặng cho ${barred === AwardRecipients.Collective ? 'tập thể' : 'cá nhân'}.`,
        `“${awardType.name}” is only for ${barred === AwardRecipients.Collective ? 'collectives' : 'persons'}.`,
        nomineeMemberId ? 'input.nomineeMemberId' : 'input.nomineeUnitId',
      );
    }
    if (nomineeUnitId) {
      const nominating = await transaction.unit(nominatingUnitId);
      const nominee = await transaction.unit(nomineeUnitId, 'input.nomineeUnitId');
      if (!nominee.unitPath.startsWith(nominating.unitPath)) {
        throw refuse(
          'NOMINEE_OUTSIDE_THE_UNIT',
          'Tập thể được đề nghị phải là đơn vị đề nghị hoặc thuộc đơn vị đó.',
          'The collective must be the nominating unit or stand under it.',
          'input.nomineeUnitId',
        );
      }
    }
    return { nomineeMemberId, nomineeUnitId };
  }
}

function stagesAsChecked(rules: readonly AwardRouteStage[], stages: readonly RouteStage[]): CheckedStage[] {
  return rules.map(({ ordinal, stage }, index) => ({ ordinal, stage, unitId: stages[index]?.unitId ?? null }));
}

/** @throws BAD_USER_INPUT for a year that has not begun. */
function meritYearOf({ meritYear }: DraftNominationInput, today: string): number {
  const thisYear = Number(today.slice(0, 4));
  if (meritYear && meritYear > thisYear) {
    throw badInput({
      field: 'input.meritYear',
      vi: `Năm thành tích không được sau năm nay (${thisYear}).`,
      en: `The merit year cannot be after this year (${thisYear}).`,
    });
  }
  return meritYear ?? thisYear;
}

/** @throws BAD_USER_INPUT when the task asks for something else than the command does. */
export function assertTaskKind(kind: string, allowed: readonly string[]): void {
  if (!allowed.includes(kind)) {
    throw badInput({
      field: 'input.taskId',
      vi: `Nhiệm vụ này thuộc loại ${kind}; lệnh này dành cho ${allowed.join(', ')}.`,
      en: `This task is a ${kind}; this command is for ${allowed.join(', ')}.`,
    });
  }
}

/** Whoever had a hand in a dossier never judges it (separation of duties). */
export async function recordEditor(transaction: DecisionTransaction, nominationId: string): Promise<void> {
  await transaction.query('INSERT IGNORE INTO nomination_editor (nomination_id, member_id) VALUES (?, ?)', [
    nominationId,
    transaction.memberId,
  ]);
}

/** @throws Refusal that names each part of the report that the award needs and in which nothing is written. */
function assertReportComplete(nomination: Nomination, awardType: AwardType): void {
  const uses = useOfParts(awardType, nomination.nomineeUnitId !== null);
  const [first, ...more] = missingParts(storedReport(nomination), uses, 'REQUIRED').map((part) => ({
    code: 'REPORT_PART_MISSING',
    vi: `Báo cáo thành tích chưa có phần bắt buộc: ${HEADINGS[part]}.`,
    en: `The achievement report lacks a part that is needed: ${part}.`,
    field: `report.${fieldOfPart(part)}`,
  }));
  if (first) {
    throw new Refusal([first, ...more]);
  }
}

/** @throws Refusal when the award type is not of the unit’s own bodies or not in force. */
export function assertUsable(awardType: AwardType, lineage: readonly LineageUnit[], today: string): void {
  if (!lineage.some((unit) => unit.unitId === awardType.ownerUnitId)) {
    throw refuse(
      'AWARD_TYPE_OF_ANOTHER_BODY',
      'Loại khen thưởng này không do cấp trên của đơn vị đề nghị ban hành.',
      'This award type was not defined by the nominating unit or a body above it.',
      'input.awardTypeId',
    );
  }
  if (today < awardType.validFrom || today >= awardType.validUntil) {
    throw refuse(
      'AWARD_TYPE_NOT_IN_FORCE',
      `Loại khen thưởng này áp dụng từ ${awardType.validFrom} đến trước ${awardType.validUntil}.`,
      `This award type holds from ${awardType.validFrom} until before ${awardType.validUntil}.`,
      'input.awardTypeId',
    );
  }
}

async function routeOf(
  transaction: DecisionTransaction,
  awardTypeId: string,
): Promise<{ routeVersionId: string; rules: AwardRouteStage[] }> {
  const { today } = transaction;
  const versions = await transaction.manager.findBy(AwardRoute, { awardTypeId });
  const inForce = versions.find((version) => version.validFrom <= today && today < version.validUntil);
  if (!inForce) {
    throw refuse(
      'AWARD_TYPE_HAS_NO_ROUTE_TODAY',
      'Loại khen thưởng này không có quy trình nào đang hiệu lực.',
      'This award type has no route in force today.',
    );
  }
  const rules = await transaction.manager.find(AwardRouteStage, {
    where: { routeVersionId: inForce.id },
    order: { ordinal: 'ASC' },
  });
  return { routeVersionId: inForce.id, rules };
}

/** Keeps the dossier as it is submitted and marks the nomination as on its way. */
async function recordSubmission(
  transaction: DecisionTransaction,
  nomination: Nomination,
  revision: number,
): Promise<object> {
  await transaction.manager.insert(NominationRevision, {
    nominationId: nomination.id,
    number: revision,
    achievement: nomination.achievement,
    report: nomination.report,
    submittedBy: transaction.memberId,
    submittedAt: transaction.now,
  });
  const papers = await pinPapers(transaction, nomination, revision);
  await transaction.manager.update(
    Nomination,
    { id: nomination.id },
    {
      state: NominationStatus.Submitted,
      stage: null,
      revision,
      submittedBy: transaction.memberId,
      submittedAt: transaction.now,
    },
  );
  return {
    state: NominationState.Submitted,
    revision,
    version: nomination.version,
    achievementDigest: sha256(nomination.achievement),
    ...(papers.length > 0 ? { papers } : {}),
  };
}
