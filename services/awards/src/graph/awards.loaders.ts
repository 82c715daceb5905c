import { SubjectKind } from '@thidua/contracts';
import type { Passport } from '@thidua/contracts/passport';
import { HistoryLoader, pageLoader, TaskRow } from '@thidua/service-kit';
import DataLoader from 'dataloader';
import { type DataSource, In, IsNull } from 'typeorm';
import { visibleAppealsByIds } from '../appeal/award-appeal.query';
import { unitsReached } from '../access/nomination-scope';
import { AwardRoute, AwardRoutePaper, AwardRouteStage } from '../award-type/award-route.entity';
import { AwardType } from '../award-type/award-type.entity';
import { AwardMultiple } from '../catalogue/award-multiple.entity';
import { AwardQuota } from '../catalogue/award-quota.entity';
import { AwardRule } from '../catalogue/award-rule.entity';
import { AwardRuleSetRow } from '../catalogue/rule-set.entity';
import { Ballot, BallotItem, BallotRecusal, BallotRollMember } from '../council/ballot-session.entity';
import { visibleSessionsByIds } from '../council/ballot-session.query';
import { CouncilVote } from '../council/council-vote.entity';
import { CheckOverride, NominationCheck } from '../check/nomination-check.entity';
import { ChecklistAnswer } from '../checklist/checklist-answer.entity';
import { ChecklistItem } from '../checklist/checklist-item.entity';
import { Consultation } from '../consultation/consultation.entity';
import { DeadlineMove } from '../deadline/deadline-move.entity';
import { TaskNotice } from '../deadline/task-notice.entity';
import { visibleListsByIds } from '../list/nomination-list.query';
import { AwardHandover } from '../decision/award-handover.entity';
import { AwardPublication } from '../decision/award-publication.entity';
import type { AwardDecisionItemState } from '../decision/award-decision.enum';
import {
  decisionsOfNominations,
  itemPages,
  progressOfDecisions,
  visibleDecisionsByIds,
} from '../decision/award-decision.query';
import { pagesOfParents, visibleByIds } from '../nomination/nomination.query';
import { NominationRevision } from '../nomination/nomination-revision.entity';
import { NominationStage } from '../nomination/nomination-stage.entity';
import { Certificate } from '../certificate/certificate.entity';
import { CertificateTemplateVersion } from '../certificate/certificate-template.entity';
import { RecipientKind } from '../recipient/award-recipient.entity';
import { timelines, visibleAwardsByIds } from '../registry/award-registry.query';
import { overlapsOf } from '../tally/award-tally.reader';
import { NominationPaper } from '../paper/paper.entity';
import { papersOfNominations, papersOfRevisions } from '../paper/paper.query';
import { visibleRevocationItems, visibleRevocations } from '../revocation/award-revocation.query';
import { FieldComment } from '../nomination/field-comment.entity';
import { Nomination } from '../nomination/nomination.entity';
import { Suspension } from '../suspension/suspension.entity';
import { manyLoader, oneLoader } from './grouped.loader';

/** The DataLoaders of one request: lists cost the same number of statements whatever their length. */
export class AwardsLoaders {
  /** Histories; who may see a subject is the resolver’s business. */
  readonly history: HistoryLoader;

  constructor(
    private readonly dataSource: DataSource,
    private readonly passport: Passport,
  ) {
    this.history = new HistoryLoader(dataSource);
  }

  private get manager() {
    return this.dataSource.manager;
  }

  /** Award types by id. */
  readonly awardType = oneLoader(
    (ids) => this.manager.findBy(AwardType, { id: In(ids) }),
    (row) => row.id,
  );

  /** Route versions by id. */
  readonly route = oneLoader(
    (ids) => this.manager.findBy(AwardRoute, { id: In(ids) }),
    (row) => row.id,
  );

  /** Route versions by award type, oldest first. */
  readonly routesOfType = manyLoader(
    (ids) => this.manager.find(AwardRoute, { where: { awardTypeId: In(ids) }, order: { version: 'ASC' } }),
    (row) => row.awardTypeId,
  );

  /** Stages by route version, in order. */
  readonly stagesOfRoute = manyLoader(
    (ids) => this.manager.find(AwardRouteStage, { where: { routeVersionId: In(ids) }, order: { ordinal: 'ASC' } }),
    (row) => row.routeVersionId,
  );

  /** Papers by route version and stage: `<route version>/<ordinal>`. */
  readonly papersOfStage = manyLoader(
    (keys) =>
      this.manager.find(AwardRoutePaper, {
        where: { routeVersionId: In([...new Set(keys.map((key) => key.split('/')[0]))]) },
        order: { ordinal: 'ASC', paper: 'ASC' },
      }),
    (row) => `${row.routeVersionId}/${row.ordinal}`,
  );

