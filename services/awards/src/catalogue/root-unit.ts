import { type DecisionTransaction, retryLater } from '@thidua/service-kit';

/** The unit above which there is none. @throws RETRY_LATER before this service has heard of the union tree. */
export async function rootUnit(transaction: DecisionTransaction): Promise<string> {
  const [root] = await transaction.query<{ unit_id: string }[]>(
    'SELECT unit_id FROM unit_projection WHERE parent_id IS NULL AND valid_from <= ? AND valid_until > ? LIMIT 1',
    [transaction.today, transaction.today],
  );
  if (!root) {
    throw retryLater({
      vi: 'Chưa nhận được cây tổ chức; hãy gửi lại sau giây lát.',
      en: 'The union tree has not arrived yet; send it again in a moment.',
    });
  }
  return root.unit_id;
}
