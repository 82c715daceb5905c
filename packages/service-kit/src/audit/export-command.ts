import { parseArgs } from 'node:util';
import { exportAudit } from './audit-export';
import { failCommand, readOperatorEnvironment, serviceNamed } from './operator-environment';

const PROGRESS_EVERY = 100_000;

/** The operator's export, in the environment of the service: `--service awards --out <folder>`. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { service: { type: 'string' }, out: { type: 'string' } } });
  if (!values.out) {
    throw new Error('--out <folder>');
  }
  const { database, signer } = readOperatorEnvironment();
  let told = 0;
  const { subjects, entries, lastAnchor, keyId } = await exportAudit({
    service: serviceNamed(values.service),
    database,
    signer,
    folder: values.out,
    onProgress: (written) => {
      if (written - told >= PROGRESS_EVERY) {
        told = written;
        process.stderr.write(`${written} mục / entries …\n`);
      }
    },
  });
  process.stdout.write(
    [
      `Đã xuất / exported: ${values.out}`,
      `  Đối tượng / subjects       ${subjects}`,
      `  Mục / entries              ${entries}`,
      `  Mốc neo cuối / last anchor ${lastAnchor ? `${lastAnchor.number}:${lastAnchor.root}` : '–'}`,
      `  Khóa / key                 ${keyId}`,
      '  So khóa và mốc neo với bản đã công bố trước khi tin. Compare key and anchor with what was published before you trust them.',
      '',
    ].join('\n'),
  );
}

main().catch(failCommand);
