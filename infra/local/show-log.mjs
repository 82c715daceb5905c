import { existsSync, readFileSync } from 'node:fs';

/**
 * Prints what a process adds to its log, as it does.
 * @param {{ log: string, from: number }} running the process
 * @returns {() => void} prints what is left and ends
 */
export function showLog(running, report) {
  let position = running.from;
  const show = () => {
    if (report.verbose || !existsSync(running.log)) return;
    const text = readFileSync(running.log).subarray(position);
    position += text.length;
    process.stdout.write(text);
  };
  const timer = setInterval(show, 500);
  return () => {
    clearInterval(timer);
    show();
  };
}
