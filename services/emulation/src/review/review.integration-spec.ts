import { newId, seededId } from '@thidua/contracts/ids';
import { ReviewTimer, type CollectedActuals, type TimerRequest } from '@thidua/contracts';
import { calendarDateAt, schemaDrift, TaskStatus } from '@thidua/service-kit';
import { definition } from '../definition';
import { seedAnGiang } from '../seed/seed-an-giang';
import { tasksFor } from '../task/task.service';
import {
  EmulationBench,
  must,
  outcomesOf,
  resultField,
  person,
  UNITS,
  type CommandAnswer,
  type TestUnit,
} from '../testing/emulation-bench';

const REVIEW = `review { id state periodFrom periodTo conclusion tasks { id kind status version }
  lines { indicator { code } target targetBasis actual warning achievement { percent display applicable numerator denominator }
    contributions { unit { id } numerator denominator records recordedIn isRemainder } } } routing`;
/** The mid-year milestone is reached at once: only then may people open reviews. */
const HOURS = [0, 0, 0, 0, 4, 5];

interface ReviewView {
  readonly id: string;
  readonly state: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly tasks: readonly {
    readonly id: string;
    readonly kind: string;
    readonly status: string;
    readonly version: number;
  }[];
  readonly lines: readonly {
    readonly indicator: { readonly code: string };
    readonly achievement: { readonly percent: string | null; readonly display: string };
    readonly contributions: readonly { readonly unit: { readonly id: string }; readonly numerator: string }[];
  }[];
}

