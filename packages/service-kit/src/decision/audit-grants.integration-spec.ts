import { newId } from '@thidua/contracts/ids';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchDataSource, pledgeCommand, startDecisionBench, type DecisionBench } from '../testing/decision-bench';
import { RecordingEngine } from '../testing/recording-engine';
import type { DataSource } from 'typeorm';
import { connect } from '../database/data-source';
import { Decisions } from './decisions';
import { AnchorFolder } from '../audit/anchor-archive';
import { AuditAnchors } from '../audit/audit-anchors';
import { newAuditSigner } from '../testing/audit-trail-bench';

/** An underscore in a GRANT's database name stands for any character unless it is escaped. */
const scope = (database: string): string => `\`${database.replaceAll('_', '\\_')}\`.*`;

describe('the service’s own database user', () => {
  const user = `test_user_${newId().slice(-8)}`;
  const account = `'${user}'@'%'`;
  let bench: DecisionBench;
  let asService: DataSource;
  let audit: string;
  const folder = mkdtempSync(join(tmpdir(), 'anchors-'));

  beforeAll(async () => {
    bench = await startDecisionBench('grants');
    audit = bench.database.auditDatabase;
    const url = new URL(bench.database.url);
    // As infra/local/databases.mjs grants it.
    await bench.dataSource.query(`CREATE USER ${account} IDENTIFIED BY 'of-the-test'`);
    await bench.dataSource.query(
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ${scope(url.pathname.slice(1))} TO ${account}`,
    );
    await bench.dataSource.query(`GRANT SELECT, INSERT ON ${scope(audit)} TO ${account}`);
    url.username = user;
    url.password = 'of-the-test';
    asService = benchDataSource(url.toString(), 2);
    await connect(asService);
  });
  afterAll(async () => {
    await asService.destroy();
    await bench.dataSource.query(`DROP USER ${account}`);
    await bench.stop();
    rmSync(folder, { recursive: true });
  });

  it('carries out commands', async () => {
    const units = { unitInScope: () => Promise.resolve(null) };
    const decisions = new Decisions(asService, new RecordingEngine(), units, {});
    const subject = newId();
    expect(await decisions.run(pledgeCommand(subject, { starts: true }))).toMatchObject({ routing: 'DONE' });
    expect(await bench.trail(subject)).toHaveLength(2);
  });

  it('takes anchors, and finds them again', async () => {
    const anchors = new AuditAnchors({
      dataSource: asService,
      service: 'awards',
      signer: newAuditSigner,
      archive: new AnchorFolder(folder),
    });
    const anchor = await anchors.take();
    expect(anchor).toMatchObject({ number: 1, entries: 2, subjects: 1 });
    expect(await anchors.take()).toEqual(anchor);
  });

  describe.each(['audit_entry', 'audit_anchor', 'audit_anchor_head', 'audit_period'])('in the table %s', (name) => {
    it.each([
      ['change', (table: string, column: string) => `UPDATE ${table} SET ${column} = '0'`],
      ['delete', (table: string) => `DELETE FROM ${table}`],
      ['replace', (table: string) => `REPLACE INTO ${table} SELECT * FROM ${table}`],
      [
        'overwrite',
        (table: string, column: string) =>
          `INSERT INTO ${table} SELECT * FROM ${table} ON DUPLICATE KEY UPDATE ${column} = '0'`,
      ],
      ['empty', (table: string) => `TRUNCATE TABLE ${table}`],
      ['drop', (table: string) => `DROP TABLE ${table}`],
      ['rename', (table: string) => `RENAME TABLE ${table} TO ${table}_gone`],
      ['alter', (table: string, column: string) => `ALTER TABLE ${table} DROP COLUMN ${column}`],
      ['index', (table: string, column: string) => `CREATE INDEX other ON ${table} (${column})`],
      [
        'hang a trigger on',
        (table: string) => `CREATE TRIGGER ${table}_t BEFORE INSERT ON ${table} FOR EACH ROW SET @a = 1`,
      ],
    ])('cannot %s anything', async (_verb, statement) => {
      const rows = (): Promise<object[]> => bench.dataSource.query(`SELECT * FROM ${audit}.${name}`);
      const before = await rows();
      expect(before.length).toBeGreaterThan(0);
      const column = Object.keys(before[0]!).at(-1)!;
      // 1142: the command is denied to the user.
      await expect(asService.query(statement(`${audit}.${name}`, column))).rejects.toMatchObject({ errno: 1142 });
      expect(await rows()).toEqual(before);
    });
  });

  it('cannot create or drop anything in the database of the audit trail, nor give rights away', async () => {
    const refused = async (sql: string): Promise<unknown> =>
      asService.query(sql).catch((error: unknown) => (error as { errno: number }).errno);
    expect(await refused(`CREATE TABLE ${audit}.other (id int)`)).toBe(1142);
    expect(await refused(`CREATE VIEW ${audit}.other AS SELECT 1`)).toBe(1142);
    expect(await refused(`DROP DATABASE ${audit}`)).toBe(1044);
    expect(await refused(`GRANT UPDATE ON ${scope(audit)} TO ${account}`)).toBe(1044);
  });

  it('cannot write an entry a second time', async () => {
    await expect(
      asService.query(`INSERT INTO ${audit}.audit_entry SELECT * FROM ${audit}.audit_entry LIMIT 1`),
    ).rejects.toMatchObject({ errno: 1062 });
  });
});
