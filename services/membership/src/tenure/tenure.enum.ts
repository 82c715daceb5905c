import type { AwardFactSector, EmploymentRank as RankOfContracts } from '@thidua/contracts';
import { registerEnumType } from 'type-graphql';

/** What a period of a member's tenure says. */
export enum TenureKind {
  Employment = 'EMPLOYMENT',
  UnionWork = 'UNION_WORK',
  MaternityLeave = 'MATERNITY_LEAVE',
}
registerEnumType(TenureKind, {
  name: 'TenureKind',
  description: 'Nội dung của một khoảng thời gian công tác. What a period of tenure says.',
  valuesConfig: {
    Employment: { description: 'Vị trí việc làm. Rank at work.' },
    UnionWork: { description: 'Công tác công đoàn. Union work.' },
    MaternityLeave: { description: 'Nghỉ thai sản, tính là thời gian công tác. Maternity leave; it counts as worked.' },
  },
});

/** Rank at work. */
export enum EmploymentRank {
  Worker = 'WORKER',
  Staff = 'STAFF',
  Manager = 'MANAGER',
}
registerEnumType(EmploymentRank, {
  name: 'EmploymentRank',
  description: 'Vị trí việc làm. Rank at work.',
  valuesConfig: {
    Worker: { description: 'Công nhân, lao động trực tiếp. Worker in direct production.' },
    Staff: { description: 'Nhân viên, chuyên môn. Professional staff.' },
    Manager: { description: 'Lãnh đạo, quản lý. Leader or manager.' },
  },
});

/** Fails to compile when a rank or a sector of the contracts is missing here. */
export const RANKS: readonly `${EmploymentRank}`[] = Object.values(EmploymentRank) satisfies RankOfContracts[];
/** Sectors in which union work is done. */
export type WorkSector = AwardFactSector;
