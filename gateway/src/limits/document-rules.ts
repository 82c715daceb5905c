import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import type { GraphQLError, ValidationContext, ValidationRule } from 'graphql';
import { operationTooDeep, operationTooLarge } from '../errors/limit-error';
import type { OperationLimits } from './operation-limits';

/**
 * Validation rules for what can be told from the document alone; they run once for each document. GraphQL Armor counts,
 * each fragment once, and so ends on circles as well; the refusal is ours, so that it has our form.
 */
export function documentRules({ depth, aliases, directives }: OperationLimits): ValidationRule[] {
  return [
    maxDepthRule({
      flattenFragments: true,
      ignoreIntrospection: false,
      ...judged(depth, (counted) => operationTooDeep(depth, counted)),
    }),
    maxAliasesRule(judged(aliases, (counted) => operationTooLarge('ALIASES', aliases, counted))),
    maxDirectivesRule(judged(directives, (counted) => operationTooLarge('DIRECTIVES', directives, counted))),
  ];
}

/** Lets a rule accept every count, and reports those that are too high. */
function judged(most: number, refusal: (counted: number) => GraphQLError) {
  return {
    n: Number.POSITIVE_INFINITY,
    onAccept: [
      (context: ValidationContext | null, { n }: { n: number }) => {
        if (n > most) context?.reportError(refusal(n));
      },
    ],
  };
}
