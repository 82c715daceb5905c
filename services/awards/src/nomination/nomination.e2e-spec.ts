import { newId, seededId } from '@thidua/contracts/ids';
import {
  admit,
  awaited,
  GraphCommand,
  RunningSystem,
  type PersistentClient,
  type SceneProvince,
} from '@thidua/testkit';

interface NominationAnswer {
  readonly nomination: { readonly id: string };
}
interface Nomination {
  readonly id: string;
  readonly state: string;
  readonly revision: number;
  readonly version: number;
  readonly achievement: string;
  readonly decision: { readonly number: string; readonly signatory: { readonly id: string } } | null;
  readonly revisions: readonly { number: number; returnReason: string | null; achievement: string }[];
  readonly councilVotes: readonly { passed: boolean }[];
}
interface AwardTask {
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly subjectId: string;
  readonly assigneeId: string | null;
}

const command = (field: string): GraphCommand<NominationAnswer> => new GraphCommand(field, 'nomination { id }');
const draft = command('draftNomination');
const edit = command('editNomination');
const submit = command('submitNomination');
const resubmit = command('resubmitNomination');
const pass = command('passAppraisal');
const giveBack = command('returnNomination');
const reject = command('rejectNomination');
const vote = command('recordCouncilVote');
const decide = command('decideNomination');
const TASK = 'task { id version assigneeId }';
const claim = new GraphCommand<{ task: AwardTask }>('claimAwardTask', TASK);
const unclaim = new GraphCommand<{ task: AwardTask }>('unclaimAwardTask', TASK, 'ClaimAwardTaskInput');

const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
const year = today.slice(0, 4);
const ACHIEVEMENT = 'Hai sáng kiến được công nhận cấp cơ sở';

