import { NominationAction, SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import type { CommandActor, CommandOutcome, DecisionTransaction, Decisions } from '@thidua/service-kit';
import { IsNull } from 'typeorm';
import { Nomination } from '../nomination/nomination.entity';
import { NominationStatus } from '../nomination/nomination.enum';
import type { ResumeNominationInput, SuspendNominationInput } from '../nomination/nomination-route.input';
import { assertPossible, type NominationAnswer, nominationOf } from '../nomination/nomination.service';
import { assertSettled, authoriseAtStage } from '../stage/acting-stage';
import { reasonOf, routeOfAction } from '../stage/stage.service';
import { Suspension } from './suspension.entity';

/** Moves what is due by the time for which the nomination stood still. */
async function moveDeadlines(transaction: DecisionTransaction, milliseconds: number): Promise<void> {
  await transaction.query(
    `UPDATE task SET due_at = due_at + INTERVAL ? MICROSECOND
      WHERE subject_id = ? AND status = 'OPEN' AND due_at IS NOT NULL`,
    [milliseconds * 1000, transaction.subject.id],
  );
  await transaction.query(
    `UPDATE consultation SET due_at = due_at + INTERVAL ? MICROSECOND WHERE nomination_id = ? AND status = 'OPEN'`,
    [milliseconds * 1000, transaction.subject.id],
  );
}

/** Lets a nomination stand still (discipline, inspection, complaint) and go on where it stood. */
export class SuspensionService {
  constructor(private readonly decisions: Decisions) {}

  /** Suspends: no clock runs and nobody decides on it; the row says so at once, before the workflow has heard of it. */
  suspend(actor: CommandActor, input: SuspendNominationInput): Promise<CommandOutcome<NominationAnswer>> {
    const reason = reasonOf(input.reason, 'SUSPENSION_NEEDS_REASON');
    const { nominationId } = input;
    return this.decisions.run<NominationAnswer>({
      actor,
      operation: 'suspendNomination',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Nomination, id: nominationId },
      decide: async (transaction) => {
        const nomination = await nominationOf(transaction);
        const stage = await authoriseAtStage(transaction, nomination, 'nomination.suspend');
        assertPossible(nomination, 'suspend');
        assertSettled(transaction);
        const suspension = {
          id: newId(),
          nominationId,
          state: nomination.state,
          reason,
          suspendedBy: transaction.memberId,
          suspendedAt: transaction.now,
        };
        await transaction.manager.insert(Suspension, suspension);
        await transaction.manager.update(Nomination, { id: nominationId }, { state: NominationStatus.Suspended });
        return {
          answer: { nominationId },
          audit: {
            action: NominationAction.Suspend,
            reason,
            before: { state: nomination.state, stage: nomination.stage, revision: nomination.revision },
            after: { state: NominationStatus.Suspended, suspensionId: suspension.id, unitId: stage?.unitId ?? null },
            ruleVersion: nomination.routeVersionId,
          },
          route: routeOfAction(NominationAction.Suspend),
        };
      },
    });
  }

  /** Ends the suspension: the nomination stands where it stood, and every deadline moves by the time in between. */
  resume(actor: CommandActor, input: ResumeNominationInput): Promise<CommandOutcome<NominationAnswer>> {
    const reason = reasonOf(input.reason, 'RESUMPTION_NEEDS_REASON');
    const { nominationId } = input;
    return this.decisions.run<NominationAnswer>({
      actor,
      operation: 'resumeNomination',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Nomination, id: nominationId },
      decide: async (transaction) => {
        const nomination = await nominationOf(transaction);
        await authoriseAtStage(transaction, nomination, 'nomination.suspend');
        assertPossible(nomination, 'resume');
        assertSettled(transaction);
        const suspension = await transaction.manager.findOneByOrFail(Suspension, {
          nominationId,
          resumedAt: IsNull(),
        });
        const suspendedMilliseconds = Math.max(0, transaction.now.getTime() - suspension.suspendedAt.getTime());
        await moveDeadlines(transaction, suspendedMilliseconds);
        await transaction.manager.update(
          Suspension,
          { id: suspension.id },
          { resumeReason: reason, resumedBy: transaction.memberId, resumedAt: transaction.now },
        );
        return {
          answer: { nominationId },
          audit: {
            action: NominationAction.Resume,
            reason,
            before: { state: nomination.state, stage: nomination.stage, revision: nomination.revision },
            after: { suspensionId: suspension.id, suspendedMilliseconds },
            ruleVersion: nomination.routeVersionId,
          },
          route: { ...routeOfAction(NominationAction.Resume), details: { suspendedMilliseconds } },
        };
      },
    });
  }
}
