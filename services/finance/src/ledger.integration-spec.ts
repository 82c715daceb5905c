import type { Mandate } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { schemaDrift } from '@thidua/service-kit';
import { fewestStatements, testPassport } from '@thidua/testkit';
import { definition } from './definition';
import { chairOf, startFinance, type Answer, type RunningFinance, type TestUnit } from './testing/running-finance';

const ROOT: TestUnit = { id: newId(), path: '/1/' };
const PROVINCE: TestUnit = { id: newId(), path: '/1/2/' };
const UPPER: TestUnit = { id: newId(), path: '/1/2/3/' };
const GRASSROOTS: TestUnit = { id: newId(), path: '/1/2/3/4/' };
const OTHER_PROVINCE: TestUnit = { id: newId(), path: '/1/20/' };

const SET_BUDGET = `mutation ($input: SetBudgetInput!) { setBudget(input: $input) {
  __typename
  ... on SetBudgetSuccess { budget { id year stream revision amount document supersededAt provenance unit { id } } }
  ... on CommandRefused { reasons { code vi en field } } } }`;
const RECORD = `mutation ($input: RecordReceiptsInput!) { recordReceipts(input: $input) {
  __typename
  ... on RecordReceiptsSuccess { receipts { id amount channel receivedOn document } }
  ... on CommandRefused { reasons { code } } } }`;
const REVERSE = `mutation ($input: ReverseReceiptInput!) { reverseReceipt(input: $input) {
  __typename
  ... on ReverseReceiptSuccess { receipt { id amount reversedBy { id } } reversal { id amount receivedOn reason reverses { id } } }
  ... on CommandRefused { reasons { code vi en field } } } }`;
const COLLECTION = `query ($units: [_Any!]!, $year: Int!, $below: Boolean) { _entities(representations: $units) {
  ... on UnionUnit { id fundCollection(year: $year, stream: UNION_FUND, includeBelow: $below) {
    budget collected includesBelow ratio { percent display applicable } byChannel { channel collected share } } } } }`;

interface Collection {
  budget: number;
  collected: number;
  ratio: { percent: string | null; display: string; applicable: boolean };
  byChannel: { channel: string; collected: number; share: string | null }[];
}

