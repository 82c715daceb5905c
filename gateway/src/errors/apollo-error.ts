import { ApolloServerValidationErrorCode } from '@apollo/server/errors';
import type { Message } from '@thidua/contracts';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { gatewayError } from './gateway-error';

/** Refusals that Apollo Server knows only in its own words. */
const REFUSALS: readonly { readonly words: RegExp; readonly refusal: GraphQLError }[] = [
  {
    words: /^This operation has been blocked as a potential Cross-Site Request Forgery/,
    refusal: gatewayError('CROSS_SITE_REQUEST', {
      vi: 'Trang web khác có thể tự gửi yêu cầu như thế này. Hãy gửi content-type: application/json hoặc đầu mục apollo-require-preflight.',
      en: 'A foreign page could send a request like this by itself. Send content-type: application/json or the header apollo-require-preflight.',
    }),
  },
  {
    words: /^GET requests only support query operations/,
    refusal: gatewayError('METHOD_NOT_ALLOWED', {
      vi: 'GET chỉ dùng để đọc; hãy gửi mutation bằng POST.',
      en: 'GET only reads; send a mutation by POST.',
    }),
  },
];

const INTROSPECTION_OFF = gatewayError('INTROSPECTION_OFF', {
  vi: 'Hệ thống này không cho đọc lược đồ.',
  en: 'This system does not show its schema.',
});

/** What the codes of graphql-js and Apollo Server mean, for errors that come in English alone. */
const VIETNAMESE: Readonly<Record<string, string>> = {
  GRAPHQL_PARSE_FAILED: 'Văn bản thao tác sai cú pháp.',
  GRAPHQL_VALIDATION_FAILED: 'Thao tác không khớp với lược đồ.',
  BAD_USER_INPUT: 'Giá trị đầu vào không đúng kiểu.',
  BAD_REQUEST: 'Yêu cầu không đúng dạng.',
};

/** How graphql-js ends a message with names that the schema does have. */
const SUGGESTION = / ?Did you mean .+\?$/s;

/**
 * An error as the gateway says it: a rule's own refusal instead of "validation failed", Apollo's refusals by a code of
 * their own, everything in both languages.
 * @param showsSuggestions whether names of the schema may be suggested to somebody who mistyped one.
 */
export function inOurWords(
  formatted: GraphQLFormattedError,
  error: unknown,
  showsSuggestions: boolean,
): GraphQLFormattedError {
  const refusal = refusalOf(formatted, error);
  if (refusal) return { ...refusal.toJSON(), path: formatted.path };
  const code = formatted.extensions?.['code'];
  const vi = typeof code === 'string' ? VIETNAMESE[code] : undefined;
  if (vi === undefined || formatted.extensions?.['message'] !== undefined) return formatted;
  const message: Message = {
    vi,
    en: showsSuggestions ? formatted.message : formatted.message.replace(SUGGESTION, ''),
  };
  return {
    ...formatted,
    message: `${message.vi} / ${message.en}`,
    extensions: { ...formatted.extensions, message },
  };
}

function refusalOf(formatted: GraphQLFormattedError, error: unknown): GraphQLError | undefined {
  const { validationErrorCode } = formatted.extensions ?? {};
  if (validationErrorCode === ApolloServerValidationErrorCode.INTROSPECTION_DISABLED) return INTROSPECTION_OFF;
  const cause = error instanceof GraphQLError ? error.originalError : undefined;
  // Apollo Server gives every error of a validation rule the same code; the rule's own error stands behind it.
  if (formatted.extensions?.['code'] === 'GRAPHQL_VALIDATION_FAILED' && cause instanceof GraphQLError) {
    if (cause.extensions['code'] !== undefined) return cause;
  }
  return REFUSALS.find(({ words }) => words.test(formatted.message))?.refusal;
}