  /** Every version of the rules of an award type, by code, oldest first. */
  readonly rulesOfType = manyLoader(
    (ids) => this.manager.find(AwardRule, { where: { awardTypeId: In(ids) }, order: { code: 'ASC', version: 'ASC' } }),
    (row) => row.awardTypeId,
  );

  /** Every version of the quotas of an award type, by code, oldest first. */
  readonly quotasOfType = manyLoader(
    (ids) => this.manager.find(AwardQuota, { where: { awardTypeId: In(ids) }, order: { code: 'ASC', version: 'ASC' } }),
    (row) => row.awardTypeId,
  );

  /** Every version of the multiples of an award type, by recipient, oldest first. */
  readonly multiplesOfType = manyLoader(
    (ids) =>
      this.manager.find(AwardMultiple, { where: { awardTypeId: In(ids) }, order: { code: 'ASC', version: 'ASC' } }),
    (row) => row.awardTypeId,
  );

  /** What a rule set holds. */
  readonly rowsOfRuleSet = manyLoader(
    (ids) => this.manager.find(AwardRuleSetRow, { where: { ruleSetId: In(ids) } }),
    (row) => row.ruleSetId,
  );

  /** Rules by id. */
  readonly rule = oneLoader(
    (ids) => this.manager.findBy(AwardRule, { id: In(ids) }),
    (row) => row.id,
  );

  /** Quotas by id. */
  readonly quota = oneLoader(
    (ids) => this.manager.findBy(AwardQuota, { id: In(ids) }),
    (row) => row.id,
  );

  /** Nominations by id that the caller may see. */
  readonly nomination = oneLoader(
    (ids) => visibleByIds(this.dataSource, this.passport, ids),
    (row) => row.id,
  );

  /** Lists by id that the caller may see. */
  readonly list = oneLoader(
    (ids) => visibleListsByIds(this.dataSource, this.passport, ids),
    (row) => row.id,
  );

  /** Revisions by nomination, oldest first. */
  readonly revisions = manyLoader(
    (ids) => this.manager.find(NominationRevision, { where: { nominationId: In(ids) }, order: { number: 'ASC' } }),
    (row) => row.nominationId,
  );

  /** Papers of nominations as their dossiers stand. */
  readonly papers = manyLoader(
    (ids) => papersOfNominations(this.dataSource, ids),
    (row) => row.nominationId,
  );

  /** Papers of every revision, by nomination. */
  readonly revisionPapers = manyLoader(
    (ids) => papersOfRevisions(this.dataSource, ids),
    (row) => row.nominationId,
  );

  /** Papers that lists share now. */
  readonly papersOfList = manyLoader(
    (ids) =>
      this.manager.find(NominationPaper, { where: { listId: In(ids), removedAt: IsNull() }, order: { id: 'ASC' } }),
    (row) => row.listId ?? '',
  );

  /** Resolved stages by nomination, in order. */
  readonly stages = manyLoader(
    (ids) => this.manager.find(NominationStage, { where: { nominationId: In(ids) }, order: { ordinal: 'ASC' } }),
    (row) => row.nominationId,
  );

  /** Council votes by nomination, oldest first. */
  readonly votes = manyLoader(
    (ids) =>
      this.manager.find(CouncilVote, { where: { nominationId: In(ids) }, order: { recordedAt: 'ASC', id: 'ASC' } }),
    (row) => row.nominationId,
  );

  /** Ballot sessions by id that the caller may see. */
  readonly ballotSession = oneLoader(
    (ids) => visibleSessionsByIds(this.dataSource, this.passport, ids),
    (row) => row.id,
  );

  /** Nominations of ballot sessions, in the order of the list. */
  readonly ballotItems = manyLoader(
    (ids) => this.manager.find(BallotItem, { where: { sessionId: In(ids) }, order: { ordinal: 'ASC' } }),
    (row) => row.sessionId,
  );

  /** Rolls of ballot sessions, by member. */
  readonly ballotRoll = manyLoader(
    (ids) => this.manager.find(BallotRollMember, { where: { sessionId: In(ids) }, order: { memberId: 'ASC' } }),
    (row) => row.sessionId,
  );

  /** Recusals of ballot sessions, by member. */
  readonly ballotRecusals = manyLoader(
    (ids) => this.manager.find(BallotRecusal, { where: { sessionId: In(ids) }, order: { memberId: 'ASC' } }),
    (row) => row.sessionId,
  );

