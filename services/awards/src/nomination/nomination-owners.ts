import {
  AWARD_FACTS_PATH,
  type EmulationFactsAnswer,
  type Mandate,
  type MembershipFactsAnswer,
  OFFICER_POSITIONS,
  type SystemRight,
} from '@thidua/contracts';
import { type Passport, PASSPORT_HEADER, type PassportSigner } from '@thidua/contracts/passport';
import { isId, newId } from '@thidua/contracts/ids';
import { type ServiceEnvironment, notFound, refuse, retryLater } from '@thidua/service-kit';
import { z } from 'zod';

/** The longest that a question to another service takes, in milliseconds. */
const ASK_MILLISECONDS = 2000;
const PASSPORT_SECONDS = 5;

const memberMandates = z.object({
  mandates: z.array(
    z.object({
      id: z.string(),
      unitId: z.string(),
      unitPath: z.string(),
      position: z.enum(OFFICER_POSITIONS),
      delegation: z.object({ officeId: z.string(), principalId: z.string() }).nullish(),
    }),
  ),
});
const memberUnits = z.object({ unitIds: z.array(z.string()) });
const openCycles = z.object({ total: z.number(), cycleIds: z.array(z.string()) });
const cycleOwner = z.object({ ownerUnitId: z.string() });
const membersByCode = z.object({
  members: z.array(
    z.object({ code: z.string(), memberId: z.string(), fullName: z.string(), unitIds: z.array(z.string()) }),
  ),
});

/** What processes of ours agreed on in contracts is taken as it comes. */
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
const membershipFacts = z.custom<MembershipFactsAnswer>(isObject);
const emulationFacts = z.custom<EmulationFactsAnswer>(isObject);

/** A member as membership finds them by their code. */
export type MemberByCode = z.infer<typeof membersByCode>['members'][number];

/** What an owner answered: the facts, that it knows no such thing, or nothing in time. */
export type Answered<Facts> = { readonly facts: Facts } | 'UNKNOWN' | 'UNREACHABLE';

/** What membership and emulation say about a draft, asked before its transaction. */
export interface OwnersSay {
  /** Units that the nominated member belongs to today; null when no member is nominated. */
  readonly memberUnits: Answered<readonly string[]> | null;
  /** The unit that owns the cycle; null when no cycle is named. */
  readonly cycleOwner: Answered<string> | null;
}

/** Asks the services that own members and cycles, with a passport of this service. It never throws: a silence is an answer. */
export class NominationOwners {
  /**
   * @param environment MEMBERSHIP_URL and EMULATION_URL.
   * @param signer this service's own key.
   */
  constructor(
    private readonly environment: Pick<ServiceEnvironment, 'MEMBERSHIP_URL' | 'EMULATION_URL'>,
    private readonly signer: PassportSigner,
  ) {}

  /**
   * Asks both at once.
   * @param today YYYY-MM-DD, Asia/Ho_Chi_Minh.
   */
  async ask(memberId: string | null, cycleId: string | null, today: string): Promise<OwnersSay> {
    const { MEMBERSHIP_URL, EMULATION_URL } = this.environment;
    const [units, cycle] = await Promise.all([
      memberId &&
        this.read(`${MEMBERSHIP_URL}/internal/members/${memberId}/units?asOf=${today}`, memberUnits, [
          'membership',
          'members:read',
        ]),
      cycleId && this.read(`${EMULATION_URL}/internal/cycles/${cycleId}`, cycleOwner, ['emulation', 'cycles:read']),
    ]);
    return {
      memberUnits: units ? answered(units, ({ unitIds }) => unitIds) : null,
      cycleOwner: cycle ? answered(cycle, ({ ownerUnitId }) => ownerUnitId) : null,
    };
  }

  /**
   * Cycles that are not closed, of a year or later.
   * @param underUnitId only of this unit and those under it; null for all.
   * @throws RETRY_LATER when emulation does not answer in time.
   */
  async openCycles(
    fromYear: number,
    underUnitId: string | null,
  ): Promise<{ readonly total: number; readonly cycleIds: readonly string[] }> {
    const under = underUnitId ? `&underUnitId=${underUnitId}` : '';
    const url = `${this.environment.EMULATION_URL}/internal/cycles?fromYear=${fromYear}${under}`;
    const answer = await this.read(url, openCycles, ['emulation', 'cycles:read']);
    return factsOf(answer, { vi: 'chu kỳ thi đua', en: 'emulation cycles' }, 'validFrom');
  }

  /**
   * The members that have one of the codes, all in one question.
   * @throws RETRY_LATER when membership does not answer in time.
   */
  async membersByCode(codes: readonly string[]): Promise<readonly MemberByCode[]> {
    if (codes.length === 0) {
      return [];
    }
    const url = `${this.environment.MEMBERSHIP_URL}/internal/members/by-code`;
    const answer = await this.read(url, membersByCode, ['membership', 'members:read'], { codes });
    return factsOf(answer, { vi: 'danh sách đoàn viên', en: 'members' }, 'input.uploadId').members;
  }

