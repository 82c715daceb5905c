import type { FastifyReply } from 'fastify';

/** How long a download may take no byte, in milliseconds. */
const LONGEST_IDLE = 60_000;

/**
 * Ends a download whose reader has stopped reading: it would hold a connection to the service for as long as it likes.
 */
export function endWhenIdle(reply: FastifyReply): void {
  reply.raw.setTimeout(LONGEST_IDLE, () => reply.raw.destroy());
}
