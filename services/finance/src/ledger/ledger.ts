import { SubjectKind } from '@thidua/contracts';
import { derivedId } from '@thidua/contracts/ids';
import type { Command, CommandActor } from '@thidua/service-kit';

/** The ledger of a unit: the subject whose lock puts the unit's money commands in order. */
export function ledgerOf(unitId: string): Command<unknown>['subject'] {
  return { kind: SubjectKind.UnitLedger, id: derivedId('ledger', unitId.toLowerCase()), isNew: 'IF_MISSING' };
}

/** Who gives a command of finance and under which key. */
export interface LedgerCommand {
  /** A person, or the system when it loads the seed. */
  readonly actor: CommandActor;
  /** The idempotency key. */
  readonly commandId: string;
}
