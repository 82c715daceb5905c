import { describeFailure, Interrupted } from './failure.mjs';

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
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) ask('npm has ended');
  }, 500).unref();
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
    console.error(describeFailure(failure));
    code = 1;
  }
  process.exitCode = code;
  // Give what was written a moment to leave, then end even if a library holds a handle.
  setTimeout(() => process.exit(code), 200).unref();
}
