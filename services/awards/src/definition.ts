import { SubjectKind, TaskQueue } from '@thidua/contracts';
import { auditExportResolver, type ServiceDefinition, type ServiceDependencies, TaskRow } from '@thidua/service-kit';
import { createAwardsActivities } from './activities/awards.activities';
import { AwardAppeal } from './appeal/award-appeal.entity';
import { AwardAppealResolver } from './appeal/award-appeal.resolver';
import { AwardAppealService } from './appeal/award-appeal.service';
import { AwardRoute, AwardRoutePaper, AwardRouteStage } from './award-type/award-route.entity';
import { AwardType } from './award-type/award-type.entity';
import { AwardRouteResolver, AwardTypeResolver, StageChecklistResolver } from './award-type/award-type.resolver';
import { AwardTypeService } from './award-type/award-type.service';
import { AwardMultiple } from './catalogue/award-multiple.entity';
import { AwardQuota } from './catalogue/award-quota.entity';
import { AwardRule } from './catalogue/award-rule.entity';
import { BaseSalary } from './catalogue/base-salary.entity';
import {
  AwardRouteStageResolver,
  CatalogueChangePreviewResolver,
  CatalogueResolver,
  PinnedRulesResolver,
} from './catalogue/catalogue.resolver';
import { CatalogueService } from './catalogue/catalogue.service';
import { AwardRuleSet, AwardRuleSetRow } from './catalogue/rule-set.entity';
import { AwardFactsReader } from './check/award-facts.reader';
import { CheckOverrideService } from './check/check-override.service';
import { CheckOverrideResolver, NominationCheckResultResolver, NominationChecksResolver } from './check/check.resolver';
import { CheckOverride, NominationCheck, NominationFingerprint, QuotaPlace } from './check/nomination-check.entity';
import { NominationChecks } from './check/nomination-checks';
import { BallotService } from './council/ballot.service';
import { BallotClosingService } from './council/ballot-closing.service';
import { BallotFinisher } from './council/ballot-finisher';
import { ballotKeysOf } from './council/ballot-key-store';
import { Ballot, BallotItem, BallotRecusal, BallotRollMember, BallotSession } from './council/ballot-session.entity';
import {
  BallotItemResolver,
  BallotRecusalResolver,
  BallotSessionResolver,
  OwnVoteResolver,
} from './council/ballot-session.resolver';
import { BallotSessionService } from './council/ballot-session.service';
import { CouncilReader } from './council/council.reader';
import { ChecklistAnswer } from './checklist/checklist-answer.entity';
import { ChecklistItem } from './checklist/checklist-item.entity';
import { ChecklistService } from './checklist/checklist.service';
import { Consultation } from './consultation/consultation.entity';
import { ConsultationService } from './consultation/consultation.service';
import { CouncilQuorum } from './council/council-quorum.entity';
import { CouncilQuorumResolver } from './council/council-quorum.resolver';
import { CouncilQuorumService } from './council/council-quorum.service';
import { CouncilService } from './council/council.service';
import { CouncilVote } from './council/council-vote.entity';
import { DeadlineMove } from './deadline/deadline-move.entity';
import { DeadlineService } from './deadline/deadline.service';
import { TaskNotice } from './deadline/task-notice.entity';
import { AwardDecision } from './decision/award-decision.entity';
import {
  AwardDecisionItemResolver,
  AwardDecisionNumbersResolver,
  AwardDecisionResolver,
} from './decision/award-decision.resolver';
import { AwardDecisionService } from './decision/award-decision.service';
import { AwardDecisionCounter } from './decision/award-decision-counter.entity';
import { AwardDecisionItem } from './decision/award-decision-item.entity';
import { AwardDecisionMove } from './decision/award-decision-move.entity';
import { AwardHandover } from './decision/award-handover.entity';
import { AwardPublication } from './decision/award-publication.entity';
import { DecisionCeremoniesService } from './decision/decision-ceremonies.service';
import { DecisionCarrier } from './decision/decision-carrier';
import { DecisionDraftsService } from './decision/decision-drafts.service';
import { DecisionSigningService } from './decision/decision-signing.service';
import { registerMinutesRoutes } from './document/minutes.routes';
import { Forwarding } from './forwarding/forwarding.entity';
import { ForwardingService } from './forwarding/forwarding.service';
import type { AwardsContext } from './graph/awards-context';
import { AwardsLoaders } from './graph/awards.loaders';
import { AwardsHistoryPersonsResolver, AwardTypeHistoryResolver } from './history/award-type-history.resolver';
import { NominationAsOfResolver } from './history/nomination-as-of.resolver';
import { NomineeImportResolver } from './import/nominee-import.resolver';
import { NomineeImportService } from './import/nominee-import.service';
import { NominationList } from './list/nomination-list.entity';
import { NominationListResolver } from './list/nomination-list.resolver';
import { NominationListService } from './list/nomination-list.service';
import { MemberResolver } from './member/member.resolver';
import { migrations } from './migrations';
import { Nomination } from './nomination/nomination.entity';
import { applyNominationInstruction } from './nomination/nomination.hook';
import { NominationResolver } from './nomination/nomination.resolver';
import { NominationService } from './nomination/nomination.service';
import { NominationCommandsResolver } from './nomination/nomination-commands.resolver';
import {
  CouncilVoteResolver,
  NominationRevisionResolver,
  NominationStageResolver,
} from './nomination/nomination-parts.resolver';
import { FieldComment } from './nomination/field-comment.entity';
import { NominationRouteResolver } from './nomination/nomination-route.resolver';
import {
  ChecklistAnswerResolver,
  ConsultationResolver,
  DeadlineMoveResolver,
  NominationRevisionCommentsResolver,
  NominationWayResolver,
  SuspensionResolver,
} from './nomination/nomination-way.resolver';
import { WithdrawalService } from './nomination/withdrawal.service';
import { NominationOwners } from './nomination/nomination-owners';
import { NominationEditor } from './nomination/nomination-editor.entity';
import { NominationRevision } from './nomination/nomination-revision.entity';
import { NominationStage } from './nomination/nomination-stage.entity';
import { NominationPaper, NominationPaperSignatory, NominationRevisionPaper } from './paper/paper.entity';
import {
  ListPapersResolver,
  NominationPapersResolver,
  PaperResolver,
  PaperUploadResolver,
  RevisionPapersResolver,
} from './paper/paper.resolver';
import { PaperClearing } from './paper/paper-clearing';
import { registerPaperRoutes } from './paper/paper.routes';
import { PaperService } from './paper/paper.service';
import { PaperContents } from './paper/paper-contents';
import { PrefillResolver } from './prefill/prefill.resolver';
import { PaperUpload, PaperUploadPart, StoredFile } from './paper/paper-upload.entity';
import { configuredPaperStore } from './paper/store/configured-paper-store';
import {
  NominationReportResolver,
  NominationVersionResolver,
  RevisionReportResolver,
} from './report/nomination-report.resolver';
import { NominationVersion } from './report/nomination-version.entity';
import { AwardRecipient, AwardRecipientPhrase, AwardRecipientRank } from './recipient/award-recipient.entity';
import { MemberFacts } from './recipient/member-facts';
import { RecipientDirectory } from './recipient/recipient-directory';
import { PastAwardService } from './registry/past-award.service';
import { ReceivedAward } from './registry/received-award.entity';
import { AwardRegistryResolver, MemberAwardsResolver, UnitAwardsResolver } from './registry/award-registry.resolver';
import {
  Certificate,
  CertificateBatch,
  CertificateBatchItem,
  CertificateBatchPart,
} from './certificate/certificate.entity';
import { CertificateJobs } from './certificate/certificate-jobs';
import {
  AwardCertificateResolver,
  CertificateBatchResolver,
  CertificateResolver,
  CertificateTemplateResolver,
} from './certificate/certificate.resolver';
import { registerCertificateRoutes, registerVerificationRoute } from './certificate/certificate.routes';
import { CertificateService } from './certificate/certificate.service';
import { CertificateTemplate, CertificateTemplateVersion } from './certificate/certificate-template.entity';
import { CertificateTemplateService } from './certificate/certificate-template.service';
import { ReceivedAwardResolver } from './registry/received-award.resolver';
import { AwardStatisticsResolver } from './statistics/award-statistics.resolver';
import { registerYearlyReportRoute } from './statistics/yearly-report.routes';
import { AwardRevocation, AwardRevocationItem } from './revocation/award-revocation.entity';
import { AwardRevocationResolver } from './revocation/award-revocation.resolver';
import { AwardRevocationService } from './revocation/award-revocation.service';
import { StageService } from './stage/stage.service';
import { AwardTally, AwardTallyRelationRow } from './tally/award-tally.entity';
import { AwardTallyResolver } from './tally/award-tally.resolver';
import { AwardTallyService } from './tally/award-tally.service';
import { RouteChangeResolver } from './route-change/route-change.resolver';
import { RouteChangeService } from './route-change/route-change.service';
import { Suspension } from './suspension/suspension.entity';
import { SuspensionService } from './suspension/suspension.service';
import { NominationTaskResolver } from './task/nomination-task.resolver';
import { NominationTask } from './task/nomination-task.type';
import { TaskAssignmentService } from './task/task-assignment.service';
import { TaskBulkService } from './task/task-bulk.service';
import { UnionUnitResolver } from './union-unit/union-unit.resolver';
import { ViewerResolver } from './viewer/viewer.resolver';
import { Viewer } from './viewer/viewer.type';
import { WhatIfAwardResolver, WhatIfNomineeResolver, WhatIfResolver } from './what-if/what-if.resolver';
import { WhatIfService } from './what-if/what-if.service';

