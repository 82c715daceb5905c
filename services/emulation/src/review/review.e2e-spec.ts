import { newId } from '@thidua/contracts/ids';
import {
  admit,
  awaited,
  GraphCommand,
  RunningSystem,
  type PersistentClient,
  type SceneProvince,
} from '@thidua/testkit';

interface Contribution {
  readonly unit: { readonly id: string };
  readonly numerator: string;
  readonly denominator: string | null;
  readonly records: number | null;
  readonly recordedIn: string;
  readonly isRemainder: boolean;
}
interface Line {
  readonly indicator: { readonly code: string };
  readonly target: string | null;
  readonly targetBasis: string;
  readonly targetDecisionId: string | null;
  readonly actual: string | null;
  readonly achievement: { readonly percent: string | null; readonly display: string; readonly applicable: boolean };
  readonly contributions: readonly Contribution[];
}
interface Review {
  readonly id: string;
  readonly state: string;
  readonly conclusion: string | null;
  readonly concludedBy: { readonly id: string } | null;
  readonly group: { readonly id: string } | null;
  readonly unit: { readonly id: string } | null;
  readonly lines: readonly Line[];
}
interface ReviewAnswer {
  readonly review: { readonly id: string };
}
interface EmulationTask {
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly subjectId: string;
}

const openReview = new GraphCommand<ReviewAnswer>('openMidYearReview', 'review { id }');
const concludeReview = new GraphCommand<ReviewAnswer>('concludeReview', 'review { id }');
const handleOverdue = new GraphCommand<ReviewAnswer>('handleReviewOverdue', 'review { id }');

const REVIEW = `id state conclusion concludedBy { id } group { id } unit { id } lines {
  indicator { code } target targetBasis targetDecisionId actual achievement { percent display applicable }
  contributions(first: 20) { unit { id } numerator denominator records recordedIn isRemainder }
}`;
const calendar = (review: string, deadline: string): object[] => [
  { milestone: 'PLEDGE_DRAFTING', offset: 'PT0S' },
  { milestone: 'PLEDGE_REMINDER', offset: 'PT0S' },
  { milestone: 'PLEDGE_DEADLINE', offset: 'PT1S' },
  { milestone: 'MID_YEAR_REVIEW', offset: review },
  { milestone: 'MID_YEAR_DEADLINE', offset: deadline },
  { milestone: 'YEAR_END', offset: 'PT9H' },
];

