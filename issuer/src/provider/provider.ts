import { randomBytes } from 'node:crypto';
import {
  errors,
  interactionPolicy,
  Provider,
  type Account,
  type ClientMetadata,
  type Grant,
  type JWKS,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import type { Log } from '../log';
import { MembershipUnavailable, type PeopleDirectory } from '../people/people.directory';
import { GRAPH_RESOURCE } from './clients';
import { MemoryAdapter } from './memory.adapter';
import type { ProviderPages } from './provider-pages';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** How long a browser stays signed in here, and an access token is valid, in seconds. */
const SESSION_LIFETIME = 12 * HOUR;
const TOKEN_LIFETIME = HOUR;

/** What the provider stands on. */
export interface ProviderParts {
  /** The issuer's URL, as tokens name it. */
  readonly issuerUrl: string;
  /** Private ES256 keys; the first one signs. */
  readonly keys: JWKS;
  readonly clients: ClientMetadata[];
  readonly people: PeopleDirectory;
  readonly pages: ProviderPages;
  readonly log: Log;
}

/**
 * The OpenID provider: authorization code with PKCE and nothing else, access tokens as JWTs for the graph whether or
 * not the client names it, no consent because both clients are ours.
 */
export function createProvider({ issuerUrl, keys, clients, people, pages, log }: ProviderParts): Provider {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  const provider = new Provider(issuerUrl, {
    adapter: MemoryAdapter,
    clients,
    jwks: keys,
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'none'],
    scopes: ['openid', 'profile'],
    claims: { openid: ['sub'], profile: ['name'] },
    // The name stands in the ID token: an access token for the graph does not open a userinfo endpoint.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    clientBasedCORS: () => false,
    // Cookies do not know ports: the gateway's stand beside these at localhost. Sessions end with the process, and so
    // may the keys that sign their cookies.
    cookies: {
      names: { session: 'thidua_issuer', interaction: 'thidua_issuer_interaction', resume: 'thidua_issuer_resume' },
      long: { httpOnly: true, sameSite: 'lax', signed: true },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
      keys: [randomBytes(32).toString('base64url')],
    },
    ttl: {
      AccessToken: TOKEN_LIFETIME,
      AuthorizationCode: MINUTE,
      IdToken: TOKEN_LIFETIME,
      Interaction: HOUR,
      Grant: SESSION_LIFETIME,
      Session: SESSION_LIFETIME,
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      userinfo: { enabled: false },
      revocation: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: pages.confirmSignOut,
        postLogoutSuccessSource: pages.signedOut,
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => GRAPH_RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, resource) => {
          if (resource !== GRAPH_RESOURCE) {
            throw new errors.InvalidTarget();
          }
          return {
            scope: '',
            audience: GRAPH_RESOURCE,
            accessTokenFormat: 'jwt',
            accessTokenTTL: TOKEN_LIFETIME,
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
    },
    interactions: { policy, url: (_context, interaction) => `/interaction/${interaction.uid}` },
    loadExistingGrant: grantOfOurClient,
    findAccount: (_context, subject) => accountOf(subject, people, log),
    renderError: pages.failed,
  });
  reportFailures(provider, log);
  return provider;
}

/** The grant of this session, made without asking: it covers all that our clients can ask for. */
async function grantOfOurClient({ oidc }: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { client, session, provider } = oidc;
  if (!client || !session?.accountId) {
    return undefined;
  }
  const known = session.grantIdFor(client.clientId);
  const existing = known ? await provider.Grant.find(known) : undefined;
  if (existing) {
    return existing;
  }
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile');
  await grant.save();
  return grant;
}

/** Anybody is an account here; membership knows the names of those who are linked. */
function accountOf(subject: string, people: PeopleDirectory, log: Log): Account {
  return {
    accountId: subject,
    async claims(_use, scope) {
      const name = scope.split(' ').includes('profile') ? await nameOf(subject, people, log) : undefined;
      return name === undefined ? { sub: subject } : { sub: subject, name };
    },
  };
}

/** The name of the person linked to an account. Without one, and while membership is away, people sign in all the same. */
async function nameOf(subject: string, people: PeopleDirectory, log: Log): Promise<string | undefined> {
  try {
    const found = await people.find(subject, 100);
    return found.people.find((person) => person.subject === subject)?.fullName;
  } catch (error) {
    if (!(error instanceof MembershipUnavailable)) {
      throw error;
    }
    log.warn({ subject, reason: error.message }, 'a token is issued without a name');
    return undefined;
  }
}

function reportFailures(provider: Provider, log: Log): void {
  provider.on('server_error', (_context, error) => log.error({ err: error }, 'a request failed'));
  provider.on('authorization.error', (_context, error) => log.warn(wordsOf(error), 'a sign-in was refused'));
  provider.on('grant.error', (_context, error) => log.warn(wordsOf(error), 'a token was refused'));
  provider.on('end_session.error', (_context, error) => log.warn(wordsOf(error), 'a sign-out was refused'));
}

/** Code and description only: the request behind an error carries codes and secrets. */
function wordsOf(error: errors.OIDCProviderError): { code: string; description: string | undefined } {
  return { code: error.error, description: error.error_description };
}