function checksOf(
  dataSource: ServiceDependencies['dataSource'],
  environment: ServiceDependencies['environment'],
  signer: ServiceDependencies['signer'],
): NominationChecks {
  return new NominationChecks(
    dataSource,
    new AwardFactsReader(environment, signer),
    environment.AWARDS_SIMILARITY_PERCENT,
  );
}

/** The bytes of papers, where the environment says that they are kept. */
function paperContentsOf({
  dataSource,
  environment,
}: Pick<ServiceDependencies, 'dataSource' | 'environment'>): PaperContents {
  return new PaperContents(dataSource, configuredPaperStore(environment));
}

interface Reference {
  readonly id: string;
}

/** What secret ballots are carried out with. */
type BallotDependencies = Pick<
  ServiceDependencies,
  'dataSource' | 'decisions' | 'units' | 'environment' | 'signer' | 'log'
>;

function ballotFinisherOf({
  dataSource,
  decisions,
  environment,
  signer,
  log,
}: Omit<BallotDependencies, 'units'>): BallotFinisher {
  const checks = checksOf(dataSource, environment, signer);
  return new BallotFinisher(dataSource, decisions, ballotKeysOf(environment), checks, log);
}

function ballotSessionResolver(dependencies: BallotDependencies): BallotSessionResolver {
  const { dataSource, decisions, units, environment, signer } = dependencies;
  const keys = ballotKeysOf(environment);
  const finisher = ballotFinisherOf(dependencies);
  return new BallotSessionResolver(
    new BallotSessionService(dataSource, decisions, units, new CouncilReader(environment, signer), keys, finisher),
    new BallotService(dataSource, decisions),
    new BallotClosingService(dataSource, decisions, keys, finisher),
  );
}