  /**
   * What membership knows of a nominee and emulation of their initiatives and ratings, asked at once.
   * @throws RETRY_LATER when one of them does not answer in time.
   */
  async factsAbout(
    nominee: { readonly memberIds: readonly string[]; readonly unitIds: readonly string[] },
    { asOf, fromYear, toYear }: { readonly asOf: string; readonly fromYear: number; readonly toYear: number },
  ): Promise<{ readonly membership: MembershipFactsAnswer; readonly emulation: EmulationFactsAnswer }> {
    const { MEMBERSHIP_URL, EMULATION_URL } = this.environment;
    const right = 'award-facts:read';
    const [membership, emulation] = await Promise.all([
      this.read(`${MEMBERSHIP_URL}${AWARD_FACTS_PATH}`, membershipFacts, ['membership', right], { ...nominee, asOf }),
      this.read(`${EMULATION_URL}${AWARD_FACTS_PATH}`, emulationFacts, ['emulation', right], {
        ...nominee,
        fromYear,
        toYear,
      }),
    ]);
    const what = { vi: 'dữ kiện về đối tượng được đề nghị', en: 'facts about the nominee' };
    return {
      membership: factsOf(membership, what, 'nominationId'),
      emulation: factsOf(emulation, what, 'nominationId'),
    };
  }

  /** What a member may act under today. */
  async mandatesOf(memberId: string): Promise<Answered<readonly Mandate[]>> {
    const url = `${this.environment.MEMBERSHIP_URL}/internal/members/${memberId}/mandates`;
    return answered(
      await this.read(url, memberMandates, ['membership', 'members:read']),
      ({ mandates }): readonly Mandate[] => mandates.map((each) => ({ ...each, delegation: each.delegation ?? null })),
    );
  }

  private async read<Facts>(
    url: string,
    shape: z.ZodType<Facts>,
    [service, right]: readonly [service: string, right: SystemRight],
    question?: object,
  ): Promise<Answered<Facts>> {
    const passport: Passport = {
      kind: 'system',
      subject: 'awards',
      mandates: [],
      mandatesAsOf: new Date().toISOString(),
      treeVersion: 0,
      rights: [right],
      requestId: newId(),
    };
    try {
      const response = await fetch(url, {
        headers: {
          [PASSPORT_HEADER]: await this.signer.sign(passport, service, PASSPORT_SECONDS),
          ...(question ? { 'content-type': 'application/json' } : {}),
        },
        ...(question ? { method: 'POST', body: JSON.stringify(question) } : {}),
        signal: AbortSignal.timeout(ASK_MILLISECONDS),
      });
      if (response.status === 404) {
        return 'UNKNOWN';
      }
      return response.ok ? { facts: shape.parse(await response.json()) } : 'UNREACHABLE';
    } catch {
      // Refused, too late or not what was agreed: the caller is asked to try again, whichever it was.
      return 'UNREACHABLE';
    }
  }
}

function answered<Facts, Part>(answer: Answered<Facts>, part: (facts: Facts) => Part): Answered<Part> {
  return typeof answer === 'string' ? answer : { facts: part(answer.facts) };
}

/** The facts of an answer. @throws RETRY_LATER, NOT_FOUND. */
export function factsOf<Facts>(answer: Answered<Facts>, what: { vi: string; en: string }, field: string): Facts {
  if (answer === 'UNREACHABLE') {
    throw retryLater({
      vi: `Chưa kiểm tra được ${what.vi}; hãy gửi lại đúng lệnh này sau giây lát.`,
      en: `The ${what.en} could not be checked now; send the same command again in a moment.`,
    });
  }
  if (answer === 'UNKNOWN') {
    throw notFound(what, field);
  }
  return answer.facts;
}

/**
 * Judges a draft by what the owners said.
 * @param nominatingPath path of the nominating unit today.
 * @param pathOf path of a unit today; null for one that is not active.
 * @param memberField input field that named the person.
 * @returns the unit to which the person belongs, the lowest where there are several; null without a person.
 * @throws NOT_FOUND, RETRY_LATER, or a Refusal in words.
 */
export async function assertOwnersAgree(
  { memberUnits: units, cycleOwner: owner }: OwnersSay,
  nominatingPath: string,
  pathOf: (unitId: string) => Promise<string | null>,
  memberField = 'input.nomineeMemberId',
): Promise<string | null> {
  let homeUnitId: string | null = null;
  if (units) {
    const unitIds = factsOf(units, { vi: 'đoàn viên', en: 'member' }, memberField).filter(isId);
    const places = await Promise.all(unitIds.map(async (unitId) => ({ unitId, path: (await pathOf(unitId)) ?? '' })));
    homeUnitId = lowestUnder(nominatingPath, places);
    if (homeUnitId === null) {
      throw refuse(
        'NOMINEE_NOT_IN_UNIT',
        'Người này hôm nay không sinh hoạt tại đơn vị đã nêu hoặc đơn vị trực thuộc.',
        'The person does not belong today to the unit named or to a unit under it.',
        memberField,
      );
    }
  }
  if (owner) {
    const ownerUnitId = factsOf(owner, { vi: 'chu kỳ thi đua', en: 'emulation cycle' }, 'input.cycleId');
    const ownerPath = await pathOf(ownerUnitId);
    if (ownerPath === null || !nominatingPath.startsWith(ownerPath)) {
      throw refuse(
        'CYCLE_OF_ANOTHER_BODY',
        'Chu kỳ thi đua này không do đơn vị đề nghị hoặc cấp trên của đơn vị mở.',
        'This cycle was not opened by the nominating unit or a body above it.',
        'input.cycleId',
      );
    }
  }
  return homeUnitId;
}

/** Of some units the lowest that is at or under a path, as `/1/7/`; null when none is. */
export function lowestUnder(
  path: string,
  places: readonly { readonly unitId: string; readonly path: string }[],
): string | null {
  const under = path === '' ? [] : places.filter((place) => place.path.startsWith(path));
  return under.toSorted((one, other) => other.path.length - one.path.length)[0]?.unitId ?? null;
}
