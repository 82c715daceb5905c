import { SERVICE_NAMES, type ServiceName } from '@thidua/contracts';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { useAuditDatabase } from '../decision/audit-trail';
import { auditKey } from '../environment';
import { exportAudit } from './audit-export';
import { auditSigner } from './audit-signer';

/** As much of a service's environment as an export needs. */
const ENVIRONMENT = z.object({
  DATABASE_URL: z.url({ protocol: /^(mysql|mariadb)$/ }),
  DATABASE_SOCKET: z.string().optional(),
  AUDIT_DATABASE: z.string().regex(/^[a-z0-9_]+$/),
  AUDIT_SIGNING_KEY_FILE: z.string().min(1).optional(),
  AUDIT_SIGNING_KEY: z.string().min(1).optional(),
});

const PROGRESS_EVERY = 100_000;

/** The operator's export, in the environment of the service: `--service awards --out <folder>`. */
async function main(): Promise<void> {
  const { service, out } = parseArgs({
    options: { service: { type: 'string' }, out: { type: 'string' } },
  }).values;
  if (!(SERVICE_NAMES as readonly (string | undefined)[]).includes(service) || !out) {
    throw new Error(`--service <${SERVICE_NAMES.join(' | ')}> --out <folder>`);
  }
  const environment = ENVIRONMENT.parse(process.env);
  const key = auditKey(environment);
  if (!key) {
    throw new Error('AUDIT_SIGNING_KEY_FILE or AUDIT_SIGNING_KEY is needed: it signs the export');
  }
  useAuditDatabase(environment.AUDIT_DATABASE);
  const { DATABASE_URL: url, DATABASE_SOCKET: socketPath } = environment;
  let told = 0;
  const { subjects, entries, lastAnchor, keyId } = await exportAudit({
    service: service as ServiceName,
    database: { url, socketPath },
    signer: auditSigner(key),
    folder: out,
    onProgress: (written) => {
      if (written - told >= PROGRESS_EVERY) {
        told = written;
        process.stderr.write(`${written} mục / entries …\n`);
      }
    },
  });
  process.stdout.write(
    [
      `Đã xuất / exported: ${out}`,
      `  Đối tượng / subjects      ${subjects}`,
      `  Mục / entries             ${entries}`,
      `  Mốc neo cuối / last anchor ${lastAnchor ? `${lastAnchor.number}:${lastAnchor.root}` : '–'}`,
      `  Khóa / key                ${keyId}`,
      '  So khóa và mốc neo với bản đã công bố trước khi tin. Compare key and anchor with what was published before you trust them.',
      '',
    ].join('\n'),
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
