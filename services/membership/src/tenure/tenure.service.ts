import { SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  badInput,
  normalisedText,
  notFound,
  OPEN_END,
  Provenance,
  Refusal,
  refuse,
  type CommandActor,
  type Decisions,
  type SqlRunner,
} from '@thidua/service-kit';
import { insertRows } from '../list/insert-rows';
import { authoriseOverMember } from '../member/member-authority';
import { assertMembersKnown } from '../member/member.service';
import { assertNotAfterToday } from '../member/past-date';
import { readStatesOf } from '../unit/unit-state.reader';
import type { RecordTenureInput, WithdrawTenureInput } from './tenure.input';
import { endedBy, type KnownPeriod, overlapProblem, tenureProblems } from './tenure.rules';

/** Which period a command was about. */
export interface TenureAnswer {
  readonly memberId: string;
  readonly tenureId: string;
}

const TENURE = { vi: 'khoảng thời gian công tác', en: 'period of tenure' };

/** Commands on members' tenure. */
export class TenureService {
  constructor(
    private readonly decisions: Decisions,
    private readonly runner: SqlRunner,
  ) {}

  /** Records a period; an open one of the same kind that began before ends where it begins. */
  async record(
    actor: CommandActor,
    input: RecordTenureInput,
    provenance: Provenance = Provenance.Recorded,
  ): Promise<TenureAnswer> {
    const [problem, ...more] = tenureProblems(input);
    if (problem) {
      throw badInput(problem, ...more);
    }
    const { memberId, kind, from } = input;
    const until = input.until ?? null;
    const tenureId = newId();
    const { answer } = await this.decisions.run<TenureAnswer>({
      actor,
      operation: 'recordTenure',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Member, id: memberId, isNew: 'IF_MISSING' },
      decide: async (transaction) => {
        await authoriseOverMember(transaction, 'tenure.record', memberId);
        await assertMembersKnown(transaction, [memberId], 'input.memberId');
        assertNotAfterToday(from, transaction.today, 'input.from');
        if (input.unitId) {
          await readStatesOf(transaction, input.unitId, 'input.unitId');
        }
        const known = await knownPeriods(transaction, memberId, kind);
        const overlap = overlapProblem(known, { from, until });
        if (overlap) {
          throw new Refusal([overlap]);
        }
        const ended = endedBy(known, from);
        if (ended) {
          await transaction.query('UPDATE member_tenure SET valid_until = ? WHERE id = ?', [from, ended.id]);
        }
        const row = {
          id: tenureId,
          member_id: memberId,
          kind,
          valid_from: from,
          valid_until: until ?? OPEN_END,
          employment_rank: input.rank ?? null,
          is_part_time: input.isPartTime ?? null,
          sector: input.sector ?? null,
          unit_id: input.unitId ?? null,
          document: input.document ? normalisedText(input.document) : null,
          provenance,
        };
        await insertRows(transaction, 'member_tenure', Object.keys(row), [Object.values(row)]);
        return {
          answer: { memberId, tenureId },
          audit: { action: 'RECORD_TENURE', before: ended && { id: ended.id, until: ended.until }, after: row },
        };
      },
    });
    return answer;
  }

  /** Withdraws a period that was recorded by mistake: it stays, and counts no more. */
  async withdraw(actor: CommandActor, input: WithdrawTenureInput): Promise<TenureAnswer> {
    const [found] = await this.runner.query<{ memberId: string }[]>(
      'SELECT member_id AS memberId FROM member_tenure WHERE id = ?',
      [input.tenureId],
    );
    if (!found) {
      throw notFound(TENURE, 'input.tenureId');
    }
    const { memberId } = found;
    const { answer } = await this.decisions.run<TenureAnswer>({
      actor,
      operation: 'withdrawTenure',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Member, id: memberId, isNew: 'IF_MISSING' },
      decide: async (transaction) => {
        await authoriseOverMember(transaction, 'tenure.record', memberId);
        const [row] = await transaction.query<{ withdrawn: number | string }[]>(
          'SELECT withdrawn_at IS NOT NULL AS withdrawn FROM member_tenure WHERE id = ?',
          [input.tenureId],
        );
        if (Number(row?.withdrawn) === 1) {
          throw refuse(
            'TENURE_WITHDRAWN_ALREADY',
            'Khoảng thời gian này đã được rút.',
            'This period was withdrawn already.',
            'input.tenureId',
          );
        }
        await transaction.query('UPDATE member_tenure SET withdrawn_at = ? WHERE id = ?', [
          transaction.now,
          input.tenureId,
        ]);
        return {
          answer: { memberId, tenureId: input.tenureId },
          audit: {
            action: 'WITHDRAW_TENURE',
            reason: normalisedText(input.reason),
            before: { id: input.tenureId },
          },
        };
      },
    });
    return answer;
  }
}

async function knownPeriods(runner: SqlRunner, memberId: string, kind: string): Promise<KnownPeriod[]> {
  return runner.query<KnownPeriod[]>(
    `SELECT id, valid_from AS \`from\`, NULLIF(valid_until, ?) AS until FROM member_tenure
      WHERE member_id = ? AND kind = ? AND withdrawn_at IS NULL ORDER BY valid_from`,
    [OPEN_END, memberId, kind],
  );
}
