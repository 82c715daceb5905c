import { requirePerson, type RequestContext } from '@thidua/service-kit';
import type { MembershipLoaders } from '../loaders';
import { Viewer } from './viewer.type';

/** The viewer as another subgraph names them: nobody but the caller. */
export function viewerReference(
  { id }: Pick<Viewer, 'id'>,
  { passport }: RequestContext<MembershipLoaders>,
): Viewer | null {
  return id === requirePerson(passport) ? Object.assign(new Viewer(), { id }) : null;
}
