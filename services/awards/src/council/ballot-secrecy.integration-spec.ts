import type { BallotChoice } from '@thidua/ballot';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../testing/awards-bench';
import { BallotBench } from '../testing/ballot-bench';
import { BinlogServer } from '../testing/binlog-server';
import { placesThatTell, type Traces } from '../testing/telling-apart';

/** Two casts with the same counts: only who said what differs. */
const CASTS: Readonly<Record<'X' | 'Y', readonly BallotChoice[]>> = {
  X: ['YES', 'NO', 'ABSTAIN'],
  Y: ['NO', 'ABSTAIN', 'YES'],
};
/** In no rhythm, so that what counts up or tells the time cannot stand for a choice. */
const ORDER = ['X', 'Y', 'Y', 'X', 'Y', 'X', 'X', 'X', 'Y', 'Y'] as const;

/**
 * Sessions of the same council that differ in nothing but who said what. Whatever tells the two kinds apart (a value, a
 * length, one character or byte, the order of rows or of events) links a member to a choice.
 */
describe('what a session leaves behind', () => {
  const serverBefore = process.env['TEST_DATABASE_URL'];
  let server: BinlogServer;
  let council: BallotBench;

  beforeAll(async () => {
    server = await BinlogServer.start();
    process.env['TEST_DATABASE_URL'] = server.url;
    council = await BallotBench.start('secrecy', 3);
  });
  afterAll(async () => {
    process.env['TEST_DATABASE_URL'] = serverBefore;
    await council.stop();
    await server.stop();
  });

  /** Every row of every table of both databases, in the order in which the server gives them. */
  const rows = async (): Promise<Map<string, string[]>> => {
    const { dataSource, database } = council.bench;
    const tables = await dataSource.query<{ name: string }[]>(
      `SELECT CONCAT(table_schema, '.', table_name) AS name FROM information_schema.tables
        WHERE table_schema IN (DATABASE(), ?) AND table_type = 'BASE TABLE' ORDER BY name`,
      [database.auditDatabase],
    );
    const found = new Map<string, string[]>();
    for (const { name } of tables) {
      const inTable = await dataSource.query<Record<string, unknown>[]>(`SELECT * FROM ${name}`);
      found.set(
        name,
        inTable.map((row) => JSON.stringify(Object.values(row).map((value) => textOf(value)))),
      );
    }
    return found;
  };
  const textOf = (value: unknown): string =>
    Buffer.isBuffer(value) ? value.toString('hex') : value instanceof Date ? value.toISOString() : String(value);

  /** Runs a session and gathers what is there after it and was not there before. */
  const traces = async (
    kind: 'X' | 'Y',
    leak: (choices: readonly BallotChoice[]) => Promise<void>,
  ): Promise<Traces> => {
    const nominationId = await council.atCouncil();
    const before = await rows();
    const eventsBefore = server.events().length;
    const session = await council.opened([nominationId]);
    await council.castAll(session, nominationId, CASTS[kind]);
    await leak(CASTS[kind]);
    const key = JSON.parse(readFileSync(join(council.bench.owners.ballotKeys, `${session.id}.key.json`), 'utf8')) as {
      privateKey: string;
    };
    const { session: closed } = await council.close(session.id);
    expect(must(closed).items).toMatchObject([{ yes: 1, no: 1, abstain: 1 }]);
    await council.bench.relay.deliverBatch();
    privateKeys.push(key.privateKey);
    const found = new Map<string, string>();
    for (const [table, after] of await rows()) {
      const known = new Set(before.get(table));
      after
        .filter((row) => !known.has(row))
        .forEach((row, at) => {
          (JSON.parse(row) as string[]).forEach((value, column) => found.set(`${table} ${at} ${column}`, value));
        });
    }
    server
      .events()
      .slice(eventsBefore)
      .forEach((event, at) => found.set(`binary log ${at}`, event.toString('latin1')));
    return found;
  };
  const privateKeys: string[] = [];
  const nothing = async (): Promise<void> => undefined;

  const gather = async (
    order: readonly ('X' | 'Y')[],
    leak: (choices: readonly BallotChoice[]) => Promise<void> = nothing,
  ): Promise<Record<'X' | 'Y', Traces[]>> => {
    const gathered: Record<'X' | 'Y', Traces[]> = { X: [], Y: [] };
    for (const kind of order) {
      gathered[kind].push(await traces(kind, leak));
    }
    return gathered;
  };

  it('does not tell who said what: in no row, no order, and no byte of the binary log', async () => {
    const { X, Y } = await gather(ORDER);
    const [first] = X;
    const places = [...must(first).keys()];
    // The sessions left as much behind as one expects, or nothing would have been compared.
    expect(places.filter((place) => place.startsWith('binary log')).length).toBeGreaterThan(30);
    expect(places.filter((place) => place.includes('.ballot ')).length).toBeGreaterThan(20);
    expect(places.filter((place) => place.includes('.audit_entry ')).length).toBeGreaterThan(30);
    expect(new Set([...X, ...Y].map(({ size }) => size)).size).toBe(1);
    expect(placesThatTell(X, Y)).toEqual([]);
  }, 240_000);

  it('never holds a private key: in no file of the database server', () => {
    expect(privateKeys.length).toBeGreaterThanOrEqual(ORDER.length);
    for (const key of privateKeys.slice(0, 3)) {
      expect(server.holds(Buffer.from(key))).toBe(false);
      expect(server.holds(Buffer.from(key, 'base64url'))).toBe(false);
    }
  });

  it('would tell if votes were kept anywhere: as numbers, or as nothing but an order', async () => {
    const { dataSource } = council.bench;
    await dataSource.query(
      'CREATE TABLE leaked_choice (at int AUTO_INCREMENT PRIMARY KEY, member uuid, choice tinyint)',
    );
    await dataSource.query('CREATE TABLE leaked_order (at int AUTO_INCREMENT PRIMARY KEY, member uuid)');
    const places: readonly BallotChoice[] = ['YES', 'NO', 'ABSTAIN'];
    const { X, Y } = await gather(['X', 'Y', 'Y', 'X'], async (choices) => {
      for (const [at, choice] of choices.entries()) {
        await dataSource.query('INSERT INTO leaked_choice (member, choice) VALUES (?, ?)', [
          council.member(at).id,
          places.indexOf(choice),
        ]);
      }
      for (const choice of places) {
        const voter = council.member(choices.indexOf(choice)).id;
        await dataSource.query('INSERT INTO leaked_order (member) VALUES (?)', [voter]);
      }
    });
    const telling = placesThatTell(X, Y);
    for (const where of ['.leaked_choice ', '.leaked_order ', 'binary log']) {
      expect(telling.some((place) => place.includes(where))).toBe(true);
    }
  }, 120_000);
});
