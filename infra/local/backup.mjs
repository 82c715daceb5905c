// `npm run backup -- --out <folder>`: the databases and the private engine, while the system runs.
import { requireNode } from './node-version.mjs';

requireNode();
void import('./backup-command.mjs').then(({ backUp }) => backUp(process.argv.slice(2)));
