import type { CommandService, Contested } from './client-log';

/** A command as a person means it, before it has a commandId. */
export interface Command {
  /** Name of the mutation, for example `passAppraisal`. */
  readonly operation: string;
  readonly service: CommandService;
  readonly input: Readonly<Record<string, unknown>>;
  /** The subject, where it is there already. */
  readonly subjectId: string | null;
  /** What at most one command can win: a task, a draft or a signature, at the version seen. */
  readonly contested: Contested | null;
  /** A change of the input that makes another payload of it, as harmless as the first; null where there is none. */
  readonly otherInput: Readonly<Record<string, unknown>> | null;
  /** The operation as it is sent, where it is not one of those that the approvers use. */
  readonly document?: string;
}

/** An open task as an inbox shows it. */
export interface OpenTask {
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly subjectId: string;
  readonly unitId: string;
  readonly assigneeId: string | null;
}

const NOMINATION = 'routing nomination { id }';
const PLEDGE = 'routing pledge { id }';
const TASK = 'task { id subjectId }';
const OF_NOMINATIONS = 'results { nominationId outcome reasons { code } }';
const OF_TASKS = 'results { taskId outcome reasons { code } }';

/** What each operation's input type is called and what is asked of its success, always of the same service. */
const OPERATIONS: Readonly<Record<string, { readonly inputType: string; readonly selection: string }>> = {
  draftNomination: { inputType: 'DraftNominationInput', selection: NOMINATION },
  editNomination: { inputType: 'EditNominationInput', selection: NOMINATION },
  submitNomination: { inputType: 'SubmitNominationInput', selection: NOMINATION },
  resubmitNomination: { inputType: 'ResubmitNominationInput', selection: NOMINATION },
  passAppraisal: { inputType: 'PassAppraisalInput', selection: NOMINATION },
  returnNomination: { inputType: 'ReturnNominationInput', selection: NOMINATION },
  rejectNomination: { inputType: 'RejectNominationInput', selection: NOMINATION },
  recordCouncilVote: { inputType: 'RecordCouncilVoteInput', selection: NOMINATION },
  decideNomination: { inputType: 'DecideNominationInput', selection: NOMINATION },
  draftAwardDecision: { inputType: 'DraftAwardDecisionInput', selection: 'decision { id }' },
  signAwardDecision: { inputType: 'SignAwardDecisionInput', selection: 'decision { id }' },
  discardAwardDecision: { inputType: 'DiscardAwardDecisionInput', selection: 'decision { id }' },
  publishAwardDecision: { inputType: 'PublishAwardDecisionInput', selection: 'decision { id }' },
  revokeAwards: { inputType: 'RevokeAwardsInput', selection: 'revocation { id }' },
  // Its subject is the ledger of the unit, which has no name in the graph.
  confirmAwardPayments: { inputType: 'ConfirmAwardMoneyInput', selection: 'payments { state }' },
  openBallotSession: { inputType: 'OpenBallotSessionInput', selection: 'session { id }' },
  castVote: { inputType: 'CastVoteInput', selection: 'session { id }' },
  closeBallotSession: { inputType: 'CloseBallotSessionInput', selection: 'session { id }' },
  withdrawNomination: { inputType: 'WithdrawNominationInput', selection: NOMINATION },
  suspendNomination: { inputType: 'SuspendNominationInput', selection: NOMINATION },
  resumeNomination: { inputType: 'ResumeNominationInput', selection: NOMINATION },
  moveNominationDeadline: { inputType: 'MoveNominationDeadlineInput', selection: NOMINATION },
  delegateAwardTask: { inputType: 'DelegateAwardTaskInput', selection: TASK },
  claimAwardTask: { inputType: 'ClaimAwardTaskInput', selection: TASK },
  unclaimAwardTask: { inputType: 'ClaimAwardTaskInput', selection: TASK },
  submitNominations: { inputType: 'SubmitNominationsInput', selection: `bulk { ${OF_NOMINATIONS} }` },
  changeNominationRoutes: { inputType: 'ChangeNominationRoutesInput', selection: OF_NOMINATIONS },
  decideAwardTasks: { inputType: 'DecideAwardTasksInput', selection: `bulk { ${OF_TASKS} }` },
  assignAwardTasks: { inputType: 'AssignAwardTasksInput', selection: `bulk { ${OF_TASKS} }` },
  foundUnit: { inputType: 'FoundUnitInput', selection: 'unit { id }' },
  openCycle: { inputType: 'OpenCycleInput', selection: 'routing cycle { id }' },
  draftPledge: { inputType: 'DraftPledgeInput', selection: PLEDGE },
  openPledgeForSignature: { inputType: 'OpenPledgeForSignatureInput', selection: PLEDGE },
  signPledge: { inputType: 'SignPledgeInput', selection: PLEDGE },
  handlePledgeEscalation: { inputType: 'HandlePledgeEscalationInput', selection: PLEDGE },
  claimEmulationTask: { inputType: 'ClaimEmulationTaskInput', selection: TASK },
  unclaimEmulationTask: { inputType: 'ClaimEmulationTaskInput', selection: TASK },
};

/** Whether the approvers use an operation. */
export function isKnown(operation: string): boolean {
  return operation in OPERATIONS;
}

/** The text of an operation's mutation. @throws for one that the run does not know. */
export function mutationOf(operation: string): string {
  const known = OPERATIONS[operation];
  if (!known) {
    throw new Error(`the run knows no operation ${operation}`);
  }
  const success = `${operation[0]?.toUpperCase()}${operation.slice(1)}Success`;
  return `mutation Command($input: ${known.inputType}!) { ${operation}(input: $input) { __typename ... on CommandRefused { reasons { code } } ... on ${success} { ${known.selection} } } }`;
}

/** A command on a task. */
export function taskCommand(
  operation: string,
  service: CommandService,
  task: OpenTask,
  input: Readonly<Record<string, unknown>> = {},
  otherInput: Readonly<Record<string, unknown>> | null = null,
): Command {
  return {
    operation,
    service,
    input: { taskId: task.id, version: task.version, ...input },
    subjectId: task.subjectId,
    contested: { id: task.id, version: task.version },
    otherInput,
  };
}

/** A command on several things at once: what can be won of each is noted with it (noted-sending.ts). */
export function severalCommand(operation: string, input: Readonly<Record<string, unknown>>): Command {
  return { operation, service: 'awards', input, subjectId: null, contested: null, otherInput: null };
}

/** What can be won once and has no version. */
export function once(id: string): Contested {
  return { id, version: 1 };
}

/** A command on a subject without a task of its own. */
export function subjectCommand(
  operation: string,
  service: CommandService,
  subjectId: string | null,
  input: Readonly<Record<string, unknown>>,
  contested: Contested | null,
  otherInput: Readonly<Record<string, unknown>> | null = null,
): Command {
  return { operation, service, input, subjectId, contested, otherInput };
}
