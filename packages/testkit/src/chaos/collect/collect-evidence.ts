import type { Evidence, VerifierVerdict } from '../check/evidence';
import { readClientLog } from '../client-log';
import { ANCHORS, type ScheduleClerk } from '../schedule-clerk';
import type { ChaosSettings } from '../settings';
import { collectDatabases } from './database-evidence';
import { collectTrees } from './tree-evidence';
import { collectVerdicts } from './verifier-evidence';
import { collectWorkflows } from './workflow-evidence';

/** The services that hear of the union tree by membership's change feed. */
const PROJECTING = ['finance', 'emulation', 'awards'];
const SERVICES = ['membership', ...PROJECTING];

/** Collects from outside everything that a run is judged by. @param unsettled what did not come to rest, in words. */
export async function collectEvidence(
  settings: ChaosSettings,
  logPath: string,
  clerk: ScheduleClerk,
  unsettled: readonly string[],
): Promise<Evidence> {
  const services = await collectDatabases(settings.databaseUrl, SERVICES);
  const workflows = await collectWorkflows(settings.temporalAddress, services);
  const verdicts = await collectAudit(settings, clerk);
  const trees = await collectTrees(settings.databaseUrl, PROJECTING);
  return { attempts: readClientLog(logPath), services, workflows, verdicts, trees, unsettled };
}

/** An anchor, then an export of every service's trail and the verifier's word on it. */
async function collectAudit({ stateFolder }: ChaosSettings, clerk: ScheduleClerk): Promise<VerifierVerdict[]> {
  try {
    await clerk.complete(ANCHORS);
  } catch (error) {
    const errors = [error instanceof Error ? error.message : String(error)];
    return [{ service: 'every service', verdict: 'NOT_ANCHORED', entries: 0, unanchored: 0, errors }];
  }
  return collectVerdicts(stateFolder, SERVICES);
}
