import type { Message, Reason } from '@thidua/contracts';
import { GraphQLError } from 'graphql';

/** Codes of errors that a client can act on; expected business refusals are union members instead (Refusal). */
export type ErrorCode = 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'BAD_USER_INPUT' | 'CONFLICT' | 'RETRY_LATER';

/** An input field that was wrong, and what would be right. */
export interface FieldProblem extends Message {
  /** Path of the field, for example `input.year`. */
  readonly field: string;
}

function error(code: ErrorCode, message: Message, more: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(`${message.vi} / ${message.en}`, { extensions: { code, message, ...more } });
}

/** The caller is not signed in. */
export function unauthenticated(): GraphQLError {
  return error('UNAUTHENTICATED', {
    vi: 'Bạn cần đăng nhập để thực hiện việc này.',
    en: 'Sign in to do this.',
  });
}

/** The caller's mandates do not cover it; says which mandate would. */
export function forbidden(message: Message, more: Record<string, unknown> = {}): GraphQLError {
  return error('FORBIDDEN', message, more);
}

/**
 * Nothing with this id, or nothing that the caller may know of.
 * @param what what was looked for, for example `{ vi: 'đơn vị', en: 'union unit' }`.
 */
export function notFound(what: Message, field: string | null = null): GraphQLError {
  return error(
    'NOT_FOUND',
    { vi: `Không tìm thấy ${what.vi}.`, en: `There is no such ${what.en}.` },
    field ? { fields: [{ field, vi: `Không tìm thấy ${what.vi}.`, en: `There is no such ${what.en}.` }] } : {},
  );
}

/** The input is wrong: which fields, and what would be right. */
export function badInput(...problems: readonly [FieldProblem, ...FieldProblem[]]): GraphQLError {
  return error(
    'BAD_USER_INPUT',
    {
      vi: problems.map((problem) => `${problem.field}: ${problem.vi}`).join(' '),
      en: problems.map((problem) => `${problem.field}: ${problem.en}`).join(' '),
    },
    { fields: problems },
  );
}

/** Somebody was first, or a commandId was used for something else. */
export function conflict(message: Message, more: Record<string, unknown> = {}): GraphQLError {
  return error('CONFLICT', message, more);
}

/** This service has not yet heard of something that the caller's passport names; the same request will succeed soon. */
export function retryLater(message: Message): GraphQLError {
  return error('RETRY_LATER', message, { retryAfterSeconds: 1 });
}

/** An expected business refusal: everything is rolled back and the reasons become the union's refusal member. */
export class Refusal extends Error {
  /** @param reasons why, in words; at least one. */
  constructor(readonly reasons: readonly [Reason, ...Reason[]]) {
    super(reasons.map((reason) => reason.en).join(' '));
    this.name = 'Refusal';
  }
}

/** A refusal for one reason. */
export function refuse(code: string, vi: string, en: string, field: string | null = null): Refusal {
  return new Refusal([{ code, vi, en, field }]);
}
