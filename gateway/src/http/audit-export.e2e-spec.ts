import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICE_NAMES, type ServiceName } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { awaited, GraphCommand, type PersistentClient, RunningSystem } from '@thidua/testkit';

interface AuditExport {
  readonly id: string;
  readonly state: string;
  readonly documentPath: string | null;
  readonly manifestDigest: string | null;
  readonly keyId: string | null;
  readonly entriesDone: number;
}
interface SecurityEvent {
  readonly kind: string;
  readonly reporter: string;
  readonly operation: string | null;
  readonly permission: string | null;
  readonly member: { readonly id: string } | null;
  readonly detail: readonly { readonly name: string; readonly value: string }[];
}

const VERIFIER = join(__dirname, '..', '..', '..', 'packages', 'audit-verifier', 'bin', 'thidua-audit-verifier.js');
const REASON = 'Dữ liệu minh họa';
/** Nothing is wrong, and some entries come after the last anchor. */
const UNANCHORED = 2;

const requestOf = (service: ServiceName): GraphCommand<{ auditExport: AuditExport }> =>
  new GraphCommand(
    `request${service[0]?.toUpperCase()}${service.slice(1)}AuditExport`,
    'auditExport { id state documentPath }',
    'RequestAuditExportInput',
    'RequestAuditExportSuccess',
  );

describe('exports of the audit trail, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  const inspector = system.asSeeded('tld-inspector');
  let others: readonly PersistentClient[];
  let chair: string;
  let rootId: string;
  let provinceId: string;

  beforeAll(async () => {
    const { province, grassroots } = await system.foundProvince({ grassroots: 1 });
    provinceId = province.id;
    chair = grassroots[0]?.chair ?? '';
    const ofProvince = await system.appoint(system.asSeeded('tld-chair'), province.id, 'INSPECTION_COMMITTEE_MEMBER');
    others = [system.as(chair), system.as(ofProvince), system.asSeeded('tld-chair')];
    const { unit } = await inspector.read<{ unit: { parent: { id: string } } }>(
      'query Root($id: ID!) { unit(id: $id) { parent { id } } }',
      { id: province.id },
    );
    rootId = unit.parent.id;
  });

  const finished = (service: ServiceName, id: string): Promise<AuditExport> =>
    awaited(`the export of ${service}`, async () => {
      const { found } = await inspector.read<{ found: AuditExport }>(
        `query Found($id: ID!) { found: ${service}AuditExport(id: $id) {
           id state documentPath manifestDigest keyId entriesDone } }`,
        { id },
      );
      return found.state === 'DONE' ? found : null;
    });
  const events = async (unitId: string, kinds: string): Promise<readonly SecurityEvent[]> => {
    const { securityEvents } = await inspector.read<{ securityEvents: { nodes: readonly SecurityEvent[] } }>(
      `query Log($unitId: ID!) { securityEvents(unitId: $unitId, includeBelow: true, kinds: ${kinds}, first: 50) {
         nodes { kind reporter operation permission member { id } detail { name value } } } }`,
      { unitId },
    );
    return securityEvents.nodes;
  };

  it.each(SERVICE_NAMES)('of %s is fetched whole by who may ask for it, and by nobody else', async (service) => {
    const request = requestOf(service);
    for (const other of others) {
      expect(await request.outcome(other, { reason: REASON })).toBe('FORBIDDEN');
    }
    const { auditExport } = await request.done(inspector, { reason: REASON });
    expect(auditExport.documentPath).toBeNull();
    const { documentPath, manifestDigest, keyId, entriesDone } = await finished(service, auditExport.id);
    const path = String(documentPath);
    for (const other of others) {
      const refused = await other.get(path);
      expect(refused.status).toBe(403);
      expect(await refused.json()).toMatchObject({
        errors: [{ extensions: { code: 'FORBIDDEN', permission: 'audit.export' } }],
      });
    }
    expect((await system.anonymous().get(path)).status).toBe(401);
    expect((await inspector.get(path.replace(auditExport.id, newId()))).status).toBe(404);

    const archive = await inspector.get(path);
    const name = `audit-${service}-${auditExport.id}`;
    expect(Object.fromEntries(archive.headers)).toMatchObject({
      'content-type': 'application/x-tar',
      'content-disposition': `attachment; filename="${name}.tar"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
    const folder = mkdtempSync(join(tmpdir(), 'thidua-export-'));
    try {
      writeFileSync(join(folder, 'export.tar'), Buffer.from(await archive.arrayBuffer()));
      execFileSync('tar', ['-xf', 'export.tar'], { cwd: folder });
      const manifest = readFileSync(join(folder, name, 'manifest.json'));
      expect(createHash('sha256').update(manifest).digest('hex')).toBe(manifestDigest);
      const { status, stdout } = spawnSync(
        process.execPath,
        [VERIFIER, join(folder, name), '--trusted-key', String(keyId), '--json'],
        { encoding: 'utf8' },
      );
      expect(status).toBe(UNANCHORED);
      expect(JSON.parse(stdout)).toMatchObject({ service, errorCount: 0, entries: entriesDone });
    } finally {
      rmSync(folder, { recursive: true });
    }

    const ours = (await events(rootId, '[AUDIT_EXPORT_REQUESTED, AUDIT_EXPORT_DOWNLOADED]')).filter(({ detail }) =>
      detail.some(({ value }) => value === auditExport.id),
    );
    const { viewer } = await inspector.read<{ viewer: { id: string } }>('{ viewer { id } }');
    const event = { reporter: service, permission: 'audit.export', member: { id: viewer.id } };
    expect(ours).toMatchObject([
      { kind: 'AUDIT_EXPORT_DOWNLOADED', ...event },
      { kind: 'AUDIT_EXPORT_REQUESTED', ...event },
    ]);
  });

  it('stand in the security log also where somebody was refused one', async () => {
    const refused = await awaited('the report of the refusal', async () => {
      const found = (await events(provinceId, '[REFUSED]')).filter(
        ({ operation, member }) => operation?.startsWith('GET /documents/') && member?.id === chair,
      );
      return found.length > 0 ? found : null;
    });
    expect(refused[0]).toMatchObject({ permission: 'audit.export', reporter: 'gateway' });
  });
});
