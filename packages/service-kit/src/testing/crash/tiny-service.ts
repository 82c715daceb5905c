import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { TaskQueue } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { startActivityWorker } from '../../activity-worker';
import { connect } from '../../database/data-source';
import { useAuditDatabase } from '../../decision/audit-trail';
import { Decisions } from '../../decision/decisions';
import { createEngine } from '../../decision/engine';
import { Relay } from '../../decision/relay';
import { numberChanges, publishChange } from '../../feed/change-feed';
import { UnitProjection } from '../../feed/unit-projection';
import { createLog } from '../../log';
import { sabotage, type Sabotage } from '../sabotage';
import { TinyPledges, tinyDataSource, type TinyCommand } from './tiny-pledges';

/** What a test asks of the process. */
export type TinyRequest =
  | { readonly id: string; readonly command: TinyCommand }
  | { readonly id: string; readonly publish: unknown }
  | { readonly id: string; readonly numberChanges: true }
  | { readonly id: string; readonly follow: true };

/** What the process answers; nothing, when it dies before. */
export type TinyReply =
  | { readonly id: string; readonly answer: unknown }
  | { readonly id: string; readonly error: string };

const setting = (name: string): string => process.env[name] ?? '';

/** A service in a process of its own, so that a crash is a crash; asked and answered by the channel to its parent. */
async function main(): Promise<void> {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }), forward: {} } },
    shutdownSignals: [],
  });
  const broken = setting('TINY_SABOTAGE');
  if (broken !== '') {
    sabotage(broken as Sabotage);
  }
  const log = createLog('tiny', setting('LOG_LEVEL') || 'silent');
  const dataSource = tinyDataSource(setting('DATABASE_URL'));
  await connect(dataSource);
  useAuditDatabase(setting('AUDIT_DATABASE'));
  const [address, namespace] = [setting('TEMPORAL_ADDRESS'), setting('TEMPORAL_NAMESPACE')];
  const engine = createEngine(address, namespace);
  const units = { unitInScope: () => Promise.resolve(null) };
  const decisions = new Decisions(dataSource, engine, units, {});
  const pledges = new TinyPledges(decisions);
  const signer = { keyId: () => 'tiny', sign: () => Promise.resolve('tiny') };
  const projection = new UnitProjection(dataSource, setting('MEMBERSHIP_URL'), 'emulation', signer, log);
  new Relay(dataSource, engine, {}, log).start();
  startActivityWorker({
    address,
    namespace,
    taskQueue: TaskQueue.Emulation,
    activities: {
      passPledgeDeadline: (request: never) => pledges.passDeadline(request),
      // The tests are about the deadline; whoever asks for the reminder has lost.
      remindPledge: () => Promise.resolve({ outcome: 'LOST' }),
    },
    before: () => Promise.resolve(),
    log,
  });

  async function answerTo(request: TinyRequest): Promise<unknown> {
    if ('command' in request) {
      return pledges.run(request.command);
    }
    if ('publish' in request) {
      return publishChange(dataSource, newId(), request.publish);
    }
    return 'follow' in request ? projection.catchUp() : numberChanges(dataSource);
  }

  process.on('message', (request: TinyRequest) => {
    const { id } = request;
    void answerTo(request).then(
      (answer) => process.send?.({ id, answer: answer ?? null } satisfies TinyReply),
      (error: unknown) => process.send?.({ id, error: String(error) } satisfies TinyReply),
    );
  });
  // The test that started it is gone.
  process.on('disconnect', () => process.exit(0));
  process.send?.({ id: 'ready', answer: null } satisfies TinyReply);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
