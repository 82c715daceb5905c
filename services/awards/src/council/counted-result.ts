import { type DecisionTransaction, refuse } from '@thidua/service-kit';
import { BallotMove } from './ballot-session.enum';

/**
 * A secret ballot that was counted decides: until its result has moved the nomination, nobody who has seen it may move
 * the nomination another way. (A nominator may withdraw it, and a body suspend it.)
 * @throws Refusal while a result on this task waits to be carried out.
 */
export async function assertNoResultWaits(transaction: DecisionTransaction, taskId: string): Promise<void> {
  const rows = await transaction.query<unknown[]>('SELECT 1 FROM ballot_item WHERE task_id = ? AND move = ? LIMIT 1', [
    taskId,
    BallotMove.Waiting,
  ]);
  if (rows.length > 0) {
    throw refuse(
      'COUNCIL_RESULT_ON_ITS_WAY',
      'Hội đồng đã bỏ phiếu kín về hồ sơ này; kết quả đang được chuyển.',
      'The council has voted on this nomination in secret; its result is on its way.',
      'input.taskId',
    );
  }
}
