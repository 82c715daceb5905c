import {
  AWARD_FACTS_PATH,
  type EmulationFactsAnswer,
  type EmulationFactsRequest,
  type InitiativeFact,
  type MembershipFactsAnswer,
  type MembershipFactsRequest,
  type PersonAwardFacts,
  type ServiceName,
  UNIT_MEMBERS_PATH,
  type UnitAwardFacts,
  type UnitMembersAnswer,
  type UnitMembersRequest,
  type UnitRatingFact,
} from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { type Passport, PASSPORT_HEADER, type PassportSigner } from '@thidua/contracts/passport';
import { retryLater, type ServiceEnvironment } from '@thidua/service-kit';

/** The longest that the facts of one nomination take, and those of a whole unit, in milliseconds. */
const ASK_MILLISECONDS = 2000;
const ASK_UNIT_MILLISECONDS = 10_000;
const PASSPORT_SECONDS = 15;

/** Of whom facts are asked. */
export interface FactsWanted {
  readonly memberIds: readonly string[];
  readonly unitIds: readonly string[];
  /** YYYY-MM-DD, the day of the check. */
  readonly asOf: string;
  /** First and last year of initiatives and ratings. */
  readonly fromYear: number;
  readonly toYear: number;
}

/** What the owners said, by whom it is about. */
export interface OwnersFacts {
  readonly persons: ReadonlyMap<string, PersonAwardFacts>;
  readonly units: ReadonlyMap<string, UnitAwardFacts>;
  /** By author. */
  readonly initiativesOfMember: ReadonlyMap<string, readonly InitiativeFact[]>;
  /** By the unit in which they were made. */
  readonly initiativesOfUnit: ReadonlyMap<string, readonly InitiativeFact[]>;
  /** By unit. */
  readonly ratings: ReadonlyMap<string, readonly UnitRatingFact[]>;
}

function grouped<Item>(items: readonly Item[], keysOf: (item: Item) => readonly string[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group) {
        group.push(item);
      } else {
        groups.set(key, [item]);
      }
    }
  }
  return groups;
}

/** Reads facts from membership and emulation in batches: one request to each, however many nominees there are. */
export class AwardFactsReader {
  /**
   * @param environment MEMBERSHIP_URL and EMULATION_URL.
   * @param signer this service's own key.
   */
  constructor(
    private readonly environment: Pick<ServiceEnvironment, 'MEMBERSHIP_URL' | 'EMULATION_URL'>,
    private readonly signer: PassportSigner,
  ) {}

  /** @throws RETRY_LATER when an owner does not answer in time. */
  async read(wanted: FactsWanted, milliseconds = ASK_MILLISECONDS): Promise<OwnersFacts> {
    const { memberIds, unitIds, asOf, fromYear, toYear } = wanted;
    const [known, achieved] = await Promise.all([
      this.ask<MembershipFactsAnswer>('membership', AWARD_FACTS_PATH, { memberIds, unitIds, asOf }, milliseconds),
      this.ask<EmulationFactsAnswer>(
        'emulation',
        AWARD_FACTS_PATH,
        { memberIds, unitIds, fromYear, toYear },
        milliseconds,
      ),
    ]);
    return {
      persons: new Map(known.persons.map((person) => [person.memberId, person])),
      units: new Map(known.units.map((unit) => [unit.unitId, unit])),
      initiativesOfMember: grouped(achieved.initiatives, ({ authorMemberIds }) => authorMemberIds),
      initiativesOfUnit: grouped(achieved.initiatives, ({ unitId }) => [unitId]),
      ratings: grouped(achieved.ratings, ({ unitId }) => [unitId]),
    };
  }

  /** Facts of a unit's whole membership: the same, given longer. @throws RETRY_LATER. */
  readOfUnit(wanted: FactsWanted): Promise<OwnersFacts> {
    return this.read(wanted, ASK_UNIT_MILLISECONDS);
  }

  /** Who belongs to a unit or to something under it. @throws RETRY_LATER. */
  async membersOf(unitId: string, asOf: string): Promise<readonly string[]> {
    const { units } = await this.ask<UnitMembersAnswer>(
      'membership',
      UNIT_MEMBERS_PATH,
      { unitIds: [unitId], asOf },
      ASK_UNIT_MILLISECONDS,
    );
    return units[0]?.memberIds ?? [];
  }

  private async ask<Answer>(
    service: Extract<ServiceName, 'membership' | 'emulation'>,
    path: string,
    request: MembershipFactsRequest | EmulationFactsRequest | UnitMembersRequest,
    milliseconds: number,
  ): Promise<Answer> {
    const passport: Passport = {
      kind: 'system',
      subject: 'awards',
      mandates: [],
      mandatesAsOf: new Date().toISOString(),
      treeVersion: 0,
      rights: ['award-facts:read'],
      requestId: newId(),
    };
    const { MEMBERSHIP_URL, EMULATION_URL } = this.environment;
    try {
      const response = await fetch(`${service === 'membership' ? MEMBERSHIP_URL : EMULATION_URL}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          [PASSPORT_HEADER]: await this.signer.sign(passport, service, PASSPORT_SECONDS),
        },
        body: JSON.stringify(request),
        signal: AbortSignal.timeout(milliseconds),
      });
      if (response.ok) {
        return (await response.json()) as Answer;
      }
    } catch {
      // Refused or too late: whoever asked is told to come again, whichever it was.
    }
    throw retryLater({
      vi: 'Chưa đọc được dữ kiện để kiểm tra hồ sơ; hãy gửi lại đúng lệnh này sau giây lát.',
      en: 'The facts that the checks need could not be read now; send the same command again in a moment.',
    });
  }
}
