import { execFileSync } from 'node:child_process';
import { findCommand } from './checks.mjs';
import { Failure } from './failure.mjs';

export const isRoot = () => process.getuid?.() === 0;

// Being root, or having sudo, is what apt needs; a password is only asked for where somebody can type it.
function asRoot({ what, packages, otherwise }) {
  if (isRoot()) return [];
  const sudo = findCommand('sudo');
  const command = `apt-get install ${packages.join(' ')}`;
  if (!sudo) {
    throw new Failure(`${what} is not installed, and this user is neither root nor has sudo.`, [
      `as root: ${command}; then run the same command again.`,
      ...otherwise,
    ]);
  }
  try {
    execFileSync(sudo, ['-n', 'true'], { stdio: 'ignore' });
  } catch {
    try {
      if (!process.stdin.isTTY) throw new Error('nobody to ask');
      execFileSync(sudo, ['-v', '-p', `\n[sudo] password for %u, to install ${what}: `], { stdio: 'inherit' });
    } catch {
      throw new Failure(`${what} is not installed, and sudo does not let this user install it.`, [
        `sudo ${command}; then run the same command again.`,
        ...otherwise,
      ]);
    }
  }
  return [sudo, '-n'];
}

/**
 * Installs packages of the machine's own distribution.
 * @param {{ what: string, packages: string[], withoutApt: string, otherwise: string[] }} wanted `withoutApt` says what
 *   to do on a machine that has no apt-get, `otherwise` what helps besides.
 */
export async function installByApt(groups, note, wanted) {
  const apt = findCommand('apt-get');
  if (!apt) {
    throw new Failure(`${wanted.what} is not installed, and this machine has no apt-get to install it with.`, [
      wanted.withoutApt,
      ...wanted.otherwise,
    ]);
  }
  const prefix = asRoot(wanted);
  const remedy = [
    'put right what apt-get says (does this machine reach its Debian mirror?), then run the same command again.',
    ...wanted.otherwise,
  ];
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  const run = (name, ...command) => {
    const [first, ...args] = [...prefix, ...command];
    return groups.run(name, { command: first, args, environment, remedy });
  };
  const waitForLock = ['-o', 'DPkg::Lock::Timeout=120'];
  note('apt-get update');
  await run('apt-update', apt, ...waitForLock, 'update');
  // Finishes what an earlier start, cut off in the middle, may have left unconfigured.
  await run('dpkg-configure', findCommand('dpkg') ?? 'dpkg', '--configure', '-a');
  note('apt-get install');
  await run('apt-install', apt, ...waitForLock, 'install', '-y', '--no-install-recommends', ...wanted.packages);
}
