import { continueAsNew } from '@temporalio/workflow';
import { PledgeTimer, type PledgeSigningInput } from '@thidua/contracts';
import { emulation } from '../subject/service-activities';
import { SubjectDecisions } from '../subject/subject-decisions';
import { pledgeSigningRules } from './pledge-signing.rules';

/** PREPARE is a pledge's first decision and sets both timers. */
const TIMERS_SET_BY = 1;

/** A group's pledge (giao ước thi đua) from its drafting to the last signature; at the deadline it escalates. */
export async function pledgeSigning(input: PledgeSigningInput): Promise<void> {
  const pledge = new SubjectDecisions(input.pledgeId, pledgeSigningRules(input), input.resumeFrom);
  const acted = (timer: string): boolean => pledge.state.timersDone.includes(timer);

  const remind = (): Promise<void> =>
    pledge.performWhenDue({
      timer: PledgeTimer.Reminder,
      dueAt: input.reminderAt,
      instructionNumber: TIMERS_SET_BY,
      revision: 1,
      wanted: () => !acted(PledgeTimer.Reminder) && !acted(PledgeTimer.Deadline),
      act: emulation.remindPledge,
    });
  const passDeadline = (): Promise<void> =>
    pledge.performWhenDue({
      timer: PledgeTimer.Deadline,
      dueAt: input.deadlineAt,
      instructionNumber: TIMERS_SET_BY,
      revision: 1,
      wanted: () => !acted(PledgeTimer.Deadline),
      act: emulation.passPledgeDeadline,
    });

  await pledge.run(
    async () => {
      await Promise.all([remind(), passDeadline()]);
    },
    (resumeFrom) => continueAsNew<typeof pledgeSigning>({ ...input, resumeFrom }),
  );
}
