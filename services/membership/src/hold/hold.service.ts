import { SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  badInput,
  normalisedText,
  notFound,
  OPEN_END,
  refuse,
  type CommandActor,
  type DecisionTransaction,
  type Decisions,
  type SqlRunner,
} from '@thidua/service-kit';
import { insertRows } from '../list/insert-rows';
import { actingUnit, actsFromAtLeast } from '../mandate/acting-unit';
import { actsAsOrFor } from '../mandate/mandate-permission';
import { authoriseOverMember } from '../member/member-authority';
import { assertMembersKnown } from '../member/member.service';
import { assertNotAfterToday } from '../member/past-date';
import type { LiftHoldInput, PlaceHoldInput } from './hold.input';

/** Which hold a command was about. */
export interface HoldAnswer {
  readonly holdId: string;
}

/** On whom a hold is: a person or a unit. */
interface HeldSubject {
  readonly memberId: string | null;
  readonly unitId: string | null;
}

interface StoredHold extends HeldSubject {
  readonly validFrom: string;
  readonly validUntil: string;
  readonly placedByUnitId: string;
}

const HOLD = { vi: 'tạm dừng xét khen thưởng', en: 'hold' };

function subjectOf({ memberId, unitId }: HeldSubject): {
  kind: SubjectKind;
  id: string;
  isNew: false | 'IF_MISSING';
} {
  return memberId
    ? { kind: SubjectKind.Member, id: memberId, isNew: 'IF_MISSING' }
    : { kind: SubjectKind.Unit, id: unitId ?? '', isNew: false };
}

/** Checks the permission to place and lift holds: over a person from their unit up, over a unit from above it. */
async function authorise(transaction: DecisionTransaction, { memberId, unitId }: HeldSubject): Promise<void> {
  if (!memberId) {
    await transaction.authorise('hold.place-on-unit', unitId ?? '', 'input.unitId');
    return;
  }
  await authoriseOverMember(transaction, 'hold.place', memberId);
  if (actsAsOrFor(transaction.actor, memberId)) {
    throw refuse(
      'HOLD_ON_ONESELF',
      'Không ai đặt hoặc gỡ tạm dừng đối với chính mình hoặc người đã ủy quyền cho mình.',
      'Nobody places or lifts a hold on themself, or on the one by whose delegation they act.',
      'input.memberId',
    );
  }
}

/** Commands on holds. */
export class HoldService {
  constructor(
    private readonly decisions: Decisions,
    private readonly runner: SqlRunner,
  ) {}

  /** Places a hold on a person or a unit, until it is lifted or until a day. */
  async place(actor: CommandActor, input: PlaceHoldInput): Promise<HoldAnswer> {
    const held = { memberId: input.memberId ?? null, unitId: input.unitId ?? null };
    if ((held.memberId === null) === (held.unitId === null)) {
      throw badInput({
        field: 'input.memberId',
        vi: 'Cần đúng một đối tượng: đoàn viên hoặc đơn vị.',
        en: 'Give exactly one: a member or a unit.',
      });
    }
    if (input.until != null && input.until <= input.from) {
      throw badInput({ field: 'input.until', vi: 'Phải sau ngày đầu.', en: 'It must be after the first day.' });
    }
    const holdId = newId();
    const { answer } = await this.decisions.run<HoldAnswer>({
      actor,
      operation: 'placeHold',
      commandId: input.commandId,
      payload: input,
      subject: subjectOf(held),
      decide: async (transaction) => {
        await authorise(transaction, held);
        if (held.memberId) {
          await assertMembersKnown(transaction, [held.memberId], 'input.memberId');
        }
        assertNotAfterToday(input.from, transaction.today, 'input.from');
        await assertNotHeldAlready(transaction, held, input);
        const row = {
          id: holdId,
          member_id: held.memberId,
          unit_id: held.unitId,
          kind: input.kind,
          valid_from: input.from,
          valid_until: input.until ?? OPEN_END,
          document: normalisedText(input.document),
          placed_by_unit_id: await actingUnit(transaction),
        };
        await insertRows(transaction, 'award_hold', Object.keys(row), [Object.values(row)]);
        return { answer: { holdId }, audit: { action: 'PLACE_HOLD', after: row } };
      },
    });
    return answer;
  }

