import type { PersistentClient } from '../cycle/persistent-client';

/** The name under which membership keeps the accounts of the embedded issuer. */
const PROVIDER = 'embedded';

/** Membership refused to link somebody: trying again would not help. */
export class NotLinked extends Error {}

/**
 * Links a member to the account that is called after their id, so that they can sign in. Whoever is linked to it
 * already stays so.
 * @param client somebody whose mandate covers the member's unit; for an officer, of a unit above theirs.
 * @throws NotLinked with what came back instead.
 */
export async function linkAccount(client: PersistentClient, memberId: string): Promise<void> {
  const linked = await client.command<{ member: { id: string } }>(
    'linkIdentity',
    'LinkIdentityInput',
    { memberId, provider: PROVIDER, subject: memberId },
    '... on LinkIdentitySuccess { member { id } }',
  );
  if (!linked.result && linked.refusals[0]?.code !== 'MEMBER_ALREADY_LINKED') {
    throw new NotLinked(`linking ${memberId}: ${JSON.stringify(linked)}`);
  }
}