  /** The caller’s own votes in ballot sessions. */
  readonly ownBallots = manyLoader(
    (ids) => this.manager.findBy(Ballot, { sessionId: In(ids), memberId: this.passport.subject }),
    (row) => row.sessionId,
  );

  /** Digests of all votes in ballot sessions, for who shows that theirs is among them. */
  readonly ballotDigests = manyLoader(
    (ids) =>
      this.manager.find(Ballot, {
        select: { sessionId: true, nominationId: true, memberId: true, digest: true },
        where: { sessionId: In(ids) },
      }),
    (row) => row.sessionId,
  );

  /** Award decisions by the nomination that they decided. */
  readonly decision = oneLoader(
    (ids) => decisionsOfNominations(this.dataSource, ids),
    (row) => row.nominationId,
  );

  /** Award decisions by id that the caller may see. */
  readonly awardDecision = oneLoader(
    (ids) => visibleDecisionsByIds(this.dataSource, this.passport, ids),
    (row) => row.id,
  );

  /** How far the acts on decisions have come, by decision. */
  readonly decisionProgress = manyLoader(
    (ids) => progressOfDecisions(this.dataSource, ids),
    (row) => row.decisionId,
  );

  /** Publications by decision, oldest first. */
  readonly publications = manyLoader(
    (ids) => this.manager.find(AwardPublication, { where: { decisionId: In(ids) }, order: { id: 'ASC' } }),
    (row) => row.decisionId,
  );

  /** Ceremonies at which awards were handed over by decision, oldest first. */
  readonly handovers = manyLoader(
    (ids) => this.manager.find(AwardHandover, { where: { decisionId: In(ids) }, order: { id: 'ASC' } }),
    (row) => row.decisionId,
  );

  /** Appeals by id that the caller may see. */
  readonly appeal = oneLoader(
    (ids) => visibleAppealsByIds(this.dataSource, this.passport, ids),
    (row) => row.id,
  );

  /** Revocations by id that the caller may see. */
  readonly revocation = oneLoader(
    (ids) => visibleRevocations(this.dataSource, this.passport, 'v.id', ids),
    (row) => row.id,
  );

  /** Revocations by decision that the caller may see, oldest first. */
  readonly revocationsOfDecision = manyLoader(
    (ids) => visibleRevocations(this.dataSource, this.passport, 'v.decision_id', ids),
    (row) => row.decisionId,
  );

  /** Rows of revocations that the caller may see, by revocation. */
  readonly revocationItems = manyLoader(
    (ids) => visibleRevocationItems(this.dataSource, this.passport, ids),
    (row) => row.revocationId,
  );

  private readonly items = new Map<AwardDecisionItemState | null, ReturnType<AwardsLoaders['itemLoaders']>>();

  private itemLoaders(state: AwardDecisionItemState | null) {
    return pageLoader((ids, page) => itemPages(this.dataSource, this.passport, ids, state, page));
  }

  /** The lists of decisions. @param state only rows of this state. */
  decisionItems(state: AwardDecisionItemState | null): ReturnType<AwardsLoaders['itemLoaders']> {
    const loaders = this.items.get(state) ?? this.itemLoaders(state);
    this.items.set(state, loaders);
    return loaders;
  }

  /** Tasks by nomination, in the order in which they were opened. */
  readonly tasks = manyLoader(
    (ids) =>
      this.manager.find(TaskRow, {
        where: { subjectId: In(ids), subjectKind: SubjectKind.Nomination },
        order: { instructionNumber: 'ASC', id: 'ASC' },
      }),
    (row) => row.subjectId,
  );

  /** Comments on fields by nomination, in the order of the revisions. */
  readonly fieldComments = manyLoader(
    (ids) =>
      this.manager.find(FieldComment, {
        where: { nominationId: In(ids) },
        order: { revision: 'ASC', ordinal: 'ASC' },
      }),
    (row) => row.nominationId,
  );

  /** Items of checklists by route version, in order. */
  readonly checklistOfRoute = manyLoader(
    (ids) =>
      this.manager.find(ChecklistItem, {
        where: { routeVersionId: In(ids) },
        order: { stage: 'ASC', ordinal: 'ASC' },
      }),
    (row) => row.routeVersionId,
  );

  /** Answers to checklists by nomination, of every revision. */
  readonly checklistAnswers = manyLoader(
    (ids) =>
      this.manager.find(ChecklistAnswer, { where: { nominationId: In(ids) }, order: { revision: 'ASC', code: 'ASC' } }),
    (row) => row.nominationId,
  );

