import { verifyExport } from '@thidua/audit-verifier';
import { newId } from '@thidua/contracts/ids';
import type { Passport } from '@thidua/contracts/passport';
import { testPassport } from '@thidua/testkit';
import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../log';
import { AuditTrailBench } from '../testing/audit-trail-bench';
import { KeptReports } from '../testing/kept-reports';
import { AuditExportRequests } from './audit-export-requests';
import { registerAuditExportRoute } from './audit-export.routes';
import type { AuditExport } from './audit-export.type';

const PROCESS = join(__dirname, '..', 'testing', 'crash', 'export-process.ts');
const SOURCES = join(__dirname, '..', '..', '..', '..', 'infra', 'jest', 'register-sources.cjs');
/** A process that found no export to make. */
const NOTHING_TO_DO = 3;

const inspectorOver = (unitPath: string): Passport =>
  testPassport(newId(), [{ id: newId(), unitId: newId(), unitPath, position: 'INSPECTION_COMMITTEE_MEMBER' }]);

describe('an export that is fetched', () => {
  const inspector = inspectorOver('/1/');
  let trail: AuditTrailBench;
  let directory: string;
  let requests: AuditExportRequests;
  let reports: KeptReports;
  let server: FastifyInstance;
  let caller: Passport;

  beforeEach(async () => {
    trail = await AuditTrailBench.start('export_fetched');
    directory = join(trail.folder, 'exports');
    requests = new AuditExportRequests(trail.bench.dataSource, trail.bench.decisions, 'awards', true);
    reports = new KeptReports();
    caller = inspector;
    server = Fastify();
    registerAuditExportRoute(server, {
      dataSource: trail.bench.dataSource,
      service: 'awards',
      directory,
      securityReports: reports,
      passportOf: () => caller,
      log: createLog('export-test', 'silent'),
    });
    await trail.decideOnNew(3);
    await trail.anchorer().take(0);
  });
  afterEach(async () => {
    await server.close();
    await trail.stop();
  });

  const requested = async (): Promise<string> =>
    (await requests.request(inspector, { commandId: newId(), reason: 'Kiểm tra định kỳ' })).id;
  const read = (id: string): Promise<AuditExport> => requests.read(inspector, id);
  const setRow = (id: string, what: string): Promise<unknown> =>
    trail.bench.dataSource.query(`UPDATE audit_export SET ${what} WHERE id = ?`, [id]);
  const fetched = (id: string): Promise<LightMyRequestResponse> => server.inject(`/documents/audit-exports/${id}.tar`);
  const codeOf = ({ body }: LightMyRequestResponse): unknown =>
    (JSON.parse(body) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;

  /** Lets a process of its own make the next export. @returns how it ended. */
  async function process(failpoints = ''): Promise<unknown> {
    const child = fork(PROCESS, {
      execArgv: ['--require', SOURCES],
      env: {
        ...globalThis.process.env,
        DATABASE_URL: trail.bench.database.url,
        AUDIT_DATABASE: trail.bench.database.auditDatabase,
        AUDIT_SIGNING_KEY: trail.privateKey,
        AUDIT_EXPORT_DIRECTORY: directory,
        THIDUA_FAILPOINTS: failpoints,
      },
    });
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return signal ?? code;
  }

  /** What the verifier says of an archive, unpacked by the machine's own tar. */
  async function verdictOf(archive: Buffer, name: string): Promise<object> {
    const folder = mkdtempSync(join(tmpdir(), 'thidua-fetched-'));
    try {
      writeFileSync(join(folder, 'export.tar'), archive);
      execFileSync('tar', ['-xf', 'export.tar'], { cwd: folder });
      return await verifyExport(join(folder, name), { trustedKeys: [trail.signer.keyId] });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  it('is one archive to be saved, whole, and the security log has each time that it went out', async () => {
    const id = await requested();
    expect(await process()).toBe(0);
    expect((await read(id)).documentPath).toBe(`/documents/awards/audit-exports/${id}.tar`);
    const [first, second] = [await fetched(id), await fetched(id)];
    expect(first.statusCode).toBe(200);
    expect(first.headers).toMatchObject({
      'content-type': 'application/x-tar',
      'content-disposition': `attachment; filename="audit-awards-${id}.tar"`,
      'content-length': String(first.rawPayload.length),
      'cache-control': 'private, no-store',
    });
    expect(first.rawPayload.equals(second.rawPayload)).toBe(true);
    expect(await verdictOf(first.rawPayload, `audit-awards-${id}`)).toMatchObject({
      verdict: 'UNANCHORED',
      errors: [],
      entries: 7,
      unanchored: 1,
    });
    const { manifestDigest } = await read(id);
    const event = {
      kind: 'AUDIT_EXPORT_DOWNLOADED',
      memberId: inspector.subject,
      mandateId: inspector.mandates[0]?.id,
      permission: 'audit.export',
      detail: { service: 'awards', exportId: id, manifestDigest },
    };
    expect(reports.kept).toMatchObject([event, event]);
  });

  it('is given to nobody else, and not unseen', async () => {
    const id = await requested();
    await process();
    for (const passport of [inspectorOver('/1/2/'), testPassport(newId(), [])]) {
      caller = passport;
      const refused = await fetched(id);
      expect([refused.statusCode, codeOf(refused)]).toEqual([403, 'FORBIDDEN']);
    }
    caller = { ...inspector, kind: 'system' };
    expect((await fetched(id)).statusCode).toBe(401);
    caller = inspector;
    reports.isAway = true;
    const unseen = await fetched(id);
    expect([unseen.statusCode, codeOf(unseen)]).toEqual([503, 'RETRY_LATER']);
    expect(reports.kept).toEqual([]);
  });

  it('is not there before it is done, past its time, or when its files are not those that were finished', async () => {
    const id = await requested();
    for (const name of [id, newId(), 'x', '..%2f..%2fetc']) {
      expect((await fetched(name)).statusCode).toBe(404);
    }
    await process();
    expect((await fetched(id)).statusCode).toBe(200);
    const folder = join(directory, `${id}-1`);
    appendFileSync(join(folder, 'entries-000001.jsonl'), 'x');
    expect((await fetched(id)).statusCode).toBe(404);
    rmSync(join(folder, 'entries-000001.jsonl'));
    expect((await fetched(id)).statusCode).toBe(404);
    await setRow(id, `state = 'EXPIRED', folder = NULL`);
    expect((await fetched(id)).statusCode).toBe(404);
  });

  it.each([
    ['with nothing but the anchors written', 'export.after-file=kill@1'],
    ['in the middle of a segment', 'export.after-file=kill@2'],
    ['before the manifest', 'export.after-file=kill@3'],
    ['with all written, and not in its place', 'export.before-in-place=kill'],
    ['in its place, and not said to be done', 'export.after-in-place=kill'],
    ['before the commit that says so', 'command.before-commit=kill'],
  ])('is whole though its process was killed %s: the next one makes it', async (_case, failpoints) => {
    const id = await requested();
    expect(await process(failpoints)).toBe('SIGKILL');
    expect(await read(id)).toMatchObject({ state: 'RUNNING', documentPath: null });
    // What was left behind is nothing that anybody could fetch.
    expect(readdirSync(directory).every((name) => name.startsWith(`${id}-1`))).toBe(true);
    expect((await fetched(id)).statusCode).toBe(404);
    // As long as it might still be at work, nobody else begins.
    expect(await process()).toBe(NOTHING_TO_DO);
    await setRow(id, 'lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND');
    expect(await process()).toBe(0);
    expect(await read(id)).toMatchObject({ state: 'DONE', folder: `${id}-2` });
    expect(readdirSync(directory)).toEqual([`${id}-2`]);
    const { rawPayload } = await fetched(id);
    expect(await verdictOf(rawPayload, `audit-awards-${id}`)).toMatchObject({
      verdict: 'UNANCHORED',
      errors: [],
      entries: 7,
      unanchored: 1,
    });
    expect((await trail.bench.trail(id)).map(({ entry }) => entry.action)).toEqual([
      'REQUEST_AUDIT_EXPORT',
      'EXPORT_AUDIT',
    ]);
  });

  it('stays done when its process was killed right after it had said so', async () => {
    const id = await requested();
    expect(await process('command.after-commit=kill')).toBe('SIGKILL');
    expect(await process()).toBe(NOTHING_TO_DO);
    expect(await verdictOf((await fetched(id)).rawPayload, `audit-awards-${id}`)).toMatchObject({ errors: [] });
  });
});
