import type { CycleLog } from './cycle-log';
import type { DemonstrationProvince } from './demonstration-province';
import type { PersistentClient } from './persistent-client';

const BUDGET = 1_500_000_000;

/** Budgets and receipts of the union fund: the article asserts 100 % of the budget, these rows stand behind it. */
export async function recordUnionFund(
  log: CycleLog,
  { province, cluster1, cluster2 }: DemonstrationProvince,
  as: (memberId: string) => PersistentClient,
  year: number,
): Promise<void> {
  const units = [...cluster1, ...cluster2];
  await log.step('Union fund: budgets are set and receipts recorded by channel', '6 budgets, 12 receipts', async () => {
    let budgets = 0;
    let receipts = 0;
    for (const unit of units) {
      const set = await as(province.chair).command<{ budget: { id: string } }>(
        'setBudget',
        'SetBudgetInput',
        { unitId: unit.id, year, stream: 'UNION_FUND', amount: BUDGET, document: 'Dữ liệu minh họa' },
        '... on SetBudgetSuccess { budget { id } }',
      );
      budgets += set.result ? 1 : 0;
      const recorded = await as(unit.chair).command<{ receipts: { id: string }[] }>(
        'recordReceipts',
        'RecordReceiptsInput',
        {
          unitId: unit.id,
          lines: [
            { stream: 'UNION_FUND', channel: 'VIETINBANK', amount: 1_200_000_000, receivedOn: `${year}-04-15` },
            { stream: 'UNION_FUND', channel: 'AGRIBANK', amount: 300_000_000, receivedOn: `${year}-05-20` },
          ],
        },
        '... on RecordReceiptsSuccess { receipts { id } }',
      );
      receipts += recorded.result?.receipts.length ?? 0;
    }
    return `${budgets} budgets, ${receipts} receipts`;
  });
}
