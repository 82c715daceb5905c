import { SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  Provenance,
  badInput,
  normalisedText,
  notFound,
  refuse,
  type CommandActor,
  type Decisions,
  type SqlRunner,
} from '@thidua/service-kit';
import { readStatesOf, stateOn } from '../unit/unit-state.reader';
import { UnitStatus } from '../unit/unit.enums';
import { assertNotAfterToday } from './past-date';
import { insertAffiliations } from './affiliation.writer';
import type { AdmitMembersInput } from './member.input';
import { insertMembers, type NewMember } from './member.writer';

/** Who was admitted. */
export interface AdmissionAnswer {
  readonly unitId: string;
  readonly memberIds: readonly string[];
}

/** Commands on members. */
export class MemberService {
  constructor(private readonly decisions: Decisions) {}

  /**
   * Admits up to 500 persons to a unit in a handful of statements.
   * @param provenance how the rows are marked: a seed marks what it generates.
   * @param idOf the id of a member at a position; default: a new one.
   */
  async admit(
    actor: CommandActor,
    input: AdmitMembersInput,
    provenance: Provenance = input.demonstration ? Provenance.Demonstration : Provenance.Recorded,
    idOf: (index: number) => string = newId,
  ): Promise<AdmissionAnswer> {
    assertDistinctCodes(input);
    const members: NewMember[] = input.members.map((member, index) => ({
      id: idOf(index),
      code: member.code ?? null,
      fullName: member.fullName,
      gender: member.gender,
      provenance,
    }));
    const outcome = await this.decisions.run<AdmissionAnswer>({
      actor,
      operation: 'admitMembers',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Unit, id: input.unitId },
      decide: async (transaction) => {
        await transaction.authorise('member.admit', input.unitId, 'input.unitId');
        assertNotAfterToday(input.admittedOn, transaction.today, 'input.admittedOn');
        await assertActiveOn(transaction, input.unitId, input.admittedOn, 'input.admittedOn');
        await insertMembers(transaction, members);
        await insertAffiliations(
          transaction,
          members.map(({ id }) => ({
            memberId: id,
            unitId: input.unitId,
            validFrom: input.admittedOn,
            admittedOn: input.admittedOn,
          })),
        );
        const memberIds = members.map(({ id }) => id);
        return {
          answer: { unitId: input.unitId, memberIds },
          audit: { action: 'ADMIT', after: { admittedOn: input.admittedOn, memberIds } },
        };
      },
    });
    return outcome.answer;
  }
}

/**
 * Checks that a unit is in being and active on a date.
 * @throws NOT_FOUND for an unknown unit, a Refusal otherwise.
 */
export async function assertActiveOn(runner: SqlRunner, unitId: string, date: string, field: string): Promise<void> {
  const states = await readStatesOf(runner, unitId, 'input.unitId');
  if (stateOn(states, unitId, date)?.status !== UnitStatus.Active) {
    throw refuse(
      'UNIT_NOT_ACTIVE',
      `Đơn vị không hoạt động vào ngày ${date}.`,
      `The unit is not active on ${date}.`,
      field,
    );
  }
}

/** Checks that all members are known. @throws NOT_FOUND. */
export async function assertMembersKnown(
  runner: SqlRunner,
  memberIds: readonly string[],
  field: string,
): Promise<void> {
  const [row] = await runner.query<{ known: number }[]>('SELECT COUNT(*) AS known FROM member WHERE id IN (?)', [
    memberIds,
  ]);
  if (Number(row?.known) !== new Set(memberIds).size) {
    throw notFound({ vi: 'đoàn viên', en: 'member' }, field);
  }
}

function assertDistinctCodes(input: AdmitMembersInput): void {
  const codes = input.members.flatMap(({ code }) => (code ? [normalisedText(code).toLowerCase()] : []));
  const repeated = codes.find((code, index) => codes.indexOf(code) !== index);
  if (repeated) {
    throw badInput({
      field: 'input.members',
      vi: `Mã ${repeated} xuất hiện nhiều lần.`,
      en: `The code ${repeated} appears more than once.`,
    });
  }
}
