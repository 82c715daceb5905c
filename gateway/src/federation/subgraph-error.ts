import { GraphQLError } from 'graphql';
import { subgraphUnavailable } from '../errors/gateway-error';

/** Codes by which the HTTP executor says that an answer was not GraphQL. */
const NOT_GRAPHQL: ReadonlySet<unknown> = new Set(['RESPONSE_VALIDATION_FAILED', 'SUBREQUEST_HTTP_ERROR']);

/**
 * Codes that, coming from a subgraph, are a fault between gateway and subgraph and not the caller's: the gateway has
 * already validated the operation.
 */
const OUR_FAULT: ReadonlySet<unknown> = new Set(['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'BAD_REQUEST']);

/** A subgraph's error as the gateway goes on with it: its extensions stay, its HTTP status does not become ours. */
export function fromSubgraph(error: GraphQLError, subgraph: string): GraphQLError {
  const { http: _status, ...extensions } = error.extensions;
  const { code } = extensions;
  if (NOT_GRAPHQL.has(code)) {
    const unavailable = subgraphUnavailable(subgraph, 'NOT_GRAPHQL', false);
    return new GraphQLError(unavailable.message, { path: error.path ?? null, extensions: unavailable.extensions });
  }
  return new GraphQLError(error.message, {
    path: error.path ?? null,
    originalError: error,
    extensions: { ...extensions, code: OUR_FAULT.has(code) ? 'INTERNAL_SERVER_ERROR' : code, subgraph },
  });
}
