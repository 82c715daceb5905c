// Installs the dependencies when they are not what the lock file says; nothing else.
import { requireNode } from './node-version.mjs';

requireNode();
void import('./install-command.mjs').then(({ install }) => install());
