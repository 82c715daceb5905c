import { newId } from '@thidua/contracts/ids';
import { verifyExport, type Finding } from '@thidua/audit-verifier';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { v5 } from 'uuid';
import { AuditTrailBench } from '../testing/audit-trail-bench';
import { exportAudit } from './audit-export';

describe('an export of the audit trail', () => {
  let trail: AuditTrailBench;
  beforeEach(async () => {
    trail = await AuditTrailBench.start('audit_export');
  });
  afterEach(() => trail.stop());

  const linesOf = (folder: string, name: string): string[] =>
    readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');

  it('holds every entry as it was stored, by subject in the order of the ids’ texts and by sequence', async () => {
    // The database orders its uuids by version and by parts of them.
    const subjects = [newId(), newId(), randomUUID(), v5('một', v5.URL), v5('hai', v5.URL), randomUUID()];
    for (const subject of [...subjects, ...subjects]) {
      await trail.decide(subject);
    }
    await trail.anchorer().take(0);
    const { folder, ...summary } = await trail.export();
    expect(summary).toMatchObject({ subjects: 6, entries: 24, lastAnchor: { number: 1 }, keyId: trail.signer.keyId });
    const stored = await trail.bench.dataSource.query<{ subjectId: string; entry: string; hash: string }[]>(
      `SELECT subject_id AS subjectId, entry, hash FROM ${trail.bench.database.auditDatabase}.audit_entry
        ORDER BY sequence`,
    );
    const expected = subjects
      .sort()
      .flatMap((subject) => stored.filter(({ subjectId }) => subjectId === subject))
      .map(({ entry, hash }) => `{"entry":${entry},"hash":"${hash}"}`);
    expect(linesOf(folder, 'entries-000001.jsonl')).toEqual(expected);
    expect((await verifyExport(folder, { trustedKeys: [trail.signer.keyId] })).verdict).toBe('VALID');
  });

  it('is cut into segments between subjects, and holds chains that are longer than what is read at once', async () => {
    const [long] = await trail.decideOnNew(1);
    for (let count = 0; count < 160; count += 1) {
      await trail.decide(long!);
    }
    await trail.decideOnNew(5);
    await trail.anchorer().take(0);
    await trail.decideOnNew(2);
    await trail.anchorer().take(0);
    const { folder, entries } = await trail.export(1);
    expect(entries).toBe(336);
    const files = readdirSync(folder);
    expect(files.filter((name) => name.startsWith('entries'))).toHaveLength(8);
    expect(files.filter((name) => name.startsWith('heads'))).toHaveLength(8);
    expect(await verifyExport(folder, { trustedKeys: [trail.signer.keyId] })).toMatchObject({
      verdict: 'VALID',
      subjects: 8,
      entries: 336,
    });
  });

  it('shows a moment: what is decided while it is written is not in it', async () => {
    await trail.decideOnNew(3);
    const anchor = await trail.anchorer().take(0);
    const state = { exporting: true };
    const writing = (async () => {
      while (state.exporting) {
        await trail.decideOnNew(1);
      }
    })();
    const exports = await Promise.all(Array.from({ length: 6 }, () => trail.export()));
    state.exporting = false;
    await writing;
    for (const { folder } of exports) {
      const report = await verifyExport(folder, { trustedKeys: [trail.signer.keyId], expectedAnchor: anchor });
      expect(report.errors).toEqual([]);
      expect(report.verdict).toBe(report.unanchored > 0 ? 'UNANCHORED' : 'VALID');
    }
  });

  it('without an entry and an anchor is an export as well', async () => {
    expect(await trail.verify()).toMatchObject({ verdict: 'UNANCHORED', errors: [], entries: 0, anchors: 0 });
    await trail.anchorer().take(0);
    expect(await trail.verify()).toMatchObject({ verdict: 'VALID', entries: 0, anchors: 1 });
  });

  it('never takes the place of another, and leaves nothing when it fails', async () => {
    const { folder } = await trail.export();
    const request = { service: 'awards', database: { url: trail.bench.database.url }, signer: trail.signer } as const;
    await expect(exportAudit({ ...request, folder })).rejects.toThrow('is there already');
    const nowhere = { url: 'mysql://nobody:nothing@127.0.0.1:1/none' };
    const failed = join(trail.folder, 'failed');
    await expect(exportAudit({ ...request, database: nowhere, folder: failed })).rejects.toThrow();
    expect(existsSync(failed)).toBe(false);
    expect(readdirSync(dirname(failed)).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  describe('of a trail that somebody with every right over the database has changed', () => {
    const placed = ({ code, subjectId, sequence }: Finding): unknown[] => [code, subjectId, sequence];

    async function errorsAfter(sql: string, choose: (subjects: string[]) => unknown[]): Promise<unknown[][]> {
      const subjects = (await trail.decideOnNew(4)).sort();
      await trail.anchorer().take(0);
      await trail.asAdministrator(sql, choose(subjects));
      const report = await trail.verify();
      expect(report.verdict).toBe('INVALID');
      return report.errors.map(placed);
    }

    it('names the entry that says something else', async () => {
      let subject = '';
      const errors = await errorsAfter(
        `UPDATE AUDIT.audit_entry SET entry = REPLACE(entry, 'WRITE_NOTE', 'TEAR_NOTE') WHERE subject_id = ? AND sequence = 1`,
        ([, second]) => [(subject = second!)],
      );
      expect(errors).toEqual([['ENTRY_HASH', subject, 1]]);
    });

    it('names the subject of which nothing is left', async () => {
      let subject = '';
      const errors = await errorsAfter('DELETE FROM AUDIT.audit_entry WHERE subject_id = ?', (subjects) => [
        (subject = subjects.at(-1)!),
      ]);
      expect(errors).toEqual([['SUBJECT_MISSING', subject, 2]]);
    });

    it('names the entry that is missing', async () => {
      let subject = '';
      const errors = await errorsAfter(
        'DELETE FROM AUDIT.audit_entry WHERE subject_id = ? AND sequence = 2',
        ([first]) => [(subject = first!)],
      );
      expect(errors).toEqual([['ENTRIES_MISSING', subject, 2]]);
    });
  });
});
