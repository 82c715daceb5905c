import { historyPersonsResolver } from '@thidua/service-kit';
import { Member, member } from '../member/member.stub';
import { UnionUnit, unionUnit } from '../unit/union-unit.stub';

/** From the history of emulation to its people and units. */
export const EmulationHistoryPersonsResolver = historyPersonsResolver({
  memberType: Member,
  unitType: UnionUnit,
  member,
  unit: unionUnit,
});
