// `npm run audit:export -- --service awards --out <folder>`, `npm run audit:keys`: what an operator gives to auditors.
import { requireNode } from './node-version.mjs';

requireNode();
void import('./audit-command.mjs').then(({ runAudit }) => runAudit(process.argv.slice(2)));