describe('mid-year reviews, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let chair: PersistentClient;
  let viceChair: PersistentClient;
  let units: string[];
  let heads: PersistentClient[];
  let groupId: string;
  let spareGroupId: string;
  let decisionId: string;
  let typedIn: string;
  /** A cycle whose reviews people open, and one whose reviews open by themselves and are overdue at once. */
  let calm: string;
  let hurried: string;
  /** A cycle whose milestone lies ahead. */
  let early: string;

  const readReview = async (id: string): Promise<Review> =>
    (await chair.read<{ review: Review }>(`query Review($id: ID!) { review(id: $id) { ${REVIEW} } }`, { id })).review;
  const collected = (id: string): Promise<Review> =>
    awaited('the figures', async () => {
      const review = await readReview(id);
      return review.state === 'COLLECTING' ? null : review;
    });
  const lineOf = (review: Review, code: string): Line => {
    const line = review.lines.find(({ indicator }) => indicator.code === code);
    if (!line) {
      throw new Error(`there is no line ${code}`);
    }
    return line;
  };
  const tasksOf = async (client: PersistentClient, reviewId: string): Promise<readonly EmulationTask[]> =>
    (
      await client.read<{ viewer: { emulationTasks: { nodes: EmulationTask[] } } }>(
        'query Tasks { viewer { id emulationTasks(first: 200) { nodes { id kind version subjectId } } } }',
      )
    ).viewer.emulationTasks.nodes.filter(({ subjectId }) => subjectId === reviewId);
  const taskOf = (client: PersistentClient, kind: string, reviewId: string): Promise<EmulationTask> =>
    awaited(`the task ${kind}`, async () => (await tasksOf(client, reviewId)).find((task) => task.kind === kind));
  const hurriedReview = (groupOf: string): Promise<Review> =>
    awaited('the overdue review', async () => {
      const { reviews } = await chair.read<{ reviews: { nodes: Review[] } }>(
        `query Reviews($cycleId: ID!) { reviews(cycleId: $cycleId, first: 5) { nodes { ${REVIEW} } } }`,
        { cycleId: hurried },
      );
      return reviews.nodes.find(({ group }) => group?.id === groupOf);
    });
  const head = (ordinal: number): PersistentClient => {
    const client = heads[ordinal];
    if (!client) {
      throw new Error(`there is no unit ${ordinal}`);
    }
    return client;
  };

  beforeAll(async () => {
    scene = await system.foundProvince({ grassroots: 4 });
    chair = system.as(scene.province.chair);
    viceChair = system.as(scene.viceChair);
    units = scene.grassroots.map(({ id }) => id);
    heads = scene.grassroots.map((unit) => system.as(unit.chair));
    typedIn = `DEMO_${scene.mark}`;
    const form = new GraphCommand<{ group: { id: string } }>('formGroup', 'group { id }');
    const group = (number: number, memberUnitIds: readonly string[]): object => ({
      ownerId: scene.province.id,
      kind: 'BLOCK',
      number,
      name: `Khối ${number}`,
      headUnitId: memberUnitIds[0],
      memberUnitIds,
      from: '2020-01-01',
    });
    const open = new GraphCommand<{ cycle: { id: string } }>('openCycle', 'cycle { id }');
    const cycle = (year: number, ...times: [string, string]): object => ({
      ownerId: scene.province.id,
      year,
      theme: 'Thi đua',
      calendar: calendar(...times),
    });
    // People open reviews only after the milestone, when the cycle opens those of the groups that it finds: it finds none.
    calm = (await open.done(chair, cycle(2020, 'PT1S', 'PT8H'))).cycle.id;
    await awaited('the milestone of the calm cycle', async () => {
      const { reviews } = await chair.read<{ reviews: { nodes: { unit: { id: string } | null }[] } }>(
        'query Own($cycleId: ID!) { reviews(cycleId: $cycleId) { nodes { id unit { id } } } }',
        { cycleId: calm },
      );
      return reviews.nodes.find(({ unit }) => unit?.id === scene.province.id);
    });
    groupId = (await form.done(chair, group(1, units.slice(0, 2)))).group.id;
    spareGroupId = (await form.done(chair, group(2, units.slice(2)))).group.id;
    hurried = (await open.done(chair, cycle(2021, 'PT1S', 'PT3S'))).cycle.id;
    early = (await open.done(chair, cycle(2022, 'PT7H', 'PT8H'))).cycle.id;

    await new GraphCommand('defineIndicator', 'indicator { code }').done(chair, {
      ownerId: scene.province.id,
      code: typedIn,
      name: 'Hội nghị người lao động',
      unitOfMeasure: '%',
      source: 'TYPED_IN',
      displayDecimals: 2,
    });
    const issued = await new GraphCommand<{ targetDecision: { id: string } }>(
      'issueTargetDecision',
      'targetDecision { id }',
    ).done(chair, {
      issuerId: scene.province.id,
      cycleId: calm,
      number: '01/QĐ-LĐLĐ',
      issuedOn: '2020-01-15',
      targets: [
        { indicatorCode: 'PARTY_REFERRALS', groupId, value: '10' },
        { indicatorCode: 'NEW_MEMBERS', groupId, value: '0' },
        { indicatorCode: typedIn, groupId, value: '14' },
      ],
    });
    decisionId = issued.targetDecision.id;
    // 8 and 5 members; 7 and 4 of them are referred: 11 of 10.
    for (const [ordinal, count] of [8, 5].entries()) {
      const memberIds = await admit(head(ordinal), units[ordinal] ?? '', count, '2020-03-02', 'Đoàn viên minh họa');
      await new GraphCommand('referToParty', 'count').done(head(ordinal), {
        unitId: units[ordinal],
        memberIds: memberIds.slice(1),
        referredOn: '2020-05-19',
      });
    }
    const actual = new GraphCommand('recordActual', 'figure { id }');
    for (const [ordinal, value] of ['8.25', '3.75'].entries()) {
      const figure = { cycleId: calm, indicatorCode: typedIn, unitId: units[ordinal], asOf: '2020-06-30', value };
      await actual.done(head(ordinal), { ...figure, evidence: 'Biên bản' });
    }
  });

  describe('openMidYearReview', () => {
    it('opens one review for one commandId, and refuses another input under it', async () => {
      const input = { cycleId: calm, unitId: units[3] };
      const { first, again, other } = await openReview.repeated(chair, input, { unitId: units[2] });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
      expect(await openReview.outcome(viceChair, input)).toBe('REVIEW_ALREADY_OPEN');
    });

    it('opens one review of a group, whoever asks at the same instant', async () => {
      const input = { cycleId: calm, groupId: spareGroupId };
      expect(await openReview.together([chair, input], [viceChair, input])).toEqual(['DONE', 'REVIEW_ALREADY_OPEN']);
    });

    it.each<[string, () => PersistentClient, () => object, string]>([
      ['neither group nor unit', () => chair, () => ({}), 'BAD_USER_INPUT'],
      ['group and unit', () => chair, () => ({ groupId, unitId: units[2] }), 'BAD_USER_INPUT'],
      [
        'a period that ends before it begins',
        () => chair,
        () => ({ groupId, periodFrom: '2020-06-30', periodTo: '2020-01-01' }),
        'BAD_USER_INPUT',
      ],
      [
        'a period outside the cycle’s year',
        () => chair,
        () => ({ groupId, periodFrom: '2019-07-01', periodTo: '2020-06-30' }),
        'BAD_USER_INPUT',
      ],
      ['a milestone that is not reached', () => chair, () => ({ groupId, cycleId: early }), 'REVIEW_TOO_EARLY'],
      ['half a period', () => chair, () => ({ groupId, periodFrom: '2020-06-30' }), 'BAD_USER_INPUT'],
      ['an unknown cycle', () => chair, () => ({ groupId, cycleId: newId() }), 'NOT_FOUND'],
      ['an unknown group', () => chair, () => ({ groupId: newId() }), 'NOT_FOUND'],
      ['an unknown unit', () => chair, () => ({ unitId: newId() }), 'NOT_FOUND'],
      ['a caller of another province', () => system.asSeeded('ag-chair'), () => ({ groupId }), 'FORBIDDEN'],
      ['a member of the group', () => head(0), () => ({ groupId }), 'FORBIDDEN'],
    ])('refuses %s', async (_case, client, input, expected) => {
      expect(await openReview.outcome(client(), { cycleId: calm, ...input() })).toBe(expected);
    });
  });

  describe('the figures, and concludeReview', () => {
    let review: Review;
    let task: EmulationTask;
    beforeAll(async () => {
      const { review: opened } = await openReview.done(chair, { cycleId: calm, groupId });
      review = await collected(opened.id);
      task = await taskOf(head(0), 'CONCLUDE_REVIEW', review.id);
    });

    it('show 110 for 11 of 10, each part with the ledger and the number of rows it came from', () => {
      const line = lineOf(review, 'PARTY_REFERRALS');
      expect(line).toMatchObject({
        target: '10',
        targetBasis: 'TARGET_DECISION',
        targetDecisionId: decisionId,
        actual: '11',
        achievement: { percent: '110.00', display: '110 %', applicable: true },
      });
      const parts = line.contributions.map(({ unit, ...part }) => ({ ...part, unit: units.indexOf(unit.id) }));
      const part = { denominator: null, recordedIn: 'PARTY_REFERRALS', isRemainder: false };
      expect(parts.sort((a, b) => a.unit - b.unit)).toEqual([
        { unit: 0, numerator: '7', records: 7, ...part },
        { unit: 1, numerator: '4', records: 4, ...part },
      ]);
    });

    it('lead to as many rows of the ledger as they say', async () => {
      for (const { unit, records } of lineOf(review, 'PARTY_REFERRALS').contributions) {
        const answer = await chair.read<{ unit: { partyReferrals: { nodes: unknown[] }; membersJoined: number } }>(
          `query Rows($id: ID!) { unit(id: $id) {
            partyReferrals(first: 200) { nodes { id } } membersJoined(from: "2020-01-01", to: "2020-12-31")
          } }`,
          { id: unit.id },
        );
        expect(answer.unit.partyReferrals.nodes).toHaveLength(records ?? -1);
        const joined = lineOf(review, 'NEW_MEMBERS').contributions.find((part) => part.unit.id === unit.id);
        expect(joined?.records).toBe(answer.unit.membersJoined);
      }
    });

    it('show a target of zero as not applicable', () => {
      const line = lineOf(review, 'NEW_MEMBERS');
      expect([line.target, line.actual]).toEqual(['0', '13']);
      expect(line.achievement).toEqual({
        percent: null,
        display: 'không áp dụng / not applicable',
        applicable: false,
      });
    });

    it('show exact decimals without padding, and never round up to 100', () => {
      const line = lineOf(review, typedIn);
      expect(line).toMatchObject({ target: '14', actual: '12', achievement: { percent: '85.71', display: '85,71 %' } });
      expect(line.contributions.map(({ numerator }) => numerator).sort()).toEqual(['3.75', '8.25']);
    });

    const words = { limits: '', remedies: '', conclusion: 'Hoàn thành các chỉ tiêu.' };
    it('awaits the head of the group, and nobody else', async () => {
      expect((await tasksOf(head(0), review.id)).map(({ kind }) => kind)).toEqual(['CONCLUDE_REVIEW']);
      for (const client of [head(1), chair, system.as(scene.appraiser)]) {
        expect(await tasksOf(client, review.id)).toEqual([]);
      }
    });

    it.each<[string, () => PersistentClient, () => object, string]>([
      ['by another member', () => head(1), () => ({}), 'FORBIDDEN'],
      ['with a conclusion of blanks', () => head(0), () => ({ conclusion: ' ' }), 'BAD_USER_INPUT'],
      ['with a stale version', () => head(0), () => ({ version: task.version + 1 }), 'CONFLICT'],
      ['of an unknown task', () => head(0), () => ({ taskId: newId() }), 'NOT_FOUND'],
    ])('concludeReview is refused %s', async (_case, client, more, expected) => {
      const input = { taskId: task.id, version: task.version, ...words, ...more() };
      expect(await concludeReview.outcome(client(), input)).toBe(expected);
    });

    it('is concluded once, whoever acts at the same instant, and the other is told what happened', async () => {
      const deputy = system.as(await system.appoint(chair, units[0] ?? '', 'VICE_CHAIR'));
      const conclusion = 'Đã hoàn thành'.normalize('NFD');
      const input = { taskId: task.id, version: task.version, ...words, conclusion };
      expect(await concludeReview.together([head(0), input], [deputy, input])).toEqual(['CONFLICT', 'DONE']);
      const { errors } = await concludeReview.send(head(0), input);
      expect(errors[0]?.extensions).toMatchObject({
        code: 'CONFLICT',
        happened: { status: 'COMPLETED', outcome: 'CONCLUDE' },
      });
      const concluded = await readReview(review.id);
      expect(concluded.conclusion).toBe(conclusion.normalize('NFC'));
      expect(concluded.concludedBy).not.toBeNull();
    });

    it('keeps its figures whatever the ledgers learn later', async () => {
      await admit(head(0), units[0] ?? '', 1, '2020-04-01', 'Đoàn viên đến sau');
      expect(lineOf(await readReview(review.id), 'NEW_MEMBERS').actual).toBe('13');
    });
  });

  describe('after the deadline', () => {
    let task: EmulationTask;
    let spare: EmulationTask;
    beforeAll(async () => {
      task = await taskOf(chair, 'HANDLE_REVIEW_OVERDUE', (await hurriedReview(groupId)).id);
      spare = await taskOf(chair, 'HANDLE_REVIEW_OVERDUE', (await hurriedReview(spareGroupId)).id);
    });
    const note = 'Đã đôn đốc.';

    it('awaits the owner’s office, and nobody else besides who is to conclude', async () => {
      const kinds = async (client: PersistentClient): Promise<string[]> =>
        (await tasksOf(client, task.subjectId)).map(({ kind }) => kind);
      expect(await kinds(system.as(scene.appraiser))).toEqual(['HANDLE_REVIEW_OVERDUE']);
      expect(await kinds(head(0))).toEqual(['CONCLUDE_REVIEW']);
      expect(await kinds(head(1))).toEqual([]);
      expect(await kinds(system.as(scene.secretary))).toEqual([]);
    });

    it.each<[string, () => PersistentClient, () => object, string]>([
      ['by the unit that is late', () => head(0), () => ({}), 'FORBIDDEN'],
      ['with a note of blanks', () => chair, () => ({ note: ' ' }), 'BAD_USER_INPUT'],
      ['with a stale version', () => chair, () => ({ version: task.version + 1 }), 'CONFLICT'],
      ['of an unknown task', () => chair, () => ({ taskId: newId() }), 'NOT_FOUND'],
    ])('handleReviewOverdue is refused %s', async (_case, client, more, expected) => {
      const input = { taskId: task.id, version: task.version, note, ...more() };
      expect(await handleOverdue.outcome(client(), input)).toBe(expected);
    });

    it('is dealt with once, whoever acts at the same instant', async () => {
      const input = { taskId: task.id, version: task.version, note };
      expect(await handleOverdue.together([chair, input], [viceChair, input])).toEqual(['CONFLICT', 'DONE']);
    });

    it('answers a repeat like the first, and refuses another input under its commandId', async () => {
      const input = { taskId: spare.id, version: spare.version, note };
      const { first, again, other } = await handleOverdue.repeated(chair, input, { note: 'Khác.' });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
    });

    it('is still concluded late, once for one commandId', async () => {
      const { id: taskId, version } = await taskOf(head(0), 'CONCLUDE_REVIEW', task.subjectId);
      const input = { taskId, version, limits: '', remedies: '', conclusion: 'Kết luận muộn.' };
      const { first, again, other } = await concludeReview.repeated(head(0), input, { conclusion: 'Khác.' });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
    });
  });
});
