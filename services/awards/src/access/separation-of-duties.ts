import { type DecisionTransaction, forbidden } from '@thidua/service-kit';
import type { Nomination } from '../nomination/nomination.entity';

/**
 * Who drafted or submitted a nomination, or is nominated, never appraises, records the vote or decides on it.
 * @throws FORBIDDEN that says which of these the caller is.
 */
export async function assertSeparateDuties(transaction: DecisionTransaction, nomination: Nomination): Promise<void> {
  const { memberId } = transaction;
  const rule = { rule: 'SEPARATION_OF_DUTIES' };
  if (nomination.nomineeMemberId === memberId) {
    throw forbidden(
      {
        vi: 'Bạn là người được đề nghị khen thưởng nên không được thẩm định, biểu quyết hay quyết định hồ sơ này.',
        en: 'You are the nominee, so you may not appraise, vote or decide on this nomination.',
      },
      rule,
    );
  }
  const submitted = await transaction.query<unknown[]>(
    'SELECT 1 FROM nomination_revision WHERE nomination_id = ? AND submitted_by = ? LIMIT 1',
    [nomination.id, memberId],
  );
  if (nomination.draftedBy === memberId || submitted.length > 0) {
    throw forbidden(
      {
        vi: 'Bạn đã lập hoặc trình hồ sơ này nên không được thẩm định, biểu quyết hay quyết định hồ sơ.',
        en: 'You drafted or submitted this nomination, so you may not appraise, vote or decide on it.',
      },
      rule,
    );
  }
}
