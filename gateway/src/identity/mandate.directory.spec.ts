import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { derivedId } from '@thidua/contracts/ids';
import { Agent } from 'undici';
import type { Account } from './caller';
import { InternalMembership } from './internal-membership';
import { MandateDirectory } from './mandate.directory';

const account = (subject: string): Account => ({ provider: 'the province', subject, tokenId: 'x', expiresAt: 0 });
const AN = account('an/1');
const BINH = account('bình');
const MEMBER = derivedId('test', 'An');

const ANSWER = { memberId: MEMBER, mandates: [], treeVersion: 1, asOf: '2025-06-30T00:00:00.000Z', endedTokens: [] };
const NOT_LINKED = { errors: [{ message: 'not linked', extensions: { code: 'NOT_LINKED' } }] };

describe('the mandate directory', () => {
  let server: Server;
  let asked: string[];
  let status: number;
  let body: unknown;
  let now: number;
  const agent = new Agent();

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.url} ${String(request.headers['x-thidua-passport'])}`);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await agent.close();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    asked = [];
    status = 200;
    body = ANSWER;
    now = 1_000_000;
  });

  function directory(): MandateDirectory {
    const membership = new InternalMembership({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      dispatcher: agent,
      signer: { keyId: () => 'gateway:1', sign: async ({ rights }, audience) => `${rights.join()} for ${audience}` },
      now: () => now,
    });
    return new MandateDirectory(membership, () => now);
  }

  it('goes on with what it knows when a command’s look-up fails, for no longer than before', async () => {
    const subject = directory();
    await subject.forQuery(AN);
    status = 503;
    now += 20_000;
    await expect(subject.forMutation(AN)).rejects.toThrow(/membership/);
    expect(await subject.forQuery(AN)).toMatchObject({ memberId: MEMBER });
    now += 10_000;
    await expect(subject.forQuery(AN)).rejects.toThrow(/membership/);
  });

  it('asks once for questions about one account at the same moment, and once for each account', async () => {
    const subject = directory();
    await Promise.all([subject.forQuery(AN), subject.forQuery(AN), subject.forQuery(BINH), subject.forQuery(AN)]);
    expect(asked.sort()).toEqual(
      ['an%2F1', 'b%C3%ACnh'].map(
        (name) => `/internal/identities/the%20province/${name}/mandates mandates:read for membership`,
      ),
    );
  });

  it('lets queries use an answer for thirty seconds and no longer', async () => {
    const subject = directory();
    await subject.forQuery(AN);
    now += 29_999;
    await subject.forQuery(AN);
    expect(asked).toHaveLength(1);
    now += 1;
    await subject.forQuery(AN);
    expect(asked).toHaveLength(2);
  });

  it('asks anew for every mutation, and lets queries use that answer', async () => {
    const subject = directory();
    await subject.forQuery(AN);
    await Promise.all([subject.forMutation(AN), subject.forMutation(AN)]);
    expect(asked).toHaveLength(3);
    now += 20_000;
    await subject.forQuery(AN);
    expect(asked).toHaveLength(3);
  });

  it.each([
    [404, {}],
    [404, { errors: [{ extensions: { code: 'NOT_FOUND' } }] }],
    [401, NOT_LINKED],
    [503, {}],
    [200, { ...ANSWER, mandates: 'all of them' }],
    [200, { ...ANSWER, memberId: null }],
  ])('does not remember a failure: %d %j', async (failingStatus, failingBody) => {
    const subject = directory();
    [status, body] = [failingStatus, failingBody];
    await expect(subject.forQuery(AN)).rejects.toMatchObject({ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } });
    [status, body] = [200, { ...ANSWER, treeVersion: 2 }];
    await expect(subject.forQuery(AN)).resolves.toMatchObject({ treeVersion: 2 });
  });

  it('says whose account is nobody’s, and remembers it for three seconds only', async () => {
    const subject = directory();
    [status, body] = [404, NOT_LINKED];
    const refusal = { extensions: { code: 'IDENTITY_NOT_LINKED', provider: 'the province', subject: 'bình' } };
    await expect(subject.forQuery(BINH)).rejects.toMatchObject(refusal);
    await expect(subject.forMutation(BINH)).rejects.toMatchObject(refusal);
    expect(asked).toHaveLength(1);
    [status, body] = [200, ANSWER];
    now += 2_999;
    await expect(subject.forMutation(BINH)).rejects.toMatchObject(refusal);
    now += 1;
    await expect(subject.forQuery(BINH)).resolves.toMatchObject({ memberId: MEMBER });
  });

  it('notices at the next mutation that an account was taken from its member', async () => {
    const subject = directory();
    await subject.forQuery(AN);
    [status, body] = [404, NOT_LINKED];
    await expect(subject.forMutation(AN)).rejects.toMatchObject({ extensions: { code: 'IDENTITY_NOT_LINKED' } });
    await expect(subject.forQuery(AN)).rejects.toMatchObject({ extensions: { code: 'IDENTITY_NOT_LINKED' } });
  });
});

describe('the gateway’s own passports for membership', () => {
  it('claim one right each, are renewed after half a minute, and at once when the key changes', async () => {
    let [now, keyId] = [0, 'gateway:1'];
    const signed: string[] = [];
    const membership = new InternalMembership({
      url: 'http://127.0.0.1:9',
      dispatcher: new Agent(),
      signer: {
        keyId: () => keyId,
        sign: async ({ kind, subject, rights }, audience, life) => {
          signed.push(`${kind} ${subject} ${rights.join()} ${audience} ${life} ${keyId}`);
          return 'a passport';
        },
      },
      now: () => now,
    });
    const ask = (right: 'mandates:read' | 'sessions:end') => membership.ask(right, 'GET', '/');
    expect(await ask('mandates:read')).toBeNull();
    await ask('sessions:end');
    now = 29_999;
    await ask('mandates:read');
    now = 30_000;
    await ask('mandates:read');
    keyId = 'gateway:2';
    await ask('mandates:read');
    expect(signed).toEqual([
      'system gateway mandates:read membership 60 gateway:1',
      'system gateway sessions:end membership 60 gateway:1',
      'system gateway mandates:read membership 60 gateway:1',
      'system gateway mandates:read membership 60 gateway:2',
    ]);
  });
});
