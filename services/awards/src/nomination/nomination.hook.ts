import { NOMINATION_SIDE_TASKS } from '@thidua/contracts';
import type { InstructionHook } from '@thidua/service-kit';
import { isClosed } from './nomination.states';

/** What the workflow's instruction does to a nomination: its state, and the stage that opens when the tasks change. */
export const applyNominationInstruction: InstructionHook = async (
  runner,
  nominationId,
  instruction,
  _decision,
  now,
) => {
  const ofStage = instruction.openTasks.filter(({ kind }) => !NOMINATION_SIDE_TASKS.includes(kind));
  const movesStage = instruction.closeOpenTasks || ofStage.length > 0;
  await runner.query(
    `UPDATE nomination SET state = ?, stage = ${movesStage ? '?' : 'stage'}, closed_at = ? WHERE id = ?`,
    [
      instruction.state,
      ...(movesStage ? [ofStage[0]?.stage ?? null] : []),
      isClosed(instruction.state) ? now : null,
      nominationId,
    ],
  );
};
