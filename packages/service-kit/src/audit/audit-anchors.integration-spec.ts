import { newId } from '@thidua/contracts/ids';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_CLOCK } from '../database/data-source';
import type { AuditEntry } from '../decision/audit-chain';
import { AuditTrailBench, newAuditSigner } from '../testing/audit-trail-bench';
import { pledgeCommand } from '../testing/decision-bench';
import { AnchorConflict, type AnchorArchive } from './anchor-archive';

const FUTURE = '2090-01-01T00:00:00.000000Z';
const MYSQL_LOCK_WAIT_TIMEOUT = 1205;

/** Something that a test waits for and opens itself. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('anchors of the audit trail', () => {
  let trail: AuditTrailBench;
  beforeEach(async () => {
    trail = await AuditTrailBench.start('anchors');
  });
  afterEach(() => trail.stop());

  /** A command that stands in the middle of its transaction until it is let go. */
  function stalled(subject: string): {
    readonly inside: Promise<void>;
    readonly letGo: () => void;
    done: Promise<unknown>;
  } {
    const inside = gate();
    const letGo = gate();
    const before = (): Promise<void> => {
      inside.open();
      return letGo.opened;
    };
    const done = trail.bench.decisions.run(pledgeCommand(subject, { starts: true, before }));
    return { inside: inside.opened, letGo: letGo.open, done };
  }

  async function untilPeriodIsOpen(number: number): Promise<void> {
    for (;;) {
      const [period] = await trail.bench.dataSource.query<object[]>(
        `SELECT number FROM ${trail.bench.database.auditDatabase}.audit_period WHERE number = ?`,
        [number],
      );
      if (period) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async function untilSomebodyWaits(): Promise<void> {
    const waiting = async (): Promise<object[]> =>
      trail.bench.dataSource.query<object[]>(
        `SELECT trx_id FROM information_schema.innodb_trx
          WHERE trx_state = 'LOCK WAIT' AND trx_query LIKE '%${trail.bench.database.auditDatabase}.audit_period%'`,
      );
    while ((await waiting()).length === 0) {
      // The server shows the same again to who asks within a tenth of a second.
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }

  async function firstEntryOf(subject: string): Promise<AuditEntry> {
    const [first] = await trail.bench.trail(subject);
    return first!.entry;
  }

  const files = (): string[] => readdirSync(join(trail.folder, 'anchors')).sort();

  it('cover what was committed since the one before, with its counts, and follow each other', async () => {
    const anchorer = trail.anchorer();
    await trail.decideOnNew(3);
    const first = await anchorer.take(0);
    const [subject] = await trail.decideOnNew(1);
    await trail.decide(subject!);
    const second = await anchorer.take(0);
    const third = await anchorer.take(0);
    expect(first).toMatchObject({
      number: 1,
      subjects: 3,
      entries: 6,
      changed: 3,
      from: '1970-01-01T00:00:00.000000Z',
    });
    expect(second).toMatchObject({ number: 2, subjects: 4, entries: 10, changed: 1, from: first.to });
    expect(third).toMatchObject({ number: 3, subjects: 4, entries: 10, changed: 0, from: second.to });
    expect(await trail.verify({ number: 3, root: third.root })).toMatchObject({
      verdict: 'VALID',
      anchors: 3,
      entries: 10,
      subjects: 4,
    });
  });

  it('are written outside the database, one file each: the signed statement, then every head', async () => {
    const subjects = await trail.decideOnNew(3);
    await trail.anchorer().take(0);
    const lines = readFileSync(join(trail.folder, 'anchors', '0000000001.jsonl'), 'utf8')
      .trimEnd()
      .split('\n');
    const { folder } = await trail.export();
    expect(lines[0]).toBe(readFileSync(join(folder, 'anchors.jsonl'), 'utf8').trimEnd());
    const heads = await Promise.all(
      subjects.sort().map(async (subject) => {
        const entries = await trail.bench.trail(subject);
        return JSON.stringify([subject, 2, entries.at(-1)?.hash]);
      }),
    );
    expect(lines.slice(1)).toEqual(heads);
  });

  it('wait for who is in the middle of a transaction, while nobody waits for them', async () => {
    const [late, prompt] = [newId(), newId()];
    const command = stalled(late);
    await command.inside;
    const taking = trail.anchorer().take(0);
    await untilPeriodIsOpen(2);
    // Goes through although the anchor is being taken, and belongs to the next one.
    await trail.decide(prompt);
    command.letGo();
    await command.done;
    const anchor = await taking;
    expect((await firstEntryOf(late)).at < anchor.to).toBe(true);
    expect((await firstEntryOf(prompt)).at >= anchor.to).toBe(true);
    // Only the decision of the late one: its instruction followed after the period.
    expect(anchor).toMatchObject({ number: 1, subjects: 1, entries: 1 });
    await trail.anchorer().take(0);
    expect((await trail.verify()).verdict).toBe('VALID');
  });

  it('date who waited for a subject meanwhile in the period that is open when the wait ends', async () => {
    const subject = newId();
    const command = stalled(subject);
    await command.inside;
    const waiting = trail.bench.decisions.run(pledgeCommand(subject));
    const taking = trail.anchorer().take(0);
    await untilPeriodIsOpen(2);
    command.letGo();
    const anchor = await taking;
    await Promise.all([command.done, waiting]);
    await trail.bench.drain(subject);
    const times = (await trail.bench.trail(subject)).map(({ entry }) => entry.at);
    expect(times.map((at) => at >= anchor.to)).toEqual([false, true, true, true]);
    expect(times).toEqual([...times].sort());
    await trail.anchorer().take(0);
    expect((await trail.verify()).verdict).toBe('VALID');
  });

  it('find every entry dated after its period was locked', async () => {
    const subject = newId();
    const opening = trail.bench.dataSource.createQueryRunner();
    await opening.startTransaction();
    // Dated in the past, so that only the clock can tell.
    await opening.query(
      `INSERT INTO ${trail.bench.database.auditDatabase}.audit_period (number, opened_at) VALUES (2, ?)`,
      ['1970-01-01T00:00:00.000000Z'],
    );
    const deciding = trail.decide(subject);
    await untilSomebodyWaits();
    const [{ now }] = (await opening.query(`SELECT ${DATABASE_CLOCK} AS now`)) as [{ now: string }];
    await opening.commitTransaction();
    await opening.release();
    await deciding;
    expect((await firstEntryOf(subject)).at > now).toBe(true);
  });

  it('give up while a transaction does not end, and go on with the same interval', async () => {
    const command = stalled(newId());
    await command.inside;
    await expect(trail.anchorer().take()).rejects.toMatchObject({ errno: MYSQL_LOCK_WAIT_TIMEOUT });
    await trail.decideOnNew(1);
    command.letGo();
    await command.done;
    const anchor = await trail.anchorer().take();
    expect(anchor).toMatchObject({ number: 1, subjects: 1, entries: 1 });
    await trail.anchorer().take(0);
    expect((await trail.verify()).verdict).toBe('VALID');
  });

  it('see no entry that is dated before its period or before the entry before it, however the clock is set', async () => {
    const [one, other] = await trail.decideOnNew(2);
    await trail.asAdministrator('INSERT INTO AUDIT.audit_period (number, opened_at) VALUES (2, ?)', [FUTURE]);
    await trail.decide(one!);
    // The clock goes back: the period is another, the subject's own last entry stays in the future.
    await trail.asAdministrator('DELETE FROM AUDIT.audit_period WHERE number = 2');
    await trail.decide(one!);
    await trail.decide(other!);
    const timesOf = async (subject: string): Promise<string[]> =>
      (await trail.bench.trail(subject)).map(({ entry }) => entry.at);
    expect((await timesOf(one!)).slice(2)).toEqual([FUTURE, FUTURE, FUTURE, FUTURE]);
    expect((await timesOf(other!)).every((at) => at < FUTURE)).toBe(true);
  });

  it('hold while several write and several take anchors: every export verifies', async () => {
    const state = { writing: true };
    const shared = await trail.decideOnNew(4);
    const write = async (): Promise<void> => {
      for (let count = 0; state.writing; count += 1) {
        await trail.decide(count % 3 === 0 ? newId() : shared[count % shared.length]!);
      }
    };
    const writers = Array.from({ length: 6 }, write);
    const anchorers = [trail.anchorer(), trail.anchorer()] as const;
    let last = await anchorers[0].take(0);
    for (let round = 0; round < 12; round += 1) {
      [last] = await Promise.all([anchorers[0].take(0), anchorers[1].take(0)]);
      const report = await trail.verify({ number: last.number, root: last.root });
      expect(report.errors).toEqual([]);
    }
    state.writing = false;
    await Promise.all(writers);
    const final = await trail.anchorer().take(0);
    expect(final.entries).toBeGreaterThan(100);
    expect(await trail.verify({ number: final.number, root: final.root })).toMatchObject({
      verdict: 'VALID',
      entries: final.entries,
      subjects: final.subjects,
    });
    expect(files()).toHaveLength(final.number);
  });

  it('are one when two take it at once, and none is taken again within a minute', async () => {
    await trail.decideOnNew(2);
    const both = await Promise.all([trail.anchorer().take(), trail.anchorer().take()]);
    expect(both[0]).toEqual(both[1]);
    await trail.decideOnNew(1);
    expect(await trail.anchorer().take()).toEqual(both[0]);
    expect(files()).toEqual(['0000000001.jsonl']);
    expect(await trail.verify()).toMatchObject({ verdict: 'UNANCHORED', anchors: 1, unanchored: 2 });
  });

  it('are written outside at the next time after a crash between the database and the folder', async () => {
    await trail.decideOnNew(2);
    const broken: AnchorArchive = {
      has: (number) => trail.archive.has(number),
      read: (number) => trail.archive.read(number),
      write: () => Promise.reject(new Error('the process dies here')),
    };
    await expect(trail.anchorer(broken).take(0)).rejects.toThrow('the process dies here');
    expect(await trail.archive.has(1)).toBe(false);
    await trail.decideOnNew(1);
    expect((await trail.anchorer().take(0)).number).toBe(2);
    expect(files()).toEqual(['0000000001.jsonl', '0000000002.jsonl']);
    expect((await trail.verify()).verdict).toBe('VALID');
  });

  it('are the same after a crash that left the folder ahead of the database', async () => {
    await trail.decideOnNew(2);
    const anchor = await trail.anchorer().take(0);
    await trail.asAdministrator('DELETE FROM AUDIT.audit_anchor');
    await trail.asAdministrator('DELETE FROM AUDIT.audit_anchor_head');
    expect(await trail.anchorer().take()).toEqual(anchor);
    expect((await trail.verify()).verdict).toBe('VALID');
  });

  it('are written outside once more, all of them, into a folder that was emptied', async () => {
    await trail.decideOnNew(1);
    await trail.anchorer().take(0);
    await trail.anchorer().take(0);
    const before = files().map((name) => readFileSync(join(trail.folder, 'anchors', name), 'utf8'));
    rmSync(join(trail.folder, 'anchors'), { recursive: true });
    await trail.anchorer().take();
    expect(files().map((name) => readFileSync(join(trail.folder, 'anchors', name), 'utf8'))).toEqual(before);
  });

  it('are refused to a database that was restored and no longer knows one that was published', async () => {
    await trail.decideOnNew(1);
    await trail.anchorer().take(0);
    for (const table of ['audit_anchor', 'audit_anchor_head', 'audit_period WHERE number > 1']) {
      await trail.asAdministrator(`DELETE FROM AUDIT.${table}`);
    }
    await expect(trail.anchorer().take(0)).rejects.toThrow(AnchorConflict);
    const periods = await trail.bench.dataSource.query<object[]>(
      `SELECT number FROM ${trail.bench.database.auditDatabase}.audit_period`,
    );
    expect(periods).toEqual([{ number: 1 }]);
  });

  it('are refused when history was changed under one that was published', async () => {
    const [subject] = await trail.decideOnNew(1);
    await trail.anchorer().take(0);
    await trail.asAdministrator('DELETE FROM AUDIT.audit_anchor');
    await trail.asAdministrator('DELETE FROM AUDIT.audit_anchor_head');
    await trail.asAdministrator('UPDATE AUDIT.audit_entry SET hash = ? WHERE subject_id = ? AND sequence = 2', [
      'f'.repeat(64),
      subject,
    ]);
    await expect(trail.anchorer().take()).rejects.toThrow(AnchorConflict);
  });

  it('are signed by the key of their time, and an export names every key', async () => {
    await trail.decideOnNew(1);
    await trail.anchorer().take(0);
    const before = trail.signer;
    trail.signer = newAuditSigner();
    await trail.decideOnNew(1);
    await trail.anchorer().take(0);
    expect((await trail.verify(null, [before.keyId, trail.signer.keyId])).verdict).toBe('VALID');
    expect((await trail.verify()).errors).toEqual([
      { code: 'KEY_UNTRUSTED', file: 'anchors.jsonl', line: 1, anchor: 1, keyId: before.keyId },
    ]);
  });
});
