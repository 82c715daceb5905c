import { isIncluded, keyFingerprint, SEALED_BYTES } from '@thidua/ballot';
import { newId } from '@thidua/contracts/ids';
import { calendarDateAt } from '@thidua/service-kit';
import { fewestStatements } from '@thidua/testkit';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { must, person, type TestPerson, UNITS } from '../testing/awards-bench';
import { type BallotAnswer, BallotBench, type SessionView } from '../testing/ballot-bench';

const YES = 'YES';
const NO = 'NO';
const PASSING = [YES, YES, YES, YES] as const;

/** What came back, in words, sorted: nobody knows who was first. */
function sortedCodes(answers: readonly BallotAnswer[]): string[] {
  return answers.map(({ code }) => code ?? 'DONE').sort();
}

describe('secret ballots of a council of five', () => {
  let council: BallotBench;

  beforeAll(async () => {
    council = await BallotBench.start('ballots', 5);
  });
  afterAll(() => council.stop());

  const keys = (): string[] =>
    existsSync(council.bench.owners.ballotKeys)
      ? readdirSync(council.bench.owners.ballotKeys).filter((name) => name.endsWith('.key.json'))
      : [];
  const stateOf = async (nominationId: string): Promise<string> => {
    await council.bench.relay.deliverBatch();
    const [row] = await council.bench.dataSource.query<{ state: string }[]>(
      'SELECT state FROM nomination WHERE id = ?',
      [nominationId],
    );
    return must(row).state;
  };
  const itemOf = (session: SessionView | null, at = 0) => must(must(session).items[at]);

  describe('opening', () => {
    it('freezes the council, and keeps the private key in a file of its own that only the service reads', async () => {
      const nominationId = await council.atCouncil();
      const session = await council.opened([nominationId]);
      expect(session).toMatchObject({ state: 'OPEN', memberCount: 5, root: null, minutesPath: null });
      expect(session.roll.map(({ id }) => id)).toEqual(council.members.map(({ id }) => id));
      expect(session.keyFingerprint).toBe(await keyFingerprint(session.publicKey));
      const file = join(council.bench.owners.ballotKeys, `${session.id}.key.json`);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(statSync(council.bench.owners.ballotKeys).mode & 0o777).toBe(0o700);
      const trail = JSON.stringify(await council.bench.trail(session.id));
      expect(trail).toContain(session.keyFingerprint);
      expect(await council.bench.count('ballot_session', 'id = ?', [session.id])).toBe(1);
    });

    it('answers a repeat with the first session, leaves no second key, and refuses another input', async () => {
      const nominationId = await council.atCouncil();
      const commandId = newId();
      const input = { commandId, ...council.opening([nominationId]) };
      const before = keys().length;
      const first = await council.command(council.secretary, 'openBallotSession', input);
      const again = await council.command(council.secretary, 'openBallotSession', input);
      expect(must(again.session).id).toBe(must(first.session).id);
      expect(keys()).toHaveLength(before + 1);
      const other = { ...input, chairMemberId: council.member(1).id };
      expect((await council.command(council.secretary, 'openBallotSession', other)).code).toBe('CONFLICT');
      expect(keys()).toHaveLength(before + 1);
    });

    it('gives a nomination to one of two sessions that are opened at the same instant', async () => {
      const nominationId = await council.atCouncil();
      const answers = await Promise.all(
        [1, 2, 3].map(() => council.command(council.secretary, 'openBallotSession', council.opening([nominationId]))),
      );
      expect(sortedCodes(answers)).toEqual(['DONE', 'NOMINATION_IN_ANOTHER_SESSION', 'NOMINATION_IN_ANOTHER_SESSION']);
    });

    it.each<[string, () => Promise<[TestPerson, object]>, string]>([
      [
        'by a member of the council',
        async () => [council.member(0), council.opening([await council.atCouncil()])],
        'FORBIDDEN',
      ],
      [
        'by the secretary of another body',
        async () => [person('EMULATION_COUNCIL_SECRETARY', UNITS.other), council.opening([await council.atCouncil()])],
        'FORBIDDEN',
      ],
      [
        'of an unknown body',
        async () => [council.secretary, council.opening([newId()], { bodyUnitId: newId() })],
        'NOT_FOUND',
      ],
      [
        'over a nomination that nobody knows',
        async () => [council.secretary, council.opening([newId()])],
        'NOMINATION_NOT_AT_THIS_COUNCIL',
      ],
      [
        'over one that is being appraised',
        async () => [
          council.secretary,
          council.opening([(await council.bench.submitted(council.drafter, council.chair, UNITS.direct)).id]),
        ],
        'NOMINATION_NOT_AT_THIS_COUNCIL',
      ],
      [
        'with somebody from elsewhere presiding',
        async () => [
          council.secretary,
          council.opening([await council.atCouncil()], { chairMemberId: council.decider.id }),
        ],
        'CHAIR_NOT_ON_ROLL',
      ],
      ['over nothing', async () => [council.secretary, council.opening([])], 'BAD_USER_INPUT'],
    ])('is refused %s, and leaves no key behind', async (_case, prepare, expected) => {
      const [caller, input] = await prepare();
      const before = keys().length;
      expect((await council.command(caller, 'openBallotSession', input)).code).toBe(expected);
      expect(keys()).toHaveLength(before);
    });

    it('is refused to a secretary who has had a hand in a nomination', async () => {
      const both = {
        id: council.drafter.id,
        mandates: [...council.secretary.mandates],
      };
      const answer = await council.command(both, 'openBallotSession', council.opening([await council.atCouncil()]));
      expect(answer.error?.extensions).toMatchObject({ code: 'FORBIDDEN', rule: 'SEPARATION_OF_DUTIES' });
    });

    it('is refused for a council without members in office', async () => {
      const nominationId = await council.atCouncil();
      const { councils } = council.bench.owners;
      const seated = must(councils.get(UNITS.ag.id));
      councils.set(UNITS.ag.id, []);
      const answer = await council.command(council.secretary, 'openBallotSession', council.opening([nominationId]));
      councils.set(UNITS.ag.id, seated);
      expect(answer.code).toBe('COUNCIL_HAS_NO_MEMBERS');
    });

    it('is asked for again while membership does not answer', async () => {
      const nominationId = await council.atCouncil();
      council.bench.owners.delay = 2500;
      const answer = await council.command(council.secretary, 'openBallotSession', council.opening([nominationId]));
      council.bench.owners.delay = 0;
      expect(answer.code).toBe('RETRY_LATER');
    });
  });

  describe('voting', () => {
    it('takes one vote of each member, however many come at the same instant', async () => {
      const nominationId = await council.atCouncil();
      const session = await council.opened([nominationId]);
      const voter = council.member(0);
      const votes = await Promise.all(
        ([YES, NO, 'ABSTAIN', YES, NO] as const).map((choice) => council.cast(session, nominationId, voter, choice)),
      );
      expect(votes.filter(({ code }) => code === null)).toHaveLength(1);
      expect(votes.filter(({ code }) => code === 'ALREADY_VOTED')).toHaveLength(4);
      expect(await council.bench.count('ballot', 'session_id = ?', [session.id])).toBe(1);
    });

    it('answers the very same command with the first answer, and any other with ALREADY_VOTED', async () => {
      const nominationId = await council.atCouncil();
      const session = await council.opened([nominationId]);
      const voter = council.member(0);
      const commandId = newId();
      const vote = { commandId, ...(await council.sealed(session, nominationId, voter, YES)) };
      const first = await council.command(voter, 'castVote', vote);
      const again = await council.command(voter, 'castVote', vote);
      expect(again.digest).toBe(first.digest);
      expect(first.digest).toMatch(/^[0-9a-f]{64}$/);
      const other = await council.sealed(session, nominationId, voter, NO);
      expect((await council.command(voter, 'castVote', { commandId, ...other })).code).toBe('ALREADY_VOTED');
      expect((await council.command(voter, 'castVote', other)).code).toBe('ALREADY_VOTED');
      expect((await council.command(voter, 'castVote', { ...vote, commandId: newId() })).code).toBe('ALREADY_VOTED');
    });

    it('shows no count, no turnout and no history while it is open: to each their own vote alone', async () => {
      const nominationId = await council.atCouncil();
      const session = await council.opened([nominationId]);
      await council.castAll(session, nominationId, [YES, NO]);
      for (const caller of [
        council.secretary,
        council.member(0),
        council.member(4),
        council.decider,
        council.inspector,
      ]) {
        const seen = await council.read(caller, session.id);
        expect(itemOf(seen as SessionView)).toMatchObject({
          yes: null,
          no: null,
          abstain: null,
          invalid: null,
          notCast: null,
          outcome: null,
          viewerVote: caller === council.member(0) ? { written: false, inclusion: null } : null,
        });
        const { errors } = await council.bench.send(
          caller,
          `{ ballotSessionHistory(sessionId: "${session.id}") { nodes { action } } }`,
        );
        expect(errors[0]?.extensions.code).toBe('CONFLICT');
      }
    });

    it.each<[string, (session: SessionView, nominationId: string) => Promise<[TestPerson, object]>, string]>([
      [
        'of the secretary, who is no member',
        async (session, id) => [council.secretary, await council.sealed(session, id, council.secretary, YES)],
        'FORBIDDEN',
      ],
      [
        'of a member of another council, who does not even see the session',
        async (session, id) => {
          const stranger = person('EMULATION_COUNCIL_MEMBER', UNITS.other);
          return [stranger, await council.sealed(session, id, stranger, YES)];
        },
        'NOT_FOUND',
      ],
      [
        'of somebody who became a member after it was opened',
        async (session, id) => {
          const late = person('EMULATION_COUNCIL_MEMBER', UNITS.ag);
          return [late, await council.sealed(session, id, late, YES)];
        },
        'NOT_ON_ROLL',
      ],
      [
        'of who acts by a member’s delegation',
        async (session, id) => {
          const [mandate] = council.member(1).mandates;
          const delegation = { officeId: newId(), principalId: council.member(1).id };
          const delegate = { id: newId(), mandates: [{ ...must(mandate), id: newId(), delegation }] };
          return [delegate, await council.sealed(session, id, delegate, YES)];
        },
        'NOT_ON_ROLL',
      ],
      [
        'on a nomination that is not in the session',
        async (session) => [council.member(1), await council.sealed(session, newId(), council.member(1), YES)],
        'NOT_FOUND',
      ],
      [
        'in an unknown session',
        async (session, id) => [
          council.member(1),
          await council.sealed({ ...session, id: newId() }, id, council.member(1), YES),
        ],
        'NOT_FOUND',
      ],
      [
        'that is not sealed at all',
        async (session, id) => [council.member(1), { sessionId: session.id, nominationId: id, sealed: 'YES' }],
        'BAD_USER_INPUT',
      ],
    ])('is refused a vote %s', async (_case, prepare, expected) => {
      const nominationId = await council.atCouncil();
      const session = await council.opened([nominationId]);
      const [caller, input] = await prepare(session, nominationId);
      expect((await council.command(caller, 'castVote', input)).code).toBe(expected);
      expect(await council.bench.count('ballot', 'session_id = ?', [session.id])).toBe(0);
    });

    it('keeps out who has had a hand in the nomination or is nominated, and leaves them in the denominator', async () => {
      const nominated = council.member(3);
      const drafted = { ...council.member(4), mandates: [...council.member(4).mandates, ...council.drafter.mandates] };
      const nominationId = await council.atCouncil({ nomineeMemberId: nominated.id }, drafted);
      const session = await council.opened([nominationId]);
      const { recusals } = itemOf(session);
      expect(new Set(recusals.map(({ kind, member }) => `${kind} ${member.id}`))).toEqual(
        new Set([`CONFLICT ${nominated.id}`, `CONFLICT ${drafted.id}`]),
      );
      for (const conflicted of [nominated, drafted]) {
        const { error } = await council.cast(session, nominationId, conflicted, YES);
        expect(error?.extensions).toMatchObject({ code: 'FORBIDDEN', rule: 'SEPARATION_OF_DUTIES' });
      }
      await council.castAll(session, nominationId, [YES, YES, YES]);
      // Three of five votes are no quorum of two thirds, though everybody who may has voted.
      const refused = await council.close(session.id);
      expect(refused.code).toBe('QUORUM_NOT_REACHED');
      expect(JSON.stringify(refused.reasons)).not.toMatch(/\b[35]\/5|3 of 5/);
      const closed = await council.close(session.id, { leaveWithoutQuorum: true });
      expect(itemOf(closed.session)).toMatchObject({ outcome: 'NO_QUORUM', yes: null, move: 'NONE' });
      expect(await stateOf(nominationId)).toBe('COUNCIL_REVIEW');
    });

    it('lets a member recuse themself with a reason, once, before they vote', async () => {
      const nominationId = await council.atCouncil();
      const session = await council.opened([nominationId]);
      const recuse = (caller: TestPerson, more: object = {}) =>
        council.command(caller, 'recuseFromBallot', {
          sessionId: session.id,
          nominationId,
          reason: 'Là người thân của người được đề nghị.',
          ...more,
        });
      expect((await recuse(council.member(0), { reason: '  ' })).code).toBe('RECUSAL_NEEDS_REASON');
      const commandId = newId();
      expect(itemOf((await recuse(council.member(0), { commandId })).session).recusals).toHaveLength(1);
      expect((await recuse(council.member(0), { commandId })).code).toBeNull();
      expect((await recuse(council.member(0), { commandId, reason: 'Khác' })).code).toBe('CONFLICT');
      expect((await recuse(council.member(0))).code).toBe('ALREADY_RECUSED');
      expect((await council.cast(session, nominationId, council.member(0), YES)).code).toBe('RECUSED');
      await council.cast(session, nominationId, council.member(1), YES);
      expect((await recuse(council.member(1))).code).toBe('ALREADY_VOTED');
      expect((await recuse(council.secretary)).code).toBe('FORBIDDEN');
      const together = await Promise.all([
        recuse(council.member(2)),
        council.cast(session, nominationId, council.member(2), YES),
      ]);
      expect(together.filter(({ code }) => code === null)).toHaveLength(1);
    });

    it('enters the written vote of an absentee under its letter, once', async () => {
      const nominationId = await council.atCouncil();
      const session = await council.opened([nominationId]);
      const absent = council.member(2);
      const letter = {
        memberId: absent.id,
        letterNumber: '05/TB',
        letterDate: '2020-02-03',
        letterDigest: 'ab'.repeat(32),
      };
      const written = async (more: object = {}, caller = council.secretary) =>
        council.command(caller, 'recordWrittenVote', {
          ...(await council.sealed(session, nominationId, absent, NO)),
          ...letter,
          ...more,
        });
      expect((await written({}, council.member(0))).code).toBe('FORBIDDEN');
      expect((await written({ letterDate: '2999-01-01' })).code).toBe('LETTER_FROM_THE_FUTURE');
      expect((await written({ letterDigest: 'x' })).code).toBe('BAD_USER_INPUT');
      expect((await written({ letterNumber: '  ' })).code).toBe('BAD_USER_INPUT');
      expect((await written({ memberId: council.secretary.id })).code).toBe('NOT_ON_ROLL');
      const both = await Promise.all([written(), written()]);
      expect(sortedCodes(both)).toEqual(['ALREADY_VOTED', 'DONE']);
      expect((await council.cast(session, nominationId, absent, YES)).code).toBe('ALREADY_VOTED');
      const seen = (await council.read(absent, session.id)) as SessionView;
      expect(itemOf(seen).viewerVote?.written).toBe(true);
      const [, entry] = await council.bench.trail(session.id);
      expect(entry).toMatchObject({
        action: 'RECORD_WRITTEN_VOTE',
        after: { memberId: absent.id, letterNumber: '05/TB' },
      });
    });

    it('counts what cannot be opened for its voter as invalid, a vote of somebody else’s among them', async () => {
      const nominationId = await council.atCouncil();
      const session = await council.opened([nominationId]);
      await council.castAll(session, nominationId, [YES, YES]);
      const copied = await council.sealed(session, nominationId, council.member(0), YES);
      expect((await council.command(council.member(2), 'castVote', copied)).code).toBeNull();
      const noise = Buffer.alloc(SEALED_BYTES, 7).toString('base64url');
      const garbage = { sessionId: session.id, nominationId, sealed: noise };
      expect((await council.command(council.member(3), 'castVote', garbage)).code).toBeNull();
      const closed = await council.close(session.id);
      expect(itemOf(closed.session)).toMatchObject({ yes: 2, no: 0, abstain: 0, invalid: 2, notCast: 1 });
    });
  });

  describe('closing', () => {
    it('counts over all members, destroys the key, forgets what was sealed, and moves each nomination', async () => {
      const [passing, failing, abstained] = [
        await council.atCouncil(),
        await council.atCouncil(),
        await council.atCouncil(),
      ] as const;
      const session = await council.opened([passing, failing, abstained]);
      await council.castAll(session, passing, [YES, YES, YES, YES, NO]);
      await council.castAll(session, failing, [YES, YES, YES, NO]);
      await council.castAll(session, abstained, ['ABSTAIN', 'ABSTAIN', YES, YES, YES]);
      const { session: closed } = await council.close(session.id);
      expect(closed).toMatchObject({ state: 'CLOSED', keyDestroyedAt: expect.anything() });
      expect(closed?.items).toMatchObject([
        { yes: 4, no: 1, abstain: 0, invalid: 0, notCast: 0, outcome: 'PASSED', thresholdPercent: 80 },
        { yes: 3, no: 1, abstain: 0, invalid: 0, notCast: 1, outcome: 'FAILED' },
        { yes: 3, no: 0, abstain: 2, invalid: 0, notCast: 0, outcome: 'FAILED' },
      ]);
      expect(existsSync(join(council.bench.owners.ballotKeys, `${session.id}.key.json`))).toBe(false);
      expect(await council.bench.count('ballot', 'session_id = ? AND sealed IS NOT NULL', [session.id])).toBe(0);
      expect(await stateOf(passing)).toBe('RECOMMENDED');
      expect(await stateOf(failing)).toBe('REJECTED');
      expect(await stateOf(abstained)).toBe('REJECTED');
      const [vote] = await council.bench.dataSource.query<{ session_id: string; yes: number; recorded_by: string }[]>(
        'SELECT session_id, yes, recorded_by FROM council_vote WHERE nomination_id = ?',
        [passing],
      );
      expect(vote).toEqual({ session_id: session.id, yes: 4, recorded_by: council.secretary.id });
    });

    it('lets each voter find their vote among those counted, and the root in the trail', async () => {
      const nominationId = await council.atCouncil();
      const session = await council.opened([nominationId]);
      const digests = new Map<TestPerson, string>();
      for (const [at, choice] of PASSING.entries()) {
        const voter = council.member(at);
        digests.set(voter, must((await council.cast(session, nominationId, voter, choice)).digest));
      }
      const { session: closed } = await council.close(session.id);
      for (const [voter, digest] of digests) {
        const seen = itemOf((await council.read(voter, session.id)) as SessionView).viewerVote;
        const inclusion = must(seen?.inclusion);
        expect(inclusion).toMatchObject({ digest, size: 4, root: closed?.root });
        expect(await isIncluded(inclusion)).toBe(true);
      }
      expect(itemOf((await council.read(council.member(4), session.id)) as SessionView).viewerVote).toBeNull();
      const { data: told, errors } = await council.bench.send(
        council.inspector,
        `{ ballotSessionHistory(sessionId: "${session.id}", first: 50) { nodes { action after } } }`,
      );
      expect(errors).toEqual([]);
      const history = (told as unknown as { ballotSessionHistory: { nodes: { action: string }[] } })
        .ballotSessionHistory;
      expect(history.nodes.map(({ action }) => action)).toEqual([
        'OPEN_BALLOT',
        'CAST_VOTE',
        'CAST_VOTE',
        'CAST_VOTE',
        'CAST_VOTE',
        'CLOSE_BALLOT',
        'KEY_DESTROYED',
      ]);
      for (const digest of [...digests.values(), must(closed).root]) {
        expect(JSON.stringify(history)).toContain(digest);
      }
    });

    it('takes no vote after it, and is one outcome however often it is asked for', async () => {
      const nominationId = await council.atCouncil();
      const session = await council.opened([nominationId]);
      await council.castAll(session, nominationId, PASSING);
      const commandId = newId();
      const outcomes = await Promise.all([
        council.close(session.id, { commandId }),
        council.close(session.id, { commandId }),
        council.close(session.id),
        council.command(council.secretary, 'voidBallotSession', { sessionId: session.id, reason: 'Thử' }),
        council.cast(session, nominationId, council.member(4), NO),
      ]);
      const [one, two, third, voided] = outcomes.map(({ code }) => code);
      expect(one).toBe(two);
      const ended = [one, third, voided].filter((code) => code === null);
      expect(ended).toHaveLength(1);
      expect([one, third, voided].filter((code) => code === 'BALLOT_SESSION_NOT_OPEN')).toHaveLength(2);
      expect((await council.cast(session, nominationId, council.member(4), NO)).code).toMatch(
        /BALLOT_SESSION_NOT_OPEN|ALREADY_VOTED/,
      );
      expect((await council.close(session.id, { commandId, leaveWithoutQuorum: true })).code).toMatch(
        /CONFLICT|BALLOT_SESSION_NOT_OPEN/,
      );
    });

    it('counts every vote that was answered, also when they come while it closes', async () => {
      const nominationId = await council.atCouncil();
      const session = await council.opened([nominationId]);
      await council.castAll(session, nominationId, [YES, YES, YES, YES]);
      const [closed, late] = await Promise.all([
        council.close(session.id),
        council.cast(session, nominationId, council.member(4), NO),
      ]);
      const item = itemOf(closed.session);
      expect(item.no).toBe(late.code === null ? 1 : 0);
      expect((item.no ?? 0) + (item.notCast ?? 0)).toBe(1);
      expect(late.code === null ? null : late.code).toBe(late.code === null ? null : 'BALLOT_SESSION_NOT_OPEN');
    });

    it('is not for members, for other councils’ secretaries, nor for an unknown session', async () => {
      const nominationId = await council.atCouncil();
      const session = await council.opened([nominationId]);
      expect((await council.close(session.id, {}, council.member(0))).code).toBe('FORBIDDEN');
      expect((await council.close(session.id, {}, council.decider)).code).toBe('FORBIDDEN');
      const stranger = person('EMULATION_COUNCIL_SECRETARY', UNITS.other);
      expect((await council.close(session.id, {}, stranger)).code).toBe('NOT_FOUND');
      expect((await council.close(newId())).code).toBe('NOT_FOUND');
      expect(await council.read(stranger, session.id)).toBe('NOT_FOUND');
    });

    it('keeps its secretary from deciding what the council recommended', async () => {
      const nominationId = await council.atCouncil();
      const session = await council.opened([nominationId]);
      await council.castAll(session, nominationId, PASSING);
      await council.close(session.id);
      expect(await stateOf(nominationId)).toBe('RECOMMENDED');
      const { data } = await council.bench.send(
        council.decider,
        `{ nomination(id: "${nominationId}") { tasks(status: OPEN) { id version } } }`,
      );
      const [task] = (data as unknown as { nomination: { tasks: { id: string; version: number }[] } }).nomination.tasks;
      // No longer the secretary, and chair of the province meanwhile.
      const promoted = { id: council.secretary.id, mandates: council.decider.mandates };
      const { error } = await council.bench.command(promoted, 'decideNomination', {
        taskId: must(task).id,
        version: must(task).version,
        decisionNumber: '9/QĐ',
        decidedOn: '2030-01-01',
      });
      expect(error?.extensions).toMatchObject({ code: 'FORBIDDEN', rule: 'NOT_COUNCIL_SECRETARY' });
    });
  });

  describe('a session that cannot be counted', () => {
    it('is void once its key is lost, and the council votes again with a reason', async () => {
      const nominationId = await council.atCouncil();
      const session = await council.opened([nominationId]);
      await council.castAll(session, nominationId, PASSING);
      await council.bench.owners.loseBallotKey(session.id);
      const { session: voided, code } = await council.close(session.id);
      expect(code).toBeNull();
      expect(voided).toMatchObject({ state: 'VOIDED', root: null, voidReason: expect.stringContaining('Mất khóa') });
      expect(itemOf(voided)).toMatchObject({ outcome: 'VOIDED', yes: null });
      expect(await stateOf(nominationId)).toBe('COUNCIL_REVIEW');
      const again = (more: object) =>
        council.command(council.secretary, 'openBallotSession', council.opening([nominationId], more));
      expect((await again({})).code).toBe('REOPENING_NEEDS_REASON');
      const { session: second } = await again({ reason: 'Phiên trước mất khóa.' });
      expect(second).toMatchObject({ previousSessionId: session.id, reason: 'Phiên trước mất khóa.' });
      const old = await council.sealed(session, nominationId, council.member(0), YES);
      expect((await council.command(council.member(0), 'castVote', old)).code).toBe('BALLOT_SESSION_NOT_OPEN');
      await council.castAll(must(second), nominationId, PASSING);
      expect(itemOf((await council.close(must(second).id)).session).outcome).toBe('PASSED');
      const third = await again({ reason: 'Lần nữa.' });
      expect(third.code).toMatch(/NOMINATION_ALREADY_VOTED_ON|NOMINATION_NOT_AT_THIS_COUNCIL/);
    });

    it('waits when the place of the keys is not there: that is not yet a loss', async () => {
      const nominationId = await council.atCouncil();
      const session = await council.opened([nominationId]);
      await council.castAll(session, nominationId, PASSING);
      const putBack = await council.bench.owners.hideBallotKeys();
      expect((await council.close(session.id)).code).toBe('RETRY_LATER');
      await putBack();
      expect((await council.close(session.id)).session?.state).toBe('CLOSED');
    });

    it('waits as well when another folder stands in its place, and does not say that a key is destroyed which is not', async () => {
      const [counted, withdrawn] = [await council.atCouncil(), await council.atCouncil()];
      const session = await council.opened([counted]);
      const toVoid = await council.opened([withdrawn]);
      await council.castAll(session, counted, PASSING);
      const putBack = await council.bench.owners.hideBallotKeys();
      // An empty mount point takes keys as the folder did, and gets a mark of its own.
      await council.opened([await council.atCouncil()]);
      expect((await council.close(session.id)).code).toBe('RETRY_LATER');
      const voiding = { sessionId: toVoid.id, reason: 'Danh sách sai.' };
      expect((await council.command(council.secretary, 'voidBallotSession', voiding)).session?.state).toBe('VOIDED');
      expect((await council.bench.trail(toVoid.id)).map(({ action }) => action)).not.toContain('KEY_DESTROYED');
      await putBack();
      expect(keys()).toContain(`${toVoid.id}.key.json`);
      expect((await council.close(session.id)).session?.state).toBe('CLOSED');
      await council.finisher.carryOn();
      expect(keys()).not.toContain(`${toVoid.id}.key.json`);
      expect((await council.bench.trail(toVoid.id)).map(({ action }) => action)).toContain('KEY_DESTROYED');
    });

    it('is not moved another way between its count and its move', async () => {
      const nominationId = await council.atCouncil();
      const session = await council.opened([nominationId]);
      await council.castAll(session, nominationId, PASSING);
      // Membership is slow, so that the result waits for what the checks ask it.
      council.bench.owners.delay = 2500;
      expect(itemOf((await council.close(session.id)).session)).toMatchObject({ outcome: 'PASSED', move: 'WAITING' });
      const { data } = await council.bench.send(
        council.secretary,
        `{ nomination(id: "${nominationId}") { tasks(status: OPEN) { id version } } }`,
      );
      const [task] = (data as unknown as { nomination: { tasks: { id: string; version: number }[] } }).nomination.tasks;
      const on = { taskId: must(task).id, version: must(task).version };
      const paper = { ...on, councilMembers: 5, yes: 0, no: 5, abstain: 0 };
      for (const [command, input] of [
        ['recordCouncilVote', paper],
        ['returnNomination', { ...on, reason: 'Thiếu xác nhận.' }],
        ['rejectNomination', { ...on, reason: 'Thiếu xác nhận.' }],
      ] as const) {
        expect((await council.bench.command(council.secretary, command, input)).code).toBe('COUNCIL_RESULT_ON_ITS_WAY');
      }
      council.bench.owners.delay = 0;
      await council.finisher.carryOn();
      expect(await stateOf(nominationId)).toBe('RECOMMENDED');
    });

    it('is voided by its secretary with a reason, once, and its key is destroyed', async () => {
      const nominationId = await council.atCouncil();
      const session = await council.opened([nominationId]);
      const voidIt = (more: object = {}, caller = council.secretary) =>
        council.command(caller, 'voidBallotSession', { sessionId: session.id, reason: 'Danh sách sai.', ...more });
      expect((await voidIt({ reason: ' ' })).code).toBe('VOIDING_NEEDS_REASON');
      expect((await voidIt({}, council.member(0))).code).toBe('FORBIDDEN');
      const commandId = newId();
      expect((await voidIt({ commandId })).session).toMatchObject({ state: 'VOIDED', voidReason: 'Danh sách sai.' });
      expect((await voidIt({ commandId })).code).toBeNull();
      expect((await voidIt({ commandId, reason: 'Khác' })).code).toBe('CONFLICT');
      expect((await voidIt()).code).toBe('BALLOT_SESSION_NOT_OPEN');
      expect(keys()).not.toContain(`${session.id}.key.json`);
    });

    it('says that a nomination had moved on before there was a result', async () => {
      const nominationId = await council.atCouncil();
      const session = await council.opened([nominationId]);
      await council.castAll(session, nominationId, PASSING);
      const { data } = await council.bench.send(
        council.secretary,
        `{ nomination(id: "${nominationId}") { tasks(status: OPEN) { id version } } }`,
      );
      const [task] = (data as unknown as { nomination: { tasks: { id: string; version: number }[] } }).nomination.tasks;
      const on = { taskId: must(task).id, version: must(task).version };
      const paper = { ...on, councilMembers: 5, yes: 5, no: 0, abstain: 0 };
      expect((await council.bench.command(council.secretary, 'recordCouncilVote', paper)).code).toBe(
        'NOMINATION_IN_BALLOT_SESSION',
      );
      await council.bench.command(council.secretary, 'returnNomination', { ...on, reason: 'Thiếu xác nhận.' });
      const { session: closed } = await council.close(session.id);
      expect(itemOf(closed)).toMatchObject({ outcome: 'PASSED', yes: 4, move: 'MOVED_ON' });
      expect(await stateOf(nominationId)).toBe('RETURNED');
    });
  });

  it('keeps whoever opened a session from signing the decision, one by one or over a list, also once they lead the body', async () => {
    const opener = person('EMULATION_COUNCIL_SECRETARY', UNITS.ag);
    const nominationId = await council.atCouncil();
    const opening = council.opening([nominationId]);
    const session = must((await council.command(opener, 'openBallotSession', opening)).session);
    await council.castAll(session, nominationId, PASSING);
    await council.close(session.id);
    await council.bench.relay.deliverBatch();
    expect(await stateOf(nominationId)).toBe('RECOMMENDED');
    const { decision } = await council.bench.onDecision(council.appraiser, 'draftAwardDecision', {
      bodyUnitId: UNITS.ag.id,
      title: 'Về việc tặng Bằng khen',
      legalBases: ['Dữ liệu minh họa'],
      nominationIds: [nominationId],
    });
    const { id, version } = must(decision);
    const signing = { decisionId: id, version, decidedOn: calendarDateAt(new Date()) };
    const sign = (caller: TestPerson) => council.bench.onDecision(caller, 'signAwardDecision', signing);
    const promoted = { ...person('VICE_CHAIR', UNITS.ag), id: opener.id };
    expect((await sign(promoted)).error?.extensions).toMatchObject({ rule: 'NOT_COUNCIL_SECRETARY' });
    expect((await sign(council.decider)).decision?.state).toBe('SIGNED');
  });

  it('lists sessions by page and by filter to who may see them, at a cost that does not grow', async () => {
    const list = async (caller: TestPerson, query: string) => {
      const { data, errors, statements } = await council.bench.send(
        caller,
        `{ ballotSessions${query} { nodes { id state roll { id } items { outcome recusals { kind } viewerVote { digest }
             nomination { id } } } pageInfo { hasNextPage endCursor } } }`,
      );
      expect(errors).toEqual([]);
      const { nodes, pageInfo } = (
        data as unknown as {
          ballotSessions: { nodes: SessionView[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
        }
      ).ballotSessions;
      return { nodes, pageInfo, statements };
    };
    const all = await fewestStatements(() => list(council.inspector, '(first: 200)'));
    expect(all.nodes.length).toBeGreaterThan(10);
    expect(all.nodes.map(({ id }) => id)).toEqual(all.nodes.map(({ id }) => id).sort());
    const one = await fewestStatements(() => list(council.inspector, '(first: 1)'));
    expect(all.statements).toBe(one.statements);
    const next = await list(council.inspector, `(first: 1, after: "${one.pageInfo.endCursor}")`);
    expect(next.nodes[0]?.id).toBe(all.nodes[1]?.id);
    const closed = await list(council.secretary, `(filter: {state: CLOSED, bodyUnitId: "${UNITS.ag.id}"})`);
    expect(new Set(closed.nodes.map(({ state }) => state))).toEqual(new Set(['CLOSED']));
    expect((await list(person('CHAIR', UNITS.other), '')).nodes).toEqual([]);
    expect((await list(person('CHAIR', UNITS.direct), '')).nodes).toEqual([]);
    const formerMember = { id: council.member(0).id, mandates: [] };
    expect((await list(formerMember, '(first: 200)')).nodes).toHaveLength(all.nodes.length);
  });
});
