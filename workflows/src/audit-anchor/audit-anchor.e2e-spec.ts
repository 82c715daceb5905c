import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { SERVICE_NAMES, type AuditAnchorTaken } from '@thidua/contracts';
import { AUDIT_ANCHOR_SCHEDULE } from './audit-anchor.schedule';

const REPOSITORY = join(__dirname, '..', '..', '..');
const VERIFIER = join(REPOSITORY, 'packages', 'audit-verifier', 'bin', 'thidua-audit-verifier.js');

function run(command: string, words: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(command, words, { cwd: REPOSITORY, encoding: 'utf8' });
}

/** The fingerprints that an operator publishes. */
function publishedKeys(): ReadonlyMap<string, string> {
  const { stdout } = run('npm', ['run', '--silent', 'audit:keys']);
  return new Map(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/) as [string, string]),
  );
}

describe('the running system', () => {
  let folder: string;
  let connection: Connection;
  let anchors: AuditAnchorTaken[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'audit-e2e-'));
    connection = await Connection.connect({ address: process.env['TEST_TEMPORAL_ADDRESS'] ?? '' });
    const client = new Client({ connection });
    const schedule = client.schedule.getHandle(AUDIT_ANCHOR_SCHEDULE);
    await schedule.trigger();
    for (;;) {
      const { info } = await schedule.describe();
      const last = info.recentActions.at(-1);
      if (last) {
        anchors = await client.workflow
          .getHandle<() => Promise<AuditAnchorTaken[]>>(last.action.workflow.workflowId)
          .result();
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
  afterAll(async () => {
    await connection.close();
    rmSync(folder, { recursive: true });
  });

  it('takes an anchor of every service, and keeps it outside the databases', () => {
    expect(anchors.map(({ service }) => service)).toEqual([...SERVICE_NAMES]);
    for (const { service, number } of anchors) {
      const file = join(
        process.env['THIDUA_STATE'] ?? '',
        'audit-anchors',
        service,
        `${String(number).padStart(10, '0')}.jsonl`,
      );
      expect([file, existsSync(file)]).toEqual([file, true]);
    }
  });

  it.each(SERVICE_NAMES.map((service) => [service]))(
    'lets an operator export the trail of %s, and an auditor verify it with what was published alone',
    (service) => {
      const anchor = anchors.find((taken) => taken.service === service);
      const out = join(folder, service);
      const exported = run('npm', ['run', '--silent', 'audit:export', '--', '--service', service, '--out', out]);
      expect([exported.status, exported.stderr]).toEqual([0, '']);
      const key = publishedKeys().get(service) ?? '';
      const { stdout, status } = run(process.execPath, [
        VERIFIER,
        out,
        '--json',
        '--trusted-key',
        key,
        '--expected-anchor',
        `${anchor?.number}:${anchor?.root}`,
      ]);
      const report = JSON.parse(stdout) as { verdict: string; errors: object[]; entries: number; unanchored: number };
      expect(report.errors).toEqual([]);
      expect(report.entries).toBeGreaterThan(0);
      // Something may have been decided since the anchor: then the verifier says so, and does not call it valid.
      expect([report.verdict, status]).toEqual(report.unanchored > 0 ? ['UNANCHORED', 2] : ['VALID', 0]);
    },
  );
});
