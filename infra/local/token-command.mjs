import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { describeFailure, Failure } from './failure.mjs';
import { nearestNames } from './near-names.mjs';
import { addresses } from './node-environment.mjs';
import { root, settingsInUse } from './settings.mjs';

const usage = 'npm run --silent token -- --as <member code or id>, for example --as ag-chair';

function readWho(words) {
  let options;
  try {
    options = parseArgs({ args: words, options: { as: { type: 'string' } }, allowPositionals: true });
  } catch (error) {
    throw new Failure(error.message, usage);
  }
  const named = [options.values.as, ...options.positionals].filter((name) => name !== undefined && name !== '');
  if (named.length !== 1) throw new Failure('Whose token? One member code or id is needed.', usage);
  return named[0];
}

// The flow itself is built code of packages/testkit; in a fresh clone it is not there yet.
async function loadSignIn() {
  const path = join(root, 'packages', 'testkit', 'dist', 'sign-in.js');
  if (!existsSync(path)) throw new Failure('The system is not built yet.', 'start it first: npm start');
  return (await import(pathToFileURL(path).href)).signIn;
}

async function peopleLike(issuer, search) {
  let response;
  try {
    response = await fetch(`${issuer}/people?${new URLSearchParams({ search })}`, {
      signal: AbortSignal.timeout(10_000),
    });
  } catch {
    throw new Failure(
      `No issuer answers at ${issuer}: the system is not running.`,
      'run `npm start` in another terminal, wait until it says "Ready", and run this again.',
    );
  }
  if (response.status !== 200) {
    throw new Failure(
      `The issuer at ${issuer} cannot say who there is (${response.status}): membership does not answer.`,
      'wait until every part answers, and look at the logs of issuer and membership if it stays so.',
    );
  }
  return (await response.json()).people;
}

// Whoever is linked to the issuer, by account (a seeded person's is their code) or member id.
async function accountOf(issuer, who) {
  const found = await peopleLike(issuer, who);
  const person = found.find(({ subject, memberId }) => subject === who || memberId === who.toLowerCase());
  if (person) return person.subject;
  const parts = who.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '' && part !== who);
  const others = await Promise.all([...parts, ''].map((part) => peopleLike(issuer, part)));
  const near = nearestNames(
    who,
    [...found, ...others.flat()].map(({ subject, fullName }) => ({ name: subject, words: fullName })),
  );
  throw new Failure(
    `Nobody who can sign in has the code, id or account "${who}".`,
    near.length > 0
      ? ['was one of these meant?', ...near.map(({ name, words }) => `${name} (${words})`)]
      : 'open the sign-in page (the explorer leads there) to see who there is.',
  );
}

/** `npm run token -- --as <who>` */
export async function printToken(words) {
  try {
    const who = readWho(words);
    const { issuer } = addresses(settingsInUse());
    const signIn = await loadSignIn();
    const { token } = await signIn({ issuerUrl: issuer, subject: await accountOf(issuer, who) });
    process.stdout.write(`${token}\n`);
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
}
