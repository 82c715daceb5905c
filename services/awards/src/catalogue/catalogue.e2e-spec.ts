import { newId, seededId } from '@thidua/contracts/ids';
import { GraphCommand, RunningSystem, type PersistentClient, type SceneProvince } from '@thidua/testkit';

interface Row {
  readonly id: string;
  readonly version: number;
  readonly validFrom: string;
  readonly validUntil: string | null;
}

const ROW = 'id version validFrom validUntil';
const defineAwardType = new GraphCommand<{ awardType: { id: string } }>('defineAwardType', 'awardType { id }');
const setRule = new GraphCommand<{ rule: Row; awardType: { rules: Row[] } }>(
  'setAwardRule',
  `rule { ${ROW} } awardType { rules(allVersions: true) { ${ROW} } }`,
  'SetAwardRuleInput',
  'AwardRuleSuccess',
);
const endRule = new GraphCommand<{ rule: Row }>(
  'endAwardRule',
  `rule { ${ROW} }`,
  'EndAwardRowInput',
  'AwardRuleSuccess',
);
const setQuota = new GraphCommand<{ quota: Row }>(
  'setAwardQuota',
  `quota { ${ROW} }`,
  'SetAwardQuotaInput',
  'AwardQuotaSuccess',
);
const endQuota = new GraphCommand<{ quota: Row }>(
  'endAwardQuota',
  `quota { ${ROW} }`,
  'EndAwardRowInput',
  'AwardQuotaSuccess',
);
const setMultiple = new GraphCommand<{ multiple: Row & { multiple: string } }>(
  'setAwardMultiple',
  `multiple { ${ROW} multiple }`,
  'SetAwardMultipleInput',
  'AwardMultipleSuccess',
);
const setBaseSalary = new GraphCommand<{ baseSalary: Row }>('setBaseSalary', `baseSalary { ${ROW} }`);
const draftNomination = new GraphCommand<{ nomination: { id: string } }>('draftNomination', 'nomination { id }');
const submitNomination = new GraphCommand<{ nomination: { id: string } }>('submitNomination', 'nomination { id }');

const DECISION = { stage: 'DECISION', kind: 'DECISION', actorRule: 'PROVINCIAL_FEDERATION', timeLimitDays: 5 };
const PREDICATE = { predicate: 'DISCIPLINE_FREE', years: 1 };

const later = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const day = (offset: number): string =>
  later(new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(Date.now()), offset);

