// `npm run token -- <member id or code>`: a development token for a seeded person, alone on standard output.
import { requireNode } from './node-version.mjs';

requireNode();
void import('./token-command.mjs').then(({ printToken }) => printToken(process.argv.slice(2)));
