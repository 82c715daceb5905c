import { condition, continueAsNew } from '@temporalio/workflow';
import { NominationTimer, type NominationApprovalInput } from '@thidua/contracts';
import { awards } from '../subject/service-activities';
import { SubjectDecisions } from '../subject/subject-decisions';
import { nominationApprovalRules } from './nomination-approval.rules';

/** A nomination (hồ sơ đề nghị khen thưởng) along its route, with returns; each stage has a time limit of its own. */
export async function nominationApproval(input: NominationApprovalInput): Promise<void> {
  const nomination = new SubjectDecisions(input.nominationId, nominationApprovalRules(input), input.resumeFrom);

  const watchStages = async (): Promise<void> => {
    while (!nomination.finished) {
      const { stageInstructionNumber, dueAt, revision } = nomination.state;
      const sameStage = (): boolean => nomination.state.stageInstructionNumber === stageInstructionNumber;
      if (dueAt !== null) {
        await nomination.performWhenDue({
          timer: NominationTimer.StageOverdue,
          dueAt,
          instructionNumber: stageInstructionNumber,
          revision,
          wanted: () => sameStage() && !nomination.state.overdue,
          act: awards.markStageOverdue,
        });
      }
      await condition(() => nomination.finished || !sameStage());
    }
  };

  await nomination.run(watchStages, (resumeFrom) => continueAsNew<typeof nominationApproval>({ ...input, resumeFrom }));
}
