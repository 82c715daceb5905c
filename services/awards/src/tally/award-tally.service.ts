import { SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  badInput,
  type CommandActor,
  type CommandOutcome,
  type Decisions,
  type DecisionTransaction,
  normalisedText,
  notFound,
  Provenance,
  refuse,
} from '@thidua/service-kit';
import { In } from 'typeorm';
import { AwardTally, AwardTallyRelationRow } from './award-tally.entity';
import type { RecordAwardTallyInput } from './award-tally.input';
import { problemsOfTally, TallyRelation, warningsOfTally } from './award-tally.rules';

/** What a seed says besides. */
export interface AwardTallyOptions {
  readonly id?: string;
  readonly provenance?: Provenance;
}

const OWNER_UNIT = 'input.ownerUnitId';

/** The one writer of asserted tallies. */
export class AwardTallyService {
  constructor(private readonly decisions: Decisions) {}

  /**
   * Records a tally as its source states it: kept as printed, with warnings where it contradicts itself, and with what
   * it overlaps.
   * @throws BAD_USER_INPUT for negative numbers or a period that runs backwards; NOT_FOUND for an unknown unit or tally.
   */
  record(
    actor: CommandActor,
    input: RecordAwardTallyInput,
    options: AwardTallyOptions = {},
  ): Promise<CommandOutcome<{ tallyId: string }>> {
    const id = options.id ?? newId();
    const aboutUnitId = input.unitId ?? input.ownerUnitId;
    return this.decisions.run({
      actor,
      operation: 'recordAwardTally',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Unit, id: aboutUnitId, isNew: 'IF_MISSING' },
      decide: async (transaction) => {
        await transaction.authorise('award-tally.record', input.ownerUnitId, OWNER_UNIT);
        assertSound(input);
        await assertUnder(transaction, input.ownerUnitId, input.unitId ?? null);
        const tally = tallyOf(input, id, transaction.now, options.provenance ?? Provenance.Source);
        const relations = await relationsOf(transaction, id, input);
        await transaction.manager.insert(AwardTally, tally);
        await transaction.manager.insert(AwardTallyRelationRow, relations);
        return { answer: { tallyId: id }, audit: { action: 'RECORD_AWARD_TALLY', after: { tally, relations } } };
      },
    });
  }
}

function assertSound(input: RecordAwardTallyInput): void {
  const [problem, ...others] = problemsOfTally(input).map(({ field, vi, en }) => ({ field: `input.${field}`, vi, en }));
  if (problem) {
    throw badInput(problem, ...others);
  }
  if (input.periodTo < input.periodFrom) {
    throw badInput({
      field: 'input.periodTo',
      vi: 'Ngày cuối không được trước ngày đầu.',
      en: 'The last day must not come before the first.',
    });
  }
}

/** A seed is trusted: it runs before the projection of the tree is there. */
async function assertUnder(
  transaction: DecisionTransaction,
  ownerUnitId: string,
  unitId: string | null,
): Promise<void> {
  if (transaction.actor.kind === 'system' || unitId === null) {
    return;
  }
  const owner = await transaction.unit(ownerUnitId, OWNER_UNIT);
  const unit = await transaction.unit(unitId, 'input.unitId');
  if (!unit.unitPath.startsWith(owner.unitPath)) {
    throw refuse(
      'UNIT_NOT_UNDER_OWNER',
      'Đơn vị này không trực thuộc liên đoàn nêu trên.',
      'This unit does not belong under that federation.',
      'input.unitId',
    );
  }
}

async function relationsOf(
  transaction: DecisionTransaction,
  tallyId: string,
  { ownerUnitId, overlaps }: RecordAwardTallyInput,
): Promise<AwardTallyRelationRow[]> {
  const wanted = overlaps ?? [];
  const others = await transaction.manager.findBy(AwardTally, { id: In(wanted.map((each) => each.tallyId)) });
  wanted.forEach((each, index) => {
    const field = `input.overlaps.${index}.tallyId`;
    const other = others.find((tally) => tally.id === each.tallyId);
    if (!other) {
      throw notFound({ vi: 'số liệu khen thưởng', en: 'tally of awards' }, field);
    }
    if (other.ownerUnitId !== ownerUnitId) {
      throw refuse(
        'TALLY_OF_ANOTHER_OWNER',
        'Số liệu kia do liên đoàn khác công bố.',
        'The other tally was published under another federation.',
        field,
      );
    }
  });
  return wanted.map(({ tallyId: otherId, relation }) => ({ tallyId, otherId, relation }));
}

function tallyOf(input: RecordAwardTallyInput, id: string, recordedAt: Date, provenance: Provenance): AwardTally {
  return {
    id,
    ownerUnitId: input.ownerUnitId,
    unitId: input.unitId ?? null,
    unitName: normalisedText(input.unitName),
    periodFrom: input.periodFrom,
    periodTo: input.periodTo,
    label: normalisedText(input.label),
    standing: input.standing,
    measure: input.measure,
    grantor: input.grantor,
    forms: [...input.forms],
    track: input.track ?? null,
    total: input.total ?? null,
    collectives: input.collectives ?? null,
    individuals: input.individuals ?? null,
    parts: (input.parts ?? []).map(({ label, count }) => ({ label: normalisedText(label), count })),
    source: normalisedText(input.source),
    sentence: normalisedText(input.sentence),
    warnings: [
      ...(input.warnings ?? []).map(normalisedText),
      ...warningsOfTally(input).map(({ vi, en }) => `${vi} / ${en}`),
      ...((input.overlaps ?? []).length > 0 ? [overlapWarning(input.overlaps ?? [])] : []),
    ],
    provenance,
    recordedAt,
  };
}

function overlapWarning(overlaps: readonly { readonly relation: TallyRelation }[]): string {
  const certain = overlaps.some(({ relation }) => relation !== TallyRelation.MayOverlap);
  return certain
    ? 'Trùng với số liệu khác, không cộng. / Overlaps other tallies: never summed.'
    : 'Có thể trùng với số liệu khác, không cộng. / May overlap other tallies: never summed.';
}
