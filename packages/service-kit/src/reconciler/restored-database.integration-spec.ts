import { SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import Fastify from 'fastify';
import { auditHash } from '../decision/audit-chain';
import { auditTable } from '../decision/audit-trail';
import { BenchPledge, EngineBench } from '../testing/engine-bench';
import { acknowledgeLosses } from './acknowledged-losses';
import { lostHeadOf } from './lost-heads';
import { registerReconcilerRoutes } from './reconciler.routes';
import { restartSubject, type RestartRequest } from './restart';
import type { SubjectWorkflows } from './subject-workflows';

let bench: EngineBench;
beforeAll(async () => {
  bench = await EngineBench.start('restored');
});
afterAll(() => bench.stop());

/** Keeps the rows of both databases as they are now. @returns puts them back, as a restore does. */
async function backUp(): Promise<() => Promise<void>> {
  const { dataSource, database } = bench;
  const copies: { table: string; copy: string }[] = [];
  for (const schema of [new URL(database.url).pathname.slice(1), database.auditDatabase]) {
    const tables = await dataSource.query<{ name: string }[]>(
      `SELECT table_name AS name FROM information_schema.tables
        WHERE table_schema = ? AND table_name NOT LIKE 'kept\\_%'`,
      [schema],
    );
    for (const { name } of tables) {
      const copy = `${schema}.kept_${name}`;
      await dataSource.query(`CREATE OR REPLACE TABLE ${copy} AS SELECT * FROM ${schema}.${name}`);
      copies.push({ table: `${schema}.${name}`, copy });
    }
  }
  return async () => {
    for (const { table, copy } of copies) {
      await dataSource.query(`DELETE FROM ${table}`);
      await dataSource.query(`INSERT INTO ${table} SELECT * FROM ${copy}`);
    }
    // As the end of a backup's file does.
    await dataSource.query('UPDATE subject_head SET held_at = UTC_TIMESTAMP(6) WHERE finished = 0');
    await dataSource.query(
      'INSERT INTO database_restore (backup_at, restored_at) VALUES (UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))',
    );
  };
}

const restart = (request: Omit<RestartRequest, 'reason'>) =>
  restartSubject(
    {
      dataSource: bench.dataSource,
      decisions: bench.decisions,
      workflows: bench.workflows,
      lostHead: (subjectId) => lostHeadOf(bench.dataSource, subjectId),
    },
    { ...request, reason: 'Khôi phục từ bản sao lưu' },
  );
const held = async (pledgeId: string): Promise<boolean> => {
  const [head] = await bench.dataSource.query<{ held: number | string }[]>(
    'SELECT held_at IS NOT NULL AS held FROM subject_head WHERE subject_id = ?',
    [pledgeId],
  );
  return Number(head?.held) === 1;
};
const numbersOf = async (pledgeId: string): Promise<number[]> =>
  (
    await bench.dataSource.query<{ number: number }[]>(
      'SELECT number FROM outbox WHERE subject_id = ? ORDER BY number',
      [pledgeId],
    )
  ).map(({ number }) => number);

describe('rule 13: a database that was restored to an older point than the engine', () => {
  it('holds what has lost decisions, tells which, and is restarted above every number that was given', async () => {
    const [behind, untouched, running] = [new BenchPledge(bench, 4), new BenchPledge(bench), new BenchPledge(bench)];
    for (const pledge of [behind, untouched, running]) {
      await pledge.signedBy(1);
    }
    const restore = await backUp();
    await behind.sign(1);
    await behind.sign(2);
    const lostTrail = (await bench.trail(behind.id)).slice(6);
    const lostHead = lostTrail.at(-1);
    await restore();
    // An anchor outside the database saw what was lost.
    await bench.dataSource.query(
      `INSERT INTO ${auditTable('anchor_head')} (anchor, subject_id, sequence, hash) VALUES (7, ?, ?, ?)`,
      [behind.id, lostHead?.entry.sequence, lostHead?.hash],
    );

    expect(await behind.sign(1).catch((error: unknown) => error)).toMatchObject({
      extensions: { code: 'CONFLICT', happened: { status: 'HELD' } },
    });
    expect(await bench.reconcile()).toMatchObject({ listed: 1, repaired: 0 });
    expect(await Promise.all([behind, untouched, running].map(({ id }) => held(id)))).toEqual([true, false, false]);
    const decided = lostTrail.filter(({ entry }) => entry.action !== 'ROUTED');
    expect(await bench.findings(behind.id)).toMatchObject([
      {
        finding: 'DATABASE_BEHIND',
        databaseSide: { lastNumber: 3, appliedNumber: 3 },
        engineSide: {
          state: { lastNumber: 5 },
          lost: decided.map(({ entry, hash }) => ({
            number: entry.decisionNumber,
            commandId: entry.commandId,
            action: 'SIGN',
            auditSequence: entry.sequence,
            auditHash: hash,
          })),
        },
      },
    ]);
    // Decisions go on where nothing was lost.
    expect(await running.sign(1)).toMatchObject({ routing: 'DONE', number: 4 });

    // Nothing was adopted before: the restart itself names the lost head.
    const commandId = newId();
    const outcome = await restart({ commandId, subjectId: behind.id });
    expect(outcome).toMatchObject({ routing: 'DONE', answer: { number: 6, lost: [{ number: 4 }, { number: 5 }] } });
    expect(await restart({ commandId, subjectId: behind.id })).toMatchObject({ replayed: true, number: 6 });
    expect(await bench.workflowState(behind.id)).toMatchObject({ lastNumber: 6, state: 'SIGNING', unplaced: [] });
    // The lost signatures are given again, under numbers that nobody has had.
    for (const [unit, number] of [
      [1, 7],
      [2, 8],
      [3, 9],
    ] as const) {
      expect(await behind.sign(unit)).toMatchObject({ routing: 'DONE', number });
    }
    expect(await bench.workflowState(behind.id)).toMatchObject({ lastNumber: 9, state: 'SIGNED', finished: true });
    expect(await numbersOf(behind.id)).toEqual([1, 2, 3, 6, 7, 8, 9]);
    expect(await bench.reconcile()).toMatchObject({ listed: 0, repaired: 0 });
    expect(await bench.findings(behind.id)).toEqual([]);

    const trail = await bench.trail(behind.id);
    const [restored] = trail.filter(({ entry }) => entry.action === 'RESTORED');
    expect(restored?.entry).toMatchObject({
      sequence: 7,
      actorKind: 'system',
      actor: 'operator',
      operation: 'restartSubject',
      reason: 'Khôi phục từ bản sao lưu',
      decisionNumber: 6,
      after: {
        lostHead: { sequence: lostHead?.entry.sequence, hash: lostHead?.hash },
        lostDecisions: [{ number: 4 }, { number: 5 }],
        renumbered: [],
      },
    });
    for (const [index, { entry, hash }] of trail.entries()) {
      expect([entry.sequence, auditHash(entry)]).toEqual([index + 1, hash]);
    }
  });

  it('says in every trail what it has lost, before anything else is decided: once, also where no workflow is concerned', async () => {
    const [pledge, whole] = [new BenchPledge(bench), newId()];
    const unit = newId();
    await pledge.signedBy(1);
    const write = (): Promise<unknown> =>
      bench.decisions.run({
        actor: { kind: 'system', name: 'test' },
        operation: 'setBudget',
        commandId: newId(),
        payload: {},
        subject: { kind: SubjectKind.UnitLedger, id: unit, isNew: 'IF_MISSING' },
        decide: () => Promise.resolve({ answer: null, audit: { action: 'SET_BUDGET' } }),
      });
    await write();
    const restore = await backUp();
    await write();
    await pledge.sign(1);
    const lost = [(await bench.trail(pledge.id)).at(-1), (await bench.trail(unit)).at(-1)];
    await restore();
    await bench.dataSource.query(
      `INSERT INTO ${auditTable('anchor_head')} (anchor, subject_id, sequence, hash) VALUES ?`,
      [
        [
          ...lost.map((entry) => [7, entry?.entry.subjectId, entry?.entry.sequence, entry?.hash]),
          [7, whole, 4, 'f'.repeat(64)],
        ],
      ],
    );
    const acknowledge = () => acknowledgeLosses(bench, 'Khôi phục từ bản sao lưu');
    expect(await acknowledge()).toEqual({ acknowledged: 2, lostSubjects: [whole] });
    expect(await acknowledge()).toEqual({ acknowledged: 0, lostSubjects: [whole] });
    for (const entry of lost) {
      const named = (await bench.trail(entry?.entry.subjectId ?? '')).at(-1)?.entry;
      expect(named).toMatchObject({
        actor: 'operator',
        operation: 'acknowledgeRestore',
        action: 'RESTORED',
        reason: 'Khôi phục từ bản sao lưu',
        after: { lostHead: { sequence: entry?.entry.sequence, hash: entry?.hash } },
        decisionNumber: null,
      });
    }
    // The restart of the pledge names its decisions; its head has been named.
    await bench.reconcile();
    await restart({ commandId: newId(), subjectId: pledge.id });
    const restored = (await bench.trail(pledge.id)).filter(({ entry }) => entry.action === 'RESTORED');
    expect(restored.map(({ entry }) => (entry.after as { lostHead: unknown }).lostHead !== null)).toEqual([
      true,
      false,
    ]);
    await bench.dataSource.query(`DELETE FROM ${auditTable('anchor_head')} WHERE subject_id = ?`, [whole]);
  });

  it('lets decisions go on that were on their way when the backup was made', async () => {
    const pledge = new BenchPledge(bench);
    await pledge.signedBy(1);
    await pledge.sign(1, true);
    const restore = await backUp();
    await bench.drain(pledge.id);
    await restore();
    expect(await bench.relay.deliverBatch()).toBe(0);
    expect(await bench.reconcile()).toMatchObject({ listed: 0 });
    expect(await held(pledge.id)).toBe(false);
    await bench.drain(pledge.id);
    expect(await bench.workflowState(pledge.id)).toMatchObject({ lastNumber: 4 });
    expect(await numbersOf(pledge.id)).toEqual([1, 2, 3, 4]);
  });

  it('keeps decisions that were on their way where others after them were lost: they follow the restart', async () => {
    const pledge = new BenchPledge(bench, 4);
    await pledge.prepare();
    const commandId = newId();
    await bench.pledges.run({
      act: 'open',
      commandId,
      pledgeId: pledge.id,
      unitIds: pledge.unitIds,
      byRelay: true,
    });
    const restore = await backUp();
    await bench.drain(pledge.id);
    await pledge.sign(0);
    await restore();
    await bench.reconcile();
    expect(await held(pledge.id)).toBe(true);
    expect(await restart({ commandId: newId(), subjectId: pledge.id })).toMatchObject({
      answer: { number: 4, lost: [{ number: 3, action: 'SIGN' }] },
    });
    await bench.drain(pledge.id);
    expect(await numbersOf(pledge.id)).toEqual([1, 4, 5]);
    expect(await bench.workflowState(pledge.id)).toMatchObject({ lastNumber: 5, state: 'SIGNING', unplaced: [] });
    const [restored] = (await bench.trail(pledge.id)).filter(({ entry }) => entry.action === 'RESTORED');
    expect(restored?.entry.after).toMatchObject({ renumbered: [{ commandId, from: 2, to: 5 }] });
    for (const unit of [0, 1, 2, 3]) {
      expect(await pledge.sign(unit)).toMatchObject({ routing: 'DONE', number: 6 + unit });
    }
  });

  it('restarts a subject of which nothing had been applied when the backup was made', async () => {
    const pledge = new BenchPledge(bench, 1);
    await bench.pledges.run({
      act: 'prepare',
      commandId: newId(),
      pledgeId: pledge.id,
      deadlineAt: '2099-01-01T00:00:00Z',
      byRelay: true,
    });
    const restore = await backUp();
    await bench.drain(pledge.id);
    await pledge.open();
    await restore();
    await bench.reconcile();
    expect(await restart({ commandId: newId(), subjectId: pledge.id })).toMatchObject({
      answer: { number: 3, lost: [{ number: 2, action: 'OPEN_FOR_SIGNATURE' }] },
    });
    await bench.drain(pledge.id);
    expect(await pledge.open()).toMatchObject({ routing: 'DONE', number: 5 });
    expect(await pledge.sign(0)).toMatchObject({ routing: 'DONE', number: 6 });
    expect(await bench.workflowState(pledge.id)).toMatchObject({ lastNumber: 6, state: 'SIGNED', unplaced: [] });
  });

  it('stays held while its workflow does not say twice the same: a look that fails ends no hold', async () => {
    const pledge = new BenchPledge(bench, 2);
    await pledge.signedBy(0);
    const restore = await backUp();
    await pledge.sign(0);
    await restore();
    let looks = 0;
    const flickering: SubjectWorkflows = {
      ...bench.workflows,
      look: async (workflowId) => {
        const looked = await bench.workflows.look(workflowId);
        looks += workflowId === pledge.workflowId ? 1 : 0;
        return workflowId === pledge.workflowId && looks % 2 === 1 ? { ...looked, state: null } : looked;
      },
    };
    await bench.reconcile(bench.reconcilerOn(flickering));
    expect([await held(pledge.id), await bench.findings(pledge.id)]).toEqual([true, []]);
    await bench.reconcile();
    expect(await held(pledge.id)).toBe(true);
    expect(await bench.findings(pledge.id)).toMatchObject([{ finding: 'DATABASE_BEHIND' }]);
    await restart({ commandId: newId(), subjectId: pledge.id });
  });

  it('makes a draft again of what had no workflow when the backup was made; its next life begins above every number', async () => {
    const pledge = new BenchPledge(bench, 1);
    await bench.decisions.run({
      actor: { kind: 'system', name: 'bench' },
      operation: 'draft',
      commandId: newId(),
      payload: {},
      subject: { kind: SubjectKind.Pledge, id: pledge.id, isNew: true },
      decide: () => Promise.resolve({ answer: null, audit: { action: 'DRAFT' } }),
    });
    const restore = await backUp();
    await pledge.prepare();
    await pledge.open();
    await restore();
    await bench.reconcile();
    expect(await held(pledge.id)).toBe(true);
    expect(await bench.findings(pledge.id)).toMatchObject([{ finding: 'DATABASE_BEHIND' }]);
    const lost = [{ number: 1 }, { number: 2, action: 'OPEN_FOR_SIGNATURE' }];
    expect(await restart({ commandId: newId(), subjectId: pledge.id })).toMatchObject({ answer: { number: 2, lost } });
    const [restored] = (await bench.trail(pledge.id)).filter(({ entry }) => entry.action === 'RESTORED');
    expect(restored?.entry).toMatchObject({ decisionNumber: null, after: { lastNumber: 2, lostDecisions: lost } });
    // What the engine still tells of its ended life holds it no more.
    await bench.reconcile();
    expect([await held(pledge.id), await bench.findings(pledge.id)]).toEqual([false, []]);

    expect(await pledge.prepare()).toMatchObject({ routing: 'DONE', number: 3 });
    expect(await pledge.open()).toMatchObject({ routing: 'DONE', number: 4 });
    expect(await pledge.sign(0)).toMatchObject({ routing: 'DONE', number: 5 });
    expect(await bench.workflowState(pledge.id)).toMatchObject({ lastNumber: 5, state: 'SIGNED', unplaced: [] });
    await bench.reconcile();
    expect(await bench.findings(pledge.id)).toEqual([]);
  });

  it('restarts a subject whose workflow has ended with decisions that were lost', async () => {
    const pledge = new BenchPledge(bench, 2);
    await pledge.signedBy(1);
    const restore = await backUp();
    await pledge.sign(1);
    expect(await bench.workflowState(pledge.id)).toMatchObject({ finished: true });
    await restore();
    await bench.reconcile();
    expect(await bench.findings(pledge.id)).toMatchObject([{ finding: 'DATABASE_BEHIND' }]);
    expect(await restart({ commandId: newId(), subjectId: pledge.id })).toMatchObject({ answer: { number: 5 } });
    expect(await pledge.sign(1)).toMatchObject({ routing: 'DONE', number: 6 });
    expect(await bench.workflowState(pledge.id)).toMatchObject({ lastNumber: 6, state: 'SIGNED' });
  });

  it('of which nobody said that it was restored: decisions of meanwhile follow the restart as well', async () => {
    const pledge = new BenchPledge(bench, 4);
    await pledge.signedBy(1);
    const restore = await backUp();
    await pledge.sign(1);
    await restore();
    await bench.dataSource.query('UPDATE subject_head SET held_at = NULL');
    expect(await pledge.sign(2)).toMatchObject({ routing: 'ACCEPTED', number: 4 });
    expect(await bench.reconcile()).toMatchObject({ listed: 1 });
    expect(await bench.findings(pledge.id)).toMatchObject([
      { finding: 'DATABASE_BEHIND', engineSide: { lost: [{ number: 4, action: 'SIGN' }] } },
    ]);
    await restart({ commandId: newId(), subjectId: pledge.id });
    await bench.drain(pledge.id);
    expect(await numbersOf(pledge.id)).toEqual([1, 2, 3, 5, 6]);
    expect(await pledge.sign(1)).toMatchObject({ routing: 'DONE', number: 7 });
  });

  it('is restarted only while it is held, and only by those who have the right', async () => {
    const pledge = new BenchPledge(bench);
    await pledge.signedBy(1);
    const server = Fastify();
    let rights: string[] = [];
    registerReconcilerRoutes(server, {
      service: 'emulation',
      dataSource: bench.dataSource,
      decisions: bench.decisions,
      workflows: bench.workflows,
      kinds: [SubjectKind.Pledge],
      log: bench.log,
      lostHead: () => Promise.resolve(null),
      permits: (_request, right) => rights.includes(right),
    });
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    const post = async (path: string, body: object): Promise<[number, unknown]> => {
      const response = await fetch(`${url}/internal/path/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return [response.status, await response.json()];
    };
    const asked = { commandId: newId(), subjectId: pledge.id, reason: 'thử' };
    expect((await post('restart', asked))[0]).toBe(403);
    rights = ['path:read'];
    expect((await post('restart', asked))[0]).toBe(403);
    rights = ['path:repair'];
    expect((await post('restart', { ...asked, reason: ' ' }))[0]).toBe(400);
    expect(await post('restart', asked)).toMatchObject([409, { errors: [{ extensions: { code: 'CONFLICT' } }] }]);
    expect((await post('restart', { ...asked, subjectId: newId() }))[0]).toBe(404);
    expect((await post('end-workflow', { subjectKind: 'PLEDGE', subjectId: pledge.id, reason: 'thử' }))[0]).toBe(409);
    expect(await bench.workflowState(pledge.id)).toMatchObject({ lastNumber: 3 });

    await bench.dataSource.query('UPDATE subject_head SET held_at = UTC_TIMESTAMP(6) WHERE subject_id = ?', [
      pledge.id,
    ]);
    expect(await post('restart', asked)).toMatchObject([200, { number: 4, lost: [] }]);

    // A subject that was lost as a whole: its workflow is ended, and it is listed no longer.
    for (const table of ['subject_head', 'outbox', 'task']) {
      await bench.dataSource.query(`DELETE FROM ${table} WHERE subject_id = ?`, [pledge.id]);
    }
    await bench.reconcile();
    expect(await bench.findings(pledge.id)).toMatchObject([{ finding: 'SUBJECT_LOST' }]);
    const ended = await post('end-workflow', { subjectKind: 'PLEDGE', subjectId: pledge.id, reason: 'đã rõ' });
    expect(ended).toEqual([200, { subjectId: pledge.id, ended: true }]);
    expect((await bench.workflows.look(pledge.workflowId)).status).toBe('TERMINATED');
    expect(await bench.findings(pledge.id)).toEqual([]);
    expect(await bench.findings(pledge.id, 'RESOLVED')).toMatchObject([{ resolution: 'ended by the operator: đã rõ' }]);
    await server.close();
  });
});
