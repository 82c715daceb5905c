import { SubjectKind, type Permission } from '@thidua/contracts';
import type { SecurityEventKind } from '@thidua/contracts/security-event';
import type { AuditNote, CommandActor, DecisionTransaction, Decisions } from '@thidua/service-kit';
import type { SecurityLog } from '../security/security-log';

/** A command on mandates of a unit. */
export interface MandateCommand<Answer> {
  readonly operation: string;
  /** The whole input. */
  readonly input: { readonly commandId: string };
  /** The unit of the office concerned: all that concerns one unit waits for that unit, so that two never cross. */
  readonly unitId: string;
  /** What the security log calls it. */
  readonly kind: SecurityEventKind;
  readonly decide: (transaction: DecisionTransaction) => Promise<DecidedMandate<Answer>>;
}

/** What was decided: the answer, the trail's note, and what the security log tells of it. */
export interface DecidedMandate<Answer> {
  readonly answer: Answer;
  readonly audit: AuditNote;
  /** The permission it was done by. */
  readonly permission: Permission;
  readonly detail: Readonly<Record<string, string>>;
}

/** How delegations and suspensions are decided: as any command, and told to the security log in the same transaction. */
export class MandateDecisions {
  constructor(
    private readonly decisions: Decisions,
    private readonly log: SecurityLog,
  ) {}

  /** Carries a command out. @returns its answer. */
  async run<Answer>(actor: CommandActor, command: MandateCommand<Answer>): Promise<Answer> {
    const { operation, input, unitId, kind, decide } = command;
    const outcome = await this.decisions.run<Answer>({
      actor,
      operation,
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Unit, id: unitId },
      decide: async (transaction) => {
        const { answer, audit, permission, detail } = await decide(transaction);
        const unit = await transaction.unit(unitId);
        await this.log.addOfCommand(transaction, { kind, operation, permission, unit, detail });
        return { answer, audit };
      },
    });
    return outcome.answer;
  }
}
