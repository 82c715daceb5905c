import { NominationAction, type Reason, type RouteStage, SubjectKind } from '@thidua/contracts';
import {
  authorise,
  type BulkItem,
  calendarDateAt,
  type CommandActor,
  type DecisionTransaction,
  type Decisions,
  notFound,
  Refusal,
  type SqlRunner,
  type UnitScopeReader,
} from '@thidua/service-kit';
import type { Passport } from '@thidua/contracts/passport';
import type { DataSource, EntityManager } from 'typeorm';
import { hidingUnseen } from '../access/hidden-nomination';
import { AwardRoute, AwardRouteStage } from '../award-type/award-route.entity';
import { resolveRoute, selfJudgingStages, STAGE_MEANING } from '../award-type/award-route.rules';
import { AwardType } from '../award-type/award-type.entity';
import { lineageOf } from '../nomination/lineage.query';
import { Nomination } from '../nomination/nomination.entity';
import { NominationStatus } from '../nomination/nomination.enum';
import { visibleByIds } from '../nomination/nomination.query';
import { assertPossible, NOMINATION, type NominationAnswer, nominationOf } from '../nomination/nomination.service';
import { stateProblem } from '../nomination/nomination.states';
import { NominationStage } from '../nomination/nomination-stage.entity';
import { actingStageOf, assertSettled } from '../stage/acting-stage';
import { reasonOf, routeOfAction } from '../stage/stage.service';
import { carryOutSeveral, type ResultOfOne } from '../task/several-items';
import { routeChange } from './route-change.rules';
import type { ChangeNominationRoutesInput } from './route-change.input';

const ROUTE = { vi: 'phiên bản quy trình', en: 'route version' };

/** A route version with its stages and the award type that it belongs to. */
interface KnownRoute {
  readonly id: string;
  readonly awardType: AwardType;
  readonly rules: readonly AwardRouteStage[];
}

/** What the change comes to for one nomination. */
export interface PreviewedChange {
  readonly nomination: Nomination;
  /** Why it cannot be changed; empty when it can. */
  readonly reasons: readonly Reason[];
  readonly reopensTask: boolean;
  readonly stages: readonly RouteStage[];
}

/** Reads inside a transaction or outside of one. */
type Reader = SqlRunner & { readonly manager: EntityManager };

