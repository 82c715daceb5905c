import type { FailpointName } from '../failpoint';
import { CrashStage } from '../testing/crash/crash-stage';
import { wholeness } from '../testing/crash/decision-invariants';
import type { TinyCommand } from '../testing/crash/tiny-pledges';
import type { Sabotage } from '../testing/sabotage';

type Act = TinyCommand['act'];

let stage: CrashStage;
beforeAll(async () => {
  stage = await CrashStage.start('crashes');
});
afterAll(() => stage.stop());
// What a broken process left waiting must not answer for the next test.
beforeEach(() => stage.forgetWaitingRows());
afterEach(() => stage.endTest());

/**
 * A pledge is prepared, opened and signed; the process dies at a crash point while one of the commands is carried out,
 * another process takes its place, and the client sends the same command again.
 * @returns what of the command was there right after the crash, and what is violated in the end.
 */
async function crash(
  failpoint: FailpointName,
  dyingAt: Act,
  options: { readonly pass?: number; readonly byRelay?: boolean; readonly broken?: Sabotage } = {},
): Promise<{ kept: string; violations: string[] }> {
  const { pass = 1, byRelay = false, ...broken } = options;
  const pledge = stage.pledge();
  let service = await stage.serve({ failpoints: `${failpoint}=kill@${pass}`, ...broken });
  let kept = 'NO CRASH';
  for (const act of ['prepare', 'open', 'sign'] as const) {
    const command =
      act === 'prepare'
        ? pledge.prepare()
        : act === 'open'
          ? pledge.open(byRelay)
          : await pledge.sign(pledge.unitIds[0]);
    await pledge.send(service, command);
    if (act === dyingAt) {
      expect(await service.ended).toEqual({ signal: 'SIGKILL' });
      kept = await wholeness(stage.dataSource, command.commandId);
      service = await stage.serve(broken);
      await stage.endLeases();
      await pledge.send(service, command);
      if (options.broken) {
        break;
      }
    }
  }
  return { kept, violations: await pledge.violations() };
}

describe('a crash of the process leaves every decision whole or not there at all, and once', () => {
  it.each<[string, FailpointName, Act, string, number, boolean]>([
    ['rule 1: before the commit of a first command', 'command.before-commit', 'prepare', 'NOTHING', 1, false],
    ['rule 1: before the commit of a later command', 'command.before-commit', 'sign', 'NOTHING', 3, false],
    ['rule 5: after the commit of the START', 'command.after-commit', 'prepare', 'WHOLE', 1, false],
    ['rule 4: after the commit, before the reply', 'command.after-commit', 'sign', 'WHOLE', 3, false],
    ['rule 5: before the engine is asked to start', 'delivery.before-engine', 'prepare', 'WHOLE', 1, false],
    ['rule 6: before the engine is asked', 'delivery.before-engine', 'open', 'WHOLE', 2, false],
    ['rule 5: after the engine has started and answered', 'delivery.after-engine', 'prepare', 'WHOLE', 1, false],
    ['rule 6: after the engine has answered', 'delivery.after-engine', 'sign', 'WHOLE', 3, false],
    ['rule 8: before the instruction is committed', 'delivery.before-commit', 'open', 'WHOLE', 2, false],
    ['rule 8: after the instruction is committed', 'delivery.after-commit', 'open', 'WHOLE', 2, false],
    ['rule 9: before the relay leases', 'relay.before-lease', 'open', 'WHOLE', 1, true],
    ['rule 9: after the relay has leased', 'relay.after-lease', 'open', 'WHOLE', 1, true],
    ['rule 9: before the relay asks the engine', 'delivery.before-engine', 'open', 'WHOLE', 2, true],
    ['rule 9: after the relay has its answer', 'delivery.after-engine', 'open', 'WHOLE', 2, true],
    ['rule 9: before the relay’s instruction is committed', 'delivery.before-commit', 'open', 'WHOLE', 2, true],
    ['rule 9: after the relay has delivered', 'relay.after-delivery', 'open', 'WHOLE', 1, true],
  ])('%s', async (_case, failpoint, dyingAt, kept, pass, byRelay) => {
    expect(await crash(failpoint, dyingAt, { pass, byRelay })).toEqual({ kept, violations: [] });
  });
});

