import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { seededId } from '@thidua/contracts/ids';
import { GraphCommand, RunningSystem } from '@thidua/testkit';

const REPOSITORY = join(__dirname, '..', '..');
/** Longer than any process takes to see that a key file was replaced, in milliseconds. */
const SEEN_BY_ALL = 2000;

describe('npm run keys, while the system runs', () => {
  const chair = RunningSystem.fromEnvironment().asSeeded('ag-chair');
  const dissolveUnit = new GraphCommand('dissolveUnit', 'unit { id }');
  const confederation = { unitId: seededId('unit', 'TLD'), dissolvedOn: '2024-06-01', document: 'Dữ liệu minh họa' };
  const words = (...command: string[]): string[] => ['infra/local/keys.mjs', ...command];
  const keys = (...command: string[]): string =>
    spawnSync(process.execPath, words(...command), { cwd: REPOSITORY, encoding: 'utf8' }).stdout;
  const gatewayKeys = (): string[] =>
    keys('list')
      .split('\n')
      .filter((line) => line.startsWith('gateway'));

  it('replaces the key of the gateway, and no passport is refused meanwhile', async () => {
    expect(gatewayKeys()).toHaveLength(1);
    const over = new AbortController();
    const rotation = spawn(process.execPath, words('rotate', 'gateway'), { cwd: REPOSITORY, stdio: 'ignore' });
    rotation.once('exit', () => setTimeout(() => over.abort(), SEEN_BY_ALL));
    const outcomes = new Set<string>();
    while (!over.signal.aborted) {
      const { errors } = await chair.send('{ viewer { member { id } emulationTasks(first: 1) { nodes { id } } } }', {});
      outcomes.add(errors[0]?.extensions.code ?? 'READ');
      // A command's passport; the service reads it before it finds that the chair of a province may not do this.
      outcomes.add(await dissolveUnit.outcome(chair, confederation));
    }
    expect(rotation.exitCode).toBe(0);
    expect([...outcomes].sort()).toEqual(['FORBIDDEN', 'READ']);
    expect(gatewayKeys()).toEqual([expect.stringContaining('signs'), expect.stringContaining('still trusted')]);
    expect(keys('retire')).toContain('passports signed with it are still on their way');
  });
});
