import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PASSPORT_HEADER, passportVerifierFromFile } from '@thidua/contracts/passport';
import { join } from 'node:path';
import { AN, startTestSystem, type TestSystem } from '../fixture/system.fixture';

const ID = '019ac000-0000-7000-8000-000000000001';
const CONTENT = Buffer.from('%PDF-1.7 minh họa');

/** Stands in for awards: it says what arrived, or answers as the test wants. */
class PaperKeeper {
  answer: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  readonly seen: { method: string; url: string; passport: string; body: Buffer; digest: string }[] = [];
  readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.seen.push({
        method: request.method ?? '',
        url: request.url ?? '',
        passport: String(request.headers[PASSPORT_HEADER]),
        body: Buffer.concat(chunks),
        digest: String(request.headers['content-digest']),
      });
      this.answer(request, response);
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
}

describe('papers, through the gateway', () => {
  const keeper = new PaperKeeper();
  let system: TestSystem;

  beforeAll(async () => {
    system = await startTestSystem(undefined, undefined, { variables: { AWARDS_URL: await keeper.listen() } });
  });
  afterAll(async () => {
    await system.stop();
    keeper.server.closeAllConnections();
    keeper.server.close();
  });
  beforeEach(() => {
    keeper.seen.length = 0;
  });

  const fetched = async (path: string, init: RequestInit & { as?: string | null } = {}): Promise<Response> => {
    const { as = AN, headers = {}, ...more } = init;
    const sent = new Headers(headers);
    if (as !== null) sent.set('authorization', `Bearer ${await system.token(as)}`);
    return fetch(`${system.gateway.address}${path}`, { ...more, headers: sent });
  };
  const part = (body: Uint8Array, more: RequestInit & { as?: string | null } = {}): Promise<Response> =>
    fetched(`/papers/uploads/${ID}/parts/1`, {
      method: 'PUT',
      body: body as BodyInit,
      headers: { 'content-type': 'application/octet-stream', 'content-digest': 'sha-256=:x:' },
      ...more,
    });
  const serves = (headers: Record<string, string>, status = 200): void => {
    keeper.answer = (_request, response) => response.writeHead(status, headers).end(CONTENT);
  };

  it('takes a part to awards as it is, under the passport of whoever sends it', async () => {
    keeper.answer = (_request, response) => response.writeHead(204).end();
    const answer = await part(CONTENT);
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    const [seen] = keeper.seen;
    expect(seen).toMatchObject({ method: 'PUT', url: `/papers/uploads/${ID}/parts/1`, digest: 'sha-256=:x:' });
    expect(seen?.body.equals(CONTENT)).toBe(true);
    const verifier = passportVerifierFromFile(join(system.folder, 'public.jwks.json'));
    expect(await verifier.verify(seen?.passport ?? '', 'awards')).toMatchObject({ kind: 'person', subject: AN });
  });

  it('asks nothing for nobody, for a foreign page’s form, or for more than a part', async () => {
    expect((await part(CONTENT, { as: null })).status).toBe(401);
    expect((await fetched(`/papers/${ID}`, { as: null })).status).toBe(401);
    const text = { method: 'PUT', headers: { 'content-type': 'text/plain' } };
    expect((await part(CONTENT, text)).status).toBe(415);
    expect((await part(new Uint8Array(1024 * 1024 + 1))).status).toBe(413);
    expect(keeper.seen).toEqual([]);
  });

  it('hands a content on to be saved, in a sandbox, whatever awards says of it', async () => {
    serves({ 'content-type': 'text/html', 'content-disposition': 'inline', 'set-cookie': 'a=b' });
    const answer = await fetched(`/papers/${ID}`);
    expect(Buffer.from(await answer.arrayBuffer()).equals(CONTENT)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-store',
    });
    expect(answer.headers.get('set-cookie')).toBeNull();
    serves({ 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="a.pdf"' });
    const named = await fetched(`/papers/${ID}`);
    expect(named.headers.get('content-disposition')).toBe('attachment; filename="a.pdf"');
  });

  it('hands on what awards refuses, and never another path than the paper’s', async () => {
    const refusal = { errors: [{ message: 'x', extensions: { code: 'NOT_FOUND', message: { vi: 'x', en: 'x' } } }] };
    keeper.answer = (_request, response) =>
      response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify(refusal));
    const answer = await fetched(`/papers/${ID}`);
    expect([answer.status, await answer.json()]).toEqual([404, refusal]);
    keeper.seen.length = 0;
    for (const path of ['/papers/..%2f..%2finternal%2ffeed', '/papers/x']) {
      expect((await fetched(path)).status).toBe(404);
    }
    const beside = { method: 'PUT', headers: { 'content-type': 'application/octet-stream' } };
    expect((await fetched(`/papers/uploads/${ID}/parts/..%2f1`, beside)).status).toBe(404);
    expect(keeper.seen).toEqual([]);
  });

  it('says that awards is away', async () => {
    keeper.answer = (request) => request.socket.destroy();
    const answer = await fetched(`/papers/${ID}`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] });
  });
});
