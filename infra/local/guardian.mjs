// A small process of its own session, holding one end of a pipe. When the pipe closes and the run has not taken its
// note away, the supervisor was killed: end what it started, so that nothing outlives it.
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { endLeftovers } from './process-group.mjs';

const [, , notePath, runId] = process.argv;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.stdin.resume();
process.stdin.on('error', () => {});
await once(process.stdin, 'close');
if (existsSync(notePath)) {
  const noted = JSON.parse(readFileSync(notePath, 'utf8'));
  if (noted.runId === runId) await endLeftovers(noted);
}
process.exit(0);
