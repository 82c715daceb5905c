import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuiltProgram } from './testing/built-program';
import { writeLargeExport } from './testing/large-export';
import { SigningKey } from './testing/signing-key';
import { VECTORS } from './testing/write-vectors';
import type { Report } from './verify-export';

const MEGABYTE = 1024 * 1024;

describe('the program', () => {
  let folder: string;
  let program: BuiltProgram;
  const key = new SigningKey('vectors');
  const trusted = ['--trusted-key', key.keyId];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'audit-program-'));
    program = new BuiltProgram(join(folder, 'program'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['valid', 0, 'HỢP LỆ', 'VALID: every entry'],
    ['drop-an-entry', 1, 'KHÔNG HỢP LỆ', 'INVALID: the export'],
    ['unanchored', 2, 'CHƯA NEO', 'UNANCHORED: nothing is wrong'],
  ])('says of the export “%s” its verdict in both languages and ends with %i', (name, code, vi, en) => {
    const { status, stdout, stderr } = program.run([join(VECTORS, name), ...trusted]);
    expect([status, stderr]).toEqual([code, '']);
    expect(stdout).toContain(vi);
    expect(stdout).toContain(en);
  });

  it('says which entry of which subject is wrong, how, and where it stands', () => {
    const { stdout } = program.run([join(VECTORS, 'drop-a-whole-subject'), ...trusted]);
    expect(stdout).toContain('SUBJECT_MISSING');
    expect(stdout).toMatch(
      /Mốc neo đã thấy đối tượng này.*\(tệp entries-\d+\.jsonl, đối tượng [0-9a-f-]{36}, mục \d+, mốc neo \d+\)/,
    );
    expect(stdout).toMatch(
      /An anchor saw this subject.*\(file entries-\d+\.jsonl, subject [0-9a-f-]{36}, entry \d+, anchor \d+\)/,
    );
  });

  it('gives its report as JSON', () => {
    const { status, stdout } = program.run([join(VECTORS, 'unanchored'), ...trusted, '--json']);
    const report = JSON.parse(stdout) as Report;
    expect(status).toBe(2);
    expect(report).toMatchObject({ verdict: 'UNANCHORED', unanchored: 1, errorCount: 0, noticeCount: 1 });
    expect(report.notices[0]).toMatchObject({
      code: 'UNANCHORED',
      sequence: 3,
      en: expect.stringContaining('no anchor'),
    });
  });

  it('takes the published anchor from its caller', () => {
    const words = [join(VECTORS, 'valid'), ...trusted, '--expected-anchor'];
    const { lastAnchor } = JSON.parse(program.run([join(VECTORS, 'valid'), ...trusted, '--json']).stdout) as Report;
    expect(program.run([...words, `${lastAnchor?.number}:${lastAnchor?.root}`]).status).toBe(0);
    expect(program.run([...words, `${(lastAnchor?.number ?? 0) + 1}:${lastAnchor?.root}`]).status).toBe(1);
  });

  it.each([
    ['no folder', []],
    ['no trusted key', ['.']],
    ['two folders', ['.', '..', ...trusted]],
    ['a key that is none', ['.', '--trusted-key', 'abc']],
    ['an anchor that is none', ['.', ...trusted, '--expected-anchor', '12']],
    ['no number of threads', ['.', ...trusted, '--threads', '0']],
    ['an option that it does not know', ['.', ...trusted, '--fast']],
  ])('explains itself when it is called with %s', (_case, words) => {
    const { status, stdout, stderr } = program.run(words);
    expect([status, stdout]).toEqual([64, '']);
    expect(stderr).toContain('--trusted-key');
  });

  it('says the same of a large export on several threads as on one, and its memory does not grow with it', () => {
    const size = { entriesPerSubject: 8, anchors: 200 };
    const [small, large] = [join(folder, 'small'), join(folder, 'large')];
    writeLargeExport(small, { ...size, subjects: 800, segmentBytes: 64 * MEGABYTE }, key);
    writeLargeExport(large, { ...size, subjects: 9_000, segmentBytes: 30 * MEGABYTE }, key);
    const growth = program.peakMemory(large, key.keyId) - program.peakMemory(small, key.keyId);
    // It reads 70 MB more.
    expect(growth).toBeLessThan(12 * MEGABYTE);

    writeFileSync(join(large, 'entries-000002.jsonl'), 'x\n', { flag: 'a' });
    const [alone, together] = ['1', '2'].map((threads) => {
      const { status, stdout } = program.run([large, ...trusted, '--threads', threads, '--json']);
      expect(status).toBe(1);
      return JSON.parse(stdout) as Report;
    });
    expect(alone?.errors.map(({ code }) => code)).toEqual(['FILE_CHANGED', 'FILE_LINES', 'ENTRY_MALFORMED']);
    expect(together).toEqual(alone);
  }, 120_000);
});
