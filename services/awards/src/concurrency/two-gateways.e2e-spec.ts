import { type BallotChoice, sealBallot } from '@thidua/ballot';
import { newId } from '@thidua/contracts/ids';
import {
  admit,
  awaited,
  GraphCommand,
  outcomeOf,
  type PersistentClient,
  RunningSystem,
  type SceneProvince,
  SecondReplica,
} from '@thidua/testkit';
import { DECISION_TEXTS, onDecision, TODAY } from '../testing/decision-stage';

interface Task {
  readonly taskId: string;
  readonly version: number;
}
interface Entry {
  readonly sequence: number;
  readonly action: string;
  readonly actorId: string;
  readonly hash: string;
  readonly previousHash: string;
}
interface Session {
  readonly id: string;
  readonly publicKey: string;
  readonly items: readonly { readonly yes: number | null; readonly no: number | null }[];
}
/** Two people at two gateways. */
interface Pair {
  readonly here: PersistentClient;
  readonly there: PersistentClient;
}

const VOTERS = 10;
const ROUNDS = 6;
const REASON = 'Dữ liệu minh họa';

const onNomination = (field: string): GraphCommand<{ nomination: { id: string } }> =>
  new GraphCommand(field, 'nomination { id }');
const draft = onNomination('draftNomination');
const submit = onNomination('submitNomination');
const pass = onNomination('passAppraisal');
const giveBack = onNomination('returnNomination');
const claim = new GraphCommand<{ task: { version: number } }>('claimAwardTask', 'task { version }');
const SESSION = 'session { id publicKey items { yes no } }';
const open = new GraphCommand<{ session: Session }>('openBallotSession', SESSION);
const cast = new GraphCommand<object>('castVote', 'digest');
const close = new GraphCommand<{ session: Session }>('closeBallotSession', SESSION);
const draftDecision = onDecision('draftAwardDecision');
const sign = onDecision('signAwardDecision');

