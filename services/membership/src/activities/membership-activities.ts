import type { MembershipActivities } from '@thidua/contracts';
import { badInput, isCalendarDate, type SqlRunner } from '@thidua/service-kit';
import { countOver, findCountedUnits } from '../count/membership-counts';

const MOST_UNITS = 2000;

/** What membership answers to workflows. */
export function createMembershipActivities(runner: SqlRunner): MembershipActivities {
  return {
    /** Four statements for any number of units. */
    async collectMembershipActuals({ unitIds, from, to }) {
      if (!isCalendarDate(from) || !isCalendarDate(to) || to < from || unitIds.length > MOST_UNITS) {
        throw badInput({
          field: 'request',
          vi: 'Kỳ không hợp lệ hoặc quá 2.000 đơn vị.',
          en: 'The period is not valid, or there are more than 2,000 units.',
        });
      }
      if (unitIds.length === 0) {
        return [];
      }
      const units = await findCountedUnits(runner, unitIds, from, to);
      const joined = await countOver(runner, 'JOINED', units, from, to);
      const founded = await countOver(runner, 'FOUNDED', units, from, to);
      const referred = await countOver(runner, 'REFERRED', units, from, to);
      return unitIds.map((unitId) => ({
        unitId,
        membersJoined: joined.get(unitId) ?? 0,
        grassrootsUnionsFounded: founded.get(unitId) ?? 0,
        membersReferredToParty: referred.get(unitId) ?? 0,
      }));
    },
  };
}
