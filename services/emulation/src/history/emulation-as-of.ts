import { CycleState, PledgeAction, PledgeState, ReviewState, SubjectKind } from '@thidua/contracts';
import {
  lastStated,
  notReconstructed,
  NotReconstructed,
  readChainUntil,
  statedAfter,
  type SqlRunner,
} from '@thidua/service-kit';
import { Field, ID, Int, ObjectType } from 'type-graphql';

/** A subject of emulation as it stood right after an entry of its history. */
@ObjectType({
  description:
    'Chu kỳ, giao ước, sơ kết như tồn tại ngay sau một mục nhật ký. A cycle, pledge or review as it stood right after an entry of its history.',
})
export class EmulationSubjectAsOf {
  @Field(() => ID, { description: 'Đối tượng. The subject.' })
  subjectId: string;

  @Field({ description: 'Loại đối tượng, ví dụ PLEDGE. Kind of subject.' })
  subjectKind: string;

  @Field(() => Int, { description: 'Số thứ tự của mục nhật ký. Sequence of the entry.' })
  sequence: number;

  @Field(() => Date, { description: 'Thời điểm của mục nhật ký (UTC). When the entry was written.' })
  at: Date;

  @Field(() => String, {
    nullable: true,
    description:
      'Trạng thái lúc đó; null khi loại đối tượng này không có. State it was in; null for a kind without one.',
  })
  state: string | null;

  @Field(() => [ID], {
    description:
      'Với giao ước: các đơn vị đã ký đến lúc đó, theo thứ tự ký. Of a pledge: the units that had signed, in order.',
  })
  signedUnitIds: string[];

  @Field(() => [NotReconstructed], {
    description: 'Điều không dựng lại được và vì sao. What could not be reconstructed, and why.',
  })
  notReconstructed: NotReconstructed[];
}

/** The state that a subject begins in: entries state it only when it changes. */
const FIRST_STATE: Readonly<Partial<Record<string, string>>> = {
  [SubjectKind.Cycle]: CycleState.Opening,
  [SubjectKind.Pledge]: PledgeState.Drafting,
  [SubjectKind.Review]: ReviewState.Collecting,
};

const NO_STATE = {
  vi: 'Đối tượng loại này không có trạng thái: từng mục nhật ký nêu điều nó đã đặt.',
  en: 'Subjects of this kind have no state: each entry says what it set.',
};

/**
 * A subject as it stood right after an entry, from the entries up to there.
 * @throws NOT_FOUND when its history does not go so far.
 */
export async function emulationSubjectAsOf(
  runner: SqlRunner,
  subjectId: string,
  sequence: number,
): Promise<EmulationSubjectAsOf> {
  const { entries, last } = await readChainUntil(runner, subjectId, sequence);
  const { subjectKind } = last;
  const firstState = FIRST_STATE[subjectKind] ?? null;
  return Object.assign(new EmulationSubjectAsOf(), {
    subjectId,
    subjectKind,
    sequence,
    at: new Date(last.at),
    state: firstState === null ? null : (lastStated(entries, 'state') ?? firstState),
    signedUnitIds: entries
      .filter(({ subjectKind: kind, action }) => kind === SubjectKind.Pledge && action === PledgeAction.Sign)
      .map((entry) => statedAfter(entry, 'unitId')),
    notReconstructed: firstState === null ? [notReconstructed('state', NO_STATE)] : [],
  });
}
