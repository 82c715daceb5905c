import { describeFailure, Interrupted } from './failure.mjs';
import { isAlive, nameOf, parentOf, startTimeOf } from './process-table.mjs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Calls back once when a signal, or the end of the npm that started us, asks for the end. */
export function onRequestToStop(act) {
  let asked = false;
  const ask = (why) => {
    if (asked) return;
    asked = true;
    act(why);
  };
  // npm passes a Ctrl-C on to us a second time; one is enough.
  for (const signal of signals) process.on(signal, () => ask(signal));
  const watched = starters().map((pid) => ({ pid, startTime: startTimeOf(pid) }));
  if (watched.length === 0) return;
  setInterval(() => {
    const gone = watched.find((starter) => !isAlive(starter));
    if (gone) ask(`process ${gone.pid}, which started this, has ended`);
  }, 500).unref();
}

// Those without whom we do not go on: npm (and the shell it puts between itself and us), and whoever names itself
// because it may be killed without being able to tell us (.ci/run).
function starters() {
  const named = Number(process.env.THIDUA_STOP_WITH) || undefined;
  if (!process.env.npm_lifecycle_event) return named ? [named] : [];
  const parent = process.ppid;
  const shell = /^(sh|dash|bash)$/.test(nameOf(parent) ?? '');
  const npm = shell ? parentOf(parent) : undefined;
  return [named, parent, npm].filter((pid) => pid > 1 && startTimeOf(pid) !== undefined);
}

/**
 * Runs a command with a system: whatever happens, the system is closed before the process ends.
 * @param {import('./system.mjs').System} system
 * @param {import('./report.mjs').Report} report
 * @param {(stopped: Promise<string>) => Promise<number>} act returns the exit code
 */
export async function runWithSystem(system, report, act) {
  let stop;
  const stopped = new Promise((resolve) => {
    stop = resolve;
  });
  let wasStopped = false;
  onRequestToStop((why) => {
    wasStopped = true;
    report.line();
    report.line(`Stopping (${why}) …`);
    system.groups.interrupt();
    stop(why);
  });
  let code;
  let failure;
  try {
    code = await act(stopped);
  } catch (error) {
    if (wasStopped || error instanceof Interrupted) code = 130;
    else failure = error;
  }
  const began = Date.now();
  await system.close();
  if (wasStopped) report.line(`✓ Stopped, nothing is left running (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  if (failure) {
    process.stderr.write(`${describeFailure(failure)}\n`);
    code = 1;
  }
  process.exitCode = code;
  // Give what was written a moment to leave, then end even if a library holds a handle.
  setTimeout(() => process.exit(code), 200).unref();
}
