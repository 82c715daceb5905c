import type { HoldKind as KindOfContracts } from '@thidua/contracts';
import { registerEnumType } from 'type-graphql';

/** Why awards to a person or unit are on hold. */
export enum HoldKind {
  Discipline = 'DISCIPLINE',
  Inspection = 'INSPECTION',
  Complaint = 'COMPLAINT',
}
registerEnumType(HoldKind, {
  name: 'HoldKind',
  description: 'Lý do tạm dừng xét khen thưởng. Why awards are on hold.',
  valuesConfig: {
    Discipline: { description: 'Đang chịu kỷ luật. Under discipline.' },
    Inspection: { description: 'Đang thanh tra, kiểm tra, điều tra. Under inspection.' },
    Complaint: { description: 'Có khiếu nại, tố cáo đang giải quyết. A complaint is being dealt with.' },
  },
});

/** Fails to compile when a kind of the contracts is missing here. */
export const HOLD_KINDS: readonly `${HoldKind}`[] = Object.values(HoldKind) satisfies KindOfContracts[];
