import { join } from 'node:path';
import { auditKeyPath } from './audit-keys.mjs';
import { databaseEnvironment } from './databases.mjs';
import { writeWhole } from './files.mjs';
import { privateKeyPath } from './passport-keys.mjs';
import { services } from './settings.mjs';

const here = (port) => `http://127.0.0.1:${port}`;

/** The addresses a person opens. */
export function addresses({ ports, temporalAddress, temporalUiUrl }) {
  return {
    graph: `http://localhost:${ports.gateway}/graphql`,
    explorer: `http://localhost:${ports.gateway}/explorer`,
    gateway: `http://localhost:${ports.gateway}`,
    issuer: `http://localhost:${ports.issuer}`,
    ready: `${here(ports.gateway)}/ready`,
    temporalUi: temporalUiUrl ?? (temporalAddress ? undefined : `http://localhost:${ports.temporalUi}`),
  };
}

/** The environment of one Node process of the system: all it reads. */
export function environmentOf(settings, name) {
  const { ports, paths } = settings;
  const urls = {
    MEMBERSHIP_URL: here(ports.membership),
    FINANCE_URL: here(ports.finance),
    EMULATION_URL: here(ports.emulation),
    AWARDS_URL: here(ports.awards),
  };
  const temporal = {
    TEMPORAL_ADDRESS: settings.temporalAddress ?? `127.0.0.1:${ports.temporal}`,
    TEMPORAL_NAMESPACE: settings.temporalNamespace,
    TEMPORAL_UI_URL: addresses(settings).temporalUi,
  };
  const passports = {
    PASSPORT_PUBLIC_KEYS_FILE: paths.publicKeys,
    PASSPORT_PRIVATE_KEY_FILE: privateKeyPath(settings, name),
  };
  const audit = {
    AUDIT_SIGNING_KEY_FILE: auditKeyPath(settings, name),
    AUDIT_ANCHOR_DIRECTORY: paths.auditAnchors,
    AUDIT_EXPORT_DIRECTORY: paths.auditExports,
  };
  // Of that service alone: it holds what opens votes.
  const ballots = name === 'awards' ? { BALLOT_KEY_DIRECTORY: paths.ballotKeys } : {};
  const signIn = {
    OIDC_CLIENT_SECRET_FILE: paths.clientSecret,
    PUBLIC_URL: addresses(settings).gateway,
  };
  const common = {
    PORT: String(ports[name]),
    HOST: '127.0.0.1',
    LOG_LEVEL: settings.logLevel,
    NODE_ENV: 'production',
    // The administrator's own variables are not the services' business.
    DATABASE_URL: undefined,
    THIDUA_CREATE_DATABASES: undefined,
    NODE_OPTIONS: undefined,
  };
  const papers = name === 'awards' ? { PAPER_DIRECTORY: paths.papers } : {};
  if (services.includes(name))
    return {
      ...common,
      ...urls,
      ...temporal,
      ...passports,
      ...audit,
      ...ballots,
      ...papers,
      ...databaseEnvironment(settings, name),
      PUBLIC_URL: addresses(settings).gateway,
    };
  if (name === 'gateway') {
    return {
      ...common,
      ...urls,
      ...passports,
      ...signIn,
      WORKFLOWS_URL: here(ports.workflows),
      OIDC_ISSUER: addresses(settings).issuer,
      SESSION_KEY_FILE: paths.sessionKey,
      // Explored by the person whose machine it is.
      INTROSPECTION: 'on',
      EXPLORER: 'on',
      // Tests and the cycle run send everything from one address.
      RATE_LIMIT_PER_PERSON: '1000000',
      RATE_LIMIT_PER_ADDRESS: '1000000',
      RATE_LIMIT_VERIFICATIONS: '1000000',
      SUPERGRAPH_FILE: join(settings.root, 'gateway', 'supergraph.graphql'),
      TEMPORAL_UI_URL: addresses(settings).temporalUi,
      // A system on one's own machine tells what an operation costs.
      COST_HEADERS: 'on',
    };
  }
  if (name === 'issuer') {
    return {
      ...common,
      ...signIn,
      // It signs people in without passwords and refuses to do so in production.
      NODE_ENV: 'development',
      ISSUER_URL: addresses(settings).issuer,
      ISSUER_KEYS_FILE: paths.issuerKeys,
      MEMBERSHIP_URL: urls.MEMBERSHIP_URL,
      PASSPORT_PRIVATE_KEY_FILE: passports.PASSPORT_PRIVATE_KEY_FILE,
    };
  }
  return { ...common, ...temporal };
}

/** Writes each process's environment to a file, so that one of them can be run by hand: node --env-file=… */
export function writeEnvironments(settings, names) {
  for (const name of names) {
    const lines = Object.entries(environmentOf(settings, name))
      .filter(([, value]) => value !== undefined)
      .map(([variable, value]) => `${variable}=${value}\n`);
    writeWhole(join(settings.paths.environments, `${name}.env`), lines.join(''), 0o600);
  }
}