describe('rule 11: a crash in a timer’s activity', () => {
  // The engine asks another worker once the activity has been silent for its 30 seconds.
  it.each<FailpointName>(['timer.before-act', 'timer.after-act', 'command.after-commit'])(
    'at %s lets the deadline pass once',
    async (failpoint) => {
      const pledge = stage.pledge();
      const pass = failpoint.startsWith('command') ? 2 : 1;
      const dying = await stage.serve({ failpoints: `${failpoint}=kill@${pass}` });
      await pledge.send(dying, pledge.prepare(new Date(Date.now() + 1000).toISOString()));
      expect(await dying.ended).toEqual({ signal: 'SIGKILL' });
      await stage.serve();
      await stage.endLeases();
      await stage.until(async () => {
        const state = await stage.workflowState(pledge.id);
        return state.lastNumber === 2 ? state : null;
      }, 60_000);
      expect(await pledge.violations()).toEqual([]);
      const decided = await stage.dataSource.query<{ action: string }[]>(
        `SELECT text AS action FROM note WHERE subject_id = ? ORDER BY text`,
        [pledge.id],
      );
      expect(decided).toEqual([{ action: 'passDeadline' }, { action: 'prepare' }]);
    },
    120_000,
  );
});

describe('a process that stalls and wakes up late changes nothing any more', () => {
  it('rule 9: when another has delivered its row meanwhile', async () => {
    const pledge = stage.pledge();
    const stalling = await stage.serve({ failpoints: 'delivery.after-engine=pause:2500@2' });
    const other = await stage.serve();
    await pledge.send(stalling, pledge.prepare());
    const sent = pledge.send(stalling, pledge.open());
    await stage.until(async () => ((await stage.workflowState(pledge.id)).lastNumber === 2 ? true : null));
    await stage.endLeases();
    await stage.settle(pledge.id);
    await pledge.send(other, await pledge.sign(pledge.unitIds[0]));
    expect(await sent).toMatchObject({ outcome: 'ANSWERED', answer: { number: 2 } });
    expect(await pledge.violations()).toEqual([]);
  });
});

describe('these tests find what is broken on purpose', () => {
  it('a relay that is off', async () => {
    const { violations } = await crash('command.after-commit', 'open', { pass: 2, broken: 'relay-off' });
    expect(violations).toContain('only 1 of 2 decisions were applied');
  });

  it('a commandId that is ignored', async () => {
    const { violations } = await crash('delivery.after-commit', 'open', { pass: 2, broken: 'command-id-ignored' });
    expect(violations.join()).toMatch(/command \S+: 1, 2, 2, 1, 2 times in command, note, outbox, workflow, trail/);
  });

  it('an outbox row outside the transaction', async () => {
    const { kept, violations } = await crash('command.before-commit', 'open', {
      pass: 2,
      broken: 'outbox-outside-transaction',
    });
    expect(kept).toBe('HALF');
    expect(violations).not.toEqual([]);
  });

  it('a compare-and-set that is gone', async () => {
    const decideAtOnce = async (broken?: Sabotage): Promise<string[]> => {
      const pledge = stage.pledge();
      const service = await stage.serve(broken ? { broken } : {});
      await pledge.send(service, pledge.prepare());
      await pledge.send(service, pledge.open());
      const [unitId] = pledge.unitIds;
      const signatures = await Promise.all([pledge.sign(unitId), pledge.sign(unitId)]);
      await Promise.all(signatures.map((command) => pledge.send(service, command)));
      return pledge.violations();
    };
    expect(await decideAtOnce()).toEqual([]);
    expect(await decideAtOnce('compare-and-set-removed')).toContain('a task was decided twice');
  });
});
