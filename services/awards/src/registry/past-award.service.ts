import { SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  badInput,
  calendarDateAt,
  type CommandActor,
  type CommandOutcome,
  type DecisionTransaction,
  type Decisions,
  isCalendarDate,
  normalisedText,
  notFound,
  refuse,
} from '@thidua/service-kit';
import { peopleActing } from '../access/separation-of-duties';
import { AwardType } from '../award-type/award-type.entity';
import { AwardBasis, AwardTrack } from '../award-type/award-type.enum';
import { pathToday } from '../nomination/lineage.query';
import { assertOwnersAgree, type NominationOwners } from '../nomination/nomination-owners';
import { expectRecipient } from '../recipient/expected-recipients';
import { ReceivedAward } from './received-award.entity';
import { ReceivedAwardProvenance, ReceivedAwardStatus } from './received-award.enum';
import type { RecordPastAwardInput } from './received-award.input';

/** What the command answers. */
export interface PastAwardAnswer {
  readonly receivedAwardId: string;
}

/** What an award is, by the catalogue or as stated. */
type AwardAsNamed = Pick<
  ReceivedAward,
  'awardTypeId' | 'awardCode' | 'name' | 'form' | 'issuerLevel' | 'track' | 'basis'
>;

/** Enters awards of before this system into the registry, so that they are facts like any other, marked as stated. */
export class PastAwardService {
  constructor(
    private readonly decisions: Decisions,
    private readonly owners: NominationOwners,
  ) {}

  /** Records an award from a document; the same recipient, decision and award only once. */
  async record(actor: CommandActor, input: RecordPastAwardInput): Promise<CommandOutcome<PastAwardAnswer>> {
    const id = newId();
    const recipientMemberId = input.recipientMemberId ?? null;
    assertPlausible(input);
    const say = await this.owners.ask(recipientMemberId, null, calendarDateAt(new Date()));
    return this.decisions.run<PastAwardAnswer>({
      actor,
      operation: 'recordPastAward',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.ReceivedAward, id, isNew: true },
      locks: [`received-award:${recipientMemberId ?? input.homeUnitId}:${input.meritYear}`],
      decide: async (transaction) => {
        await transaction.authorise('received-award.record', input.homeUnitId, 'input.homeUnitId');
        assertNotOwn(actor, recipientMemberId);
        const { unitPath } = await transaction.unit(input.homeUnitId);
        if (input.issuingUnitId) {
          await transaction.unit(input.issuingUnitId, 'input.issuingUnitId');
        }
        await assertOwnersAgree(say, unitPath, (unitId) => pathToday(transaction, unitId), 'input.recipientMemberId');
        if (input.decidedOn > transaction.today) {
          throw refuse(
            'AWARD_DECIDED_IN_THE_FUTURE',
            `Ngày ký không được sau hôm nay (${transaction.today}).`,
            `The decision cannot be dated after today (${transaction.today}).`,
            'input.decidedOn',
          );
        }
        const award: ReceivedAward = {
          id,
          ...(await awardAsNamed(transaction, input)),
          recipientMemberId,
          recipientUnitId: recipientMemberId ? null : input.homeUnitId,
          homeUnitId: input.homeUnitId,
          meritYear: input.meritYear,
          nominationId: null,
          decisionId: null,
          decisionNumber: normalisedText(input.decisionNumber),
          decidedOn: input.decidedOn,
          issuingUnitId: input.issuingUnitId ?? null,
          externalBody: input.externalBody ? normalisedText(input.externalBody) : null,
          status: ReceivedAwardStatus.Valid,
          provenance: ReceivedAwardProvenance.Stated,
          sourceDocument: normalisedText(input.sourceDocument),
          recordedBy: transaction.memberId,
          recordedAt: transaction.now,
        };
        await assertNew(transaction, award);
        await transaction.manager.insert(ReceivedAward, award);
        await expectRecipient(transaction, { memberId: award.recipientMemberId, unitId: award.recipientUnitId });
        return { answer: { receivedAwardId: id }, audit: { action: 'RECORD_PAST_AWARD', after: award } };
      },
    });
  }
}

