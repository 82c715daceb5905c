import { canonicalJson, retryLater } from '@thidua/service-kit';
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
/** How many may wait for theirs: about two seconds' worth. */
const MOST_WAITING = 16;

let waiting = 0;
let before: Promise<unknown> = Promise.resolve();

/**
 * One digest of personal data, which tells a repeated command from another one and stays when a field is erased: the
 * values are few enough to be found again from a plain hash.
 * @param commandId the salt.
 * @returns hexadecimal.
 * @throws RETRY_LATER when many wait.
 */
export async function personalDataDigest(
  values: Readonly<Record<string, unknown>>,
  commandId: string,
): Promise<string> {
  if (waiting >= MOST_WAITING) {
    throw retryLater({
      vi: 'Đang có nhiều người ghi dữ liệu cá nhân; hãy gửi lại cùng commandId sau giây lát.',
      en: 'Many record personal data at the moment; send yours again with the same commandId.',
    });
  }
  waiting += 1;
  // One after the other: it takes a processor for as long as it lasts, and others are waiting for other things.
  const digest = before.then(() => derive(canonicalJson(values), commandId, BYTES, COST));
  before = digest.catch(() => undefined);
  try {
    return (await digest).toString('hex');
  } finally {
    waiting -= 1;
  }
}