describe('mid-year reviews and figures', () => {
  let bench: EmulationBench;
  let province: TestUnit;
  let units: TestUnit[];
  let groupId: string;
  let cycleId: string;
  beforeAll(async () => {
    bench = await EmulationBench.start('reviews');
  });
  afterAll(() => bench.stop());
  beforeEach(async () => {
    ({ province, units } = await bench.province(4));
    groupId = await bench.formGroup(province, 1, units.slice(0, 2));
    cycleId = await bench.openCycle(province, 2020, HOURS);
  });

  const chair = () => person('CHAIR', province);
  const open = (subject: object, more: object = {}) =>
    bench.command(chair(), 'openMidYearReview', { cycleId, ...subject, ...more }, REVIEW);
  const of = (answer: CommandAnswer): ReviewView => resultField(answer, 'review') as ReviewView;
  const read = async (id: string): Promise<ReviewView> => {
    const { data, errors } = await bench.send<{ review: ReviewView }>(
      person(),
      `query ($id: ID!) { review(id: $id) { ${REVIEW.replace(/^review \{/, '').replace(/\} routing$/, '')} } }`,
      { id },
    );
    expect(errors).toEqual([]);
    return must(data).review;
  };
  const issue = async (indicatorCode: string, subject: object, value: string, number: string): Promise<void> => {
    const { code } = await bench.command(
      chair(),
      'issueTargetDecision',
      {
        issuerId: province.id,
        cycleId,
        number,
        issuedOn: '2020-02-01',
        targets: [{ indicatorCode, value, ...subject }],
      },
      'targetDecision { id }',
    );
    expect(code).toBeNull();
  };
  const actuals = async (
    reviewId: string,
    count: (unitId: string) => { joined?: number; referred?: number; fund?: number; budget?: number },
  ): Promise<CollectedActuals> => {
    const { unitIds } = await bench.activities.readReviewScope({ reviewId });
    return {
      reviewId,
      membership: unitIds.map((unitId) => ({
        unitId,
        membersJoined: count(unitId).joined ?? 0,
        grassrootsUnionsFounded: 0,
        membersReferredToParty: count(unitId).referred ?? 0,
      })),
      finance: unitIds.map((unitId) => ({
        unitId,
        unionFundCollected: count(unitId).fund ?? 0,
        unionFundBudget: count(unitId).budget ?? 0,
        duesCollected: 0,
        duesBudget: 0,
      })),
    };
  };
  const conclude = (taskId: string, version: number, unit: TestUnit | undefined, more: object = {}) =>
    bench.command(
      person('CHAIR', must(unit)),
      'concludeReview',
      { taskId, version, limits: '', remedies: '', conclusion: 'Hoàn thành', ...more },
      REVIEW,
    );

  it('go from the scope to the figures and the conclusion, each figure with its rows', async () => {
    await issue('PARTY_REFERRALS', { groupId }, '12', '1/QĐ');
    await issue('PARTY_REFERRALS', { groupId }, '10', '2/QĐ');
    const opened = of(await open({ groupId }));
    expect(opened).toMatchObject({ state: 'COLLECTING', periodFrom: '2020-01-01', periodTo: '2020-12-31', lines: [] });
    const scope = await bench.activities.readReviewScope({ reviewId: opened.id });
    expect(scope).toMatchObject({ year: 2020, from: '2020-01-01', to: '2020-12-31' });
    expect(scope.unitIds.toSorted()).toEqual(
      units
        .slice(0, 2)
        .map(({ id }) => id)
        .toSorted(),
    );

    const collected = await actuals(opened.id, (unitId) =>
      unitId === units[0]?.id ? { referred: 4, fund: 70, budget: 100 } : { referred: 7, fund: 30 },
    );
    const won = await bench.activities.recordReviewActuals(collected);
    expect(won).toEqual({ outcome: 'WON', number: 2 });
    const other = await actuals(opened.id, () => ({ referred: 99 }));
    expect(await bench.activities.recordReviewActuals(other)).toEqual(won);

    const review = await read(opened.id);
    const shown = (code: string) => must(review.lines.find(({ indicator }) => indicator.code === code));
    expect(shown('PARTY_REFERRALS').achievement).toMatchObject({ percent: '110.00', display: '110 %' });
    expect(
      shown('PARTY_REFERRALS')
        .contributions.map(({ numerator }) => Number(numerator))
        .toSorted((left, right) => left - right),
    ).toEqual([4, 7]);
    expect(shown('UNION_FUND').achievement).toMatchObject({ percent: '100.00', display: '100 %' });
    expect(shown('NEW_MEMBERS').achievement.percent).toBeNull();

    const task = must(review.tasks.find(({ kind }) => kind === 'CONCLUDE_REVIEW'));
    expect((await conclude(task.id, task.version, province)).code).toBe('FORBIDDEN');
    expect((await conclude(task.id, 9, units[0])).code).toBe('CONFLICT');
    expect((await conclude(newId(), 1, units[0])).code).toBe('NOT_FOUND');
    expect(of(await conclude(task.id, task.version, units[0])).state).toBe('CONCLUDED');
    const stale = await conclude(task.id, task.version, units[0]);
    expect(stale.code).toBe('CONFLICT');
    expect(JSON.stringify(stale.error?.extensions)).toContain('CONCLUDE');
    expect(await bench.trail(opened.id)).toEqual(['OPEN', 'ROUTED', 'RECORD_ACTUALS', 'ROUTED', 'CONCLUDE', 'ROUTED']);
  });

  it('of the province show its direct units and what remains, against the target set from above', async () => {
    const issued = await bench.command(
      person('CHAIR', UNITS.tld),
      'issueTargetDecision',
      {
        issuerId: UNITS.tld.id,
        cycleId,
        number: '1/QĐ-TLĐ',
        issuedOn: '2020-01-15',
        targets: [{ indicatorCode: 'NEW_MEMBERS', unitId: province.id, value: '5000' }],
      },
      'targetDecision { id }',
    );
    expect(issued.code).toBeNull();
    const { id } = of(await open({ unitId: province.id }));
    expect((await bench.activities.readReviewScope({ reviewId: id })).unitIds).toHaveLength(5);
    await bench.activities.recordReviewActuals(
      await actuals(id, (unitId) => ({ joined: unitId === province.id ? 5157 : 1000 })),
    );
    const line = must((await read(id)).lines.find(({ indicator }) => indicator.code === 'NEW_MEMBERS'));
    expect(line.achievement).toMatchObject({ percent: '103.14', display: '103 %' });
    expect(line.contributions.reduce((sum, { numerator }) => sum + Number(numerator), 0)).toBe(5157);
  });

  it('are prepared once for the groups and the owner, also when a person was first', async () => {
    const first = of(await open({ groupId }));
    const page = await bench.activities.prepareReviews({ cycleId, cursor: null });
    expect(await bench.activities.prepareReviews({ cycleId, cursor: null })).toEqual(page);
    // The one that the person opened runs already; only the owner's is left to start.
    expect(page.prepared.map(({ reviewId }) => reviewId)).not.toContain(first.id);
    expect(page.prepared).toMatchObject([{ concludingUnitId: province.id, ownerUnitId: UNITS.tld.id }]);
    await bench.relay.deliverBatch();
    expect((await bench.activities.prepareReviews({ cycleId, cursor: null })).prepared).toEqual([]);
    expect((await open({ groupId })).code).toBe('REVIEW_ALREADY_OPEN');
  });

  it('are one for each subject, also at the same instant', async () => {
    const answers = await Promise.all([open({ groupId }), open({ groupId }), open({ groupId })]);
    expect(outcomesOf(answers)).toEqual(['DONE', 'REVIEW_ALREADY_OPEN', 'REVIEW_ALREADY_OPEN']);
  });

  it.each<[string, () => object, object, string]>([
    ['neither group nor unit', () => ({}), {}, 'BAD_USER_INPUT'],
    ['an unknown group', () => ({ groupId: newId() }), {}, 'NOT_FOUND'],
    ['a unit of another province', () => ({ unitId: UNITS.other.id }), {}, 'FORBIDDEN'],
    ['half a period', () => ({ groupId }), { periodFrom: '2020-01-01' }, 'BAD_USER_INPUT'],
    [
      'a period that ends before it starts',
      () => ({ groupId }),
      { periodFrom: '2020-02-01', periodTo: '2020-01-01' },
      'BAD_USER_INPUT',
    ],
    [
      'a period outside the cycle’s year',
      () => ({ groupId }),
      { periodFrom: '2019-12-31', periodTo: '2020-06-30' },
      'BAD_USER_INPUT',
    ],
    [
      'a period that runs into the next year',
      () => ({ groupId }),
      { periodFrom: '2020-07-01', periodTo: '2021-01-01' },
      'BAD_USER_INPUT',
    ],
    ['a day that is none', () => ({ groupId }), { periodFrom: '2020-02-30', periodTo: '2020-03-01' }, 'BAD_USER_INPUT'],
  ])('are refused for %s', async (_case, subject, more, code) => {
    expect((await open(subject(), more)).code).toBe(code);
  });

  it('are not opened by people before the milestone, nor for days that are not over', async () => {
    const year = Number(calendarDateAt(new Date()).slice(0, 4));
    const early = await bench.openCycle(province, 2021, [0, 1, 2, 3, 4, 5]);
    const refused = await open({ groupId }, { cycleId: early });
    expect(refused.code).toBe('REVIEW_TOO_EARLY');
    expect(refused.words).toMatch(/Chưa đến mốc.*not reached/su);
    const current = await bench.openCycle(province, year, HOURS);
    const whole = { periodFrom: `${year}-01-01`, periodTo: `${year}-12-31` };
    const ended = calendarDateAt(new Date()) === whole.periodTo;
    expect((await open({ groupId }, { cycleId: current, ...whole })).code).toBe(ended ? null : 'BAD_USER_INPUT');
    const next = await bench.openCycle(province, year + 1, HOURS);
    expect((await open({ groupId }, { cycleId: next })).code).toBe('REVIEW_TOO_EARLY');
  });

  it('use the indicators of the cycle’s owner and those above it, and nobody else’s', async () => {
    const { province: stranger } = await bench.province(0);
    const codeOf = (owner: TestUnit): string => `OF_${owner.id.slice(-12).toUpperCase()}`;
    for (const owner of [province, stranger]) {
      const defined = await bench.command(
        person('CHAIR', owner),
        'defineIndicator',
        {
          ownerId: owner.id,
          code: codeOf(owner),
          name: 'Kết nạp',
          unitOfMeasure: 'đoàn viên',
          source: 'MEMBERS_JOINED',
        },
        'indicator { code }',
      );
      expect(defined.code).toBeNull();
    }
    const { id } = of(await open({ groupId }));
    await bench.activities.recordReviewActuals(await actuals(id, () => ({})));
    const codes = (await read(id)).lines.map(({ indicator }) => indicator.code);
    expect(codes).toContain(codeOf(province));
    expect(codes).toContain('NEW_MEMBERS');
    expect(codes).not.toContain(codeOf(stranger));
    const typed = await bench.command(
      chair(),
      'recordActual',
      {
        cycleId,
        indicatorCode: codeOf(stranger),
        unitId: units[0]?.id,
        asOf: '2020-06-30',
        value: '1',
        evidence: 'BC',
      },
      'figure { id }',
    );
    expect(typed.code).toBe('INDICATOR_OF_OTHER_OWNER');
  });

  it('compute nothing anew when their figures are recorded already', async () => {
    const { id } = of(await open({ groupId }));
    const collected = await actuals(id, () => ({ joined: 3 }));
    const both = await Promise.all([
      bench.activities.recordReviewActuals(collected),
      bench.activities.recordReviewActuals(collected),
    ]);
    expect(both).toEqual([
      { outcome: 'WON', number: 2 },
      { outcome: 'WON', number: 2 },
    ]);
    const line = must((await read(id)).lines.find(({ indicator }) => indicator.code === 'NEW_MEMBERS'));
    expect(line.contributions.map(({ numerator }) => Number(numerator))).toEqual([3, 3]);
  });

  it('measure a subject that several issuers set a target for by the highest issuer’s', async () => {
    const issueAs = async (issuer: TestUnit, number: string, value: string, issuedOn: string): Promise<void> => {
      const { code } = await bench.command(
        person('CHAIR', issuer),
        'issueTargetDecision',
        {
          issuerId: issuer.id,
          cycleId,
          number: `${number}/${province.id}`,
          issuedOn,
          targets: [{ indicatorCode: 'PARTY_REFERRALS', groupId, value }],
        },
        'targetDecision { id }',
      );
      expect(code).toBeNull();
    };
    await issueAs(UNITS.tld, '1', '30', '2020-01-10');
    await issueAs(UNITS.tld, '2', '20', '2020-01-20');
    await issueAs(province, '3', '10', '2020-03-01');
    const { id } = of(await open({ groupId }));
    await bench.activities.recordReviewActuals(await actuals(id, () => ({ referred: 5 })));
    const line = must((await read(id)).lines.find(({ indicator }) => indicator.code === 'PARTY_REFERRALS'));
    expect(line.achievement).toMatchObject({ percent: '50.00' });
  });

  it('are marked overdue by the timer once, and told to the owner', async () => {
    const { id } = of(await open({ groupId }));
    const request: TimerRequest = { subjectId: id, instructionNumber: 1, revision: 1, timer: ReviewTimer.Deadline };
    expect(await bench.activities.passReviewDeadline(request)).toMatchObject({ outcome: 'NOT_DUE' });
    await bench.moveTo('mid_year_review', 'deadline_at', id, new Date('2021-01-01T00:00:00Z'));
    const won = await bench.activities.passReviewDeadline(request);
    expect(won).toEqual({ outcome: 'WON', number: 2 });
    expect(await bench.activities.passReviewDeadline(request)).toEqual(won);
    expect(await bench.activities.passReviewDeadline({ ...request, revision: 2 })).toEqual({ outcome: 'LOST' });
    const task = must((await read(id)).tasks.find(({ kind }) => kind === 'HANDLE_REVIEW_OVERDUE'));
    const handled = await bench.command(
      chair(),
      'handleReviewOverdue',
      { taskId: task.id, version: task.version, note: 'Đôn đốc' },
      REVIEW,
    );
    expect(handled.code).toBeNull();
  });

  describe('figures', () => {
    const stated = (more: object) =>
      bench.command(
        chair(),
        'recordStatedFigure',
        {
          ownerUnitId: province.id,
          indicatorCodes: [],
          periodFrom: '2020-01-01',
          periodTo: '2020-12-31',
          kind: 'QUANTITY',
          label: 'Suất quà',
          quantity: '95',
          source: 'Báo',
          sentence: 'Câu gốc',
          ...more,
        },
        'figure { id warnings quantity amount measure provenance achievement { display } }',
      );

    it('are kept as stated, with a warning where they contradict themselves', async () => {
      const answer = await stated({
        kind: 'MONEY',
        amount: 36_000_000,
        amountEachMin: 400_000,
        amountEachMax: 600_000,
      });
      expect(answer.value?.['figure']).toMatchObject({ amount: 36_000_000, provenance: 'SOURCE', achievement: null });
      expect((resultField(answer, 'figure') as { warnings: string[] }).warnings).toHaveLength(1);
    });

    it('are a stock only where they are said to be', async () => {
      expect((await stated({})).value?.['figure']).toMatchObject({ measure: 'FLOW' });
      expect((await stated({ measure: 'STOCK' })).value?.['figure']).toMatchObject({ measure: 'STOCK' });
    });

    it.each<[string, object, string]>([
      ['a number that its kind demands is missing', { kind: 'RATIO' }, 'BAD_USER_INPUT'],
      ['a period that ends before it starts', { periodTo: '2019-01-01' }, 'BAD_USER_INPUT'],
      ['a negative quantity', { quantity: '-1' }, 'BAD_USER_INPUT'],
      ['an unknown indicator', { indicatorCodes: ['NOTHING'] }, 'NOT_FOUND'],
      ['an unknown group', { groupId: seededId('x', 'y') }, 'NOT_FOUND'],
      ['a group of another owner', { groupId: seededId('group', 'AG-CLUSTER-1') }, 'GROUP_OF_OTHER_OWNER'],
    ])('are refused when %s', async (_case, more, code) => {
      expect((await stated(more)).code).toBe(code);
    });

    it('are typed in only where no ledger knows them, and enter the review', async () => {
      const type = (indicatorCode: string, value: string, asOf = '2020-06-30') =>
        bench.command(
          chair(),
          'recordActual',
          { cycleId, indicatorCode, unitId: units[0]?.id, asOf, value, evidence: 'BC 01' },
          'figure { value recordedBy { id } }',
        );
      expect((await type('NEW_MEMBERS', '5')).code).toBe('FED_BY_LEDGER');
      expect((await type('WORKERS_CONFERENCES', '-5')).code).toBe('BAD_USER_INPUT');
      expect((await type('WORKERS_CONFERENCES', '3')).code).toBeNull();
      expect((await type('WORKERS_CONFERENCES', '9', '2020-07-01')).code).toBeNull();
      const { id } = of(await open({ groupId }));
      await bench.activities.recordReviewActuals(await actuals(id, () => ({})));
      const line = must((await read(id)).lines.find(({ indicator }) => indicator.code === 'WORKERS_CONFERENCES'));
      expect(line.contributions.map(({ numerator }) => Number(numerator))).toEqual([9]);
    });

    it('of An Giang are there once, however often the seed runs', async () => {
      const count = () =>
        bench.dataSource.query('SELECT COUNT(*) AS n FROM stated_figure WHERE owner_unit_id = ?', [UNITS.ag.id]);
      const before = await count();
      await seedAnGiang(bench.dependencies);
      expect(await count()).toEqual(before);
      const { data } = await bench.send<{
        statedFigures: { nodes: { label: string; achievement: { display: string } | null }[] };
      }>(
        person(),
        `query ($id: ID!) { statedFigures(ownerUnitId: $id, first: 200) { nodes { label kind percent qualifier
           achievement { percent display } group { name } indicators { code } warnings sentence } } }`,
        { id: UNITS.ag.id },
      );
      expect(
        must(data)
          .statedFigures.nodes.flatMap(({ achievement }) => achievement?.display ?? [])
          .toSorted(),
      ).toEqual(['103 %', '110 %', '120 %']);
    });
  });

  it('leave no drift between entities and migrations', async () => {
    expect(await schemaDrift(definition, bench.database.url)).toEqual([]);
  });

  it('list a viewer’s tasks by index, never by reading the table', async () => {
    const { mandates } = person('CHAIR', must(units[0]));
    const [sql, parameters] = tasksFor(bench.dataSource, mandates, TaskStatus.Open, '2026-01-01')
      .orderBy("COALESCE(task.dueAt, '9999-12-31')")
      .limit(51)
      .getQueryAndParameters();
    const plan = await bench.dataSource.query<{ key: string | null; table: string }[]>(`EXPLAIN ${sql}`, parameters);
    expect(plan.map(({ key }) => key)).toEqual(['task_inbox']);
  });
});
