import { newId } from '@thidua/contracts/ids';
import { GraphCommand, RunningSystem, type CycleUnit, type SceneProvince } from '@thidua/testkit';

interface ReceiptShown {
  readonly id: string;
  readonly amount: number;
  readonly document: string | null;
}

const recordReceipts = new GraphCommand<{ receipts: readonly ReceiptShown[] }>(
  'recordReceipts',
  'receipts { id amount document }',
);
const reverseReceipt = new GraphCommand<{ receipt: ReceiptShown; reversal: ReceiptShown & { reason: string } }>(
  'reverseReceipt',
  'receipt { id amount document } reversal { id amount document reason }',
);
const LIST = `query Receipts($unitId: ID!, $first: Int, $after: String, $from: CalendarDate, $to: CalendarDate) {
  receipts(unitId: $unitId, first: $first, after: $after, from: $from, to: $to) { nodes { id } pageInfo { endCursor } }
}`;

describe('receipts, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let union: CycleUnit;

  beforeAll(async () => {
    scene = await system.foundProvince({ grassroots: 1 });
    const [only] = scene.grassroots;
    if (!only) throw new Error('a union was asked for');
    union = only;
  });

  const chair = () => system.as(union.chair);
  const line = (more: object = {}) => ({
    stream: 'UNION_FUND',
    channel: 'AGRIBANK',
    amount: 3_000_000,
    receivedOn: '2021-04-15',
    document: 'PT-01',
    ...more,
  });
  const recording = (...lines: object[]) => ({ unitId: union.id, lines });
  const recorded = async (more: object = {}): Promise<string> =>
    (await recordReceipts.done(chair(), recording(line(more)))).receipts[0]?.id ?? '';
  const collectedIn = async (year: number): Promise<number> => {
    const { unit } = await chair().read<{ unit: { fundCollection: { collected: number } } }>(
      'query Collected($id: ID!, $year: Int!) { unit(id: $id) { fundCollection(year: $year, stream: UNION_FUND) { collected } } }',
      { id: union.id, year },
    );
    return unit.fundCollection.collected;
  };

  describe('recordReceipts', () => {
    it('repeats its first answer, and refuses its commandId with other lines', async () => {
      const input = recording(line(), line({ amount: 1 }));
      const { first, again, other } = await recordReceipts.repeated(chair(), input, { lines: [line()] });
      expect(first.receipts.map(({ amount }) => amount)).toEqual([3_000_000, 1]);
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
    });

    it('sent twice at the same instant counts once', async () => {
      const [one, other] = await recordReceipts.twice(
        chair(),
        recording(line({ receivedOn: '2022-01-10', amount: 7 })),
      );
      expect(other).toEqual(one);
      expect(await collectedIn(2022)).toBe(7);
    });

    it('by two persons at the same instant counts both', async () => {
      const input = recording(line({ receivedOn: '2023-01-10', amount: 7 }));
      const outcomes = await recordReceipts.together([chair(), input], [system.as(scene.province.chair), input]);
      expect(outcomes).toEqual(['DONE', 'DONE']);
      expect(await collectedIn(2023)).toBe(14);
    });

    it('records all or nothing', async () => {
      const input = recording(line({ receivedOn: '2020-05-05' }), line({ receivedOn: '2999-01-01' }));
      expect(await recordReceipts.outcome(chair(), input)).toBe('BAD_USER_INPUT');
      expect(await collectedIn(2020)).toBe(0);
    });

    it('keeps the words of a voucher as NFC', async () => {
      const document = 'Phiếu thu số 12, đợt một';
      const { receipts } = await recordReceipts.done(chair(), recording(line({ document: document.normalize('NFD') })));
      expect(receipts[0]?.document).toBe(document.normalize('NFC'));
    });

    it.each([
      ['no line', { lines: [] }, 'BAD_USER_INPUT'],
      ['more than 500 lines', { lines: Array.from({ length: 501 }, () => line()) }, 'BAD_USER_INPUT'],
      ['a negative sum', { lines: [line({ amount: -3_000_000 })] }, 'BAD_USER_INPUT'],
      ['nothing at all', { lines: [line({ amount: 0 })] }, 'BAD_USER_INPUT'],
      ['a day that does not exist', { lines: [line({ receivedOn: '2021-02-30' })] }, 'BAD_USER_INPUT'],
      ['a channel that does not exist', { lines: [line({ channel: 'PIGEON' })] }, 'BAD_USER_INPUT'],
      ['an unknown unit', { unitId: newId() }, 'NOT_FOUND'],
    ])('refuses %s', async (_what, change, code) => {
      expect(await recordReceipts.outcome(chair(), { ...recording(line()), ...change })).toBe(code);
    });

    it('is not for another province’s chair, who is told which mandate it takes', async () => {
      const { errors } = await recordReceipts.send(system.asSeeded('ag-chair'), recording(line()));
      expect(errors[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        permission: 'receipt.record',
        message: { vi: expect.stringContaining('Chủ tịch'), en: expect.stringContaining('chair') },
      });
    });
  });

  describe('reverseReceipt', () => {
    const reversing = (receiptId: string, reason = 'Ghi nhầm đơn vị') => ({ receiptId, reason });

    it('adds an entry of the opposite sign, repeats its first answer, and refuses its commandId with other words', async () => {
      const receiptId = await recorded({ receivedOn: '2024-02-02', amount: 9 });
      const { first, again, other } = await reverseReceipt.repeated(chair(), reversing(receiptId), { reason: 'Khác' });
      expect(first).toMatchObject({ receipt: { id: receiptId, amount: 9 }, reversal: { amount: -9 } });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
      expect(await collectedIn(2024)).toBe(0);
    });

    it('happens once, whoever asks at the same instant', async () => {
      const same = reversing(await recorded());
      const outcomes = await reverseReceipt.together([chair(), same], [system.as(scene.province.chair), same]);
      expect(outcomes).toEqual(['DONE', 'RECEIPT_ALREADY_REVERSED']);
    });

    it('keeps the words of its reason as NFC', async () => {
      const reason = 'Nộp nhầm tài khoản của Liên đoàn';
      const done = await reverseReceipt.done(chair(), reversing(await recorded(), reason.normalize('NFD')));
      expect(done.reversal.reason).toBe(reason.normalize('NFC'));
    });

    it('refuses a reversal, an unknown receipt, a blank reason, and another province’s chair', async () => {
      const receiptId = await recorded();
      expect(await reverseReceipt.outcome(chair(), reversing(newId()))).toBe('NOT_FOUND');
      expect(await reverseReceipt.outcome(chair(), reversing('1'))).toBe('BAD_USER_INPUT');
      expect(await reverseReceipt.outcome(chair(), reversing(receiptId, ' \n'))).toBe('BAD_USER_INPUT');
      expect(await reverseReceipt.outcome(system.asSeeded('ag-chair'), reversing(receiptId))).toBe('NOT_FOUND');
      const { reversal } = await reverseReceipt.done(chair(), reversing(receiptId));
      expect(await reverseReceipt.outcome(chair(), reversing(reversal.id))).toBe('RECEIPT_IS_A_REVERSAL');
    });
  });

  describe('lists', () => {
    const codeOf = async (query: string, variables: object) => {
      const { errors } = await chair().send(query, variables);
      return errors[0]?.extensions.code;
    };
    const budgets = `query Budgets($unitId: ID!, $first: Int, $after: String) {
      budgets(unitId: $unitId, first: $first, after: $after) { nodes { id } }
    }`;

    it.each([{ first: 0 }, { first: 1_000 }, { after: '' }, { after: 'x' }, { after: 'W10' }])(
      'refuse the page %j',
      async (page) => {
        expect(await codeOf(LIST, { unitId: union.id, ...page })).toBe('BAD_USER_INPUT');
        expect(await codeOf(budgets, { unitId: union.id, ...page })).toBe('BAD_USER_INPUT');
      },
    );

    it('refuse a cursor that another list has written', async () => {
      await recorded();
      const { receipts } = await chair().read<{ receipts: { pageInfo: { endCursor: string } } }>(LIST, {
        unitId: union.id,
        first: 1,
      });
      expect(await codeOf(budgets, { unitId: union.id, after: receipts.pageInfo.endCursor })).toBe('BAD_USER_INPUT');
    });

    it('refuse a period that ends before it starts, and an unknown unit', async () => {
      const period = { from: '2021-12-31', to: '2021-01-01' };
      expect(await codeOf(LIST, { unitId: union.id, ...period })).toBe('BAD_USER_INPUT');
      expect(await codeOf(LIST, { unitId: newId() })).toBe('NOT_FOUND');
      expect(await codeOf('query R($id: ID!) { receipt(id: $id) { id } }', { id: newId() })).toBe('NOT_FOUND');
    });

    it('refuse a year out of bounds, also in a joined field', async () => {
      const collection =
        'query C($id: ID!) { unit(id: $id) { fundCollection(year: 1999, stream: UNION_FUND) { collected } } }';
      expect(await codeOf(collection, { id: union.id })).toBe('BAD_USER_INPUT');
    });
  });
});
