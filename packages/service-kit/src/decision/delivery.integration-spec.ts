import { SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { pledgeCommand, pledgeWorkflow, startDecisionBench, type DecisionBench } from '../testing/decision-bench';
import { answering, down, instructionFor, type EngineBehaviour } from '../testing/recording-engine';
import { createLog } from '../log';
import { deliverRow } from './delivery';
import { Relay } from './relay';

interface OutboxState {
  id: string;
  number: number;
  lease_token: string | null;
  leased: number;
  done: number;
  set_aside: number;
  attempts: number;
  last_error: string | null;
}

describe('delivering decisions', () => {
  let bench: DecisionBench;
  beforeAll(async () => {
    bench = await startDecisionBench('delivery');
  });
  afterAll(() => bench.stop());
  beforeEach(async () => {
    bench.engine.behaviour = answering;
    for (const kind of Object.values(SubjectKind)) {
      delete bench.hooks[kind];
    }
    // What an earlier test left waiting must not answer for this one.
    await bench.dataSource.query('UPDATE outbox SET done_at = UTC_TIMESTAMP(6) WHERE done_at IS NULL');
  });

  const rowsOf = (subjectId: string): Promise<OutboxState[]> =>
    bench.dataSource.query(
      `SELECT id, number, lease_token, COALESCE(lease_until > UTC_TIMESTAMP(6), 0) AS leased, done_at IS NOT NULL AS done,
              set_aside_at IS NOT NULL AS set_aside, attempts, last_error
         FROM outbox WHERE subject_id = ? ORDER BY number`,
      [subjectId],
    );
  const actionsOf = async (subjectId: string): Promise<string[]> =>
    (await bench.trail(subjectId)).map(({ entry }) => entry.action);
  const makeDue = (subjectId: string): Promise<unknown> =>
    bench.dataSource.query('UPDATE outbox SET next_attempt_at = UTC_TIMESTAMP(6) WHERE subject_id = ?', [subjectId]);
  const endLease = (subjectId: string): Promise<unknown> =>
    bench.dataSource.query(
      'UPDATE outbox SET lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE subject_id = ?',
      [subjectId],
    );
  /** An engine in whose call the process dies: the call never returns. */
  const dying = (): { behaviour: EngineBehaviour; reached: Promise<void> } => {
    let reach: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => {
      reach = resolve;
    });
    return {
      reached,
      behaviour: () => {
        reach();
        return new Promise(() => undefined);
      },
    };
  };

  it('rule 9: leaves a row leased when the process dies between commit and delivery; the relay takes it when the lease ends', async () => {
    const subject = newId();
    const crash = dying();
    bench.engine.behaviour = crash.behaviour;
    void bench.decisions.run(pledgeCommand(subject, { starts: true }));
    await crash.reached;
    bench.engine.behaviour = answering;

    expect(await rowsOf(subject)).toMatchObject([{ leased: 1, done: 0 }]);
    expect(await actionsOf(subject)).toEqual(['WRITE_NOTE']);
    expect(await bench.relay.deliverBatch()).toBe(0);
    expect(bench.engine.numbersOf(pledgeWorkflow(subject))).toEqual([1]);

    await endLease(subject);
    expect(await bench.relay.deliverBatch()).toBe(1);
    expect(await rowsOf(subject)).toMatchObject([{ done: 1, lease_token: null }]);
    expect(await actionsOf(subject)).toEqual(['WRITE_NOTE', 'ROUTED']);
  });

  it('rule 8: settles what was committed before the workflow’s end was known, and refuses what comes after', async () => {
    const subject = newId();
    bench.engine.behaviour = down;
    await bench.decisions.run(pledgeCommand(subject, { starts: true }));
    await bench.decisions.run(pledgeCommand(subject));
    bench.engine.behaviour = ({ decision }) =>
      Promise.resolve({ outcome: 'ANSWERED', instruction: { ...instructionFor(decision, []), finished: true } });
    await bench.drain(subject);
    expect(await rowsOf(subject)).toMatchObject([
      { done: 1, last_error: null },
      { done: 1, last_error: 'the workflow had ended' },
    ]);
    expect(bench.engine.numbersOf(pledgeWorkflow(subject)).at(-1)).toBe(1);
    const late: unknown = await bench.decisions.run(pledgeCommand(subject)).catch((thrown: unknown) => thrown);
    expect(late).toMatchObject({ extensions: { code: 'CONFLICT' } });
  });

  it('rule 8: applies an instruction once when three hold the row and all are answered', async () => {
    const subject = newId();
    bench.engine.behaviour = down;
    await bench.decisions.run(pledgeCommand(subject, { starts: true }));
    const applied: number[] = [];
    bench.hooks[SubjectKind.Pledge] = (_runner, _subjectId, instruction) => {
      applied.push(instruction.number);
      return Promise.resolve();
    };
    const unitId = newId();
    let asked = 0;
    let release: () => void = () => undefined;
    const allAsked = new Promise<void>((resolve) => {
      release = resolve;
    });
    bench.engine.behaviour = async ({ decision }) => {
      asked += 1;
      if (asked === 3) {
        release();
      }
      await allAsked;
      return {
        outcome: 'ANSWERED',
        instruction: instructionFor(decision, [
          { kind: 'SIGN_PLEDGE', stage: 'SIGNING', unitId, permission: 'pledge.sign', dueAt: null },
        ]),
      };
    };
    const [row] = await rowsOf(subject);
    const token = newId();
    await bench.dataSource.query(
      'UPDATE outbox SET lease_token = ?, lease_until = UTC_TIMESTAMP(6) + INTERVAL 5 SECOND WHERE id = ?',
      [token, row?.id],
    );
    const deliver = (): Promise<boolean> =>
      deliverRow(bench.dataSource, bench.engine, bench.hooks, row?.id ?? '', token, 1000);
    expect(await Promise.all([deliver(), deliver(), deliver()])).toEqual([true, true, true]);
    expect(await deliver()).toBe(false);
    expect(applied).toEqual([1]);
    expect(await actionsOf(subject)).toEqual(['WRITE_NOTE', 'ROUTED']);
    const tasks = await bench.dataSource.query<object[]>(
      'SELECT kind, status, version FROM task WHERE subject_id = ?',
      [subject],
    );
    expect(tasks).toMatchObject([{ kind: 'SIGN_PLEDGE', status: 'OPEN', version: 1 }]);
  });

  it('rule 9: does nothing for one whose lease another has taken over', async () => {
    const subject = newId();
    bench.engine.behaviour = down;
    await bench.decisions.run(pledgeCommand(subject, { starts: true }));
    const [row] = await rowsOf(subject);
    const calls = bench.engine.deliveries.length;
    expect(await deliverRow(bench.dataSource, bench.engine, bench.hooks, row?.id ?? '', newId(), 1000)).toBe(false);
    expect(bench.engine.deliveries).toHaveLength(calls);
  });

  it('rule 9: lets several relays work at once and gives each row to one of them', async () => {
    const subjects = Array.from({ length: 6 }, () => newId());
    bench.engine.behaviour = down;
    await Promise.all(subjects.map((subject) => bench.decisions.run(pledgeCommand(subject, { starts: true }))));
    await Promise.all(subjects.map(makeDue));
    bench.engine.behaviour = answering;
    const calls = bench.engine.deliveries.length;
    await Promise.all([1, 2, 3].map(() => bench.relay.deliverBatch()));
    expect(bench.engine.deliveries.length - calls).toBe(6);
    for (const subject of subjects) {
      expect(await actionsOf(subject)).toEqual(['WRITE_NOTE', 'ROUTED']);
    }
  });

  it('rule 9: comes again after a gap or a silence, later each time, and says why', async () => {
    const subject = newId();
    bench.engine.behaviour = () => Promise.resolve({ outcome: 'LATER', reason: 'DECISION_GAP: 1 is missing' });
    await bench.decisions.run(pledgeCommand(subject, { starts: true }));
    expect(await rowsOf(subject)).toMatchObject([
      { attempts: 1, leased: 0, set_aside: 0, last_error: 'DECISION_GAP: 1 is missing' },
    ]);
    expect(await bench.relay.deliverBatch()).toBe(0);
    expect(await rowsOf(subject)).toMatchObject([{ attempts: 1 }]);
    await makeDue(subject);
    await bench.relay.deliverBatch();
    expect(await rowsOf(subject)).toMatchObject([{ attempts: 2 }]);
    bench.engine.behaviour = answering;
    await bench.drain(subject);
    expect(await rowsOf(subject)).toMatchObject([{ done: 1, last_error: null }]);
  });

  it('rule 9: sets a row aside on which both sides disagree: its subject stops, the others go on', async () => {
    const [stopped, other] = [newId(), newId()] as const;
    bench.engine.behaviour = (delivery) =>
      delivery.workflowId === pledgeWorkflow(stopped)
        ? Promise.resolve({ outcome: 'DIVERGED', reason: 'another decision has this number' })
        : answering(delivery);
    const first = await bench.decisions.run(pledgeCommand(stopped, { starts: true }));
    const second = await bench.decisions.run(pledgeCommand(stopped));
    const elsewhere = await bench.decisions.run(pledgeCommand(other, { starts: true }));
    expect([first.routing, second.routing, elsewhere.routing]).toEqual(['ACCEPTED', 'ACCEPTED', 'DONE']);
    await makeDue(stopped);
    await endLease(stopped);
    expect(await bench.relay.deliverBatch()).toBe(0);
    expect(await rowsOf(stopped)).toMatchObject([
      { number: 1, set_aside: 1, done: 0, last_error: 'another decision has this number' },
      { number: 2, set_aside: 0, done: 0 },
    ]);
    expect(bench.engine.numbersOf(pledgeWorkflow(stopped))).toEqual([1]);
    await bench.decisions.run(pledgeCommand(other));
    expect(bench.engine.numbersOf(pledgeWorkflow(other))).toEqual([1, 2]);
  });

  it('rule 8: sets aside an instruction that answers another decision', async () => {
    const subject = newId();
    bench.engine.behaviour = ({ decision }) =>
      Promise.resolve({ outcome: 'ANSWERED', instruction: { ...instructionFor(decision), number: 7 } });
    expect(await bench.decisions.run(pledgeCommand(subject, { starts: true }))).toMatchObject({ routing: 'ACCEPTED' });
    expect(await actionsOf(subject)).toEqual(['WRITE_NOTE']);
    expect(await rowsOf(subject)).toMatchObject([
      { done: 0, set_aside: 1, last_error: 'the workflow answered decision 7 instead' },
    ]);
  });

  it('rule 9: keeps nothing of an instruction whose hook fails, backs off and says why; the others go on', async () => {
    const [poisoned, other] = [newId(), newId()] as const;
    bench.hooks[SubjectKind.Pledge] = async (runner, subjectId) => {
      await runner.query('INSERT INTO note (subject_id, text) VALUES (?, ?)', [subjectId, 'from the hook']);
      if (subjectId === poisoned) {
        throw new Error('the hook cannot');
      }
    };
    expect(await bench.decisions.run(pledgeCommand(poisoned, { starts: true }))).toMatchObject({ routing: 'ACCEPTED' });
    expect(await bench.decisions.run(pledgeCommand(other, { starts: true }))).toMatchObject({ routing: 'DONE' });
    expect(await rowsOf(poisoned)).toMatchObject([
      { done: 0, attempts: 1, leased: 0, last_error: 'the instruction could not be applied: the hook cannot' },
    ]);
    const [kept] = await bench.dataSource.query<{ notes: number | string }[]>(
      'SELECT COUNT(*) AS notes FROM note WHERE subject_id = ?',
      [poisoned],
    );
    expect(Number(kept?.notes)).toBe(1);
    delete bench.hooks[SubjectKind.Pledge];
    await bench.drain(poisoned);
    expect(await actionsOf(poisoned)).toEqual(['WRITE_NOTE', 'ROUTED']);
  });

  it('rule 9: sets aside an instruction that has failed for seven minutes', async () => {
    const subject = newId();
    bench.hooks[SubjectKind.Pledge] = () => Promise.reject(new Error('the hook cannot'));
    await bench.decisions.run(pledgeCommand(subject, { starts: true }));
    await bench.dataSource.query('UPDATE outbox SET attempts = 18 WHERE subject_id = ?', [subject]);
    await makeDue(subject);
    await bench.relay.deliverBatch();
    expect(await rowsOf(subject)).toMatchObject([{ attempts: 19, set_aside: 0 }]);
    await makeDue(subject);
    await bench.relay.deliverBatch();
    expect(await rowsOf(subject)).toMatchObject([
      { attempts: 20, set_aside: 1, last_error: 'the instruction could not be applied: the hook cannot' },
    ]);
  });

  it('rule 9: sets nothing aside for one failure after the engine was away for long', async () => {
    const subject = newId();
    bench.engine.behaviour = down;
    await bench.decisions.run(pledgeCommand(subject, { starts: true }));
    await bench.dataSource.query('UPDATE outbox SET attempts = 40 WHERE subject_id = ?', [subject]);
    bench.engine.behaviour = answering;
    bench.hooks[SubjectKind.Pledge] = () => Promise.reject(new Error('a lock that somebody held'));
    await makeDue(subject);
    await bench.relay.deliverBatch();
    expect(await rowsOf(subject)).toMatchObject([{ attempts: 1, set_aside: 0 }]);
    delete bench.hooks[SubjectKind.Pledge];
    await makeDue(subject);
    await bench.relay.deliverBatch();
    expect(await actionsOf(subject)).toEqual(['WRITE_NOTE', 'ROUTED']);
  });

  it('rule 9: looks for what will go through without reading a long backlog of what does not', async () => {
    const rows = 5_000;
    await bench.dataSource.query(
      `INSERT INTO outbox (subject_kind, subject_id, number, command_id, row_kind, workflow_type, workflow_id, decision,
                           committed_at, attempts, struggling, next_attempt_at)
       SELECT 'PLEDGE', UUID(), 1, UUID(), 'UPDATE', 'x', 'x', '{}', UTC_TIMESTAMP(6), 9, 1, UTC_TIMESTAMP(6)
         FROM seq_1_to_${rows}`,
    );
    await bench.dataSource.query('ANALYZE TABLE outbox');
    for (const struggling of [0, 1]) {
      const [plan] = await bench.dataSource.query<{ key: string; rows: number | string; Extra: string }[]>(
        `EXPLAIN SELECT id FROM outbox WHERE done_at IS NULL AND set_aside_at IS NULL AND struggling = ${struggling}
            AND next_attempt_at <= UTC_TIMESTAMP(6) ORDER BY next_attempt_at LIMIT 8`,
      );
      expect([plan?.key, plan?.Extra.includes('filesort')]).toEqual(['outbox_due', false]);
      expect(Number(plan?.rows) < rows / 2).toBe(struggling === 0);
    }
    await bench.dataSource.query("DELETE FROM outbox WHERE workflow_id = 'x'");
  });

  it('rule 9: keeps places free for others while rows hang that have failed before', async () => {
    const hanging = Array.from({ length: 12 }, () => newId());
    bench.engine.behaviour = down;
    await Promise.all(hanging.map((subject) => bench.decisions.run(pledgeCommand(subject, { starts: true }))));
    await bench.dataSource.query('UPDATE outbox SET attempts = 3, struggling = 1 WHERE done_at IS NULL');
    await Promise.all(hanging.map(makeDue));
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const hangs = new Set(hanging.map(pledgeWorkflow));
    let asked = 0;
    let allPlacesTaken: () => void = () => undefined;
    const taken = new Promise<void>((resolve) => {
      allPlacesTaken = resolve;
    });
    bench.engine.behaviour = async (delivery) => {
      if (hangs.has(delivery.workflowId)) {
        asked += 1;
        if (asked === 6) {
          allPlacesTaken();
        }
        await released;
      }
      return answering(delivery);
    };
    const relay = new Relay(bench.dataSource, bench.engine, bench.hooks, createLog('bench', 'silent'));
    relay.start();
    await taken;
    const fresh = newId();
    await bench.decisions.run(pledgeCommand(fresh, { starts: true, delivery: 'RELAY' }));
    while (!(await rowsOf(fresh))[0]?.done) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(asked).toBe(6);
    release();
    await relay.stop();
  });

  it('rule 8: keeps the answer and the workflow’s state for the day on which the workflow must be rebuilt', async () => {
    const subject = newId();
    bench.engine.behaviour = ({ decision }) =>
      Promise.resolve({
        outcome: 'ANSWERED',
        instruction: { ...instructionFor(decision), workflowState: { state: 'SIGNING', step: decision.number } },
      });
    await bench.decisions.run(pledgeCommand(subject, { starts: true }));
    await bench.decisions.run(pledgeCommand(subject));
    const [head] = await bench.dataSource.query<{ workflow_state: string }[]>(
      'SELECT workflow_state FROM subject_head WHERE subject_id = ?',
      [subject],
    );
    expect(JSON.parse(head?.workflow_state ?? '')).toEqual({ state: 'SIGNING', step: 2 });
    const rows = await bench.dataSource.query<{ instruction: string }[]>(
      'SELECT instruction FROM outbox WHERE subject_id = ? ORDER BY number',
      [subject],
    );
    expect(rows.map(({ instruction }) => JSON.parse(instruction) as object)).toEqual([
      { ...instructionFor({ number: 1, action: 'WRITE_NOTE' }) },
      { ...instructionFor({ number: 2, action: 'WRITE_NOTE' }) },
    ]);
  });

  it('rule 13: delivers again, in order and at the time of then, what an engine that was set back has lost; nothing is applied twice', async () => {
    const subject = newId();
    const takenAt = '2026-01-02T03:04:05.000Z';
    bench.engine.behaviour = ({ decision }) =>
      Promise.resolve({ outcome: 'ANSWERED', instruction: { ...instructionFor(decision), takenAt } });
    for (const starts of [true, false, false]) {
      await bench.decisions.run(pledgeCommand(subject, { starts }));
    }
    bench.engine.behaviour = down;
    await bench.decisions.run(pledgeCommand(subject));
    const trail = await actionsOf(subject);
    await bench.dataSource.query('UPDATE outbox SET done_at = NULL WHERE subject_id = ? AND number > 1', [subject]);
    const before = bench.engine.deliveries.length;
    bench.engine.behaviour = answering;
    await makeDue(subject);
    await bench.drain(subject);
    expect(bench.engine.deliveries.slice(before).map(({ decision }) => [decision.number, decision.takenAt])).toEqual([
      [2, takenAt],
      [3, takenAt],
      [4, undefined],
    ]);
    expect(await actionsOf(subject)).toEqual([...trail, 'ROUTED']);
  });

  it('rule 13: neither delivers nor applies anything of a subject that is held', async () => {
    const subject = newId();
    let holds: () => Promise<unknown> = () => Promise.resolve();
    bench.engine.behaviour = async (delivery) => {
      await holds();
      return answering(delivery);
    };
    holds = () =>
      bench.dataSource.query('UPDATE subject_head SET held_at = UTC_TIMESTAMP(6) WHERE subject_id = ?', [subject]);
    expect(await bench.decisions.run(pledgeCommand(subject, { starts: true }))).toMatchObject({ routing: 'ACCEPTED' });
    expect(await actionsOf(subject)).toEqual(['WRITE_NOTE']);
    await makeDue(subject);
    await endLease(subject);
    expect(await bench.relay.deliverBatch()).toBe(0);
    expect(bench.engine.numbersOf(pledgeWorkflow(subject))).toEqual([1]);
    holds = () => Promise.resolve();
    await bench.dataSource.query('UPDATE subject_head SET held_at = NULL WHERE subject_id = ?', [subject]);
    await bench.drain(subject);
    expect(await actionsOf(subject)).toEqual(['WRITE_NOTE', 'ROUTED']);
  });

  it('rule 9: says in the log that subjects stand still, also those that a command’s own delivery has stopped', async () => {
    const subject = newId();
    bench.engine.behaviour = () => Promise.resolve({ outcome: 'DIVERGED', reason: 'another decision has this number' });
    await bench.decisions.run(pledgeCommand(subject, { starts: true }));
    const log = createLog('bench', 'silent');
    const said = new Promise<unknown>((resolve) => {
      log.error = resolve;
    });
    const relay = new Relay(bench.dataSource, bench.engine, bench.hooks, log);
    relay.start();
    expect(await said).toEqual({ setAside: 1, held: 0 });
    await relay.stop();
  });

  it('rule 9: runs by itself once started, and stops when told', async () => {
    const subject = newId();
    bench.engine.behaviour = down;
    await bench.decisions.run(pledgeCommand(subject, { starts: true }));
    bench.engine.behaviour = answering;
    bench.relay.start();
    for (let waited = 0; waited < 100 && !(await rowsOf(subject))[0]?.done; waited += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await bench.relay.stop();
    expect(await rowsOf(subject)).toMatchObject([{ done: 1 }]);
  });
});
