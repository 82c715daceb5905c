import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditTrailBench, newAuditSigner } from '../testing/audit-trail-bench';
import { pledgeCommand } from '../testing/decision-bench';
import { adoptLostAnchors } from './adopt-anchors';
import { AnchorConflict } from './anchor-archive';

const TABLES = ['audit_entry', 'audit_anchor', 'audit_anchor_head', 'audit_period'];

describe('a database that was restored to an older state', () => {
  let trail: AuditTrailBench;
  let subjects: string[];

  /** Three subjects and an anchor; a backup; then two more anchors, and the database as it was in the backup. */
  beforeEach(async () => {
    trail = await AuditTrailBench.start('adopt');
    const { database } = trail.bench;
    subjects = await trail.decideOnNew(3);
    await trail.anchorer().take(0);
    const tables = [...TABLES.map((name) => `${database.auditDatabase}.${name}`), 'subject_head', 'command', 'outbox'];
    for (const table of tables) {
      await trail.asAdministrator(`CREATE TABLE ${table}_backup AS SELECT * FROM ${table}`);
    }
    await trail.decide(subjects[0]!);
    await trail.anchorer().take(0);
    await trail.decide(subjects[0]!);
    await trail.decideOnNew(1);
    await trail.anchorer().take(0);
    for (const table of tables) {
      await trail.asAdministrator(`DELETE FROM ${table}`);
      await trail.asAdministrator(`INSERT INTO ${table} SELECT * FROM ${table}_backup`);
    }
  });
  afterEach(() => trail.stop());

  const adopt = (): Promise<number> =>
    adoptLostAnchors({
      dataSource: trail.bench.dataSource,
      service: 'awards',
      signer: trail.signer,
      archive: trail.archive,
    });

  /** The subject itself says what it has lost: the last of its entries that an anchor saw. */
  async function sayWhatWasLost(subject: string): Promise<void> {
    const [lostHead] = await trail.bench.dataSource.query<object[]>(
      `SELECT sequence, hash FROM ${trail.bench.database.auditDatabase}.audit_anchor_head
        WHERE subject_id = ? ORDER BY anchor DESC LIMIT 1`,
      [subject],
    );
    await trail.bench.decisions.run(
      pledgeCommand(subject, {
        decide: () => Promise.resolve({ answer: { text: '' }, audit: { action: 'RESTORED', after: { lostHead } } }),
      }),
    );
  }

  it('takes no anchor before it has taken in those that were published', async () => {
    await expect(trail.anchorer().take(0)).rejects.toThrow(AnchorConflict);
    expect(await adopt()).toBe(2);
    expect((await trail.anchorer().take(0)).number).toBe(4);
    expect(await adopt()).toBe(0);
  });

  it('verifies once every subject has said what was lost: the loss is told, and nothing else is wrong', async () => {
    await adopt();
    // Before: the heads that were published say what is missing.
    const before = await trail.verify();
    expect(before.verdict).toBe('INVALID');
    expect(new Set(before.errors.map(({ code }) => code))).toEqual(new Set(['ENTRIES_MISSING', 'SUBJECT_MISSING']));
    const gone = before.errors.find(({ code }) => code === 'SUBJECT_MISSING')?.subjectId ?? '';
    await sayWhatWasLost(subjects[0]!);
    await sayWhatWasLost(gone);
    await trail.decide(subjects[0]!);
    const anchor = await trail.anchorer().take(0);
    const report = await trail.verify({ number: anchor.number, root: anchor.root });
    expect(report).toMatchObject({ verdict: 'VALID', errors: [], anchors: 4 });
    expect(
      report.notices.map(({ code, subjectId, sequence, anchor: number }) => [code, subjectId, sequence, number]),
    ).toEqual(
      [
        ['RESTORED', subjects[0], 4, 2],
        ['RESTORED', subjects[0], 6, 3],
        ['RESTORED', gone, 2, 3],
      ].sort(([, one], [, other]) => (String(one) < String(other) ? -1 : 1)),
    );
  });

  it('takes in nothing that its own key did not sign, or that lists other heads', async () => {
    const path = join(trail.folder, 'anchors', '0000000003.jsonl');
    const published = readFileSync(path, 'utf8');
    const own = trail.signer;
    trail.signer = newAuditSigner();
    // Its own older anchors still name the key that signed.
    expect(await adopt()).toBe(2);
    trail.signer = own;
    await trail.asAdministrator('DELETE FROM AUDIT.audit_anchor WHERE number = 3');
    await trail.asAdministrator('DELETE FROM AUDIT.audit_anchor_head WHERE anchor = 3');
    await trail.asAdministrator('DELETE FROM AUDIT.audit_period WHERE number = 4');
    writeFileSync(path, published.replace('"entries":', '"entries":1'));
    await expect(adopt()).rejects.toThrow('was not signed by this service');
    writeFileSync(path, published);
    appendFileSync(path, `["${subjects[1]}",9,"${'a'.repeat(64)}"]\n`);
    await expect(adopt()).rejects.toThrow('does not list the heads');
    writeFileSync(path, published);
    expect(await adopt()).toBe(1);
  });
});
