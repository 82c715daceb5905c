import type { FastifyReply } from 'fastify';

/** A document that somebody may take away. */
export interface Document {
  readonly content: Buffer;
  /** SHA-256 of the content, in hexadecimal digits. */
  readonly digest: string;
  /** Letters, digits, hyphens and dots. */
  readonly fileName: string;
  readonly mediaType: string;
}

/** Sends a document as something to save, never as something that a browser would show under our name. */
export function sendDocument(reply: FastifyReply, { content, digest, fileName, mediaType }: Document): FastifyReply {
  return reply
    .headers({
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'content-digest': `sha-256=:${Buffer.from(digest, 'hex').toString('base64')}:`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-store',
    })
    .send(content);
}

/** Says that there is no such document, or none that the caller may have. */
export function refuseDocument(reply: FastifyReply): FastifyReply {
  const message = {
    vi: 'Không tìm thấy tài liệu này, hoặc bạn không được tải.',
    en: 'There is no such document that you may have.',
  };
  return reply
    .code(404)
    .send({ errors: [{ message: `${message.vi} / ${message.en}`, extensions: { code: 'NOT_FOUND', message } }] });
}
