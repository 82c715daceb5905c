import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { labelOf, type PathStep } from './history-labels';

/** On which side of an entry a value is stated. */
export enum DifferenceKind {
  /** Both sides say it, and differ. */
  Changed = 'CHANGED',
  /** Only what stood before; the entry says nothing of it afterwards. */
  StatedBefore = 'STATED_BEFORE',
  /** Only what stands since. */
  StatedAfter = 'STATED_AFTER',
}
registerEnumType(DifferenceKind, {
  name: 'DifferenceKind',
  description: 'Mục nhật ký nêu giá trị ở phía nào. On which side of an entry a value is stated.',
  valuesConfig: {
    Changed: { description: 'Nêu ở cả hai phía và khác nhau. Stated on both sides, and different.' },
    StatedBefore: {
      description:
        'Chỉ nêu lúc trước: hoàn cảnh khi quyết định, không phải giá trị bị xóa. Stated only before: the situation that was decided in, not a value that was taken away.',
    },
    StatedAfter: { description: 'Chỉ nêu sau khi thay đổi. Stated only afterwards.' },
  },
});

/** One value that an entry changed or states. */
@Directive('@shareable')
@ObjectType({
  description: 'Một khác biệt giữa trước và sau, đọc được. One difference between before and after, to be read.',
})
export class HistoryDifference {
  @Field({ description: 'Đường dẫn, ví dụ stages[0].unitId. Path of the value, for example stages[0].unitId.' })
  path: string;
  @Field(() => String, {
    nullable: true,
    description:
      'Tên tiếng Việt, ví dụ “Các bước › 1 › Đơn vị”; null khi chưa có tên. What it is called in Vietnamese; null where it has no name yet.',
  })
  label: string | null;
  @Field(() => DifferenceKind, { description: 'Nêu ở phía nào. On which side it is stated.' })
  kind: DifferenceKind;
  @Field(() => String, {
    nullable: true,
    description: 'Giá trị trước; null khi trống hoặc không nêu. Value before; null when empty or not stated.',
  })
  before: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Giá trị sau; null khi trống hoặc không nêu. Value afterwards; null when empty or not stated.',
  })
  after: string | null;
}

type Leaf = { readonly steps: readonly PathStep[]; readonly text: string | null };

/** Every single value under a value, by its path, in the order in which it is written. */
function leavesOf(value: unknown, steps: readonly PathStep[] = [], found = new Map<string, Leaf>()): Map<string, Leaf> {
  if (Array.isArray(value) && value.length > 0) {
    value.forEach((item, index) => leavesOf(item, [...steps, index], found));
  } else if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    for (const [name, item] of Object.entries(value)) {
      leavesOf(item, [...steps, name], found);
    }
  } else if (steps.length > 0 || (value !== null && value !== undefined)) {
    found.set(pathText(steps), { steps, text: textOf(value) });
  }
  return found;
}

function pathText(steps: readonly PathStep[]): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === 'number') {
      return `${path}[${step}]`;
    }
    return path === '' ? step : `${path}.${step}`;
  }, '');
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) {
    return null;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What differs between the two sides of an entry, value by value; what both say alike is left out. */
export function differencesOf(before: unknown, after: unknown): HistoryDifference[] {
  const [earlier, later] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((path) => {
    const [one, other] = [earlier.get(path), later.get(path)];
    if (one && other && one.text === other.text) {
      return [];
    }
    const kind = !other ? DifferenceKind.StatedBefore : !one ? DifferenceKind.StatedAfter : DifferenceKind.Changed;
    return [
      Object.assign(new HistoryDifference(), {
        path,
        label: labelOf((one ?? other)?.steps ?? []),
        kind,
        before: one?.text ?? null,
        after: other?.text ?? null,
      }),
    ];
  });
}

/** A digest that an entry holds of a text that is kept elsewhere. */
@Directive('@shareable')
@ObjectType({
  description:
    'Mã băm SHA-256 của một văn bản trong hồ sơ. SHA-256 of a text of the dossier, by which the text kept elsewhere can be compared.',
})
export class DossierDigest {
  @Field({ description: 'Trường, ví dụ achievementDigest. The field, for example achievementDigest.' })
  field: string;
  @Field(() => String, { nullable: true, description: 'Trước khi thay đổi. Digest before the change.' })
  before: string | null;
  @Field(() => String, { nullable: true, description: 'Sau khi thay đổi. Digest after the change.' })
  after: string | null;
}

/** The digests that an entry holds, whether they changed or not. */
export function digestsOf(before: unknown, after: unknown): DossierDigest[] {
  const [earlier, later] = [leavesOf(before), leavesOf(after)];
  const paths = [...new Set([...earlier.keys(), ...later.keys()])].filter((path) => path.endsWith('Digest'));
  return paths.map((field) =>
    Object.assign(new DossierDigest(), {
      field,
      before: earlier.get(field)?.text ?? null,
      after: later.get(field)?.text ?? null,
    }),
  );
}
