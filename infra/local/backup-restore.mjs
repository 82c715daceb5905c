// `npm run restore -- --from <folder>`: a backup in the place of what the stopped system holds.
import { requireNode } from './node-version.mjs';

requireNode();
void import('./backup-restore-command.mjs').then(({ restore }) => restore(process.argv.slice(2)));
