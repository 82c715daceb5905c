// `npm run token -- --as <member code, member id or account>`: an access token of the running issuer, alone on standard
// output.
import { requireNode } from './node-version.mjs';

requireNode();
void import('./token-command.mjs').then(({ printToken }) => printToken(process.argv.slice(2)));
