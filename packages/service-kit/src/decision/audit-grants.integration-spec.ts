import { newId } from '@thidua/contracts/ids';
import { benchDataSource, pledgeCommand, startDecisionBench, type DecisionBench } from '../testing/decision-bench';
import { RecordingEngine } from '../testing/recording-engine';
import type { DataSource } from 'typeorm';
import { Decisions } from './decisions';

/** An underscore in a GRANT's database name stands for any character unless it is escaped. */
const scope = (database: string): string => `\`${database.replaceAll('_', '\\_')}\`.*`;

describe('the service’s own database user', () => {
  const user = `test_user_${newId().slice(-8)}`;
  const account = `'${user}'@'%'`;
  let bench: DecisionBench;
  let asService: DataSource;
  let audit: string;

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
    await asService.initialize();
  });
  afterAll(async () => {
    await asService.destroy();
    await bench.dataSource.query(`DROP USER ${account}`);
    await bench.stop();
  });

  it('carries out commands', async () => {
    const units = { unitInScope: () => Promise.resolve(null) };
    const decisions = new Decisions(asService, new RecordingEngine(), units, {});
    const subject = newId();
    expect(await decisions.run(pledgeCommand(subject, { starts: true }))).toMatchObject({ routing: 'DONE' });
    expect(await bench.trail(subject)).toHaveLength(2);
  });

  it.each([
    ['change', (table: string) => `UPDATE ${table} SET action = 'FORGED'`],
    ['delete', (table: string) => `DELETE FROM ${table}`],
    ['replace', (table: string) => `REPLACE INTO ${table} SELECT * FROM ${table}`],
    ['empty', (table: string) => `TRUNCATE TABLE ${table}`],
    ['drop', (table: string) => `DROP TABLE ${table}`],
    ['alter', (table: string) => `ALTER TABLE ${table} DROP COLUMN hash`],
  ])('cannot %s entries of the audit trail', async (_verb, statement) => {
    const count = (): Promise<unknown> =>
      bench.dataSource.query(`SELECT COUNT(*), MAX(action) FROM ${audit}.audit_entry`);
    const before = await count();
    await expect(asService.query(statement(`${audit}.audit_entry`))).rejects.toMatchObject({ errno: 1142 });
    expect(await count()).toEqual(before);
  });

  it('cannot write an entry a second time', async () => {
    await expect(
      asService.query(`INSERT INTO ${audit}.audit_entry SELECT * FROM ${audit}.audit_entry LIMIT 1`),
    ).rejects.toMatchObject({ errno: 1062 });
  });
});
