import { accessSync, constants, existsSync, mkdirSync, statfsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { Failure } from './failure.mjs';
import { findListener } from './process-table.mjs';
import { listenersOf } from './settings.mjs';

const gibibyte = 1024 ** 3;

/** Where a command is: on PATH, or in the folders Debian keeps server programs in, which a plain user's PATH lacks. */
export function findCommand(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/sbin'];
  for (const folder of folders) {
    const path = join(folder || '.', name);
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile()) return path;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/** Makes sure that the state folder is a folder we can write in. */
export function checkState(settings) {
  for (const folder of [settings.home, settings.state]) {
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch (error) {
      throw new Failure(
        `${folder} is not a folder that can be written in (${error.code ?? error.message}).`,
        existsSync(folder) && !statSync(folder).isDirectory()
          ? `move that file away (mv ${folder} ${folder}.old) and start again.`
          : `make it yours (sudo chown -R "$USER" ${folder}) or remove it, and start again.`,
      );
    }
  }
}

/** The first start needs room for dependencies, servers and data; later ones for their growth. */
export function checkDisk(settings) {
  const needed = existsSync(join(settings.root, 'node_modules', '.package-lock.json')) ? gibibyte : 3 * gibibyte;
  const { bavail, bsize } = statfsSync(settings.root);
  const free = bavail * bsize;
  if (free < needed) {
    throw new Failure(
      `Only ${(free / gibibyte).toFixed(1)} GiB are free where ${settings.root} is; ${needed / gibibyte} GiB are needed.`,
      'free some space (`npm run reset` empties the data of an earlier start), or clone onto a larger disk.',
    );
  }
  return free / gibibyte;
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** All ports that will be listened on must be free; names each that is not, its variable and its user. */
export async function checkPorts(settings, { onlyServers = false } = {}) {
  const unused = new Set([
    ...(settings.databaseUrl ? ['mariadb'] : []),
    ...(settings.temporalAddress ? ['temporal', 'temporalUi'] : []),
  ]);
  const servers = ['mariadb', 'temporal', 'temporalUi'];
  const taken = [];
  for (const { name, variable, base, port } of listenersOf(settings)) {
    if (unused.has(name) || (onlyServers && !servers.includes(name))) continue;
    if (await isFree(port)) continue;
    taken.push({ name, port, user: findListener(port), instead: `${variable}=${base + 100}` });
  }
  if (taken.length === 0) return;
  const added = settings.offset === 0 ? '' : ` (${settings.purpose} adds ${settings.offset} to it)`;
  throw new Failure(
    taken
      .map(({ name, port, user }) => `Port ${port}, meant for ${name}, is in use${user ? ` by ${user}` : ''}.`)
      .join('\n  '),
    `stop what uses ${taken.length > 1 ? 'them' : 'it'}, or choose other ports: ${[
      ...new Set(taken.map(({ instead }) => instead)),
    ].join(' ')}${added} before the same command.`,
  );
}
