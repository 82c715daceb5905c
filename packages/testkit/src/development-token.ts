import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A development token for a member, signed with the local key (HS256), valid for an hour.
 * @param stateFolder the folder with `keys/development-token.jwk.json`.
 */
export function developmentToken(stateFolder: string, memberId: string): string {
  const key = JSON.parse(readFileSync(join(stateFolder, 'keys', 'development-token.jwk.json'), 'utf8')) as {
    k: string;
  };
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: 'thidua-development', aud: 'thidua', sub: memberId, iat: now, exp: now + 3600 };
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  const signature = createHmac('sha256', Buffer.from(key.k, 'base64url')).update(content).digest('base64url');
  return `${content}.${signature}`;
}
