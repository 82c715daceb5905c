import {
  AWARD_FACTS_PATH,
  type EmploymentFact,
  MEMBER_PROFILES_PATH,
  type MemberProfile,
  type MemberProfilesAnswer,
  type MembershipFactsAnswer,
  type SystemRight,
} from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { PASSPORT_HEADER, type PassportSigner } from '@thidua/contracts/passport';

/** How long membership may take over one page of members, in milliseconds. */
const ASK_MILLISECONDS = 10_000;
const PASSPORT_SECONDS = 5;

/** A member with the periods of their rank at work. */
export interface NamedMember extends MemberProfile {
  readonly employments: readonly Pick<EmploymentFact, 'from' | 'until' | 'rank'>[];
}

/** Asks membership how members are called and what they are at work: many at once, with a passport of this service. */
export class MemberFacts {
  constructor(
    private readonly membershipUrl: string,
    private readonly signer: PassportSigner,
  ) {}

  /**
   * Those of the members that membership knows.
   * @param today YYYY-MM-DD.
   * @throws when it does not answer in time.
   */
  async named(memberIds: readonly string[], today: string): Promise<NamedMember[]> {
    if (memberIds.length === 0) {
      return [];
    }
    const facts = { memberIds, unitIds: [], asOf: today };
    const [profiles, known] = await Promise.all([
      this.ask<MemberProfilesAnswer>(MEMBER_PROFILES_PATH, 'members:read', { memberIds }),
      this.ask<MembershipFactsAnswer>(AWARD_FACTS_PATH, 'award-facts:read', facts),
    ]);
    if (!profiles) {
      throw new Error('membership does not say how members are called');
    }
    const employments = new Map((known?.persons ?? []).map((person) => [person.memberId, person.employments]));
    return profiles.members.map((member) => ({ ...member, employments: employments.get(member.memberId) ?? [] }));
  }

  /** Null where membership, being of an older release, has no such route. */
  private async ask<Answer>(path: string, right: SystemRight, body: object): Promise<Answer | null> {
    const passport = await this.signer.sign(
      {
        kind: 'system',
        subject: 'awards',
        mandates: [],
        mandatesAsOf: new Date().toISOString(),
        treeVersion: 0,
        rights: [right],
        requestId: newId(),
      },
      'membership',
      PASSPORT_SECONDS,
    );
    const response = await fetch(`${this.membershipUrl}${path}`, {
      method: 'POST',
      headers: { [PASSPORT_HEADER]: passport, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ASK_MILLISECONDS),
    });
    if (response.status === 404) {
      return null;
    }
    if (!response.ok) {
      throw new Error(`membership answered ${response.status} at ${path}`);
    }
    return (await response.json()) as Answer;
  }
}
