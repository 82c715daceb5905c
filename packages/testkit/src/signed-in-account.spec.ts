import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignedInAccount } from './signed-in-account';

describe('an account that stays signed in', () => {
  let server: Server;
  let issuerUrl: string;
  let tokens = 0;
  let lifetime = 3600;
  let away = false;

  // As much of an issuer as the flow asks for; the real one is in issuer/.
  beforeAll(async () => {
    server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', issuerUrl);
      const json = (body: object): unknown => response.end(JSON.stringify(body));
      if (away) {
        response.writeHead(503).end();
      } else if (pathname === '/token') {
        tokens += 1;
        json({ access_token: `token ${tokens}`, expires_in: lifetime });
      } else if (pathname === '/auth') {
        const answer = new URLSearchParams({ code: 'a code', state: searchParams.get('state') ?? '', iss: issuerUrl });
        response.writeHead(303, { location: `http://127.0.0.1/callback?${answer.toString()}` }).end();
      } else {
        const endpoints = { authorization_endpoint: `${issuerUrl}/auth`, token_endpoint: `${issuerUrl}/token` };
        json({ issuer: issuerUrl, ...endpoints });
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuerUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    tokens = 0;
    lifetime = 3600;
    away = false;
  });
  afterAll(() => server.close());

  it('signs in once for everybody who asks', async () => {
    const prepared: string[] = [];
    const account = new SignedInAccount(issuerUrl, async () => {
      prepared.push('linked');
      return 'ag-chair';
    });
    expect(tokens).toBe(0);
    expect(await Promise.all([account.token(), account.token()])).toEqual(['token 1', 'token 1']);
    expect(await account.token()).toBe('token 1');
    expect(prepared).toEqual(['linked']);
  });

  it('signs in again before its token ends', async () => {
    lifetime = 30;
    const account = new SignedInAccount(issuerUrl, () => 'ag-chair');
    expect(await account.token()).toBe('token 1');
    expect(await account.token()).toBe('token 2');
  });

  it('tries again after a failure', async () => {
    const account = new SignedInAccount(issuerUrl, () => 'ag-chair');
    away = true;
    await expect(account.token()).rejects.toThrow('503');
    away = false;
    expect(await account.token()).toBe('token 1');
  });
});
