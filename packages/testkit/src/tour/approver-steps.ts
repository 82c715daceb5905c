import { sealBallot } from '@thidua/ballot';
import { newId } from '@thidua/contracts/ids';
import { GraphCommand } from '../scene/graph-command';
import { found, must, NotYet, type TourFinds, type TourStep } from './tour-step';
import { TODAY, type TourStage } from './tour-stage';

interface TaskNode {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
  readonly nomination: { readonly id: string } | null;
}

/** Remembers the task of each nomination, by the nomination's place in the list. */
function keepTasks(stage: TourStage, finds: TourFinds, tasks: readonly TaskNode[], kind: string): void {
  for (const [index, nominationId] of stage.nominationIds.entries()) {
    const task = tasks.find((each) => each.nomination?.id === nominationId && each.kind === kind);
    if (task) {
      finds.set(`task ${index}`, task.id);
      finds.set(`version ${index}`, String(task.version));
    }
  }
}

const seenTask = (finds: TourFinds, index: number): object => ({
  taskId: found(finds, `task ${index}`),
  version: Number(found(finds, `version ${index}`)),
});

const decision = (finds: TourFinds): object => ({
  decisionId: found(finds, 'decision'),
  version: Number(found(finds, 'decision version')),
});

interface DecisionData {
  readonly [field: string]: { readonly decision: { readonly id: string; readonly version: number } };
}

function keepDecision(data: DecisionData, finds: TourFinds): void {
  const [answer] = Object.values(data);
  finds.set('decision', must(answer?.decision).id);
  finds.set('decision version', String(must(answer?.decision).version));
}

const castVote = new GraphCommand<object>('castVote', 'digest');

