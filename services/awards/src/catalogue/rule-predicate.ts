import type { Reason } from '@thidua/contracts';

/** Names of predicates: capitals and underscores. */
const NAME = /^[A-Z][A-Z_]{1,59}$/;

/**
 * What is wrong with the form of a rule's condition; empty when it can be stored.
 * @param path path of the value in the input.
 */
export function predicateProblems(value: object, path: string): Reason[] {
  const name = (value as { predicate?: unknown }).predicate;
  if (typeof name === 'string' && NAME.test(name)) {
    return [];
  }
  return [
    {
      code: 'RULE_PREDICATE_INVALID',
      vi: `${path}.predicate: Cần tên vị từ, ví dụ CONSECUTIVE_TITLES.`,
      en: `${path}.predicate: Give the name of a predicate, for example CONSECUTIVE_TITLES.`,
      field: `${path}.predicate`,
    },
  ];
}
