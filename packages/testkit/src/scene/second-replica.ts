import { join } from 'node:path';
import { MeasuredProcess } from '../bench/measured-process';
import { RunningSystem } from './running-system';

/** The repository's folder, as seen from src/scene and from dist/scene. */
const ROOT = join(__dirname, '..', '..', '..', '..');

/**
 * A second gateway with a second process of one service behind it, on the databases, the engine and the keys of the
 * system that `npm test` has started: two people who meet in it have nothing in common but the database.
 */
export class SecondReplica {
  private constructor(
    private readonly processes: readonly MeasuredProcess[],
    /** The system as it is through the second gateway. */
    readonly system: RunningSystem,
  ) {}

  /**
   * Starts both and waits until they answer.
   * @param service whose second process the gateway asks; everything else is the system's.
   */
  static async start(service: 'membership' | 'finance' | 'emulation' | 'awards'): Promise<SecondReplica> {
    const { THIDUA_STATE: state, THIDUA_ISSUER_URL: issuerUrl } = process.env;
    if (!state || !issuerUrl) {
      throw new Error('THIDUA_STATE and THIDUA_ISSUER_URL must name a running system (npm test sets them)');
    }
    const environmentOf = (name: string): string => join(state, 'env', `${name}.env`);
    const second = await MeasuredProcess.start({
      root: ROOT,
      folder: join('services', service),
      environmentFile: environmentOf(service),
    });
    try {
      const gateway = await MeasuredProcess.start({
        root: ROOT,
        folder: 'gateway',
        environmentFile: environmentOf('gateway'),
        environment: { [`${service.toUpperCase()}_URL`]: second.url },
      });
      return new SecondReplica([gateway, second], new RunningSystem(gateway.url, issuerUrl));
    } catch (error) {
      await second.stop();
      throw error;
    }
  }

  /** Ends both. */
  async stop(): Promise<void> {
    for (const each of this.processes) {
      await each.stop();
    }
  }
}
