import { type CertificateVerification, CERTIFICATE_CODE_LENGTH } from '@thidua/contracts';
import { passportVerifierFromFile } from '@thidua/contracts/passport';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FEDERATION, FixtureSubgraph, until } from '../fixture/subgraph.fixture';
import { AN, startTestSystem, type TestSystem } from '../fixture/system.fixture';

const CODE = '0123456789abcdefghjkmnpqrs';
const REVOKED = 'z'.repeat(CERTIFICATE_CODE_LENGTH);
const CERTIFICATE: CertificateVerification = {
  number: '125/QĐ-LĐLĐ',
  award: 'Bằng khen <b>',
  name: 'Nguyễn Thị “Ánh” & Đặng Ước',
  date: '2024-12-20',
  status: 'VALID',
};

describe('the public page of a certificate, and documents', () => {
  let awards: FixtureSubgraph;
  let system: TestSystem;
  let keys: string;

  beforeAll(async () => {
    keys = mkdtempSync(join(tmpdir(), 'thidua-awards-'));
    // The keys are known only once the system has started: the fixture looks them up then.
    const passports = {
      keyIds: () => [],
      verify: (token: string) =>
        passportVerifierFromFile(join(system.folder, 'public.jwks.json')).verify(token, 'awards'),
    };
    awards = await FixtureSubgraph.start({
      name: 'awards',
      sdl: `${FEDERATION} type Query { x: Int }`,
      resolvers: {},
      passports,
      internal: ({ path, passport }) => {
        if (path === `/public/certificates/${CODE}` && passport?.kind === 'public') {
          return { status: 200, body: CERTIFICATE };
        }
        if (path === `/public/certificates/${REVOKED}`) {
          return { status: 200, body: { ...CERTIFICATE, status: 'REVOKED' } };
        }
        return path.startsWith('/documents/mine') && passport?.kind === 'person'
          ? { status: 200, body: { subject: passport.subject, path } }
          : path.startsWith('/documents/secret')
            ? { status: 403, body: { errors: [{ extensions: { code: 'FORBIDDEN', permission: 'audit.export' } }] } }
            : { status: 404, body: { errors: [] } };
      },
    });
    system = await startTestSystem(undefined, undefined, {
      variables: { AWARDS_URL: awards.address, RATE_LIMIT_VERIFICATIONS: '20' },
    });
  });
  afterAll(async () => {
    await system.stop();
    await awards.stop();
    rmSync(keys, { recursive: true });
  });

  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${system.gateway.address}${path}`, { headers });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  it('says number, award, name, date and status in Vietnamese, then in English', async () => {
    const { status, headers, text } = await get(`/verify/${CODE}`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    for (const said of [
      '125/QĐ-LĐLĐ',
      'Bằng khen &lt;b&gt;',
      'Nguyễn Thị “Ánh” &amp; Đặng Ước',
      '20/12/2024',
      'Còn giá trị',
    ]) {
      expect(text).toContain(said);
    }
    expect(text.indexOf('Còn giá trị')).toBeLessThan(text.indexOf('Valid'));
    expect(text).not.toContain('<b>');
  });

  it('may load and run nothing, and is kept by nobody', async () => {
    const { headers, text } = await get(`/verify/${CODE}`);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-robots-tag')).toBe('noindex');
    expect(text).not.toMatch(/<script|src=|href=/);
  });

  it('takes a code in capitals, as somebody types it', async () => {
    expect((await get(`/verify/${CODE.toUpperCase()}`)).status).toBe(200);
  });

  it('shows a revoked one as revoked', async () => {
    const { text } = await get(`/verify/${REVOKED}`);
    expect(text).toContain('Đã bị hủy bỏ');
    expect(text).not.toContain('Còn giá trị');
  });

  it('asks in nobody’s name, whoever is signed in', async () => {
    const token = await system.token(AN);
    await get(`/verify/${CODE}`, { authorization: `Bearer ${token}` });
    expect(awards.internalReceived.at(-1)?.passport).toMatchObject({
      kind: 'public',
      subject: 'anonymous',
      mandates: [],
    });
  });

  it.each([
    ['a code that is none', '/verify/x', 404],
    ['a code that nobody has', `/verify/${'y'.repeat(CERTIFICATE_CODE_LENGTH)}`, 404],
  ])('says that it knows nothing of %s', async (_case, path, status) => {
    const asked = awards.internalReceived.length;
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain('Không có giấy chứng nhận nào');
    expect(awards.internalReceived.length - asked).toBe(path === '/verify/x' ? 0 : 1);
  });

  it('hands documents to whom the service lets have them, as something to save', async () => {
    const anonymous = await get('/documents/awards/mine');
    expect(anonymous.status).toBe(404);
    const { status, headers, text } = await get('/documents/awards/mine?year=2024', {
      authorization: `Bearer ${await system.token(AN)}`,
    });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ path: '/documents/mine?year=2024' });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  it('hands a refusal on in the words of the service, and tells the security log of it', async () => {
    const { status, headers, text } = await get('/documents/awards/secret/1', {
      authorization: `Bearer ${await system.token(AN)}`,
    });
    expect([status, headers.get('content-disposition')]).toEqual([403, null]);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    const refused = () => system.state.events.filter(({ kind }) => kind === 'REFUSED');
    await until(() => refused().length > 0);
    expect(refused()).toMatchObject([
      { memberId: AN, code: 'FORBIDDEN', permission: 'audit.export', operation: 'GET /documents/awards/*' },
    ]);
  });

  it('does not leave the documents of its service', async () => {
    const authorization = `Bearer ${await system.token(AN)}`;
    const before = awards.internalReceived.length;
    // As it stands on the wire: fetch would resolve the dots before they are sent.
    const statusOf = (path: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const { hostname, port } = new URL(system.gateway.address);
        httpRequest({ hostname, port, path, headers: { authorization } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .once('error', reject)
          .end();
      });
    for (const path of [
      '/documents/awards/../public/certificates/x',
      '/documents/awards/%2e%2e/public/certificates/x',
      '/documents/awards/%2E%2e/ready',
      '/documents/awards/.%2e/graphql?query=%7B__typename%7D',
      '/documents/awards/a/%2e%2e/%2e%2e/public/x',
      '/documents/awards/..\\public/x',
    ]) {
      expect([path, await statusOf(path)]).toEqual([path, 404]);
    }
    expect(awards.internalReceived).toHaveLength(before);
    expect(await statusOf('/documents/awards/a/../mine')).toBe(200);
  });

  it('answers an address only so often', async () => {
    const answers = await Promise.all(Array.from({ length: 25 }, () => get(`/verify/${CODE}`)));
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.text).toContain('quá nhiều lượt xác minh');
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('says that it could not verify when awards does not answer', async () => {
    const other = await startTestSystem(undefined, undefined, { variables: { AWARDS_URL: 'http://127.0.0.1:9' } });
    const response = await fetch(`${other.gateway.address}/verify/${CODE}`);
    expect([response.status, (await response.text()).includes('chưa xác minh được')]).toEqual([503, true]);
    await other.stop();
  });
});
