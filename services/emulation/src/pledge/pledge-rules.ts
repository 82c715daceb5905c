import type { Reason } from '@thidua/contracts';

/** What the rules need to know of a pledge. */
export interface PledgeFacts {
  /** Whether it has been opened for signature. */
  readonly opened: boolean;
  /** Units that have to sign, as they were when it was opened. */
  readonly memberUnitIds: readonly string[];
  /** Units that have signed. */
  readonly signedUnitIds: readonly string[];
}

/** Units that have not signed yet, in the order of the members. */
export function missingUnits(members: readonly string[], signed: readonly string[]): string[] {
  return members.filter((unitId) => !signed.includes(unitId));
}

/** Whether a signature comes after the deadline. Exactly at the deadline is in time. */
export function isLate(signedAt: Date, deadlineAt: Date): boolean {
  return signedAt.getTime() > deadlineAt.getTime();
}

/** The text as it counts for telling activities apart: NFC, small letters, runs of white space as one. */
function folded(description: string): string {
  return description.normalize('NFC').toLocaleLowerCase('vi').replace(/\s+/g, ' ').trim();
}

/** The activities without those that only repeat an earlier one. */
export function distinctActivities(jointActivities: readonly string[]): string[] {
  const seen = jointActivities.map(folded);
  return jointActivities.filter((_, index) => seen.indexOf(seen[index] ?? '') === index);
}

/** Why these joint activities cannot be stored; null when each is named once. */
export function reasonAgainstActivities(jointActivities: readonly string[]): Reason | null {
  const seen = jointActivities.map(folded);
  const twice = jointActivities.find((_, index) => seen.indexOf(seen[index] ?? '') !== index);
  return twice === undefined
    ? null
    : {
        code: 'JOINT_ACTIVITY_TWICE',
        vi: `Hoạt động chung “${twice}” được ghi nhiều lần; mỗi hoạt động chỉ ghi một lần.`,
        en: `The joint activity “${twice}” is named more than once; name each once.`,
        field: 'input.jointActivities',
      };
}

/**
 * Why a pledge may not be opened for signature; empty when it may.
 * @param minimum joint activities that the cycle's owner demands.
 */
export function reasonsAgainstOpening(minimum: number, jointActivities: number, content: string | null): Reason[] {
  const reasons: Reason[] = [];
  if (jointActivities < minimum) {
    reasons.push({
      code: 'PLEDGE_NEEDS_JOINT_ACTIVITY',
      vi: `Giao ước cần ít nhất ${minimum} hoạt động chung; hiện có ${jointActivities}.`,
      en: `A pledge needs at least ${minimum} joint activities; it has ${jointActivities}.`,
      field: 'input.jointActivities',
    });
  }
  if (!content?.trim()) {
    reasons.push({
      code: 'PLEDGE_NEEDS_CONTENT',
      vi: 'Giao ước chưa có nội dung.',
      en: 'The pledge has no content yet.',
      field: 'input.content',
    });
  }
  return reasons;
}

/** Why a unit may not sign; null when it may. */
export function reasonAgainstSigning(pledge: PledgeFacts, unitId: string): Reason | null {
  if (!pledge.opened) {
    return {
      code: 'PLEDGE_NOT_OPEN',
      vi: 'Giao ước chưa được mở để ký.',
      en: 'The pledge has not been opened for signature.',
      field: 'input.pledgeId',
    };
  }
  if (!pledge.memberUnitIds.includes(unitId)) {
    return {
      code: 'UNIT_NOT_IN_GROUP',
      vi: 'Đơn vị này không thuộc cụm, khối của giao ước nên không thể ký.',
      en: 'This unit is not a member of the pledge’s group, so it cannot sign.',
      field: 'input.unitId',
    };
  }
  if (pledge.signedUnitIds.includes(unitId)) {
    return {
      code: 'ALREADY_SIGNED',
      vi: 'Đơn vị này đã ký giao ước.',
      en: 'This unit has already signed.',
      field: 'input.unitId',
    };
  }
  return null;
}

/** Whether the pledge is complete once this unit has signed. */
export function completesPledge(pledge: PledgeFacts, unitId: string): boolean {
  return missingUnits(pledge.memberUnitIds, [...pledge.signedUnitIds, unitId]).length === 0;
}
