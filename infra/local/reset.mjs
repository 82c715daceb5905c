// `npm run reset`: empties the databases and workflows of this folder, after asking (or with --yes).
import { requireNode } from './node-version.mjs';

requireNode();
void import('./reset-command.mjs').then(({ reset }) => reset(process.argv.slice(2)));
