import { get } from 'node:http';
import { connect, createServer } from 'node:net';

const between = 300;
const patience = 1000;

/**
 * Stands before the replicas of one part, as a load balancer of layer 4 does: hands each new connection to the next
 * replica that answers /health, and cuts the connections of one that no longer does. Whoever asked then knows nothing
 * of the outcome, and a stalled replica may still finish what it had begun.
 */
export class Balancer {
  #port;
  #replicas;
  #turn = 0;
  #server;
  #timer;

  /**
   * @param {number} port
   * @param {number[]} replicaPorts
   */
  constructor(port, replicaPorts) {
    this.#port = port;
    this.#replicas = replicaPorts.map((replica) => ({ port: replica, answers: false, pairs: new Set() }));
    this.#server = createServer((client) => this.#serve(client));
  }

  /** Begins to listen. */
  async open() {
    await new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#timer = setInterval(() => {
      for (const replica of this.#replicas) this.#look(replica);
    }, between);
  }

  /** Cuts everything. */
  close() {
    clearInterval(this.#timer);
    this.#server.close();
    for (const replica of this.#replicas) cut(replica);
  }

  #look(replica) {
    if (replica.looking) return;
    replica.looking = true;
    const told = (answers) => {
      replica.looking = false;
      if (!answers) cut(replica);
      replica.answers = answers;
    };
    const request = get({ host: '127.0.0.1', port: replica.port, path: '/health', timeout: patience }, (response) => {
      response.resume();
      response.once('close', () => told(response.statusCode === 200));
    });
    request.once('timeout', () => request.destroy(new Error('no answer')));
    request.once('error', () => told(false));
  }

  #serve(client) {
    client.on('error', () => {});
    const first = this.#turn++;
    const inTurn = this.#replicas.map((_, index) => this.#replicas[(first + index) % this.#replicas.length]);
    // With none that answers the request is tried all the same: they may be back sooner than they are looked at.
    join(client, [...inTurn.filter(({ answers }) => answers), ...inTurn.filter(({ answers }) => !answers)]);
  }
}

// A replica that takes no connection has done nothing, so the next one may be asked.
function join(client, [replica, ...others]) {
  if (!replica || client.destroyed) {
    client.destroy();
    return;
  }
  const server = connect(replica.port, '127.0.0.1');
  const unreachable = () => join(client, others);
  server.once('error', unreachable);
  server.once('connect', () => {
    server.off('error', unreachable);
    const pair = { client, server };
    const part = () => {
      replica.pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    replica.pairs.add(pair);
    server.on('error', part);
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.once('close', part);
    }
    client.pipe(server);
    server.pipe(client);
  });
}

function cut({ pairs }) {
  for (const { client, server } of pairs) {
    client.destroy();
    server.destroy();
  }
}
