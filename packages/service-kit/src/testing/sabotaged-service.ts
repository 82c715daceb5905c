import { CommandTransaction } from '../decision/command-transaction';
import { runService, type ServiceDefinition } from '../service';
import { sabotage, SABOTAGES, type Sabotage } from './sabotage';

/** Between an outbox row and its commit there are milliseconds: stretched, so that a run of seconds meets them. */
const STRETCHED_MILLISECONDS = 1_500;

interface OutboxWriter {
  insertOutbox: (...parameters: unknown[]) => Promise<unknown>;
}

/** A transaction that is rolled back in between shows whether the outbox row was part of it. */
function stretchTheEndOfTransactions(): void {
  const writer = CommandTransaction.prototype as unknown as OutboxWriter;
  const { insertOutbox } = writer;
  writer.insertOutbox = async function slowly(this: unknown, ...parameters: unknown[]): Promise<unknown> {
    const written = await insertOutbox.apply(this, parameters);
    await new Promise((resolve) => setTimeout(resolve, STRETCHED_MILLISECONDS));
    return written;
  };
}

/**
 * The `main.js` of a service that is broken on purpose, as THIDUA_SABOTAGE says: `npm run chaos -- --sabotage` starts
 * it to see its checker find out. No other start knows of it.
 */
export async function runSabotagedService<Loaders>(definition: ServiceDefinition<Loaders>): Promise<void> {
  const name = SABOTAGES.find((known) => known === process.env['THIDUA_SABOTAGE']);
  if (!name) {
    process.stderr.write(`${definition.name}: THIDUA_SABOTAGE must be one of ${SABOTAGES.join(', ')}\n`);
    process.exit(1);
  }
  breakIt(name);
  await runService(definition);
}

function breakIt(name: Sabotage): void {
  sabotage(name);
  if (name === 'outbox-outside-transaction') {
    stretchTheEndOfTransactions();
  }
}
