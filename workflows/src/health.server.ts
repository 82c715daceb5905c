import { createServer, type Server, type ServerResponse } from 'node:http';

/** One part that has to answer before the worker is ready. */
export interface PartHealth {
  /** Whether it answers. */
  readonly ok: boolean;
  /** What is known of it, for a person who looks. */
  readonly detail: string;
}

/** Asks all parts; does not reject: a part that does not answer is one that is not ok. */
export type ReadParts = () => Promise<Readonly<Record<string, PartHealth>>>;

/** Serves `/health` (the process lives) and `/ready` (200 only when every part answers). */
export function startHealthServer(
  address: { readonly host: string; readonly port: number },
  readParts: ReadParts,
): Promise<Server> {
  const server = createServer((request, response) => {
    switch (request.url?.split('?')[0]) {
      case '/health':
        return answer(response, 200, { status: 'alive' });
      case '/ready':
        return void answerReady(response, readParts);
      default:
        return answer(response, 404, { status: 'not found' });
    }
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, () => resolve(server));
  });
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

async function answerReady(response: ServerResponse, readParts: ReadParts): Promise<void> {
  const parts = await readParts();
  const ready = Object.values(parts).every(({ ok }) => ok);
  answer(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', parts });
}