function assertPlausible(input: RecordPastAwardInput): void {
  if (!isCalendarDate(input.decidedOn) || Number(input.decidedOn.slice(0, 4)) < input.meritYear) {
    throw badInput({
      field: isCalendarDate(input.decidedOn) ? 'input.meritYear' : 'input.decidedOn',
      vi: 'Năm thành tích không được sau năm của quyết định.',
      en: 'The merit year cannot be later than the year of the decision.',
    });
  }
  if (Boolean(input.issuingUnitId) === Boolean(input.externalBody)) {
    throw badInput({
      field: 'input.issuingUnitId',
      vi: 'Cần đúng một trong issuingUnitId và externalBody.',
      en: 'Give exactly one of issuingUnitId and externalBody.',
    });
  }
  if (!input.awardTypeId && !(input.name && input.form && input.issuerLevel)) {
    throw badInput({
      field: 'input.awardTypeId',
      vi: 'Cần awardTypeId, hoặc name, form và issuerLevel.',
      en: 'Give awardTypeId, or name, form and issuerLevel.',
    });
  }
  if (input.awardTypeId && input.awardCode) {
    throw badInput({
      field: 'input.awardCode',
      vi: 'Ký hiệu lấy theo danh mục; bỏ trống khi có awardTypeId.',
      en: 'The code is the catalogue’s; leave it out with awardTypeId.',
    });
  }
}

/** Who states an award becomes a witness of it: nobody is their own. */
function assertNotOwn(actor: CommandActor, recipientMemberId: string | null): void {
  if (actor.kind === 'person' && recipientMemberId && peopleActing(actor.passport).includes(recipientMemberId)) {
    throw refuse(
      'RECIPIENT_RECORDS_OWN_AWARD',
      'Không ai tự ghi phần thưởng của chính mình; hãy để người khác trong đơn vị hoặc cấp trên ghi.',
      'Nobody records an award of their own; let somebody else of the unit or above it do so.',
      'input.recipientMemberId',
    );
  }
}

async function awardAsNamed(transaction: DecisionTransaction, input: RecordPastAwardInput): Promise<AwardAsNamed> {
  if (input.awardTypeId) {
    const awardType = await transaction.manager.findOneBy(AwardType, { id: input.awardTypeId });
    if (!awardType) {
      throw notFound({ vi: 'loại khen thưởng', en: 'award type' }, 'input.awardTypeId');
    }
    return {
      awardTypeId: awardType.id,
      awardCode: awardType.code,
      name: input.name ? normalisedText(input.name) : awardType.name,
      form: awardType.form,
      issuerLevel: awardType.issuerLevel,
      track: awardType.track,
      basis: awardType.basis,
    };
  }
  const { name, form, issuerLevel } = input;
  if (!name || !form || !issuerLevel) {
    throw new Error('name, form and issuerLevel were checked before the transaction');
  }
  return {
    awardTypeId: null,
    awardCode: input.awardCode ?? null,
    name: normalisedText(name),
    form,
    issuerLevel,
    track: input.track ?? AwardTrack.Regular,
    basis: input.basis ?? AwardBasis.Merit,
  };
}

/** One decision honours somebody with one award once: the row of the recipient and year is locked, so two cannot pass. */
async function assertNew(transaction: DecisionTransaction, award: ReceivedAward): Promise<void> {
  const known = await transaction.manager.findBy(ReceivedAward, {
    ...(award.recipientMemberId
      ? { recipientMemberId: award.recipientMemberId }
      : { recipientUnitId: award.recipientUnitId ?? '' }),
    meritYear: award.meritYear,
  });
  const same = known.find(
    (other) =>
      other.decisionNumber === award.decisionNumber &&
      other.decidedOn === award.decidedOn &&
      other.form === award.form &&
      other.issuerLevel === award.issuerLevel,
  );
  if (same) {
    throw refuse(
      'AWARD_ALREADY_RECORDED',
      `Phần thưởng này đã có trong sổ: ${same.name}, quyết định ${same.decisionNumber ?? '?'} ngày ${same.decidedOn}.`,
      `This award is in the registry already: ${same.name}, decision ${same.decisionNumber ?? '?'} of ${same.decidedOn}.`,
      'input.decisionNumber',
    );
  }
}