  /** Lifts a hold from a day on: by the unit that placed it, or by one above it. */
  async lift(actor: CommandActor, input: LiftHoldInput): Promise<HoldAnswer> {
    const stored = await readHold(this.runner, input.holdId);
    const { answer } = await this.decisions.run<HoldAnswer>({
      actor,
      operation: 'liftHold',
      commandId: input.commandId,
      payload: input,
      subject: subjectOf(stored),
      decide: async (transaction) => {
        await authorise(transaction, stored);
        const hold = await readHold(transaction, input.holdId);
        if (!(await actsFromAtLeast(transaction, hold.placedByUnitId))) {
          throw refuse(
            'HOLD_PLACED_FROM_ABOVE',
            'Chỉ đơn vị đã đặt tạm dừng, hoặc đơn vị cấp trên của đơn vị đó, mới được gỡ.',
            'Only the unit that placed it, or one above that unit, may lift it.',
            'input.holdId',
          );
        }
        if (hold.validUntil <= input.until) {
          throw refuse(
            'HOLD_ENDS_ALREADY',
            `Tạm dừng này hết hiệu lực từ ${hold.validUntil}.`,
            `This hold no longer holds from ${hold.validUntil} on.`,
            'input.until',
          );
        }
        if (input.until < transaction.today || input.until <= hold.validFrom) {
          throw badInput({
            field: 'input.until',
            vi: `Từ hôm nay (${transaction.today}) và sau ngày đầu (${hold.validFrom}).`,
            en: `Today (${transaction.today}) at the earliest, and after the first day (${hold.validFrom}).`,
          });
        }
        const liftedDocument = normalisedText(input.document);
        await transaction.query('UPDATE award_hold SET valid_until = ?, lifted_document = ? WHERE id = ?', [
          input.until,
          liftedDocument,
          input.holdId,
        ]);
        return {
          answer: { holdId: input.holdId },
          audit: {
            action: 'LIFT_HOLD',
            before: { id: input.holdId, validUntil: hold.validUntil },
            after: { id: input.holdId, validUntil: input.until, document: liftedDocument },
          },
        };
      },
    });
    return answer;
  }
}

async function readHold(runner: SqlRunner, holdId: string): Promise<StoredHold> {
  const [hold] = await runner.query<StoredHold[]>(
    `SELECT member_id AS memberId, unit_id AS unitId, valid_from AS validFrom, valid_until AS validUntil,
            placed_by_unit_id AS placedByUnitId
       FROM award_hold WHERE id = ?`,
    [holdId],
  );
  if (!hold) {
    throw notFound(HOLD, 'input.holdId');
  }
  return hold;
}

/** Two holds of a kind that rest on the same document are one. */
async function assertNotHeldAlready(
  runner: SqlRunner,
  { memberId, unitId }: HeldSubject,
  { kind, from, until, document }: PlaceHoldInput,
): Promise<void> {
  const [row] = await runner.query<{ held: number }[]>(
    `SELECT EXISTS (SELECT 1 FROM award_hold
                     WHERE ${memberId ? 'member_id' : 'unit_id'} = ? AND kind = ? AND document = ?
                       AND valid_from < ? AND valid_until > ?) AS held`,
    [memberId ?? unitId, kind, normalisedText(document), until ?? OPEN_END, from],
  );
  if (Number(row?.held) === 1) {
    throw refuse(
      'HELD_ALREADY',
      'Đã có tạm dừng cùng lý do, cùng văn bản trong thời gian này.',
      'There is a hold of this kind by the same document in this time already.',
      'input.document',
    );
  }
}