describe('the dated catalogue, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let chair: PersistentClient;
  let viceChair: PersistentClient;
  let awardTypeId: string;

  beforeAll(async () => {
    scene = await system.foundProvince({ grassroots: 1 });
    chair = system.as(scene.province.chair);
    viceChair = system.as(scene.viceChair);
    awardTypeId = await define('CATALOGUE');
  });

  const define = async (code: string): Promise<string> =>
    (
      await defineAwardType.done(chair, {
        ownerUnitId: scene.province.id,
        code,
        name: 'Bằng khen minh họa',
        kind: 'COMMENDATION',
        form: 'MERIT_CERTIFICATE',
        issuerLevel: 'PROVINCIAL_FEDERATION',
        track: 'REGULAR',
        recipients: 'BOTH',
        validFrom: '2020-01-01',
        stages: [{ ...DECISION, papers: [{ paper: 'MINUTES' }, { paper: 'SUBMISSION_LETTER' }] }],
      })
    ).awardType.id;
  const rule = (code: string, more: object = {}): object => ({
    awardTypeId,
    code,
    name: 'Không bị kỷ luật trong năm',
    predicate: PREDICATE,
    validFrom: day(0),
    ...more,
  });
  const quota = (code: string, more: object = {}): object => ({
    awardTypeId,
    code,
    scope: 'PROVINCE',
    measure: 'ABSOLUTE',
    amount: 4,
    validFrom: day(0),
    ...more,
  });

  describe('setAwardRule', () => {
    it('sets it once for one commandId, and refuses another input under it', async () => {
      const { first, again, other } = await setRule.repeated(chair, rule('REPEATED'), { name: 'Khác' });
      expect(again.rule).toEqual(first.rule);
      expect(other).toBe('CONFLICT');
    });

    it('ends a version on the day on which the next begins, and keeps it', async () => {
      const { rule: first } = await setRule.done(chair, rule('VERSIONS'));
      const { awardType } = await setRule.done(viceChair, rule('VERSIONS', { validFrom: day(10) }));
      expect(
        awardType.rules
          .filter(({ id, validFrom }) => id === first.id || validFrom === day(10))
          .map(({ version, validFrom, validUntil }) => [version, validFrom, validUntil]),
      ).toEqual([
        [1, day(0), day(10)],
        [2, day(10), null],
      ]);
      const answers = await Promise.all(
        [day(9), day(10), '2021-01-01'].map((asOf) =>
          chair.read<{ awardType: { rules: { code: string; version: number }[] } }>(
            'query AsOf($id: ID!, $asOf: CalendarDate) { awardType(id: $id) { rules(asOf: $asOf) { code version } } }',
            { id: awardTypeId, asOf },
          ),
        ),
      );
      expect(answers.map(({ awardType: { rules } }) => rules.find(({ code }) => code === 'VERSIONS')?.version)).toEqual(
        [1, 2, undefined],
      );
    });

    it('gives it one version from a day on, whoever asks at the same instant', async () => {
      const input = rule('RACED');
      expect(await setRule.together([chair, input], [viceChair, input])).toEqual([
        'CATALOGUE_PERIODS_WOULD_OVERLAP',
        'DONE',
      ]);
    });

    it('takes the place of a planned version once, whoever asks at the same instant, and of no other', async () => {
      const { rule: first } = await setRule.done(chair, rule('PLANNED'));
      const { rule: planned } = await setRule.done(chair, rule('PLANNED', { validFrom: day(20) }));
      const corrected = rule('PLANNED', { validFrom: day(30), replacesId: planned.id });
      expect(await setRule.together([chair, corrected], [viceChair, corrected])).toEqual([
        'CATALOGUE_ROW_IS_NOT_THE_LATEST',
        'DONE',
      ]);
      const { awardType } = await chair.read<{ awardType: { rules: (Row & { code: string })[] } }>(
        `query Versions($id: ID!) { awardType(id: $id) { rules(allVersions: true) { code ${ROW} } } }`,
        { id: awardTypeId },
      );
      expect(
        awardType.rules
          .filter(({ code }) => code === 'PLANNED')
          .map(({ version, validFrom, validUntil }) => [version, validFrom, validUntil]),
      ).toEqual([
        [1, day(0), day(30)],
        [3, day(30), null],
      ]);
      expect(await setRule.outcome(chair, rule('PLANNED', { validFrom: day(40), replacesId: first.id }))).toBe(
        'CATALOGUE_ROW_IS_NOT_THE_LATEST',
      );
      const { rule: begun } = await setRule.done(chair, rule('BEGUN'));
      expect(await setRule.outcome(chair, rule('BEGUN', { validFrom: day(1), replacesId: begun.id }))).toBe(
        'CATALOGUE_ROW_HAS_BEGUN',
      );
    });

    it.each<[string, object, string]>([
      ['a rule from yesterday', { validFrom: day(-1) }, 'CATALOGUE_WOULD_CHANGE_THE_PAST'],
      ['an end before the beginning', { validUntil: day(0) }, 'BAD_USER_INPUT'],
      ['a condition without a predicate', { predicate: { years: 3 } }, 'RULE_PREDICATE_INVALID'],
      ['a condition that is a list', { predicate: [PREDICATE] }, 'BAD_USER_INPUT'],
      ['a malformed code', { code: 'điều kiện' }, 'BAD_USER_INPUT'],
      ['a position that is none', { overridePosition: 'KING' }, 'BAD_USER_INPUT'],
      ['an unknown award type', { awardTypeId: newId() }, 'NOT_FOUND'],
      ['an award type of another body', { awardTypeId: seededId('award-type', 'CSTDCS') }, 'FORBIDDEN'],
    ])('refuses %s', async (_case, more, expected) => {
      expect(await setRule.outcome(chair, rule('NEVER', more))).toBe(expected);
    });
  });

  describe('endAwardRule and endAwardQuota', () => {
    const input = (rowId: string, more: object = {}): object => ({
      rowId,
      validUntil: day(5),
      reason: 'Dữ liệu minh họa',
      ...more,
    });

    it('end a rule once for one commandId, and refuse another input under it', async () => {
      const { rule: made } = await setRule.done(chair, rule('ENDED'));
      const { first, again, other } = await endRule.repeated(chair, input(made.id), { validUntil: day(4) });
      expect([first.rule.validUntil, again]).toEqual([day(5), first]);
      expect(other).toBe('CONFLICT');
      expect(await endRule.outcome(chair, input(made.id))).toBe('CATALOGUE_ROW_ENDS_ALREADY');
    });

    it('end a quota once, whoever asks at the same instant', async () => {
      const { quota: made } = await setQuota.done(chair, quota('ENDED'));
      expect(await endQuota.together([chair, input(made.id)], [viceChair, input(made.id)])).toEqual([
        'CATALOGUE_ROW_ENDS_ALREADY',
        'DONE',
      ]);
      const { first, again, other } = await endQuota.repeated(chair, input(made.id, { validUntil: day(3) }), {
        validUntil: day(2),
      });
      expect([again, other]).toEqual([first, 'CONFLICT']);
    });

    it('are refused to change the past, to end what is unknown, and to another province', async () => {
      const { rule: made } = await setRule.done(chair, rule('STAYS'));
      expect(await endRule.outcome(chair, input(made.id, { validUntil: day(0) }))).toBe(
        'CATALOGUE_WOULD_CHANGE_THE_PAST',
      );
      expect(await endRule.outcome(chair, input(newId()))).toBe('NOT_FOUND');
      expect(await endQuota.outcome(chair, input(made.id))).toBe('NOT_FOUND');
      expect(await endRule.outcome(chair, input(made.id, { reason: ' ' }))).toBe('BAD_USER_INPUT');
      expect(await endRule.outcome(system.asSeeded('ag-chair'), input(made.id))).toBe('FORBIDDEN');
    });
  });

  describe('setAwardQuota', () => {
    it('sets it once for one commandId, one from a day on for all', async () => {
      const { first, again, other } = await setQuota.repeated(chair, quota('REPEATED'), { amount: 5 });
      expect([again, other]).toEqual([first, 'CONFLICT']);
      const input = quota('RACED');
      expect(await setQuota.together([chair, input], [viceChair, input])).toEqual([
        'CATALOGUE_PERIODS_WOULD_OVERLAP',
        'DONE',
      ]);
    });

    const share = { measure: 'SHARE', amount: null, sharePercent: '15.00', base: 'MEMBERS', rounding: 'FLOOR' };
    it('sets a share of a base', async () => {
      expect(await setQuota.outcome(chair, quota('SHARE', share))).toBe('DONE');
    });

    it.each<[string, object, string]>([
      ['a number without an amount', { amount: null }, 'BAD_USER_INPUT'],
      ['a share without a base', { ...share, base: null }, 'BAD_USER_INPUT'],
      ['a share without its rounding', { ...share, rounding: null }, 'BAD_USER_INPUT'],
      ['a share of nothing', { ...share, sharePercent: '0.00' }, 'BAD_USER_INPUT'],
      ['a share above all', { ...share, sharePercent: '100.01' }, 'BAD_USER_INPUT'],
      ['holders of no award', { ...share, base: 'HOLDERS_OF_AWARD' }, 'BAD_USER_INPUT'],
      ['a quota from yesterday', { validFrom: day(-1) }, 'CATALOGUE_WOULD_CHANGE_THE_PAST'],
      ['an unknown award type', { awardTypeId: newId() }, 'NOT_FOUND'],
    ])('refuses %s', async (_case, more, expected) => {
      expect(await setQuota.outcome(chair, quota('NEVER', more))).toBe(expected);
    });
  });

  describe('setAwardMultiple', () => {
    const multiple = (more: object = {}): object => ({
      awardTypeId,
      recipients: 'INDIVIDUAL',
      multiple: '0.3',
      validFrom: day(0),
      ...more,
    });

    it('sets it once for one commandId, one from a day on for all', async () => {
      const { first, again, other } = await setMultiple.repeated(chair, multiple(), { multiple: '0.4' });
      expect([Number(first.multiple.multiple), again, other]).toEqual([0.3, first, 'CONFLICT']);
      const input = multiple({ recipients: 'COLLECTIVE', multiple: '0.6' });
      expect(await setMultiple.together([chair, input], [viceChair, input])).toEqual([
        'CATALOGUE_PERIODS_WOULD_OVERLAP',
        'DONE',
      ]);
    });

    it.each<[string, object, string]>([
      ['a negative multiple', { multiple: '-1' }, 'BAD_USER_INPUT'],
      ['four decimals', { multiple: '0.3333' }, 'BAD_USER_INPUT'],
      ['a step of nothing', { roundingStepDong: 0 }, 'BAD_USER_INPUT'],
      ['one from yesterday', { validFrom: day(-1) }, 'CATALOGUE_WOULD_CHANGE_THE_PAST'],
      ['an unknown award type', { awardTypeId: newId() }, 'NOT_FOUND'],
    ])('refuses %s', async (_case, more, expected) => {
      expect(await setMultiple.outcome(chair, multiple(more))).toBe(expected);
    });
  });

  describe('setBaseSalary', () => {
    const salaries = async (): Promise<Row[]> =>
      (await chair.read<{ baseSalaries: { nodes: Row[] } }>(`{ baseSalaries(first: 200) { nodes { ${ROW} } } }`))
        .baseSalaries.nodes;
    /** Days after every base salary that is there: the country has one line of them. */
    const free = async (days: number): Promise<string> =>
      later([day(1), ...(await salaries()).map(({ validFrom }) => validFrom)].sort().at(-1) ?? day(1), days);

    it('sets it once for one commandId, one from a day on for all', async () => {
      const confederation = system.asSeeded('tld-chair');
      const input = { amountDong: 2_600_000, validFrom: await free(1) };
      const { first, again, other } = await setBaseSalary.repeated(confederation, input, { amountDong: 1 });
      expect([again, other]).toEqual([first, 'CONFLICT']);
      const next = { amountDong: 2_700_000, validFrom: await free(1) };
      expect(await setBaseSalary.together([confederation, next], [confederation, next])).toEqual([
        'CATALOGUE_PERIODS_WOULD_OVERLAP',
        'DONE',
      ]);
      const rows = await salaries();
      const index = rows.findIndex(({ id }) => id === first.baseSalary.id);
      expect([rows[index]?.validUntil, rows[index + 1]?.validFrom]).toEqual([next.validFrom, next.validFrom]);
    });

    it('is refused for the past, for nothing, and to a province', async () => {
      const confederation = system.asSeeded('tld-chair');
      expect(await setBaseSalary.outcome(confederation, { amountDong: 1, validFrom: '2020-01-01' })).toBe(
        'CATALOGUE_WOULD_CHANGE_THE_PAST',
      );
      expect(await setBaseSalary.outcome(confederation, { amountDong: 0, validFrom: await free(1) })).toBe(
        'BAD_USER_INPUT',
      );
      expect(await setBaseSalary.outcome(chair, { amountDong: 1, validFrom: await free(1) })).toBe('FORBIDDEN');
    });
  });

  describe('what is submitted', () => {
    const nominated = (client: PersistentClient, id: string) =>
      client.read<{ nomination: { rules: Row[]; quotas: Row[] } }>(
        `query Pinned($id: ID!) { nomination(id: $id) { rules { ${ROW} } quotas { id } } }`,
        { id },
      );

    it('is told beside the cycles that are not closed and in which a change would hold', async () => {
      const openCycle = new GraphCommand<{ cycle: { id: string } }>('openCycle', 'cycle { id }');
      const year = Number(day(0).slice(0, 4));
      const { cycle } = await openCycle.done(chair, {
        ownerId: scene.province.id,
        year,
        theme: 'Dữ liệu minh họa',
        calendar: [
          'PLEDGE_DRAFTING',
          'PLEDGE_REMINDER',
          'PLEDGE_DEADLINE',
          'MID_YEAR_REVIEW',
          'MID_YEAR_DEADLINE',
          'YEAR_END',
        ].map((milestone, index) => ({ milestone, offset: `PT${index + 2}H` })),
      });
      const { preview } = await chair.read<{ preview: { cycles: { total: number; cycles: { id: string }[] } } }>(
        `query Cycles($id: ID!, $from: CalendarDate!) {
          preview: catalogueChangePreview(awardTypeId: $id, kind: RULE, validFrom: $from) {
            cycles { total cycles { id year } }
          }
        }`,
        { id: awardTypeId, from: day(0) },
      );
      expect(preview.cycles).toEqual({ total: 1, cycles: [{ id: cycle.id, year }] });
    });

    it('keeps the rules it began under, on the same day as well, and a preview says what a change would touch', async () => {
      const typeId = await define('PINNED');
      const ofType = { awardTypeId: typeId };
      const { rule: first } = await setRule.done(chair, rule('KEPT', ofType));
      const { quota: held } = await setQuota.done(chair, quota('KEPT', ofType));
      const [unit] = scene.grassroots;
      const unitChair = system.as(unit?.chair ?? '');
      const draft = async (): Promise<string> =>
        (
          await draftNomination.done(unitChair, {
            awardTypeId: typeId,
            nominatingUnitId: unit?.id,
            nomineeUnitId: unit?.id,
            achievement: 'Dữ liệu minh họa',
          })
        ).nomination.id;
      const [submittedId, draftId] = [await draft(), await draft()];
      expect((await nominated(unitChair, submittedId)).nomination).toEqual({ rules: [], quotas: [] });
      await submitNomination.done(unitChair, { nominationId: submittedId });
      await endRule.done(chair, { rowId: first.id, validUntil: day(1), reason: 'Dữ liệu minh họa' });

      const preview = (kind: string) =>
        chair.read<{ catalogueChangePreview: object }>(
          `query Preview($id: ID!, $kind: CatalogueRowKind!, $from: CalendarDate!) {
            catalogueChangePreview(awardTypeId: $id, kind: $kind, validFrom: $from) {
              kind validFrom touched untouched nominations { nodes { id } }
            }
          }`,
          { id: typeId, kind, from: day(1) },
        );
      // A draft is nobody's business but its unit's: it is counted, not shown.
      expect((await preview('RULE')).catalogueChangePreview).toEqual({
        kind: 'RULE',
        validFrom: day(1),
        touched: 1,
        untouched: 1,
        nominations: { nodes: [] },
      });
      expect((await preview('MULTIPLE')).catalogueChangePreview).toMatchObject({
        touched: 2,
        untouched: 0,
        nominations: { nodes: [{ id: submittedId }] },
      });

      await submitNomination.done(unitChair, { nominationId: draftId });
      const kept = (await nominated(unitChair, submittedId)).nomination;
      expect(kept.rules).toEqual([{ ...first, validUntil: day(1) }]);
      expect(kept.quotas).toEqual([{ id: held.id }]);
    });
  });

  it('shows the papers of a stage, and the default catalogue with its sources', async () => {
    const { awardType } = await chair.read<{ awardType: { route: { stages: { papers: { paper: string }[] }[] } } }>(
      'query Papers($id: ID!) { awardType(id: $id) { route { stages { papers { paper } } } } }',
      { id: awardTypeId },
    );
    expect(awardType.route.stages[0]?.papers.map(({ paper }) => paper)).toEqual(['MINUTES', 'SUBMISSION_LETTER']);

    const { seeded } = await chair.read<{
      seeded: { quotas: object[]; multiples: object[]; rules: { code: string }[]; route: object };
    }>(
      `query Default($id: ID!) { seeded: awardType(id: $id) {
        quotas(allVersions: true) { sharePercent validUntil sourceStatus isConfigurableDefault }
        multiples { multiple sourceStatus }
        rules(asOf: "2024-06-01") { code }
        route { stages { stage } }
      } }`,
      { id: seededId('award-type', 'CSTDCS') },
    );
    expect(seeded.quotas).toEqual([
      { sharePercent: '15.00', validUntil: '2024-01-01', sourceStatus: 'VERIFIED', isConfigurableDefault: false },
      { sharePercent: '15.00', validUntil: null, sourceStatus: 'DESIGN_DEFAULT', isConfigurableDefault: true },
    ]);
    expect(seeded.multiples).toEqual([{ multiple: '1.000', sourceStatus: 'VERIFIED' }]);
    expect(seeded.rules.map(({ code }) => code)).toEqual(['INITIATIVE', 'LDTT']);
  });

  it('keeps the money of an award of the State, which has no route here', async () => {
    const { awardTypes } = await chair.read<{
      awardTypes: { nodes: { code: string; route: null; multiples: object[] }[] };
    }>(
      `{ awardTypes(issuerLevel: STATE, asOf: "2025-01-01") { nodes { code route { id } multiples(asOf: "2025-01-01") { recipients multiple } } } }`,
    );
    expect(awardTypes.nodes.find(({ code }) => code === 'CSTD_TOAN_QUOC')).toEqual({
      code: 'CSTD_TOAN_QUOC',
      route: null,
      multiples: [{ recipients: 'INDIVIDUAL', multiple: '4.500' }],
    });
    expect(
      await defineAwardType.outcome(chair, {
        ownerUnitId: scene.province.id,
        code: 'STATE',
        name: 'Cờ thi đua minh họa',
        kind: 'TITLE',
        form: 'EMULATION_FLAG',
        issuerLevel: 'STATE',
        track: 'REGULAR',
        recipients: 'COLLECTIVE',
        validFrom: '2020-01-01',
        stages: [DECISION],
      }),
    ).toBe('BAD_USER_INPUT');
  });
});
