import { seededId } from '@thidua/contracts/ids';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { RunningSystem } from '../scene/running-system';
import { APPROVER_STEPS } from './approver-steps';
import { AUDITOR_STEPS } from './auditor-steps';
import { layOut } from './tour-stage';
import { walk } from './tour-run';

/** The repository's folder, as seen from dist/tour. */
const ROOT = join(__dirname, '..', '..', '..', '..');
const BEGINNING = `# A tour: an approver's and an auditor's half hour

Every query below was sent to a running system and every answer is what came back; ids and times are of that run. \`npm run tour\`, with \`npm start\` in another terminal, founds a demonstration province of its own, takes the same steps in it, and prints this page with the ids of your run (\`npm run tour -- --write\` writes it here). Paste the queries into the explorer, signed in as the people whom the run names at its end.
`;

/** `npm run tour [-- --write]`: walks the tour on the running system. */
async function main(): Promise<void> {
  const port = process.env['THIDUA_GATEWAY_PORT'] || '4000';
  const issuerPort = process.env['THIDUA_ISSUER_PORT'] || '4006';
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: process.env['THIDUA_URL'] || `http://localhost:${port}` },
      issuer: { type: 'string', default: process.env['THIDUA_ISSUER_URL'] || `http://localhost:${issuerPort}` },
      write: { type: 'boolean', default: false },
    },
  });
  const print = (text: string): void => void process.stdout.write(text);
  const stage = await layOut(new RunningSystem(values.url, values.issuer), seededId('member', 'tld-inspector'));
  const parts = [BEGINNING];
  for await (const { text } of walk([...APPROVER_STEPS, ...AUDITOR_STEPS], { stage, folder: ROOT })) {
    parts.push(text);
    print(values.write ? '.' : `\n${text}`);
  }
  if (values.write) {
    writeFileSync(join(ROOT, 'docs', 'tour.md'), parts.join('\n'));
  }
  print(`\nThe people of ${stage.provinceName}, for npm run token -- --as <id> or the explorer's sign-in:\n`);
  for (const role of ['cadre', 'chair', 'secretary', 'union', 'inspector'] as const) {
    print(`  ${role.padEnd(10)} ${stage[role].memberId}\n`);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.stderr.write('What to do: npm start in another terminal, wait until it is ready, then this again.\n');
  process.exitCode = 1;
});
