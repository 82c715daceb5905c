import { parseArgs } from 'node:util';
import { connect, createDataSource } from '../database/data-source';
import { adoptLostAnchors } from './adopt-anchors';
import { configuredAnchorArchive } from './configured-anchor-archive';
import { failCommand, readOperatorEnvironment, serviceNamed } from './operator-environment';

/** After a restore, in the environment of the service: `--service awards`. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { service: { type: 'string' } } });
  const service = serviceNamed(values.service);
  const { database, signer, anchors } = readOperatorEnvironment();
  const archive = configuredAnchorArchive(anchors, service);
  if (!archive) {
    throw new Error(
      'AUDIT_ANCHOR_DIRECTORY or AUDIT_ANCHOR_S3_BUCKET is needed: that is where the published anchors are',
    );
  }
  const dataSource = createDataSource({ ...database, poolSize: 2 }, [], []);
  try {
    await connect(dataSource);
    const adopted = await adoptLostAnchors({ dataSource, service, signer, archive });
    process.stdout.write(`${service}: đã nhận lại ${adopted} mốc neo / took in ${adopted} anchors again\n`);
  } finally {
    await dataSource.destroy();
  }
}

main().catch(failCommand);
