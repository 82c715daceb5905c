import { SubjectKind } from '@thidua/contracts';
import { derivedId, newId } from '@thidua/contracts/ids';
import { claimStatements } from '@thidua/testkit';
import { person, pledgeCommand, startDecisionBench, type DecisionBench } from '../testing/decision-bench';
import { answering, instructionFor } from '../testing/recording-engine';
import { auditHash, canonicalJson, sha256 } from './audit-chain';
import { auditTable } from './audit-trail';
import { actorName } from './decision-transaction';
import { CommandRow, SubjectHeadRow } from './decision-path.entity';
import { TaskRow } from './task.entity';
import { assignTask } from './tasks';

/** The prepared statements of the decision path write what the entities read. */
describe('what a decision writes', () => {
  let bench: DecisionBench;
  beforeAll(async () => {
    bench = await startDecisionBench('statements');
  });
  afterAll(() => bench.stop());
  beforeEach(() => {
    bench.engine.behaviour = answering;
  });

  const command = (id: string) => bench.dataSource.manager.findOneByOrFail(CommandRow, { commandId: id });
  const head = (id: string) => bench.dataSource.manager.findOneByOrFail(SubjectHeadRow, { subjectId: id });
  const task = (id: string) => bench.dataSource.manager.findOneByOrFail(TaskRow, { id });

  /** A pledge with an open task; its dates are such that a lost microsecond or a shifted zone would show. */
  async function withTask(): Promise<{ subject: string; taskId: string; unitId: string }> {
    const subject = newId();
    const unitId = newId();
    bench.engine.behaviour = ({ decision }) =>
      Promise.resolve({
        outcome: 'ANSWERED',
        instruction: instructionFor(decision, [
          {
            kind: 'SIGN_PLEDGE',
            stage: 'SIGNING',
            unitId,
            permission: 'pledge.sign',
            dueAt: '2027-01-31T17:00:00.123Z',
          },
        ]),
      });
    await bench.decisions.run(pledgeCommand(subject, { starts: true }));
    bench.engine.behaviour = answering;
    return { subject, unitId, taskId: derivedId('task', subject, 1, 'SIGN_PLEDGE', unitId) };
  }

  it('is the command with its answer, the entry, and the head that names it', async () => {
    const subject = newId();
    await bench.decisions.run(pledgeCommand(subject, { starts: true }));
    const before = Date.now();
    const actor = person();
    const sent = pledgeCommand(subject, {
      actor,
      payload: { text: "Thi đua “giỏi”, 1\\2 và ' \u{1F3C5}", figures: [1, 2.5, null] },
      text: 'Đoàn kết',
      subject: { kind: SubjectKind.Pledge, id: subject },
    });
    await bench.decisions.run(sent);

    const kept = await command(sent.commandId);
    expect(kept).toEqual({
      commandId: sent.commandId,
      actor: actorName(actor),
      operation: sent.operation,
      payloadHash: sha256(canonicalJson(sent.payload)),
      subjectId: subject,
      decisionNumber: 2,
      answer: { text: 'Đoàn kết' },
      createdAt: expect.any(Date) as Date,
    });
    expect(kept.createdAt.getTime()).toBeGreaterThan(before - 60_000);

    const [, , entry] = await bench.trail(subject);
    const [row] = await bench.dataSource.query<Record<string, unknown>[]>(
      `SELECT subject_id, sequence, at, action, actor, hash FROM ${auditTable('entry')}
        WHERE subject_id = ? AND sequence = 3`,
      [subject],
    );
    expect(entry?.hash).toBe(entry && auditHash(entry.entry));
    expect(row).toEqual({
      subject_id: subject,
      sequence: 3,
      at: entry?.entry.at,
      action: 'WRITE_NOTE',
      actor: actorName(actor),
      hash: entry?.hash,
    });
    // The fourth entry is the instruction's, which the head has taken in since.
    const [, , , routed] = await bench.trail(subject);
    expect(await head(subject)).toMatchObject({
      subjectKind: 'PLEDGE',
      revision: 1,
      lastNumber: 2,
      appliedNumber: 2,
      finished: 0,
      heldAt: null,
      auditSequence: 4,
      auditHash: routed?.hash,
      auditAt: routed?.entry.at,
    });
  });

  it('is the claimed task, as it was answered', async () => {
    const { subject, taskId } = await withTask();
    const actor = person();
    for (const [version, claims] of [
      [1, true],
      [2, false],
    ] as const) {
      const before = await task(taskId);
      const answered: TaskRow[] = [];
      await bench.decisions.run({
        ...pledgeCommand(subject, { actor, subject: { kind: SubjectKind.Pledge, id: subject } }),
        decide: async (transaction) => {
          answered.push(await assignTask(transaction, { taskId, version }, claims));
          return { answer: { text: '' }, audit: { action: claims ? 'CLAIM' : 'UNCLAIM' } };
        },
      });
      const after = await task(taskId);
      expect(answered).toEqual([after]);
      expect(after).toEqual(
        Object.assign(before, { version: version + 1, assigneeId: claims ? actorName(actor) : null }),
      );
      expect(after.dueAt).toEqual(new Date('2027-01-31T17:00:00.123Z'));
    }
    expect(await head(subject)).toMatchObject({ lastNumber: 1, auditSequence: 4 });
  });

  it('is what the yardstick of `npm run bench:decisions` writes, statement by statement', async () => {
    const { subject, taskId, unitId } = await withTask();
    const sent: string[] = [];
    const spy = jest.spyOn(bench.dataSource.logger, 'logQuery').mockImplementation((sql) => {
      sent.push(sql);
    });
    await bench.decisions.run({
      ...pledgeCommand(subject, { actor: person(), subject: { kind: SubjectKind.Pledge, id: subject } }),
      ahead: { taskId, unitId },
      decide: async (transaction) => {
        await transaction.unit(unitId);
        await assignTask(transaction, { taskId, version: 1 }, true);
        return { answer: { text: '' }, audit: { action: 'CLAIM' } };
      },
    });
    spy.mockRestore();
    const inOneLine = (sql: string): string => sql.replaceAll(/\s+/g, ' ').trim();
    const statements = sent.flatMap((sql) =>
      inOneLine(sql)
        .replace(/^BEGIN NOT ATOMIC (.*); END$/, '$1')
        .split('; '),
    );
    // What the claim reads before its transaction is the service's own.
    const { subjectOfTask: _before, ...yardstick } = claimStatements(bench.database.auditDatabase);
    expect(statements).toEqual(Object.values(yardstick).map(inOneLine));
    // All in two round trips: what is read ahead comes with the lock.
    expect(sent).toHaveLength(2);
  });

  it('is the completed task, at the decision’s time', async () => {
    const { subject, taskId } = await withTask();
    const before = await task(taskId);
    const actor = person();
    await bench.decisions.run(
      pledgeCommand(subject, {
        actor,
        before: (transaction) => transaction.completeTask({ taskId, version: 1 }, 'SIGNED'),
      }),
    );
    const [, , entry] = await bench.trail(subject);
    expect(await task(taskId)).toEqual(
      Object.assign(before, {
        status: 'COMPLETED',
        version: 2,
        completedAt: new Date(entry?.entry.at ?? ''),
        completedBy: actorName(actor),
        outcome: 'SIGNED',
      }),
    );
  });

  it('is nothing when the last of its rows cannot be written', async () => {
    const { subject, taskId } = await withTask();
    const before = [await head(subject), await task(taskId), await bench.trail(subject)];
    const sent = pledgeCommand(subject, {
      before: async (transaction) => {
        await assignTaskOfAnybody(transaction, taskId);
        transaction.writeAtEnd({ sql: 'INSERT INTO note (subject_id, text) VALUES (?, ?)', parameters: [null, 'x'] });
      },
    });
    await expect(bench.decisions.run(sent)).rejects.toThrow();
    expect([await head(subject), await task(taskId), await bench.trail(subject)]).toEqual(before);
    expect(await bench.dataSource.manager.findOneBy(CommandRow, { commandId: sent.commandId })).toBeNull();
  });

  const assignTaskOfAnybody = (transaction: Parameters<typeof assignTask>[0], taskId: string): Promise<unknown> =>
    transaction.query('UPDATE task SET version = version + 1 WHERE id = ?', [taskId]);
});
