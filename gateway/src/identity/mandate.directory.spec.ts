import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { derivedId } from '@thidua/contracts/ids';
import { Agent } from 'undici';
import type { Account } from './caller';
import { InternalMembership } from './internal-membership';
import { MandateDirectory } from './mandate.directory';
import { MandateLookups } from './mandate-lookups';

const account = (subject: string): Account => ({ provider: 'the province', subject, tokenId: 'x', expiresAt: 0 });
const AN = account('an/1');
const BINH = account('bình');
const MEMBER = derivedId('test', 'An');

const HELD = { memberId: MEMBER, mandates: [], endedTokens: [] };
const READ = { treeVersion: 1, asOf: '2025-06-30T00:00:00.000Z' };
const NOBODY = { ...READ, held: [null] };

describe('the mandate directory', () => {
  let server: Server;
  let asked: string[];
  let status: number;
  /** What is answered; null answers as membership does, everybody being the one member. */
  let body: object | null;
  let answerable: Promise<void>;
  let now: number;
  const agent = new Agent();

  beforeAll(async () => {
    const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const { provider, subjects } = (await json(request)) as { provider: string; subjects: readonly string[] };
      const passport = String(request.headers['x-thidua-passport']);
      asked.push(`${request.method} ${request.url} ${passport}: ${provider}: ${subjects.join(', ')}`);
      await answerable;
      const told = body ?? { ...READ, held: subjects.map((name) => ({ ...HELD, endedTokens: [`of ${name}`] })) };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(told));
    };
    server = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await agent.close();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    asked = [];
    status = 200;
    body = null;
    answerable = Promise.resolve();
    now = 1_000_000;
  });

  function directory(): MandateDirectory {
    const membership = new InternalMembership({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      dispatcher: agent,
      signer: { keyId: () => 'gateway:1', sign: async ({ rights }, audience) => `${rights.join()} for ${audience}` },
      now: () => now,
    });
    return new MandateDirectory(new MandateLookups(membership), () => now);
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

  const question = (...subjects: string[]): string =>
    `POST /internal/mandates mandates:read for membership: the province: ${subjects.join(', ')}`;

  it('asks together about all accounts that come at the same moment, about each once, and tells each its own', async () => {
    const subject = directory();
    const [an, , binh] = await Promise.all([
      subject.forQuery(AN),
      subject.forQuery(AN),
      subject.forMutation(BINH),
      subject.forMutation(AN),
      subject.forMutation({ ...AN, provider: 'another' }),
    ]);
    expect(asked.sort()).toEqual([question('an/1').replace('the province', 'another'), question('an/1', 'bình')]);
    expect([an.endedTokens, binh.endedTokens]).toEqual([['of an/1'], ['of bình']]);
  });

  it('asks after the question under way what comes meanwhile, so that nobody is told what was read before', async () => {
    const subject = directory();
    let resolve = (): void => undefined;
    answerable = new Promise((answer) => {
      resolve = answer;
    });
    const first = subject.forMutation(AN);
    while (asked.length === 0) await new Promise((done) => setImmediate(done));
    const later = [subject.forMutation(AN), subject.forMutation(BINH), subject.forMutation(AN)];
    await new Promise((done) => setImmediate(done));
    expect(asked).toEqual([question('an/1')]);
    resolve();
    await Promise.all([first, ...later]);
    expect(asked).toEqual([question('an/1'), question('an/1', 'bình')]);
  });

  it('does not wait for a question that is slow to be answered', async () => {
    const subject = directory();
    let resolve = (): void => undefined;
    answerable = new Promise((answer) => {
      resolve = answer;
    });
    const first = subject.forMutation(AN);
    while (asked.length === 0) await new Promise((done) => setImmediate(done));
    answerable = Promise.resolve();
    expect(await subject.forMutation(BINH)).toMatchObject({ endedTokens: ['of bình'] });
    resolve();
    expect(await first).toMatchObject({ endedTokens: ['of an/1'] });
  });

  it('asks about sixty-four accounts at once at the most', async () => {
    const subject = directory();
    const all = Array.from({ length: 130 }, (_, index) => subject.forMutation(account(`s${index}`)));
    const held = await Promise.all(all);
    expect(held.map(({ endedTokens }) => endedTokens[0])).toEqual(all.map((_, index) => `of s${index}`));
    expect(asked.map((line) => line.split(',').length).sort((one, other) => one - other)).toEqual([2, 64, 64]);
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
    await subject.forMutation(AN);
    await subject.forMutation(AN);
    expect(asked).toHaveLength(3);
    now += 20_000;
    await subject.forQuery(AN);
    expect(asked).toHaveLength(3);
  });

  it.each([
    [404, {}],
    [401, NOBODY],
    [503, {}],
    [200, { ...READ, held: 'nobody' }],
    [200, { ...READ, held: [] }],
    [200, { ...READ, held: [HELD, HELD] }],
    [200, { ...READ, held: [{ ...HELD, mandates: 'all of them' }] }],
    [200, { ...READ, held: [{ ...HELD, memberId: null }] }],
  ])('does not remember a failure: %d %j', async (failingStatus, failingBody) => {
    const subject = directory();
    [status, body] = [failingStatus, failingBody];
    await expect(subject.forQuery(AN)).rejects.toMatchObject({ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } });
    [status, body] = [200, { ...READ, held: [HELD], treeVersion: 2 }];
    await expect(subject.forQuery(AN)).resolves.toMatchObject({ treeVersion: 2 });
  });

  it('says whose account is nobody’s, and remembers it for three seconds only', async () => {
    const subject = directory();
    body = NOBODY;
    const refusal = { extensions: { code: 'IDENTITY_NOT_LINKED', provider: 'the province', subject: 'bình' } };
    await expect(subject.forQuery(BINH)).rejects.toMatchObject(refusal);
    await expect(subject.forMutation(BINH)).rejects.toMatchObject(refusal);
    expect(asked).toHaveLength(1);
    body = null;
    now += 2_999;
    await expect(subject.forMutation(BINH)).rejects.toMatchObject(refusal);
    now += 1;
    await expect(subject.forQuery(BINH)).resolves.toMatchObject({ memberId: MEMBER });
  });

  it('notices at the next mutation that an account was taken from its member', async () => {
    const subject = directory();
    await subject.forQuery(AN);
    body = NOBODY;
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
