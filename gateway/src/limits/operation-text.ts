import { GraphQLError, Lexer, Source, TokenKind } from 'graphql';
import { operationTooLarge } from '../errors/limit-error';
import type { OperationLimits } from './operation-limits';

const OPENING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * Counts the tokens and the nesting of a text with the lexer alone, which builds nothing and needs no stack, and stops
 * at the limit: whatever comes later may then be parsed safely. A text that is not GraphQL is left to the parser.
 * @throws OPERATION_TOO_LARGE
 */
export function checkOperationText(text: string, { tokens, nesting }: OperationLimits): void {
  const lexer = new Lexer(new Source(text));
  let counted = 0;
  let open = 0;
  for (let kind = nextKind(lexer); kind !== TokenKind.EOF; kind = nextKind(lexer)) {
    counted += 1;
    if (counted > tokens) throw operationTooLarge('TOKENS', tokens, counted);
    if (OPENING.has(kind)) open += 1;
    else if (CLOSING.has(kind)) open -= 1;
    if (open > nesting) throw operationTooLarge('NESTING', nesting, open);
  }
}

function nextKind(lexer: Lexer): TokenKind {
  try {
    return lexer.advance().kind;
  } catch (failure) {
    if (failure instanceof GraphQLError) return TokenKind.EOF;
    throw failure;
  }
}
