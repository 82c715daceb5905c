// `npm run path -- health | findings | reconcile | release | restart | …`: how decisions travel, and what to do about it.
import { requireNode } from './node-version.mjs';

requireNode();
void import('./path-command.mjs').then(({ runPath }) => runPath(process.argv.slice(2)));
