import { FirstTables1735689600000 } from './1735689600000-first-tables';

/** All migrations, oldest first. */
export const MIGRATIONS = [FirstTables1735689600000];
