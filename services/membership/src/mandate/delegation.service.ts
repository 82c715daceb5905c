import { newId } from '@thidua/contracts/ids';
import {
  Provenance,
  Refusal,
  normalisedText,
  type CommandActor,
  type DecisionTransaction,
  type SqlRunner,
} from '@thidua/service-kit';
import { insertRows } from '../list/insert-rows';
import { assertNotBeforeToday, assertPeriod } from '../officer/office-period';
import type { MandateDecisions } from './mandate-decisions';
import type { DelegateMandateInput, EndDelegationInput } from './mandate.input';
import { notActedUnder, notDelegable, whyNotDelegable, whyNotEndable } from './mandate-rules';
import { readDelegation, readOfficesIn, requireDelegation, requireOffice, type StoredOffice } from './office.reader';

/** Which delegation the command made or ended. */
export interface DelegationAnswer {
  readonly delegationId: string;
}

/** Commands on delegations. */
export class DelegationService {
  constructor(
    private readonly decisions: MandateDecisions,
    private readonly runner: SqlRunner,
  ) {}

  /** Delegates an office of the caller’s own, for a time within its term, to another officer of its unit. */
  async delegate(actor: CommandActor, input: DelegateMandateInput): Promise<DelegationAnswer> {
    assertPeriod(input.from, input.until, 'input.until');
    const { unitId } = await this.officeToDelegate(actor, input.officeId);
    const delegationId = newId();
    return this.decisions.run(actor, {
      operation: 'delegateMandate',
      input,
      unitId,
      kind: 'MANDATE_DELEGATED',
      decide: async (transaction) => {
        const office = await requireOffice(transaction, input.officeId);
        await authoriseHolder(transaction, office);
        assertNotBeforeToday(input.from, transaction.today, 'input.from');
        const delegateOffices = await readOfficesIn(transaction, unitId, input.toMemberId);
        const refusal = whyNotDelegable(office, input, delegateOffices, transaction.today);
        if (refusal) {
          throw new Refusal([refusal]);
        }
        actUnder(transaction, office);
        const row = {
          id: delegationId,
          office_id: office.id,
          to_member_id: input.toMemberId,
          valid_from: input.from,
          valid_until: input.until,
          document: normalisedText(input.document),
          reason: normalisedText(input.reason),
          provenance: office.provenance === Provenance.Demonstration ? Provenance.Demonstration : Provenance.Recorded,
        };
        await insertRows(transaction, 'mandate_delegation', Object.keys(row), [Object.values(row)]);
        return {
          answer: { delegationId },
          audit: { action: 'DELEGATE', reason: row.reason, after: row },
          permission: 'mandate.delegate',
          detail: {
            delegationId,
            officeId: office.id,
            position: office.position,
            toMemberId: input.toMemberId,
            from: input.from,
            until: input.until,
          },
        };
      },
    });
  }

  /** Ends a delegation from a day on; before its first day it is called off and holds on no day. */
  async end(actor: CommandActor, input: EndDelegationInput): Promise<DelegationAnswer> {
    const { office } = await requireDelegation(this.runner, input.delegationId);
    return this.decisions.run(actor, {
      operation: 'endDelegation',
      input,
      unitId: office.unitId,
      kind: 'DELEGATION_ENDED',
      decide: async (transaction) => {
        await transaction.authoriseOwn('mandate.end-delegation', office.holderId, office.unitId);
        assertNotBeforeToday(input.until, transaction.today, 'input.until');
        const delegation = await requireDelegation(transaction, input.delegationId);
        const refusal = whyNotEndable(delegation, input.until);
        if (refusal) {
          throw new Refusal([refusal]);
        }
        const until = input.until < delegation.from ? delegation.from : input.until;
        await transaction.query('UPDATE mandate_delegation SET valid_until = ? WHERE id = ?', [until, delegation.id]);
        return {
          answer: { delegationId: delegation.id },
          audit: {
            action: 'END_DELEGATION',
            reason: normalisedText(input.reason),
            before: { delegationId: delegation.id, until: delegation.until },
            after: { delegationId: delegation.id, until },
          },
          permission: 'mandate.end-delegation',
          detail: { delegationId: delegation.id, officeId: office.id, toMemberId: delegation.toMemberId, until },
        };
      },
    });
  }

  /** Somebody who names the mandate that was delegated to them is told why that cannot be, not that it is unknown. */
  private async officeToDelegate(actor: CommandActor, id: string): Promise<StoredOffice> {
    const delegation = await readDelegation(this.runner, id);
    if (delegation && actor.kind === 'person' && actor.passport.subject === delegation.toMemberId) {
      throw new Refusal([notDelegable()]);
    }
    return requireOffice(this.runner, id);
  }
}

/**
 * Checks that the holder acts, and in their own right.
 * @throws FORBIDDEN, or a Refusal for whoever acts by a delegation.
 */
async function authoriseHolder(transaction: DecisionTransaction, office: StoredOffice): Promise<void> {
  const mandates = transaction.actor.kind === 'person' ? transaction.actor.passport.mandates : [];
  if (mandates.some(({ delegation }) => delegation?.officeId === office.id)) {
    throw new Refusal([notDelegable()]);
  }
  await transaction.authoriseOwn('mandate.delegate', office.holderId, office.unitId);
  if (mandates.some(({ delegation }) => delegation)) {
    throw new Refusal([notDelegable()]);
  }
}

/** The office is the mandate that is recorded with the decision. @throws a Refusal when the holder acts under another. */
function actUnder(transaction: DecisionTransaction, { id: officeId }: StoredOffice): void {
  const { actor } = transaction;
  if (actor.kind !== 'person') {
    return;
  }
  const office = actor.passport.mandates.find(({ id }) => id === officeId);
  if (!office) {
    throw new Refusal([notActedUnder()]);
  }
  transaction.mandate = office;
}
