import { checkDisk, checkState } from './checks.mjs';
import { onRequestToStop } from './command.mjs';
import { installDependencies } from './dependencies.mjs';
import { describeFailure, Failure } from './failure.mjs';
import { takeLock } from './lock.mjs';
import { ProcessGroups } from './process-group.mjs';
import { Report } from './report.mjs';
import { readSettings } from './settings.mjs';

/** The dependencies alone, as checks without a system need them. */
export async function install() {
  let release = () => {};
  const settings = readSettings('test');
  const report = new Report();
  const groups = new ProcessGroups(settings, report);
  onRequestToStop(() => groups.interrupt());
  try {
    checkState(settings);
    checkDisk(settings);
    release = await takeLock(settings.paths.preparationLock, {
      patience: 15 * 60_000,
      busy: ({ pid }) =>
        new Failure(`Process ${pid} is preparing this folder.`, 'wait for it, or end it, and try again.'),
    });
    await report.step('Dependencies', (note) => installDependencies(settings, groups, note));
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  } finally {
    release();
  }
}
