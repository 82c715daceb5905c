import type { Message } from '@thidua/contracts';
import { Min } from 'class-validator';
import { ArgsType, Directive, Field, Int, ObjectType } from 'type-graphql';
import type { AuditEntry } from '../decision/audit-chain';
import { readAudit } from '../decision/audit-trail';
import { notFound } from '../errors';
import type { SqlRunner } from '../identity/unit-scope';

/** Which entry of a chain something is shown as of. */
@ArgsType()
export class AsOfEntryArguments {
  @Field(() => Int, {
    description: 'Ngay sau mục nhật ký số này. As it stood right after the entry of this sequence.',
  })
  @Min(1)
  sequence: number;
}

/** Something of an earlier state that nothing tells any more. */
@Directive('@shareable')
@ObjectType({
  description:
    'Điều không dựng lại được và vì sao. Something of an earlier state that cannot be reconstructed, and why.',
})
export class NotReconstructed {
  @Field({ description: 'Trường không dựng lại được. The field that is left null.' })
  field: string;
  @Field({ description: 'Vì sao, bằng tiếng Việt. Why, in Vietnamese.' })
  vi: string;
  @Field({ description: 'Vì sao, bằng tiếng Anh. Why, in English.' })
  en: string;
}

/** Says that a field cannot be reconstructed, and why. */
export function notReconstructed(field: string, why: Message): NotReconstructed {
  return Object.assign(new NotReconstructed(), { field, vi: why.vi, en: why.en });
}

/**
 * The entries of a chain up to one of them, in order.
 * @throws NOT_FOUND when the chain does not go so far.
 */
export async function readChainUntil(
  runner: SqlRunner,
  subjectId: string,
  sequence: number,
): Promise<{ readonly entries: readonly AuditEntry[]; readonly last: AuditEntry }> {
  const entries = (await readAudit(runner, subjectId, 0, sequence)).map(({ entry }) => entry);
  const last = entries.at(-1);
  if (last?.sequence !== sequence) {
    throw notFound({ vi: 'mục nhật ký', en: 'entry of the history' }, 'sequence');
  }
  return { entries, last };
}

/** What an entry says of a field afterwards; undefined where it says nothing. */
export function statedAfter({ after }: AuditEntry, field: string): unknown {
  return typeof after === 'object' && after !== null && Object.hasOwn(after, field)
    ? (after as Record<string, unknown>)[field]
    : undefined;
}

/** The last text that the entries state of a field; null where none does. */
export function lastStated(entries: readonly AuditEntry[], field: string): string | null {
  const stated = entries.map((entry) => statedAfter(entry, field)).filter((value) => typeof value === 'string');
  return stated.at(-1) ?? null;
}
