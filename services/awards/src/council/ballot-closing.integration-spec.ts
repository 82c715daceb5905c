import { newId } from '@thidua/contracts/ids';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { must } from '../testing/awards-bench';
import { BallotBench, type SessionView } from '../testing/ballot-bench';
import type { Closing } from '../testing/closing-process';

const TESTING = join(__dirname, '..', 'testing');
const SOURCES = join(__dirname, '..', '..', '..', '..', 'infra', 'jest', 'register-sources.cjs');

/**
 * Where a process dies while it closes a session of two nominations. Its transactions are in this order: the counts, the
 * key’s end, and one for each nomination that moves.
 */
const CRASHES = [
  'command.before-commit',
  'command.after-commit',
  'ballot.before-key-destroyed',
  'ballot.after-key-destroyed',
  'command.before-commit@2',
  'command.after-commit@2',
  'ballot.before-moves',
  'command.before-commit@3',
  'command.after-commit@3',
  'command.before-commit@4',
  'command.after-commit@4',
  'ballot.after-moves',
] as const;

describe('a process that dies while it closes a session', () => {
  let council: BallotBench;

  beforeAll(async () => {
    council = await BallotBench.start('closing', 3);
  });
  afterAll(() => council.stop());

  /** @returns the signal that ended the process. */
  const closeAndDie = async (failpoint: string, closing: Closing): Promise<string | null> => {
    const [name, pass] = failpoint.split('@');
    const child = fork(join(TESTING, 'closing-process.ts'), {
      execArgv: ['--require', SOURCES],
      env: {
        ...process.env,
        NODE_ENV: 'test',
        ...council.bench.owners.environment(),
        AWARDS_SIMILARITY_PERCENT: undefined,
        AWARDS_APPEAL_ANSWER_DAYS: undefined,
        PASSPORT_KEY_FILE: council.bench.owners.signerFile,
        CLOSING: JSON.stringify(closing),
        THIDUA_FAILPOINTS: `${name}=kill${pass ? `@${pass}` : ''}`,
      },
    });
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    return signal;
  };
  const stateOf = async (nominationId: string): Promise<string> => {
    const [row] = await council.bench.dataSource.query<{ state: string }[]>(
      'SELECT state FROM nomination WHERE id = ?',
      [nominationId],
    );
    return must(row).state;
  };

  it.each(CRASHES)('leaves it to another to carry on, with one outcome: %s', async (failpoint) => {
    const [passing, failing] = [await council.atCouncil(), await council.atCouncil()] as const;
    const session = await council.opened([passing, failing]);
    await council.castAll(session, passing, ['YES', 'YES', 'YES']);
    await council.castAll(session, failing, ['YES', 'YES', 'NO']);
    const input = {
      commandId: newId(),
      sessionId: session.id,
      leaveWithoutQuorum: false,
      minutesNumber: null,
      place: null,
    };
    expect(await closeAndDie(failpoint, { secretary: council.secretary, input })).toBe('SIGKILL');

    const afterCrash = (await council.read(council.secretary, session.id)) as SessionView;
    const isCounted = failpoint !== 'command.before-commit';
    expect(afterCrash.state).toBe(isCounted ? 'CLOSED' : 'OPEN');
    await council.finisher.carryOn();
    const carriedOn = (await council.read(council.secretary, session.id)) as SessionView;
    expect(carriedOn.items.map(({ move }) => move)).toEqual(isCounted ? ['MOVED', 'MOVED'] : ['NONE', 'NONE']);

    const { session: repeated, code } = await council.command(council.secretary, 'closeBallotSession', input);
    expect(code).toBeNull();
    expect(repeated?.items).toMatchObject([
      { yes: 3, no: 0, outcome: 'PASSED', move: 'MOVED' },
      { yes: 2, no: 1, outcome: 'FAILED', move: 'MOVED' },
    ]);
    expect(await council.finisher.carryOn()).toBe(0);
    await council.bench.relay.deliverBatch();
    expect([await stateOf(passing), await stateOf(failing)]).toEqual(['RECOMMENDED', 'REJECTED']);
    expect(existsSync(join(council.bench.owners.ballotKeys, `${session.id}.key.json`))).toBe(false);
    expect(await council.bench.count('ballot', 'session_id = ? AND sealed IS NOT NULL', [session.id])).toBe(0);
    expect(await council.bench.count('council_vote', 'session_id = ?', [session.id])).toBe(2);
    // As for a vote by show of hands, what the checks come to at the council is written down once.
    expect(
      await council.bench.count('nomination_check', "nomination_id IN (?) AND stage = 'COUNCIL'", [[passing, failing]]),
    ).toBe(2);
    const actions = (await council.bench.trail(session.id)).map(({ action }) => action);
    expect(actions.slice(-2)).toEqual(['CLOSE_BALLOT', 'KEY_DESTROYED']);
    expect(actions.filter((action) => action === 'CLOSE_BALLOT')).toHaveLength(1);
  });

  it('sweeps a key whose session was never committed, an hour later, and no other', async () => {
    const session = await council.opened([await council.atCouncil()]);
    const keyOf = (id: string): string => join(council.bench.owners.ballotKeys, `${id}.key.json`);
    const [orphan, fresh] = [newId(), newId()];
    await writeFile(keyOf(orphan), '{}');
    await writeFile(keyOf(fresh), '{}');
    const longAgo = new Date('2020-01-01T00:00:00Z');
    await utimes(keyOf(orphan), longAgo, longAgo);
    await utimes(keyOf(session.id), longAgo, longAgo);
    await council.finisher.carryOn();
    expect([orphan, fresh, session.id].map((id) => existsSync(keyOf(id)))).toEqual([false, true, true]);
  });

  it('destroys a key once more that comes back after its end, with a copy of the folder', async () => {
    const session = await council.opened([await council.atCouncil()]);
    const key = join(council.bench.owners.ballotKeys, `${session.id}.key.json`);
    const copy = await readFile(key);
    await council.command(council.secretary, 'voidBallotSession', { sessionId: session.id, reason: 'Minh họa' });
    expect(existsSync(key)).toBe(false);
    await writeFile(key, copy);
    await utimes(key, new Date('2020-01-01T00:00:00Z'), new Date('2020-01-01T00:00:00Z'));
    await council.finisher.carryOn();
    expect(existsSync(key)).toBe(false);
  });
});
