import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { operationNotNamed, operationTooDeep, subscriptionsNotSupported } from '../errors/gateway-error';
import { isInternal, publicError } from '../errors/public-error';
import type { SupergraphGateway } from '../federation/supergraph';
import type { PassportOffice } from '../identity/caller';
import type { Log } from '../log';
import { currentExchange, type GraphContext } from './exchange';
import { DEEPEST_OPERATION, operationDepth } from './operation-depth';

/** What the graph's server needs. */
export interface GraphServerParts {
  readonly gateway: SupergraphGateway;
  readonly passportOffice: PassportOffice;
  readonly log: Log;
}

/** Apollo Server over the supergraph; not yet started. */
export function createGraphServer({ gateway, passportOffice, log }: GraphServerParts): ApolloServer<GraphContext> {
  return new ApolloServer<GraphContext>({
    gateway,
    logger: log,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      identityBeforeExecution(passportOffice),
    ],
    formatError(formatted, error) {
      const exchange = currentExchange.getStore();
      const code = formatted.extensions?.['code'];
      exchange?.errorCodes.push(typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR');
      if (isInternal(code)) {
        log.error(
          {
            traceId: exchange?.trace.traceId,
            operation: exchange?.operationName,
            subgraph: formatted.extensions?.['subgraph'],
            err: causeOf(error),
          },
          'an internal error was answered',
        );
      }
      return publicError(formatted, exchange?.trace.traceId ?? null);
    },
  });
}

/** Reads the caller's mandates once the operation is known: a mutation needs them fresh. */
function identityBeforeExecution(passportOffice: PassportOffice): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ contextValue: { exchange }, document, operation, operationName }) {
          if (operation === undefined) throw operationNotNamed();
          if (operation.operation === 'subscription') throw subscriptionsNotSupported();
          if (operationDepth(operation, fragmentsOf(document)) > DEEPEST_OPERATION) {
            throw operationTooDeep(DEEPEST_OPERATION);
          }
          exchange.kind = operation.operation === 'mutation' ? 'mutation' : 'query';
          exchange.operationName = operationName;
          // The schema is public; reading it must work even while membership does not answer.
          if (asksOnlyAboutTheSchema(operation)) return;
          exchange.passports = await passportOffice.passportsFor(exchange.caller, exchange.requestId, exchange.kind);
        },
      };
    },
  };
}

function asksOnlyAboutTheSchema(operation: OperationDefinitionNode): boolean {
  return operation.selectionSet.selections.every(
    (selection) => selection.kind === Kind.FIELD && selection.name.value.startsWith('__'),
  );
}

function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

function causeOf(error: unknown): unknown {
  return (error as Partial<GraphQLError> | null)?.originalError ?? error;
}
