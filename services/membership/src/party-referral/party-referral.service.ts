import { SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  Provenance,
  badInput,
  notFound,
  refuse,
  type CommandActor,
  type Decisions,
  type SqlRunner,
} from '@thidua/service-kit';
import { insertRows } from '../list/insert-rows';
import { assertMembersKnown } from '../member/member.service';
import { assertNotAfterToday } from '../member/past-date';
import { readStatesOf } from '../unit/unit-state.reader';
import type { RecordPartyAdmissionInput, ReferToPartyInput } from './party-referral.input';

/** Which referrals were recorded. */
export interface ReferralAnswer {
  readonly unitId: string;
  readonly referralIds: readonly string[];
}

interface StoredReferral {
  readonly unitId: string;
  readonly referredOn: string;
  readonly admittedOn: string | null;
}

/** Commands on referrals to the Party. */
export class PartyReferralService {
  constructor(
    private readonly decisions: Decisions,
    private readonly runner: SqlRunner,
  ) {}

  /** Refers up to 500 members of a unit, in a handful of statements. */
  async refer(
    actor: CommandActor,
    input: ReferToPartyInput,
    provenance: Provenance = input.demonstration ? Provenance.Demonstration : Provenance.Recorded,
  ): Promise<ReferralAnswer> {
    const referralIds = input.memberIds.map(() => newId());
    const outcome = await this.decisions.run<ReferralAnswer>({
      actor,
      operation: 'referToParty',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Unit, id: input.unitId },
      locks: [],
      decide: async (transaction) => {
        await transaction.authorise('party-referral.record', input.unitId, 'input.unitId');
        assertNotAfterToday(input.referredOn, transaction.today, 'input.referredOn');
        await readStatesOf(transaction, input.unitId, 'input.unitId');
        await assertMembersKnown(transaction, input.memberIds, 'input.memberIds');
        await assertBelong(transaction, input);
        await assertNotReferred(transaction, input);
        await insertRows(
          transaction,
          'party_referral',
          ['id', 'member_id', 'unit_id', 'referred_on', 'admitted_on', 'provenance'],
          input.memberIds.map((memberId, index) => [
            referralIds[index],
            memberId,
            input.unitId,
            input.referredOn,
            null,
            provenance,
          ]),
        );
        return {
          answer: { unitId: input.unitId, referralIds },
          audit: { action: 'REFER', after: { memberIds: input.memberIds, referredOn: input.referredOn } },
        };
      },
    });
    return outcome.answer;
  }

  /** Records that a referred member was admitted to the Party; once only. */
  async recordAdmission(actor: CommandActor, input: RecordPartyAdmissionInput): Promise<ReferralAnswer> {
    const { unitId } = await readReferral(this.runner, input.referralId);
    const outcome = await this.decisions.run<ReferralAnswer>({
      actor,
      operation: 'recordPartyAdmission',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Unit, id: unitId },
      decide: async (transaction) => {
        await transaction.authorise('party-referral.record', unitId, 'input.referralId');
        assertNotAfterToday(input.admittedOn, transaction.today, 'input.admittedOn');
        const referral = await readReferral(transaction, input.referralId);
        if (referral.admittedOn !== null) {
          throw refuse(
            'ALREADY_ADMITTED_TO_PARTY',
            `Đã ghi nhận kết nạp ngày ${referral.admittedOn}.`,
            `The admission is recorded already, on ${referral.admittedOn}.`,
            'input.referralId',
          );
        }
        if (input.admittedOn < referral.referredOn) {
          throw badInput({
            field: 'input.admittedOn',
            vi: `Phải từ ngày giới thiệu (${referral.referredOn}).`,
            en: `Must not be before the referral (${referral.referredOn}).`,
          });
        }
        await transaction.query('UPDATE party_referral SET admitted_on = ? WHERE id = ?', [
          input.admittedOn,
          input.referralId,
        ]);
        return {
          answer: { unitId, referralIds: [input.referralId] },
          audit: { action: 'ADMIT_TO_PARTY', after: { referralId: input.referralId, admittedOn: input.admittedOn } },
        };
      },
    });
    return outcome.answer;
  }
}

async function readReferral(runner: SqlRunner, id: string): Promise<StoredReferral> {
  const [referral] = await runner.query<StoredReferral[]>(
    `SELECT unit_id AS unitId, referred_on AS referredOn, admitted_on AS admittedOn FROM party_referral WHERE id = ?`,
    [id],
  );
  if (!referral) {
    throw notFound({ vi: 'lần giới thiệu', en: 'referral' }, 'input.referralId');
  }
  return referral;
}

async function assertBelong(runner: SqlRunner, input: ReferToPartyInput): Promise<void> {
  const [row] = await runner.query<{ belonging: number }[]>(
    `SELECT COUNT(DISTINCT member_id) AS belonging FROM member_affiliation
      WHERE unit_id = ? AND valid_from <= ? AND valid_until > ? AND member_id IN (?)`,
    [input.unitId, input.referredOn, input.referredOn, input.memberIds],
  );
  const missing = input.memberIds.length - Number(row?.belonging ?? 0);
  if (missing > 0) {
    throw refuse(
      'MEMBER_NOT_OF_UNIT',
      `${missing} người không sinh hoạt tại đơn vị vào ngày ${input.referredOn}.`,
      `${missing} of the members do not belong to the unit on ${input.referredOn}.`,
      'input.memberIds',
    );
  }
}

async function assertNotReferred(runner: SqlRunner, input: ReferToPartyInput): Promise<void> {
  const year = input.referredOn.slice(0, 4);
  const [row] = await runner.query<{ referred: number | null; admitted: number | null }[]>(
    `SELECT SUM(referred_on BETWEEN ? AND ?) AS referred, COUNT(DISTINCT IF(admitted_on IS NULL, NULL, member_id)) AS admitted
       FROM party_referral WHERE member_id IN (?)`,
    [`${year}-01-01`, `${year}-12-31`, input.memberIds],
  );
  const admitted = Number(row?.admitted ?? 0);
  if (admitted > 0) {
    throw refuse(
      'MEMBER_ALREADY_IN_PARTY',
      `${admitted} người đã được kết nạp vào Đảng.`,
      `${admitted} of the members were admitted to the Party already.`,
      'input.memberIds',
    );
  }
  const referred = Number(row?.referred ?? 0);
  if (referred > 0) {
    throw refuse(
      'MEMBER_ALREADY_REFERRED',
      `${referred} người đã được giới thiệu trong năm ${year}.`,
      `${referred} of the members were referred in ${year} already.`,
      'input.memberIds',
    );
  }
}
