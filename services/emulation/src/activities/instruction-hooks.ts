import { PledgeAction, PledgeTaskKind, SubjectKind } from '@thidua/contracts';
import type { InstructionHook, InstructionHooks } from '@thidua/service-kit';

const COMPLETED_BY_WORKFLOW =
  "status = 'COMPLETED', version = version + 1, completed_at = ?, completed_by = 'workflow'";

const setState =
  (table: 'emulation_cycle' | 'emulation_pledge' | 'mid_year_review'): InstructionHook =>
  async (runner, subjectId, instruction) => {
    await runner.query(`UPDATE ${table} SET state = ? WHERE id = ?`, [instruction.state, subjectId]);
  };

const setPledgeState = setState('emulation_pledge');

/**
 * While the engine was away a unit may have signed, or the owner may have dealt with the escalation, before the
 * instruction came that opens the task for it: such a task is fulfilled the moment it opens.
 */
const movePledge: InstructionHook = async (runner, pledgeId, instruction, decision, now) => {
  await setPledgeState(runner, pledgeId, instruction, decision, now);
  await runner.query(
    `UPDATE task SET outcome = 'SIGNED', ${COMPLETED_BY_WORKFLOW}
      WHERE subject_id = ? AND status = 'OPEN' AND kind = ?
        AND unit_id IN (SELECT unit_id FROM pledge_signature WHERE pledge_id = ?)`,
    [now, pledgeId, PledgeTaskKind.Sign, pledgeId],
  );
  await runner.query(
    `UPDATE task SET outcome = ?, ${COMPLETED_BY_WORKFLOW}
      WHERE subject_id = ? AND status = 'OPEN' AND kind = ?
        AND EXISTS (SELECT 1 FROM emulation_pledge WHERE id = ? AND escalation_handled_at IS NOT NULL)`,
    [PledgeAction.HandleEscalation, now, pledgeId, PledgeTaskKind.HandleEscalation, pledgeId],
  );
};

/** A workflow's instruction sets the state of its subject. */
export const INSTRUCTION_HOOKS: InstructionHooks = {
  [SubjectKind.Cycle]: setState('emulation_cycle'),
  [SubjectKind.Pledge]: movePledge,
  [SubjectKind.Review]: setState('mid_year_review'),
};
