import type { ApolloServerOptions } from '@apollo/server';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { UnifiedGraphManager } from '@graphql-mesh/fusion-runtime';
import httpTransport from '@graphql-mesh/transport-http';
import { PASSPORT_HEADER } from '@thidua/contracts/passport';
import { type DocumentNode, GraphQLError, Kind } from 'graphql';
import type { Exchange, GraphContext } from '../http/exchange';
import { fromSubgraph } from './subgraph-error';
import type { SubgraphConnections } from './subgraph-connections';
import { subgraphFetch, type TimeLimits } from './subgraph-fetch';

/** What Apollo Server takes as its `gateway`. */
export type SupergraphGateway = NonNullable<ApolloServerOptions<GraphContext>['gateway']>;

/** What the supergraph's executor needs. */
export interface SupergraphParts {
  /** The composed supergraph. */
  readonly supergraphSdl: string;
  /** Base addresses of the subgraphs by name; those in the supergraph file are not used. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Connections to the subgraphs. */
  readonly connections: SubgraphConnections;
  /** How long a subgraph may take. */
  readonly timeLimits: TimeLimits;
}

/** What the HTTP executor tells the headers factory. */
interface OutgoingRequest {
  readonly context: Exchange;
}

/** How the HTTP transport speaks to one subgraph. */
export function transportOptionsOf(subgraph: string) {
  return {
    // In-flight de-duplication would hand one user's answer to another who asks the same at the same moment.
    deduplicateInflightRequests: false,
    headers: ({ context }: OutgoingRequest) => ({
      [PASSPORT_HEADER]: passportsOf(context).ready(subgraph),
      traceparent: context.trace.traceparent,
    }),
  };
}

function passportsOf(exchange: Exchange) {
  if (exchange.passports === null) throw new Error('the request has no passports');
  return exchange.passports;
}

/**
 * Apollo Server's `gateway`: the Rust planner of Hive Router behind the executor of its runtime.
 * Identity reaches a subgraph in one way only: `passports.prepare` signs, the transport's headers factory puts it in.
 */
export function supergraphGateway(parts: SupergraphParts): SupergraphGateway {
  const manager = new UnifiedGraphManager<Exchange>({
    getUnifiedGraph: () => parts.supergraphSdl,
    handleUnifiedGraph: unifiedGraphHandler,
    // Batches only within one context object, that is within one request.
    batch: true,
    transportEntryAdditions: Object.fromEntries(
      Object.entries(parts.addresses).map(([subgraph, address]) => [subgraph, { location: `${address}/graphql` }]),
    ),
    transports: {
      http: {
        getSubgraphExecutor(payload) {
          const { subgraphName, transportEntry } = payload;
          const fetch = subgraphFetch(subgraphName, parts.connections.agentOf(subgraphName), parts.timeLimits);
          return httpTransport.getSubgraphExecutor({
            ...payload,
            // Here and not in the additions above: the runtime prints those as text, which functions do not survive.
            transportEntry: { ...transportEntry, options: transportOptionsOf(subgraphName) },
            fetch: fetch as unknown as NonNullable<typeof payload.fetch>,
          });
        },
      },
    },
    onSubgraphExecuteHooks: [
      async ({ executionRequest, subgraphName }) => {
        const exchange = executionRequest.context;
        if (exchange === undefined) throw new Error('a request must carry its exchange');
        await passportsOf(exchange).prepare(subgraphName);
        return (answered) => {
          const { result } = answered;
          if ('errors' in result && result.errors !== undefined) {
            answered.setResult({ ...result, errors: result.errors.map((error) => fromSubgraph(error, subgraphName)) });
          }
        };
      },
    ],
  });

  let announce: Parameters<SupergraphGateway['onSchemaLoadOrUpdate']>[0] | null = null;
  return {
    onSchemaLoadOrUpdate(callback) {
      announce = callback;
      return () => {
        announce = null;
      };
    },
    async load() {
      const apiSchema = await manager.getUnifiedGraph();
      const execute = await manager.getExecutor();
      if (!execute) throw new Error('the supergraph has no executor');
      announce?.({ apiSchema, coreSupergraphSdl: parts.supergraphSdl });
      return {
        // The executor's context is the exchange, new for each request; the document is passed unchanged, because plans are kept by its identity.
        // The caller's signal is not: planning is shared by everybody who sends the document, and an aborted plan would
        // be remembered. The exchange carries it to the fetch instead.
        executor: async ({ document, request, operationName, operation, context }) => {
          try {
            const result = await execute({
              document,
              variables: request.variables ?? {},
              operationName: operationName ?? undefined,
              operationType: operation.operation,
              context: (context as GraphContext).exchange,
            });
            if (Symbol.asyncIterator in result) throw new Error('subscriptions are not served');
            if (result.errors === undefined) return result;
            const whole = firstResponseKey(document, operationName);
            return {
              ...result,
              data: result.data ?? null,
              errors: result.errors.map((error) => (error.path ? error : located(error, whole))),
            };
          } catch (failure) {
            return { errors: refusedVariables(failure) };
          }
        },
      };
    },
    async stop() {
      await manager[Symbol.asyncDispose]();
    },
  };
}

/** The error with a path, for one that came without: a part of the answer is always named. */
function located(error: GraphQLError, path: readonly string[]): GraphQLError {
  return new GraphQLError(error.message, { path, extensions: error.extensions, originalError: error });
}

function firstResponseKey(document: DocumentNode, operationName: string | null): readonly string[] {
  const operation = document.definitions.find(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      (operationName === null || definition.name?.value === operationName),
  );
  const field =
    operation?.kind === Kind.OPERATION_DEFINITION
      ? operation.selectionSet.selections.find((selection) => selection.kind === Kind.FIELD)
      : undefined;
  return field ? [field.alias?.value ?? field.name.value] : [];
}

/**
 * The executor throws GraphQL errors for variables that do not fit their types; anything else is a fault of ours.
 * @throws the failure when it is not about variables.
 */
function refusedVariables(failure: unknown): readonly GraphQLError[] {
  const failures: readonly unknown[] = failure instanceof AggregateError ? failure.errors : [failure];
  return failures.map((each) => {
    if (!(each instanceof GraphQLError) || each.extensions['code'] !== undefined) throw each;
    return new GraphQLError(each.message, {
      nodes: each.nodes ?? null,
      extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
    });
  });
}
