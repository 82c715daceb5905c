import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Balancer } from './balancer.mjs';

/** A replica that says who it is; a stalled one takes connections and says nothing. */
class Replica {
  stalled = false;
  private readonly server: Server;

  constructor(readonly name: string) {
    this.server = createServer((_request, response) => {
      if (!this.stalled) {
        response.end(this.name);
      }
    });
  }

  listen(port = 0): Promise<number> {
    return new Promise((resolve) =>
      this.server.listen(port, '127.0.0.1', () => resolve((this.server.address() as AddressInfo).port)),
    );
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

describe('the balancer before two replicas', () => {
  let replicas: readonly [Replica, Replica];
  let ports: number[];
  let balancer: Balancer;
  let address: string;

  beforeEach(async () => {
    replicas = [new Replica('first'), new Replica('second')];
    ports = [await replicas[0].listen(), await replicas[1].listen()];
    const free = new Replica('free');
    const port = await free.listen();
    free.close();
    balancer = new Balancer(port, ports);
    await balancer.open();
    address = `http://127.0.0.1:${port}`;
    await untilNamed(['first', 'second']);
  });
  afterEach(() => {
    balancer.close();
    replicas.forEach((replica) => replica.close());
  });

  /** Who answers a request on a connection of its own; `lost` when nobody does. */
  const ask = (): Promise<string> =>
    new Promise((resolve) => {
      const request = get(address, { agent: false }, (response) => {
        response.once('data', (name: Buffer) => resolve(String(name)));
      });
      request.once('error', () => resolve('lost'));
    });

  /** Asks until those answer, and nobody else, several times in a row. */
  const untilNamed = async (names: readonly string[]): Promise<void> => {
    for (;;) {
      const answers = await Promise.all(Array.from({ length: 6 }, ask));
      if ([...new Set(answers)].sort().join() === names.join()) {
        return;
      }
      await wait(50);
    }
  };

  it('hands connections to both in turn', async () => {
    const answers = [await ask(), await ask(), await ask(), await ask()];
    expect(answers.filter((name) => name === 'first')).toHaveLength(2);
  });

  it('loses nothing while one takes no connections, and finds it when it is back', async () => {
    replicas[0].close();
    expect(await Promise.all(Array.from({ length: 6 }, ask))).toEqual(Array(6).fill('second'));
    const again = new Replica('again');
    await again.listen(ports[0]);
    await untilNamed(['again', 'second']);
    again.close();
  });

  it('cuts the connections of one that stalls, and goes on with the other', async () => {
    replicas[0].stalled = true;
    const answers = await Promise.all(Array.from({ length: 4 }, ask));
    expect(answers.sort()).toEqual(['lost', 'lost', 'second', 'second']);
    await untilNamed(['second']);
  });

  it('leaves nobody waiting when both are away', async () => {
    replicas.forEach((replica) => replica.close());
    expect(await ask()).toBe('lost');
  });
});
