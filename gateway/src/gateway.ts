import { readFileSync } from 'node:fs';
import { passportSignerFromFile } from '@thidua/contracts/passport';
import { type GatewayEnvironment, subgraphAddresses } from './environment';
import { SubgraphConnections } from './federation/subgraph-connections';
import { TIME_LIMITS, type TimeLimits } from './federation/subgraph-fetch';
import { supergraphGateway } from './federation/supergraph';
import { serveExplorer } from './http/explorer.routes';
import { serveGraph } from './http/graph.routes';
import { createGraphServer } from './http/graph-server';
import { createHttpServer } from './http/http-server';
import { serveReadiness } from './http/readiness.routes';
import { PassportOffice } from './identity/caller';
import { developmentTokenVerifier } from './identity/development-token';
import { MandateDirectory } from './identity/mandate.directory';
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
}

/** Builds the gateway from its environment and lets it listen. */
export async function startGateway(
  environment: GatewayEnvironment,
  log: Log,
  { timeLimits = TIME_LIMITS }: GatewayOptions = {},
): Promise<RunningGateway> {
  const addresses = subgraphAddresses(environment);
  const connections = new SubgraphConnections();
  const signer = await passportSignerFromFile(environment.PASSPORT_PRIVATE_KEY_FILE);
  const directory = new MandateDirectory({
    membershipUrl: environment.MEMBERSHIP_URL,
    dispatcher: connections.agentOf('membership'),
    signer,
    now: Date.now,
  });
  const server = createGraphServer({
    gateway: supergraphGateway({
      supergraphSdl: readFileSync(environment.SUPERGRAPH_FILE, 'utf8'),
      addresses,
      connections,
      timeLimits,
    }),
    passportOffice: new PassportOffice(signer, directory),
    log,
  });
  await server.start();

  const fastify = createHttpServer(log);
  serveGraph(fastify, {
    server,
    tokens: await developmentTokenVerifier(environment.DEVELOPMENT_TOKEN_KEY_FILE),
    log,
    costHeaders: environment.COST_HEADERS === 'on',
  });
  const parts = { ...addresses, workflows: environment.WORKFLOWS_URL };
  serveReadiness(
    fastify,
    Object.entries(parts).map(([name, address]) => ({
      name,
      address,
      dispatcher: connections.agentOf(`readiness of ${name}`),
    })),
  );
  await serveExplorer(fastify, environment.TEMPORAL_UI_URL ?? null);
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
      await connections.close();
    },
  };
}
