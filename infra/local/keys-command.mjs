import { describeFailure, Failure } from './failure.mjs';
import { join } from 'node:path';
import { takeLock } from './lock.mjs';
import { listPassportKeys, retirePassportKeys, rotatePassportKey } from './passport-keys.mjs';
import { settingsInUse } from './settings.mjs';

const usage = 'npm run keys -- list | rotate <signer> | retire';

const say = (line) => process.stdout.write(`${line}\n`);

function list(settings) {
  for (const { signer, kid, signs, replacedAt } of listPassportKeys(settings)) {
    const state = signs ? 'signs' : `replaced ${new Date(replacedAt).toISOString()}, still trusted`;
    say(`${signer.padEnd(12)} ${kid.padEnd(22)} ${state}`);
  }
}

async function rotate(settings, signer) {
  const { from, to } = await rotatePassportKey(settings, signer);
  say(`${signer} signs with ${to} from now on. ${from} is still trusted; in a minute: npm run keys -- retire`);
}

function retire(settings) {
  const { retired, waiting } = retirePassportKeys(settings);
  for (const kid of retired) say(`${kid} is no longer trusted.`);
  for (const kid of waiting) say(`${kid} was replaced a moment ago: passports signed with it are still on their way.`);
  if (retired.length + waiting.length === 0) say('No key has been replaced.');
}

// Two at once would each write the set of public keys that it had read: one new key would be lost.
async function alone(settings, act) {
  const release = await takeLock(join(settings.paths.keys, 'lock'), {
    busy: ({ pid }) =>
      new Failure(`Process ${pid} is changing the keys of this folder.`, 'wait until it has ended, and try again.'),
  });
  try {
    await act();
  } finally {
    release();
  }
}

/** `npm run keys -- list | rotate <signer> | retire` */
export async function runKeys(words) {
  try {
    const [command, signer, ...rest] = words;
    const settings = settingsInUse();
    if (rest.length > 0 || (command === 'rotate') !== (signer !== undefined)) {
      throw new Failure('That is not how the keys command is called.', usage);
    }
    if (command === 'list') list(settings);
    else if (command === 'rotate') await alone(settings, () => rotate(settings, signer));
    else if (command === 'retire') await alone(settings, () => retire(settings));
    else throw new Failure(`There is no keys command ${command ?? ''}.`, usage);
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
}
