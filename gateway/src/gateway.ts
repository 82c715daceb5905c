import { readFileSync } from 'node:fs';
import { type GatewayEnvironment, isShown, subgraphAddresses } from './environment';
import { SubgraphConnections } from './federation/subgraph-connections';
import { TIME_LIMITS, type TimeLimits } from './federation/subgraph-fetch';
import { supergraphGateway } from './federation/supergraph';
import { refuseExplorer, serveExplorer } from './http/explorer.routes';
import { serveDocuments } from './http/document.routes';
import { serveGraph } from './http/graph.routes';
import { createGraphServer } from './http/graph-server';
import { createHttpServer } from './http/http-server';
import { serveVerification } from './http/verification.routes';
import { servePapers } from './http/paper.routes';
import { serveReadiness } from './http/readiness.routes';
import { createIdentity } from './identity/identity';
import { OPERATION_LIMITS } from './limits/operation-limits';
import { RateLimits } from './limits/rate-limits';
import { SharedCounters } from './limits/shared-counters';
import { TrustedDocuments } from './limits/trusted-documents';
import type { Log } from './log';

/** How long requests under way may go on after the gateway was told to stop, in milliseconds. */
const LONGEST_FAREWELL = 4_000;

/** How often connections that have become idle are closed while stopping, in milliseconds. */
const SWEEP_EVERY = 50;

/** A gateway that listens. */
export interface RunningGateway {
  /** Its base address. */
  readonly address: string;
  /** Takes no new requests, lets those under way end for at most four seconds, closes everything. */
  stop(): Promise<void>;
}

/** What a test may change. */
export interface GatewayOptions {
  readonly timeLimits?: TimeLimits;
  /** Milliseconds since the epoch, for everything that identity lets end. */
  readonly now?: () => number;
}

/** Builds the gateway from its environment and lets it listen. */
export async function startGateway(
  environment: GatewayEnvironment,
  log: Log,
  { timeLimits = TIME_LIMITS, now = Date.now }: GatewayOptions = {},
): Promise<RunningGateway> {
  const addresses = subgraphAddresses(environment);
  const connections = new SubgraphConnections();
  const identity = await createIdentity({
    environment,
    dispatcher: connections.agentOf('membership'),
    log,
    now,
  });
  const server = createGraphServer({
    gateway: supergraphGateway({
      supergraphSdl: readFileSync(environment.SUPERGRAPH_FILE, 'utf8'),
      addresses,
      connections,
      timeLimits,
    }),
    passportOffice: identity.passportOffice,
    log,
    limits: OPERATION_LIMITS,
    introspection: isShown(environment.INTROSPECTION, environment),
    showsSuggestions: environment.NODE_ENV === 'development',
  });
  await server.start();

  const sharedCounters = await openSharedCounters(environment, log);
  const rateLimits = new RateLimits(
    {
      ADDRESS: environment.RATE_LIMIT_PER_ADDRESS,
      PERSON: environment.RATE_LIMIT_PER_PERSON,
      VERIFICATION: environment.RATE_LIMIT_VERIFICATIONS,
    },
    sharedCounters?.counterOf.bind(sharedCounters),
  );
  const documentsFile = environment.TRUSTED_DOCUMENTS_FILE;
  const fastify = createHttpServer({ log, rateLimits, trustedProxies: environment.TRUST_PROXY });
  await identity.serve(fastify);
  serveGraph(fastify, {
    server,
    authenticator: identity.authenticator,
    log,
    rateLimits,
    requirements: {
      limits: OPERATION_LIMITS,
      documents: documentsFile === undefined ? null : TrustedDocuments.fromFile(documentsFile),
    },
    costHeaders: environment.COST_HEADERS === 'on',
    slowAfter: environment.SLOW_OPERATION_MILLISECONDS,
  });
  const { authenticator, passportOffice } = identity;
  for (const [service, address] of Object.entries(addresses)) {
    const dispatcher = connections.documentsOf(service);
    serveDocuments(fastify, { authenticator, passportOffice, rateLimits, service, address, dispatcher });
  }
  const awards = { address: environment.AWARDS_URL, dispatcher: connections.documentsOf('awards') };
  // Apart, so that downloads that nobody reads do not stand in the way of the public page.
  const publicly = { ...awards, dispatcher: connections.documentsOf('awards, publicly') };
  serveVerification(fastify, { passportOffice, rateLimits, ...publicly });
  servePapers(fastify, { authenticator, passportOffice, rateLimits, ...awards });
  const parts = { ...addresses, workflows: environment.WORKFLOWS_URL };
  serveReadiness(
    fastify,
    Object.entries(parts).map(([name, address]) => ({
      name,
      address,
      dispatcher: connections.agentOf(`readiness of ${name}`),
    })),
    now,
  );
  if (isShown(environment.EXPLORER, environment)) await serveExplorer(fastify, environment.TEMPORAL_UI_URL ?? null);
  else refuseExplorer(fastify);
  const address = await fastify.listen({ host: environment.HOST, port: environment.PORT });

  return {
    address,
    async stop() {
      const force = setTimeout(() => fastify.server.closeAllConnections(), LONGEST_FAREWELL);
      // A connection whose last answer has just gone out would otherwise be kept for its next request.
      const sweep = setInterval(() => fastify.server.closeIdleConnections(), SWEEP_EVERY);
      await fastify.close();
      clearTimeout(force);
      clearInterval(sweep);
      await server.stop();
      await identity.stop();
      await connections.close();
      await sharedCounters?.close();
    },
  };
}

async function openSharedCounters(environment: GatewayEnvironment, log: Log): Promise<SharedCounters | null> {
  const url = environment.RATE_LIMIT_DATABASE_URL;
  if (url === undefined) return null;
  const counters = new SharedCounters(url, log);
  await counters.open();
  return counters;
}
