import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunningSystem } from '../scene';
import { ANCHORS, ScheduleClerk } from './schedule-clerk';
import { check } from './check/checker';
import { fatesOf } from './check/command-fate';
import type { Evidence, VerifierVerdict } from './check/evidence';
import { ClientLog, readClientLog } from './client-log';
import { collectDatabases } from './collect/database-evidence';
import { movingIn, settle } from './collect/settling';
import { collectVerdicts } from './collect/verifier-evidence';
import { collectWorkflows } from './collect/workflow-evidence';
import { CommandSender } from './command-sender';
import { everyFault, planFaults, TELLING_FAULTS, type ProcessGroup } from './fault-plan';
import { FaultRunner, type CarriedOutFault } from './fault-runner';
import { figuresOf } from './figures';
import { NominationWork } from './nomination-work';
import { PledgeWork } from './pledge-work';
import { SeededRandom } from './seeded-random';
import type { ChaosSettings } from './settings';
import { Shift } from './shift';
import { SystemProcesses, type SystemProcess } from './system-processes';
import { verdictOf } from './verdict';
import { WorkInHand } from './work-in-hand';
import { foundWorkplace } from './workplace';

const MINUTE = 60_000;
/** Before the run's end nothing begins any more, so that what was begun is over by then. */
const QUIET_END = 10_000;
/** How long everybody has to finish what is open and the system to come to rest. */
const LONGEST_SETTLING = 120_000;
/** A sabotaged system does not come to rest: nobody waits for it for long. */
const LONGEST_SETTLING_SABOTAGED = 20_000;
const SERVICES = ['membership', 'finance', 'emulation', 'awards'];

/** The whole run: people at work, faults, quiet, evidence, verdict. @returns whether it is clean. */
export async function runChaos(settings: ChaosSettings, print: (line: string) => void): Promise<boolean> {
  const { minutes, seed, approvers, databaseUrl } = settings;
  const random = new SeededRandom(seed);
  const logPath = join(settings.stateFolder, 'client-log.jsonl');
  const log = new ClientLog(logPath);
  print(`Seed ${seed}: ${approvers} approvers, faults for ${minutes} minutes; the clients’ log: ${logPath}`);
  const system = new RunningSystem(settings.gatewayUrl, settings.issuerUrl);
  const workplace = await foundWorkplace(system, settings.issuerUrl, approvers, random);
  const inHand = new WorkInHand(WorkInHand.paceFor(minutes));
  const sender = new CommandSender(settings.gatewayUrl, log);
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
  const nominations = new NominationWork(sender, workplace, inHand, today);
  const pledges = new PledgeWork(sender, workplace, inHand);
  const shift = new Shift(workplace.approvers, nominations, pledges, inHand, random.fork('shift'));

  const begun = Date.now();
  const clerk = new ScheduleClerk(settings.temporalAddress);
  const working = Promise.all([shift.work(), clerk.work()]);
  const faults = await bringFaults(settings, inHand, random, begun, print);
  print('The faults are over: what is open is brought to its end.');
  inHand.finish();
  const patience = settings.sabotage === null ? LONGEST_SETTLING : LONGEST_SETTLING_SABOTAGED;
  const unsettled = await settle(databaseUrl, patience, () =>
    shift.idle ? null : 'somebody still has something to do',
  );
  shift.end();
  clerk.leave();
  sender.losePatience();
  await working;
  const duration = Date.now() - begun;
  log.close();

  print('Collecting what the databases and the engine say …');
  const services = await collectDatabases(databaseUrl, SERVICES);
  const workflows = await collectWorkflows(settings.temporalAddress, services);
  const verdicts = await auditOf(settings, clerk);
  const evidence: Evidence = { attempts: readClientLog(logPath), services, workflows, verdicts, unsettled };
  const violations = check(evidence);
  if (violations.length > 0) {
    writeFileSync(join(settings.stateFolder, 'evidence.json'), JSON.stringify(evidence));
  }
  const numbered = new Set(
    services.flatMap(({ commands }) =>
      commands.flatMap(({ commandId, decisionNumber }) => (decisionNumber === null ? [] : [commandId])),
    ),
  );
  const figures = figuresOf(fatesOf(evidence.attempts), violations, (commandId) => numbered.has(commandId));
  const outline = { seed, approvers, minutes, duration, mishaps: shift.mishaps };
  verdictOf(outline, figures, faults, evidence, violations).forEach(print);
  return violations.length === 0;
}

/** An anchor, then an export of every service's trail and the verifier's word on it. */
async function auditOf({ stateFolder }: ChaosSettings, clerk: ScheduleClerk): Promise<VerifierVerdict[]> {
  try {
    await clerk.complete(ANCHORS);
  } catch (error) {
    const errors = [error instanceof Error ? error.message : String(error)];
    return [{ service: 'every service', verdict: 'NOT_ANCHORED', entries: 0, unanchored: 0, errors }];
  }
  return collectVerdicts(stateFolder, SERVICES);
}

/** Carries out the planned faults, and waits for the run's time to be over. */
async function bringFaults(
  settings: ChaosSettings,
  inHand: WorkInHand,
  random: SeededRandom,
  begun: number,
  print: (line: string) => void,
): Promise<CarriedOutFault[]> {
  const { stateFolder, processes, databaseUrl, temporalAddress, minutes, sabotage } = settings;
  const lasting = minutes * MINUTE;
  const groups = groupsOf(processes);
  const until = Math.max(lasting - QUIET_END, lasting / 2);
  const round = sabotage === null ? everyFault(groups) : TELLING_FAULTS;
  const plan = planFaults(random.fork('faults'), groups, until, round);
  const system = new SystemProcesses(stateFolder, processes, databaseUrl, temporalAddress);
  const backlog = {
    grows: () => {
      inHand.flooding = true;
    },
    ends: async () => {
      inHand.flooding = false;
      return (await movingIn(databaseUrl)).join('; ');
    },
  };
  const runner = new FaultRunner(system, backlog, print);
  const faults = await runner.run(plan);
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, begun + lasting - Date.now())));
  return faults;
}

function groupsOf(processes: readonly SystemProcess[]): ProcessGroup[] {
  return [...Map.groupBy(processes, ({ group }) => group)].map(([name, replicas]) => ({
    name,
    processes: replicas.map((replica) => replica.name),
  }));
}
