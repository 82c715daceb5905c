import { TaskQueue } from '@thidua/contracts';
import { isId } from '@thidua/contracts/ids';
import { auditExportResolver, TaskRow, unauthenticated, type ServiceDefinition } from '@thidua/service-kit';
import { createEmulationActivities } from './activities/emulation.activities';
import { INSTRUCTION_HOOKS } from './activities/instruction-hooks';
import { CycleMilestoneEntry, EmulationCycle } from './cycle/cycle.entity';
import { CycleResolver } from './cycle/cycle.resolver';
import { createEmulationServices } from './emulation-services';
import { StatedFigureResolver, TypedFigureResolver } from './figure/figure.resolver';
import { StatedFigure, TypedFigure } from './figure/stated-figure.entity';
import { EmulationGroup, GroupEvent, GroupHead, GroupMembership } from './group/group.entity';
import { GroupHeadResolver, GroupHeadshipResolver } from './group/group-head.resolver';
import { GroupEventResolver, GroupMembershipResolver, GroupResolver } from './group/group.resolver';
import { EmulationHistoryPersonsResolver } from './history/history-persons';
import { HistoryResolver } from './history/history.resolver';
import { Indicator } from './indicator/indicator.entity';
import { IndicatorResolver } from './indicator/indicator.resolver';
import { Initiative, InitiativeAcceptance, InitiativeAuthor } from './initiative/initiative.entity';
import { InitiativeResolver } from './initiative/initiative.resolver';
import { registerAwardFactsRoute } from './internal/award-facts.route';
import { registerCycleRoute } from './internal/cycle.route';
import { createEmulationLoaders, type EmulationContext, type EmulationLoaders } from './loading/emulation-loaders';
import { member } from './member/member.stub';
import { MIGRATIONS } from './migrations';
import { EmulationPledge, JointActivity, PledgeMember, PledgeSignature } from './pledge/pledge.entity';
import { PledgeResolver, PledgeSignatureResolver } from './pledge/pledge.resolver';
import { PledgePreparationResolver } from './preparation/pledge-preparation.resolver';
import { UnitRatingRow } from './rating/unit-rating.entity';
import { RatingsOfUnitResolver, UnitRatingResolver } from './rating/unit-rating.resolver';
import { MidYearReview, ReviewContribution, ReviewLine, ReviewUnit } from './review/review.entity';
import { ReviewContributionResolver, ReviewLineResolver, ReviewResolver } from './review/review.resolver';
import { Target, TargetDecision } from './target/target.entity';
import { TargetDecisionResolver, TargetResolver } from './target/target.resolver';
import { PledgeTask, ReviewTask } from './task/emulation-task.type';
import { PledgeTaskResolver, ReviewTaskResolver, ViewerTaskResolver } from './task/task.resolver';
import { UnionUnitResolver } from './unit/union-unit.resolver';
import { unionUnit } from './unit/union-unit.stub';
import { Viewer } from './viewer/viewer.stub';

interface Reference {
  readonly id: string;
}

/** Loads a row that another subgraph refers to; null for an unknown or malformed id. */
const byId =
  (loader: 'cycle' | 'group' | 'pledge' | 'review') =>
  ({ id }: Reference, { loaders }: EmulationContext): Promise<object | null> | null =>
    isId(id) ? loaders[loader].load(id) : null;

const EmulationAuditExportResolver = auditExportResolver('emulation');

/** The emulation service: cycles, groups, targets, pledges, reviews. */
export const definition: ServiceDefinition<EmulationLoaders> = {
  name: 'emulation',
  entities: [
    CycleMilestoneEntry,
    EmulationCycle,
    EmulationGroup,
    EmulationPledge,
    GroupEvent,
    GroupHead,
    GroupMembership,
    Indicator,
    Initiative,
    InitiativeAcceptance,
    InitiativeAuthor,
    JointActivity,
    MidYearReview,
    PledgeMember,
    PledgeSignature,
    ReviewContribution,
    ReviewLine,
    ReviewUnit,
    StatedFigure,
    Target,
    TargetDecision,
    TaskRow,
    TypedFigure,
    UnitRatingRow,
  ],
  migrations: MIGRATIONS,
  resolvers: [
    CycleResolver,
    GroupResolver,
    GroupMembershipResolver,
    GroupEventResolver,
    GroupHeadshipResolver,
    GroupHeadResolver,
    IndicatorResolver,
    InitiativeResolver,
    UnitRatingResolver,
    RatingsOfUnitResolver,
    TargetDecisionResolver,
    TargetResolver,
    PledgeResolver,
    PledgeSignatureResolver,
    PledgePreparationResolver,
    ReviewResolver,
    ReviewLineResolver,
    ReviewContributionResolver,
    StatedFigureResolver,
    TypedFigureResolver,
    ViewerTaskResolver,
    PledgeTaskResolver,
    ReviewTaskResolver,
    UnionUnitResolver,
    HistoryResolver,
    EmulationHistoryPersonsResolver,
    EmulationAuditExportResolver,
  ],
  orphanedTypes: [PledgeTask, ReviewTask, Viewer],
  createResolvers(dependencies) {
    const services = createEmulationServices(dependencies);
    return [
      new CycleResolver(services.cycles),
      new GroupResolver(services.groups),
      new GroupMembershipResolver(),
      new GroupEventResolver(),
      new GroupHeadshipResolver(),
      new GroupHeadResolver(),
      new IndicatorResolver(services.indicators),
      new InitiativeResolver(services.initiatives),
      new UnitRatingResolver(services.ratings),
      new RatingsOfUnitResolver(),
      new TargetDecisionResolver(services.targets),
      new TargetResolver(),
      new PledgeResolver(services.pledges),
      new PledgeSignatureResolver(),
      new PledgePreparationResolver(services.pledgePreparation),
      new ReviewResolver(services.reviews),
      new ReviewLineResolver(),
      new ReviewContributionResolver(),
      new StatedFigureResolver(services.figures),
      new TypedFigureResolver(),
      new ViewerTaskResolver(services.tasks),
      new PledgeTaskResolver(),
      new ReviewTaskResolver(),
      new UnionUnitResolver(),
      new HistoryResolver(),
      new EmulationHistoryPersonsResolver(),
      new EmulationAuditExportResolver(dependencies),
    ];
  },
  referenceResolvers: {
    EmulationCycle: byId('cycle'),
    EmulationGroup: byId('group'),
    EmulationPledge: byId('pledge'),
    MidYearReview: byId('review'),
    UnionUnit: ({ id }: Reference) => unionUnit(id),
    Member: ({ id }: Reference) => member(id),
    // A viewer is whoever the passport says, never whom a representation names.
    Viewer: ({ id }: Reference, { passport }: EmulationContext) => {
      if (passport.kind !== 'person' || passport.subject !== id) {
        throw unauthenticated();
      }
      return Object.assign(new Viewer(), { id });
    },
  },
  createLoaders: createEmulationLoaders,
  instructionHooks: INSTRUCTION_HOOKS,
  createActivities(dependencies) {
    return createEmulationActivities({ ...dependencies, ...createEmulationServices(dependencies) });
  },
  taskQueue: TaskQueue.Emulation,
  registerInternalRoutes(server, dependencies) {
    registerCycleRoute(server, dependencies);
    registerAwardFactsRoute(server, dependencies);
  },
};
