import { newId } from '@thidua/contracts/ids';
import {
  admit,
  awaited,
  GraphCommand,
  RunningSystem,
  type PersistentClient,
  type SceneProvince,
} from '@thidua/testkit';

interface Changed {
  readonly done: number;
  readonly refused: number;
  readonly notYet: number;
  readonly results: readonly {
    readonly nominationId: string;
    readonly outcome: string;
    readonly reasons: { code: string }[];
  }[];
}
interface AwardTask {
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly subjectId: string;
}

const onNomination = (field: string): GraphCommand<{ nomination: { id: string } }> =>
  new GraphCommand(field, 'nomination { id }');
const draft = onNomination('draftNomination');
const submit = onNomination('submitNomination');
const pass = onNomination('passAppraisal');
const change = new GraphCommand<Changed>(
  'changeNominationRoutes',
  'done refused notYet results { nominationId outcome reasons { code } }',
);

const DAY = 86_400_000;
const dayIn = (days: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date(Date.now() + days * DAY));
const REASON = 'Quy chế mới (minh họa).';

describe('another route for open nominations, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let union: PersistentClient;
  let unionId: string;
  let chair: PersistentClient;
  let viceChair: PersistentClient;
  let appraiser: PersistentClient;
  let worker: string;
  let awardTypeId: string;
  /** The route of the beginning; one with a stage more; one at whose appraisal the Confederation acts. */
  let versions: string[];

  const stage = (name: string, kind: string, actorRule = 'PROVINCIAL_FEDERATION'): object => ({
    stage: name,
    kind,
    actorRule,
    timeLimitDays: 10,
  });

  beforeAll(async () => {
    scene = await system.foundProvince({ grassroots: 1 });
    const [nominating] = scene.grassroots;
    unionId = nominating?.id ?? '';
    union = system.as(nominating?.chair ?? '');
    chair = system.as(scene.province.chair);
    viceChair = system.as(scene.viceChair);
    appraiser = system.as(scene.appraiser);
    [worker = ''] = await admit(union, unionId, 1, '2020-03-02', 'Đoàn viên minh họa');
    const defined = await new GraphCommand<{ awardType: { id: string } }>('defineAwardType', 'awardType { id }').done(
      chair,
      {
        ownerUnitId: scene.province.id,
        code: 'DEMO-ROUTES',
        name: 'Bằng khen minh họa',
        kind: 'COMMENDATION',
        form: 'MERIT_CERTIFICATE',
        issuerLevel: 'PROVINCIAL_FEDERATION',
        track: 'REGULAR',
        recipients: 'INDIVIDUAL',
        validFrom: '2020-01-01',
        stages: [stage('APPRAISAL', 'APPRAISAL'), stage('DECISION', 'DECISION')],
      },
    );
    awardTypeId = defined.awardType.id;
    const changeRoute = new GraphCommand<{ awardType: { id: string } }>('changeAwardRoute', 'awardType { id }');
    await changeRoute.done(chair, {
      awardTypeId,
      validFrom: dayIn(1),
      stages: [stage('APPRAISAL', 'APPRAISAL'), stage('REVIEW', 'APPRAISAL'), stage('DECISION', 'DECISION')],
    });
    await changeRoute.done(chair, {
      awardTypeId,
      validFrom: dayIn(2),
      stages: [stage('APPRAISAL', 'APPRAISAL', 'GENERAL_CONFEDERATION'), stage('DECISION', 'DECISION')],
    });
    const { awardType } = await chair.read<{ awardType: { routes: { id: string }[] } }>(
      'query Routes($id: ID!) { awardType(id: $id) { routes { id version } } }',
      { id: awardTypeId },
    );
    versions = awardType.routes.map(({ id }) => id);
  });

  const taskOf = (client: PersistentClient, nominationId: string): Promise<AwardTask> =>
    awaited('the task', async () => {
      const { viewer } = await client.read<{ viewer: { awardTasks: { nodes: AwardTask[] } } }>(
        'query Tasks { viewer { id awardTasks(first: 200) { nodes { id kind version subjectId } } } }',
      );
      return viewer.awardTasks.nodes.find(({ subjectId }) => subjectId === nominationId);
    });
  const submitted = async (): Promise<string> => {
    const { nomination } = await draft.done(union, {
      awardTypeId,
      nominatingUnitId: unionId,
      nomineeMemberId: worker,
      achievement: 'Hai sáng kiến (minh họa)',
    });
    await submit.done(union, { nominationId: nomination.id });
    await taskOf(appraiser, nomination.id);
    return nomination.id;
  };
  const stagesOf = async (nominationId: string): Promise<string[]> => {
    const { nomination } = await chair.read<{ nomination: { stages: { stage: string }[] } }>(
      'query Stages($id: ID!) { nomination(id: $id) { stages { stage } route { id } } }',
      { id: nominationId },
    );
    return nomination.stages.map(({ stage: name }) => name);
  };
  const preview = async (nominationIds: string[], routeVersionId: string | undefined): Promise<object[]> =>
    (
      await chair.read<{ previewRouteChange: object[] }>(
        `query Preview($ids: [ID!]!, $route: ID!) { previewRouteChange(nominationIds: $ids, routeVersionId: $route) {
           nominationId isPossible reasons { code } reopensTask stages { stage } } }`,
        { ids: nominationIds, route: routeVersionId },
      )
    ).previewRouteChange;

  it('is previewed without a change, then made once for one commandId, and goes on from the same stage', async () => {
    const nominationId = await submitted();
    expect(await preview([nominationId, newId()], versions[1])).toMatchObject([
      { nominationId, isPossible: true, reopensTask: false, stages: [{ stage: 'APPRAISAL' }, { stage: 'REVIEW' }, {}] },
    ]);
    expect(await stagesOf(nominationId)).toEqual(['APPRAISAL', 'DECISION']);
    const input = { routeVersionId: versions[1], nominationIds: [nominationId], reason: REASON };
    const { first, again } = await change.repeated(chair, input, { reason: REASON });
    expect(first).toMatchObject({
      done: 1,
      refused: 0,
      notYet: 0,
      results: [{ nominationId, outcome: 'DONE', reasons: [] }],
    });
    expect(again).toEqual(first);
    expect(await stagesOf(nominationId)).toEqual(['APPRAISAL', 'REVIEW', 'DECISION']);
    const task = await awaited('the task of the stage', async () => {
      const open = await taskOf(appraiser, nominationId);
      const answer = await pass.send(appraiser, { taskId: open.id, version: open.version });
      return answer.result ? open : undefined;
    });
    expect(task.kind).toBe('APPRAISE_NOMINATION');
    const review = await awaited('the new stage', async () => {
      const { nomination } = await chair.read<{ nomination: { stage: string } }>(
        'query Stage($id: ID!) { nomination(id: $id) { stage } }',
        { id: nominationId },
      );
      return nomination.stage === 'REVIEW' ? nomination : undefined;
    });
    expect(review.stage).toBe('REVIEW');
  });

  it('gives the task to whom the new route names, and takes it from the other', async () => {
    const nominationId = await submitted();
    const before = await taskOf(appraiser, nominationId);
    await change.done(chair, { routeVersionId: versions[2], nominationIds: [nominationId], reason: REASON });
    expect(await pass.outcome(appraiser, { taskId: before.id, version: before.version })).toBe('CONFLICT');
    const after = await taskOf(system.asSeeded('tld-chair'), nominationId);
    expect([after.kind, after.id === before.id]).toEqual(['APPRAISE_NOMINATION', false]);
  });

  it('is refused for each nomination by itself, and spoils no other', async () => {
    const [one, two] = [await submitted(), await submitted()];
    const unknown = newId();
    const nominationIds = [unknown, one, two];
    const result = await change.done(chair, { routeVersionId: versions[0], nominationIds, reason: REASON });
    expect(result.results.map(({ outcome, reasons }) => [outcome, reasons[0]?.code])).toEqual([
      ['REFUSED', 'NOT_FOUND'],
      ['REFUSED', 'ROUTE_IS_THE_SAME'],
      ['REFUSED', 'ROUTE_IS_THE_SAME'],
    ]);
    const mixed = await change.done(chair, { routeVersionId: versions[1], nominationIds, reason: REASON });
    expect([mixed.done, mixed.refused]).toEqual([2, 1]);
  });

  it('happens once when two change it at the same instant', async () => {
    const nominationId = await submitted();
    const input = { routeVersionId: versions[1], nominationIds: [nominationId], reason: REASON };
    const both = await Promise.all([change.done(chair, input), change.done(viceChair, input)]);
    expect(both.reduce((sum, { done }) => sum + done, 0)).toBe(1);
  });

  it('is for the leaders of the body whose award it is, with a reason, each named once', async () => {
    const nominationId = await submitted();
    const input = { routeVersionId: versions[1], nominationIds: [nominationId], reason: REASON };
    expect(await change.outcome(union, input)).toBe('FORBIDDEN');
    expect(await change.outcome(appraiser, input)).toBe('FORBIDDEN');
    expect(await change.outcome(chair, { ...input, reason: ' ' })).toBe('ROUTE_CHANGE_NEEDS_REASON');
    expect(await change.outcome(chair, { ...input, routeVersionId: newId() })).toBe('NOT_FOUND');
    expect(await change.outcome(chair, { ...input, nominationIds: [nominationId, nominationId] })).toBe(
      'BAD_USER_INPUT',
    );
    expect(await change.outcome(chair, { ...input, nominationIds: [] })).toBe('BAD_USER_INPUT');
  });
});
