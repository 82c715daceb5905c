import { canonicalJson } from '@thidua/service-kit';
import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, string, number, { N: number; r: number; p: number }, Buffer>(scrypt);

/**
 * 16 MiB of memory, five times: the least that OWASP's cheat sheet on storing passwords asks of scrypt in this memory,
 * within Node's bound of 32 MiB. A tenth of a second and more for each guess: all of the billion or so national ids that
 * there can be would take one processor several years, for one command, because each has a salt of its own. It is done in
 * the thread pool, and only for somebody who is signed in.
 */
const COST = { N: 16_384, r: 8, p: 5 } as const;
const BYTES = 32;

/**
 * One digest of personal data, which tells a repeated command from another one and stays when a field is erased: the
 * values are few enough to be found again from a plain hash.
 * @param commandId the salt.
 * @returns hexadecimal.
 */
export async function personalDataDigest(
  values: Readonly<Record<string, unknown>>,
  commandId: string,
): Promise<string> {
  return (await derive(canonicalJson(values), commandId, BYTES, COST)).toString('hex');
}
