import { NOMINATION_SIDE_TASKS } from '@thidua/contracts';
import type { InstructionHook } from '@thidua/service-kit';
import { ConsultationStatus } from '../consultation/consultation.entity';
import { isClosed } from './nomination.states';

/** Why a consultation ends of which nobody said anything. */
const LEFT_THE_STAGE = 'Hồ sơ đã rời bước này. The nomination has left the stage.';

/**
 * What the workflow's instruction does to a nomination: its state, and the stage that opens when the tasks change. Where
 * all tasks are closed nobody awaits the answer to a consultation any more. One statement, because every move waits for it.
 */
export const applyNominationInstruction: InstructionHook = async (
  runner,
  nominationId,
  instruction,
  _decision,
  now,
) => {
  const ofStage = instruction.openTasks.filter(({ kind }) => !NOMINATION_SIDE_TASKS.includes(kind));
  const closedAt = isClosed(instruction.state) ? now : null;
  const stage = ofStage[0]?.stage ?? null;
  if (!instruction.closeOpenTasks) {
    const movesStage = ofStage.length > 0;
    await runner.query(
      `UPDATE nomination SET state = ?, closed_at = ?${movesStage ? ', stage = ?' : ''} WHERE id = ?`,
      [instruction.state, closedAt, ...(movesStage ? [stage] : []), nominationId],
    );
    return;
  }
  await runner.query(
    `UPDATE nomination n LEFT JOIN consultation c ON c.nomination_id = n.id AND c.status = ?
        SET n.state = ?, n.closed_at = ?, n.stage = ?, c.status = ?, c.note = ?, c.ended_by = 'workflow', c.ended_at = ?
      WHERE n.id = ?`,
    [
      ConsultationStatus.Open,
      instruction.state,
      closedAt,
      stage,
      ConsultationStatus.Closed,
      LEFT_THE_STAGE,
      now,
      nominationId,
    ],
  );
};
