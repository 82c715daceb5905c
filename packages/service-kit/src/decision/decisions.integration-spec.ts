import { SubjectKind, type AcceptedDecision } from '@thidua/contracts';
import { derivedId, newId, timerCommandId } from '@thidua/contracts/ids';
import { testPassport } from '@thidua/testkit';
import type { GraphQLError } from 'graphql';
import {
  person,
  pledgeCommand,
  pledgeWorkflow,
  startDecisionBench,
  type DecisionBench,
} from '../testing/decision-bench';
import { answering, down, instructionFor } from '../testing/recording-engine';
import { refuse } from '../errors';
import { projectedUnits } from '../feed/unit-projection';
import type { UnitScopeReader } from '../identity/unit-scope';
import { auditHash, CHAIN_START } from './audit-chain';
import type { DecisionTransaction } from './decision-transaction';
import { TimerDoesNotAct } from './command';
import { Decisions } from './decisions';
import { assignTask } from './tasks';

/** What a reader of units is asked. */
type UnitAsked = Parameters<UnitScopeReader['unitInScope']>;

const codeOf = (error: unknown): unknown => (error as GraphQLError).extensions['code'];

describe('a command on a real database', () => {
  let bench: DecisionBench;
  beforeAll(async () => {
    bench = await startDecisionBench('decisions');
  });
  afterAll(() => bench.stop());
  beforeEach(() => {
    bench.engine.behaviour = answering;
  });

  const notes = async (subjectId: string): Promise<number> => {
    const [row] = await bench.dataSource.query<{ notes: number | string }[]>(
      'SELECT COUNT(*) AS notes FROM note WHERE subject_id = ?',
      [subjectId],
    );
    return Number(row?.notes);
  };
  const hold = (subjectId: string): Promise<unknown> =>
    bench.dataSource.query('UPDATE subject_head SET held_at = UTC_TIMESTAMP(6) WHERE subject_id = ?', [subjectId]);
  const headOf = async (subjectId: string): Promise<{ last_number: number; applied_number: number } | undefined> => {
    const [head] = await bench.dataSource.query<{ last_number: number; applied_number: number }[]>(
      'SELECT last_number, applied_number FROM subject_head WHERE subject_id = ?',
      [subjectId],
    );
    return head;
  };

  describe('rule 1: sent again', () => {
    it('returns the first answer and does nothing', async () => {
      const subject = newId();
      const command = pledgeCommand(subject, { actor: person(), starts: true });
      const first = await bench.decisions.run(command);
      const again = await bench.decisions.run(command);
      expect(first).toEqual({ answer: { text: 'ghi chú' }, routing: 'DONE', number: 1, replayed: false });
      expect(again).toEqual({ ...first, replayed: true });
      expect(await notes(subject)).toBe(1);
      expect(bench.engine.numbersOf(pledgeWorkflow(subject))).toEqual([1]);
    });

    it('is one command when it comes six times at once', async () => {
      const subject = newId();
      const command = pledgeCommand(subject, { actor: person() });
      const outcomes = await Promise.all(Array.from({ length: 6 }, () => bench.decisions.run(command)));
      expect(outcomes.filter(({ replayed }) => !replayed)).toHaveLength(1);
      expect(new Set(outcomes.map(({ answer, number }) => JSON.stringify([answer, number]))).size).toBe(1);
      expect(await notes(subject)).toBe(1);
    });

    it('can be sent again after it was refused: nothing was kept of it', async () => {
      const subject = newId();
      const commandId = newId();
      const actor = person();
      const refused = pledgeCommand(subject, {
        actor,
        commandId,
        before: () => Promise.reject(refuse('NOT_YET', 'Chưa được.', 'Not yet.')),
      });
      await expect(bench.decisions.run(refused)).rejects.toMatchObject({ reasons: [{ code: 'NOT_YET' }] });
      expect(await headOf(subject)).toBeUndefined();
      const outcome = await bench.decisions.run(pledgeCommand(subject, { actor, commandId }));
      expect(outcome).toMatchObject({ replayed: false, number: 1 });
    });

    it.each<[string, Parameters<typeof pledgeCommand>[1]]>([
      ['with another payload', { text: 'khác' }],
      ['by somebody else', { actor: person() }],
      ['for another operation', { operation: 'eraseNote' }],
    ])('is a CONFLICT that reveals nothing %s', async (_case, more) => {
      const subject = newId();
      const first = pledgeCommand(subject, { actor: person(), text: 'bí mật' });
      await bench.decisions.run(first);
      const other = pledgeCommand(subject, {
        actor: first.actor,
        commandId: first.commandId,
        text: 'bí mật',
        ...more,
      });
      const error: unknown = await bench.decisions.run(other).catch((thrown: unknown) => thrown);
      expect(codeOf(error)).toBe('CONFLICT');
      expect(JSON.stringify(error)).not.toContain('bí mật');
      expect(await notes(subject)).toBe(1);
    });

    it('knows the same words in any normal form as the same payload', async () => {
      const subject = newId();
      const first = pledgeCommand(subject, { actor: person(), payload: { text: 'Đoàn kết'.normalize('NFC') } });
      await bench.decisions.run(first);
      const again = { ...first, payload: { text: 'Đoàn kết'.normalize('NFD') } };
      expect(await bench.decisions.run(again)).toMatchObject({ replayed: true });
    });

    it.each(['', 'once', newId().toUpperCase()])('needs a lower-case UUID, not %p', async (commandId) => {
      const error: unknown = await bench.decisions
        .run(pledgeCommand(newId(), { commandId }))
        .catch((thrown: unknown) => thrown);
      expect(codeOf(error)).toBe('BAD_USER_INPUT');
    });
  });

  describe('rule 3: on a task', () => {
    async function openTask(): Promise<{ subject: string; taskId: string; unitId: string }> {
      const subject = newId();
      const unitId = newId();
      bench.engine.behaviour = ({ decision }) =>
        Promise.resolve({
          outcome: 'ANSWERED',
          instruction: instructionFor(decision, [
            { kind: 'SIGN_PLEDGE', stage: 'SIGNING', unitId, permission: 'pledge.sign', dueAt: '2027-01-31T17:00:00Z' },
          ]),
        });
      await bench.decisions.run(pledgeCommand(subject, { starts: true }));
      bench.engine.behaviour = answering;
      return { subject, unitId, taskId: derivedId('task', subject, 1, 'SIGN_PLEDGE', unitId) };
    }
    const completing = (taskId: string, version: number, outcome: string) => (transaction: DecisionTransaction) =>
      transaction.completeTask({ taskId, version }, outcome);

    it('opened by the instruction, lets one of two at once win and tells the other what happened', async () => {
      const { subject, taskId } = await openTask();
      const people = [person(), person()];
      const outcomes = await Promise.allSettled(
        people.map((actor, index) =>
          bench.decisions.run(pledgeCommand(subject, { actor, before: completing(taskId, 1, `SIGNED_${index}`) })),
        ),
      );
      const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
      const loser = outcomes.find((outcome) => outcome.status === 'rejected');
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(codeOf(loser?.reason)).toBe('CONFLICT');
      const winningActor = people[winner];
      expect((loser?.reason as GraphQLError | undefined)?.extensions['happened']).toMatchObject({
        status: 'COMPLETED',
        outcome: `SIGNED_${winner}`,
        by: winningActor?.kind === 'person' ? winningActor.passport.subject : '',
        version: 2,
      });
      expect(await notes(subject)).toBe(2);
      expect(await headOf(subject)).toEqual({ last_number: 2, applied_number: 2 });
    });

    it('that comes ahead with the lock of its subject is compared as it is, once for each completion', async () => {
      const { subject, taskId } = await openTask();
      const twice = pledgeCommand(subject, {
        subject: { kind: SubjectKind.Pledge, id: subject },
        ahead: { taskId },
        before: async (transaction) => {
          await completing(taskId, 1, 'SIGNED')(transaction);
          await completing(taskId, 1, 'SIGNED')(transaction);
        },
      });
      await expect(bench.decisions.run(twice)).rejects.toMatchObject({ extensions: { code: 'CONFLICT' } });
      for (const [ahead, locks] of [
        [{ taskId: newId() }, []],
        [{ taskId }, ['rule:ahead']],
      ] as const) {
        const outcome = await bench.decisions
          .run(
            pledgeCommand(subject, {
              subject: { kind: SubjectKind.Pledge, id: subject },
              ahead,
              locks,
              before: completing(ahead.taskId, 1, 'SIGNED'),
            }),
          )
          .catch(codeOf);
        expect(outcome).toEqual(ahead.taskId === taskId ? expect.objectContaining({ number: 2 }) : 'NOT_FOUND');
      }
    });

    it('and a unit that comes ahead is of the day by the database’s clock', async () => {
      const { subject, taskId, unitId } = await openTask();
      const units = {
        ...projectedUnits,
        unitInScope: jest.fn((...asked: UnitAsked) => projectedUnits.unitInScope(...asked)),
      };
      const decisions = new Decisions(bench.dataSource, bench.engine, units, bench.hooks);
      await bench.dataSource.query(
        `INSERT INTO unit_projection (unit_id, valid_from, valid_until, code, path, level, name, status, provenance)
         VALUES (?, '2020-01-01', '2990-01-01', 'u', '/now/', 'GRASSROOTS', 'u', 'ACTIVE', 'SOURCE'),
                (?, '2990-01-01', '9999-12-31', 'u', '/later/', 'GRASSROOTS', 'u', 'ACTIVE', 'SOURCE')`,
        [unitId, unitId],
      );
      const path = async (): Promise<string> => {
        const outcome = await decisions.run({
          ...pledgeCommand(subject, { subject: { kind: SubjectKind.Pledge, id: subject } }),
          ahead: { taskId, unitId },
          decide: async (transaction) => ({
            answer: { text: (await transaction.unit(unitId)).unitPath },
            audit: { action: 'LOOK' },
          }),
        });
        return outcome.answer.text;
      };
      expect([await path(), units.unitInScope.mock.calls.length]).toEqual(['/now/', 0]);
      // The subject's last entry is dated later than this process believes it is: so is its next one.
      await bench.dataSource.query('UPDATE subject_head SET audit_at = ? WHERE subject_id = ?', [
        '2999-01-01T00:00:00.000000Z',
        subject,
      ]);
      expect([await path(), units.unitInScope.mock.calls.length]).toEqual(['/later/', 1]);
    });

    it('refuses a stale version, another subject’s task and an unknown one', async () => {
      const { subject, taskId } = await openTask();
      const other = newId();
      const attempt = (id: string, task: string, version: number): Promise<unknown> =>
        bench.decisions.run(pledgeCommand(id, { before: completing(task, version, 'SIGNED') })).catch(codeOf);
      expect(await attempt(subject, taskId, 7)).toBe('CONFLICT');
      expect(await attempt(other, taskId, 1)).toBe('NOT_FOUND');
      expect(await attempt(subject, newId(), 1)).toBe('NOT_FOUND');
      expect(await attempt(subject, taskId, 1)).toMatchObject({ routing: 'DONE' });
    });
  });

  it('rule 2: is carried out again after a deadlock, whole', async () => {
    await bench.dataSource.query(`INSERT INTO rule_lock (name) VALUES ('dead-a'), ('dead-b')`);
    let attempts = 0;
    let arrived = 0;
    let release: () => void = () => undefined;
    const bothHoldOne = new Promise<void>((resolve) => {
      release = resolve;
    });
    const lockTwo = (first: string, second: string) => async (transaction: DecisionTransaction) => {
      attempts += 1;
      await transaction.query('SELECT name FROM rule_lock WHERE name = ? FOR UPDATE', [first]);
      arrived += 1;
      if (arrived === 2) {
        release();
      }
      await bothHoldOne;
      await transaction.query('SELECT name FROM rule_lock WHERE name = ? FOR UPDATE', [second]);
    };
    const subjects = [newId(), newId()] as const;
    const outcomes = await Promise.all([
      bench.decisions.run(pledgeCommand(subjects[0], { before: lockTwo('dead-a', 'dead-b') })),
      bench.decisions.run(pledgeCommand(subjects[1], { before: lockTwo('dead-b', 'dead-a') })),
    ]);
    expect(outcomes.map(({ number }) => number)).toEqual([1, 1]);
    expect(attempts).toBe(3);
    expect([await notes(subjects[0]), await notes(subjects[1])]).toEqual([1, 1]);
  });

  it('rule 2: waits for a lock that somebody holds too long, and tries again', async () => {
    await bench.dataSource.query(`INSERT INTO rule_lock (name) VALUES ('held')`);
    const holder = bench.dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query(`SELECT name FROM rule_lock WHERE name = 'held' FOR UPDATE`);
    let attempts = 0;
    const outcome = bench.decisions.run(
      pledgeCommand(newId(), {
        before: async (transaction) => {
          attempts += 1;
          await transaction.query('SET SESSION innodb_lock_wait_timeout = 1');
          try {
            await transaction.query(`SELECT name FROM rule_lock WHERE name = 'held' FOR UPDATE`);
          } finally {
            await transaction.query('SET SESSION innodb_lock_wait_timeout = DEFAULT');
          }
        },
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 1300));
    await holder.rollbackTransaction();
    await holder.release();
    expect(await outcome).toMatchObject({ routing: 'DONE' });
    expect(attempts).toBe(2);
  });

  it('rule 2: gives up after six deadlocks and says that it may be sent again, and at once on anything else', async () => {
    let attempts = 0;
    const failing = (errno: number) =>
      pledgeCommand(newId(), {
        before: () => {
          attempts += 1;
          return Promise.reject(Object.assign(new Error('from the database'), { errno }));
        },
      });
    expect(codeOf(await bench.decisions.run(failing(1213)).catch((thrown: unknown) => thrown))).toBe('RETRY_LATER');
    expect(attempts).toBe(6);
    attempts = 0;
    await expect(bench.decisions.run(failing(1062))).rejects.toThrow('from the database');
    expect(attempts).toBe(1);
  });

  it('rule 3: numbers decisions and chains their entries without a gap when twenty come at once', async () => {
    const subject = newId();
    await bench.decisions.run(pledgeCommand(subject, { starts: true }));
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => bench.decisions.run(pledgeCommand(subject, { text: `số ${index}` }))),
    );
    const inOrder = (numbers: readonly (number | null)[]): number[] =>
      numbers.map(Number).sort((one, other) => one - other);
    const numbers = Array.from({ length: 21 }, (_, index) => index + 1);
    expect(inOrder(outcomes.map(({ number }) => number))).toEqual(numbers.slice(1));
    await bench.drain(subject);

    expect(await headOf(subject)).toEqual({ last_number: 21, applied_number: 21 });
    const delivered = bench.engine.numbersOf(pledgeWorkflow(subject));
    expect(delivered).toEqual(numbers);
    const trail = await bench.trail(subject);
    expect(trail.map(({ entry }) => entry.sequence)).toEqual(Array.from({ length: 42 }, (_, index) => index + 1));
    let previous = CHAIN_START;
    for (const { entry, hash } of trail) {
      expect(entry.previousHash).toBe(previous);
      expect(auditHash(entry)).toBe(hash);
      previous = hash;
    }
    const decided = trail.filter(({ entry }) => entry.action === 'WRITE_NOTE');
    expect(decided.map(({ entry }) => entry.decisionNumber)).toEqual(numbers);
    const routed = trail.filter(({ entry }) => entry.action === 'ROUTED');
    expect(routed.map(({ entry }) => [entry.decisionNumber, entry.runId])).toEqual(
      numbers.map((number) => [number, 'run-of-the-test']),
    );
    // The engine is a second witness: each decision that it was given names its entry and the entry's hash.
    const witnessed = bench.engine.deliveries
      .filter(({ workflowId }) => workflowId === pledgeWorkflow(subject))
      .map(({ decision }: { decision: AcceptedDecision }) => [decision.auditSequence, decision.auditHash]);
    expect(witnessed).toEqual(decided.map(({ entry, hash }) => [entry.sequence, hash]));
  });

  it('rules 2 and 4: locks command, head, rules and task in this order, and calls the engine after the commit only', async () => {
    const subject = newId();
    await bench.decisions.run(pledgeCommand(subject, { starts: true }));
    const log: string[] = [];
    const spy = jest.spyOn(bench.dataSource.logger, 'logQuery').mockImplementation((sql, parameters) => {
      log.push(`${sql.replaceAll(/\s+/g, ' ').trim()} ${JSON.stringify(parameters ?? [])}`);
    });
    bench.engine.behaviour = (delivery) => {
      log.push('ENGINE');
      return answering(delivery);
    };
    await bench.decisions.run(
      pledgeCommand(subject, {
        subject: { kind: SubjectKind.Pledge, id: subject },
        locks: ['quota:z', 'chair:a'],
        before: (transaction) => transaction.completeTask({ taskId: newId(), version: 1 }, 'SIGNED').catch(() => null),
      }),
    );
    spy.mockRestore();
    const steps = [
      /^BEGIN NOT ATOMIC START TRANSACTION; .*INSERT INTO command .*; SELECT .* FROM subject_head .* FOR UPDATE; END/,
      /^INSERT INTO rule_lock .*chair:a/,
      /^INSERT INTO rule_lock .*quota:z/,
      /^SELECT .* FROM task WHERE .* FOR UPDATE/,
      /^INSERT INTO outbox /,
      /^BEGIN NOT ATOMIC INSERT INTO \S+audit_entry .*; UPDATE subject_head .*; UPDATE command .*; COMMIT; END/,
      /^ENGINE$/,
      /^START TRANSACTION/,
      /^SELECT .* FROM outbox .* FOR UPDATE/,
      /^SELECT .* FROM subject_head .* FOR UPDATE/,
      /^COMMIT/,
    ];
    let position = -1;
    for (const step of steps) {
      const next = log.findIndex((line, index) => index > position && step.test(line));
      expect([step.source, next > position]).toEqual([step.source, true]);
      position = next;
    }
  });

  it('rule 2: that names the same rules in another order does not deadlock', async () => {
    let attempts = 0;
    const count = (): Promise<void> => {
      attempts += 1;
      return new Promise((resolve) => setTimeout(resolve, 5));
    };
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        bench.decisions.run(
          pledgeCommand(newId(), { locks: index % 2 ? ['rule:1', 'rule:2'] : ['rule:2', 'rule:1'], before: count }),
        ),
      ),
    );
    expect(attempts).toBe(10);
  });

  it('is refused at its end when the passport ended while it waited', async () => {
    const subject = newId();
    const expiresAt = Math.floor(Date.now() / 1000) + 1;
    const passport = { ...testPassport(newId()), expiresAt };
    const waits = (): Promise<void> =>
      new Promise((resolve) => setTimeout(resolve, expiresAt * 1000 - Date.now() + 20));
    const error: unknown = await bench.decisions
      .run(pledgeCommand(subject, { actor: { kind: 'person', passport }, before: waits }))
      .catch((thrown: unknown) => thrown);
    expect(codeOf(error)).toBe('RETRY_LATER');
    expect(await notes(subject)).toBe(0);
  });

  it('rule 11: of a person never takes the command id of a timer, which anybody can work out', async () => {
    const subject = newId();
    const commandId = timerCommandId(pledgeWorkflow(subject), `${subject}:1:1`, 'PLEDGE_DEADLINE');
    const error: unknown = await bench.decisions
      .run(pledgeCommand(subject, { actor: person(), commandId }))
      .catch((thrown: unknown) => thrown);
    expect(codeOf(error)).toBe('BAD_USER_INPUT');
    const timer = await bench.decisions.run(
      pledgeCommand(subject, { actor: { kind: 'timer', name: 'PLEDGE_DEADLINE' }, commandId, starts: true }),
    );
    expect(timer).toMatchObject({ replayed: false, number: 1 });
  });

  it('rule 9: left to the relay is accepted at once and asks the engine later', async () => {
    const subject = newId();
    const outcome = await bench.decisions.run(pledgeCommand(subject, { starts: true, delivery: 'RELAY' }));
    expect(outcome).toMatchObject({ routing: 'ACCEPTED', number: 1 });
    expect(bench.engine.numbersOf(pledgeWorkflow(subject))).toEqual([]);
    await bench.drain(subject);
    expect(bench.engine.numbersOf(pledgeWorkflow(subject))).toEqual([1]);
  });

  it('rule 2: gives up its wait for a stalled holder of the subject and says that it may be sent again', async () => {
    const subject = newId();
    await bench.decisions.run(pledgeCommand(subject, { starts: true }));
    const holder = bench.dataSource.createQueryRunner();
    // A stalled holder would be cut off after ten seconds; here it outlasts whoever waits.
    await holder.query('SET SESSION idle_transaction_timeout = 120');
    await holder.startTransaction();
    await holder.query('SELECT 1 FROM subject_head WHERE subject_id = ? FOR UPDATE', [subject]);
    const passport = { ...testPassport(newId()), expiresAt: Math.floor(Date.now() / 1000) + 3 };
    const error: unknown = await bench.decisions
      .run(pledgeCommand(subject, { actor: { kind: 'person', passport } }))
      .catch((thrown: unknown) => thrown);
    await holder.rollbackTransaction();
    await holder.query('SET SESSION idle_transaction_timeout = 10');
    await holder.release();
    expect(codeOf(error)).toBe('RETRY_LATER');
    expect(await notes(subject)).toBe(1);
  });

  it('rule 7: that claims a task or gives it back leaves a trail, and never reaches the workflow', async () => {
    const subject = newId();
    const unitId = newId();
    const actor = person();
    bench.engine.behaviour = ({ decision }) =>
      Promise.resolve({
        outcome: 'ANSWERED',
        instruction: instructionFor(decision, [
          { kind: 'SIGN_PLEDGE', stage: 'SIGNING', unitId, permission: 'pledge.sign', dueAt: null },
        ]),
      });
    await bench.decisions.run(pledgeCommand(subject, { starts: true }));
    const taskId = derivedId('task', subject, 1, 'SIGN_PLEDGE', unitId);
    for (const [version, claims] of [
      [1, true],
      [2, false],
    ] as const) {
      const outcome = await bench.decisions.run({
        ...pledgeCommand(subject, { actor }),
        decide: async (transaction) => {
          await assignTask(transaction, { taskId, version }, claims);
          return { answer: { text: '' }, audit: { action: claims ? 'CLAIM' : 'UNCLAIM' } };
        },
      });
      expect(outcome).toMatchObject({ routing: 'NONE', number: null });
    }
    expect(await headOf(subject)).toEqual({ last_number: 1, applied_number: 1 });
    expect(bench.engine.numbersOf(pledgeWorkflow(subject))).toEqual([1]);
    expect((await bench.trail(subject)).map(({ entry }) => entry.action)).toEqual([
      'WRITE_NOTE',
      'ROUTED',
      'CLAIM',
      'UNCLAIM',
    ]);
  });

  it('rule 7: that names no workflow leaves a trail and no outbox row', async () => {
    const subject = newId();
    const outcome = await bench.decisions.run({
      ...pledgeCommand(subject),
      subject: { kind: SubjectKind.UnitLedger, id: subject, isNew: 'IF_MISSING' },
      decide: () => Promise.resolve({ answer: { text: '' }, audit: { action: 'SET_BUDGET' } }),
    });
    expect(outcome).toMatchObject({ routing: 'NONE', number: null });
    expect(await bench.trail(subject)).toHaveLength(1);
    expect(await headOf(subject)).toEqual({ last_number: 0, applied_number: 0 });
  });

  it('is NOT_FOUND for a subject that is not there or is of another kind', async () => {
    const subject = newId();
    await bench.decisions.run(pledgeCommand(subject));
    for (const named of [
      { kind: SubjectKind.Pledge, id: newId() },
      { kind: SubjectKind.Review, id: subject },
    ]) {
      const error: unknown = await bench.decisions
        .run(pledgeCommand(subject, { subject: named }))
        .catch((thrown: unknown) => thrown);
      expect(codeOf(error)).toBe('NOT_FOUND');
    }
  });

  describe('rule 11: of a timer', () => {
    const request = (subjectId: string) => ({ subjectId, instructionNumber: 1, revision: 1, timer: 'PLEDGE_DEADLINE' });
    const timerCommand = (subjectId: string, before?: () => Promise<never>) => {
      const { operation, subject, decide } = pledgeCommand(subjectId, {
        operation: 'passDeadline',
        ...(before ? { before } : {}),
      });
      return {
        operation,
        subject,
        decide: async (transaction: DecisionTransaction) => ({ ...(await decide(transaction)), answer: null }),
      };
    };

    it('wins once, and says so again when it is repeated', async () => {
      const subject = newId();
      await bench.decisions.run(pledgeCommand(subject, { starts: true }));
      const act = () => bench.decisions.actOnTimer(request(subject), timerCommand(subject));
      expect(await act()).toEqual({ outcome: 'WON', number: 2 });
      expect(await act()).toEqual({ outcome: 'WON', number: 2 });
      expect(await notes(subject)).toBe(2);
      const [, , entry] = await bench.trail(subject);
      expect(entry?.entry).toMatchObject({ actorKind: 'timer', actor: 'PLEDGE_DEADLINE', onBehalfOf: null });
    });

    const notActing = (subjectId: string, outcome: ConstructorParameters<typeof TimerDoesNotAct>[0]) =>
      timerCommand(subjectId, () => Promise.reject(new TimerDoesNotAct(outcome)));
    const wins = (subjectId: string) => bench.decisions.actOnTimer(request(subjectId), timerCommand(subjectId));

    it('changes nothing before its time, and may win later', async () => {
      const subject = newId();
      await bench.decisions.run(pledgeCommand(subject, { starts: true }));
      const outcome = { outcome: 'NOT_DUE' as const, until: '2027-02-01T00:00:00.000Z' };
      expect(await bench.decisions.actOnTimer(request(subject), notActing(subject, outcome))).toEqual(outcome);
      expect(await notes(subject)).toBe(1);
      expect(await bench.trail(subject)).toHaveLength(2);
      expect(await wins(subject)).toMatchObject({ outcome: 'WON' });
    });

    it('loses to a person who was first: nothing changes, and the trail says once that it came too late', async () => {
      const subject = newId();
      await bench.decisions.run(pledgeCommand(subject, { starts: true }));
      const loses = () => bench.decisions.actOnTimer(request(subject), notActing(subject, { outcome: 'LOST' }));
      expect([await loses(), await loses()]).toEqual([{ outcome: 'LOST' }, { outcome: 'LOST' }]);
      expect(await notes(subject)).toBe(1);
      expect(await headOf(subject)).toEqual({ last_number: 1, applied_number: 1 });
      const [, , ...entries] = await bench.trail(subject);
      expect(entries.map(({ entry }) => entry)).toMatchObject([
        {
          sequence: 3,
          actorKind: 'timer',
          actor: 'PLEDGE_DEADLINE',
          operation: 'passDeadline',
          action: 'TIMER_LOST',
          after: { instructionNumber: 1, revision: 1 },
          decisionNumber: null,
        },
      ]);
      // Asked again after that person's decision, it may still have to act.
      expect(await wins(subject)).toMatchObject({ outcome: 'WON', number: 2 });
    });

    it('neither wins nor loses while its subject is held: it comes again', async () => {
      const subject = newId();
      await bench.decisions.run(pledgeCommand(subject, { starts: true }));
      await hold(subject);
      const outcome = await wins(subject);
      expect(outcome).toMatchObject({ outcome: 'NOT_DUE' });
      expect(Date.parse((outcome as { until: string }).until)).toBeGreaterThan(Date.now() + 30_000);
      expect(await bench.trail(subject)).toHaveLength(2);
    });
  });

  describe('rule 10: in bulk', () => {
    const item = (subjectId: string, before?: () => Promise<never>) => {
      const {
        commandId: _none,
        delivery: _relay,
        ...command
      } = pledgeCommand(subjectId, {
        actor,
        starts: true,
        ...(before ? { before } : {}),
      });
      return { ...command, key: subjectId };
    };
    const actor = person();

    it('is a transaction, a command id and a result for each item, handed to the relay; a repeat repeats nothing', async () => {
      const [one, refused, other] = [newId(), newId(), newId()] as const;
      const items = [
        item(one),
        item(refused, () => Promise.reject(refuse('NOT_YET', 'Chưa được.', 'Not yet.'))),
        item(other),
      ];
      const bulkCommandId = newId();
      const results = await bench.decisions.runInBulk(bulkCommandId, items);
      expect(results).toMatchObject([
        { key: one, outcome: { routing: 'ACCEPTED', number: 1, replayed: false } },
        { key: refused, error: { reasons: [{ code: 'NOT_YET' }] } },
        { key: other, outcome: { routing: 'ACCEPTED', number: 1, replayed: false } },
      ]);
      expect(await Promise.all([notes(one), notes(refused), notes(other)])).toEqual([1, 0, 1]);
      expect(bench.engine.numbersOf(pledgeWorkflow(one))).toEqual([]);
      await bench.drain(one);
      await bench.drain(other);

      const again = await bench.decisions.runInBulk(bulkCommandId, [item(one), item(other)]);
      expect(again).toMatchObject([
        { key: one, outcome: { routing: 'DONE', number: 1, replayed: true } },
        { key: other, outcome: { routing: 'DONE', number: 1, replayed: true } },
      ]);
      expect(await notes(one)).toBe(1);
      const ids = (await Promise.all([one, other].map((id) => bench.trail(id)))).map(
        ([first]) => first?.entry.commandId,
      );
      expect(new Set(ids).size).toBe(2);
      expect(ids).not.toContain(bulkCommandId);
    });

    it('takes no derived id from a person', async () => {
      await expect(bench.decisions.runInBulk(derivedId('bulk'), [item(newId())])).rejects.toMatchObject({
        extensions: { code: 'BAD_USER_INPUT' },
      });
    });
  });

  it('rule 13: on a held subject is a CONFLICT in both languages; what was done before is still answered', async () => {
    const subject = newId();
    const actor = person();
    const first = pledgeCommand(subject, { actor, starts: true });
    await bench.decisions.run(first);
    await hold(subject);
    const error: unknown = await bench.decisions
      .run(pledgeCommand(subject, { actor }))
      .catch((thrown: unknown) => thrown);
    expect((error as GraphQLError).extensions).toMatchObject({
      code: 'CONFLICT',
      message: { vi: expect.stringContaining('tạm giữ'), en: expect.stringContaining('held') },
      happened: { status: 'HELD' },
    });
    expect(await notes(subject)).toBe(1);
    expect(await bench.decisions.run(first)).toMatchObject({ replayed: true, number: 1 });
  });

  it('rule 9: is ACCEPTED while the engine is down, and later ones queue up behind it', async () => {
    const subject = newId();
    bench.engine.behaviour = down;
    const outcomes = [];
    for (const text of ['một', 'hai', 'ba']) {
      outcomes.push(await bench.decisions.run(pledgeCommand(subject, { text, starts: text === 'một' })));
    }
    expect(outcomes.map(({ routing, number }) => [routing, number])).toEqual([
      ['ACCEPTED', 1],
      ['ACCEPTED', 2],
      ['ACCEPTED', 3],
    ]);
    // Only the lowest was offered: the order is the subject's.
    expect(bench.engine.numbersOf(pledgeWorkflow(subject))).toEqual([1]);
    bench.engine.behaviour = answering;
    await bench.drain(subject);
    expect(bench.engine.numbersOf(pledgeWorkflow(subject)).slice(1)).toEqual([1, 2, 3]);
    expect(
      bench.engine.deliveries
        .filter(({ workflowId }) => workflowId === pledgeWorkflow(subject))
        .map(({ rowKind }) => rowKind),
    ).toEqual(['START', 'START', 'UPDATE', 'UPDATE']);
    expect(await headOf(subject)).toEqual({ last_number: 3, applied_number: 3 });
  });
});
