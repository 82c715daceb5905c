import {
  AN,
  BINH,
  CHI,
  MANDATES,
  NOBODY,
  startTestSystem,
  subjectOf,
  type TestSystem,
} from '../fixture/system.fixture';

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
    expect(askedOfMembership()).toHaveLength(0);
  });

  it('is the member to whom the account of an access token is linked, with all their mandates', async () => {
    const { data } = await system.ask('{ whoAmI mandates otherOffices }', { as: CHI });
    const mandates = MANDATES[CHI]?.map(({ id }) => id);
    expect(data).toEqual({ whoAmI: `person ${CHI}`, mandates, otherOffices: [] });
    const passport = system.membership.received[0]?.passport;
    expect(passport).toMatchObject({ kind: 'person', treeVersion: 7, rights: [], mandates: MANDATES[CHI] });
    expect(askedOfMembership()).toEqual([{ provider: 'embedded', subjects: [subjectOf(CHI)] }]);
  });

  it.each([
    ['expired', { expiresIn: -60 }],
    ['of another issuer', { issuer: 'http://127.0.0.1:1' }],
    ['for another audience', { audience: 'elsewhere' }],
    ['signed with an unknown key', { keyId: 'unknown' }],
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

  it('cannot be said by a header that the caller sends', async () => {
    const { data } = await system.ask('{ whoAmI }', { headers: { 'x-thidua-passport': 'forged' } });
    expect(data).toEqual({ whoAmI: 'public anonymous' });
  });

  it('is read again for every mutation and carried in a passport of five seconds', async () => {
    await system.ask('{ whoAmI }', { as: AN });
    const before = askedOfMembership().length;
    await system.ask('mutation { sign(id: "1") }', { as: AN });
    await system.ask('mutation { sign(id: "1") }', { as: AN });
    expect(askedOfMembership()).toHaveLength(before + 2);
    const passport = system.emulation.received[0]?.passport;
    expect((passport?.expiresAt ?? 0) * 1000 - Date.parse(passport?.mandatesAsOf ?? '')).toBeLessThanOrEqual(5_500);
  });

  it('is not asked of membership for questions about the schema', async () => {
    const { data } = await system.ask('{ __schema { queryType { name } } }', { as: NOBODY });
    expect(data).toEqual({ __schema: { queryType: { name: 'Query' } } });
    expect(askedOfMembership()).toHaveLength(0);
  });

  describe('when the account is not linked to a member', () => {
    it.each(['{ whoAmI }', 'mutation { sign(id: "1") }'])('is all that is told: %s', async (query) => {
      const { status, data, errors } = await system.ask(query, { as: NOBODY });
      expect([status, data ?? null]).toEqual([403, null]);
      expect(errors).toMatchObject([
        { extensions: { code: 'IDENTITY_NOT_LINKED', provider: 'embedded', subject: subjectOf(NOBODY) } },
      ]);
      expect(errors[0]?.message).toMatch(/cán bộ công đoàn của đơn vị.*officer of your unit/);
      expect(system.membership.received).toHaveLength(0);
      expect(system.done).toEqual({});
    });
  });

  describe('while the issuer does not answer', () => {
    it('is still the public without a token, and a clear refusal with one that cannot be checked', async () => {
      const late = await startTestSystem(undefined, undefined, { issuerAvailable: false });
      expect((await late.ask('{ whoAmI }')).data).toEqual({ whoAmI: 'public anonymous' });
      const { status, errors } = await late.ask('{ whoAmI }', { as: AN });
      expect([status, errors[0]?.extensions['code']]).toEqual([503, 'SIGN_IN_UNAVAILABLE']);
      await late.stop();
    });
  });

  describe('under a mandate', () => {
    const [chairs, counts] = MANDATES[CHI] ?? [];
    const under = (id: string | undefined) => ({ 'x-act-as': id ?? '' });

    it('is narrowed to the one that X-Act-As names; the others are carried as offices besides', async () => {
      const { data } = await system.ask('{ mandates otherOffices }', { as: CHI, headers: under(counts?.id) });
      expect(data).toEqual({ mandates: [counts?.id], otherOffices: [`CHAIR ${chairs?.unitId}`] });
    });

    it.each([
      ['somebody else’s mandate', AN, MANDATES[BINH]?.[0]?.id],
      ['no mandate at all', AN, 'chair'],
      ['a mandate, without a token', undefined, MANDATES[AN]?.[0]?.id],
    ])('is refused when X-Act-As names %s', async (_what, as, actAs) => {
      const answer = await system.ask('{ mandates }', { ...(as ? { as } : {}), headers: under(actAs) });
      expect(answer.status).toBe(403);
      expect(answer.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', field: 'X-Act-As' });
      expect(system.membership.received).toHaveLength(0);
    });

    it('that was given a moment ago is known to a query that names it', async () => {
      const token = await system.token(BINH);
      await system.ask('{ mandates }', { token });
      system.state.mandates[BINH] = [...(MANDATES[BINH] ?? []), ...(counts ? [counts] : [])];
      const { data } = await system.ask('{ mandates }', { token, headers: under(counts?.id) });
      expect(data).toEqual({ mandates: [counts?.id] });
    });

    it('must be said by somebody who holds several, before anything runs', async () => {
      const { status, errors } = await system.ask('mutation { sign(id: "1") rename(id: "1", name: "x") { id } }', {
        as: CHI,
      });
      expect(status).toBe(400);
      expect(errors).toMatchObject([
        { extensions: { code: 'MANDATE_NOT_CHOSEN', mandates: [{ id: chairs?.id }, { id: counts?.id }] } },
      ]);
      expect([system.done, system.emulation.received]).toEqual([{}, []]);
      await system.ask('mutation { sign(id: "1") }', { as: CHI, headers: under(counts?.id) });
      expect(system.done).toEqual({ sign: 1 });
      expect(system.emulation.received[0]?.passport?.mandates).toEqual([counts]);
    });

    it('need not be said by somebody who holds one', async () => {
      await system.ask('mutation { sign(id: "1") }', { as: AN });
      expect(system.emulation.received[0]?.passport?.mandates).toEqual(MANDATES[AN]);
    });
  });

  /** The questions who somebody is that membership was asked. */
  function askedOfMembership(): unknown[] {
    return system.membership.internalReceived
      .filter(({ path }) => path === '/internal/mandates')
      .map(({ body }) => body);
  }
});
