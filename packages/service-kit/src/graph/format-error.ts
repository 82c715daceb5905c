import type { ValidationError } from 'class-validator';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, isValueNode, type GraphQLFormattedError } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import type { Message } from '@thidua/contracts';
import type { FieldProblem } from '../errors';
import { CommandInput } from './shared-types';
import type { Log } from '../log';

/** What was wrong by each validation rule, in both languages; the rule's bounds are added. */
const RULES: Readonly<Record<string, { vi: string; en: string }>> = {
  min: { vi: 'nhỏ hơn giá trị cho phép', en: 'is below its least value' },
  max: { vi: 'lớn hơn giá trị cho phép', en: 'is above its greatest value' },
  isUuid: { vi: 'phải là UUID', en: 'must be a UUID' },
  isUUID: { vi: 'phải là UUID', en: 'must be a UUID' },
  maxLength: { vi: 'quá dài', en: 'is too long' },
  minLength: { vi: 'quá ngắn', en: 'is too short' },
  isLength: { vi: 'có độ dài không hợp lệ', en: 'has a length out of bounds' },
  arrayMinSize: { vi: 'có quá ít phần tử', en: 'has too few items' },
  arrayMaxSize: { vi: 'có quá nhiều phần tử', en: 'has too many items' },
  isWords: { vi: 'không được để trống hoặc quá dài', en: 'must not be blank or too long' },
  matches: { vi: 'không đúng định dạng', en: 'has the wrong form' },
};

/** A rule's own words, written as “Vietnamese / English”. */
function inBothLanguages(message: string): Message {
  const [vi = message, en = vi] = message.split(' / ');
  return { vi, en };
}

function problemsOf(errors: readonly ValidationError[], path: string): FieldProblem[] {
  return errors.flatMap((error) => {
    const field = path ? `${path}.${error.property}` : error.property;
    const problems = Object.entries(error.constraints ?? {}).map(([rule, message]) => {
      const own = rule === 'matches' && !message.includes('regular expression') ? inBothLanguages(message) : null;
      const bounds = rule === 'matches' ? [] : (message.replace(error.property, '').match(/\d+/gu) ?? []);
      const added = bounds.length > 0 ? ` (${bounds.join('–')})` : '';
      const words = RULES[rule] ?? { vi: 'không hợp lệ', en: 'is not valid' };
      return {
        field,
        vi: `${words.vi}${added}${own ? `: ${own.vi}` : ''}`,
        en: `${words.en}${added}${own ? `: ${own.en}` : ''}`,
      };
    });
    return [...problems, ...problemsOf(error.children ?? [], field)];
  });
}

/**
 * Whether an operation did not validate because of a value written into it that a scalar refused. The gateway knows the
 * names of our scalars and not their rules, so such a value is the caller's and first met here.
 */
function isRefusedLiteral(error: GraphQLError, code: unknown): boolean {
  if (code !== 'GRAPHQL_VALIDATION_FAILED') {
    return false;
  }
  const { nodes, originalError } = error;
  return (
    (originalError instanceof GraphQLError && originalError.extensions['code'] === 'BAD_USER_INPUT') ||
    (nodes !== undefined && nodes.length > 0 && nodes.every(isValueNode))
  );
}

function formattedInput(fields: readonly FieldProblem[]): GraphQLFormattedError {
  const message = {
    vi: fields.map((problem) => `${problem.field} ${problem.vi}`).join('; '),
    en: fields.map((problem) => `${problem.field} ${problem.en}`).join('; '),
  };
  return { message: `${message.vi} / ${message.en}`, extensions: { code: 'BAD_USER_INPUT', message, fields } };
}

/** What graphql itself says of an argument that came as null by way of a variable, though it must not be. */
const NULL_ARGUMENT = /^Argument "(?<name>\w+)" of (?:non-null|required) type "(?<type>[^"]+)"/;

function nullArgument(error: unknown): FieldProblem | null {
  const { name, type } = (error instanceof GraphQLError && NULL_ARGUMENT.exec(error.message)?.groups) || {};
  return name && type ? { field: name, vi: `không được để trống (${type})`, en: `must not be null (${type})` } : null;
}

/**
 * Turns any error into what a client may see: a code, words in both languages, the fields concerned. Everything
 * unexpected becomes INTERNAL_SERVER_ERROR without its message, which only the log gets.
 */
export function createErrorFormatter(
  log: Log,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const original = unwrapResolverError(error);
    if (original instanceof ArgumentValidationError) {
      const { validationErrors } = original.extensions;
      const fields = problemsOf(validationErrors, validationErrors[0]?.target instanceof CommandInput ? 'input' : '');
      return { ...formattedInput(fields), ...(formatted.path ? { path: formatted.path } : {}) };
    }
    const missing = nullArgument(original);
    if (missing) {
      const { path } = formatted;
      return { ...formattedInput([missing]), ...(path ? { path } : {}) };
    }
    const code = formatted.extensions?.['code'];
    if (original instanceof GraphQLError && typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR') {
      const { stacktrace: _hidden, ...extensions } = formatted.extensions ?? {};
      return {
        ...formatted,
        extensions: isRefusedLiteral(original, code) ? { ...extensions, code: 'BAD_USER_INPUT' } : extensions,
      };
    }
    log.error(
      {
        err: original instanceof Error ? { message: original.message, stack: original.stack } : original,
        path: formatted.path,
      },
      'unexpected error',
    );
    return {
      message: 'Lỗi hệ thống; hãy thử lại. / Something went wrong on our side; try again.',
      ...(formatted.path ? { path: formatted.path } : {}),
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  };
}
