import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { passportSignerFromFile } from '@thidua/contracts/passport';
import type { JWKS } from 'oidc-provider';
import { Agent } from 'undici';
import type { IssuerEnvironment } from './environment';
import { createIssuerServer } from './http/issuer-server';
import { pageHeaders } from './http/page-headers';
import type { Log } from './log';
import { PeopleDirectory } from './people/people.directory';
import { registeredClients } from './provider/clients';
import { createProvider } from './provider/provider';
import { providerPages } from './provider/provider-pages';

/** How long requests under way may go on after the issuer was told to stop, in milliseconds. */
const LONGEST_FAREWELL = 1_000;

/** An issuer that listens. */
export interface RunningIssuer {
  /** The base address at which it listens. */
  readonly address: string;
  /** Takes no new requests, lets those under way end for at most a second, closes everything. */
  stop(): Promise<void>;
}

/** Builds the issuer from its environment and lets it listen. */
export async function startIssuer(environment: IssuerEnvironment, log: Log): Promise<RunningIssuer> {
  const dispatcher = new Agent();
  const people = new PeopleDirectory({
    membershipUrl: environment.MEMBERSHIP_URL,
    provider: environment.OIDC_PROVIDER,
    dispatcher,
    signer: await passportSignerFromFile(environment.PASSPORT_PRIVATE_KEY_FILE),
  });
  const headers = pageHeaders(environment.PUBLIC_URL);
  const provider = createProvider({
    issuerUrl: environment.ISSUER_URL,
    keys: JSON.parse(readFileSync(environment.ISSUER_KEYS_FILE, 'utf8')) as JWKS,
    clients: registeredClients(
      environment.PUBLIC_URL,
      readFileSync(environment.OIDC_CLIENT_SECRET_FILE, 'utf8').trim(),
    ),
    people,
    pages: providerPages(headers),
    log,
  });
  const server = createIssuerServer({ issuerUrl: environment.ISSUER_URL, provider, people, headers, log });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(environment.PORT, environment.HOST, resolve);
  });
  const { address, port } = server.address() as AddressInfo;

  return {
    address: `http://${address}:${port}`,
    async stop() {
      const force = setTimeout(() => server.closeAllConnections(), LONGEST_FAREWELL);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
      clearTimeout(force);
      await dispatcher.close();
    },
  };
}
