import { type BallotChoice, type BallotInclusion, isIncluded, keyFingerprint, sealBallot } from '@thidua/ballot';
import { newId } from '@thidua/contracts/ids';
import {
  admit,
  awaited,
  GraphCommand,
  RunningSystem,
  type PersistentClient,
  type SceneProvince,
} from '@thidua/testkit';
import { createHash } from 'node:crypto';

interface Item {
  readonly outcome: string | null;
  readonly move: string;
  readonly yes: number | null;
  readonly nomination: { readonly id: string; readonly state: string } | null;
  readonly viewerVote: { readonly digest: string; readonly inclusion: BallotInclusion | null } | null;
}
interface Session {
  readonly id: string;
  readonly state: string;
  readonly publicKey: string;
  readonly keyFingerprint: string;
  readonly memberCount: number;
  readonly root: string | null;
  readonly minutesPath: string | null;
  readonly items: readonly Item[];
}
interface Answer {
  readonly session: Session;
}

interface Quorum {
  readonly numerator: number;
  readonly denominator: number;
  readonly validUntil: string | null;
  readonly isConfigurableDefault: boolean;
  readonly body: { readonly id: string } | null;
}

const FIELDS = `id state quorumNumerator quorumDenominator publicKey keyFingerprint memberCount root minutesPath
  items { outcome move yes nomination { id state } viewerVote { digest inclusion { digest index size path root } } }`;
const onSession = (field: string): GraphCommand<Answer> => new GraphCommand(field, `session { ${FIELDS} }`);
const open = onSession('openBallotSession');
const cast = new GraphCommand<Answer & { digest: string }>('castVote', `digest session { ${FIELDS} }`);
const recuse = onSession('recuseFromBallot');
const written = new GraphCommand<Answer & { digest: string }>('recordWrittenVote', `digest session { ${FIELDS} }`);
const close = onSession('closeBallotSession');
const voidIt = onSession('voidBallotSession');
const QUORUM = 'numerator denominator validUntil isConfigurableDefault body { id }';
const setQuorum = new GraphCommand<{ councilQuorum: Quorum }>('setCouncilQuorum', `councilQuorum { ${QUORUM} }`);
const onNomination = (field: string): GraphCommand<{ nomination: { id: string } }> =>
  new GraphCommand(field, 'nomination { id }');

const REASON = 'Dữ liệu minh họa';

