import { condition, continueAsNew } from '@temporalio/workflow';
import { NominationTimer, type NominationApprovalInput, type TimerOutcome, type TimerRequest } from '@thidua/contracts';
import { awards } from '../subject/service-activities';
import { SubjectDecisions } from '../subject/subject-decisions';
import {
  isSameAct,
  nextConsultationAct,
  nextStageAct,
  openConsultations,
  type NextTimedAct,
} from './nomination-approval.clock';
import { nominationApprovalRules, stagesOf } from './nomination-approval.rules';

const ACTS: Readonly<Record<string, (request: TimerRequest) => Promise<TimerOutcome>>> = {
  [NominationTimer.StageReminder]: awards.remindStage,
  [NominationTimer.StageOverdue]: awards.markStageOverdue,
  [NominationTimer.StageEscalation]: awards.escalateStage,
  [NominationTimer.ConsultationDeadline]: awards.passConsultationDeadline,
};

/**
 * A nomination (hồ sơ đề nghị khen thưởng) along its route, with returns, consultations and suspensions; each stage and
 * each consultation has a time limit of its own.
 */
export async function nominationApproval(input: NominationApprovalInput): Promise<void> {
  const nomination = new SubjectDecisions(input.nominationId, nominationApprovalRules(input), input.resumeFrom);

  /** Does what a clock says, one act after the other, for as long as `running`. */
  const watchClock = async (next: () => NextTimedAct | null, running: () => boolean): Promise<void> => {
    while (running()) {
      const act = next();
      const perform = act ? ACTS[act.timer] : undefined;
      const unchanged = (): boolean => isSameAct(next(), act);
      if (act && perform) {
        await nomination.performWhenDue({
          ...act,
          revision: nomination.state.revision,
          wanted: unchanged,
          act: perform,
        });
      }
      await condition(() => !running() || !unchanged());
    }
  };

  const watchStages = (): Promise<void> =>
    watchClock(
      () => nextStageAct(nomination.state, stagesOf(nomination.state, input)),
      () => !nomination.finished,
    );

  const watchConsultation = (consultationId: string): Promise<void> =>
    watchClock(
      () => nextConsultationAct(nomination.state, consultationId),
      () => !nomination.finished && openConsultations(nomination.state).some(({ id }) => id === consultationId),
    );

  const watchConsultations = async (): Promise<void> => {
    const watched = new Map<string, Promise<void>>();
    const fresh = (): string[] =>
      openConsultations(nomination.state).flatMap(({ id }) => (watched.has(id) ? [] : [id]));
    while (!nomination.finished) {
      for (const id of fresh()) {
        watched.set(id, watchConsultation(id));
      }
      await condition(() => nomination.finished || fresh().length > 0);
    }
    await Promise.all(watched.values());
  };

  await nomination.run(
    async () => {
      await Promise.all([watchStages(), watchConsultations()]);
    },
    (resumeFrom) => continueAsNew<typeof nominationApproval>({ ...input, resumeFrom }),
  );

  const { forwardedToId } = nomination.state;
  if (forwardedToId) {
    await awards.openForwardedNomination({ nominationId: input.nominationId, forwardedToId });
  }
}
