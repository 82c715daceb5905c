import { isWithin, SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  OPEN_END,
  Refusal,
  normalisedText,
  type CommandActor,
  type DecisionTransaction,
  type Decisions,
  type SqlRunner,
} from '@thidua/service-kit';
import { insertRows } from '../list/insert-rows';
import { assertNotBeforeToday, assertPeriod } from '../officer/office-period';
import type { SecurityLog } from '../security/security-log';
import type { ResumeMandateInput, SuspendMandateInput } from './mandate.input';
import { notSuspended, whyNotSuspendable } from './mandate-rules';
import { requireOffice, type StoredOffice } from './office.reader';

/** Which office the command suspended or resumed. */
export interface SuspensionAnswer {
  readonly officeId: string;
}

/** Commands that take an office its mandate for a time, and give it back. */
export class SuspensionService {
  constructor(
    private readonly decisions: Decisions,
    private readonly runner: SqlRunner,
    private readonly log: SecurityLog,
  ) {}

  /** Suspends an office, with every delegation of it, for a time or until it is resumed. */
  async suspend(actor: CommandActor, input: SuspendMandateInput): Promise<SuspensionAnswer> {
    const until = input.until ?? null;
    assertPeriod(input.from, until, 'input.until');
    const { unitId } = await requireOffice(this.runner, input.officeId);
    const outcome = await this.decisions.run<SuspensionAnswer>({
      actor,
      operation: 'suspendMandate',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Unit, id: unitId },
      decide: async (transaction) => {
        const office = await requireOffice(transaction, input.officeId);
        await authoriseOthers(transaction, office);
        assertNotBeforeToday(input.from, transaction.today, 'input.from');
        const refusal = whyNotSuspendable(office, { from: input.from, until });
        if (refusal) {
          throw new Refusal([refusal]);
        }
        const row = {
          id: newId(),
          office_id: office.id,
          valid_from: input.from,
          valid_until: until ?? OPEN_END,
          document: normalisedText(input.document),
          reason: normalisedText(input.reason),
        };
        await insertRows(transaction, 'mandate_suspension', Object.keys(row), [Object.values(row)]);
        await this.log.addOfCommand(transaction, {
          kind: 'MANDATE_SUSPENDED',
          operation: 'suspendMandate',
          permission: 'mandate.suspend',
          unit: await transaction.unit(unitId),
          detail: { ...described(office), from: input.from, ...(until ? { until } : {}) },
        });
        return { answer: { officeId: office.id }, audit: { action: 'SUSPEND', reason: row.reason, after: row } };
      },
    });
    return outcome.answer;
  }

  /** Ends the suspension that holds on a day, from that day on. */
  async resume(actor: CommandActor, input: ResumeMandateInput): Promise<SuspensionAnswer> {
    const { unitId } = await requireOffice(this.runner, input.officeId);
    const outcome = await this.decisions.run<SuspensionAnswer>({
      actor,
      operation: 'resumeMandate',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Unit, id: unitId },
      decide: async (transaction) => {
        const office = await requireOffice(transaction, input.officeId);
        await authoriseOthers(transaction, office);
        assertNotBeforeToday(input.from, transaction.today, 'input.from');
        const suspension = office.suspensions.find((candidate) => isWithin(candidate, input.from));
        if (!suspension) {
          throw new Refusal([notSuspended(input.from)]);
        }
        await transaction.query('UPDATE mandate_suspension SET valid_until = ? WHERE id = ?', [
          input.from,
          suspension.id,
        ]);
        await this.log.addOfCommand(transaction, {
          kind: 'MANDATE_RESUMED',
          operation: 'resumeMandate',
          permission: 'mandate.suspend',
          unit: await transaction.unit(unitId),
          detail: { ...described(office), from: input.from },
        });
        return {
          answer: { officeId: office.id },
          audit: {
            action: 'RESUME',
            reason: normalisedText(input.reason),
            before: { suspensionId: suspension.id, until: suspension.until },
            after: { suspensionId: suspension.id, until: input.from },
          },
        };
      },
    });
    return outcome.answer;
  }
}

/**
 * Checks the permission to suspend and resume over the office's unit, and that the office is neither the caller's own
 * nor that of somebody in whose name they act.
 */
async function authoriseOthers(transaction: DecisionTransaction, office: StoredOffice): Promise<void> {
  const { actor } = transaction;
  const isOwnMandate =
    actor.kind === 'person' &&
    (actor.passport.subject === office.holderId ||
      actor.passport.mandates.some(({ delegation }) => delegation?.principalId === office.holderId));
  await transaction.authorise('mandate.suspend', office.unitId, 'input.officeId', { isOwnMandate });
}

function described({ id, holderId, position }: StoredOffice): Readonly<Record<string, string>> {
  return { officeId: id, holderId, position };
}
