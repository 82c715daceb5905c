import type {
  Evidence,
  OutboxRow,
  ServiceEvidence,
  SubjectHead,
  SubjectRow,
  WorkflowEvidence,
  WorkflowProgress,
} from './evidence';
import type { Violation } from './violation';

/** Where a subject may rest once everybody has finished; a draft that nobody submitted is nobody's task. */
const AT_REST: Readonly<Record<SubjectRow['kind'], readonly string[]>> = {
  NOMINATION: ['DRAFT', 'DECIDED', 'REJECTED', 'PUBLISHED', 'REVOKED', 'WITHDRAWN'],
  PLEDGE: ['SIGNED'],
  CYCLE: ['OPEN', 'CLOSED'],
};

/** What a decision has made of a nomination after its workflow had ended: for the workflow it is decided. */
const AFTER_THE_WORKFLOW: ReadonlySet<string> = new Set(['PUBLISHED', 'AWARDED', 'REVOKED']);

/** Nothing waits for what will not come, and the engine and the database are equally far. */
export function checkSettled({ services, workflows, reconciliations, unsettled }: Evidence): Violation[] {
  const workflowOf = new Map(workflows.map((workflow) => [workflow.subjectId, workflow]));
  return [
    ...unsettled.map((what) => stuck('the system', what)),
    ...reconciliations
      .filter(({ repaired, listed }) => repaired + listed > 0)
      .map(({ service, repaired, listed }) =>
        stuck(service, `the reconciler still repaired ${repaired} subjects and listed ${listed}`),
      ),
    ...services.flatMap((service) => checkService(service, workflowOf)),
  ];
}

function stuck(about: string, what: string): Violation {
  return { kind: 'STUCK', about, what };
}

function checkService(
  { outbox, heads, subjects, findings }: ServiceEvidence,
  workflowOf: ReadonlyMap<string, WorkflowEvidence>,
): Violation[] {
  const headOf = new Map(heads.map((head) => [head.subjectId, head]));
  return [
    ...outbox.flatMap(checkRow),
    ...heads.filter(({ held }) => held).map(({ subjectId }) => stuck(subjectId, 'is held and takes no commands')),
    ...findings
      .filter(({ open }) => open)
      .map(({ subjectId, finding }) => stuck(subjectId, `the reconciler lists it: ${finding}`)),
    ...subjects.flatMap((subject) => {
      const head = headOf.get(subject.subjectId);
      const workflow = workflowOf.get(subject.subjectId);
      return [...checkSubject(subject), ...(head && head.lastNumber > 0 ? checkBoth(subject, head, workflow) : [])];
    }),
  ];
}

function checkRow({ subjectId, number, done, leased, setAside, lastError }: OutboxRow): Violation[] {
  if (done) {
    return [];
  }
  const state = setAside ? 'was set aside' : leased ? 'is still leased' : 'was not delivered';
  return [stuck(subjectId, `decision ${number} ${state}${lastError ? `: ${lastError}` : ''}`)];
}

function checkSubject({ subjectId, kind, state, timerMissed, elsewhere = false }: SubjectRow): Violation[] {
  return [
    ...(elsewhere || AT_REST[kind].includes(state)
      ? []
      : [stuck(subjectId, `the ${kind.toLowerCase()} has stayed ${state}`)]),
    ...(timerMissed ? [stuck(subjectId, `a timer of the ${kind.toLowerCase()} was due and has not acted`)] : []),
  ];
}

/** What both sides say of one subject. */
function checkBoth(
  { subjectId, state }: SubjectRow,
  head: SubjectHead,
  workflow: WorkflowEvidence | undefined,
): Violation[] {
  if (!workflow || workflow.status === 'MISSING') {
    return [stuck(subjectId, `has ${head.lastNumber} decisions and no workflow`)];
  }
  const { status, progress, pending } = workflow;
  const expectedStatus = head.finished ? 'COMPLETED' : 'RUNNING';
  return [
    ...(status === expectedStatus
      ? []
      : [stuck(subjectId, `its workflow is ${status} and should be ${expectedStatus}`)]),
    ...(head.appliedNumber === head.lastNumber || head.finished
      ? []
      : [stuck(subjectId, `decision ${head.lastNumber} was made, ${head.appliedNumber} was applied`)]),
    ...(pending > 0 && status === 'RUNNING'
      ? [stuck(subjectId, `its workflow still waits for ${pending} of its tasks or activities`)]
      : []),
    ...(progress
      ? checkProgress(subjectId, state, head, progress)
      : [stuck(subjectId, 'its workflow does not answer')]),
  ];
}

function checkProgress(about: string, state: string, head: SubjectHead, progress: WorkflowProgress): Violation[] {
  const sides = `the database says ${state} after decision ${head.appliedNumber}, the workflow ${progress.state} after ${progress.lastNumber}`;
  const reached = AFTER_THE_WORKFLOW.has(state) ? 'DECIDED' : state;
  const agree = progress.state === reached && progress.lastNumber === head.appliedNumber;
  return [
    ...(agree ? [] : [{ kind: 'HALF' as const, about, what: sides }]),
    ...progress.unplaced.map((number) => ({
      kind: 'ILLEGAL_PATH' as const,
      about,
      what: `its workflow had no place for decision ${number}`,
    })),
  ];
}
