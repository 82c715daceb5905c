import { AN, BINH, MANDATES, NOBODY, startTestSystem, type TestSystem } from '../fixture/system.fixture';

describe('who the caller is', () => {
  let system: TestSystem;

  beforeAll(async () => {
    system = await startTestSystem();
  });
  afterAll(() => system.stop());
  beforeEach(() => system.reset());

  it('is the public without a token', async () => {
    const { data, status } = await system.ask('{ whoAmI mandates }');
    expect(status).toBe(200);
    expect(data).toEqual({ whoAmI: 'public anonymous', mandates: [] });
    expect(system.membership.internalReceived).toHaveLength(0);
  });

  it('is a person with all their mandates by a development token', async () => {
    const { data } = await system.ask('{ whoAmI mandates }', { as: AN });
    expect(data).toEqual({ whoAmI: `person ${AN}`, mandates: MANDATES[AN]?.map(({ id }) => id) });
    expect(system.membership.received[0]?.passport).toMatchObject({ kind: 'person', treeVersion: 7, rights: [] });
  });

  it.each([
    ['signed with another key', { secret: Buffer.alloc(32, 9) }],
    ['expired', { expiresIn: -60 }],
    ['valid for longer than twelve hours', { expiresIn: 13 * 3600 }],
    ['without an end', { withoutExpiry: true }],
    ['of another issuer', { issuer: 'somebody' }],
    ['for another audience', { audience: 'elsewhere' }],
  ])('is nobody by a token %s', async (_what, change) => {
    const answer = await system.ask('{ whoAmI }', { token: await system.token(AN, change) });
    expect(answer.status).toBe(401);
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', traceId: expect.any(String) });
    expect(system.membership.received).toHaveLength(0);
  });

  it.each([
    ['not a token', 'Bearer nonsense'],
    ['a token without signature', `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`],
    ['another scheme', 'Basic YWRtaW46YWRtaW4='],
    ['nothing', 'Bearer '],
  ])('is nobody when the header holds %s', async (_what, authorization) => {
    const answer = await system.ask('{ whoAmI }', { headers: { authorization } });
    expect(answer.status).toBe(401);
    expect(answer.errors[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  });

  it('is nobody by a true token whose subject is not a member id', async () => {
    const answer = await system.ask('{ whoAmI }', { token: await system.token('../../ready') });
    expect(answer.status).toBe(401);
    expect(system.membership.internalReceived).toHaveLength(0);
  });

  it('is nobody when membership does not know the member', async () => {
    const answer = await system.ask('{ whoAmI }', { as: NOBODY });
    expect(answer.status).toBe(401);
    expect(answer.errors[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  });

  it('cannot be said by a header that the caller sends', async () => {
    const { data } = await system.ask('{ whoAmI }', { headers: { 'x-thidua-passport': 'forged' } });
    expect(data).toEqual({ whoAmI: 'public anonymous' });
  });

  it('is narrowed to one mandate by X-Act-As', async () => {
    const [, chosen] = MANDATES[AN] ?? [];
    const { data } = await system.ask('{ mandates }', { as: AN, headers: { 'x-act-as': chosen?.id ?? '' } });
    expect(data).toEqual({ mandates: [chosen?.id] });
  });

  it.each([
    ['somebody else’s mandate', AN, MANDATES[BINH]?.[0]?.id ?? ''],
    ['no mandate at all', AN, 'chair'],
    ['a mandate, without a token', undefined, MANDATES[AN]?.[0]?.id ?? ''],
  ])('is refused when X-Act-As names %s', async (_what, as, actAs) => {
    const answer = await system.ask('{ mandates }', { ...(as ? { as } : {}), headers: { 'x-act-as': actAs } });
    expect(answer.status).toBe(403);
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', field: 'X-Act-As' });
    expect(system.membership.received).toHaveLength(0);
  });

  it('is read again for every mutation and carried in a passport of five seconds', async () => {
    await system.ask('{ whoAmI }', { as: AN });
    const before = system.membership.internalReceived.length;
    await system.ask('mutation { sign(id: "1") }', { as: AN });
    await system.ask('mutation { sign(id: "1") }', { as: AN });
    expect(system.membership.internalReceived).toHaveLength(before + 2);
    const passport = system.emulation.received[0]?.passport;
    const life = (passport?.expiresAt ?? 0) * 1000 - Date.parse(passport?.mandatesAsOf ?? '');
    expect(life).toBeLessThanOrEqual(5_500);
    expect(system.membership.internalReceived.every(({ passport: each }) => each?.kind === 'system')).toBe(true);
  });

  it('is not asked of membership for questions about the schema', async () => {
    const { data } = await system.ask('{ __schema { queryType { name } } }', { as: NOBODY });
    expect(data).toEqual({ __schema: { queryType: { name: 'Query' } } });
    expect(system.membership.internalReceived).toHaveLength(0);
  });
});
