import { SubjectKind } from '@thidua/contracts';
import type { InstructionHook, InstructionHooks } from '@thidua/service-kit';

const setState =
  (table: 'emulation_cycle' | 'emulation_pledge' | 'mid_year_review'): InstructionHook =>
  async (runner, subjectId, instruction) => {
    await runner.query(`UPDATE ${table} SET state = ? WHERE id = ?`, [instruction.state, subjectId]);
  };

/** A workflow's instruction sets the state of its subject. */
export const INSTRUCTION_HOOKS: InstructionHooks = {
  [SubjectKind.Cycle]: setState('emulation_cycle'),
  [SubjectKind.Pledge]: setState('emulation_pledge'),
  [SubjectKind.Review]: setState('mid_year_review'),
};