/** Moves open nominations to another version of their award's route, each one named. */
export class RouteChangeService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
    private readonly units: UnitScopeReader,
  ) {}

  /** What the change would come to for each nomination that the caller may see; nothing is changed. */
  async preview(
    passport: Passport,
    routeVersionId: string,
    nominationIds: readonly string[],
  ): Promise<PreviewedChange[]> {
    const route = await this.route(routeVersionId, 'routeVersionId');
    await this.authoriseOwner(passport, route);
    const today = calendarDateAt(new Date());
    const nominations = await visibleByIds(this.dataSource, passport, nominationIds);
    const previewed: PreviewedChange[] = [];
    for (const nomination of nominations) {
      const problem = stateProblem(nomination.state, 'changeRoute');
      const change = await this.changeOf(this.dataSource, nomination, route, today);
      previewed.push({ ...change, nomination, reasons: problem ? [problem] : change.reasons });
    }
    return previewed;
  }

  /** Changes the route of up to 500 nominations, each by itself. */
  async change(actor: CommandActor, input: ChangeNominationRoutesInput): Promise<ResultOfOne[]> {
    const reason = reasonOf(input.reason, 'ROUTE_CHANGE_NEEDS_REASON');
    const route = await this.route(input.routeVersionId, 'input.routeVersionId');
    if (actor.kind === 'person') {
      await this.authoriseOwner(actor.passport, route);
    }
    return carryOutSeveral(
      this.decisions,
      input.commandId,
      input.nominationIds,
      async (ids) => ids.map((id) => this.item(actor, id, route, reason)),
      NOMINATION,
    );
  }

  /** All nominations follow routes of one body: whoever may not change them learns it at once. */
  private async authoriseOwner(passport: Passport, { awardType }: KnownRoute): Promise<void> {
    const unitId = awardType.ownerUnitId;
    const owner = await this.units.unitInScope(this.dataSource, unitId, calendarDateAt(new Date()));
    authorise(passport, 'nomination.change-route', owner ?? { unitId, unitPath: '' });
  }

  private item(
    actor: CommandActor,
    nominationId: string,
    route: KnownRoute,
    reason: string,
  ): BulkItem<NominationAnswer> {
    return {
      key: nominationId,
      actor,
      operation: 'changeNominationRoutes',
      payload: { nominationId, routeVersionId: route.id, reason },
      subject: { kind: SubjectKind.Nomination, id: nominationId },
      decide: async (transaction) => {
        const nomination = await nominationOf(transaction);
        await hidingUnseen(transaction, NOMINATION, 'input.nominationIds', () =>
          transaction.authorise('nomination.change-route', route.awardType.ownerUnitId),
        );
        assertPossible(nomination, 'changeRoute');
        assertSettled(transaction);
        const change = await this.changeOf(transaction, nomination, route, transaction.today);
        const [problem, ...more] = change.reasons;
        if (problem) {
          throw new Refusal([problem, ...more]);
        }
        await replaceStages(transaction, nominationId, route, change.stages);
        if (change.reopensTask) {
          // Whoever holds the old task decides nothing along the new route before its own task is open.
          await transaction.query(
            `UPDATE task SET status = 'CANCELLED', version = version + 1, completed_at = ?, completed_by = ?
              WHERE subject_id = ? AND status = 'OPEN'`,
            [transaction.now, transaction.memberId, nominationId],
          );
        }
        return {
          answer: { nominationId },
          audit: {
            action: NominationAction.ChangeRoute,
            reason,
            before: {
              state: nomination.state,
              stage: nomination.stage,
              revision: nomination.revision,
              routeVersionId: nomination.routeVersionId,
            },
            after: {
              routeVersionId: route.id,
              stages: change.stages.map(({ stage, unitId }) => ({ stage, unitId })),
              reopensTask: change.reopensTask,
            },
            ruleVersion: route.id,
          },
          route: {
            ...routeOfAction(NominationAction.ChangeRoute),
            details: { routeVersionId: route.id, stages: change.stages.map((stage) => JSON.stringify(stage)) },
          },
        };
      },
    };
  }

  private async changeOf(
    reader: Reader,
    nomination: Nomination,
    { id, awardType, rules }: KnownRoute,
    today: string,
  ): Promise<Omit<PreviewedChange, 'nomination'>> {
    const refused = (code: string, vi: string, en: string): Omit<PreviewedChange, 'nomination'> => ({
      reasons: [{ code, vi, en, field: null }],
      reopensTask: false,
      stages: [],
    });
    if (nomination.awardTypeId !== awardType.id) {
      return refused(
        'ROUTE_OF_ANOTHER_AWARD',
        'Quy trình này thuộc loại khen thưởng khác với hồ sơ.',
        'The route belongs to another award than the nomination.',
      );
    }
    if (nomination.routeVersionId === id) {
      return refused('ROUTE_IS_THE_SAME', 'Hồ sơ đã theo quy trình này.', 'The nomination follows this route already.');
    }
    const at = await actingStageOf(reader, nomination);
    const unit = await this.units.unitInScope(reader, nomination.nominatingUnitId, today);
    if (!at || !unit) {
      return refused('NOMINATION_STATE', 'Hồ sơ không đứng ở bước nào.', 'The nomination stands at no stage.');
    }
    const stages = resolveRoute(rules, await lineageOf(reader, unit.unitPath, today));
    const { problems, reopensTask } = routeChange(
      { stage: at.stage, unitId: at.unitId, ...STAGE_MEANING[at.kind] },
      nomination.state === NominationStatus.Returned,
      stages,
    );
    return { reasons: [...problems, ...selfJudgingStages(stages, nomination.nomineeUnitId)], reopensTask, stages };
  }

  private async route(routeVersionId: string, field: string): Promise<KnownRoute> {
    const { manager } = this.dataSource;
    const version = await manager.findOneBy(AwardRoute, { id: routeVersionId });
    if (!version) {
      throw notFound(ROUTE, field);
    }
    const [awardType, rules] = await Promise.all([
      manager.findOneByOrFail(AwardType, { id: version.awardTypeId }),
      manager.find(AwardRouteStage, { where: { routeVersionId }, order: { ordinal: 'ASC' } }),
    ]);
    return { id: version.id, awardType, rules };
  }
}

/** The stages that the nomination carries to its end from now on. */
async function replaceStages(
  transaction: DecisionTransaction,
  nominationId: string,
  { id: routeVersionId, rules }: KnownRoute,
  stages: readonly RouteStage[],
): Promise<void> {
  await transaction.manager.delete(NominationStage, { nominationId });
  await transaction.manager.insert(
    NominationStage,
    rules.map((rule, index) => ({
      nominationId,
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
  await transaction.manager.update(Nomination, { id: nominationId }, { routeVersionId });
}
