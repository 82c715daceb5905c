import { derivedId } from '@thidua/contracts/ids';
import type { DecisionTransaction } from '@thidua/service-kit';
import { AwardType } from '../award-type/award-type.entity';
import { printAnewWith } from '../certificate/certificate.reader';
import type { AwardDecision } from '../decision/award-decision.entity';
import type { Nomination } from '../nomination/nomination.entity';
import { ReceivedAward } from './received-award.entity';
import { ReceivedAwardProvenance, ReceivedAwardStatus } from './received-award.enum';

/** The id of the registry's entry for a nomination that a decision awarded: one and the same however often it is made. */
export function decidedAwardId(decisionId: string, nominationId: string): string {
  return derivedId('received-award', decisionId, nominationId);
}

/**
 * Enters the award of a published decision into the registry of its person or collective.
 * @returns the entry's id.
 */
export async function enterInRegistry(
  transaction: DecisionTransaction,
  decision: AwardDecision,
  nomination: Nomination,
): Promise<string> {
  const awardType = await transaction.manager.findOneByOrFail(AwardType, { id: nomination.awardTypeId });
  const award: ReceivedAward = {
    id: decidedAwardId(decision.id, nomination.id),
    awardTypeId: awardType.id,
    awardCode: awardType.code,
    name: awardType.name,
    form: awardType.form,
    issuerLevel: awardType.issuerLevel,
    track: awardType.track,
    basis: awardType.basis,
    recipientMemberId: nomination.nomineeMemberId,
    recipientUnitId: nomination.nomineeUnitId,
    homeUnitId: nomination.nomineeUnitId ?? nomination.nomineeHomeUnitId ?? nomination.nominatingUnitId,
    meritYear: nomination.meritYear,
    nominationId: nomination.id,
    decisionId: decision.id,
    decisionNumber: decision.number,
    decidedOn: decision.decidedOn ?? transaction.today,
    issuingUnitId: decision.bodyUnitId,
    externalBody: null,
    status: ReceivedAwardStatus.Valid,
    provenance: ReceivedAwardProvenance.Recorded,
    sourceDocument: null,
    recordedBy: null,
    recordedAt: transaction.now,
  };
  await transaction.manager.insert(ReceivedAward, award);
  return award.id;
}

/**
 * Marks the award of a decision as revoked in the registry.
 * @returns the entry's id; null where the award was revoked before it was published.
 */
export async function revokeInRegistry(
  transaction: DecisionTransaction,
  decisionId: string,
  nominationId: string,
): Promise<string | null> {
  const id = decidedAwardId(decisionId, nominationId);
  const { affected } = await transaction.manager.update(ReceivedAward, { id }, { status: ReceivedAwardStatus.Revoked });
  if (affected) {
    await printAnewWith(transaction, id);
  }
  return affected ? id : null;
}
