import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { inOurWords } from '../errors/apollo-error';
import { isInternal, publicError } from '../errors/public-error';
import type { Log } from '../log';
import { currentExchange } from './exchange';

/** Turns every error of an operation into what the caller may see, and notes it for the logs. */
export function errorFormat(log: Log, showsSuggestions: boolean) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const exchange = currentExchange.getStore();
    const ours = inOurWords(formatted, error, showsSuggestions);
    const { code, ...extensions } = ours.extensions ?? {};
    exchange?.noteError(typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR', ours.path ?? [], extensions);
    if (isInternal(code)) {
      log.error(
        {
          traceId: exchange?.trace.traceId,
          operation: exchange?.operationName,
          subgraph: extensions['subgraph'],
          err: causeOf(error),
        },
        'an internal error was answered',
      );
    }
    return publicError(ours, exchange?.trace.traceId ?? null);
  };
}

function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError ? (error.originalError ?? error) : error;
}
