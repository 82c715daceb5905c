// `npm run audit:export -- --service awards --out <folder>`, `audit:keys`: what an operator gives to auditors;
// `audit:adopt -- --service awards`: after a restore.
import { requireNode } from './node-version.mjs';

requireNode();
void import('./audit-command.mjs').then(({ runAudit }) => runAudit(process.argv.slice(2)));
