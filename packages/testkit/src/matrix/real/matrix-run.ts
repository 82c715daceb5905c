import { PersistentClient } from '../../cycle/persistent-client';
import { RunningSystem } from '../../scene';
import { committedSurface } from '../schema-surface';
import { tokensOfNobody } from './forged-tokens';
import { together, type MatrixResult } from './matrix-result';
import type { ClientsOfNobody } from './operation-cases';
import type { OperationEntry } from './operation-entry';
import { prepareEntries, runRefusals, runSuccesses } from './operation-run';
import { RowWatch } from './row-watch';
import { MatrixScene } from './scene/matrix-scene';
import type { ActingPosition } from './scene/scene-people';
import { awaitStillness, whileWorkflowsStand } from './stillness';

/** A running system that the matrix is run against. */
export interface MatrixTarget {
  readonly system: RunningSystem;
  /** The gateway's address. */
  readonly url: string;
  readonly issuerUrl: string;
  /** Folder of the system, with its keys and process ids. */
  readonly stateFolder: string;
  /** An administrator's URL of the database server. */
  readonly databaseUrl: string;
}

/**
 * The system that `npm test` has started.
 * @param url the gateway to ask; the one of the system when not given.
 * @throws when the environment does not name it all.
 */
export function matrixTarget(url: string | undefined = process.env['THIDUA_URL']): MatrixTarget {
  const { THIDUA_ISSUER_URL: issuerUrl, THIDUA_STATE: stateFolder, TEST_DATABASE_URL: databaseUrl } = process.env;
  if (!url || !issuerUrl || !stateFolder || !databaseUrl) {
    throw new Error('THIDUA_URL, THIDUA_ISSUER_URL, THIDUA_STATE and TEST_DATABASE_URL must name a running system');
  }
  return { system: new RunningSystem(url, issuerUrl), url, issuerUrl, stateFolder, databaseUrl };
}

/** What is run; all entries, or those of a few operations. */
export interface MatrixPlan {
  readonly operations: readonly OperationEntry[];
}

function clientsOfNobody({ url, issuerUrl, stateFolder }: MatrixTarget): ClientsOfNobody {
  const { forged, expired, notLinked } = tokensOfNobody(stateFolder, issuerUrl, 'tld-chair');
  const withToken = (token: string | null): PersistentClient => new PersistentClient(url, token);
  return {
    anonymous: withToken(null),
    forged: withToken(forged),
    expired: withToken(expired),
    notLinked: withToken(notLinked),
  };
}

/** Positions in which the plan's entries act; whoever sets the scene up is a leader. */
function positionsOf({ operations }: MatrixPlan): ActingPosition[] {
  return [...new Set<ActingPosition>(['VICE_CHAIR', ...operations.map(({ by }) => by)])];
}

/**
 * Runs the matrix through the gateway: a scene is founded, everything that must be refused is asked while nothing else
 * writes and no row may change, and then whoever is allowed succeeds.
 */
export async function runMatrix(target: MatrixTarget, plan: MatrixPlan): Promise<MatrixResult> {
  const { operations } = committedSurface();
  const scene = await MatrixScene.found(target.system, positionsOf(plan));
  const prepared = await prepareEntries(scene, clientsOfNobody(target), plan.operations, operations);
  const clients = new Set(prepared.flatMap(({ cases }) => cases.map(({ client }) => client)));
  await Promise.all([...clients].map((client) => client.send('{ viewer { id } }', {})));
  await awaitStillness(target.databaseUrl);
  const refused = await whileWorkflowsStand(target.stateFolder, async () => {
    const watch = await RowWatch.begin(target.databaseUrl);
    try {
      const results: MatrixResult[] = [];
      for (const entry of prepared) {
        results.push(await runRefusals(scene, entry, watch));
      }
      return results;
    } finally {
      await watch.end();
    }
  });
  const allowed: MatrixResult[] = [];
  for (const entry of prepared) {
    allowed.push(await runSuccesses(scene, entry));
  }
  return together([...refused, ...allowed]);
}
