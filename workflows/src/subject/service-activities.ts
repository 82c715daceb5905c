import { proxyActivities, type ActivityOptions } from '@temporalio/workflow';
import {
  TaskQueue,
  type AwardsActivities,
  type EmulationActivities,
  type FinanceActivities,
  type MembershipActivities,
} from '@thidua/contracts';

/** A service that is away comes back: activities are asked for until they answer. */
const UNTIL_IT_ANSWERS: ActivityOptions['retry'] = {
  initialInterval: '1 second',
  backoffCoefficient: 2,
  maximumInterval: '30 seconds',
};
const BRIEF: ActivityOptions = { startToCloseTimeout: '30 seconds', retry: UNTIL_IT_ANSWERS };
const COLLECTING: ActivityOptions = { startToCloseTimeout: '2 minutes', retry: UNTIL_IT_ANSWERS };

/** What moves money is one short transaction: when its process died, nobody waits long for an answer. */
const MONEY: ActivityOptions = { startToCloseTimeout: '15 seconds', retry: UNTIL_IT_ANSWERS };

/** Short acts of emulation. */
export const emulation = proxyActivities<EmulationActivities>({ taskQueue: TaskQueue.Emulation, ...BRIEF });
/** Acts of emulation that go over many rows. */
export const emulationInBulk = proxyActivities<EmulationActivities>({ taskQueue: TaskQueue.Emulation, ...COLLECTING });
/** Short acts of awards. */
export const awards = proxyActivities<AwardsActivities>({ taskQueue: TaskQueue.Awards, ...BRIEF });
/** Counts of membership. */
export const membership = proxyActivities<MembershipActivities>({ taskQueue: TaskQueue.Membership, ...COLLECTING });
/** Award money at finance. */
export const financeMoney = proxyActivities<FinanceActivities>({ taskQueue: TaskQueue.Finance, ...MONEY });
/** Sums of finance. */
export const finance = proxyActivities<FinanceActivities>({ taskQueue: TaskQueue.Finance, ...COLLECTING });
