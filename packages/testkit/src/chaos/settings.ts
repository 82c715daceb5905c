import { parseArgs } from 'node:util';
import type { SystemProcess } from './system-processes';

/** What `npm run chaos` says to the run. */
export interface ChaosSettings {
  readonly minutes: number;
  readonly seed: number;
  readonly approvers: number;
  /** What was broken on purpose in the services; null in a run that should be clean. */
  readonly sabotage: string | null;
  readonly stateFolder: string;
  readonly gatewayUrl: string;
  readonly issuerUrl: string;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly processes: readonly SystemProcess[];
}

/** Reads it from the words and the environment. @throws when something is missing: the run is started by its command. */
export function readChaosSettings(words: readonly string[], environment: NodeJS.ProcessEnv): ChaosSettings {
  const { values } = parseArgs({
    args: [...words],
    options: {
      minutes: { type: 'string', default: '3' },
      seed: { type: 'string', default: '1' },
      approvers: { type: 'string', default: '10' },
      sabotage: { type: 'string' },
    },
  });
  const required = (name: string): string => {
    const value = environment[name];
    if (!value) {
      throw new Error(`${name} is missing: the run is started by \`npm run chaos\``);
    }
    return value;
  };
  return {
    minutes: Number(values.minutes),
    seed: Number(values.seed),
    approvers: Number(values.approvers),
    sabotage: values.sabotage ?? null,
    stateFolder: required('CHAOS_STATE'),
    gatewayUrl: required('CHAOS_GATEWAY_URL'),
    issuerUrl: required('CHAOS_ISSUER_URL'),
    databaseUrl: required('CHAOS_DATABASE_URL'),
    temporalAddress: required('CHAOS_TEMPORAL_ADDRESS'),
    processes: JSON.parse(required('CHAOS_PROCESSES')) as SystemProcess[],
  };
}
