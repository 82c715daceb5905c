import { readEnvironment } from './environment';
import { startGateway } from './gateway';
import { createLog } from './log';

async function main(): Promise<void> {
  const environment = readEnvironment();
  const log = createLog(environment.LOG_LEVEL);
  const gateway = await startGateway(environment, log);
  log.info({ address: gateway.address }, 'the gateway listens');

  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'the gateway stops');
    gateway.stop().then(
      () => process.exit(0),
      (failure: unknown) => {
        log.error({ err: failure }, 'the gateway did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((failure: unknown) => {
  process.stderr.write(`gateway: ${failure instanceof Error ? failure.message : String(failure)}\n`);
  process.exit(1);
});
