import { PASSPORT_HEADER } from '@thidua/contracts/passport';
import { transportOptionsOf } from '../federation/supergraph';
import { AN, BINH, CHI, MANDATES, startTestSystem, subjectOf, type TestSystem } from '../fixture/system.fixture';
import { door, rendezvous, until } from '../fixture/subgraph.fixture';
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

  it('never share a command, though two persons send the same in one tick, each once', async () => {
    const command = 'mutation { sign(id: "1") rename(id: "1", name: "x") { id pledgedBy } }';
    system.emulation.before = rendezvous(4);
    const answers = await Promise.all([AN, BINH, AN, BINH].map((as) => system.ask(command, { as })));
    for (const [index, { data, errors }] of answers.entries()) {
      expect(errors).toEqual([]);
      expect(data).toEqual({ sign: 'signed 1', rename: { id: '1', pledgedBy: index % 2 === 0 ? AN : BINH } });
    }
    expect(system.done).toEqual({ sign: 4, rename: 4 });
    const signed = system.emulation.received.filter(({ query }) => query.includes('sign'));
    for (const person of [AN, BINH]) {
      expect(signed.filter(({ passport }) => passport?.subject === person)).toHaveLength(2);
    }
    expect(new Set(signed.map(({ passport }) => passport?.requestId)).size).toBe(4);
  });

  it('never share a token of the same person: each request has the mandates of its own token', async () => {
    const [good, ended] = await Promise.all([system.token(CHI), system.token(CHI, { tokenId: 'ended' })]);
    system.state.ended.set(subjectOf(CHI), ['ended']);
    const answers = await Promise.all([good, ended, good, ended].map((token) => system.ask('{ whoAmI }', { token })));
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 200, 401]);
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

  it('signs once for the queries of one person under the same mandates, and anew for every other', async () => {
    const [first, second] = MANDATES[CHI] ?? [];
    const tokensOf = async (ask: () => Promise<unknown>): Promise<string[]> => {
      system.membership.received.length = 0;
      await ask();
      return system.membership.received.map(({ token }) => token);
    };
    const query = (as: string, actAs?: string) => () =>
      system.ask('{ mandates }', { as, headers: actAs ? { 'x-act-as': actAs } : {} });
    const command = (actAs = '') =>
      system.ask('mutation { rename(id: "1", name: "x") { id } }', { as: CHI, headers: { 'x-act-as': actAs } });
    const [once, again, chosen, otherwise, another, commanded, commandedAgain] = await [
      query(CHI),
      query(CHI),
      query(CHI, first?.id),
      query(CHI, second?.id),
      query(AN),
      () => command(first?.id),
      () => command(first?.id),
    ].reduce<Promise<string[]>>(
      async (earlier, ask) => [...(await earlier), ...(await tokensOf(ask))],
      Promise.resolve([]),
    );
    expect(again).toBe(once);
    expect(new Set([once, chosen, otherwise, another, commanded, commandedAgain]).size).toBe(6);
  });

  // Each of the two locks would hold by itself; both stay, so each has its own test.
  it('has in-flight de-duplication switched off', () => {
    expect(transportOptionsOf('membership').deduplicateInflightRequests).toBe(false);
  });

  it('puts identity in by the headers factory, out of the request’s own exchange', async () => {
    const headers: Record<string, string>[] = [];
    for (const member of [AN, BINH]) {
      const exchange = new Exchange(undefined, '127.0.0.1');
      const claims = { mandates: [], mandatesAsOf: '', treeVersion: 0, rights: [], requestId: '' };
      exchange.passports = new RequestPassports(
        { keyId: () => '', sign: async ({ subject }, audience) => `${subject} for ${audience}` },
        { kind: 'person', subject: member, ...claims },
        'query',
        () => Promise.reject(new Error('not needed')),
      );
      await exchange.passports.prepare('membership');
      headers.push(transportOptionsOf('membership').headers({ context: exchange }));
    }
    expect(headers.map((each) => each[PASSPORT_HEADER])).toEqual([AN, BINH].map((each) => `${each} for membership`));
  });

  it('sends nothing without a passport', () => {
    expect(() => transportOptionsOf('membership').headers({ context: new Exchange(undefined, '127.0.0.1') })).toThrow(
      'no passports',
    );
  });
});

describe('a command that takes too long', () => {
  let system: TestSystem;
  let release: () => void = () => {};

  beforeAll(async () => {
    system = await startTestSystem({ query: 500, mutation: 200 });
  });
  afterAll(() => system.stop());
  beforeEach(() => {
    system.reset();
    const closed = door();
    release = closed.open;
    system.emulation.before = ({ query }) => (query.startsWith('mutation') ? closed.pass() : undefined);
  });
  afterEach(() => release());

  it('is carried out once, in the name of who sent it, and says nothing to others who ask meanwhile', async () => {
    const command = system.ask('mutation { sign(id: "1") }', { as: AN });
    await until(() => system.emulation.received.length === 1);
    const [late, other, anonymous] = await Promise.all([
      command,
      system.ask('{ whoAmI whoIsAsking }', { as: BINH }),
      system.ask('{ whoAmI whoIsAsking }'),
    ]);
    expect(late.errors[0]?.extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', reason: 'TIMED_OUT' });
    expect(other.data).toEqual({ whoAmI: `person ${BINH}`, whoIsAsking: BINH });
    expect(anonymous.data).toEqual({ whoAmI: 'public anonymous', whoIsAsking: 'anonymous' });
    release();
    await until(() => system.done['sign'] === 1);
    const commands = system.emulation.received.filter(({ query }) => query.startsWith('mutation'));
    expect(commands.map(({ passport }) => passport?.subject)).toEqual([AN]);
    expect(system.done).toEqual({ sign: 1 });
  });

  it('stays apart from the same command of somebody else', async () => {
    const answers = Promise.all([AN, BINH].map((as) => system.ask('mutation { sign(id: "1") }', { as })));
    await until(() => system.emulation.received.length === 2);
    for (const { errors } of await answers) expect(errors[0]?.extensions['reason']).toBe('TIMED_OUT');
    release();
    await until(() => system.done['sign'] === 2);
    const subjects = system.emulation.received.map(({ passport }) => passport?.subject);
    expect(new Set(subjects)).toEqual(new Set([AN, BINH]));
    expect(subjects).toHaveLength(2);
  });
});
