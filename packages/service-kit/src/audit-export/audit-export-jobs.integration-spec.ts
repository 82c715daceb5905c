import { verifyExport } from '@thidua/audit-verifier';
import type { OfficerPosition } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { testPassport } from '@thidua/testkit';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Decisions } from '../decision/decisions';
import { Refusal } from '../errors';
import { createLog } from '../log';
import { AuditTrailBench } from '../testing/audit-trail-bench';
import { KeptReports } from '../testing/kept-reports';
import { AuditExportJobs } from './audit-export-jobs';
import { AuditExportRequests } from './audit-export-requests';
import type { AuditExport } from './audit-export.type';

const ROOT = '/1/';

function passportOf(position: OfficerPosition, unitPath = ROOT): ReturnType<typeof testPassport> {
  return testPassport(newId(), [{ id: newId(), unitId: newId(), unitPath, position }]);
}

/** The code of what an attempt came to. */
async function codeOf(attempt: Promise<unknown>): Promise<unknown> {
  return attempt.then(
    () => 'DONE',
    (error: unknown) =>
      error instanceof Refusal ? error.reasons[0].code : (error as { extensions: { code: string } }).extensions.code,
  );
}

describe('exports of the audit trail that are asked for', () => {
  const inspector = passportOf('INSPECTION_COMMITTEE_MEMBER');
  let trail: AuditTrailBench;
  let directory: string;
  let requests: AuditExportRequests;
  let reports: KeptReports;

  beforeEach(async () => {
    reports = new KeptReports();
    trail = await AuditTrailBench.start('export_jobs');
    directory = join(trail.folder, 'exports');
    requests = new AuditExportRequests(trail.bench.dataSource, trail.bench.decisions, 'awards', true);
    await trail.decideOnNew(3);
  });
  afterEach(() => trail.stop());

  const jobs = (into = directory, decisions: Pick<Decisions, 'run'> = trail.bench.decisions): AuditExportJobs =>
    new AuditExportJobs({
      dataSource: trail.bench.dataSource,
      decisions,
      service: 'awards',
      database: { url: trail.bench.database.url },
      signer: () => trail.signer,
      directory: into,
      securityReports: reports,
      log: createLog('export-test', 'silent'),
    });
  const input = (more: object = {}): { commandId: string; reason: string } => ({
    commandId: newId(),
    reason: 'Kiểm tra định kỳ',
    ...more,
  });
  const requested = async (): Promise<string> => (await requests.request(inspector, input())).id;
  const read = (id: string): Promise<AuditExport> => requests.read(inspector, id);
  const setRow = (id: string, what: string): Promise<unknown> =>
    trail.bench.dataSource.query(`UPDATE audit_export SET ${what} WHERE id = ?`, [id]);
  const filesOf = (id: string): string[] => readdirSync(directory).filter((name) => name.startsWith(id));

  it('are made by a process of the service, verify offline, and stand in the trail themselves', async () => {
    const anchor = await trail.anchorer().take(0);
    const command = input();
    const queued = await requests.request(inspector, command);
    expect(queued).toMatchObject({ state: 'QUEUED', entriesDone: 0, entriesTotal: 6, folder: null, service: 'awards' });
    expect((await requests.request(inspector, command)).id).toBe(queued.id);
    expect(await codeOf(requests.request(inspector, input()))).toBe('AUDIT_EXPORT_UNDER_WAY');

    expect(await jobs().makeNext()).toBe(true);
    expect(await jobs().makeNext()).toBe(false);
    const done = await read(queued.id);
    // The request itself is the seventh entry.
    expect(done).toMatchObject({
      state: 'DONE',
      entriesDone: 7,
      keyId: trail.signer.keyId,
      folder: `${queued.id}-1`,
      lastAnchor: { number: anchor.number, root: anchor.root },
    });
    const folder = join(directory, done.folder ?? '');
    const manifest = readFileSync(join(folder, 'manifest.json'));
    expect(createHash('sha256').update(manifest).digest('hex')).toBe(done.manifestDigest);
    const report = await verifyExport(folder, { trustedKeys: [trail.signer.keyId], expectedAnchor: anchor });
    expect(report).toMatchObject({ verdict: 'UNANCHORED', errors: [], entries: 7, unanchored: 1 });
    expect((await trail.bench.trail(queued.id)).map(({ entry }) => entry)).toMatchObject([
      {
        action: 'REQUEST_AUDIT_EXPORT',
        actor: inspector.subject,
        reason: 'Kiểm tra định kỳ',
        position: 'INSPECTION_COMMITTEE_MEMBER',
      },
      { action: 'EXPORT_AUDIT', actor: 'audit-export', after: { entries: 7, manifestDigest: done.manifestDigest } },
    ]);
  });

  it('are begun anew, without what was left behind, when their process is not heard of any more', async () => {
    const id = await requested();
    await setRow(
      id,
      `state = 'RUNNING', attempts = 1, lease_token = UUID(), lease_until = UTC_TIMESTAMP(6) + INTERVAL 60 SECOND`,
    );
    const left = join(directory, `${id}-1.some.unfinished`);
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, 'anchors.jsonl'), 'half');
    expect(await jobs().makeNext()).toBe(false);
    await setRow(id, 'lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND');
    const made = await Promise.all([jobs().makeNext(), jobs().makeNext()]);
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await read(id)).toMatchObject({ state: 'DONE', folder: `${id}-2` });
    expect(filesOf(id)).toEqual([`${id}-2`]);
  });

  it('belong to who holds the lease: a process that wakes up late changes nothing', async () => {
    const id = await requested();
    const { decisions } = trail.bench;
    const late = jobs(directory, {
      // All is written when it stands still, and another process takes the row meanwhile.
      run: async (command) => {
        await setRow(id, 'lease_token = UUID()');
        return decisions.run(command);
      },
    });
    expect(await late.makeNext()).toBe(true);
    expect(await read(id)).toMatchObject({ state: 'RUNNING', folder: null, lastError: null });
    expect((await trail.bench.trail(id)).map(({ entry }) => entry.action)).toEqual(['REQUEST_AUDIT_EXPORT']);
  });

  it('stand in the security log before they are made: who asked, when, and which', async () => {
    const id = await requested();
    reports.isAway = true;
    await jobs().makeNext();
    expect(await read(id)).toMatchObject({ state: 'QUEUED' });
    expect(reports.kept).toEqual([]);
    reports.isAway = false;
    await setRow(id, 'lease_until = NULL');
    await jobs().makeNext();
    const { requestedAt, state } = await read(id);
    expect(state).toBe('DONE');
    expect(reports.kept).toMatchObject([
      {
        kind: 'AUDIT_EXPORT_REQUESTED',
        memberId: inspector.subject,
        at: requestedAt.toISOString(),
        permission: 'audit.export',
        operation: 'requestAwardsAuditExport',
        detail: { service: 'awards', exportId: id },
      },
    ]);
  });

  it('say why they failed, are tried again a few times, and are given up then', async () => {
    const id = await requested();
    const file = join(trail.folder, 'a-file');
    writeFileSync(file, '');
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(await read(id)).toMatchObject({ state: 'QUEUED' });
      expect(await jobs(join(file, 'no-folder')).makeNext()).toBe(true);
      // Not at once: the next attempt waits a little.
      expect(await jobs().makeNext()).toBe(false);
      await setRow(id, 'lease_until = NULL');
    }
    expect(await read(id)).toMatchObject({ state: 'FAILED', lastError: expect.stringContaining('ENOTDIR') });
    expect(await jobs().makeNext()).toBe(false);
    expect(await codeOf(requests.request(inspector, input()))).toBe('DONE');
  });

  it('leave nothing behind when they are given up after everything was written', async () => {
    const id = await requested();
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await jobs(directory, { run: () => Promise.reject(new Error('the database is away')) }).makeNext();
      expect(filesOf(id)).toEqual([]);
      await setRow(id, 'lease_until = NULL');
    }
    expect(await read(id)).toMatchObject({ state: 'FAILED', lastError: expect.stringContaining('away') });
  });

  it('are removed when their time is over', async () => {
    const id = await requested();
    await jobs().makeNext();
    expect(filesOf(id)).toHaveLength(1);
    await setRow(id, 'expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND');
    await jobs().makeNext();
    expect(await read(id)).toMatchObject({ state: 'EXPIRED', folder: null });
    expect(filesOf(id)).toEqual([]);
  });

  it('are made by a service that runs, by itself', async () => {
    const running = jobs();
    running.start();
    const id = await requested();
    while ((await read(id)).state !== 'DONE') {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await running.stop();
    expect(filesOf(id)).toHaveLength(1);
  });

  it.each<[string, ReturnType<typeof testPassport>]>([
    ['a province’s inspection committee', passportOf('INSPECTION_COMMITTEE_MEMBER', '/1/2/')],
    ['the Confederation’s chair', passportOf('CHAIR')],
    ['a plain member', testPassport(newId(), [])],
  ])('are none of the business of %s', async (_case, passport) => {
    const id = await requested();
    expect(await codeOf(requests.request(passport, input()))).toBe('FORBIDDEN');
    expect(await codeOf(requests.read(passport, id))).toBe('FORBIDDEN');
  });

  it('demand a reason, a place to be written to, and an id that there is', async () => {
    expect(await codeOf(requests.request(inspector, input({ reason: '  ' })))).toBe('BAD_USER_INPUT');
    expect(await codeOf(requests.read(inspector, newId()))).toBe('NOT_FOUND');
    const unconfigured = new AuditExportRequests(trail.bench.dataSource, trail.bench.decisions, 'awards', false);
    expect(await codeOf(unconfigured.request(inspector, input()))).toBe('AUDIT_EXPORT_NOT_CONFIGURED');
  });
});
