import { Ledger1795400000000 } from './1795400000000-ledger';

/** All migrations, oldest first. */
export const MIGRATIONS = [Ledger1795400000000];
