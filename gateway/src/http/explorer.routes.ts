import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { explorerOff } from '../errors/http-error';

/** Where `npm run build` puts the explorer. */
const FILES = join(__dirname, '..', '..', 'dist', 'explorer');

/** Everything comes from this server; the editor sets styles by itself and runs workers. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** Serves the explorer page at `/explorer`, and sends `/` there. */
export async function serveExplorer(fastify: FastifyInstance, temporalUiUrl: string | null): Promise<void> {
  fastify.get('/', (_request, reply) => reply.redirect('/explorer'));
  fastify.get('/explorer/links.json', async () => ({ temporalUi: temporalUiUrl }));
  if (!existsSync(join(FILES, 'index.html'))) {
    fastify.get('/explorer', (_request, reply) =>
      reply.code(503).type('text/plain; charset=utf-8').send('The explorer is not built: npm run build -w gateway\n'),
    );
    return;
  }
  await fastify.register(fastifyStatic, {
    root: FILES,
    prefix: '/explorer/',
    index: false,
    // The names of the built files carry their content's hash.
    immutable: true,
    maxAge: '365d',
  });
  fastify.get('/explorer', (_request, reply) =>
    reply.header('content-security-policy', CONTENT_SECURITY_POLICY).sendFile('index.html', { cacheControl: false }),
  );
}

/** Says that there is no explorer, where it would be. */
export function refuseExplorer(fastify: FastifyInstance): void {
  for (const path of ['/explorer', '/explorer/*']) {
    fastify.get(path, async () => {
      throw explorerOff();
    });
  }
}
