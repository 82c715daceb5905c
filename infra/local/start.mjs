// `npm start`: everything from a bare machine to a running system. --verbose shows the logs, --only-servers stops after
// MariaDB, Temporal, databases and keys (for those who run a service by hand).
import { requireNode } from './node-version.mjs';

requireNode();
void import('./start-command.mjs').then(({ start }) => start(process.argv.slice(2)));