describe('nominations, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  /** The nominating union's chair and vice-chair. */
  let union: PersistentClient;
  let deputy: PersistentClient;
  let unionId: string;
  let neighbour: PersistentClient;
  /** The province's people. */
  let chair: PersistentClient;
  let viceChair: PersistentClient;
  let appraiser: PersistentClient;
  let secondAppraiser: PersistentClient;
  let secretary: PersistentClient;
  let workers: string[];
  let awardTypeId: string;

  beforeAll(async () => {
    scene = await system.foundProvince({ grassroots: 2 });
    const [nominating, beside] = scene.grassroots;
    unionId = nominating?.id ?? '';
    union = system.as(nominating?.chair ?? '');
    neighbour = system.as(beside?.chair ?? '');
    chair = system.as(scene.province.chair);
    viceChair = system.as(scene.viceChair);
    appraiser = system.as(scene.appraiser);
    secretary = system.as(scene.secretary);
    deputy = system.as(await system.appoint(chair, unionId, 'VICE_CHAIR'));
    secondAppraiser = system.as(await system.appoint(chair, scene.province.id, 'FULL_TIME_CADRE'));
    workers = await admit(union, unionId, 2, '2020-03-02', 'Đoàn viên minh họa');
    const stage = (name: string, kind: string, more: object = {}): object => ({
      stage: name,
      kind,
      actorRule: 'PROVINCIAL_FEDERATION',
      timeLimitDays: 10,
      ...more,
    });
    const defined = await new GraphCommand<{ awardType: { id: string } }>('defineAwardType', 'awardType { id }').done(
      chair,
      {
        ownerUnitId: scene.province.id,
        code: 'DEMO-MERIT',
        name: 'Bằng khen minh họa',
        kind: 'COMMENDATION',
        form: 'MERIT_CERTIFICATE',
        issuerLevel: 'PROVINCIAL_FEDERATION',
        track: 'REGULAR',
        recipients: 'INDIVIDUAL',
        validFrom: '2020-01-01',
        stages: [
          stage('APPRAISAL', 'APPRAISAL'),
          stage('COUNCIL', 'COUNCIL_VOTE', { thresholdPercent: 80 }),
          stage('DECISION', 'DECISION'),
        ],
      },
    );
    awardTypeId = defined.awardType.id;
  });

  const nomination = (more: object = {}): object => ({
    awardTypeId,
    nominatingUnitId: unionId,
    nomineeMemberId: workers[0],
    achievement: ACHIEVEMENT,
    ...more,
  });
  const read = async (id: string, client = union): Promise<Nomination> =>
    (
      await client.read<{ nomination: Nomination }>(
        `query Nomination($id: ID!) { nomination(id: $id) {
          id state revision version achievement decision { number signatory { id } }
          revisions { number returnReason achievement } councilVotes { passed }
        } }`,
        { id },
      )
    ).nomination;
  const tasksOf = async (client: PersistentClient, nominationId: string): Promise<readonly AwardTask[]> =>
    (
      await client.read<{ viewer: { awardTasks: { nodes: AwardTask[] } } }>(
        'query Tasks { viewer { id awardTasks(first: 200) { nodes { id kind version subjectId assigneeId } } } }',
      )
    ).viewer.awardTasks.nodes.filter(({ subjectId }) => subjectId === nominationId);
  const kindsOf = async (client: PersistentClient, nominationId: string): Promise<string[]> =>
    (await tasksOf(client, nominationId)).map(({ kind }) => kind);
  const taskOf = async (
    client: PersistentClient,
    kind: string,
    nominationId: string,
  ): Promise<{ taskId: string; version: number }> => {
    const { id, version } = await awaited(`the task ${kind}`, async () =>
      (await tasksOf(client, nominationId)).find((task) => task.kind === kind),
    );
    return { taskId: id, version };
  };
  const drafted = async (): Promise<string> => (await draft.done(union, nomination())).nomination.id;
  const submitted = async (): Promise<string> => {
    const id = await drafted();
    await submit.done(union, { nominationId: id });
    await taskOf(appraiser, 'APPRAISE_NOMINATION', id);
    return id;
  };
  const appraised = async (): Promise<string> => {
    const id = await submitted();
    await pass.done(appraiser, await taskOf(appraiser, 'APPRAISE_NOMINATION', id));
    return id;
  };
  const VOTES = { councilMembers: 10, yes: 9, no: 1, abstain: 0 };
  const recommended = async (): Promise<string> => {
    const id = await appraised();
    await vote.done(secretary, { ...(await taskOf(secretary, 'RECORD_COUNCIL_VOTE', id)), ...VOTES });
    await taskOf(chair, 'DECIDE_NOMINATION', id);
    return id;
  };
  const returned = async (): Promise<string> => {
    const id = await submitted();
    const task = await taskOf(appraiser, 'APPRAISE_NOMINATION', id);
    await giveBack.done(appraiser, { ...task, reason: 'Thiếu xác nhận.' });
    await taskOf(union, 'REVISE_NOMINATION', id);
    return id;
  };

  describe('draftNomination', () => {
    it('drafts one for one commandId, and refuses another input under it', async () => {
      const { first, again, other } = await draft.repeated(union, nomination(), { nomineeMemberId: workers[1] });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
    });

    it('drafts one when the same command comes twice at the same instant', async () => {
      const [one, two] = await draft.twice(union, nomination());
      expect(two).toEqual(one);
    });

    it('stores an achievement in any normal form as NFC', async () => {
      const { nomination: stored } = await draft.done(union, nomination({ achievement: ACHIEVEMENT.normalize('NFD') }));
      expect((await read(stored.id)).achievement).toBe(ACHIEVEMENT.normalize('NFC'));
    });

    it.each<[string, () => object, string]>([
      ['without a nominee', () => nomination({ nomineeMemberId: null }), 'BAD_USER_INPUT'],
      ['with two nominees', () => nomination({ nomineeUnitId: unionId }), 'BAD_USER_INPUT'],
      [
        'for a collective, which the award is not for',
        () => nomination({ nomineeMemberId: null, nomineeUnitId: unionId }),
        'AWARD_IS_NOT_FOR_THIS_RECIPIENT',
      ],
      ['with an achievement of blanks', () => nomination({ achievement: ' \n ' }), 'BAD_USER_INPUT'],
      ['with too long an achievement', () => nomination({ achievement: 'a'.repeat(20_001) }), 'BAD_USER_INPUT'],
      ['for an unknown award', () => nomination({ awardTypeId: newId() }), 'NOT_FOUND'],
      ['for another unit', () => nomination({ nominatingUnitId: scene.grassroots[1]?.id }), 'FORBIDDEN'],
      ['for an unknown unit', () => nomination({ nominatingUnitId: newId() }), 'NOT_FOUND'],
      ['for an unknown member', () => nomination({ nomineeMemberId: newId() }), 'NOT_FOUND'],
      [
        'for a person of another unit',
        () => nomination({ nomineeMemberId: scene.province.chair }),
        'NOMINEE_NOT_IN_UNIT',
      ],
      ['for an unknown cycle', () => nomination({ cycleId: newId() }), 'NOT_FOUND'],
      ['with a malformed id', () => nomination({ nomineeMemberId: 'lan' }), 'BAD_USER_INPUT'],
    ])('is refused %s', async (_case, input, expected) => {
      expect(await draft.outcome(union, input())).toBe(expected);
    });

    it('is refused for the award of another province', async () => {
      const input = nomination({ nominatingUnitId: seededId('unit', 'AG-LX') });
      expect(await draft.outcome(system.asSeeded('ag-lx-chair'), input)).toBe('AWARD_TYPE_OF_ANOTHER_BODY');
    });
  });

  describe('editNomination', () => {
    it('edits once for one commandId, and refuses another input under it', async () => {
      const nominationId = await drafted();
      const input = { nominationId, version: 1, achievement: 'Bản hai' };
      const { first, again, other } = await edit.repeated(union, input, { achievement: 'Bản ba' });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
      expect(await read(nominationId)).toMatchObject({ version: 2, achievement: 'Bản hai' });
    });

    it('keeps one of two edits of the same instant, and tells the other what happened', async () => {
      const nominationId = await drafted();
      const input = { nominationId, version: 1 };
      expect(
        await edit.together([union, { ...input, achievement: 'A' }], [deputy, { ...input, achievement: 'B' }]),
      ).toEqual(['CONFLICT', 'DONE']);
      const { errors } = await edit.send(union, { ...input, achievement: 'C' });
      expect(errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', happened: { action: 'EDIT', version: 2 } });
      expect(await edit.outcome(union, { ...input, version: 2, achievement: ' ' })).toBe('BAD_USER_INPUT');
      expect(await edit.outcome(neighbour, { ...input, version: 2, achievement: 'D' })).toBe('NOT_FOUND');
      expect(await edit.outcome(union, { ...input, nominationId: newId(), achievement: 'D' })).toBe('NOT_FOUND');
    });

    it('is refused once the nomination is on its way', async () => {
      const nominationId = await submitted();
      expect(await edit.outcome(union, { nominationId, version: 1, achievement: 'Muộn' })).toBe('NOMINATION_STATE');
    });
  });

  describe('submitNomination', () => {
    it('submits once for one commandId, and refuses another input under it', async () => {
      const nominationId = await drafted();
      const { first, again, other } = await submit.repeated(union, { nominationId }, { nominationId: await drafted() });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
    });

    it('happens once, whoever submits at the same instant', async () => {
      const nominationId = await drafted();
      const outcomes = await submit.together([union, { nominationId }], [deputy, { nominationId }]);
      expect(outcomes).toEqual(['DONE', 'NOMINATION_STATE']);
      expect((await read(nominationId)).revisions).toHaveLength(1);
    });

    it('is refused to others, and unknown for an unknown nomination', async () => {
      const nominationId = await drafted();
      expect(await submit.outcome(neighbour, { nominationId })).toBe('NOT_FOUND');
      expect(await submit.outcome(union, { nominationId: newId() })).toBe('NOT_FOUND');
    });
  });

  describe('passAppraisal', () => {
    it('passes once for one commandId, and refuses another input under it', async () => {
      const id = await submitted();
      const task = await taskOf(appraiser, 'APPRAISE_NOMINATION', id);
      const { first, again, other } = await pass.repeated(appraiser, task, { opinion: 'Khác' });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
    });

    it('is one outcome when two appraise at the same instant, and the other is told what happened', async () => {
      const id = await submitted();
      const task = await taskOf(appraiser, 'APPRAISE_NOMINATION', id);
      expect(await pass.together([appraiser, task], [secondAppraiser, task])).toEqual(['CONFLICT', 'DONE']);
      const { errors } = await pass.send(secondAppraiser, task);
      expect(errors[0]?.extensions).toMatchObject({
        code: 'CONFLICT',
        happened: { status: 'COMPLETED', outcome: 'PASSED' },
      });
      expect(errors[0]?.message).toContain('PASSED');
    });

    it('is one outcome when one passes and another returns at the same instant', async () => {
      const id = await submitted();
      const task = await taskOf(appraiser, 'APPRAISE_NOMINATION', id);
      const outcomes = await Promise.all([
        pass.outcome(appraiser, task),
        giveBack.outcome(secondAppraiser, { ...task, reason: 'Thiếu xác nhận.' }),
      ]);
      expect([...outcomes].sort()).toEqual(['CONFLICT', 'DONE']);
    });

    it('says which mandate it needs, and knows no unknown task', async () => {
      const id = await submitted();
      const task = await taskOf(appraiser, 'APPRAISE_NOMINATION', id);
      expect(await pass.outcome(neighbour, task)).toBe('NOT_FOUND');
      const { errors } = await pass.send(union, task);
      expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'nomination.appraise' });
      expect(errors[0]?.message).toMatch(/Thẩm định hồ sơ.*Appraise a nomination/su);
      expect(await pass.outcome(secretary, task)).toBe('FORBIDDEN');
      expect(await pass.outcome(appraiser, { ...task, taskId: newId() })).toBe('NOT_FOUND');
      expect(await pass.outcome(appraiser, { ...task, version: task.version + 1 })).toBe('CONFLICT');
      expect(await pass.outcome(appraiser, { ...task, version: 0 })).toBe('BAD_USER_INPUT');
    });

    it('is not for who drafted it, whatever their mandates', async () => {
      // The province nominates somebody itself: its chair drafts and may then neither appraise nor decide.
      const own = nomination({ nominatingUnitId: scene.province.id });
      const { nomination: stored } = await draft.done(chair, own);
      await submit.done(viceChair, { nominationId: stored.id });
      const task = await taskOf(appraiser, 'APPRAISE_NOMINATION', stored.id);
      for (const client of [chair, viceChair]) {
        const { errors } = await pass.send(client, task);
        expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', rule: 'SEPARATION_OF_DUTIES' });
        expect(await kindsOf(client, stored.id)).toEqual([]);
        expect(await claim.outcome(client, task)).toBe('FORBIDDEN');
      }
    });
  });

  describe('returnNomination and resubmitNomination', () => {
    it('needs a reason, and a mandate for the stage', async () => {
      const id = await submitted();
      const task = await taskOf(appraiser, 'APPRAISE_NOMINATION', id);
      expect(await giveBack.outcome(appraiser, { ...task, reason: ' \u00a0 ' })).toBe('RETURN_NEEDS_REASON');
      expect(await giveBack.outcome(neighbour, { ...task, reason: 'Không.' })).toBe('NOT_FOUND');
      expect(await giveBack.outcome(secretary, { ...task, reason: 'Không.' })).toBe('FORBIDDEN');
      const { errors } = await giveBack.send(system.as(workers[0] ?? ''), { ...task, reason: 'Không.' });
      expect(errors[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        permissions: ['nomination.appraise', 'nomination.record-council-vote', 'nomination.decide'],
      });
    });

    it('returns once for one commandId, and refuses another input under it', async () => {
      const id = await submitted();
      const task = await taskOf(appraiser, 'APPRAISE_NOMINATION', id);
      const input = { ...task, reason: 'Thiếu xác nhận.' };
      const { first, again, other } = await giveBack.repeated(appraiser, input, { reason: 'Khác.' });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
      expect((await read(id)).revisions).toMatchObject([{ number: 1, returnReason: 'Thiếu xác nhận.' }]);
    });

    it('awaits the leaders of the nominating unit, and nobody else, to revise it', async () => {
      const id = await returned();
      expect(await kindsOf(union, id)).toEqual(['REVISE_NOMINATION']);
      expect(await kindsOf(deputy, id)).toEqual(['REVISE_NOMINATION']);
      for (const client of [appraiser, chair, secretary, neighbour]) {
        expect(await kindsOf(client, id)).toEqual([]);
      }
      const task = await taskOf(union, 'REVISE_NOMINATION', id);
      expect(await resubmit.outcome(neighbour, { nominationId: id })).toBe('NOT_FOUND');
      expect(await resubmit.outcome(union, { nominationId: newId() })).toBe('NOT_FOUND');
      expect(await resubmit.outcome(union, { nominationId: id, taskId: task.taskId })).toBe('BAD_USER_INPUT');
      const stale = { nominationId: id, ...task, version: task.version + 1 };
      expect(await resubmit.outcome(union, stale)).toBe('CONFLICT');
      expect(await resubmit.together([union, { nominationId: id }], [deputy, { nominationId: id }])).toEqual([
        'DONE',
        'NOMINATION_STATE',
      ]);
      expect(await read(id)).toMatchObject({ revision: 2 });
    });

    it('resubmits once for one commandId, and refuses another input under it', async () => {
      const nominationId = await returned();
      const task = await taskOf(union, 'REVISE_NOMINATION', nominationId);
      const { first, again, other } = await resubmit.repeated(union, { nominationId, ...task }, { version: 9 });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
      await taskOf(appraiser, 'APPRAISE_NOMINATION', nominationId);
    });
  });

  describe('rejectNomination', () => {
    it('rejects once for one commandId, with a reason, and ends it', async () => {
      const id = await submitted();
      const task = await taskOf(appraiser, 'APPRAISE_NOMINATION', id);
      expect(await reject.outcome(appraiser, { ...task, reason: '' })).toBe('REJECTION_NEEDS_REASON');
      expect(await reject.outcome(neighbour, { ...task, reason: 'Không.' })).toBe('NOT_FOUND');
      const input = { ...task, reason: 'Không đủ tiêu chuẩn.' };
      const { first, again, other } = await reject.repeated(appraiser, input, { reason: 'Khác.' });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
      await awaited('the end', async () => (await read(id)).state === 'REJECTED');
      expect(await kindsOf(appraiser, id)).toEqual([]);
      expect(await resubmit.outcome(union, { nominationId: id })).toBe('NOMINATION_STATE');
    });

    it('is one outcome when two reject at the same instant', async () => {
      const id = await submitted();
      const input = { ...(await taskOf(appraiser, 'APPRAISE_NOMINATION', id)), reason: 'Không đủ tiêu chuẩn.' };
      expect(await reject.together([appraiser, input], [secondAppraiser, input])).toEqual(['CONFLICT', 'DONE']);
    });
  });

  describe('recordCouncilVote', () => {
    it('awaits the council’s secretary, and nobody else', async () => {
      const id = await appraised();
      const task = await taskOf(secretary, 'RECORD_COUNCIL_VOTE', id);
      for (const client of [chair, appraiser, union]) {
        expect(await kindsOf(client, id)).toEqual([]);
      }
      expect(await vote.outcome(chair, { ...task, ...VOTES })).toBe('FORBIDDEN');
      expect(await vote.outcome(secretary, { ...task, ...VOTES, yes: 10 })).toBe('BAD_USER_INPUT');
      expect(await vote.outcome(secretary, { ...task, ...VOTES, no: -1 })).toBe('BAD_USER_INPUT');
      expect(await vote.outcome(secretary, { ...task, ...VOTES, yes: 5 })).toBe('QUORUM_NOT_REACHED');
      expect(await vote.outcome(secretary, { ...task, ...VOTES, version: task.version + 1 })).toBe('CONFLICT');
      expect(await pass.outcome(secretary, task)).toBe('FORBIDDEN');
      expect(await pass.outcome(appraiser, task)).toBe('FORBIDDEN');
      const input = { ...task, ...VOTES };
      expect(await vote.together([secretary, input], [secretary, input])).toEqual(['CONFLICT', 'DONE']);
      expect((await read(id)).councilVotes).toEqual([{ passed: true }]);
    });

    it('records once for one commandId, and a vote below the threshold ends the nomination', async () => {
      const id = await appraised();
      const input = { ...(await taskOf(secretary, 'RECORD_COUNCIL_VOTE', id)), ...VOTES, yes: 7, no: 3 };
      const { first, again, other } = await vote.repeated(secretary, input, { no: 2 });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
      await awaited('the end', async () => (await read(id)).state === 'REJECTED');
      expect((await read(id)).councilVotes).toEqual([{ passed: false }]);
    });
  });

  describe('decideNomination', () => {
    let taken: string;

    it('decides once for one commandId, with number and signatory', async () => {
      const id = await recommended();
      const task = await taskOf(chair, 'DECIDE_NOMINATION', id);
      taken = `1/QĐ-${scene.mark}`;
      const decision = { ...task, decisionNumber: taken, decidedOn: today };
      expect(await kindsOf(viceChair, id)).toEqual(['DECIDE_NOMINATION']);
      expect(await kindsOf(appraiser, id)).toEqual([]);
      expect(await decide.outcome(appraiser, decision)).toBe('FORBIDDEN');
      expect(await decide.outcome(chair, { ...decision, decisionNumber: ' ' })).toBe('BAD_USER_INPUT');
      expect(await decide.outcome(chair, { ...decision, decidedOn: '31/12/2020' })).toBe('BAD_USER_INPUT');
      expect(await decide.outcome(chair, { ...decision, decidedOn: `${Number(year) - 1}-12-31` })).toBe(
        'DECISION_DATE_OUT_OF_BOUNDS',
      );
      expect(await decide.outcome(chair, { ...decision, decidedOn: `${Number(year) + 1}-01-01` })).toBe(
        'DECISION_DATE_OUT_OF_BOUNDS',
      );
      const { first, again, other } = await decide.repeated(chair, decision, { decisionNumber: '2' });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
      await awaited('the decision', async () => (await read(id)).state === 'DECIDED');
      expect((await read(id)).decision).toEqual({ number: taken, signatory: { id: scene.province.chair } });
      const { errors } = await decide.send(viceChair, { ...decision, decisionNumber: '2' });
      expect(errors[0]?.extensions).toMatchObject({
        code: 'CONFLICT',
        happened: { status: 'COMPLETED', outcome: 'DECIDED', by: scene.province.chair },
      });
    });

    it('gives a number away once, for two nominations decided at the same instant', async () => {
      const ids = [await recommended(), await recommended()];
      const [one, two] = await Promise.all(ids.map((id) => taskOf(chair, 'DECIDE_NOMINATION', id)));
      const number = { decisionNumber: `3/QĐ-${scene.mark}`, decidedOn: today };
      expect(await decide.together([chair, { ...one, ...number }], [viceChair, { ...two, ...number }])).toEqual([
        'DECISION_NUMBER_TAKEN',
        'DONE',
      ]);
    });

    it('is one outcome when chair and vice-chair decide at the same instant', async () => {
      const id = await recommended();
      const task = { ...(await taskOf(chair, 'DECIDE_NOMINATION', id)), decidedOn: today };
      expect(await decide.outcome(chair, { ...task, decisionNumber: taken.normalize('NFD') })).toBe(
        'DECISION_NUMBER_TAKEN',
      );
      const outcomes = await decide.together(
        [chair, { ...task, decisionNumber: `4/QĐ-${scene.mark}` }],
        [viceChair, { ...task, decisionNumber: `5/QĐ-${scene.mark}` }],
      );
      expect(outcomes).toEqual(['CONFLICT', 'DONE']);
    });
  });

  describe('claimAwardTask and unclaimAwardTask', () => {
    it('gives a task to one of two people who claim it at the same instant', async () => {
      const id = await submitted();
      const task = await taskOf(appraiser, 'APPRAISE_NOMINATION', id);
      expect(await claim.together([appraiser, task], [secondAppraiser, task])).toEqual(['CONFLICT', 'DONE']);
      expect(await claim.outcome(neighbour, task)).toBe('NOT_FOUND');
      expect(await claim.outcome(appraiser, { ...task, taskId: newId() })).toBe('NOT_FOUND');
      const [claimed] = await tasksOf(appraiser, id);
      const current = { taskId: task.taskId, version: claimed?.version ?? 0 };
      const appraiserHolds = claimed?.assigneeId === scene.appraiser;
      const [holder, rival] = appraiserHolds ? [appraiser, secondAppraiser] : [secondAppraiser, appraiser];
      const { errors } = await pass.send(rival, current);
      expect(errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', happened: { status: 'CLAIMED' } });
      expect(await unclaim.outcome(rival, current)).toBe('CONFLICT');
      expect(await unclaim.together([holder, current], [holder, current])).toEqual(['CONFLICT', 'DONE']);
      expect((await tasksOf(rival, id)).map(({ assigneeId }) => assigneeId)).toEqual([null]);
    });

    it('claims and gives back once for one commandId', async () => {
      const task = await taskOf(appraiser, 'APPRAISE_NOMINATION', await submitted());
      const claimed = await claim.repeated(appraiser, task, { version: task.version + 1 });
      expect(claimed.again).toEqual(claimed.first);
      expect(claimed.other).toBe('CONFLICT');
      const given = await unclaim.repeated(
        appraiser,
        { ...task, version: task.version + 1 },
        { version: task.version + 2 },
      );
      expect(given.again).toEqual(given.first);
      expect(given.other).toBe('CONFLICT');
      expect(given.first.task.assigneeId).toBeNull();
    });
  });

  describe('who may see it', () => {
    it('is NOT_FOUND outside one’s scope, in every way to read it', async () => {
      const id = await submitted();
      for (const client of [neighbour, system.asSeeded('ag-chair'), system.as(workers[1] ?? '')]) {
        const one = await client.send('query One($id: ID!) { nomination(id: $id) { id } }', { id });
        expect(one.errors[0]?.extensions.code).toBe('NOT_FOUND');
        const history = await client.send(
          'query History($id: ID!) { nominationHistory(nominationId: $id) { nodes { action } } }',
          { id },
        );
        expect(history.errors[0]?.extensions.code).toBe('NOT_FOUND');
        const { unit } = await client.read<{ unit: { nominations: { nodes: unknown[] } } }>(
          'query OfUnit($id: ID!) { unit(id: $id) { nominations { nodes { id } } } }',
          { id: unionId },
        );
        expect(unit.nominations.nodes).toEqual([]);
      }
      for (const client of [union, deputy, appraiser, secretary, chair]) {
        expect((await read(id, client)).id).toBe(id);
      }
    });
  });
});
