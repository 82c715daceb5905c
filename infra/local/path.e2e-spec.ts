import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { passportSignerFromFile, PASSPORT_HEADER } from '@thidua/contracts/passport';
import type { SystemRight } from '@thidua/contracts';

const REPOSITORY = join(__dirname, '..', '..');
const AGREEMENT = 'emulation: nothing\nawards: nothing\n';
/** A comparison of every open subject, and one that was under way before it, in milliseconds. */
const PATIENCE = 60_000;
const SERVICES = ['membership', 'finance', 'emulation', 'awards'];

describe('npm run path, while the system runs', () => {
  const path = (...command: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, ['infra/local/path.mjs', ...command], { cwd: REPOSITORY, encoding: 'utf8' });

  it('shows how decisions travel in every service, and how far each follows the union tree', () => {
    const { status, stdout } = path('health');
    expect(status).toBe(0);
    for (const service of SERVICES) {
      expect(stdout).toMatch(new RegExp(`^${service} +backlog \\d+ .*set aside 0, held 0; `, 'm'));
    }
    expect(stdout.match(/union tree at \d+ of \d+/g)).toHaveLength(SERVICES.length - 1);
  });

  it('has everything compared now, and finds that databases and engine agree', async () => {
    expect(path('reconcile').stdout).toContain('"reconciling":true');
    // Another test may have ended a process under an earlier comparison: the next one finds that nothing is wrong.
    let found = '';
    for (const giveUpAt = Date.now() + PATIENCE; found !== AGREEMENT && Date.now() < giveUpAt; ) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      found = path('findings').stdout;
    }
    expect(found).toBe(AGREEMENT);
  });

  it('says what is wrong with a request', () => {
    expect(path('release', '--service', 'awards', '--row', '1').stderr).toContain(
      'No row with this number is set aside',
    );
    expect(path('restart', '--service', 'awards', '--reason', 'thử').stderr).toContain('--subject is missing');
    expect(path('reconcile', '--service', 'finance').stderr).toContain('name one of emulation, awards');
    expect(path('restart', '--service', 'awards', '--subject', randomUUID(), '--reason', 'thử').stderr).toContain(
      '(404)',
    );
  });

  it('is the operator’s alone: no other process, whatever it claims', async () => {
    const state = process.env['THIDUA_STATE'] ?? '';
    const ask = async (signer: string, rights: readonly SystemRight[]): Promise<number> => {
      const signing = await passportSignerFromFile(join(state, 'keys', `${signer}.private.jwk.json`));
      const claims = {
        kind: 'system' as const,
        subject: signer,
        mandates: [],
        mandatesAsOf: new Date().toISOString(),
        treeVersion: 0,
        rights,
        requestId: randomUUID(),
      };
      const awards = `http://127.0.0.1:${Number(process.env['THIDUA_AWARDS_PORT'] ?? 4004) + 1000}`;
      const response = await fetch(`${awards}/internal/path-health`, {
        headers: { [PASSPORT_HEADER]: await signing.sign(claims, 'awards', 30) },
      });
      return response.status;
    };
    expect(await ask('operator', ['path:read'])).toBe(200);
    expect(await ask('operator', [])).toBe(403);
    expect(await ask('emulation', ['feed:read'])).toBe(403);
    expect(await ask('gateway', ['path:read'])).toBe(401);
  });
});
