import {
  COUNCIL_PATH,
  type CouncilAnswer,
  type CouncilMember,
  MEMBER_NAMES_PATH,
  type MemberNamesAnswer,
  type SystemRight,
} from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { PASSPORT_HEADER, type Passport, type PassportSigner } from '@thidua/contracts/passport';
import { retryLater, type ServiceEnvironment } from '@thidua/service-kit';
import { z } from 'zod';

/** The longest that a question to membership takes, in milliseconds. */
const ASK_MILLISECONDS = 2000;
const PASSPORT_SECONDS = 5;

const councilAnswer: z.ZodType<CouncilAnswer> = z.object({
  unitId: z.string(),
  asOf: z.string(),
  members: z.array(z.object({ memberId: z.string(), officeId: z.string(), fullName: z.string() })),
});
const namesAnswer: z.ZodType<MemberNamesAnswer> = z.object({
  names: z.array(z.object({ memberId: z.string(), fullName: z.string() })),
});

/** Asks membership who a council is and what people are called, with a passport of this service. */
export class CouncilReader {
  /**
   * @param environment MEMBERSHIP_URL.
   * @param signer this service's own key.
   */
  constructor(
    private readonly environment: Pick<ServiceEnvironment, 'MEMBERSHIP_URL'>,
    private readonly signer: PassportSigner,
  ) {}

  /**
   * The members of a body's council on a day.
   * @param day YYYY-MM-DD, Asia/Ho_Chi_Minh.
   * @throws RETRY_LATER when membership gives no answer.
   */
  async councilOf(unitId: string, day: string): Promise<readonly CouncilMember[]> {
    const answer = await this.ask(`${COUNCIL_PATH}/${unitId}?asOf=${day}`, 'councils:read', councilAnswer);
    return answer.members;
  }

  /** What members are called, by id; those that are unknown are left out. @throws RETRY_LATER. */
  async namesOf(memberIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { names } = await this.ask(MEMBER_NAMES_PATH, 'member-names:read', namesAnswer, { memberIds });
    return new Map(names.map(({ memberId, fullName }) => [memberId, fullName]));
  }

  private async ask<Facts>(path: string, right: SystemRight, shape: z.ZodType<Facts>, body?: object): Promise<Facts> {
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
      const response = await fetch(`${this.environment.MEMBERSHIP_URL}${path}`, {
        headers: {
          [PASSPORT_HEADER]: await this.signer.sign(passport, 'membership', PASSPORT_SECONDS),
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        signal: AbortSignal.timeout(ASK_MILLISECONDS),
        ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      });
      if (response.ok) {
        return shape.parse(await response.json());
      }
    } catch {
      // Refused, too late or not what was agreed: the caller is asked to try again, whichever it was.
    }
    throw retryLater({
      vi: 'Chưa đọc được danh sách hội đồng; hãy gửi lại đúng lệnh này sau giây lát.',
      en: 'The council could not be read now; send the same command again in a moment.',
    });
  }
}
