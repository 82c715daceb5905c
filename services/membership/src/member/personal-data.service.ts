import { SubjectKind } from '@thidua/contracts';
import {
  badInput,
  normalisedText,
  pathOfUnwantedText,
  type CommandActor,
  type DecisionTransaction,
  type Decisions,
} from '@thidua/service-kit';
import { readPersonUnits } from '../identity/person-units';
import { assertMembersKnown } from './member.service';
import { personalDataDigest } from './personal-data-digest';
import type { RecordPersonalDataInput } from './personal-data.input';

/** Whose data were recorded. */
export interface PersonalDataAnswer {
  readonly memberId: string;
}

/** The fields, and where each is kept. */
const COLUMNS = {
  dateOfBirth: 'date_of_birth',
  nationalId: 'national_id',
  phone: 'phone',
  address: 'address',
  bankAccount: 'bank_account',
} as const;
type PersonalField = keyof typeof COLUMNS;
const FIELDS = Object.keys(COLUMNS) as readonly PersonalField[];

/** Commands on personal data. */
export class PersonalDataService {
  constructor(private readonly decisions: Decisions) {}

  /**
   * Records what is given of a member's personal data; null erases a field. The trail names the fields, never what
   * stands in them: it cannot be erased. Nor can the command's own record, which keeps a digest that nobody can turn back.
   */
  async record(actor: CommandActor, input: RecordPersonalDataInput): Promise<PersonalDataAnswer> {
    const { memberId } = input;
    const given = FIELDS.filter((field) => input[field] !== undefined);
    if (given.length === 0) {
      throw badInput({ field: 'input', vi: 'Hãy nêu ít nhất một trường.', en: 'Give at least one field.' });
    }
    assertReadable(input);
    const values = Object.fromEntries(given.map((field) => [field, input[field]]));
    const outcome = await this.decisions.run<PersonalDataAnswer>({
      actor,
      operation: 'recordPersonalData',
      commandId: input.commandId,
      payload: { memberId, digest: await personalDataDigest(values, input.commandId) },
      subject: { kind: SubjectKind.Member, id: memberId, isNew: 'IF_MISSING' },
      decide: async (transaction) => {
        await authoriseOverPerson(transaction, memberId);
        await assertMembersKnown(transaction, [memberId], 'input.memberId');
        assertBeforeToday(input.dateOfBirth ?? null, transaction.today);
        const columns = given.map((field) => COLUMNS[field]);
        await transaction.query(
          `INSERT INTO member_personal_data (member_id, ${columns.join(', ')})
           VALUES (?, ${columns.map(() => '?').join(', ')})
           ON DUPLICATE KEY UPDATE ${columns.map((column) => `${column} = VALUES(${column})`).join(', ')}`,
          [memberId, ...given.map((field) => normalisedOrNull(input[field]))],
        );
        return { answer: { memberId }, audit: { action: 'RECORD_PERSONAL_DATA', after: { fields: given } } };
      },
    });
    return outcome.answer;
  }
}

/** Checks that it is the member themself, or an office of a unit to which they belong: one that appoints them is not it. */
async function authoriseOverPerson(transaction: DecisionTransaction, memberId: string): Promise<void> {
  const { belongings: units } = await readPersonUnits(transaction, memberId, transaction.today);
  const { actor } = transaction;
  const actsFor = actor.kind === 'person' ? actor.passport.mandates.map(({ unitId }) => unitId) : [];
  const unitId = units.find((unit) => actsFor.includes(unit)) ?? units[0] ?? null;
  await transaction.authoriseOwn('member.personal.record', memberId, unitId);
}

/** What is said of every command's texts: here its payload does not hold them. */
function assertReadable(input: RecordPersonalDataInput): void {
  const field = pathOfUnwantedText(input, 'input');
  if (field) {
    throw badInput({
      field,
      vi: 'Văn bản có ký tự điều khiển hoặc ký tự ẩn; hãy gõ lại.',
      en: 'The text holds control characters or invisible ones; type it again.',
    });
  }
}

function assertBeforeToday(dateOfBirth: string | null, today: string): void {
  if (dateOfBirth !== null && dateOfBirth >= today) {
    throw badInput({
      field: 'input.dateOfBirth',
      vi: `Ngày sinh phải trước hôm nay (${today}).`,
      en: `The date of birth must be before today (${today}).`,
    });
  }
}

function normalisedOrNull(text: string | null | undefined): string | null {
  return text == null ? null : normalisedText(text);
}
