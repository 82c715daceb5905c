import { HeaderMap } from '@apollo/server';
import type { Message } from '@thidua/contracts';
import { GraphQLError } from 'graphql';

/** Codes that the gateway itself gives; subgraphs have more. */
export type GatewayErrorCode =
  | 'UNAUTHENTICATED'
  | 'IDENTITY_NOT_LINKED'
  | 'MANDATE_NOT_CHOSEN'
  | 'SIGN_IN_UNAVAILABLE'
  | 'FORBIDDEN'
  | 'BAD_USER_INPUT'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'OPERATION_NOT_SUPPORTED'
  | 'OPERATION_TOO_DEEP'
  | 'OPERATION_TOO_LARGE'
  | 'OPERATION_TOO_COSTLY'
  | 'OPERATION_NOT_REGISTERED'
  | 'BATCH_NOT_SUPPORTED'
  | 'INTROSPECTION_OFF'
  | 'CROSS_SITE_REQUEST'
  | 'METHOD_NOT_ALLOWED'
  | 'RATE_LIMITED'
  | 'NOT_FOUND'
  | 'BODY_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'BAD_REQUEST'
  | 'EXPLORER_OFF'
  | 'INTERNAL_SERVER_ERROR'
  | 'SUBGRAPH_UNAVAILABLE'
  | 'REQUEST_ABORTED';

/**
 * An error for the caller, in both languages.
 * @param status HTTP status of the whole answer; leave it out for an error that concerns one part.
 * @param headers HTTP headers of the answer.
 */
export function gatewayError(
  code: GatewayErrorCode,
  message: Message,
  more: Record<string, unknown> = {},
  status?: number,
  headers: Readonly<Record<string, string>> = {},
): GraphQLError {
  const extensions: Record<string, unknown> = { code, message, ...more };
  if (status !== undefined) extensions['http'] = { status, headers: new HeaderMap(Object.entries(headers)) };
  return new GraphQLError(`${message.vi} / ${message.en}`, { extensions });
}

/** The token is missing where one is needed, forged, expired, or of somebody unknown. */
export function unauthenticated(message: Message): GraphQLError {
  return gatewayError('UNAUTHENTICATED', message, {}, 401);
}

/** X-Act-As names a mandate that the caller does not hold. */
export function unknownMandate(): GraphQLError {
  return gatewayError(
    'FORBIDDEN',
    {
      vi: 'Bạn không giữ chức danh nêu trong X-Act-As.',
      en: 'You do not hold the mandate that X-Act-As names.',
    },
    { field: 'X-Act-As' },
    403,
  );
}

/** The document has no operation of the name that was asked for, or several and no name was given. */
export function operationNotNamed(): GraphQLError {
  return gatewayError(
    'OPERATION_RESOLUTION_FAILURE',
    {
      vi: 'Không rõ cần thực hiện thao tác nào: hãy nêu đúng operationName.',
      en: 'Which operation is meant is not clear: name one of the document by operationName.',
    },
    {},
    400,
  );
}

/** The graph answers queries and mutations, and has no subscriptions. */
export function subscriptionsNotSupported(): GraphQLError {
  return gatewayError(
    'OPERATION_NOT_SUPPORTED',
    { vi: 'Hệ thống không có subscription; hãy dùng query.', en: 'There are no subscriptions; use a query.' },
    {},
    400,
  );
}

/** Why a subgraph gave no answer. */
export type SilenceReason = 'UNREACHABLE' | 'TIMED_OUT' | 'NOT_GRAPHQL';

const SILENCE: Readonly<Record<SilenceReason, Message>> = {
  UNREACHABLE: { vi: 'không kết nối được', en: 'cannot be reached' },
  TIMED_OUT: { vi: 'không trả lời kịp', en: 'did not answer in time' },
  NOT_GRAPHQL: { vi: 'trả lời không hợp lệ', en: 'gave an answer that is not usable' },
};

/**
 * A subgraph gave no answer. After a mutation nobody knows whether it was done, and the message says how to find out.
 * @param status HTTP status when the whole request fails for it.
 */
export function subgraphUnavailable(
  subgraph: string,
  reason: SilenceReason,
  duringMutation: boolean,
  status?: number,
): GraphQLError {
  const words = SILENCE[reason];
  const advice: Message = duringMutation
    ? {
        vi: 'Chưa rõ lệnh đã được thực hiện hay chưa: hãy gửi lại với cùng commandId.',
        en: 'Whether the command was done is not known: send it again with the same commandId.',
      }
    : { vi: 'Hãy thử lại sau.', en: 'Try again later.' };
  return gatewayError(
    'SUBGRAPH_UNAVAILABLE',
    {
      vi: `Dịch vụ ${subgraph} ${words.vi}. ${advice.vi}`,
      en: `The service ${subgraph} ${words.en}. ${advice.en}`,
    },
    { subgraph, reason },
    status,
  );
}
