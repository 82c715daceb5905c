import type { InternalMembership } from '../identity/internal-membership';
import type { Log } from '../log';
import type { SecurityEventReceiver } from './security-log';

/** Statuses by which membership says that it will never take these events: offering them again would stop all others. */
const UNUSABLE: ReadonlySet<number> = new Set([400, 413, 422]);

/** Keeps security events in membership. */
export function membershipReceiver(membership: InternalMembership, log: Log): SecurityEventReceiver {
  return async (events) => {
    const answer = await membership.ask('security:write', 'POST', '/internal/security-events', { events });
    if (answer === null) return false;
    if (UNUSABLE.has(answer.status)) {
      log.error({ status: answer.status, kinds: events.map(({ kind }) => kind) }, 'membership refused security events');
      return true;
    }
    return answer.status === 204;
  };
}
