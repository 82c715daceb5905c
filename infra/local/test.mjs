// `npm test`: every suite, on servers and ports of its own. --suite unit --filter pattern for development.
import { requireNode } from './node-version.mjs';

requireNode();
void import('./test-command.mjs').then(({ test }) => test(process.argv.slice(2)));
