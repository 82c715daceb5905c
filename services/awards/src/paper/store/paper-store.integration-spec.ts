import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { configuredPaperStore } from './configured-paper-store';
import { keyOfPaper, keyOfPart, type PaperStore } from './paper-store';

/** A small S3-compatible server from npm, which has no types of its own. */
const S3rver =
  jest.requireActual<new (options: object) => { run(): Promise<AddressInfo>; close(): Promise<void> }>('s3rver');

const DIGEST = 'ab'.repeat(32);
const UPLOAD = '019ac000-0000-7000-8000-000000000001';
const CONTENT = Buffer.alloc(3_000_000, 'thi đua');

const folder = mkdtempSync(join(tmpdir(), 'thidua-store-'));
const bucketFolder = mkdtempSync(join(tmpdir(), 'thidua-bucket-'));
const server = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: bucketFolder,
  configureBuckets: [{ name: 'papers' }],
});
const REGION = { PAPER_S3_REGION: 'us-east-1' } as const;
const stores: Record<string, PaperStore> = {};

beforeAll(async () => {
  const { port } = await server.run();
  stores['disk'] = configuredPaperStore({ ...REGION, PAPER_DIRECTORY: folder }) as PaperStore;
  writeFileSync(join(folder, 'secret'), 'S3RVER\n');
  stores['bucket'] = configuredPaperStore({
    ...REGION,
    PAPER_DIRECTORY: folder,
    PAPER_S3_BUCKET: 'papers',
    PAPER_S3_ENDPOINT: `http://127.0.0.1:${port}`,
    PAPER_S3_ACCESS_KEY_ID: 'S3RVER',
    PAPER_S3_SECRET_ACCESS_KEY_FILE: join(folder, 'secret'),
  }) as PaperStore;
});
afterAll(async () => {
  for (const store of Object.values(stores)) {
    store.close();
  }
  await server.close();
  rmSync(folder, { recursive: true });
  rmSync(bucketFolder, { recursive: true });
});

describe.each(['disk', 'bucket'])('papers on a %s', (name) => {
  const store = (): PaperStore => stores[name] as PaperStore;

  it('come back as they were put, from a stream as from bytes', async () => {
    const chunks = [CONTENT.subarray(0, 1_000_000), CONTENT.subarray(1_000_000)];
    await store().put(keyOfPaper(DIGEST), Readable.from(chunks, { objectMode: false }), CONTENT.length);
    await store().put(keyOfPart(UPLOAD, 1, DIGEST), CONTENT.subarray(0, 10), 10);
    const content = await store().get(keyOfPaper(DIGEST));
    expect((await buffer(content as Readable)).equals(CONTENT)).toBe(true);
    expect(await store().has(keyOfPaper(DIGEST), CONTENT.length)).toBe(true);
    expect(await store().has(keyOfPaper(DIGEST), 7)).toBe(false);
    expect((await buffer((await store().get(keyOfPart(UPLOAD, 1, DIGEST))) as Readable)).length).toBe(10);
  });

  it('are not there once removed, nor ever were where nothing was put', async () => {
    await store().remove(keyOfPaper(DIGEST));
    await store().remove(keyOfPaper(DIGEST));
    expect(await store().get(keyOfPaper(DIGEST))).toBeNull();
    expect(await store().has(keyOfPaper(DIGEST), 1)).toBe(false);
    await store().remove(keyOfPart(UPLOAD, 1, DIGEST));
    expect(await store().get(keyOfPart(UPLOAD, 1, DIGEST))).toBeNull();
  });

  it('are put whole or not at all', async () => {
    const broken = Readable.from(
      (function* () {
        yield CONTENT.subarray(0, 100);
        throw new Error('the sender is gone');
      })(),
    );
    await expect(store().put(keyOfPaper(DIGEST), broken, CONTENT.length)).rejects.toThrow();
    // What a careless store kept of it has another size, and is never taken for the content.
    expect(await store().has(keyOfPaper(DIGEST), CONTENT.length)).toBe(false);
  });
});

it('on a disk leave nothing half-written behind, and take no key of another make', async () => {
  expect(readdirSync(join(folder, 'papers', 'ab'))).toEqual([]);
  await expect(stores['disk']?.get('papers/../secret')).rejects.toThrow('a key of another make');
  await expect(stores['disk']?.put('/etc/passwd', CONTENT, 1)).rejects.toThrow('a key of another make');
});

it('is nowhere when the environment names no place, and not half-configured', () => {
  expect(configuredPaperStore(REGION)).toBeNull();
  expect(() => configuredPaperStore({ ...REGION, PAPER_S3_BUCKET: 'papers' })).toThrow('PAPER_S3_ACCESS_KEY_ID');
});