describe('secret ballots of a council, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let union: PersistentClient;
  let unionId: string;
  let appraiser: PersistentClient;
  let secretary: PersistentClient;
  let neighbour: PersistentClient;
  let members: { readonly id: string; readonly client: PersistentClient }[];
  let workers: string[];
  let awardTypeId: string;

  beforeAll(async () => {
    scene = await system.foundProvince({ grassroots: 2 });
    const [nominating, beside] = scene.grassroots;
    unionId = nominating?.id ?? '';
    union = system.as(nominating?.chair ?? '');
    neighbour = system.as(beside?.chair ?? '');
    appraiser = system.as(scene.appraiser);
    secretary = system.as(scene.secretary);
    const chair = system.as(scene.province.chair);
    members = [];
    for (let at = 0; at < 3; at += 1) {
      const id = await system.appoint(chair, scene.province.id, 'EMULATION_COUNCIL_MEMBER');
      members.push({ id, client: system.as(id) });
    }
    workers = await admit(union, unionId, 1, '2020-03-02', 'Nguyễn Thị Minh Họa');
    const stage = (name: string, kind: string, more: object = {}): object => ({
      stage: name,
      kind,
      actorRule: 'PROVINCIAL_FEDERATION',
      timeLimitDays: 10,
      ...more,
    });
    const { awardType } = await new GraphCommand<{ awardType: { id: string } }>(
      'defineAwardType',
      'awardType { id }',
    ).done(chair, {
      ownerUnitId: scene.province.id,
      code: 'BALLOT-MERIT',
      name: 'Bằng khen minh họa',
      kind: 'COMMENDATION',
      form: 'MERIT_CERTIFICATE',
      issuerLevel: 'PROVINCIAL_FEDERATION',
      track: 'REGULAR',
      recipients: 'INDIVIDUAL',
      validFrom: '2020-01-01',
      stages: [
        stage('APPRAISAL', 'APPRAISAL'),
        stage('COUNCIL', 'COUNCIL_VOTE', { thresholdPercent: 66 }),
        stage('DECISION', 'DECISION'),
      ],
    });
    awardTypeId = awardType.id;
  });

  const taskOf = (client: PersistentClient, kind: string, nominationId: string) =>
    awaited(`the task ${kind}`, async () => {
      const { viewer } = await client.read<{
        viewer: { awardTasks: { nodes: { id: string; kind: string; version: number; subjectId: string }[] } };
      }>('query Tasks { viewer { id awardTasks(first: 200) { nodes { id kind version subjectId } } } }');
      const task = viewer.awardTasks.nodes.find((each) => each.kind === kind && each.subjectId === nominationId);
      return task && { taskId: task.id, version: task.version };
    });
  const atCouncil = async (): Promise<string> => {
    const { nomination } = await onNomination('draftNomination').done(union, {
      awardTypeId,
      nominatingUnitId: unionId,
      nomineeMemberId: workers[0],
      achievement: 'Hai sáng kiến được công nhận cấp cơ sở',
    });
    const nominationId = nomination.id;
    await onNomination('submitNomination').done(union, { nominationId });
    await onNomination('passAppraisal').done(appraiser, await taskOf(appraiser, 'APPRAISE_NOMINATION', nominationId));
    await taskOf(secretary, 'RECORD_COUNCIL_VOTE', nominationId);
    return nominationId;
  };
  const opening = (nominationIds: readonly string[], more: object = {}): object => ({
    bodyUnitId: scene.province.id,
    nominationIds,
    chairMemberId: members[0]?.id,
    ...more,
  });
  const opened = async (...nominationIds: readonly string[]): Promise<Session> =>
    (await open.done(secretary, opening(nominationIds))).session;
  const sealed = async (session: Session, nominationId: string, memberId: string, choice: BallotChoice) => ({
    sessionId: session.id,
    nominationId,
    sealed: await sealBallot(session.publicKey, { sessionId: session.id, nominationId, memberId }, choice),
  });
  const member = (at: number) => {
    const found = members[at];
    if (!found) {
      throw new Error(`the council has no member ${at}`);
    }
    return found;
  };
  const vote = async (session: Session, nominationId: string, at: number, choice: BallotChoice) =>
    cast.done(member(at).client, await sealed(session, nominationId, member(at).id, choice));
  const read = async (client: PersistentClient, id: string): Promise<Session> =>
    (
      await client.read<{ ballotSession: Session }>(`query S($id: ID!) { ballotSession(id: $id) { ${FIELDS} } }`, {
        id,
      })
    ).ballotSession;

  it('opens one session for one commandId, refuses another input under it, and a second session of the same instant', async () => {
    const nominationId = await atCouncil();
    const { first, again, other } = await open.repeated(secretary, opening([nominationId]), {
      chairMemberId: member(1).id,
    });
    expect(again.session.id).toBe(first.session.id);
    expect(other).toBe('CONFLICT');
    expect(await keyFingerprint(first.session.publicKey)).toBe(first.session.keyFingerprint);
    expect(first.session.memberCount).toBe(3);
    const another = await atCouncil();
    const input = opening([another]);
    expect(await open.together([secretary, input], [secretary, input])).toEqual([
      'DONE',
      'NOMINATION_IN_ANOTHER_SESSION',
    ]);
    expect(await open.outcome(member(0).client, opening([another]))).toBe('FORBIDDEN');
    expect(await open.outcome(union, opening([another]))).toBe('FORBIDDEN');
    expect(await open.outcome(secretary, opening([newId()]))).toBe('NOMINATION_NOT_AT_THIS_COUNCIL');
    expect(await open.outcome(secretary, opening([await atCouncil()], { chairMemberId: scene.secretary }))).toBe(
      'CHAIR_NOT_ON_ROLL',
    );
  });

  it('takes a vote once for one commandId, once of ten at the same instant, and of members alone', async () => {
    const nominationId = await atCouncil();
    const session = await opened(nominationId);
    const mine = await sealed(session, nominationId, member(0).id, 'YES');
    const { first, again, other } = await cast.repeated(
      member(0).client,
      mine,
      await sealed(session, nominationId, member(0).id, 'NO'),
    );
    expect(again.digest).toBe(first.digest);
    expect(first.digest).toBe(createHash('sha256').update(Buffer.from(mine.sealed, 'base64url')).digest('hex'));
    expect(other).toBe('ALREADY_VOTED');
    const ten = await Promise.all(
      Array.from({ length: 10 }, (_, at) => sealed(session, nominationId, member(1).id, at % 2 === 0 ? 'YES' : 'NO')),
    );
    const outcomes = await cast.together(...ten.map((input) => [member(1).client, input] as const));
    expect(outcomes.filter((outcome) => outcome === 'DONE')).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(['DONE', 'ALREADY_VOTED']));
    const foreign = await sealed(session, nominationId, scene.secretary, 'YES');
    expect(await cast.outcome(secretary, foreign)).toBe('FORBIDDEN');
    expect(await cast.outcome(neighbour, foreign)).toBe('FORBIDDEN');
    const seen = await read(secretary, session.id);
    expect(seen.items).toMatchObject([{ outcome: null, yes: null, viewerVote: null }]);
  });

  it('recuses once for one commandId, and enters a written vote once for one commandId', async () => {
    const nominationId = await atCouncil();
    const session = await opened(nominationId);
    const on = { sessionId: session.id, nominationId };
    const recusal = await recuse.repeated(member(0).client, { ...on, reason: REASON }, { reason: 'Khác' });
    expect(recusal.other).toBe('CONFLICT');
    const again = { ...on, reason: REASON };
    expect(await recuse.together([member(1).client, again], [member(1).client, again])).toEqual([
      'ALREADY_RECUSED',
      'DONE',
    ]);
    expect(await recuse.outcome(secretary, again)).toBe('FORBIDDEN');
    const letter = {
      ...(await sealed(session, nominationId, member(2).id, 'YES')),
      memberId: member(2).id,
      letterNumber: '05/TB',
      letterDate: '2020-02-03',
      letterDigest: 'ab'.repeat(32),
    };
    const entered = await written.repeated(secretary, letter, { letterNumber: '06/TB' });
    expect(entered.other).toBe('CONFLICT');
    expect(await written.together([secretary, letter], [secretary, letter])).toEqual([
      'ALREADY_VOTED',
      'ALREADY_VOTED',
    ]);
    expect(await written.outcome(member(0).client, letter)).toBe('FORBIDDEN');
    expect(await written.outcome(secretary, { ...letter, memberId: member(0).id })).toBe('RECUSED');
    expect(await close.outcome(secretary, { sessionId: session.id })).toBe('QUORUM_NOT_REACHED');
    const input = { sessionId: session.id, reason: REASON };
    const voided = await voidIt.repeated(secretary, input, { reason: 'Khác' });
    expect(voided.first.session.state).toBe('VOIDED');
    expect(voided.other).toBe('CONFLICT');
    expect(await voidIt.together([secretary, input], [secretary, input])).toEqual([
      'BALLOT_SESSION_NOT_OPEN',
      'BALLOT_SESSION_NOT_OPEN',
    ]);
    expect(await voidIt.outcome(member(0).client, input)).toBe('FORBIDDEN');
    expect(await open.outcome(secretary, opening([nominationId]))).toBe('REOPENING_NEEDS_REASON');
    expect(await open.outcome(secretary, opening([nominationId], { reason: REASON }))).toBe('DONE');
  });

  describe('a session that is closed', () => {
    let passing: string;
    let failing: string;
    let session: Session;

    beforeAll(async () => {
      [passing, failing] = [await atCouncil(), await atCouncil()];
      session = await opened(passing, failing);
      for (const [at, choice] of (['YES', 'YES', 'NO'] as const).entries()) {
        await vote(session, passing, at, choice);
        await vote(session, failing, at, choice === 'YES' ? 'NO' : 'YES');
      }
    });

    it('is closed once, whoever asks at the same instant, and each nomination moves by the engine', async () => {
      const input = { sessionId: session.id, minutesNumber: '01/BB-HĐTĐKT', place: 'An Giang' };
      expect(await close.outcome(member(0).client, input)).toBe('FORBIDDEN');
      expect(await close.together([secretary, input], [secretary, input])).toEqual(['BALLOT_SESSION_NOT_OPEN', 'DONE']);
      const seen = await awaited('both moves', async () => {
        const now = await read(secretary, session.id);
        const states = now.items.map(({ nomination }) => nomination?.state);
        return states.join() === 'RECOMMENDED,REJECTED' ? now : undefined;
      });
      expect(seen.state).toBe('CLOSED');
      expect(seen.items).toMatchObject([
        { outcome: 'PASSED', yes: 2, move: 'MOVED' },
        { outcome: 'FAILED', yes: 1, move: 'MOVED' },
      ]);
      expect(await cast.outcome(member(0).client, await sealed(session, passing, member(0).id, 'NO'))).toBe(
        'BALLOT_SESSION_NOT_OPEN',
      );
    });

    it('is closed once for one commandId, and another input under it is refused', async () => {
      const nominationId = await atCouncil();
      const another = await opened(nominationId);
      for (const at of [0, 1]) {
        await vote(another, nominationId, at, 'YES');
      }
      const { first, again, other } = await close.repeated(
        secretary,
        { sessionId: another.id },
        { minutesNumber: '02/BB-HĐTĐKT' },
      );
      expect(again.session.root).toBe(first.session.root);
      expect(other).toBe('CONFLICT');
    });

    it('shows each voter that their vote is among those counted', async () => {
      for (const { client } of members) {
        const { root, items } = await read(client, session.id);
        for (const { viewerVote } of items) {
          const inclusion = viewerVote?.inclusion;
          expect(inclusion).toMatchObject({ digest: viewerVote?.digest, root, size: 6 });
          expect(inclusion && (await isIncluded(inclusion))).toBe(true);
        }
      }
    });

    it('has minutes as PDF for who may see it, an extract for who may see the nomination, and nothing for others', async () => {
      const { minutesPath } = await read(secretary, session.id);
      const paper = async (client: PersistentClient, path: string) => {
        const response = await client.fetch(path);
        return {
          status: response.status,
          type: response.headers.get('content-type'),
          disposition: response.headers.get('content-disposition'),
          bytes: Buffer.from(await response.arrayBuffer()),
        };
      };
      const whole = await paper(secretary, minutesPath ?? '');
      expect([whole.status, whole.type, whole.bytes.subarray(0, 5).toString()]).toEqual([
        200,
        'application/pdf',
        '%PDF-',
      ]);
      expect(whole.disposition).toContain('attachment');
      expect((await paper(member(0).client, minutesPath ?? '')).bytes.equals(whole.bytes)).toBe(true);
      expect((await paper(union, minutesPath ?? '')).status).toBe(404);
      const extract = `/documents/awards/nominations/${passing}/council-minutes.pdf`;
      const own = await paper(union, extract);
      expect([own.status, own.type]).toEqual([200, 'application/pdf']);
      expect(own.bytes.equals(whole.bytes)).toBe(false);
      expect((await paper(neighbour, extract)).status).toBe(404);
      expect((await paper(union, `/documents/awards/nominations/${newId()}/council-minutes.pdf`)).status).toBe(404);
    });

    it('has a history, to be read once it is over', async () => {
      const history = (id: string) =>
        secretary.send<{ ballotSessionHistory: { nodes: { action: string; sequence: number }[] } }>(
          'query H($id: ID!) { ballotSessionHistory(sessionId: $id, first: 50) { nodes { action sequence } } }',
          { id },
        );
      const { data } = await history(session.id);
      expect(data?.ballotSessionHistory.nodes.map(({ action }) => action)).toEqual([
        'OPEN_BALLOT',
        ...Array.from({ length: 6 }, () => 'CAST_VOTE'),
        'CLOSE_BALLOT',
        'KEY_DESTROYED',
      ]);
      const running = await opened(await atCouncil());
      expect((await history(running.id)).errors[0]?.extensions.code).toBe('CONFLICT');
    });
  });

  describe('the quorum', () => {
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(Date.now());
    const all = (more: object = {}): object => ({
      bodyUnitId: scene.province.id,
      numerator: 3,
      denominator: 3,
      validFrom: today,
      ...more,
    });
    const quorums = async (bodyUnitId: string | null): Promise<Quorum[]> =>
      (
        await union.read<{ councilQuorums: { nodes: Quorum[] } }>(
          `query Q($id: ID) { councilQuorums(bodyUnitId: $id, first: 200) { nodes { ${QUORUM} } } }`,
          { id: bodyUnitId },
        )
      ).councilQuorums.nodes;

    it('is two thirds for every body, until one of its own is set: by its leaders, once', async () => {
      const chair = system.as(scene.province.chair);
      expect((await quorums(null))[0]).toMatchObject({
        numerator: 2,
        denominator: 3,
        isConfigurableDefault: true,
        body: null,
      });
      expect(await quorums(scene.province.id)).toEqual([]);
      for (const [client, more, code] of [
        [secretary, {}, 'FORBIDDEN'],
        [union, {}, 'FORBIDDEN'],
        [chair, { bodyUnitId: null }, 'FORBIDDEN'],
        [chair, { bodyUnitId: unionId }, 'FORBIDDEN'],
        [chair, { numerator: 4 }, 'BAD_USER_INPUT'],
        [chair, { numerator: 0 }, 'BAD_USER_INPUT'],
        [chair, { denominator: 101 }, 'BAD_USER_INPUT'],
        [chair, { validFrom: '2020-01-01' }, 'CATALOGUE_WOULD_CHANGE_THE_PAST'],
      ] as const) {
        expect([more, await setQuorum.outcome(client, all(more))]).toEqual([more, code]);
      }
      const running = await opened(await atCouncil());
      const { first, again, other } = await setQuorum.repeated(chair, all(), { numerator: 1 });
      expect(first.councilQuorum).toMatchObject({ numerator: 3, denominator: 3, body: { id: scene.province.id } });
      expect([again, other]).toEqual([first, 'CONFLICT']);
      const later = all({ numerator: 1, validFrom: '2100-01-01' });
      expect(await setQuorum.together([chair, later], [chair, later])).toEqual([
        'CATALOGUE_PERIODS_WOULD_OVERLAP',
        'DONE',
      ]);
      expect((await quorums(scene.province.id)).map(({ validUntil }) => validUntil)).toEqual(['2100-01-01', null]);
      expect(await read(secretary, running.id)).toMatchObject({ quorumNumerator: 2, quorumDenominator: 3 });
    });

    it('holds for votes by show of hands as for secret ones', async () => {
      const [shown, secret] = [await atCouncil(), await atCouncil()];
      const task = await taskOf(secretary, 'RECORD_COUNCIL_VOTE', shown);
      const count = { ...task, councilMembers: 3, yes: 2, no: 0, abstain: 0 };
      expect(await onNomination('recordCouncilVote').outcome(secretary, count)).toBe('QUORUM_NOT_REACHED');
      expect(await onNomination('recordCouncilVote').outcome(secretary, { ...count, abstain: 1 })).toBe('DONE');
      const session = await opened(secret);
      expect(session).toMatchObject({ quorumNumerator: 3, quorumDenominator: 3 });
      for (const at of [0, 1]) {
        await vote(session, secret, at, 'YES');
      }
      expect(await close.outcome(secretary, { sessionId: session.id })).toBe('QUORUM_NOT_REACHED');
    });
  });
});
