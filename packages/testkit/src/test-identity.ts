import type { Mandate } from '@thidua/contracts';
import type { Passport } from '@thidua/contracts/passport';
import { newId } from '@thidua/contracts/ids';

/**
 * A person's passport as the gateway would issue it, valid for an hour.
 * @param memberId the person.
 * @param mandates what they may act under.
 */
export function testPassport(memberId: string, mandates: readonly Mandate[] = []): Passport {
  return {
    kind: 'person',
    subject: memberId,
    mandates,
    mandatesAsOf: new Date().toISOString(),
    treeVersion: 0,
    rights: [],
    requestId: newId(),
    expiresAt: Math.floor(Date.now() / 1000) + 3600,
  };
}
