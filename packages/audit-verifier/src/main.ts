import { readCommandLine, USAGE, WrongCall } from './command-line';
import { EXIT_CODES, reportJson, reportText } from './report-text';
import { verifyExport } from './verify-export';

const WRONG_CALL = 64;
const CANNOT_GO_ON = 70;

async function main(): Promise<void> {
  try {
    const { folder, json, threads, ...known } = readCommandLine(process.argv.slice(2));
    const report = await verifyExport(folder, { ...known, ...(threads === undefined ? {} : { threads }) });
    process.stdout.write(`${json ? reportJson(report) : reportText(report)}\n`);
    process.exitCode = EXIT_CODES[report.verdict];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(error instanceof WrongCall ? `${message}\n\n${USAGE}` : `${message}\n`);
    process.exitCode = error instanceof WrongCall ? WRONG_CALL : CANNOT_GO_ON;
  }
}

void main();
