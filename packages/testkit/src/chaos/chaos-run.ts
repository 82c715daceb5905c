import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunningSystem } from '../scene';
import { AwardDecisionWork } from './award-decision-work';
import { BallotWork } from './ballot-work';
import { check } from './check/checker';
import { ClientLog } from './client-log';
import { EveryCommand } from './every-command';
import { ObservedCommands } from './observed-commands';
import { collectEvidence } from './collect/collect-evidence';
import { type Patience, settle } from './collect/settling';
import { CommandSender } from './command-sender';
import { bringFaults } from './fault-time';
import { figuresOf } from './figures';
import { NominationWork } from './nomination-work';
import { PledgeWork } from './pledge-work';
import { ScheduleClerk } from './schedule-clerk';
import { SeededRandom } from './seeded-random';
import type { ChaosSettings } from './settings';
import { Shift } from './shift';
import { TreeWork } from './tree-work';
import { verdictOf } from './verdict';
import { WorkInHand } from './work-in-hand';
import { foundWorkplace } from './workplace';

/** How long everybody has to finish what is open and the system to come to rest. */
const PATIENCE: Patience = { withoutProgress: 120_000, inAll: 1_200_000 };
/** A sabotaged system does not come to rest: nobody waits for it for long. */
const PATIENCE_SABOTAGED: Patience = { withoutProgress: 20_000, inAll: 20_000 };

/** The whole run: people at work, faults, quiet, evidence, verdict. @returns whether it is clean. */
export async function runChaos(settings: ChaosSettings, print: (line: string) => void): Promise<boolean> {
  const { minutes, seed, approvers, gatewayUrl, issuerUrl, stateFolder } = settings;
  const random = new SeededRandom(seed);
  const logPath = join(stateFolder, 'client-log.jsonl');
  const log = new ClientLog(logPath);
  print(`Seed ${seed}: ${approvers} approvers, faults for ${minutes} minutes; the clients’ log: ${logPath}`);
  const workplace = await foundWorkplace(new RunningSystem(gatewayUrl, issuerUrl), issuerUrl, approvers, random);
  const inHand = new WorkInHand(WorkInHand.paceFor(minutes));
  const sender = new CommandSender(gatewayUrl, log);
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
  const nominations = new NominationWork(sender, workplace, inHand, today);
  const pledges = new PledgeWork(sender, workplace, inHand);
  const tree = new TreeWork(sender, workplace, inHand);
  const decisions = new AwardDecisionWork(sender, workplace, inHand, today);
  const ballots = new BallotWork(sender, workplace, inHand);
  const shift = new Shift(workplace.approvers, nominations, pledges, tree, decisions, ballots, random.fork('shift'));
  const observed = new RunningSystem(gatewayUrl, issuerUrl, (memberId) => new ObservedCommands(log, memberId));
  const everyCommand = new EveryCommand(observed, sender, random.fork('every command'));
  const clerk = new ScheduleClerk(settings.temporalAddress);

  const begun = Date.now();
  const working = Promise.all([shift.work(), clerk.work()]);
  // A sabotaged system shows itself to the approvers; who tries every command would wait for it in vain.
  const trying = settings.sabotage === null ? everyCommand.work() : null;
  const faults = await bringFaults(settings, workplace.provinceId, inHand, random.fork('faults'), print);
  print('The faults are over: what is open is brought to its end.');
  inHand.finish();
  everyCommand.finish();
  await trying;
  const unsettled = await settle(
    settings.databaseUrl,
    workplace.provinceId,
    settings.sabotage === null ? PATIENCE : PATIENCE_SABOTAGED,
    () => (shift.idle ? null : 'somebody still has something to do'),
  );
  shift.end();
  clerk.leave();
  sender.losePatience();
  await working;
  log.close();
  const outline = { seed, approvers, minutes, duration: Date.now() - begun, mishaps: shift.mishaps, everyCommand };

  print('Collecting what the databases, the engine and the auditor’s verifier say …');
  const evidence = await collectEvidence(settings, logPath, clerk, unsettled, workplace.provinceId);
  const violations = check(evidence);
  if (violations.length > 0) {
    writeFileSync(join(stateFolder, 'evidence.json'), JSON.stringify(evidence));
  }
  verdictOf(outline, figuresOf(evidence, violations), faults, evidence, violations).forEach(print);
  return violations.length === 0;
}
