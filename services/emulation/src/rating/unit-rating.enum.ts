import type { UnitRatingValue } from '@thidua/contracts';
import { registerEnumType } from 'type-graphql';

/** Yearly rating of a union, best first. */
export enum UnitRating {
  Excellent = 'EXCELLENT',
  Good = 'GOOD',
  Completed = 'COMPLETED',
  NotCompleted = 'NOT_COMPLETED',
}
registerEnumType(UnitRating, {
  name: 'UnitRatingValue',
  description: 'Xếp loại công đoàn hằng năm. Yearly rating of a union.',
  valuesConfig: {
    Excellent: { description: 'Hoàn thành xuất sắc nhiệm vụ (HTXSNV). Excellent.' },
    Good: { description: 'Hoàn thành tốt nhiệm vụ (HTTNV). Good.' },
    Completed: { description: 'Hoàn thành nhiệm vụ (HTNV). Completed.' },
    NotCompleted: { description: 'Không hoàn thành nhiệm vụ (KHTNV). Not completed.' },
  },
});

/** Fails to compile when a rating of the contracts is missing here. */
export const RATINGS: readonly `${UnitRating}`[] = Object.values(UnitRating) satisfies UnitRatingValue[];
