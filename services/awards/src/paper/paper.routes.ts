import { isId } from '@thidua/contracts/ids';
import type { Passport } from '@thidua/contracts/passport';
import { type Log, Refusal, type ServiceDependencies, verifiedPassport } from '@thidua/service-kit';
import { create as contentDisposition } from 'content-disposition';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { PaperContents } from './paper-contents';
import { visiblePaper } from './paper.query';
import { PART_BYTES } from './store/paper-store';

const STATUS: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  BAD_USER_INPUT: 400,
  RETRY_LATER: 503,
};
/** RFC 9530: the one algorithm that is read. */
const CONTENT_DIGEST = /^sha-256=:([A-Za-z0-9+/]{43}=):$/;

interface Answered {
  readonly code: string;
  readonly message: { readonly vi: string; readonly en: string };
}

function answer(reply: FastifyReply, status: number, { code, message }: Answered): FastifyReply {
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send({ errors: [{ message: `${message.vi} / ${message.en}`, extensions: { code, message } }] });
}

const NOTHING = { vi: 'Không tìm thấy giấy tờ.', en: 'There is no such paper.' };
const LOST = {
  vi: 'Nội dung của giấy tờ này không có trong kho; hãy báo quản trị hệ thống.',
  en: 'The content of this paper is not in the store; tell the system’s operator.',
};
const NO_DIGEST = {
  vi: 'Cần header Content-Digest dạng sha-256=:…: của đúng phần này (RFC 9530).',
  en: 'Give the header Content-Digest as sha-256=:…: of this very part (RFC 9530).',
};

function personOf(request: FastifyRequest): Passport | null {
  const passport = verifiedPassport(request);
  return passport.kind === 'person' ? passport : null;
}

/**
 * The bytes of papers, for people by way of the gateway: parts of uploads in, contents out. A content goes out as
 * something to save, never as something that a browser would show under our name.
 */
export function registerPaperRoutes(
  server: FastifyInstance,
  { dataSource, log }: Pick<ServiceDependencies, 'dataSource' | 'log'>,
  contents: PaperContents,
): void {
  server.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: PART_BYTES },
    (_request, body, done) => done(null, body),
  );

  server.put<{ Params: { id: string; number: string }; Body: Buffer }>(
    '/papers/uploads/:id/parts/:number',
    async (request, reply) => {
      const passport = personOf(request);
      const { id, number } = request.params;
      if (!passport || !isId(id) || !/^[1-9]\d{0,3}$/.test(number)) {
        return answer(reply, 404, { code: 'NOT_FOUND', message: NOTHING });
      }
      const digest = CONTENT_DIGEST.exec(String(request.headers['content-digest'] ?? ''))?.[1];
      if (!digest || !Buffer.isBuffer(request.body)) {
        return answer(reply, 400, { code: 'BAD_USER_INPUT', message: NO_DIGEST });
      }
      const hexadecimal = Buffer.from(digest, 'base64').toString('hex');
      try {
        await contents.takePart(passport.subject, id, Number(number), hexadecimal, request.body);
        return await reply.code(204).send();
      } catch (error) {
        return failed(reply, error, log);
      }
    },
  );

  server.get<{ Params: { id: string } }>('/papers/:id', async (request, reply) => {
    const passport = personOf(request);
    const { id } = request.params;
    const paper = passport && isId(id) ? await visiblePaper(dataSource, passport, id) : null;
    if (!paper) {
      return answer(reply, 404, { code: 'NOT_FOUND', message: NOTHING });
    }
    let content;
    try {
      content = await contents.open(paper.digest);
    } catch (error) {
      return failed(reply, error, log);
    }
    if (!content) {
      log.error({ paperId: paper.id, digest: paper.digest }, 'papers: the store has lost a content');
      return answer(reply, 503, { code: 'RETRY_LATER', message: LOST });
    }
    return reply
      .headers({
        'content-type': paper.mediaType,
        'content-length': String(paper.size),
        'content-disposition': contentDisposition(paper.fileName),
        'content-digest': `sha-256=:${Buffer.from(paper.digest, 'hex').toString('base64')}:`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        'cache-control': 'private, no-store',
      })
      .send(content);
  });
}

function failed(reply: FastifyReply, error: unknown, log: Log): FastifyReply {
  if (error instanceof Refusal) {
    const [{ code, vi, en }] = error.reasons;
    return answer(reply, 422, { code, message: { vi, en } });
  }
  const { code, message } = error instanceof GraphQLError ? error.extensions : {};
  const status = STATUS[String(code)];
  if (status && message) {
    return answer(reply, status, { code, message } as Answered);
  }
  log.error({ err: error }, 'papers: the store failed');
  return answer(reply, 503, {
    code: 'RETRY_LATER',
    message: { vi: 'Kho giấy tờ không trả lời; hãy thử lại.', en: 'The store of papers does not answer; try again.' },
  });
}
