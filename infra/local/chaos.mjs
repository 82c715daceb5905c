// `npm run chaos`: a system of its own, two of each process, killed at random while people work; then everything is
// checked from outside. --minutes 3 --seed 1 --approvers 10 --sabotage <name>
import { requireNode } from './node-version.mjs';

requireNode();
void import('./chaos-command.mjs').then(({ chaos }) => chaos(process.argv.slice(2)));
