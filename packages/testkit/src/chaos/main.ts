import { runChaos } from './chaos-run';
import { readChaosSettings } from './settings';

/** Started by `npm run chaos` once the system is up: exits non-zero when anything is wrong. */
async function main(): Promise<void> {
  const settings = readChaosSettings(process.argv.slice(2), process.env);
  const clean = await runChaos(settings, (line) => void process.stdout.write(`${line}\n`));
  process.exit(clean ? 0 : 1);
}

main().catch((error: unknown) => {
  process.stderr.write(`The run could not be carried out: ${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
