import { setTimeout as wait } from 'node:timers/promises';
import { movingIn } from './collect/settling';
import { everyFault, planFaults, TELLING_FAULTS, type ProcessGroup } from './fault-plan';
import { FaultRunner, type CarriedOutFault } from './fault-runner';
import type { SeededRandom } from './seeded-random';
import type { ChaosSettings } from './settings';
import { SystemProcesses, type SystemProcess } from './system-processes';
import type { WorkInHand } from './work-in-hand';

const MINUTE = 60_000;
/** Before the run's end nothing begins any more, so that what was begun is over by then. */
const QUIET_END = 10_000;

/** The part of a run in which processes are killed and stopped; it lasts as long as was asked for. */
export async function bringFaults(
  settings: ChaosSettings,
  provinceId: string,
  inHand: WorkInHand,
  random: SeededRandom,
  print: (line: string) => void,
): Promise<CarriedOutFault[]> {
  const { stateFolder, processes, databaseUrl, temporalAddress, minutes, sabotage } = settings;
  const begun = Date.now();
  const lasting = minutes * MINUTE;
  const groups = groupsOf(processes);
  const round = sabotage === null ? everyFault(groups) : TELLING_FAULTS;
  const plan = planFaults(random, groups, Math.max(lasting - QUIET_END, lasting / 2), round);
  const backlog = {
    grows: () => {
      inHand.flooding = true;
    },
    ends: async () => {
      inHand.flooding = false;
      return (await movingIn(databaseUrl, provinceId)).join('; ');
    },
  };
  const system = new SystemProcesses(stateFolder, processes, databaseUrl, temporalAddress);
  const faults = await new FaultRunner(system, backlog, print).run(plan);
  await wait(Math.max(0, begun + lasting - Date.now()));
  return faults;
}

function groupsOf(processes: readonly SystemProcess[]): ProcessGroup[] {
  return [...Map.groupBy(processes, ({ group }) => group)].map(([name, replicas]) => ({
    name,
    processes: replicas.map((replica) => replica.name),
  }));
}
