import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const check = join(__dirname, 'lockfile-hosts.mjs');

describe('lock file hosts', () => {
  const run = (entry: object) => {
    const folder = mkdtempSync(join(tmpdir(), 'thidua-lock-'));
    const path = join(folder, 'package-lock.json');
    writeFileSync(path, JSON.stringify({ packages: { '': {}, 'node_modules/left': entry } }));
    const { status } = spawnSync(process.execPath, [check, path]);
    rmSync(folder, { recursive: true });
    return status;
  };

  it.each([
    ['passes an entry without a host', { version: '1.0.0', integrity: 'sha512-x' }, 0],
    ['passes a workspace link', { resolved: 'packages/left', link: true }, 0],
    ['fails on a registry', { resolved: 'https://mirror.example/left.tgz', integrity: 'sha512-x' }, 1],
    ['fails on a repository', { resolved: 'git+ssh://git@example.org/left.git#1', integrity: 'sha512-x' }, 1],
    ['fails without a hash', { version: '1.0.0' }, 1],
    [
      'passes an optional package of another platform without a hash',
      { version: '1.0.0', optional: true, os: ['aix'] },
      0,
    ],
    ['passes one that excludes this platform', { version: '1.0.0', optional: true, os: [`!${process.platform}`] }, 0],
    [
      'fails on an optional package of this platform without a hash',
      { version: '1.0.0', optional: true, os: [process.platform], cpu: [process.arch] },
      1,
    ],
    ['fails on an optional package of every platform without a hash', { version: '1.0.0', optional: true }, 1],
    ['fails on a required package of another platform without a hash', { version: '1.0.0', os: ['aix'] }, 1],
    [
      'fails on the host of another platform’s package',
      { version: '1.0.0', optional: true, os: ['aix'], resolved: 'https://mirror.example/left.tgz' },
      1,
    ],
  ])('%s', (_, entry, status) => expect(run(entry)).toBe(status));

  it('holds in this repository', () => expect(spawnSync(process.execPath, [check]).status).toBe(0));
});