  /** Consultations by nomination, oldest first. */
  readonly consultations = manyLoader(
    (ids) => this.manager.find(Consultation, { where: { nominationId: In(ids) }, order: { instructionNumber: 'ASC' } }),
    (row) => row.nominationId,
  );

  /** Suspensions by nomination, oldest first. */
  readonly suspensions = manyLoader(
    (ids) => this.manager.find(Suspension, { where: { nominationId: In(ids) }, order: { suspendedAt: 'ASC' } }),
    (row) => row.nominationId,
  );

  /** Deadlines that were moved, by nomination, oldest first. */
  readonly deadlineMoves = manyLoader(
    (ids) => this.manager.find(DeadlineMove, { where: { nominationId: In(ids) }, order: { movedAt: 'ASC' } }),
    (row) => row.nominationId,
  );

  /** What timers have said of tasks, by task. */
  readonly taskNotice = oneLoader(
    (ids) => this.manager.findBy(TaskNotice, { taskId: In(ids) }),
    (row) => row.taskId,
  );

  /** Nominations by id, whoever asks: for those who see the one that was forwarded from or to it. */
  readonly linkedNomination = oneLoader(
    (ids) => this.manager.findBy(Nomination, { id: In(ids) }),
    (row) => row.id,
  );

  /** Nominations that others were forwarded to, by the one that was forwarded; drafts are private. */
  readonly forwardedTo = oneLoader(
    (ids) => this.manager.findBy(Nomination, { forwardedFromId: In(ids) }),
    (row) => row.forwardedFromId ?? '',
  );

  /** Nominations that units made. */
  readonly nominationsOfUnit = pageLoader((ids, page) =>
    pagesOfParents(this.dataSource, this.passport, 'nominating_unit_id', ids, page),
  );

  /** Nominations of lists. */
  readonly nominationsOfList = pageLoader((ids, page) =>
    pagesOfParents(this.dataSource, this.passport, 'list_id', ids, page),
  );

  /** Nominations of members. */
  readonly nominationsOfMember = pageLoader((ids, page) =>
    pagesOfParents(this.dataSource, this.passport, 'nominee_member_id', ids, page),
  );

  /** Awards by id that the caller may see. */
  readonly receivedAward = oneLoader(
    (ids) => visibleAwardsByIds(this.dataSource, this.passport, ids),
    (row) => row.id,
  );

  /** Awards of members, by merit year. */
  readonly awardsOfMember = pageLoader((ids, page) =>
    timelines(this.dataSource, this.passport, RecipientKind.Person, ids, page),
  );

  /** Awards of collectives, by merit year. */
  readonly awardsOfUnit = pageLoader((ids, page) =>
    timelines(this.dataSource, this.passport, RecipientKind.Collective, ids, page),
  );

  /** Certificates by award. */
  readonly certificateOfAward = oneLoader(
    (ids) => this.manager.findBy(Certificate, { receivedAwardId: In(ids) }),
    (row) => row.receivedAwardId,
  );

  /** Versions of certificate templates, oldest first. */
  readonly certificateTemplateVersions = manyLoader(
    (ids) =>
      this.manager.find(CertificateTemplateVersion, { where: { templateId: In(ids) }, order: { version: 'ASC' } }),
    (row) => row.templateId,
  );

  /** Tallies that overlap a tally. */
  readonly tallyOverlaps = manyLoader(
    (ids) => overlapsOf(this.manager, ids),
    (overlap) => overlap.tallyId,
  );

  /** What checks came to, by nomination, oldest first. */
  readonly checks = manyLoader(
    (ids) => this.manager.find(NominationCheck, { where: { nominationId: In(ids) }, order: { number: 'ASC' } }),
    (row) => row.nominationId,
  );

  /** Overrides of checks by nomination, oldest first. */
  readonly checkOverrides = manyLoader(
    (ids) =>
      this.manager.find(CheckOverride, { where: { nominationId: In(ids) }, order: { overriddenAt: 'ASC', id: 'ASC' } }),
    (row) => row.nominationId,
  );

  /** Whether a mandate of the caller that reads nominations reaches a unit today. */
  readonly reachedUnit = new DataLoader<string, boolean>(async (unitIds) => {
    const reached = await unitsReached(this.dataSource, this.passport, unitIds);
    return unitIds.map((unitId) => reached.has(unitId));
  });

  /** Forgets what was read, after a command in the same request. */
  forget(): void {
    this.items.clear();
    for (const loader of Object.values(this)) {
      if (typeof (loader as { clearAll?: unknown } | null)?.clearAll === 'function') {
        (loader as { clearAll(): void }).clearAll();
      }
    }
  }
}
