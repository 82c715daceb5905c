import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AN, startTestSystem, type TestSystem } from '../fixture/system.fixture';
import { type RunningGateway, startGateway } from '../gateway';
import { createLog } from '../log';
import { documentIdOf, TrustedDocuments } from './trusted-documents';

const READ = 'query Read($id: ID!) { unit(id: $id) { id name } }';
const CHANGE = 'mutation Change { sign(id: "1") }';

describe('a gateway that serves registered operations only', () => {
  let system: TestSystem;
  let gateway: RunningGateway;
  let folder: string;

  beforeAll(async () => {
    system = await startTestSystem();
    folder = mkdtempSync(join(tmpdir(), 'thidua-documents-'));
    const file = join(folder, 'manifest.json');
    writeFileSync(file, JSON.stringify(Object.fromEntries([READ, CHANGE].map((text) => [documentIdOf(text), text]))));
    gateway = await startGateway({ ...system.environment, TRUSTED_DOCUMENTS_FILE: file }, createLog('silent'));
  });
  afterAll(async () => {
    await gateway.stop();
    await system.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => system.reset());

  const variables = { id: '7' };
  const answered = { data: { unit: { id: '7', name: 'unit 7' } } };
  const persisted = (hash: string) => ({ persistedQuery: { version: 1, sha256Hash: hash } });

  async function post(body: object) {
    const response = await fetch(`${gateway.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await system.token(AN)}` },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }

  async function get(parameters: Record<string, string>) {
    const response = await fetch(`${gateway.address}/graphql?${new URLSearchParams(parameters)}`, {
      headers: { 'apollo-require-preflight': 'true' },
    });
    return { status: response.status, body: await response.json() };
  }

  it.each([
    ['its id', { documentId: documentIdOf(READ) }],
    ['its id with the name of the hash', { documentId: `sha256:${documentIdOf(READ)}` }],
    ['Apollo’s hash', { extensions: persisted(documentIdOf(READ)) }],
    ['Apollo’s hash and the text', { query: READ, extensions: persisted(documentIdOf(READ)) }],
    ['its text', { query: READ }],
  ])('serves one that is named by %s', async (_what, named) => {
    expect(await post({ ...named, variables })).toEqual({ status: 200, body: answered });
  });

  it('serves it by GET as well, and still changes nothing by GET', async () => {
    const asked = { variables: JSON.stringify(variables) };
    expect((await get({ documentId: documentIdOf(READ), ...asked })).body).toEqual(answered);
    const extensions = JSON.stringify(persisted(documentIdOf(READ)));
    expect((await get({ extensions, ...asked })).body).toEqual(answered);
    expect((await get({ documentId: documentIdOf(CHANGE) })).status).toBe(405);
    expect(system.done).toEqual({});
    await post({ documentId: documentIdOf(CHANGE) });
    expect(system.done).toEqual({ sign: 1 });
  });

  it.each([
    ['another text', { query: '{ whoAmI }' }],
    ['the same in other words', { query: READ.replace(' name', '') }],
    ['another text under the id of a registered one', { query: '{ whoAmI }', documentId: documentIdOf(READ) }],
    ['the schema', { query: '{ __schema { queryType { name } } }' }],
    ['an unknown id', { documentId: documentIdOf('{ whoAmI }') }],
    ['a name that every object has', { documentId: 'constructor' }],
    ['an unknown hash', { extensions: persisted(documentIdOf('{ whoAmI }')) }],
    ['nothing', {}],
  ])('refuses %s', async (_what, named) => {
    const { status, body } = await post({ ...named, variables });
    expect(status).toBe(400);
    expect(body).toEqual({
      errors: [
        expect.objectContaining({
          path: [],
          extensions: expect.objectContaining({
            code: 'OPERATION_NOT_REGISTERED',
            message: { vi: expect.any(String), en: expect.any(String) },
          }),
        }),
      ],
    });
    expect(system.membership.received).toHaveLength(0);
  });

  it('refuses another text by GET, twice given as well', async () => {
    for (const query of ['query=%7BwhoAmI%7D', `query=${encodeURIComponent(READ)}&query=%7BwhoAmI%7D`]) {
      const response = await fetch(`${gateway.address}/graphql?${query}`, {
        headers: { 'apollo-require-preflight': 'true' },
      });
      expect(response.status).toBe(400);
    }
    expect(system.membership.received).toHaveLength(0);
  });
});

describe('a manifest', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thidua-documents-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['an id is not its text’s', { [documentIdOf('a')]: 'a', wrong: 'b', worse: 'c' }, 'wrong, worse'],
    ['it is something else', ['{ whoAmI }'], 'is not a manifest'],
  ])('is not used when %s', (_what, content, problem) => {
    const file = join(folder, 'manifest.json');
    writeFileSync(file, JSON.stringify(content));
    expect(() => TrustedDocuments.fromFile(file)).toThrow(problem);
  });
});
