// Copies the SQLite file of a Temporal server while the server writes to it: all of it as it stood at one moment.
// Usage: node infra/local/backup-engine.mjs <file> <copy> (Node 24)
import { existsSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';

// The server's own transactions are short; while one is under way we wait for our turn.
const patience = 30_000;

const [from, to] = process.argv.slice(2);
if (!existsSync(from) || existsSync(to)) throw new Error(`${from} is to be there, and ${to} not`);
const source = new DatabaseSync(from, { readOnly: true, timeout: patience });
const tablesOf = (database) =>
  database.prepare(`SELECT COUNT(*) AS tables FROM sqlite_schema WHERE type = 'table'`).get().tables;
// Inside a transaction, so that the file is ours to read before the copy begins: where it is busy at that moment the
// copy would be empty, without a word.
source.exec('BEGIN');
const tables = tablesOf(source);
await backup(source, to, { rate: 1_000_000 });
source.exec('COMMIT');
source.close();

const copy = new DatabaseSync(to, { readOnly: true });
const whole = copy.prepare('PRAGMA integrity_check').get().integrity_check === 'ok';
if (!whole || tables === 0 || tablesOf(copy) !== tables) throw new Error(`${to} is not whole`);
copy.close();