describe('people who act at the same instant through two gateways and two processes of awards', () => {
  const first = RunningSystem.fromEnvironment();
  let replica: SecondReplica;
  let scene: SceneProvince;
  let unionId: string;
  let workers: readonly string[];
  let awardTypeIds: { readonly withCouncil: string; readonly decisionAlone: string };

  const at = (memberId: string): Pair => ({ here: first.as(memberId), there: replica.system.as(memberId) });
  const union = (): PersistentClient => first.as(scene.grassroots[0]?.chair ?? '');

  beforeAll(async () => {
    replica = await SecondReplica.start('awards');
    scene = await first.foundProvince({ grassroots: 1 });
    unionId = scene.grassroots[0]?.id ?? '';
    workers = await admit(union(), unionId, 40, '2020-03-02', 'Đoàn viên minh họa');
    const stage = (name: string, kind: string, more: object = {}): object => ({
      stage: name,
      kind,
      actorRule: 'PROVINCIAL_FEDERATION',
      timeLimitDays: 10,
      ...more,
    });
    const define = async (code: string, track: string, stages: readonly object[]): Promise<string> =>
      (
        await new GraphCommand<{ awardType: { id: string } }>('defineAwardType', 'awardType { id }').done(
          first.as(scene.province.chair),
          {
            ownerUnitId: scene.province.id,
            code,
            name: 'Bằng khen minh họa',
            kind: 'COMMENDATION',
            form: 'MERIT_CERTIFICATE',
            issuerLevel: 'PROVINCIAL_FEDERATION',
            track,
            recipients: 'INDIVIDUAL',
            validFrom: '2020-01-01',
            stages,
          },
        )
      ).awardType.id;
    awardTypeIds = {
      withCouncil: await define('TWO-COUNCIL', 'REGULAR', [
        stage('APPRAISAL', 'APPRAISAL'),
        stage('COUNCIL', 'COUNCIL_VOTE', { thresholdPercent: 66 }),
        stage('DECISION', 'DECISION'),
      ]),
      decisionAlone: await define('TWO-DECISION', 'AD_HOC', [stage('DECISION', 'DECISION')]),
    };
  });
  afterAll(() => replica.stop());

  let nominated = 0;
  const submitted = async (awardTypeId: string, state: string): Promise<string> => {
    nominated += 1;
    const { nomination } = await draft.done(union(), {
      awardTypeId,
      nominatingUnitId: unionId,
      nomineeMemberId: workers[nominated],
      achievement: `Có sáng kiến làm lợi cho đơn vị (minh họa ${nominated})`,
    });
    await submit.done(union(), { nominationId: nomination.id });
    await stateOf(nomination.id, [state]);
    return nomination.id;
  };
  const stateOf = (id: string, states: readonly string[]): Promise<string> =>
    awaited(`the state ${states.join(' or ')}`, async () => {
      const { nomination } = await union().read<{ nomination: { state: string } }>(
        'query State($id: ID!) { nomination(id: $id) { state } }',
        { id },
      );
      return states.includes(nomination.state) ? nomination.state : null;
    });
  const taskOf = (client: PersistentClient, nominationId: string): Promise<Task> =>
    awaited('the task', async () => {
      const { viewer } = await client.read<{
        viewer: { awardTasks: { nodes: { id: string; version: number; subjectId: string }[] } };
      }>('query Tasks { viewer { id awardTasks(first: 200) { nodes { id version subjectId } } } }');
      const task = viewer.awardTasks.nodes.find(({ subjectId }) => subjectId === nominationId);
      return task && { taskId: task.id, version: task.version };
    });
  const historyOf = async (field: string, argument: string, id: string): Promise<readonly Entry[]> => {
    const answer = await first
      .as(scene.province.chair)
      .read<Record<string, { nodes: Entry[] }>>(
        `query History($id: ID!) { ${field}(${argument}: $id, first: 200) { nodes { sequence action actorId hash previousHash } } }`,
        { id },
      );
    return answer[field]?.nodes ?? [];
  };
  /** The entries of a chain without a gap, each on the one before. */
  const expectUnbroken = (entries: readonly Entry[]): void => {
    expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => index + 1));
    expect(entries.slice(1).map(({ previousHash }) => previousHash)).toEqual(
      entries.slice(0, -1).map(({ hash }) => hash),
    );
  };

  it('of two who claim a task one has it, and the other learns who', async () => {
    const [cadre, deputy] = [at(scene.appraiser), at(scene.viceChair)];
    for (let round = 0; round < ROUNDS; round += 1) {
      const task = await taskOf(cadre.here, await submitted(awardTypeIds.withCouncil, 'UNDER_APPRAISAL'));
      const answers = await Promise.all([
        claim.send(round % 2 === 0 ? cadre.here : cadre.there, task),
        claim.send(round % 2 === 0 ? deputy.there : deputy.here, task),
      ]);
      const winner = answers.findIndex(({ result }) => result !== null);
      const loser = answers[1 - winner];
      expect(answers.map(outcomeOf).sort()).toEqual(['CONFLICT', 'DONE']);
      expect(loser?.errors[0]?.extensions['happened']).toMatchObject({
        assigneeId: [scene.appraiser, scene.viceChair][winner],
      });
    }
  });

  it('of two approvers who decide differently one decides, the other learns what happened, and the trail says it once', async () => {
    const [cadre, deputy] = [at(scene.appraiser), at(scene.viceChair)];
    for (let round = 0; round < ROUNDS; round += 1) {
      const id = await submitted(awardTypeIds.withCouncil, 'UNDER_APPRAISAL');
      const task = await taskOf(cadre.here, id);
      const [passed, returned] = await Promise.all([
        pass.send(round % 2 === 0 ? cadre.here : cadre.there, task),
        giveBack.send(round % 2 === 0 ? deputy.there : deputy.here, { ...task, reason: REASON }),
      ]);
      expect([outcomeOf(passed), outcomeOf(returned)].sort()).toEqual(['CONFLICT', 'DONE']);
      const [action, state] = passed.result ? ['ADVANCE', 'COUNCIL_REVIEW'] : ['RETURN', 'RETURNED'];
      expect((passed.result ? returned : passed).errors[0]?.extensions['happened']).toBeDefined();
      expect(await stateOf(id, ['COUNCIL_REVIEW', 'RETURNED'])).toBe(state);
      const entries = await historyOf('nominationHistory', 'nominationId', id);
      expectUnbroken(entries);
      expect(
        entries.filter((entry) => ['ADVANCE', 'RETURN'].includes(entry.action)).map((entry) => entry.action),
      ).toEqual([action]);
    }
  });

  it('ten voters, each at both gateways at once, have a vote each, and two who close have one count', async () => {
    const chair = first.as(scene.province.chair);
    const voters: string[] = [];
    for (let index = 0; index < VOTERS; index += 1) {
      voters.push(await first.appoint(chair, scene.province.id, 'EMULATION_COUNCIL_MEMBER'));
    }
    const nominationId = await submitted(awardTypeIds.withCouncil, 'UNDER_APPRAISAL');
    const cadre = first.as(scene.appraiser);
    await pass.done(cadre, await taskOf(cadre, nominationId));
    await stateOf(nominationId, ['COUNCIL_REVIEW']);
    const secretary = at(scene.secretary);
    const { session } = await open.done(secretary.here, {
      bodyUnitId: scene.province.id,
      nominationIds: [nominationId],
      chairMemberId: voters[0],
    });
    const voting = await Promise.all(
      voters.map(async (memberId, index) => {
        const choice: BallotChoice = index < 7 ? 'YES' : 'NO';
        const seal = (): Promise<string> =>
          sealBallot(session.publicKey, { sessionId: session.id, nominationId, memberId }, choice);
        const [one, two] = [await seal(), await seal()];
        const { here, there } = at(memberId);
        // Everybody is signed in at both before anybody votes.
        await Promise.all([here, there].map((client) => client.read('query Ready { viewer { id } }')));
        return { here, there, one, two };
      }),
    );
    const outcomes = await Promise.all(
      voting.map(({ here, there, one, two }) =>
        cast.together(
          [here, { sessionId: session.id, nominationId, sealed: one }],
          [there, { sessionId: session.id, nominationId, sealed: two }],
        ),
      ),
    );
    expect(outcomes).toEqual(voters.map(() => ['ALREADY_VOTED', 'DONE']));
    expect(
      await close.together([secretary.here, { sessionId: session.id }], [secretary.there, { sessionId: session.id }]),
    ).toEqual(['BALLOT_SESSION_NOT_OPEN', 'DONE']);
    const { ballotSession } = await secretary.there.read<{ ballotSession: Session }>(
      'query Counted($id: ID!) { ballotSession(id: $id) { id publicKey items { yes no } } }',
      { id: session.id },
    );
    expect(ballotSession.items).toEqual([{ yes: 7, no: 3 }]);
    expect(await stateOf(nominationId, ['RECOMMENDED', 'REJECTED'])).toBe('RECOMMENDED');
    const entries = await historyOf('ballotSessionHistory', 'sessionId', session.id);
    expectUnbroken(entries);
    expect(
      entries
        .filter(({ action }) => action === 'CAST_VOTE')
        .map(({ actorId }) => actorId)
        .sort(),
    ).toEqual([...voters].sort());
  });

  it('of two drafters who list the same nominations one has them, and nothing of the other is kept', async () => {
    const [cadre, chair] = [at(scene.appraiser), at(scene.province.chair)];
    for (let round = 0; round < ROUNDS; round += 1) {
      const nominationIds = [
        await submitted(awardTypeIds.decisionAlone, 'RECOMMENDED'),
        await submitted(awardTypeIds.decisionAlone, 'RECOMMENDED'),
      ];
      const listed = { bodyUnitId: scene.province.id, ...DECISION_TEXTS };
      const outcomes = await draftDecision.together(
        [round % 2 === 0 ? cadre.here : cadre.there, { ...listed, nominationIds }],
        [round % 2 === 0 ? chair.there : chair.here, { ...listed, nominationIds: [...nominationIds].reverse() }],
      );
      expect(outcomes).toEqual(['DONE', 'NOMINATION_IN_ANOTHER_DECISION']);
    }
  });

  it('decisions that are signed at once have the next numbers of the body, none twice and none left out', async () => {
    const chair = at(scene.province.chair);
    const deputy = at(scene.viceChair);
    const drafts = [];
    for (let index = 0; index < ROUNDS; index += 1) {
      const { decision } = await draftDecision.done(first.as(scene.appraiser), {
        bodyUnitId: scene.province.id,
        ...DECISION_TEXTS,
        nominationIds: [await submitted(awardTypeIds.decisionAlone, 'RECOMMENDED')],
      });
      drafts.push({ decisionId: decision.id, version: decision.version, decidedOn: TODAY });
    }
    const signatures = await Promise.all(
      drafts.flatMap((input, index) => {
        const [one, other] = index % 2 === 0 ? [chair.here, deputy.there] : [chair.there, deputy.here];
        // Two sign each of them, as different people at different gateways.
        return [one, other].map((client) => sign.send(client, { ...input, commandId: newId() }));
      }),
    );
    const done = signatures.flatMap(({ result }) => (result ? [result.decision] : []));
    expect(signatures.filter(({ result }) => result === null).map(outcomeOf)).toEqual(
      drafts.map(() => 'DECISION_STATE'),
    );
    const numbers = done.map(({ number }) => Number(number?.split('/')[0])).sort((one, other) => one - other);
    expect(numbers).toEqual(drafts.map((_, index) => index + 1));
    for (const { id } of done) {
      expectUnbroken(await historyOf('awardDecisionHistory', 'decisionId', id));
    }
  });
});
