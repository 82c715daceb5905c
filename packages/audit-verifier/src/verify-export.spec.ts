import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from './findings';
import { aboutOf, exportOf, manifestOf, sealed, writeFiles, type Files } from './testing/export-files';
import { SigningKey } from './testing/signing-key';
import { anchorLine, anchorRoot, entryHash, Trail } from './testing/trail';
import { verifyExport, type Report, type VerifyOptions } from './verify-export';

const key = new SigningKey('own');
const FIRST = '0198a000-0000-7000-8000-000000000001';
const SECOND = '0198a000-0000-7000-8000-000000000002';
const THIRD = '0198a000-0000-7000-8000-000000000003';

describe('an export', () => {
  let folder: string;
  let count = 0;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'audit-verify-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function verify(files: Files, options: Partial<VerifyOptions> = {}): Promise<Report> {
    count += 1;
    const own = join(folder, String(count));
    writeFiles(own, files);
    return verifyExport(own, { trustedKeys: [key.keyId], ...options });
  }

  function anchored(): Trail {
    const trail = new Trail();
    for (const subject of [FIRST, SECOND, FIRST]) {
      trail.append(subject);
    }
    trail.takeAnchor(key);
    trail.append(THIRD);
    trail.append(FIRST);
    trail.takeAnchor(key);
    return trail;
  }

  /** Changes one file and makes the manifest anew, as its keeper could. */
  function changed(trail: Trail, name: string, change: (text: string) => string): Files {
    const files = exportOf(trail, key);
    files.set(name, Buffer.from(change(files.get(name)?.toString() ?? '')));
    files.delete('manifest.json');
    return files.set('manifest.json', sealed(manifestOf(files, aboutOf(trail), key), key));
  }

  const placed = ({ code, subjectId, sequence, anchor }: Finding): unknown[] => [code, subjectId, sequence, anchor];

  it('whose entries all are covered is valid, and says what it holds', async () => {
    const trail = anchored();
    expect(await verify(exportOf(trail, key))).toMatchObject({
      verdict: 'VALID',
      service: 'awards',
      subjects: 3,
      entries: 5,
      anchors: 2,
      unanchored: 0,
      lastAnchor: { number: 2, root: anchorRoot(trail.anchors[1]!) },
      errors: [],
      notices: [],
    });
  });

  it('is unanchored, never valid, from the first entry after the last anchor', async () => {
    const trail = anchored();
    trail.append(SECOND);
    trail.append(SECOND);
    const report = await verify(exportOf(trail, key));
    expect(report).toMatchObject({ verdict: 'UNANCHORED', unanchored: 2, errors: [] });
    expect(report.notices.map(placed)).toEqual([['UNANCHORED', SECOND, 2, undefined]]);
  });

  it('without any anchor is unanchored', async () => {
    const trail = new Trail();
    expect(await verify(exportOf(trail, key))).toMatchObject({ verdict: 'UNANCHORED', entries: 0 });
    trail.append(FIRST);
    expect(await verify(exportOf(trail, key))).toMatchObject({ verdict: 'UNANCHORED', unanchored: 1 });
  });

  it('names the entry that was changed', async () => {
    const files = changed(anchored(), 'entries-000001.jsonl', (text) => text.replace('"SIGN"', '"SEAL"'));
    const report = await verify(files);
    expect(report.verdict).toBe('INVALID');
    expect(report.errors).toEqual([
      { code: 'ENTRY_HASH', file: 'entries-000001.jsonl', line: 1, subjectId: FIRST, sequence: 1 },
    ]);
  });

  it('names the entry after which one is missing', async () => {
    const files = changed(anchored(), 'entries-000001.jsonl', (text) => text.split('\n').toSpliced(1, 1).join('\n'));
    const report = await verify(files);
    expect(report.errors.map(placed)).toEqual([
      ['SEQUENCE_GAP', FIRST, 3, undefined],
      ['ENTRIES_MISSING', FIRST, 2, 1],
    ]);
  });

  it('names the anchor whose list of heads was changed', async () => {
    const files = changed(anchored(), 'heads-000001.jsonl', (text) =>
      text
        .split('\n')
        .filter((line) => !line.includes(THIRD))
        .join('\n'),
    );
    const report = await verify(files);
    expect(report.errors.map(placed)).toEqual([
      ['HEADS_ROOT', undefined, undefined, 2],
      ['ANCHOR_COUNTS', undefined, undefined, 2],
      ['TIME_OUTSIDE_INTERVAL', THIRD, 1, undefined],
    ]);
  });

  it('holds an anchor to its signature, its number and the one before it', async () => {
    const trail = anchored();
    const [first, second] = trail.anchors as [(typeof trail.anchors)[0], (typeof trail.anchors)[0]];
    const withSecond = (more: object): Promise<Report> => {
      const lines = [anchorLine(first, key), anchorLine({ ...second, ...more }, key)];
      return verify(changed(trail, 'anchors.jsonl', () => `${lines.join('\n')}\n`));
    };
    const codes = async (report: Promise<Report>): Promise<string[]> => (await report).errors.map(({ code }) => code);
    expect(await codes(withSecond({ previousRoot: 'a'.repeat(64) }))).toEqual(['ANCHOR_CHAIN', 'LAST_ANCHOR']);
    expect(await codes(withSecond({ from: second.to }))).toEqual(
      expect.arrayContaining(['ANCHOR_INTERVAL', 'LAST_ANCHOR', 'TIME_OUTSIDE_INTERVAL']),
    );
    expect(await codes(withSecond({ service: 'finance' }))).toEqual(['ANCHOR_SERVICE', 'LAST_ANCHOR']);
    expect(await codes(withSecond({ entries: second.entries + 1 }))).toEqual(['LAST_ANCHOR', 'ANCHOR_COUNTS']);
    expect(await codes(withSecond({ subjects: second.subjects - 1 }))).toEqual(['LAST_ANCHOR', 'ANCHOR_COUNTS']);
    expect(await codes(withSecond({ another: 1 }))).toContain('ANCHOR_MALFORMED');
    const forged = changed(trail, 'anchors.jsonl', (text) => text.replace(/"signature":"../, '"signature":"00'));
    expect(await codes(verify(forged))).toContain('ANCHOR_SIGNATURE');
  });

  it('must hold the anchor that is known from elsewhere', async () => {
    const trail = anchored();
    const [first, second] = trail.anchors.map((anchor) => ({ number: anchor.number, root: anchorRoot(anchor) }));
    const older = exportOf(trail.before(2), key);
    expect((await verify(exportOf(trail, key), { expectedAnchor: first })).verdict).toBe('VALID');
    expect((await verify(exportOf(trail, key), { expectedAnchor: second })).verdict).toBe('VALID');
    expect((await verify(older)).verdict).toBe('UNANCHORED');
    const missing = await verify(older, { expectedAnchor: second });
    expect(missing.errors).toEqual([{ code: 'EXPECTED_ANCHOR_MISSING', anchor: 2 }]);
    const other = await verify(exportOf(trail, key), { expectedAnchor: { number: 2, root: 'b'.repeat(64) } });
    expect(other.errors).toEqual([{ code: 'EXPECTED_ANCHOR_DIFFERS', anchor: 2 }]);
  });

  it('is trusted for the keys named from outside alone', async () => {
    const report = await verify(exportOf(anchored(), key), { trustedKeys: [new SigningKey('other').keyId] });
    expect(report.verdict).toBe('INVALID');
    expect(report.errors.map(({ code }) => code)).toEqual(['KEY_UNTRUSTED', 'KEY_UNTRUSTED', 'KEY_UNTRUSTED']);
    expect(report.errors[0]).toEqual({ code: 'KEY_UNTRUSTED', file: 'manifest.json', keyId: key.keyId });
  });

  it('may be signed by several keys, one after the other, that are all trusted', async () => {
    const newKey = new SigningKey('new');
    const trail = anchored();
    trail.append(THIRD);
    trail.takeAnchor(newKey);
    const files = exportOf(trail, key);
    const lines = trail.anchors.map((anchor) => anchorLine(anchor, anchor['keyId'] === key.keyId ? key : newKey));
    files.set('anchors.jsonl', Buffer.from(`${lines.join('\n')}\n`));
    files.delete('manifest.json');
    files.set('manifest.json', sealed(manifestOf(files, aboutOf(trail), newKey, [key]), newKey));
    expect((await verify(files, { trustedKeys: [key.keyId, newKey.keyId] })).verdict).toBe('VALID');
    expect((await verify(files)).errors.map(({ code, anchor }) => [code, anchor])).toEqual([
      ['KEY_UNTRUSTED', undefined],
      ['KEY_UNTRUSTED', 3],
    ]);
  });

  describe('of a database that was restored', () => {
    /** The second anchor saw an entry of FIRST that the restored database no longer has. */
    function restored(lostHead: (lost: { hash: string; sequence: number }) => unknown): Trail {
      const trail = anchored();
      const lost = trail.entries.pop()!;
      const kept = trail.entries.findLast((entry) => entry.subjectId === FIRST)!;
      trail.append(FIRST, {
        action: 'RESTORED',
        after: { lostHead: lostHead({ hash: entryHash(lost), sequence: lost.sequence }) },
        previousHash: entryHash(kept),
      });
      trail.takeAnchor(key);
      return trail;
    }

    it('tells what was lost where the subject’s own entry names it', async () => {
      const report = await verify(
        exportOf(
          restored((lost) => lost),
          key,
        ),
      );
      expect(report.verdict).toBe('VALID');
      expect(report.notices.map(placed)).toEqual([['RESTORED', FIRST, 3, 2]]);
    });

    it('is invalid where the entry names something else, or nothing', async () => {
      const other = await verify(
        exportOf(
          restored((lost) => ({ ...lost, sequence: 9 })),
          key,
        ),
      );
      expect(other.verdict).toBe('INVALID');
      expect(other.errors.map(({ code }) => code)).toContain('RESTORED_HEAD_UNKNOWN');
      const none = await verify(
        exportOf(
          restored(() => null),
          key,
        ),
      );
      expect(none.errors.map(({ code }) => code)).toContain('HEAD_MISMATCH');
    });
  });

  it('that is a text without a manifest is invalid', async () => {
    expect(await verify(new Map([['notes.txt', Buffer.from('ghi chú')]]))).toMatchObject({
      verdict: 'INVALID',
      service: null,
      errors: [{ code: 'MANIFEST_MALFORMED', file: 'manifest.json' }],
    });
  });

  it('tells the first thousand of what is wrong, and counts the rest', async () => {
    const trail = new Trail();
    for (let entry = 0; entry < 1_100; entry += 1) {
      trail.append(FIRST);
    }
    trail.takeAnchor(key);
    const report = await verify(changed(trail, 'entries-000001.jsonl', (text) => text.replaceAll('"SIGN"', '"SEAL"')));
    expect([report.errors.length, report.errorCount]).toEqual([1_000, 1_100]);
  });
});
