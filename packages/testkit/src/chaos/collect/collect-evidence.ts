import { RECONCILED_SERVICES, reconcileScheduleId, type ReconciliationCounts } from '@thidua/contracts';
import type { Evidence, ReconciliationEvidence } from '../check/evidence';
import { readClientLog } from '../client-log';
import { ANCHORS, type ScheduleClerk } from '../schedule-clerk';
import type { ChaosSettings } from '../settings';
import { collectAwards } from './awards-evidence';
import { collectDatabases } from './database-evidence';
import { collectTrees } from './tree-evidence';
import { collectVerdicts } from './verifier-evidence';
import { collectWorkflows } from './workflow-evidence';

/** The services that hear of the union tree by membership's change feed. */
const PROJECTING = ['finance', 'emulation', 'awards'];
const SERVICES = ['membership', ...PROJECTING];

/**
 * Collects from outside everything that a run is judged by.
 * @param unsettled what did not come to rest, in words.
 * @param provinceId the approvers' province.
 */
export async function collectEvidence(
  settings: ChaosSettings,
  logPath: string,
  clerk: ScheduleClerk,
  unsettled: readonly string[],
  provinceId: string,
): Promise<Evidence> {
  const failed: string[] = [];
  const reconciliations = await reconcile(clerk, failed);
  await clerk.complete(ANCHORS).catch((error: unknown) => void failed.push(`no anchor was taken: ${String(error)}`));
  const services = await collectDatabases(settings.databaseUrl, SERVICES, provinceId);
  return {
    attempts: readClientLog(logPath),
    services,
    workflows: await collectWorkflows(settings.temporalAddress, services),
    reconciliations,
    verdicts: await collectVerdicts(settings.stateFolder, SERVICES),
    trees: await collectTrees(settings.databaseUrl, PROJECTING),
    awards: await collectAwards(settings.databaseUrl, provinceId),
    unsettled: [...unsettled, ...failed],
  };
}

/** The reconciler compares both sides once more: there must be nothing left for it to do. */
async function reconcile(clerk: ScheduleClerk, failed: string[]): Promise<ReconciliationEvidence[]> {
  const found: ReconciliationEvidence[] = [];
  for (const service of RECONCILED_SERVICES) {
    try {
      found.push({ service, ...(await clerk.complete<ReconciliationCounts>(reconcileScheduleId(service))) });
    } catch (error) {
      failed.push(`${service} was not reconciled: ${String(error)}`);
    }
  }
  return found;
}
