import type { Message } from '@thidua/contracts';
import type { GraphQLError } from 'graphql';
import { gatewayError } from './gateway-error';

/** What is counted in the text of an operation. */
export type TextLimit = 'TOKENS' | 'NESTING' | 'ALIASES' | 'DIRECTIVES';

const COUNTED: Readonly<Record<TextLimit, Message>> = {
  TOKENS: { vi: 'token', en: 'tokens' },
  NESTING: { vi: 'tầng ngoặc', en: 'levels of brackets' },
  ALIASES: { vi: 'bí danh', en: 'aliases' },
  DIRECTIVES: { vi: 'chỉ thị', en: 'directives' },
};

/** The operation's fields lie deeper inside each other than is answered. */
export function operationTooDeep(most: number, counted: number): GraphQLError {
  return gatewayError(
    'OPERATION_TOO_DEEP',
    {
      vi: `Thao tác lồng quá sâu: tối đa ${most} tầng.`,
      en: `The operation is nested too deeply: at most ${most} levels.`,
    },
    { limit: 'DEPTH', most, counted },
    400,
  );
}

/**
 * The text of the operation has more of something than is read.
 * @param counted how many there are; for tokens and nesting one more than the limit, because counting ends there.
 */
export function operationTooLarge(limit: TextLimit, most: number, counted: number): GraphQLError {
  const { vi, en } = COUNTED[limit];
  return gatewayError(
    'OPERATION_TOO_LARGE',
    {
      vi: `Văn bản thao tác quá lớn: tối đa ${most} ${vi}.`,
      en: `The operation is too large: at most ${most} ${en}.`,
    },
    { limit, most, counted },
    400,
  );
}

/** The operation asks for more than is answered at once, list sizes counted. */
export function operationTooCostly(most: number, cost: number): GraphQLError {
  return gatewayError(
    'OPERATION_TOO_COSTLY',
    {
      vi: `Thao tác đòi hỏi quá nhiều dữ liệu: chi phí ${cost}, tối đa ${most}. Hãy giảm first, bớt trường hoặc chia thành nhiều lần.`,
      en: `The operation asks for too much: it costs ${cost}, at most ${most}. Ask for smaller pages, fewer fields, or in several steps.`,
    },
    { limit: 'COST', most, counted: cost },
    400,
  );
}

/** Several operations in one request: there is no batching. */
export function batchNotSupported(counted: number): GraphQLError {
  return gatewayError(
    'BATCH_NOT_SUPPORTED',
    { vi: 'Mỗi yêu cầu chỉ có một thao tác.', en: 'A request holds one operation.' },
    { limit: 'OPERATIONS', most: 1, counted },
    400,
  );
}

/** Only registered operations are served, and this is none. */
export function operationNotRegistered(documentId: string | null): GraphQLError {
  return gatewayError(
    'OPERATION_NOT_REGISTERED',
    {
      vi: 'Hệ thống chỉ nhận các thao tác đã đăng ký; thao tác này chưa có trong danh mục.',
      en: 'Only registered operations are served; this one is not in the manifest.',
    },
    { documentId },
    400,
  );
}

/** Whose requests a minute are counted. */
export type RateLimitScope = 'ADDRESS' | 'PERSON' | 'VERIFICATION';

/** More requests in a minute than are answered. */
export function rateLimited(
  scope: RateLimitScope,
  most: number,
  counted: number,
  retryAfterSeconds: number,
): GraphQLError {
  return gatewayError(
    'RATE_LIMITED',
    {
      vi: `Quá nhiều yêu cầu: tối đa ${most} mỗi phút. Hãy thử lại sau ${retryAfterSeconds} giây.`,
      en: `Too many requests: at most ${most} a minute. Try again in ${retryAfterSeconds} seconds.`,
    },
    { limit: `REQUESTS_PER_${scope}`, most, counted, retryAfterSeconds },
    429,
    { 'retry-after': String(retryAfterSeconds) },
  );
}
