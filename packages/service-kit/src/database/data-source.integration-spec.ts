import { SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import type { DataSource } from 'typeorm';
import { Decisions } from '../decision/decisions';
import { benchDataSource, pledgeCommand, startDecisionBench, type DecisionBench } from '../testing/decision-bench';
import { assertDurable, connect } from './data-source';

describe('a service’s connections', () => {
  let bench: DecisionBench;
  beforeAll(async () => {
    bench = await startDecisionBench('connections');
  });
  afterAll(() => bench.stop());

  it('rule 9: each of the pool reads what is committed, is cut off when it stalls inside a transaction, and waits for locks for two seconds', async () => {
    const rows = await Promise.all(
      Array.from({ length: 12 }, () =>
        bench.dataSource.query<{ id: string; idle: number; wait: number; level: string }[]>(
          `SELECT CONNECTION_ID() AS id, @@idle_transaction_timeout AS idle, @@innodb_lock_wait_timeout AS wait,
                  @@tx_isolation AS level, SLEEP(0.05)`,
        ),
      ),
    );
    expect(new Set(rows.map(([row]) => row?.id)).size).toBeGreaterThan(4);
    for (const [row] of rows) {
      expect([Number(row?.idle), Number(row?.wait), row?.level]).toEqual([10, 2, 'READ-COMMITTED']);
    }
  });

  it('a decision refuses one that could read what stood there before it waited', async () => {
    const dataSource = benchDataSource(bench.database.url, 1);
    await connect(dataSource);
    try {
      const decisions = new Decisions(dataSource, bench.engine, { unitInScope: () => Promise.resolve(null) }, {});
      const subject = newId();
      await decisions.run(pledgeCommand(subject));
      await dataSource.query(`SET SESSION tx_isolation = 'REPEATABLE-READ'`);
      await expect(decisions.run(pledgeCommand(subject))).rejects.toThrow('READ COMMITTED');
      await expect(
        decisions.run(pledgeCommand(subject, { subject: { kind: SubjectKind.Pledge, id: subject } })),
      ).rejects.toThrow('READ COMMITTED');
      expect(await bench.trail(subject)).toHaveLength(2);
    } finally {
      await dataSource.destroy();
    }
  });

  it('rule 9: a stalled holder of locks loses them, and what it wrote', async () => {
    const holder = bench.dataSource.createQueryRunner();
    await holder.query('SET SESSION idle_transaction_timeout = 1');
    await holder.startTransaction();
    await holder.query(`INSERT INTO rule_lock (name) VALUES ('stalled')`);
    // It stalls; whoever wants the lock gets it when the server has cut it off.
    await bench.dataSource.query(
      'SET STATEMENT innodb_lock_wait_timeout = 5 FOR INSERT INTO rule_lock (name) VALUES (?)',
      ['stalled'],
    );
    await expect(holder.query('SELECT 1')).rejects.toThrow('closed state');
    await holder.release();
  });

  it('rule 4: to a server that keeps what it has committed are taken', async () => {
    await assertDurable(bench.dataSource);
  });

  it.each([
    ['does not write its log at each commit', { flush: 2, binlog: 0, sync: 1 }],
    ['does not write its log at all', { flush: 0, binlog: 0, sync: 1 }],
    ['writes a binary log that may lag behind', { flush: 1, binlog: 1, sync: 0 }],
  ])('rule 4: to a server that %s are refused', async (_case, settings) => {
    const forgetful = { query: () => Promise.resolve([settings]) } as unknown as DataSource;
    await expect(assertDurable(forgetful)).rejects.toThrow('may forget committed decisions');
  });

  it('rule 4: to a server without a binary log need none that is synchronised', async () => {
    const without = { query: () => Promise.resolve([{ flush: 1, binlog: 0, sync: 0 }]) } as unknown as DataSource;
    await assertDurable(without);
  });
});
