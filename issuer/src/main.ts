import { readEnvironment } from './environment';
import { startIssuer } from './issuer';
import { createLog } from './log';

async function main(): Promise<void> {
  const environment = readEnvironment();
  const log = createLog(environment.LOG_LEVEL);
  const issuer = await startIssuer(environment, log);
  log.info({ issuer: environment.ISSUER_URL, address: issuer.address }, 'the issuer listens');

  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'the issuer stops');
    issuer.stop().then(
      () => process.exit(0),
      (failure: unknown) => {
        log.error({ err: failure }, 'the issuer did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((failure: unknown) => {
  process.stderr.write(`issuer: ${failure instanceof Error ? failure.message : String(failure)}\n`);
  process.exit(1);
});
