import type { RequestContext } from '@thidua/service-kit';
import type { MembershipLoaders } from '../loaders';
import type { UnionUnit } from './union-unit.type';

/** A unit that another subgraph names, as it stands today. */
export function unionUnitReference(
  { id }: Pick<UnionUnit, 'id'>,
  { loaders }: RequestContext<MembershipLoaders>,
): Promise<UnionUnit | null> {
  return loaders.units.load({ id, asOf: loaders.today });
}
