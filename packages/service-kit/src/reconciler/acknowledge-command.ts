import { parseArgs } from 'node:util';
import { connect, createDataSource } from '../database/data-source';
import { failCommand, readOperatorEnvironment, serviceNamed } from '../audit/operator-environment';
import { Decisions } from '../decision/decisions';
import type { Engine } from '../decision/engine';
import { acknowledgeLosses } from './acknowledged-losses';

/** The operator's entries name no workflow: the engine is never asked. */
const NO_ENGINE: Engine = {
  deliver: () => Promise.resolve({ outcome: 'LATER', reason: 'no engine here' }),
  reachable: () => Promise.resolve(false),
  close: () => Promise.resolve(),
};

/** After a restore, in the environment of the service: `--service awards --reason <words>`. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { service: { type: 'string' }, reason: { type: 'string' } } });
  const service = serviceNamed(values.service);
  const { reason = '' } = values;
  if (reason.trim() === '') {
    throw new Error('--reason <why the database was restored>');
  }
  const { database } = readOperatorEnvironment();
  const dataSource = createDataSource({ ...database, poolSize: 2 }, [], []);
  try {
    await connect(dataSource);
    const decisions = new Decisions(dataSource, NO_ENGINE, { unitInScope: () => Promise.resolve(null) }, {});
    const { acknowledged, lostSubjects } = await acknowledgeLosses({ dataSource, decisions }, reason.trim());
    process.stdout.write(
      `${service}: ${acknowledged} đối tượng ghi nhận phần đã mất / subjects say what they have lost\n`,
    );
    for (const subjectId of lostSubjects) {
      process.stdout.write(`${service}: mất cả đối tượng / lost as a whole: ${subjectId}\n`);
    }
  } finally {
    await dataSource.destroy();
  }
}

main().catch(failCommand);
