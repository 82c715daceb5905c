import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { awaited } from '../../scene';
import type { Subgraph } from '../schema-surface';
import { environmentOfProcess, freePort } from './process-environment';

const ROOT = join(__dirname, '..', '..', '..', '..', '..');

/** A gateway of a test's own, as built, that asks another service than the running system's gateway does. */
export class GatewayProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** Its address. */
    readonly url: string,
  ) {}

  /**
   * Starts it.
   * @param stateFolder the folder of the running system, whose environment it otherwise has.
   * @param instead addresses of the services that it asks instead.
   */
  static async start(stateFolder: string, instead: Partial<Record<Subgraph, string>>): Promise<GatewayProcess> {
    const port = await freePort();
    const urls = Object.entries(instead).map(([subgraph, url]) => [`${subgraph.toUpperCase()}_URL`, url]);
    const child = spawn(process.execPath, [join(ROOT, 'gateway', 'dist', 'main.js')], {
      env: { ...environmentOfProcess(stateFolder, 'gateway'), ...Object.fromEntries(urls), PORT: String(port) },
      stdio: 'ignore',
    });
    const gateway = new GatewayProcess(child, `http://127.0.0.1:${port}`);
    await awaited('the gateway to answer', () =>
      fetch(`${gateway.url}/health`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    return gateway;
  }

  /** Ends it. */
  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}
