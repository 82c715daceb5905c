import { SERVICE_NAMES, type ServiceName } from '@thidua/contracts';
import { z } from 'zod';
import type { DatabaseSettings } from '../database/data-source';
import { useAuditDatabase } from '../decision/audit-trail';
import { ANCHOR_VARIABLES, auditKey } from '../environment';
import { auditSigner, type AuditSigner } from './audit-signer';
import type { AnchorEnvironment } from './configured-anchor-archive';

/** As much of a service's environment as the operator's commands on its audit trail need. */
const ENVIRONMENT = z.object({
  DATABASE_URL: z.url({ protocol: /^(mysql|mariadb)$/ }),
  DATABASE_SOCKET: z.string().optional(),
  AUDIT_DATABASE: z.string().regex(/^[a-z0-9_]+$/),
  AUDIT_SIGNING_KEY_FILE: z.string().min(1).optional(),
  AUDIT_SIGNING_KEY: z.string().min(1).optional(),
  ...ANCHOR_VARIABLES,
});

/** What the operator's commands work with. */
export interface OperatorEnvironment {
  readonly database: DatabaseSettings;
  readonly signer: AuditSigner;
  /** What says where anchors are kept. */
  readonly anchors: AnchorEnvironment;
}

/** Reads the environment of the service whose audit trail it is. @throws when it does not suffice. */
export function readOperatorEnvironment(): OperatorEnvironment {
  const environment = ENVIRONMENT.parse(process.env);
  const key = auditKey(environment);
  if (!key) {
    throw new Error('AUDIT_SIGNING_KEY_FILE or AUDIT_SIGNING_KEY is needed');
  }
  useAuditDatabase(environment.AUDIT_DATABASE);
  return {
    database: { url: environment.DATABASE_URL, socketPath: environment.DATABASE_SOCKET },
    signer: auditSigner(key),
    anchors: environment,
  };
}

/** A service's name from the command line. @throws when it is none. */
export function serviceNamed(name: string | undefined): ServiceName {
  const service = SERVICE_NAMES.find((known) => known === name);
  if (!service) {
    throw new Error(`--service <${SERVICE_NAMES.join(' | ')}>`);
  }
  return service;
}

/** Ends a command that failed: its message, and nothing of the environment. */
export function failCommand(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
