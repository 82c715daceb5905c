import { isWithin, type Permission } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  OPEN_END,
  Refusal,
  normalisedText,
  type CommandActor,
  type DecisionTransaction,
  type SqlRunner,
} from '@thidua/service-kit';
import { insertRows } from '../list/insert-rows';
import { assertNotBeforeToday, assertPeriod } from '../officer/office-period';
import { actingUnit } from './acting-unit';
import type { MandateDecisions } from './mandate-decisions';
import type { ResumeMandateInput, SuspendMandateInput } from './mandate.input';
import { actsAsOrFor, permissionToSuspend } from './mandate-permission';
import { notSuspended, whyNotSuspendable } from './mandate-rules';
import { requireOffice, type StoredOffice } from './office.reader';
import { assertFromSuspendingUnit } from './suspension-from-above';

/** Which office the command suspended or resumed. */
export interface SuspensionAnswer {
  readonly officeId: string;
}

/** Commands that take an office its mandate for a time, and give it back. */
export class SuspensionService {
  constructor(
    private readonly decisions: MandateDecisions,
    private readonly runner: SqlRunner,
  ) {}

  /** Suspends an office, with every delegation of it, for a time or until it is resumed. */
  async suspend(actor: CommandActor, input: SuspendMandateInput): Promise<SuspensionAnswer> {
    const until = input.until ?? null;
    assertPeriod(input.from, until, 'input.until');
    const { unitId } = await requireOffice(this.runner, input.officeId);
    return this.decisions.run(actor, {
      operation: 'suspendMandate',
      input,
      unitId,
      kind: 'MANDATE_SUSPENDED',
      decide: async (transaction) => {
        const office = await requireOffice(transaction, input.officeId);
        const permission = await authoriseOthers(transaction, office);
        assertNotBeforeToday(input.from, transaction.today, 'input.from');
        const refusal = whyNotSuspendable(office, { from: input.from, until });
        if (refusal) {
          throw new Refusal([refusal]);
        }
        const row = {
          id: newId(),
          office_id: office.id,
          unit_id: await actingUnit(transaction),
          valid_from: input.from,
          valid_until: until ?? OPEN_END,
          document: normalisedText(input.document),
          reason: normalisedText(input.reason),
        };
        await insertRows(transaction, 'mandate_suspension', Object.keys(row), [Object.values(row)]);
        return {
          answer: { officeId: office.id },
          audit: { action: 'SUSPEND', reason: row.reason, after: row },
          permission,
          detail: { ...described(office), from: input.from, ...(until ? { until } : {}) },
        };
      },
    });
  }

  /** Ends the suspension that holds on a day, from that day on: by the unit that made it, or by one above. */
  async resume(actor: CommandActor, input: ResumeMandateInput): Promise<SuspensionAnswer> {
    const { unitId } = await requireOffice(this.runner, input.officeId);
    return this.decisions.run(actor, {
      operation: 'resumeMandate',
      input,
      unitId,
      kind: 'MANDATE_RESUMED',
      decide: async (transaction) => {
        const office = await requireOffice(transaction, input.officeId);
        const permission = await authoriseOthers(transaction, office);
        assertNotBeforeToday(input.from, transaction.today, 'input.from');
        const suspension = office.suspensions.find((candidate) => isWithin(candidate, input.from));
        if (!suspension) {
          throw new Refusal([notSuspended(input.from)]);
        }
        await assertFromSuspendingUnit(transaction, suspension.unitId, 'input.officeId');
        await transaction.query('UPDATE mandate_suspension SET valid_until = ? WHERE id = ?', [
          input.from,
          suspension.id,
        ]);
        return {
          answer: { officeId: office.id },
          audit: {
            action: 'RESUME',
            reason: normalisedText(input.reason),
            before: { suspensionId: suspension.id, until: suspension.until },
            after: { suspensionId: suspension.id, until: input.from },
          },
          permission,
          detail: { ...described(office), from: input.from },
        };
      },
    });
  }
}

/**
 * Checks the permission to suspend and resume over the office's unit, and that the office is neither the caller's own
 * nor that of somebody in whose name they act.
 * @returns the permission that it takes.
 */
async function authoriseOthers(transaction: DecisionTransaction, office: StoredOffice): Promise<Permission> {
  const permission = permissionToSuspend(office.position);
  const isOwnMandate = actsAsOrFor(transaction.actor, office.holderId);
  await transaction.authorise(permission, office.unitId, 'input.officeId', { isOwnMandate });
  return permission;
}

function described({ id, holderId, position }: StoredOffice): Readonly<Record<string, string>> {
  return { officeId: id, holderId, position };
}
