import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecurityEventKind, SecurityEventReport } from '@thidua/contracts/security-event';
import { exportJWK, generateKeyPair } from 'jose';
import { FORBIDDEN_UNIT } from '../fixture/membership.fixture';
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
import { until } from '../fixture/subgraph.fixture';

describe('what the security log is told', () => {
  let system: TestSystem;

  beforeAll(async () => {
    system = await startTestSystem();
  });
  afterAll(() => system.stop());
  beforeEach(() => system.reset());

  const eventsOf = (kind: SecurityEventKind) => system.state.events.filter((event) => event.kind === kind);
  const reported = async (kind: SecurityEventKind, count = 1) => {
    await until(() => eventsOf(kind).length >= count);
    return eventsOf(kind);
  };

  it('is each sign-in once, however many requests and gateways see its token', async () => {
    const token = await system.token(AN, { tokenId: 'one sign-in' });
    const other = await system.another();
    await Promise.all([system.ask('{ whoAmI }', { token }), system.ask('{ whoAmI }', { token, at: other })]);
    await system.ask('mutation { sign(id: "1") }', { token });
    await system.ask('{ whoAmI }', { as: BINH });
    // Both gateways report it; under one id, so that it is kept once.
    const sent = () =>
      system.membership.internalReceived
        .filter(({ path }) => path === '/internal/security-events')
        .flatMap(({ body }) => (body as { events: SecurityEventReport[] }).events)
        .filter(({ kind }) => kind === 'SIGNED_IN');
    await until(() => sent().length === 3);
    expect(eventsOf('SIGNED_IN').toSorted((one, another) => one.at.localeCompare(another.at))).toMatchObject([
      { provider: 'embedded', subject: subjectOf(AN), memberId: AN, address: '127.0.0.1' },
      { subject: subjectOf(BINH), memberId: BINH },
    ]);
    expect(JSON.stringify(sent())).not.toContain('one sign-in');
  });

  it('is a sign-out', async () => {
    const authorization = `Bearer ${await system.token(AN)}`;
    await fetch(`${system.gateway.address}/session/sign-out`, { method: 'POST', headers: { authorization } });
    expect(await reported('SIGNED_OUT')).toMatchObject([
      { subject: subjectOf(AN), memberId: AN, address: '127.0.0.1' },
    ]);
  });

  it('is a token that proves nothing, and why', async () => {
    const token = await system.token(AN, { expiresIn: -60 });
    await system.ask('{ whoAmI }', { token });
    expect(await reported('TOKEN_REFUSED')).toMatchObject([
      { subject: null, memberId: null, address: '127.0.0.1', detail: { reason: 'expired' } },
    ]);
    expect(JSON.stringify(system.state.events)).not.toContain(token.slice(0, 20));
  });

  it('is an account that is nobody’s', async () => {
    await system.ask('{ whoAmI }', { as: NOBODY });
    expect(await reported('NOT_LINKED')).toMatchObject([
      { provider: 'embedded', subject: subjectOf(NOBODY), memberId: null, code: 'IDENTITY_NOT_LINKED' },
    ]);
  });

  it('is a refusal: what was asked by name, which permission was missing and where; never a value', async () => {
    await system.ask(
      'query Secrets($id: ID!) { forbidden unit(id: $id) { name } other: unit(id: "written") { name } }',
      {
        as: AN,
        variables: { id: 'a variable' },
      },
    );
    expect(await reported('REFUSED')).toMatchObject([
      {
        subject: subjectOf(AN),
        memberId: AN,
        mandateId: MANDATES[AN]?.[0]?.id,
        operation: 'Secrets',
        code: 'FORBIDDEN',
        permission: 'member.read',
        unitId: FORBIDDEN_UNIT,
      },
    ]);
    expect(JSON.stringify(system.state.events)).not.toMatch(/a variable|written/);
  });

  it('is a mandate that was claimed and is not held, but not that somebody has yet to choose one', async () => {
    await system.ask('mutation Sign { sign(id: "1") }', { as: CHI });
    await system.ask('{ whoAmI }', { as: AN, headers: { 'x-act-as': MANDATES[BINH]?.[0]?.id ?? '' } });
    expect(await reported('REFUSED')).toMatchObject([{ subject: subjectOf(AN), code: 'FORBIDDEN' }]);
    expect(eventsOf('REFUSED')).toHaveLength(1);
  });

  it('is a rate limit that was exceeded', async () => {
    const narrow = await startTestSystem(undefined, undefined, { variables: { RATE_LIMIT_PER_PERSON: '2' } });
    const token = await narrow.token(AN);
    for (let count = 0; count < 5; count += 1) await narrow.ask('query Often { whoAmI }', { token });
    await narrow.stop();
    const limited = narrow.state.events.filter(({ kind }) => kind === 'RATE_LIMITED');
    expect(limited).toMatchObject([{ subject: subjectOf(AN), address: '127.0.0.1' }]);
    expect(limited[0]?.detail).toEqual({ count: '3' });
  });

  it('is the keys in use at the start, and every change of them', async () => {
    const fresh = await startTestSystem();
    const keys = () =>
      fresh.state.events.filter(({ kind }) => kind === 'KEYS_CHANGED').map(({ detail }) => detail['keys']);
    await until(() => keys().length === 1);
    expect(keys()).toEqual(['signs=gateway:0a1b2c3d tokens=first trusted=gateway:0a1b2c3d']);
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
    const kid = 'gateway:99999999';
    const keySet = { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'EdDSA' }] };
    writeFileSync(join(fresh.folder, 'public.jwks.json'), JSON.stringify(keySet));
    const privateJwk = { ...(await exportJWK(privateKey)), kid };
    writeFileSync(join(fresh.folder, 'gateway.private.jwk.json'), JSON.stringify(privateJwk));
    await until(() => keys().includes(`signs=${kid} tokens=first trusted=${kid}`));
    // Passports signed with the new key are trusted at once.
    expect((await fresh.ask('{ whoAmI }', { as: AN })).data).toEqual({ whoAmI: `person ${AN}` });
    await fresh.stop();
  });

  it('is the keys in use though the issuer does not answer at the start, and the issuer’s when it does', async () => {
    const late = await startTestSystem(undefined, undefined, { issuerAvailable: false });
    const keys = () =>
      late.state.events.filter(({ kind }) => kind === 'KEYS_CHANGED').map(({ detail }) => detail['keys']);
    const ours = ['signs=gateway:0a1b2c3d', 'trusted=gateway:0a1b2c3d'];
    await until(() => keys().length === 1);
    expect(keys()).toEqual([ours.join(' ')]);
    late.issuer.available = true;
    await until(async () => (await late.ask('{ whoAmI }', { as: AN })).status === 200);
    await until(() => keys().length === 2);
    expect(keys()[1]).toBe(`${ours[0]} tokens=first ${ours[1]}`);
    await late.stop();
  });
});
