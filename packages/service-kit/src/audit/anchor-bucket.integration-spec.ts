import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditTrailBench } from '../testing/audit-trail-bench';
import { AnchorConflict, type AnchorArchive } from './anchor-archive';
import { configuredAnchorArchive } from './configured-anchor-archive';

interface ObjectStore {
  run(): Promise<AddressInfo>;
  close(): Promise<void>;
}
/** A small S3-compatible server from npm, which has no types of its own. */
const S3rver = jest.requireActual<new (options: object) => ObjectStore>('s3rver');

async function* lines(...texts: readonly string[]): AsyncGenerator<string> {
  yield* texts;
}

describe('a bucket of anchors', () => {
  let folder: string;
  let server: ObjectStore;
  let port: number;
  let archive: AnchorArchive;

  const startServer = async (at: number): Promise<void> => {
    server = new S3rver({
      port: at,
      address: '127.0.0.1',
      silent: true,
      directory: folder,
      configureBuckets: [{ name: 'anchors' }],
    });
    port = (await server.run()).port;
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'thidua-anchors-'));
    await startServer(0);
    archive = configuredAnchorArchive(
      {
        AUDIT_ANCHOR_DIRECTORY: '/never-used',
        AUDIT_ANCHOR_S3_BUCKET: 'anchors',
        AUDIT_ANCHOR_S3_ENDPOINT: `http://127.0.0.1:${port}`,
        AUDIT_ANCHOR_S3_ACCESS_KEY_ID: 'S3RVER',
        AUDIT_ANCHOR_S3_SECRET_ACCESS_KEY: 'S3RVER',
      },
      'awards',
    ) as AnchorArchive;
  });
  afterEach(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const content = async (number: number): Promise<string[]> => {
    const read: string[] = [];
    for await (const line of archive.read(number)) {
      read.push(line);
    }
    return read;
  };
  const drafts = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('thidua-anchor-'));

  it('keeps an anchor line by line under its service and number, and takes the same one again', async () => {
    expect(await archive.has(12)).toBe(false);
    await archive.write(12, lines('mốc', 'đầu'));
    await archive.write(12, lines('mốc', 'đầu'));
    expect(await archive.has(12)).toBe(true);
    expect(await content(12)).toEqual(['mốc', 'đầu']);
    expect(readdirSync(join(folder, 'anchors', 'awards')).some((name) => name.startsWith('0000000012.jsonl'))).toBe(
      true,
    );
    expect(drafts()).toEqual([]);
  });

  it.each([
    ['another text', ['a', 'x']],
    ['less', ['a']],
    ['more', ['a', 'b', 'c']],
  ])('never puts %s in the place of an anchor that is there', async (_case, other) => {
    await archive.write(12, lines('a', 'b'));
    await expect(archive.write(12, lines(...other))).rejects.toThrow(AnchorConflict);
    expect(await content(12)).toEqual(['a', 'b']);
  });

  it('has nothing of an anchor that could not be written whole', async () => {
    async function* broken(): AsyncGenerator<string> {
      yield 'a';
      throw new Error('the database is gone');
    }
    await expect(archive.write(12, broken())).rejects.toThrow('the database is gone');
    expect(await archive.has(12)).toBe(false);
    expect(drafts()).toEqual([]);
  });

  it('is caught up with once it answers again, without a hole and with nothing taken twice', async () => {
    const trail = await AuditTrailBench.start('bucket');
    try {
      const anchorer = trail.anchorer(archive);
      await trail.decideOnNew(2);
      await anchorer.take(0);
      await server.close();
      await trail.decideOnNew(1);
      await expect(anchorer.take(0)).rejects.toThrow();
      await expect(anchorer.take(0)).rejects.toThrow();
      await startServer(port);
      const { number, root } = await anchorer.take(0);
      const numbers = await Promise.all(
        Array.from({ length: number }, async (_, index) => {
          const [line] = await content(index + 1);
          return (JSON.parse(line ?? '') as { anchor: { number: number } }).anchor.number;
        }),
      );
      expect(numbers).toEqual(Array.from({ length: number }, (_, index) => index + 1));
      expect(await trail.verify({ number, root })).toMatchObject({ verdict: 'VALID', subjects: 3 });
    } finally {
      await trail.stop();
    }
  });

  it('is not half-configured', () => {
    expect(() => configuredAnchorArchive({ AUDIT_ANCHOR_S3_BUCKET: 'anchors' }, 'awards')).toThrow(
      'AUDIT_ANCHOR_S3_ACCESS_KEY_ID',
    );
    expect(configuredAnchorArchive({}, 'awards')).toBeNull();
  });
});
