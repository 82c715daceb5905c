import { PASSPORT_HEADER } from '@thidua/contracts/passport';
import { transportOptionsOf } from '../federation/supergraph';
import { AN, BINH, startTestSystem, type TestSystem } from '../fixture/system.fixture';
import { rendezvous } from '../fixture/subgraph.fixture';
import { Exchange } from '../http/exchange';
import { RequestPassports } from './request-passports';

/**
 * PERMANENT: whatever is made faster in the gateway, one person's answer must never reach another.
 * It has been seen to fail with the passport put in by the fetch and in-flight de-duplication switched on.
 */
describe('requests under way at the same time', () => {
  let system: TestSystem;

  beforeAll(async () => {
    system = await startTestSystem();
  });
  afterAll(() => system.stop());
  beforeEach(() => system.reset());

  it('never share an answer when two persons ask the same', async () => {
    const query = '{ whoAmI whoIsAsking unit(id: "1") { name pledgedBy } }';
    system.membership.before = rendezvous(4);
    const answers = await Promise.all([AN, BINH, AN, BINH].map((as) => system.ask(query, { as })));
    for (const [index, answer] of answers.entries()) {
      const person = index % 2 === 0 ? AN : BINH;
      expect(answer.errors).toEqual([]);
      expect(answer.data).toEqual({
        whoAmI: `person ${person}`,
        whoIsAsking: person,
        unit: { name: 'unit 1', pledgedBy: person },
      });
    }
    // Four requests to membership, though their bodies are the same byte for byte.
    expect(system.membership.received).toHaveLength(4);
    expect(new Set(system.membership.received.map(({ query: text }) => text)).size).toBe(1);
  });

  it('never share one when the same tick brings different questions, with and without a token', async () => {
    const questions = [
      { as: AN, query: '{ whoAmI }' },
      { as: BINH, query: '{ whoAmI mandates }' },
      { as: undefined, query: '{ whoAmI }' },
      { as: BINH, query: 'query Mine { mine: whoAmI }' },
      { as: AN, query: 'query Mine { mine: whoAmI }' },
      { as: undefined, query: '{ whoAmI mandates }' },
    ];
    system.membership.before = rendezvous(questions.length);
    const answers = await Promise.all(questions.map(({ as, query }) => system.ask(query, as ? { as } : {})));
    for (const [index, { data }] of answers.entries()) {
      const expected = questions[index]?.as ? `person ${questions[index].as}` : 'public anonymous';
      expect(data?.['whoAmI'] ?? data?.['mine']).toBe(expected);
    }
    expect(answers[1]?.data?.['mandates']).toHaveLength(1);
    expect(answers[5]?.data?.['mandates']).toEqual([]);
  });

  it('keeps a hundred callers apart', async () => {
    const people = Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? AN : BINH));
    const query = '{ whoAmI units { pledgedBy } }';
    const answers = await Promise.all(people.map((as) => system.ask(query, { as })));
    for (const [index, { data }] of answers.entries()) {
      const person = people[index];
      expect(data).toEqual({ whoAmI: `person ${person}`, units: [1, 2, 3].map(() => ({ pledgedBy: person })) });
    }
  });

  it('signs one passport for each request and subgraph, for that subgraph alone', async () => {
    await system.ask('{ whoAmI unit(id: "1") { pledgedBy } whoIsAsking }', { as: AN });
    const { membership, emulation } = system;
    expect(emulation.received).toHaveLength(2);
    const all = [...membership.received, ...emulation.received];
    expect(all.every(({ passport }) => passport?.subject === AN)).toBe(true);
    expect(new Set(all.map(({ passport }) => passport?.requestId)).size).toBe(1);
    expect(new Set(emulation.received.map(({ token }) => token)).size).toBe(1);
    expect(membership.received[0]?.token).not.toBe(emulation.received[0]?.token);
  });

  // Each of the two locks would hold by itself; both stay, so each has its own test.
  it('has in-flight de-duplication switched off', () => {
    expect(transportOptionsOf('membership').deduplicateInflightRequests).toBe(false);
  });

  it('puts identity in by the headers factory, out of the request’s own exchange', async () => {
    const headers: Record<string, string>[] = [];
    for (const member of [AN, BINH]) {
      const exchange = new Exchange(undefined);
      exchange.passports = new RequestPassports(
        { sign: async ({ subject }, audience) => `${subject} for ${audience}` },
        { kind: 'person', subject: member, mandates: [], mandatesAsOf: '', treeVersion: 0, rights: [], requestId: '' },
        'query',
      );
      await exchange.passports.prepare('membership');
      headers.push(transportOptionsOf('membership').headers({ context: exchange }));
    }
    expect(headers.map((each) => each[PASSPORT_HEADER])).toEqual([AN, BINH].map((each) => `${each} for membership`));
  });

  it('sends nothing without a passport', () => {
    expect(() => transportOptionsOf('membership').headers({ context: new Exchange(undefined) })).toThrow(
      'no passports',
    );
  });
});
