import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { VerifierVerdict } from '../check/evidence';

/** The repository's folder, as seen from dist/chaos/collect. */
const ROOT = join(__dirname, '..', '..', '..', '..', '..');
const OPERATORS_PROGRAM = join(ROOT, 'infra', 'local', 'audit.mjs');
const VERIFIER = join(ROOT, 'packages', 'audit-verifier', 'bin', 'thidua-audit-verifier.js');
const LARGEST_ANSWER = 64 * 1024 * 1024;

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Exports each service's audit trail as an operator does and has it verified as an auditor does, with nothing but the
 * key's published fingerprint.
 */
export async function collectVerdicts(stateFolder: string, services: readonly string[]): Promise<VerifierVerdict[]> {
  const asOperator = (...words: string[]): Promise<Ended> =>
    run([OPERATORS_PROGRAM, ...words], { THIDUA_STATE: stateFolder });
  const published = await asOperator('keys');
  const keys = new Map(published.stdout.split('\n').map((line) => line.trim().split(/\s+/) as [string, string]));
  const verdicts: VerifierVerdict[] = [];
  for (const service of services) {
    const folder = join(stateFolder, 'exports', service);
    const exported = await asOperator('export', '--service', service, '--out', folder);
    verdicts.push(
      exported.code === 0
        ? verdictOf(service, await run([VERIFIER, folder, '--json', '--trusted-key', keys.get(service) ?? ''], {}))
        : { service, verdict: 'NOT_EXPORTED', entries: 0, unanchored: 0, errors: [exported.stderr.trim()] },
    );
  }
  return verdicts;
}

function verdictOf(service: string, { stdout, stderr }: Ended): VerifierVerdict {
  try {
    const { verdict, entries, unanchored, errors } = JSON.parse(stdout) as Omit<
      VerifierVerdict,
      'service' | 'errors'
    > & {
      errors: readonly object[];
    };
    return { service, verdict, entries, unanchored, errors: errors.map((error) => JSON.stringify(error)) };
  } catch {
    return { service, verdict: 'NO_REPORT', entries: 0, unanchored: 0, errors: [stderr.trim()] };
  }
}

function run(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: ROOT, env: { ...process.env, ...environment }, maxBuffer: LARGEST_ANSWER };
    execFile(process.execPath, [...words], options, (error, stdout, stderr) =>
      resolve({ code: error ? (typeof error.code === 'number' ? error.code : 1) : 0, stdout, stderr }),
    );
  });
}
