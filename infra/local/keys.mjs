// `npm run keys -- list | rotate <signer> | retire`: the keys that sign passports, replaced while the system runs.
import { requireNode } from './node-version.mjs';

requireNode();
void import('./keys-command.mjs').then(({ runKeys }) => runKeys(process.argv.slice(2)));
