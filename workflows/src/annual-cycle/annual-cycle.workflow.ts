import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  ParentClosePolicy,
  startChild,
  WorkflowIdReusePolicy,
} from '@temporalio/workflow';
import {
  SubjectKind,
  TaskQueue,
  WorkflowType,
  workflowIdOf,
  type AnnualCycleInput,
  type CycleMilestone,
  type WorkflowTypeName,
} from '@thidua/contracts';
import { emulation, emulationInBulk } from '../subject/service-activities';
import { SubjectDecisions } from '../subject/subject-decisions';
import { annualCycleRules } from './annual-cycle.rules';

/** OPEN is a cycle's first decision and sets its calendar. */
const CALENDAR_SET_BY = 1;
/** A run starts no more children than this: each one weighs on the parent's history and on the engine. */
const CHILDREN_PER_RUN = 1_000;
/** The most that one page brings. */
const CHILDREN_PER_PAGE = 200;
/** Name of the timer that closes the cycle. */
const YEAR_END: CycleMilestone = 'YEAR_END';

/** A year's cycle (chu kỳ thi đua): at each milestone of its calendar it starts what the groups have to do. */
export async function annualCycle(input: AnnualCycleInput): Promise<void> {
  const cycle = new SubjectDecisions(input.cycleId, annualCycleRules, input.resumeFrom);
  let childrenStarted = 0;

  const startAll = async <StartInput>(
    workflowType: WorkflowTypeName,
    prepared: readonly StartInput[],
    workflowIdFor: (start: StartInput) => string,
  ): Promise<void> => {
    childrenStarted += prepared.length;
    await Promise.all(prepared.map((start) => startOnce(workflowType, workflowIdFor(start), start)));
  };

  /** Goes through one milestone page by page; the run ends in between when it has started enough children. */
  const reach = async (
    milestone: CycleMilestone,
    preparePage: (request: { cycleId: string; cursor: string | null }) => Promise<string | null>,
  ): Promise<void> => {
    if (cycle.state.reached.includes(milestone)) {
      return;
    }
    await cycle.waitUntil(input.calendar[milestone]);
    let more = true;
    while (more && !cycle.finished) {
      if (childrenStarted + CHILDREN_PER_PAGE > CHILDREN_PER_RUN) {
        await condition(allHandlersFinished);
        await continueAsNew<typeof annualCycle>({ ...input, resumeFrom: cycle.resumeFrom() });
      }
      const cursor = await preparePage({ cycleId: input.cycleId, cursor: cycle.state.cursor });
      cycle.advance({ ...cycle.state, cursor });
      more = cursor !== null;
    }
    cycle.advance({ ...cycle.state, cursor: null, reached: [...cycle.state.reached, milestone] });
  };

  const followCalendar = async (): Promise<void> => {
    await reach('PLEDGE_DRAFTING', async (request) => {
      const page = await cycle.ask(() => emulationInBulk.preparePledges(request));
      await startAll(WorkflowType.PledgeSigning, page.prepared, ({ pledgeId }) =>
        workflowIdOf(SubjectKind.Pledge, pledgeId),
      );
      return page.nextCursor;
    });
    await reach('MID_YEAR_REVIEW', async (request) => {
      const page = await cycle.ask(() => emulationInBulk.prepareReviews(request));
      await startAll(WorkflowType.MidYearReview, page.prepared, ({ reviewId }) =>
        workflowIdOf(SubjectKind.Review, reviewId),
      );
      return page.nextCursor;
    });
    await cycle.performWhenDue({
      timer: YEAR_END,
      dueAt: input.calendar.YEAR_END,
      instructionNumber: CALENDAR_SET_BY,
      revision: 1,
      wanted: () => true,
      act: emulation.closeCycle,
    });
  };

  await cycle.run(followCalendar, (resumeFrom) => continueAsNew<typeof annualCycle>({ ...input, resumeFrom }));
}

/** Starts a child; one that runs already was started by its own START decision, which is as good. */
async function startOnce(workflowType: WorkflowTypeName, workflowId: string, start: unknown): Promise<void> {
  try {
    await startChild(workflowType, {
      workflowId,
      args: [start],
      taskQueue: TaskQueue.Workflows,
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) {
      throw error;
    }
  }
}