describe('the ledgers in the graph', () => {
  let finance: RunningFinance;
  beforeAll(async () => {
    finance = await startFinance();
    finance.publish([PROVINCE, UPPER, GRASSROOTS, OTHER_PROVINCE, ROOT]);
  });
  afterAll(() => finance.stop());

  const line = (amount: number, more: object = {}): object => ({
    stream: 'UNION_FUND',
    channel: 'VIETINBANK',
    amount,
    receivedOn: '2020-03-01',
    ...more,
  });
  const budgetInput = (unit: TestUnit, amount: number, more: object = {}): object => ({
    commandId: newId(),
    unitId: unit.id,
    year: 2020,
    stream: 'UNION_FUND',
    amount,
    ...more,
  });
  const codes = (answer: Answer): string[] => answer.errors.map((error) => error.extensions.code);
  // oxlint-disable-next-line no-unnecessary-type-parameters -- the caller says what it asked the graph for
  const member = <T>(answer: Answer, field: string): T => {
    expect(answer.errors).toEqual([]);
    return answer.data?.[field] as T;
  };
  const setBudget = (input: object, unit = PROVINCE): Promise<Answer> =>
    finance.send(SET_BUDGET, { input }, [chairOf(unit)]);
  const record = (input: object, unit = PROVINCE): Promise<Answer> => finance.send(RECORD, { input }, [chairOf(unit)]);
  const reverse = (input: object, unit = PROVINCE): Promise<Answer> =>
    finance.send(REVERSE, { input }, [chairOf(unit)]);
  const collectionOf = async (unit: TestUnit, year: number, below = true): Promise<Collection> => {
    const answer = await finance.send(
      COLLECTION,
      { units: [{ __typename: 'UnionUnit', id: unit.id }], year, below },
      [],
    );
    return member<[{ fundCollection: Collection }]>(answer, '_entities')[0].fundCollection;
  };
  const recorded = async (unit: TestUnit, ...lines: object[]): Promise<string[]> => {
    const answer = await record({ commandId: newId(), unitId: unit.id, lines });
    return member<{ receipts: { id: string }[] }>(answer, 'recordReceipts').receipts.map(({ id }) => id);
  };

  it('has exactly the tables that the entities describe', async () => {
    await expect(schemaDrift(definition, finance.database.url)).resolves.toEqual([]);
  });

  it('keeps a superseded budget as history and sums the one in force', async () => {
    const first = member<{ budget: { id: string; revision: number } }>(
      await setBudget(budgetInput(UPPER, 900, { year: 2011, document: '  12/QĐ-LĐLĐ '.normalize('NFD') })),
      'setBudget',
    );
    expect(first.budget).toMatchObject({
      revision: 1,
      amount: 900,
      document: '12/QĐ-LĐLĐ'.normalize('NFC'),
      supersededAt: null,
      provenance: 'RECORDED',
      unit: { id: UPPER.id },
    });
    const second = member<{ budget: { id: string } }>(
      await setBudget(budgetInput(UPPER, 1000, { year: 2011 })),
      'setBudget',
    );
    expect(second.budget).toMatchObject({ revision: 2, amount: 1000 });
    const query = `query ($id: ID!, $all: Boolean!) { budgets(unitId: $id, year: 2011, includeSuperseded: $all) { nodes { id supersededAt } } }`;
    const listed = async (all: boolean): Promise<{ id: string; supersededAt: string | null }[]> =>
      member<{ nodes: { id: string; supersededAt: string | null }[] }>(
        await finance.send(query, { id: UPPER.id, all }, [chairOf(UPPER)]),
        'budgets',
      ).nodes;
    expect((await listed(false)).map(({ id }) => id)).toEqual([second.budget.id]);
    const history = await listed(true);
    expect(history.map(({ id }) => id)).toEqual([first.budget.id, second.budget.id]);
    expect(history[0]?.supersededAt).not.toBeNull();
    expect((await collectionOf(UPPER, 2011)).budget).toBe(1000);
  });

  it('numbers budgets that are set at the same moment one after the other', async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((amount) => setBudget(budgetInput(UPPER, amount, { year: 2010 }))),
    );
    const revisions = answers.map(
      (answer) => member<{ budget: { revision: number } }>(answer, 'setBudget').budget.revision,
    );
    expect(revisions.sort((one, other) => one - other)).toEqual([1, 2, 3, 4, 5]);
    const query = `query ($id: ID!) { budgets(unitId: $id, year: 2010) { nodes { revision } } }`;
    expect(member(await finance.send(query, { id: UPPER.id }, [chairOf(UPPER)]), 'budgets')).toEqual({
      nodes: [{ revision: 5 }],
    });
  });

  it.each([
    ['zero', 0],
    ['a negative sum', -1],
    ['more than ten thousand billion', 10 ** 13 + 1],
    ['more than can be told exactly', 2 ** 53],
    ['a part of a đồng', 0.5],
  ])('refuses %s as bad input', async (_case, amount) => {
    expect(codes(await setBudget(budgetInput(UPPER, amount)))).toEqual(['BAD_USER_INPUT']);
    expect(codes(await record({ commandId: newId(), unitId: UPPER.id, lines: [line(amount)] }))).toEqual([
      'BAD_USER_INPUT',
    ]);
  });

  it.each([
    ['no line', []],
    ['501 lines', Array.from({ length: 501 }, () => line(1))],
    ['a day that does not exist', [line(1, { receivedOn: '2020-02-30' })]],
    ['a day in the future', [line(1), line(1, { receivedOn: '2099-01-01' })]],
    ['a day before the ledgers begin', [line(1, { receivedOn: '1999-12-31' })]],
    ['a voucher of 201 characters', [line(1, { document: 'x'.repeat(201) })]],
  ])('refuses %s and records nothing', async (_case, lines) => {
    const before = await collectionOf(PROVINCE, 2020);
    expect(codes(await record({ commandId: newId(), unitId: GRASSROOTS.id, lines }))).toEqual(['BAD_USER_INPUT']);
    expect(await collectionOf(PROVINCE, 2020)).toEqual(before);
  });

  it('refuses malformed and unknown ids, cursors and pages', async () => {
    const budgets =
      'query ($id: ID!, $first: Int, $after: String) { budgets(unitId: $id, first: $first, after: $after) { nodes { id } } }';
    const asked = async (variables: object): Promise<string[]> =>
      codes(await finance.send(budgets, variables, [chairOf(PROVINCE)]));
    expect(await asked({ id: 'AG' })).toEqual(['BAD_USER_INPUT']);
    expect(await asked({ id: newId() })).toEqual(['NOT_FOUND']);
    expect(await asked({ id: UPPER.id, first: 100_000 })).toEqual(['BAD_USER_INPUT']);
    expect(await asked({ id: UPPER.id, first: 0 })).toEqual(['BAD_USER_INPUT']);
    expect(await asked({ id: UPPER.id, after: 'no cursor' })).toEqual(['BAD_USER_INPUT']);
    const receipt = async (id: string): Promise<string[]> =>
      codes(await finance.send('query ($id: ID!) { receipt(id: $id) { id } }', { id }, [chairOf(PROVINCE)]));
    expect(await receipt(newId())).toEqual(['NOT_FOUND']);
    expect(await receipt('x')).toEqual(['BAD_USER_INPUT']);
    expect(
      codes(
        await finance.send(
          'query ($id: ID!) { receipts(unitId: $id, from: "2020-02-01", to: "2020-01-31") { nodes { id } } }',
          { id: UPPER.id },
          [chairOf(PROVINCE)],
        ),
      ),
    ).toEqual(['BAD_USER_INPUT']);
    expect(codes(await setBudget(budgetInput({ ...UPPER, id: newId() }, 1)))).toEqual(['NOT_FOUND']);
    expect(codes(await setBudget(budgetInput(UPPER, 1, { commandId: 'once' })))).toEqual(['BAD_USER_INPUT']);
    expect(codes(await reverse({ commandId: newId(), receiptId: newId(), reason: 'ghi nhầm' }))).toEqual(['NOT_FOUND']);
  });

  it('returns the first answer to a repeated command and refuses its id for anything else', async () => {
    const input = { commandId: newId(), unitId: GRASSROOTS.id, lines: [line(7, { receivedOn: '2012-05-01' })] };
    const passport = { ...testPassport(newId(), [chairOf(UPPER)]), treeVersion: 4 };
    const first = await finance.sendWith(passport, RECORD, { input });
    const again = await Promise.all([1, 2, 3].map(() => finance.sendWith(passport, RECORD, { input })));
    for (const answer of again) {
      expect(answer.data).toEqual(first.data);
    }
    expect((await collectionOf(GRASSROOTS, 2012)).collected).toBe(7);
    const other = { ...input, lines: [line(8, { receivedOn: '2012-05-01' })] };
    expect(codes(await finance.sendWith(passport, RECORD, { input: other }))).toEqual(['CONFLICT']);
    const stranger = { ...testPassport(newId(), [chairOf(UPPER)]), treeVersion: 4 };
    expect(codes(await finance.sendWith(stranger, RECORD, { input }))).toEqual(['CONFLICT']);
    expect((await collectionOf(GRASSROOTS, 2012)).collected).toBe(7);
  });

  it('takes one and the same command sent several times at once for one', async () => {
    const input = { commandId: newId(), unitId: GRASSROOTS.id, lines: [line(5, { receivedOn: '2009-05-01' })] };
    const passport = { ...testPassport(newId(), [chairOf(UPPER)]), treeVersion: 4 };
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => finance.sendWith(passport, RECORD, { input })));
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(answers.flatMap(codes)).toEqual([]);
    expect((await collectionOf(GRASSROOTS, 2009)).collected).toBe(5);
  });

  it('lets only mandates over the unit write, and says which one is needed', async () => {
    const [receiptId] = await recorded(UPPER, line(3, { receivedOn: '2013-01-01' }));
    const attempts = [
      await setBudget(budgetInput(PROVINCE, 1), UPPER),
      await setBudget(budgetInput(UPPER, 1), OTHER_PROVINCE),
      await setBudget(budgetInput(UPPER, 1), UPPER),
      await setBudget(budgetInput(PROVINCE, 1), PROVINCE),
      await record({ commandId: newId(), unitId: UPPER.id, lines: [line(1)] }, GRASSROOTS),
      await finance.send(SET_BUDGET, { input: budgetInput(UPPER, 1) }, [
        { ...chairOf(UPPER), position: 'WOMENS_BOARD_MEMBER' },
      ]),
      await finance.send(SET_BUDGET, { input: budgetInput(UPPER, 1) }, []),
    ];
    for (const attempt of attempts) {
      expect(codes(attempt)).toEqual(['FORBIDDEN']);
      expect(attempt.errors[0]?.message).toMatch(/Chủ tịch.*chair/s);
    }
    // A receipt that somebody may not read is, to them, not there.
    const ofOther = await reverse({ commandId: newId(), receiptId, reason: 'ghi nhầm' }, OTHER_PROVINCE);
    expect(codes(ofOther)).toEqual(['NOT_FOUND']);
    expect(member(await setBudget(budgetInput(GRASSROOTS, 1, { year: 2013 }), UPPER), 'setBudget')).toMatchObject({
      __typename: 'SetBudgetSuccess',
    });
    expect((await setBudget(budgetInput(ROOT, 1, { year: 2013 }), ROOT)).errors).toEqual([]);
  });

  describe('read within reach', () => {
    const BUDGETS = 'query ($id: ID!) { budgets(unitId: $id) { nodes { id } } }';
    const RECEIPTS = 'query ($id: ID!) { receipts(unitId: $id) { nodes { id } } }';
    const ONE = 'query ($id: ID!) { receipt(id: $id) { id } }';
    let receiptId: string | undefined;

    beforeAll(async () => {
      [receiptId] = await recorded(GRASSROOTS, line(3, { receivedOn: '2008-01-01' }));
    });
    const asked = async (unit: TestUnit, position: Mandate['position']): Promise<string[]> => {
      const mandates: Mandate[] = [{ ...chairOf(unit), position }];
      const answers = [
        await finance.send(BUDGETS, { id: GRASSROOTS.id }, mandates),
        await finance.send(RECEIPTS, { id: GRASSROOTS.id }, mandates),
        await finance.send(ONE, { id: receiptId }, mandates),
      ];
      return answers.flatMap(codes);
    };

    it.each<[string, TestUnit, Mandate['position']]>([
      ['the unit’s chair', GRASSROOTS, 'CHAIR'],
      ['a cadre above', PROVINCE, 'FULL_TIME_CADRE'],
      ['the inspection committee above', UPPER, 'INSPECTION_COMMITTEE_MEMBER'],
    ])('lets %s see budgets and receipts', async (_who, unit, position) => {
      expect(await asked(unit, position)).toEqual([]);
    });

    it('hides them from those beside, and says of lists which mandate is needed', async () => {
      expect(await asked(OTHER_PROVINCE, 'CHAIR')).toEqual(['FORBIDDEN', 'FORBIDDEN', 'NOT_FOUND']);
      expect(await asked(PROVINCE, 'WOMENS_BOARD_MEMBER')).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
      const { errors } = await finance.send(BUDGETS, { id: GRASSROOTS.id }, [chairOf(OTHER_PROVINCE)]);
      expect(errors[0]?.message).toMatch(/Ủy viên Ủy ban Kiểm tra.*inspection committee/s);
      expect((await collectionOf(GRASSROOTS, 2008)).collected).toBe(3);
    });

    it('stays with those above when the unit is in being no longer', async () => {
      const dissolved: TestUnit = { id: newId(), path: '/1/2/3/45/' };
      finance.publish([dissolved]);
      await recorded(dissolved, line(1, { receivedOn: '2008-01-01' }));
      await finance.service.dependencies.dataSource.query(
        "UPDATE unit_projection SET valid_until = '2016-01-01' WHERE unit_id = ?",
        [dissolved.id],
      );
      const answer = await finance.send(RECEIPTS, { id: dissolved.id }, [chairOf(UPPER)]);
      expect(member<{ nodes: object[] }>(answer, 'receipts').nodes).toHaveLength(1);
    });
  });

  it('answers nobody without a passport, and no person’s field to the public or to a process', async () => {
    const query = `query ($id: ID!) { budgets(unitId: $id) { nodes { id } } }`;
    expect((await finance.sendWith(null, query, { id: UPPER.id })).status).toBe(401);
    const anonymous = { ...testPassport('anonymous'), kind: 'public' as const };
    expect(codes(await finance.sendWith(anonymous, query, { id: UPPER.id }))).toEqual(['UNAUTHENTICATED']);
    const units = [{ __typename: 'UnionUnit', id: UPPER.id }];
    expect(codes(await finance.sendWith(anonymous, COLLECTION, { units, year: 2020 }))).toEqual(['UNAUTHENTICATED']);
  });

  describe('reversing a receipt', () => {
    it('keeps both entries and takes the sum down', async () => {
      const [receiptId] = await recorded(
        GRASSROOTS,
        line(1000, { receivedOn: '2014-06-30', channel: 'CASH' }),
        line(250, { receivedOn: '2014-06-30', channel: 'AGRIBANK' }),
      );
      const before = await collectionOf(PROVINCE, 2014);
      expect(before.collected).toBe(1250);
      const reversed = member<{ receipt: object; reversal: { id: string } }>(
        await reverse({ commandId: newId(), receiptId, reason: ' ghi nhầm đơn vị ' }),
        'reverseReceipt',
      );
      expect(reversed).toMatchObject({
        receipt: { id: receiptId, amount: 1000, reversedBy: { id: reversed.reversal.id } },
        reversal: { amount: -1000, receivedOn: '2014-06-30', reason: 'ghi nhầm đơn vị', reverses: { id: receiptId } },
      });
      const after = await collectionOf(PROVINCE, 2014);
      expect(after.collected).toBe(250);
      expect(after.byChannel).toEqual([
        { channel: 'VIETINBANK', collected: 0, share: '0.00' },
        { channel: 'AGRIBANK', collected: 250, share: '100.00' },
        { channel: 'OTHER_BANK', collected: 0, share: '0.00' },
        { channel: 'CASH', collected: 0, share: '0.00' },
      ]);
      const query = `query ($id: ID!) { receipts(unitId: $id, from: "2014-01-01", to: "2014-12-31", channel: CASH, stream: UNION_FUND) { nodes { amount } } }`;
      expect(member(await finance.send(query, { id: GRASSROOTS.id }, [chairOf(UPPER)]), 'receipts')).toEqual({
        nodes: [{ amount: 1000 }, { amount: -1000 }],
      });
    });

    it('is refused a second time, naming the first, and for a reversal', async () => {
      const [receiptId] = await recorded(GRASSROOTS, line(10, { receivedOn: '2015-06-30' }));
      const command = (id: string | undefined): object => ({ commandId: newId(), receiptId: id, reason: 'ghi trùng' });
      const first = member<{ reversal: { id: string } }>(await reverse(command(receiptId)), 'reverseReceipt');
      const second = member<{ reasons: { code: string; vi: string }[] }>(
        await reverse(command(receiptId)),
        'reverseReceipt',
      );
      expect(second.reasons).toMatchObject([{ code: 'RECEIPT_ALREADY_REVERSED', field: 'input.receiptId' }]);
      expect(second.reasons[0]?.vi).toContain(first.reversal.id);
      expect(member(await reverse(command(first.reversal.id)), 'reverseReceipt')).toMatchObject({
        reasons: [{ code: 'RECEIPT_IS_A_REVERSAL' }],
      });
      expect((await collectionOf(GRASSROOTS, 2015)).collected).toBe(0);
    });

    it('happens once when several people try at the same moment', async () => {
      const [receiptId] = await recorded(GRASSROOTS, line(10, { receivedOn: '2016-06-30' }));
      const answers = await Promise.all(
        Array.from({ length: 6 }, () => reverse({ commandId: newId(), receiptId, reason: 'ghi trùng' })),
      );
      const results = answers.map((answer) =>
        'reasons' in member<object>(answer, 'reverseReceipt') ? 'refused' : 'done',
      );
      expect(results.sort((one, other) => one.localeCompare(other))).toEqual([
        'done',
        ...Array<string>(5).fill('refused'),
      ]);
      expect((await collectionOf(GRASSROOTS, 2016)).collected).toBe(0);
    });

    it('needs a reason in words', async () => {
      const [receiptId] = await recorded(GRASSROOTS, line(10, { receivedOn: '2017-06-30' }));
      expect(codes(await reverse({ commandId: newId(), receiptId, reason: ' \n ' }))).toEqual(['BAD_USER_INPUT']);
    });
  });

  describe('lists', () => {
    const LIST = `query ($id: ID!, $first: Int!, $after: String) {
      receipts(unitId: $id, from: "2004-01-01", to: "2004-12-31", first: $first, after: $after) {
        nodes { id amount reverses { id } reversedBy { id } unit { id } }
        pageInfo { hasNextPage hasPreviousPage endCursor } } }`;
    interface Listed {
      nodes: { id: string; amount: number }[];
      pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string };
    }
    const UNIT: TestUnit = { id: newId(), path: '/1/2/3/44/' };

    beforeAll(async () => {
      finance.publish([UNIT]);
      const lines = Array.from({ length: 120 }, (_, index) =>
        line(index + 1, { receivedOn: `2004-0${1 + (index % 9)}-10` }),
      );
      const ids = await recorded(UNIT, ...lines);
      for (const receiptId of ids.slice(0, 10)) {
        await reverse({ commandId: newId(), receiptId, reason: 'ghi nhầm' });
      }
    });

    it('take as many statements for a large page as for a small one', async () => {
      const page = (first: number) =>
        fewestStatements(() => finance.send(LIST, { id: UNIT.id, first }, [chairOf(UNIT)]));
      const small = await page(12);
      const large = await page(200);
      expect(member<Listed>(large, 'receipts').nodes).toHaveLength(130);
      expect(small.statements).toBeLessThanOrEqual(4);
      expect(large.statements).toBeLessThanOrEqual(4);
    });

    it('give every entry once, page by page, in the order of days', async () => {
      const whole = member<Listed>(await finance.send(LIST, { id: UNIT.id, first: 200 }, [chairOf(UNIT)]), 'receipts');
      const seen: string[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const answer: Answer = await finance.send(LIST, { id: UNIT.id, first: 17, after }, [chairOf(UNIT)]);
        const page = member<Listed>(answer, 'receipts');
        expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
        seen.push(...page.nodes.map(({ id }) => id));
        after = page.pageInfo.endCursor;
        more = page.pageInfo.hasNextPage;
      }
      expect(seen).toEqual(whole.nodes.map(({ id }) => id));
      expect(new Set(seen).size).toBe(130);
    });

    it('never answer a query with another list’s cursor', async () => {
      for (const values of [
        [2020, 'UNION_FUND', 1],
        ['2004-01-01', UNIT.id],
        ['other', '2004-01-01', UNIT.id],
      ]) {
        const after = Buffer.from(JSON.stringify(values)).toString('base64url');
        expect(codes(await finance.send(LIST, { id: UNIT.id, first: 5, after }, [chairOf(UNIT)]))).toEqual([
          'BAD_USER_INPUT',
        ]);
      }
    });
  });

  describe('sums over the tree', () => {
    it('add up the unit and everything under it, and nothing beside it', async () => {
      for (const [unit, amount] of [
        [PROVINCE, 1],
        [UPPER, 20],
        [GRASSROOTS, 300],
        [OTHER_PROVINCE, 4000],
      ] as const) {
        await setBudget(budgetInput(unit, amount * 2, { year: 2018 }), ROOT);
        await record(
          {
            commandId: newId(),
            unitId: unit.id,
            lines: [
              line(amount, { receivedOn: '2018-12-31' }),
              line(9, { receivedOn: '2018-01-01', stream: 'MEMBERSHIP_DUES' }),
            ],
          },
          unit,
        );
      }
      const units = [PROVINCE, UPPER, GRASSROOTS, OTHER_PROVINCE];
      const sums = await Promise.all(units.map((unit) => collectionOf(unit, 2018)));
      expect(sums.map(({ budget, collected }) => [budget, collected])).toEqual([
        [642, 321],
        [640, 320],
        [600, 300],
        [8000, 4000],
      ]);
      expect(sums[0]?.ratio).toEqual({ percent: '50.00', display: '50 %', applicable: true });
      const own = await Promise.all(units.map((unit) => collectionOf(unit, 2018, false)));
      expect(own.map(({ budget, collected }) => [budget, collected])).toEqual([
        [2, 1],
        [40, 20],
        [600, 300],
        [8000, 4000],
      ]);
    });

    it('are exact to the last đồng for hundreds of the largest amounts', async () => {
      const largest = 10_000_000_000_000;
      await setBudget(budgetInput(GRASSROOTS, largest, { year: 2019 }));
      const lines = Array.from({ length: 450 }, () => line(largest, { receivedOn: '2019-01-01' }));
      await recorded(GRASSROOTS, ...lines);
      await recorded(UPPER, ...lines);
      await recorded(PROVINCE, line(1, { receivedOn: '2019-01-04' }));
      expect(await collectionOf(PROVINCE, 2019)).toMatchObject({
        budget: largest,
        collected: 900 * largest + 1,
        ratio: { percent: '90000.00', display: '90.000 %', applicable: true },
      });
      expect(await collectionOf(GRASSROOTS, 2019)).toMatchObject({ collected: 450 * largest });
    });

    it('never show a budget as reached that was missed by one đồng', async () => {
      await setBudget(budgetInput(GRASSROOTS, 6_000_000_000, { year: 2007 }));
      await recorded(GRASSROOTS, line(5_999_999_999, { receivedOn: '2007-01-01' }));
      expect((await collectionOf(GRASSROOTS, 2007)).ratio).toMatchObject({ display: '99,99 %' });
    });

    it('show no ratio without a budget, and null for a unit that the tree does not know', async () => {
      expect(await collectionOf(OTHER_PROVINCE, 2005)).toMatchObject({
        budget: 0,
        collected: 0,
        ratio: { percent: null, display: 'không áp dụng', applicable: false },
      });
      expect(await collectionOf({ id: newId(), path: '' }, 2005)).toBeNull();
      const malformed = await finance.send(
        COLLECTION,
        { units: [{ __typename: 'UnionUnit', id: 'AG' }], year: 2005 },
        [],
      );
      expect(codes(malformed)).toEqual(['BAD_USER_INPUT']);
    });
  });
});
