import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { getOperationAST, Kind, type OperationDefinitionNode } from 'graphql';
import { operationNotNamed, subscriptionsNotSupported } from '../errors/gateway-error';
import { operationTooCostly } from '../errors/limit-error';
import type { SupergraphGateway } from '../federation/supergraph';
import type { PassportOffice } from '../identity/passport-office';
import { documentRules } from '../limits/document-rules';
import { operationCost } from '../limits/operation-cost';
import type { OperationLimits } from '../limits/operation-limits';
import type { Log } from '../log';
import { errorFormat } from './error-format';
import type { GraphContext } from './exchange';

/** Most errors that are told of one document. */
const MOST_VALIDATION_ERRORS = 20;

/** What the graph's server needs. */
export interface GraphServerParts {
  readonly gateway: SupergraphGateway;
  readonly passportOffice: PassportOffice;
  readonly log: Log;
  readonly limits: OperationLimits;
  /** Whether callers may read the schema. */
  readonly introspection: boolean;
  /** Whether somebody who mistypes a name is told the names that there are; they would show the schema. */
  readonly showsSuggestions: boolean;
}

/** Apollo Server over the supergraph; not yet started. */
export function createGraphServer(parts: GraphServerParts): ApolloServer<GraphContext> {
  return new ApolloServer<GraphContext>({
    gateway: parts.gateway,
    logger: parts.log,
    introspection: parts.introspection,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    validationRules: documentRules(parts.limits),
    validationOptions: { maxErrors: MOST_VALIDATION_ERRORS, hideSuggestions: !parts.showsSuggestions },
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      beforeExecution(parts.passportOffice, parts.limits),
    ],
    formatError: errorFormat(parts.log, parts.showsSuggestions),
  });
}

/** Counts the cost of an operation, and reads the caller's mandates: a mutation needs them fresh. */
function beforeExecution(passportOffice: PassportOffice, limits: OperationLimits): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      return {
        async didEncounterErrors({ contextValue: { exchange }, document, request: { operationName } }) {
          if (document === undefined || exchange.document !== null) return;
          // An operation that is refused before it is resolved is named in the log all the same.
          exchange.document = document;
          const operation = getOperationAST(document, operationName);
          exchange.operationName = operation ? (operation.name?.value ?? namesOfFields(operation)) : null;
        },
        async didResolveOperation({ contextValue: { exchange }, request, schema, document, operation, operationName }) {
          exchange.document = document;
          if (operation === undefined) throw operationNotNamed();
          if (operation.operation === 'subscription') throw subscriptionsNotSupported();
          exchange.kind = operation.operation === 'mutation' ? 'mutation' : 'query';
          exchange.operationName = operationName ?? namesOfFields(operation);
          const cost = operationCost({ schema, document, operation, variables: request.variables ?? {} });
          if (cost > limits.cost) throw operationTooCostly(limits.cost, cost);
          // The schema is public; reading it must work even while membership does not answer.
          if (asksOnlyAboutTheSchema(operation)) return;
          exchange.passports = await passportOffice.passportsFor(exchange.caller, exchange.requestId, exchange.kind);
        },
      };
    },
  };
}

/** The longest name that is made for an operation without one. */
const LONGEST_MADE_NAME = 100;

/** What an operation without a name is called in logs: by the fields it asks for, for example `{foundUnit}`. */
function namesOfFields({ selectionSet: { selections } }: OperationDefinitionNode): string {
  const names = selections.flatMap((selection) => (selection.kind === Kind.FIELD ? selection.name.value : []));
  return `{${[...new Set(names)].join(' ')}}`.slice(0, LONGEST_MADE_NAME);
}

function asksOnlyAboutTheSchema(operation: OperationDefinitionNode): boolean {
  return operation.selectionSet.selections.every(
    (selection) => selection.kind === Kind.FIELD && selection.name.value.startsWith('__'),
  );
}
