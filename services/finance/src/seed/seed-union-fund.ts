import { derivedId, seededId } from '@thidua/contracts/ids';
import { normalisedText, type CommandActor, type ServiceDependencies } from '@thidua/service-kit';
import { BudgetService } from '../budget/budget.service';
import { ReceiptService } from '../receipt/receipt.service';
import type { EntryOrigin } from '../ledger/entry-origin';
import { readUnionFundYear } from './union-fund.data';

const ACTOR: CommandActor = { kind: 'system', name: 'seed' };
const FILES = ['an-giang-union-fund-2020.json'];

/**
 * Loads An Giang's ledger rows through the services' own code; the command ids come from file and unit, so loading
 * twice changes nothing. It needs no unit in the projection, which is empty until finance first hears of membership.
 */
export async function seedUnionFund({
  dataSource,
  decisions,
}: Pick<ServiceDependencies, 'dataSource' | 'decisions'>): Promise<void> {
  const budgets = new BudgetService(dataSource, decisions);
  const receipts = new ReceiptService(dataSource, decisions);
  for (const file of FILES) {
    const { source, provenance, year, stream, ledgers } = readUnionFundYear(file);
    for (const { unitCode, sentence, budget, receipts: lines } of ledgers) {
      const unitId = seededId('unit', unitCode);
      const origin: EntryOrigin = {
        provenance,
        sentence: normalisedText(sentence),
        source: normalisedText(source),
      };
      const commandId = (part: string): string => derivedId('seed-command', file, unitCode, part);
      await budgets.set(
        { actor: ACTOR, commandId: commandId('budget') },
        { unitId, year, stream, amount: budget, document: null },
        origin,
      );
      await receipts.record(
        { actor: ACTOR, commandId: commandId('receipts') },
        unitId,
        lines.map((line) => ({ ...line, stream, document: null })),
        origin,
      );
    }
  }
}
