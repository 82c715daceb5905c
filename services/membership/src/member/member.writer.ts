import { Provenance, isDuplicateKey, normalisedText, refuse, type Refusal, type SqlRunner } from '@thidua/service-kit';
import { insertRows } from '../list/insert-rows';
import { Gender } from './gender.enum';

/** A person to be written. */
export interface NewMember {
  readonly id: string;
  readonly code: string | null;
  readonly fullName: string;
  readonly gender: Gender;
  readonly provenance: Provenance;
}

/**
 * Writes members.
 * @throws a Refusal that names the codes which other members have.
 */
export async function insertMembers(runner: SqlRunner, members: readonly NewMember[]): Promise<void> {
  const codes = members.flatMap(({ code }) => (code ? [normalisedText(code)] : []));
  const taken =
    codes.length === 0
      ? []
      : await runner.query<{ code: string }[]>('SELECT code FROM member WHERE code IN (?)', [codes]);
  if (taken.length > 0) {
    throw codesTaken(taken.map(({ code }) => code));
  }
  try {
    await insertRows(
      runner,
      'member',
      ['id', 'code', 'full_name', 'gender', 'provenance'],
      members.map((member) => [
        member.id,
        member.code ? normalisedText(member.code) : null,
        normalisedText(member.fullName),
        member.gender,
        member.provenance,
      ]),
    );
  } catch (error) {
    // Somebody admitted a member with one of these codes between the look and the write.
    throw isDuplicateKey(error) ? codesTaken([]) : error;
  }
}

function codesTaken(codes: readonly string[]): Refusal {
  const named = codes.slice(0, 10).join(', ');
  return refuse(
    'MEMBER_CODE_TAKEN',
    `Mã đoàn viên đã được dùng${named ? `: ${named}` : ''}.`,
    `Another member has this code${named ? `: ${named}` : ''}.`,
    'input.members',
  );
}
