import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as util from 'node:util';
import { describeFailure, Failure } from './failure.mjs';
import { readJson } from './files.mjs';
import { readSettings, root } from './settings.mjs';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const lifetime = 12 * 60 * 60;

// THIDUA_STATE=.thidua/test speaks of the tests' system.
function settingsInUse() {
  const state = process.env.THIDUA_STATE;
  const test = state !== undefined && resolve(root, state) === join(root, '.thidua', 'test');
  return readSettings(test ? 'test' : 'start');
}

function variableOf(path, name) {
  if (!existsSync(path))
    throw new Failure('The system has never been started in this folder.', 'start it first: npm start');
  const text = readFileSync(path, 'utf8');
  // Node 20 before 20.12 has no parseEnv; our own files are plain lines.
  if (util.parseEnv) return util.parseEnv(text)[name];
  return text
    .split('\n')
    .find((line) => line.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

async function findMember(settings, code) {
  const { createConnection } = await import('mysql2/promise');
  const url = variableOf(join(settings.paths.environments, 'membership.env'), 'DATABASE_URL');
  let connection;
  try {
    connection = await createConnection({ uri: url, connectTimeout: 5000 });
  } catch (error) {
    throw new Failure(
      `The membership database does not answer (${error.message}).`,
      'start the system first: npm start',
    );
  }
  try {
    const [rows] = await connection.query('SELECT id FROM member WHERE code = ?', [code.normalize('NFC')]);
    if (rows.length === 0) {
      throw new Failure(`No member has the code "${code}".`, 'give the id or the code of a seeded member.');
    }
    return rows[0].id;
  } finally {
    await connection.end().catch(() => {});
  }
}

/** A token as the gateway expects it: HS256, at most twelve hours. */
export function signToken(key, memberId, now = Date.now()) {
  const issuedAt = Math.floor(now / 1000);
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const header = encode({ alg: 'HS256', typ: 'JWT', kid: key.kid });
  const claims = encode({
    iss: 'thidua-development',
    aud: 'thidua',
    sub: memberId,
    iat: issuedAt,
    exp: issuedAt + lifetime,
  });
  const signature = createHmac('sha256', Buffer.from(key.k, 'base64url'))
    .update(`${header}.${claims}`)
    .digest('base64url');
  return `${header}.${claims}.${signature}`;
}

/** `npm run token -- <who>` */
export async function printToken(words) {
  try {
    const [who, ...rest] = words;
    if (!who || rest.length > 0) {
      throw new Failure(
        'Whose token? One member id or code is needed.',
        'npm run --silent token -- <member id or code>',
      );
    }
    const settings = settingsInUse();
    const key = readJson(settings.paths.developmentTokenKey);
    if (!key) throw new Failure('There is no development key in this folder yet.', 'start the system first: npm start');
    const memberId = uuid.test(who) ? who.toLowerCase() : await findMember(settings, who);
    process.stdout.write(`${signToken(key, memberId)}\n`);
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
}
