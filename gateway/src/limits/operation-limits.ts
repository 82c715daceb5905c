/** How large an operation may be. */
export interface OperationLimits {
  /** Levels of fields inside each other; introspection's own questions need 15. */
  readonly depth: number;
  /** Aliases, fragments counted where they are spread. */
  readonly aliases: number;
  /** Directives, fragments counted where they are spread. */
  readonly directives: number;
  /** Tokens of the text; the largest operation of the explorer has about 200. */
  readonly tokens: number;
  /** Brackets of any kind inside each other: the parser and the planner go down one level of their stack for each. */
  readonly nesting: number;
  /** Fields of the answer, as far as they can be foretold. */
  readonly cost: number;
}

/** The limits of a running gateway; docs/limits.md explains them. */
export const OPERATION_LIMITS: OperationLimits = {
  depth: 25,
  aliases: 50,
  directives: 50,
  tokens: 2_000,
  nesting: 64,
  cost: 30_000,
};