/** An approver's half hour: from the inbox to the certificate. */
export const APPROVER_STEPS: readonly TourStep[] = [
  {
    kind: 'CHAPTER',
    title: 'An approver’s half hour',
    prose:
      'A union of the demonstration province has submitted three nominations. We are first the province’s full-time cadre, who appraises them.',
  },
  {
    kind: 'GRAPH',
    who: 'cadre',
    prose: 'What awaits me, why, by when, and what happens next:',
    operation: `query Inbox {
  viewer {
    mandates { position unit { name } }
    awardTaskCounts(groupBy: STAGE) { key count overdue }
    awardTasks(first: 5) {
      nodes {
        id version kind dueAt
        why { en }
        nextStages { stage unit { name } }
        nomination { id nominee { fullName } awardType { name } }
      }
    }
  }
}`,
    keep: (data: { viewer: { awardTasks: { nodes: TaskNode[] } } }, finds, stage) => {
      keepTasks(stage, finds, data.viewer.awardTasks.nodes, 'APPRAISE_NOMINATION');
      must(finds.get('task 2'));
    },
  },
  {
    kind: 'GRAPH',
    who: 'cadre',
    prose: 'The first dossier: its report and what this award asks for, its papers, and the way it goes.',
    operation: `query Dossier($id: ID!) {
  nomination(id: $id) {
    state stage revision meritYear achievement
    nominatingUnit { name }
    reportParts { part use written }
    papers { kind fileName digest }
    stages { ordinal stage kind unit { name } timeLimitDays thresholdPercent skipped }
  }
}`,
    variables: ({ nominationIds }) => ({ id: nominationIds[0] }),
  },
  {
    kind: 'GRAPH',
    who: 'cadre',
    prose:
      'Whether anything speaks against it. Each result has its rule, its article, the facts that it rests on and what would cure it; a dry run changes nothing.',
    operation: `query Checks($id: ID!) {
  checkNomination(nominationId: $id) {
    outcome
    results { kind code outcome vi en document article sourceStatus cure { en } facts { vi service kind id } }
  }
}`,
    variables: ({ nominationIds }) => ({ id: nominationIds[0] }),
  },
  {
    kind: 'GRAPH',
    who: 'union',
    prose:
      'The union that nominates sees its own dossier on the way, and does not judge it: who tries is told which positions could, and the attempt stands in the security log.',
    operation: `mutation OwnDossier($input: PassAppraisalInput!) {
  passAppraisal(input: $input) { __typename }
}`,
    variables: (_stage, finds) => ({ input: seenTask(finds, 0) }),
    refusedWith: 'FORBIDDEN',
  },
  {
    kind: 'GRAPH',
    who: 'cadre',
    prose: 'I take the task of the second one, so that no colleague does the same work:',
    operation: `mutation Claim($input: ClaimAwardTaskInput!) {
  claimAwardTask(input: $input) {
    ... on ClaimAwardTaskSuccess { task { id version assignee { fullName } } }
    ... on CommandRefused { reasons { code vi en field } }
  }
}`,
    variables: (_stage, finds) => ({ input: seenTask(finds, 1) }),
    keep: (data: { claimAwardTask: { task: { version: number } } }, finds) => {
      finds.set('version 1', String(must(data.claimAwardTask.task).version));
    },
  },
  {
    kind: 'GRAPH',
    who: 'cadre',
    prose: 'Its second initiative is not proven: back to the union, with a reason and a comment beside the field.',
    operation: `mutation Return($input: ReturnNominationInput!) {
  returnNomination(input: $input) {
    ... on ReturnNominationSuccess { routing nomination { state stage } }
    ... on CommandRefused { reasons { code vi en field } }
  }
}`,
    variables: (_stage, finds) => ({
      input: {
        ...seenTask(finds, 1),
        reason: 'Thiếu xác nhận hiệu quả của sáng kiến thứ hai.',
        comments: [{ path: 'report.summary', text: 'Nêu số liệu làm lợi của sáng kiến thứ hai.' }],
      },
    }),
    keep: (data: { returnNomination: { nomination: object | undefined } }) => {
      must(data.returnNomination.nomination);
    },
  },
  {
    kind: 'GRAPH',
    who: 'union',
    prose: 'The union’s chair sees it in the inbox, with the comment where it belongs:',
    operation: `query Returned($id: ID!) {
  viewer { awardTasks(first: 5) { nodes { id version kind why { en } nomination { id } } } }
  nomination(id: $id) {
    state version
    revisions { number returnReason returnedBy { fullName } fieldComments { path text } }
  }
}`,
    variables: ({ nominationIds }) => ({ id: nominationIds[1] }),
    keep: (data: { viewer: { awardTasks: { nodes: TaskNode[] } }; nomination: { version: number } }, finds, stage) => {
      const task = data.viewer.awardTasks.nodes.find(({ nomination }) => nomination?.id === stage.nominationIds[1]);
      finds.set('revise task', must(task).id);
      finds.set('revise version', String(must(task).version));
      finds.set('draft version', String(data.nomination.version));
    },
  },
  {
    kind: 'GRAPH',
    who: 'union',
    prose: 'The union mends the report …',
    operation: `mutation Mend($input: EditNominationInput!) {
  editNomination(input: $input) {
    ... on EditNominationSuccess { nomination { version } }
    ... on CommandRefused { reasons { code vi en field } }
  }
}`,
    variables: ({ nominationIds }, finds) => ({
      input: {
        nominationId: nominationIds[1],
        version: Number(found(finds, 'draft version')),
        report: { summary: 'Hai sáng kiến; sáng kiến thứ hai làm lợi 120.000.000 đồng, có xác nhận (minh họa).' },
      },
    }),
  },
  {
    kind: 'GRAPH',
    who: 'union',
    prose: '… and submits it again, as a second revision that goes back to the stage that returned it:',
    operation: `mutation Resubmit($input: ResubmitNominationInput!) {
  resubmitNomination(input: $input) {
    ... on ResubmitNominationSuccess { routing nomination { state stage revision } }
    ... on CommandRefused { reasons { code vi en field } }
  }
}`,
    variables: ({ nominationIds }, finds) => ({
      input: {
        nominationId: nominationIds[1],
        taskId: found(finds, 'revise task'),
        version: Number(found(finds, 'revise version')),
      },
    }),
  },
  {
    kind: 'GRAPH',
    who: 'cadre',
    prose: 'What a revision changed, word by word:',
    operation: `query Changed($id: ID!) {
  compareNominationRevisions(nominationId: $id, from: 1, to: 2) {
    parts { part segments { kind text } }
  }
  viewer { awardTasks(first: 5) { nodes { id version kind nomination { id } } } }
}`,
    variables: ({ nominationIds }) => ({ id: nominationIds[1] }),
    keep: (data: { viewer: { awardTasks: { nodes: TaskNode[] } } }, finds, stage) => {
      finds.set('stale', found(finds, 'task 1'));
      finds.set('stale version', found(finds, 'version 1'));
      finds.delete('task 1');
      keepTasks(stage, finds, data.viewer.awardTasks.nodes, 'APPRAISE_NOMINATION');
      must(finds.get('task 1'));
    },
  },
  {
    kind: 'GRAPH',
    who: 'cadre',
    prose:
      'All three pass at once. The fourth task named here is the one that ended with the return: it is refused with what happened to it, and spoils none of the others.',
    operation: `mutation Pass($input: DecideAwardTasksInput!) {
  decideAwardTasks(input: $input) {
    ... on DecideAwardTasksSuccess { bulk { total done refused notYet results { taskId outcome reasons { code vi en } } } }
    ... on CommandRefused { reasons { code vi en field } }
  }
}`,
    variables: (_stage, finds) => ({
      input: {
        decision: 'PASS',
        reason: 'Đủ điều kiện, tiêu chuẩn.',
        tasks: [
          ...[0, 1, 2].map((index) => seenTask(finds, index)),
          { taskId: found(finds, 'stale'), version: Number(found(finds, 'stale version')) },
        ],
      },
    }),
    keep: (data: { decideAwardTasks: { bulk: { done: number } } }) => {
      if (data.decideAwardTasks.bulk.done !== 3) {
        throw new Error(`three tasks should have passed: ${JSON.stringify(data)}`);
      }
    },
  },
  {
    kind: 'GRAPH',
    who: 'secretary',
    prose: 'The council is next. Its secretary sees the three tasks …',
    operation: `query Council {
  viewer { awardTasks(first: 5) { nodes { id version kind dueAt nomination { id state } } } }
}`,
    keep: (data: { viewer: { awardTasks: { nodes: TaskNode[] } } }) => {
      if (data.viewer.awardTasks.nodes.filter(({ kind }) => kind === 'RECORD_COUNCIL_VOTE').length < 3) {
        throw new NotYet('the council has not got all three');
      }
    },
  },
  {
    kind: 'GRAPH',
    who: 'secretary',
    prose: '… and opens a secret ballot over them. The session has a key of its own, to which every vote is sealed:',
    operation: `mutation Open($input: OpenBallotSessionInput!) {
  openBallotSession(input: $input) {
    ... on OpenBallotSessionSuccess {
      session { id state memberCount quorumNumerator quorumDenominator publicKey keyFingerprint items { ordinal nomineeName thresholdPercent } }
    }
    ... on CommandRefused { reasons { code vi en field } }
  }
}`,
    variables: ({ provinceId, nominationIds, members }) => ({
      input: { bodyUnitId: provinceId, nominationIds, chairMemberId: members[0]?.memberId },
    }),
    keep: (data: { openBallotSession: { session: { id: string; publicKey: string } } }, finds) => {
      finds.set('session', must(data.openBallotSession.session).id);
      finds.set('public key', data.openBallotSession.session.publicKey);
    },
  },
  {
    kind: 'ASIDE',
    prose:
      'The three members vote, each in their own browser: `sealBallot` of `packages/ballot` seals the choice, `castVote` sends it. The first two nominations get three times yes, the third one yes and two no.',
    act: async ({ members, nominationIds }, finds) => {
      const sessionId = found(finds, 'session');
      for (const [at, { memberId, client }] of members.entries()) {
        for (const [index, nominationId] of nominationIds.entries()) {
          const choice = index < 2 || at === 0 ? 'YES' : 'NO';
          const ballot = { sessionId, nominationId, memberId };
          const sealed = await sealBallot(found(finds, 'public key'), ballot, choice);
          await castVote.done(client, { commandId: newId(), sessionId, nominationId, sealed });
        }
      }
    },
  },
  {
    kind: 'GRAPH',
    who: 'secretary',
    prose: 'Before the session is closed nobody learns a count, the secretary neither:',
    operation: `query Before($id: ID!) {
  ballotSession(id: $id) { state items { ordinal yes no abstain notCast outcome } }
}`,
    variables: (_stage, finds) => ({ id: found(finds, 'session') }),
  },
  {
    kind: 'GRAPH',
    who: 'secretary',
    prose: 'Closing counts the votes, destroys the key and moves each nomination:',
    operation: `mutation Close($input: CloseBallotSessionInput!) {
  closeBallotSession(input: $input) {
    ... on CloseBallotSessionSuccess {
      session { state root keyDestroyedAt minutesPath items { ordinal yes no abstain notCast thresholdPercent outcome } }
    }
    ... on CommandRefused { reasons { code vi en field } }
  }
}`,
    variables: (_stage, finds) => ({
      input: { sessionId: found(finds, 'session'), minutesNumber: '12/BB-HĐTĐKT', place: 'An Giang' },
    }),
  },
  {
    kind: 'GRAPH',
    who: 'cadre',
    prose: 'Two wait for the decision, the third was rejected. The minutes lie at `minutesPath` as a PDF.',
    operation: `query After($ids: ID!, $second: ID!, $third: ID!) {
  first: nomination(id: $ids) { state councilVote { members yes no passed } }
  second: nomination(id: $second) { state }
  third: nomination(id: $third) { state }
}`,
    variables: ({ nominationIds }) => ({
      ids: nominationIds[0],
      second: nominationIds[1],
      third: nominationIds[2],
    }),
    keep: (data: Record<'first' | 'second' | 'third', { state: string }>) => {
      if ([data.first, data.second].some(({ state }) => state !== 'RECOMMENDED') || data.third.state !== 'REJECTED') {
        throw new NotYet('the nominations have not moved yet');
      }
    },
  },
  {
    kind: 'GRAPH',
    who: 'cadre',
    prose: 'The cadre drafts the award decision over both …',
    operation: `mutation Draft($input: DraftAwardDecisionInput!) {
  draftAwardDecision(input: $input) {
    ... on DraftAwardDecisionSuccess { decision { id version state title legalBases } }
    ... on CommandRefused { reasons { code vi en field } }
  }
}`,
    variables: ({ provinceId, nominationIds }) => ({
      input: {
        bodyUnitId: provinceId,
        title: 'Về việc tặng Bằng khen của Ban Chấp hành LĐLĐ tỉnh (minh họa)',
        legalBases: ['Quyết định 1689/QĐ-TLĐ ngày 12/11/2019 của Đoàn Chủ tịch TLĐ (minh họa)'],
        nominationIds: nominationIds.slice(0, 2),
      },
    }),
    keep: keepDecision,
  },
  {
    kind: 'GRAPH',
    who: 'chair',
    prose: '… and the chair signs it. The number is the next one of the body and the year, without a gap or a double:',
    operation: `mutation Sign($input: SignAwardDecisionInput!) {
  signAwardDecision(input: $input) {
    ... on SignAwardDecisionSuccess { decision { id version state number year decidedOn signatoryPosition } }
    ... on CommandRefused { reasons { code vi en field } }
  }
}`,
    variables: (_stage, finds) => ({ input: { ...decision(finds), decidedOn: TODAY } }),
    keep: keepDecision,
  },
  {
    kind: 'GRAPH',
    who: 'chair',
    prose: 'Each nomination of the list is moved by itself; the decision says how far that is:',
    operation: `query Progress($id: ID!) {
  awardDecision(id: $id) {
    id version number progress { act total waiting done refused }
    items(first: 5) { nodes { ordinal state nomination { state nominee { fullName } } } }
  }
}`,
    variables: (_stage, finds) => ({ id: found(finds, 'decision') }),
    keep: (
      data: { awardDecision: { version: number; items: { nodes: { nomination: { state: string } }[] } } },
      finds,
    ) => {
      if (data.awardDecision.items.nodes.some(({ nomination }) => nomination.state !== 'DECIDED')) {
        throw new NotYet('not all are decided');
      }
      finds.set('decision version', String(data.awardDecision.version));
    },
  },
  {
    kind: 'GRAPH',
    who: 'cadre',
    prose: 'It is published; finance is ordered to pay:',
    operation: `mutation Publish($input: PublishAwardDecisionInput!) {
  publishAwardDecision(input: $input) {
    ... on PublishAwardDecisionSuccess { decision { id version payoutState publications { publishedOn place } } }
    ... on CommandRefused { reasons { code vi en field } }
  }
}`,
    variables: (_stage, finds) => ({
      input: { ...decision(finds), publishedOn: TODAY, place: 'Cổng thông tin LĐLĐ tỉnh (minh họa)' },
    }),
    keep: keepDecision,
  },
  {
    kind: 'GRAPH',
    who: 'chair',
    prose:
      'What is paid, and by which figures: the multiple of the base salary on the day of the decision, rounded up to 10.000 đồng.',
    operation: `query Money($unitId: ID!, $decisionId: ID!) {
  awardPayments(unitId: $unitId, decisionId: $decisionId) {
    nodes { id nominationId state multiple baseSalary amount }
  }
}`,
    variables: ({ provinceId }, finds) => ({ unitId: provinceId, decisionId: found(finds, 'decision') }),
    keep: (data: { awardPayments: { nodes: { id: string; nominationId: string }[] } }, finds, { nominationIds }) => {
      const { nodes } = data.awardPayments;
      if (nodes.length < 2) {
        throw new NotYet('finance has not got both orders');
      }
      finds.set('payment', must(nodes.find(({ nominationId }) => nominationId === nominationIds[1])).id);
    },
  },
  {
    kind: 'GRAPH',
    who: 'chair',
    prose: 'The second one has been paid by the bank, and is confirmed; a second confirmation would be refused:',
    operation: `mutation Paid($input: ConfirmAwardMoneyInput!) {
  confirmAwardPayments(input: $input) {
    ... on ConfirmAwardPaymentsSuccess { payments { id state paidOn entries { amount } } }
    ... on CommandRefused { reasons { code vi en field } }
  }
}`,
    variables: (_stage, finds) => ({
      input: { paymentIds: [found(finds, 'payment')], on: TODAY, channel: 'BANK_TRANSFER', document: 'UNC-01' },
    }),
    keep: (data: { confirmAwardPayments: { payments?: object[] } }) => {
      must(data.confirmAwardPayments.payments);
    },
  },
  {
    kind: 'GRAPH',
    who: 'cadre',
    prose: 'Both awards stand in the registry:',
    operation: `query Registry {
  receivedAwards(first: 5) { nodes { id name meritYear decisionNumber status recipient { fullName } } }
}`,
    keep: (data: { receivedAwards: { nodes: { id: string }[] } }, finds) => {
      const [first, second] = data.receivedAwards.nodes;
      finds.set('award 0', must(first).id);
      finds.set('award 1', must(second).id);
    },
  },
  {
    kind: 'GRAPH',
    who: 'cadre',
    prose: 'Their certificates are made as one PDF, by a job of the service:',
    operation: `mutation Certificates($input: RequestCertificatesInput!) {
  requestCertificates(input: $input) {
    ... on RequestCertificatesSuccess { batch { id state done total } }
    ... on CommandRefused { reasons { code vi en field } }
  }
}`,
    variables: ({ templateId }, finds) => ({
      input: { receivedAwardIds: [found(finds, 'award 0'), found(finds, 'award 1')], templateId },
    }),
    keep: (data: { requestCertificates: { batch?: { id: string } } }, finds) => {
      finds.set('batch', must(data.requestCertificates.batch).id);
    },
  },
  {
    kind: 'GRAPH',
    who: 'cadre',
    prose:
      'Done: the file is fetched at `documentPath` with the same token. Each certificate bears a code that leads to `verificationUrl`, where anybody sees number, award, name, date and status, and nothing else.',
    operation: `query Batch($id: ID!) {
  certificateBatch(id: $id) { state done total documentPath }
  receivedAwards(first: 5) { nodes { certificate { recipientName awardName decisionNumber decidedOn verificationUrl } } }
}`,
    variables: (_stage, finds) => ({ id: found(finds, 'batch') }),
    keep: (data: {
      certificateBatch: { state: string };
      receivedAwards: { nodes: { certificate: object | null }[] };
    }) => {
      if (data.certificateBatch.state !== 'DONE') {
        throw new NotYet('the certificates are being made');
      }
    },
  },
];
