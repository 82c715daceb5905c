import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connect, createDataSource } from '../database/data-source';
import { adoptLostAnchors } from './adopt-anchors';
import { AnchorFolder } from './anchor-archive';
import { failCommand, readOperatorEnvironment, serviceNamed } from './operator-environment';

/** After a restore, in the environment of the service: `--service awards`. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { service: { type: 'string' } } });
  const service = serviceNamed(values.service);
  const { database, signer, anchorDirectory } = readOperatorEnvironment();
  if (!anchorDirectory) {
    throw new Error('AUDIT_ANCHOR_DIRECTORY is needed: that is where the published anchors are');
  }
  const dataSource = createDataSource({ ...database, poolSize: 2 }, [], []);
  try {
    await connect(dataSource);
    const archive = new AnchorFolder(join(anchorDirectory, service));
    const adopted = await adoptLostAnchors({ dataSource, service, signer, archive });
    process.stdout.write(`${service}: đã nhận lại ${adopted} mốc neo / took in ${adopted} anchors again\n`);
  } finally {
    await dataSource.destroy();
  }
}

main().catch(failCommand);
