import 'reflect-metadata';
import { passportSignerFromFile } from '@thidua/contracts/passport';
import { createLog, dataSourceOf, Decisions, projectedUnits, useAuditDatabase } from '@thidua/service-kit';
import { testPassport } from '@thidua/testkit';
import { AwardFactsReader } from '../check/award-facts.reader';
import { NominationChecks } from '../check/nomination-checks';
import { BallotClosingService } from '../council/ballot-closing.service';
import { BallotFinisher } from '../council/ballot-finisher';
import { ballotKeysOf } from '../council/ballot-key-store';
import type { CloseBallotSessionInput } from '../council/ballot-session.input';
import { definition } from '../definition';
import { LIKENESS_PERCENT, type TestPerson } from './awards-bench';
import { RouteEngine } from './route-engine';

/** What the process is told in CLOSING: who closes which session. */
export interface Closing {
  readonly secretary: TestPerson;
  readonly input: CloseBallotSessionInput;
}

/** A process of the service that closes one session and ends: where a crash point is armed, in the middle of it. */
async function closeOne(): Promise<void> {
  const { DATABASE_URL = '', AUDIT_DATABASE = '', BALLOT_KEY_DIRECTORY, CLOSING = '' } = process.env;
  const { MEMBERSHIP_URL = '', EMULATION_URL = '', PASSPORT_KEY_FILE = '' } = process.env;
  const { secretary, input } = JSON.parse(CLOSING) as Closing;
  useAuditDatabase(AUDIT_DATABASE);
  const dataSource = dataSourceOf(definition, { url: DATABASE_URL, poolSize: 4 });
  await dataSource.initialize();
  const decisions = new Decisions(dataSource, new RouteEngine(), projectedUnits, definition.instructionHooks ?? {});
  const keys = ballotKeysOf({ BALLOT_KEY_DIRECTORY });
  const facts = new AwardFactsReader(
    { MEMBERSHIP_URL, EMULATION_URL },
    await passportSignerFromFile(PASSPORT_KEY_FILE),
  );
  const checks = new NominationChecks(dataSource, facts, LIKENESS_PERCENT);
  const finisher = new BallotFinisher(dataSource, decisions, keys, checks, createLog('closing', 'silent'));
  const closing = new BallotClosingService(dataSource, decisions, keys, finisher);
  await closing.close({ kind: 'person', passport: testPassport(secretary.id, secretary.mandates) }, input);
  await dataSource.destroy();
}

void closeOne().then(
  () => process.exit(0),
  () => process.exit(1),
);
