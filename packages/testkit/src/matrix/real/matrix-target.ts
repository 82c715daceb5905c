import { join } from 'node:path';
import { RunningSystem } from '../../scene';
import { SUBGRAPHS, type Subgraph } from '../schema-surface';
import { environmentOfProcess } from './process-environment';

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
  /** Addresses of the subgraphs. */
  readonly subgraphs: Readonly<Record<Subgraph, string>>;
}

/**
 * The system that `npm test` has started.
 * @param instead another gateway to ask, and other subgraphs to name rows to.
 * @throws when the environment does not name it all.
 */
export function matrixTarget(
  instead: { readonly url?: string; readonly subgraphs?: Partial<Record<Subgraph, string>> } = {},
): MatrixTarget {
  const { THIDUA_URL, THIDUA_ISSUER_URL: issuerUrl, THIDUA_STATE: stateFolder } = process.env;
  const { TEST_DATABASE_URL: databaseUrl } = process.env;
  const url = instead.url ?? THIDUA_URL;
  if (!url || !issuerUrl || !stateFolder || !databaseUrl) {
    throw new Error('THIDUA_URL, THIDUA_ISSUER_URL, THIDUA_STATE and TEST_DATABASE_URL must name a running system');
  }
  const gateway = environmentOfProcess(stateFolder, 'gateway');
  const known = SUBGRAPHS.map((subgraph) => [subgraph, gateway[`${subgraph.toUpperCase()}_URL`] ?? ''] as const);
  return {
    system: new RunningSystem(url, issuerUrl),
    url,
    issuerUrl,
    stateFolder,
    databaseUrl,
    subgraphs: { ...(Object.fromEntries(known) as Record<Subgraph, string>), ...instead.subgraphs },
  };
}

/** The folder of the keys with which processes sign passports. */
export function keysOf({ stateFolder }: MatrixTarget): string {
  return join(stateFolder, 'keys');
}
