import type { FastifyInstance } from 'fastify';
import { type Dispatcher, request } from 'undici';

/** How long a part may take to say that it is ready, in milliseconds. */
const TIME_LIMIT = 2_000;
/** How long an answer is given again without asking, in milliseconds. */
const KNOWN_FOR = 1_000;

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
}

/** What anybody is told: which part is not ready. Why is at the part's own `/ready`, for those on the inside. */
interface Readiness {
  readonly ready: boolean;
  readonly parts: Readonly<Record<string, PartReadiness>>;
}

async function askPart({ address, dispatcher }: Part): Promise<PartReadiness> {
  try {
    const { statusCode, body } = await request(`${address}/ready`, {
      dispatcher,
      signal: AbortSignal.timeout(TIME_LIMIT),
    });
    await body.dump();
    return { ready: statusCode === 200 };
  } catch {
    return { ready: false };
  }
}

async function askAll(parts: readonly Part[]): Promise<Readiness> {
  const answers = await Promise.all(parts.map(async (part) => [part.name, await askPart(part)] as const));
  return {
    ready: answers.every(([, answer]) => answer.ready),
    parts: { gateway: { ready: true }, ...Object.fromEntries(answers) },
  };
}

/**
 * Serves `/health` (this process lives) and `/ready` (every part of the system answers: 200, else 503). Both are open
 * and not counted, so what is asked of the parts is asked once for everybody who wants to know at the same time.
 * @param now milliseconds since the epoch.
 */
export function serveReadiness(fastify: FastifyInstance, parts: readonly Part[], now: () => number = Date.now): void {
  const config = { unlimited: true };
  let asked: { readonly readiness: Promise<Readiness>; readonly at: number } | null = null;
  fastify.get('/health', { config }, async () => ({ alive: true }));
  fastify.get('/ready', { config }, async (_request, reply) => {
    if (asked === null || now() - asked.at >= KNOWN_FOR) asked = { readiness: askAll(parts), at: now() };
    const readiness = await asked.readiness;
    void reply.code(readiness.ready ? 200 : 503).header('cache-control', 'no-store');
    return readiness;
  });
}
