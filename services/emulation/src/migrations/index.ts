import { FirstTables1735689600000 } from './1735689600000-first-tables';
import { ReconcileWithTheEngine1800000000000 } from './1800000000000-reconcile-with-the-engine';

/** All migrations, oldest first. */
export const MIGRATIONS = [FirstTables1735689600000, ReconcileWithTheEngine1800000000000];
