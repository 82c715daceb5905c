import { newId, seededId } from '@thidua/contracts/ids';
import { RunningSystem } from '@thidua/testkit';

const AG = seededId('unit', 'AG');
const LISTS = {
  units:
    'query List($first: Int!, $after: String) { list: units(first: $first, after: $after) { pageInfo { endCursor hasNextPage } nodes { id } } }',
  members: `query List($first: Int!, $after: String) { list: members(unitId: "${AG}", includeBelow: true, first: $first, after: $after) { pageInfo { endCursor hasNextPage } nodes { id } } }`,
  children: `query List($first: Int!, $after: String) { unit(id: "${AG}") { list: children(first: $first, after: $after) { pageInfo { endCursor hasNextPage } nodes { id } } } }`,
  'members of a unit': `query List($first: Int!, $after: String) { unit(id: "${AG}") { list: members(includeBelow: true, first: $first, after: $after) { pageInfo { endCursor hasNextPage } nodes { id } } } }`,
  headcounts: `query List($first: Int!, $after: String) { unit(id: "${AG}") { list: headcounts(first: $first, after: $after) { pageInfo { endCursor hasNextPage } nodes { id } } } }`,
  'referrals to the Party': `query List($first: Int!, $after: String) { unit(id: "${seededId('unit', 'AG-K01-01')}") { list: partyReferrals(first: $first, after: $after) { pageInfo { endCursor hasNextPage } nodes { id } } } }`,
} as const;

interface List {
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
  readonly nodes: readonly { readonly id: string }[];
}
interface Answered {
  readonly list?: List;
  readonly unit?: { readonly list: List };
}

describe('lists of membership, through the gateway', () => {
  const chair = RunningSystem.fromEnvironment().asSeeded('ag-chair');
  const codeOf = async (query: string, variables: object = {}) => {
    const { errors } = await chair.send(query, variables);
    return errors[0]?.extensions.code;
  };
  const page = async (query: string, first: number, after: string | null): Promise<List> => {
    const { list, unit } = await chair.read<Answered>(query, { first, after });
    const answered = list ?? unit?.list;
    if (!answered) throw new Error('there is no list');
    return answered;
  };

  describe.each(Object.entries(LISTS))('%s', (_name, query) => {
    it.each([
      [0, 'BAD_USER_INPUT'],
      [-1, 'BAD_USER_INPUT'],
      [201, 'BAD_USER_INPUT'],
      [100_000, 'OPERATION_TOO_COSTLY'],
    ])('cannot have pages of %s: %s', async (first, code) => {
      expect(await codeOf(query, { first })).toBe(code);
    });

    it.each(['', 'x', 'bnVsbA', Buffer.from('["a",1]').toString('base64url'), '%00'])(
      'refuse the cursor %j',
      async (after) => {
        expect(await codeOf(query, { first: 1, after })).toBe('BAD_USER_INPUT');
      },
    );

    it('go on after a page without repeating or leaving out anything', async () => {
      const both = await page(query, 2, null);
      const one = await page(query, 1, null);
      const next = one.pageInfo.hasNextPage ? await page(query, 1, one.pageInfo.endCursor) : { nodes: [] };
      expect([...one.nodes, ...next.nodes]).toEqual(both.nodes);
    });
  });

  it.each([
    ['unit', `{ unit(id: "${newId()}") { id } }`, 'NOT_FOUND'],
    ['unit by code', '{ unitByCode(code: "AG-NOWHERE") { id } }', 'NOT_FOUND'],
    ['member', `{ member(id: "${newId()}") { id } }`, 'NOT_FOUND'],
    ['members', `{ members(unitId: "${newId()}") { nodes { id } } }`, 'NOT_FOUND'],
    ['unit with a malformed id', '{ unit(id: "1 OR 1=1") { id } }', 'BAD_USER_INPUT'],
    ['unit before its first day', `{ unit(id: "${AG}", asOf: "1900-01-01") { id } }`, 'NOT_FOUND'],
    ['unit on no day', `{ unit(id: "${AG}", asOf: "2021-02-29") { id } }`, 'BAD_USER_INPUT'],
    [
      'count over a period that ends before it starts',
      `{ unit(id: "${AG}") { membersJoined(from: "2021-01-02", to: "2021-01-01") } }`,
      'BAD_USER_INPUT',
    ],
    ['units under an unknown unit', `{ units(filter: { underUnitId: "${newId()}" }) { nodes { id } } }`, 'NOT_FOUND'],
  ])('an unknown or impossible %s is said to be so', async (_what, query, code) => {
    expect(await codeOf(query)).toBe(code);
  });

  it('find a name whatever the normal form of the words', async () => {
    const find = 'query Find($text: String!) { units(first: 5, filter: { text: $text }) { nodes { code } } }';
    const found = await Promise.all(
      ['NFC', 'NFD'].map((form) => chair.read(find, { text: 'Châu Đốc'.normalize(form) })),
    );
    expect(found[0]).toEqual(found[1]);
    expect(JSON.stringify(found[0])).toContain('"AG-CD"');
  });
});