const AwardsAuditExportResolver = auditExportResolver('awards');

/** Tasks, one by one and several at once. */
function taskResolver({
  dataSource,
  decisions,
  environment,
  signer,
}: Pick<ServiceDependencies, 'dataSource' | 'decisions' | 'environment' | 'signer'>): NominationTaskResolver {
  const assignments = new TaskAssignmentService(dataSource, decisions, new NominationOwners(environment, signer));
  const stages = new StageService(dataSource, decisions, checksOf(dataSource, environment, signer));
  return new NominationTaskResolver(assignments, new TaskBulkService(dataSource, decisions, stages, assignments));
}

/** The awards subgraph: award catalogue, nominations, their tasks and decisions. */
export const definition: ServiceDefinition<AwardsLoaders> = {
  name: 'awards',
  entities: [
    AwardType,
    AwardRoute,
    AwardRouteStage,
    AwardRoutePaper,
    AwardRule,
    AwardQuota,
    AwardMultiple,
    AwardRuleSet,
    AwardRuleSetRow,
    BaseSalary,
    ChecklistItem,
    Nomination,
    NominationEditor,
    NominationList,
    NominationVersion,
    NominationPaper,
    NominationPaperSignatory,
    NominationRevisionPaper,
    PaperUpload,
    PaperUploadPart,
    StoredFile,
    NominationRevision,
    NominationStage,
    FieldComment,
    ChecklistAnswer,
    Consultation,
    Suspension,
    DeadlineMove,
    TaskNotice,
    Forwarding,
    CouncilVote,
    CouncilQuorum,
    BallotSession,
    BallotItem,
    BallotRollMember,
    BallotRecusal,
    Ballot,
    AwardDecision,
    AwardTally,
    AwardTallyRelationRow,
    ReceivedAward,
    AwardDecisionItem,
    AwardPublication,
    AwardHandover,
    AwardRevocation,
    AwardRevocationItem,
    AwardAppeal,
    AwardDecisionMove,
    AwardDecisionCounter,
    AwardRecipient,
    AwardRecipientPhrase,
    AwardRecipientRank,
    CertificateTemplate,
    CertificateTemplateVersion,
    Certificate,
    CertificateBatch,
    CertificateBatchItem,
    CertificateBatchPart,
    NominationCheck,
    CheckOverride,
    QuotaPlace,
    NominationFingerprint,
    TaskRow,
  ],
  migrations,
  resolvers: [
    AwardTypeResolver,
    AwardRouteResolver,
    StageChecklistResolver,
    AwardRouteStageResolver,
    CatalogueResolver,
    CatalogueChangePreviewResolver,
    PinnedRulesResolver,
    NominationResolver,
    NominationWayResolver,
    NominationCommandsResolver,
    NominationListResolver,
    NominationReportResolver,
    RevisionReportResolver,
    NominationVersionResolver,
    PaperResolver,
    PaperUploadResolver,
    NominationPapersResolver,
    RevisionPapersResolver,
    ListPapersResolver,
    NomineeImportResolver,
    PrefillResolver,
    NominationRouteResolver,
    RouteChangeResolver,
    NominationRevisionResolver,
    NominationRevisionCommentsResolver,
    NominationStageResolver,
    ConsultationResolver,
    SuspensionResolver,
    DeadlineMoveResolver,
    ChecklistAnswerResolver,
    CouncilVoteResolver,
    BallotSessionResolver,
    CouncilQuorumResolver,
    BallotItemResolver,
    BallotRecusalResolver,
    OwnVoteResolver,
    AwardDecisionResolver,
    ReceivedAwardResolver,
    AwardRevocationResolver,
    AwardAppealResolver,
    AwardDecisionItemResolver,
    AwardDecisionNumbersResolver,
    NominationChecksResolver,
    NominationCheckResultResolver,
    CheckOverrideResolver,
    WhatIfResolver,
    WhatIfAwardResolver,
    WhatIfNomineeResolver,
    NominationTaskResolver,
    UnionUnitResolver,
    MemberResolver,
    ViewerResolver,
    AwardTypeHistoryResolver,
    NominationAsOfResolver,
    AwardsHistoryPersonsResolver,
    AwardsAuditExportResolver,
    AwardTallyResolver,
    AwardRegistryResolver,
    MemberAwardsResolver,
    UnitAwardsResolver,
    CertificateTemplateResolver,
    CertificateBatchResolver,
    CertificateResolver,
    AwardCertificateResolver,
    AwardStatisticsResolver,
  ],
  orphanedTypes: [NominationTask, Viewer],
  createResolvers: ({ dataSource, decisions, environment, signer, units, log }) => [
    new AwardTypeResolver(new AwardTypeService(dataSource, decisions)),
    new AwardRouteResolver(),
    new StageChecklistResolver(),
    new AwardRouteStageResolver(),
    new CatalogueResolver(new CatalogueService(dataSource, decisions)),
    new CouncilQuorumResolver(new CouncilQuorumService(decisions)),
    new CatalogueChangePreviewResolver(new NominationOwners(environment, signer)),
    new PinnedRulesResolver(),
    new NominationResolver(),
    new NominationWayResolver(),
    new NominationCommandsResolver(
      new NominationService(
        dataSource,
        decisions,
        new NominationOwners(environment, signer),
        checksOf(dataSource, environment, signer),
      ),
      new StageService(dataSource, decisions, checksOf(dataSource, environment, signer)),
      new CouncilService(dataSource, decisions, checksOf(dataSource, environment, signer)),
      new AwardDecisionService(dataSource, decisions, checksOf(dataSource, environment, signer)),
    ),
    new NominationListResolver(new NominationListService(decisions)),
    new NominationReportResolver(),
    new RevisionReportResolver(),
    new NominationVersionResolver(),
    new PaperResolver(
      new PaperService(
        dataSource,
        decisions,
        paperContentsOf({ dataSource, environment }),
        units,
        environment.PAPER_LARGEST_BYTES,
      ),
    ),
    new PaperUploadResolver(paperContentsOf({ dataSource, environment })),
    new NominationPapersResolver(),
    new RevisionPapersResolver(),
    new ListPapersResolver(),
    new PrefillResolver(new NominationOwners(environment, signer)),
    new NomineeImportResolver(
      new NomineeImportService(
        dataSource,
        decisions,
        paperContentsOf({ dataSource, environment }),
        new NominationOwners(environment, signer),
        units,
      ),
    ),
    new RouteChangeResolver(new RouteChangeService(dataSource, decisions, units)),
    new NominationRouteResolver({
      withdrawals: new WithdrawalService(decisions),
      suspensions: new SuspensionService(decisions),
      deadlines: new DeadlineService(dataSource, decisions),
      checklists: new ChecklistService(dataSource, decisions),
      consultations: new ConsultationService(dataSource, decisions),
      forwarding: new ForwardingService(dataSource, decisions),
    }),
    new NominationRevisionResolver(),
    new NominationRevisionCommentsResolver(),
    new NominationStageResolver(),
    new ConsultationResolver(),
    new SuspensionResolver(),
    new DeadlineMoveResolver(),
    new ChecklistAnswerResolver(),
    new CouncilVoteResolver(),
    new NominationChecksResolver(
      checksOf(dataSource, environment, signer),
      new CheckOverrideService(dataSource, decisions, checksOf(dataSource, environment, signer)),
    ),
    new NominationCheckResultResolver(),
    new CheckOverrideResolver(),
    new WhatIfResolver(new WhatIfService(dataSource, new AwardFactsReader(environment, signer))),
    new WhatIfAwardResolver(),
    new WhatIfNomineeResolver(),
    ballotSessionResolver({ dataSource, decisions, units, environment, signer, log }),
    new BallotItemResolver(),
    new BallotRecusalResolver(),
    new OwnVoteResolver(),
    new ReceivedAwardResolver(new PastAwardService(decisions, new NominationOwners(environment, signer))),
    new AwardDecisionResolver(
      new DecisionDraftsService(dataSource, decisions),
      new DecisionSigningService(dataSource, decisions),
      new DecisionCeremoniesService(dataSource, decisions),
    ),
    new AwardAppealResolver(new AwardAppealService(dataSource, decisions, environment.AWARDS_APPEAL_ANSWER_DAYS)),
    new AwardRevocationResolver(new AwardRevocationService(dataSource, decisions)),
    new AwardDecisionItemResolver(),
    new AwardDecisionNumbersResolver(),
    taskResolver({ dataSource, decisions, environment, signer }),
    new UnionUnitResolver(),
    new MemberResolver(),
    new ViewerResolver(),
    new AwardTypeHistoryResolver(),
    new NominationAsOfResolver(),
    new AwardsHistoryPersonsResolver(),
    new AwardsAuditExportResolver({ dataSource, decisions, environment }),
    new AwardTallyResolver(new AwardTallyService(decisions)),
    new AwardRegistryResolver(),
    new MemberAwardsResolver(),
    new UnitAwardsResolver(),
    new CertificateTemplateResolver(new CertificateTemplateService(dataSource, decisions)),
    new CertificateBatchResolver(
      new CertificateService(dataSource, decisions, new MemberFacts(environment.MEMBERSHIP_URL, signer)),
    ),
    new CertificateResolver(environment.PUBLIC_URL),
    new AwardCertificateResolver(),
    new AwardStatisticsResolver(),
  ],
  referenceResolvers: {
    AwardType: ({ id }: Reference, { loaders }: AwardsContext) => loaders.awardType.load(id),
    Nomination: ({ id }: Reference, { loaders }: AwardsContext) => loaders.nomination.load(id),
    AwardDecision: ({ id }: Reference, { loaders }: AwardsContext) => loaders.awardDecision.load(id),
    UnionUnit: ({ id }: Reference) => ({ __typename: 'UnionUnit', id }),
    Member: ({ id }: Reference) => ({ __typename: 'Member', id }),
    Viewer: ({ id }: Reference, { passport }: AwardsContext) =>
      id === passport.subject ? { __typename: 'Viewer', id } : null,
  },
  createLoaders: ({ dataSource, passport }) => new AwardsLoaders(dataSource, passport),
  instructionHooks: {
    [SubjectKind.Nomination]: applyNominationInstruction,
    // Their rows say how far they are by the commands that moved them.
    [SubjectKind.AwardDecision]: () => Promise.resolve(),
    [SubjectKind.AwardRevocation]: () => Promise.resolve(),
    [SubjectKind.AwardAppeal]: () => Promise.resolve(),
  },
  createActivities: createAwardsActivities,
  registerInternalRoutes: (server, dependencies) => {
    const { dataSource, units, environment } = dependencies;
    registerPaperRoutes(server, dependencies, paperContentsOf(dependencies));
    const parts = { dataSource, units, publicUrl: environment.PUBLIC_URL };
    registerVerificationRoute(server, parts);
    registerCertificateRoutes(server, parts);
    registerYearlyReportRoute(server, parts);
    registerMinutesRoutes(server, dataSource);
  },
  createJobs: (dependencies) => {
    const { dataSource, decisions, environment, signer, log } = dependencies;
    return [
      new DecisionCarrier(dependencies, checksOf(dataSource, environment, signer)),
      new PaperClearing(paperContentsOf(dependencies), log),
      new RecipientDirectory(dataSource, new MemberFacts(environment.MEMBERSHIP_URL, signer), log),
      ballotFinisherOf(dependencies),
      new CertificateJobs(dataSource, decisions, environment.PUBLIC_URL, log),
    ];
  },
  taskQueue: TaskQueue.Awards,
};
