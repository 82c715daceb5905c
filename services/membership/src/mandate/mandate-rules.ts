import { isWithin, mandateState, type HeldOffice, type Period, type Reason } from '@thidua/contracts';

/** An office with what has been decided about it already. */
export interface OfficeOnRecord extends Period {
  /** The member who holds it. */
  readonly holderId: string;
  readonly suspensions: readonly Period[];
  readonly delegations: readonly Period[];
}

/** A delegation that somebody wants to make. */
export interface WantedDelegation {
  readonly toMemberId: string;
  readonly from: string;
  readonly until: string;
}

function reason(code: string, vi: string, en: string, field: string): Reason {
  return { code, vi, en, field };
}

/** Whether two periods have a day in common; an empty one has none with any. */
function overlap(one: Period, other: Period): boolean {
  const isEmpty = ({ from, until }: Period): boolean => until !== null && until <= from;
  const beginsBeforeEnd = (first: Period, second: Period): boolean =>
    second.until === null || first.from < second.until;
  return !isEmpty(one) && !isEmpty(other) && beginsBeforeEnd(one, other) && beginsBeforeEnd(other, one);
}

/** A period in words, for messages. */
function words({ from, until }: Period): { readonly vi: string; readonly en: string } {
  return until === null
    ? { vi: `từ ${from}`, en: `from ${from} on` }
    : { vi: `từ ${from} đến trước ${until}`, en: `from ${from} until ${until}` };
}

function ended(field: string): Reason {
  return reason('OFFICE_ENDED', 'Chức danh này đã kết thúc.', 'This office has ended.', field);
}

/**
 * Why an office cannot be delegated as wanted; null when it can.
 * @param delegateOffices the offices of the unit that the other member holds.
 * @param today YYYY-MM-DD, Asia/Ho_Chi_Minh.
 */
export function whyNotDelegable(
  office: OfficeOnRecord,
  wanted: WantedDelegation,
  delegateOffices: readonly HeldOffice[],
  today: string,
): Reason | null {
  if (wanted.toMemberId === office.holderId) {
    return reason(
      'DELEGATION_TO_ONESELF',
      'Không thể ủy quyền cho chính mình.',
      'A mandate is not delegated to oneself.',
      'input.toMemberId',
    );
  }
  if (office.until !== null && office.until <= today) {
    return ended('input.officeId');
  }
  const suspended = office.suspensions.find((suspension) => isWithin(suspension, today) || overlap(suspension, wanted));
  if (suspended) {
    const { vi, en } = words(suspended);
    return reason(
      'MANDATE_SUSPENDED',
      `Chức danh này bị tạm đình chỉ ${vi}.`,
      `This mandate is suspended ${en}.`,
      'input.officeId',
    );
  }
  if (wanted.from < office.from || (office.until !== null && wanted.until > office.until)) {
    const { vi, en } = words(office);
    return reason(
      'DELEGATION_BEYOND_OFFICE',
      `Thời gian ủy quyền phải nằm trong nhiệm kỳ của chức danh: ${vi}.`,
      `The delegation must lie within the office’s own term: ${en}.`,
      'input.until',
    );
  }
  const other = office.delegations.find((delegation) => overlap(delegation, wanted));
  if (other) {
    const { vi, en } = words(other);
    return reason(
      'DELEGATION_OVERLAPS',
      `Chức danh này đã được ủy quyền ${vi}.`,
      `This mandate is delegated already ${en}.`,
      'input.from',
    );
  }
  return delegateOffices.some((held) => mandateState(held, wanted.from) === 'IN_FORCE')
    ? null
    : reason(
        'DELEGATE_NOT_OFFICER_OF_UNIT',
        `Người được ủy quyền phải giữ một chức danh có hiệu lực của chính đơn vị đó vào ngày ${wanted.from}.`,
        `The delegate must hold an office of the same unit that is in force on ${wanted.from}.`,
        'input.toMemberId',
      );
}

/** Why an office cannot be suspended for a time; null when it can. */
export function whyNotSuspendable(office: OfficeOnRecord, wanted: Period): Reason | null {
  if (office.until !== null && office.until <= wanted.from) {
    return ended('input.officeId');
  }
  const other = office.suspensions.find((suspension) => overlap(suspension, wanted));
  if (other) {
    const { vi, en } = words(other);
    return reason(
      'MANDATE_ALREADY_SUSPENDED',
      `Chức danh này đã bị tạm đình chỉ ${vi}.`,
      `This mandate is suspended already ${en}.`,
      'input.from',
    );
  }
  return null;
}

/** The refusal to resume what is not suspended on that day. */
export function notSuspended(day: string): Reason {
  return reason(
    'MANDATE_NOT_SUSPENDED',
    `Chức danh này không bị tạm đình chỉ vào ngày ${day}.`,
    `This mandate is not suspended on ${day}.`,
    'input.from',
  );
}

/** Why a delegation cannot be ended on a day; null when it can. */
export function whyNotEndable(delegation: Period, until: string): Reason | null {
  return delegation.until !== null && delegation.until <= until
    ? reason(
        'DELEGATION_ENDS_EARLIER',
        `Ủy quyền này đã kết thúc từ ngày ${delegation.until}.`,
        `This delegation already ends on ${delegation.until}.`,
        'input.until',
      )
    : null;
}

/** The refusal to delegate an office while acting under another mandate: the trail would not name the one used. */
export function notActedUnder(): Reason {
  return reason(
    'OFFICE_NOT_ACTED_UNDER',
    'Hãy ủy quyền nhân danh chính chức danh đó: chọn chức danh đó khi gửi lệnh (X-Act-As).',
    'Delegate an office by acting under it: choose it for the command (X-Act-As).',
    'input.officeId',
  );
}

/** The refusal to delegate what was delegated. */
export function notDelegable(): Reason {
  return reason(
    'DELEGATION_NOT_DELEGABLE',
    'Không thể ủy quyền lại: chỉ người giữ chức danh, nhân danh chức danh của chính mình, mới được ủy quyền.',
    'What was delegated is not delegated again: only the holder of the office, acting in their own right, may delegate.',
    'input.officeId',
  );
}
