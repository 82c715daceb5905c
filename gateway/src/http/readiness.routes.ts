import type { FastifyInstance } from 'fastify';
import { type Dispatcher, request } from 'undici';

/** How long a part may take to say that it is ready, in milliseconds. */
const TIME_LIMIT = 2_000;

/** A part that `/ready` asks. */
export interface Part {
  /** Name in the answer. */
  readonly name: string;
  /** Base address; its `/ready` is asked. */
  readonly address: string;
  readonly dispatcher: Dispatcher;
}

/** What a part answered. */
export interface PartReadiness {
  /** Whether it answered 200 in time. */
  readonly ready: boolean;
  /** The part's own JSON, or why there is none. */
  readonly detail: unknown;
}

async function askPart({ address, dispatcher }: Part): Promise<PartReadiness> {
  try {
    const { statusCode, body } = await request(`${address}/ready`, {
      dispatcher,
      signal: AbortSignal.timeout(TIME_LIMIT),
    });
    const text = await body.text();
    return { ready: statusCode === 200, detail: jsonOr(text, `HTTP ${statusCode}`) };
  } catch (failure) {
    const { name } = failure as { name?: unknown };
    const late = name === 'TimeoutError' || name === 'AbortError';
    return { ready: false, detail: late ? `no answer within ${TIME_LIMIT} ms` : 'cannot be reached' };
  }
}

function jsonOr(text: string, otherwise: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}

/** Serves `/health` (this process lives) and `/ready` (every part of the system answers: 200, else 503). */
export function serveReadiness(fastify: FastifyInstance, parts: readonly Part[]): void {
  const config = { unlimited: true };
  fastify.get('/health', { config }, async () => ({ alive: true }));
  fastify.get('/ready', { config }, async (_request, reply) => {
    const answers = await Promise.all(parts.map(async (part) => [part.name, await askPart(part)] as const));
    const ready = answers.every(([, answer]) => answer.ready);
    void reply.code(ready ? 200 : 503).header('cache-control', 'no-store');
    return { ready, parts: { gateway: { ready: true, detail: null }, ...Object.fromEntries(answers) } };
  });
}
