import type { RequestContext } from '@thidua/service-kit';
import type { MembershipLoaders } from '../loaders';
import type { Member } from './member.type';

/** A member whom another subgraph names, as the caller may see one. */
export function memberReference(
  { id }: Pick<Member, 'id'>,
  { loaders }: RequestContext<MembershipLoaders>,
): Promise<Member | null> {
  return loaders.members.load(id);
}
