import type { Permission } from '@thidua/contracts';
import { type DecisionTransaction, retryLater } from '@thidua/service-kit';
import { hidingUnseen } from '../access/hidden-nomination';
import { factsAbout } from '../access/separation-of-duties';
import type { Nomination } from '../nomination/nomination.entity';
import { NOMINATION } from '../nomination/nomination.service';
import { NominationRevision } from '../nomination/nomination-revision.entity';
import { NominationStage } from '../nomination/nomination-stage.entity';

/** The stage at which a nomination stands: the open one, or the one that returned it; null before and after its way. */
export async function actingStageOf(
  { manager }: Pick<DecisionTransaction, 'manager'>,
  { id: nominationId, stage, revision }: Nomination,
): Promise<NominationStage | null> {
  if (stage === null) {
    return null;
  }
  const open = await manager.findOneBy(NominationStage, { nominationId, stage });
  if (open) {
    return open;
  }
  const returned = await manager.findOneBy(NominationRevision, { nominationId, number: revision });
  return returned?.returnedFromStage
    ? manager.findOneBy(NominationStage, { nominationId, stage: returned.returnedFromStage })
    : null;
}

/**
 * Checks a permission over the unit at which the nomination stands, separation of duties included.
 * @returns the stage; null where none is open, which the nomination's state then says in words.
 * @throws FORBIDDEN, or NOT_FOUND for a nomination that the caller may not see.
 */
export async function authoriseAtStage(
  transaction: DecisionTransaction,
  nomination: Nomination,
  permission: Permission,
): Promise<NominationStage | null> {
  const stage = await actingStageOf(transaction, nomination);
  const unitId = stage?.unitId ?? nomination.nominatingUnitId;
  await hidingUnseen(transaction, NOMINATION, 'input.nominationId', async () =>
    transaction.authorise(permission, unitId, null, await factsAbout(transaction, nomination, unitId)),
  );
  return stage;
}

/**
 * What changes where a nomination stands without a task needs to know where that is: a decision before it that is still
 * on its way to the workflow comes first.
 * @throws RETRY_LATER.
 */
export function assertSettled({ subject }: DecisionTransaction): void {
  if (subject.appliedNumber < subject.lastNumber) {
    throw retryLater({
      vi: 'Hồ sơ đang chuyển bước; hãy gửi lại đúng lệnh này sau giây lát.',
      en: 'The nomination is on its way to its next stage; send the same command again in a moment.',
    });
  }
}
