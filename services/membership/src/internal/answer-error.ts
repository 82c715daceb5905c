import type { FastifyReply } from 'fastify';

/** Answers an internal request with one error, in the form of the graph's errors. */
export function answerError(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}

/** Answers that the caller's passport lacks a right. */
export function answerMissingRight(reply: FastifyReply, right: string): FastifyReply {
  return answerError(reply, 403, 'FORBIDDEN', `The right ${right} is required`);
}
