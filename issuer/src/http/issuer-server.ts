import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Provider } from 'oidc-provider';
import type { Log } from '../log';
import { frontPage, SIGN_OUT_SCRIPT } from '../pages/message.page';
import { MembershipUnavailable, type PeopleDirectory } from '../people/people.directory';
import { sendJson, sendPage } from './answers';
import { InteractionRoutes } from './interaction.routes';
import type { PageHeaders } from './page-headers';

const STATIC_FOLDER = join(__dirname, '..', '..', 'static');

const STATIC_FILES: Readonly<Record<string, { readonly type: string; readonly content: Buffer }>> = {
  '/static/issuer.css': {
    type: 'text/css; charset=utf-8',
    content: readFileSync(join(STATIC_FOLDER, 'issuer.css')),
  },
  [SIGN_OUT_SCRIPT]: {
    type: 'text/javascript; charset=utf-8',
    content: readFileSync(join(STATIC_FOLDER, 'sign-out.js')),
  },
};

/** What the server answers with. */
export interface IssuerServerParts {
  readonly issuerUrl: string;
  readonly provider: Provider;
  readonly people: PeopleDirectory;
  readonly headers: PageHeaders;
  readonly log: Log;
}

/** The issuer's HTTP server: pages of our own, everything else is the OpenID provider's. */
export function createIssuerServer(parts: IssuerServerParts): Server {
  const { log } = parts;
  const interactions = new InteractionRoutes(parts);
  const answerByProvider = parts.provider.callback();
  const ownName = new URL(parts.issuerUrl).hostname;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://issuer');
    if (!isOurName(request.headers.host, ownName)) {
      sendJson(response, 421, { error: 'misdirected_request' });
    } else if (pathname === '/health') {
      sendJson(response, 200, { status: 'alive' });
    } else if (pathname === '/') {
      sendPage(response, 200, frontPage(), parts.headers);
    } else if (pathname === '/people') {
      await listPeople(parts.people, searchParams, response);
    } else if (pathname.startsWith('/interaction/')) {
      await interactions.answer(request, response, searchParams);
    } else if (STATIC_FILES[pathname]) {
      const { type, content } = STATIC_FILES[pathname];
      response.writeHead(200, { 'content-type': type, 'x-content-type-options': 'nosniff' }).end(content);
    } else {
      await answerByProvider(request, response);
    }
  }

  return createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.error({ err: error }, 'a request failed');
      if (response.headersSent) {
        response.destroy();
      } else {
        sendJson(response, 500, { error: 'server_error' });
      }
    });
  });
}

/** A page of another name that leads here (DNS rebinding) must not sign anybody in. */
function isOurName(host: string | undefined, ownName: string): boolean {
  const name = URL.parse(`http://${host ?? ''}`)?.hostname;
  return name !== undefined && [ownName, 'localhost', '127.0.0.1', '[::1]'].includes(name);
}

/** Who can sign in, as data for `npm run token` and tests; the sign-in page shows the same to everybody. */
async function listPeople(people: PeopleDirectory, query: URLSearchParams, response: ServerResponse): Promise<void> {
  try {
    sendJson(response, 200, await people.find(query.get('search') ?? '', 100));
  } catch (error) {
    if (!(error instanceof MembershipUnavailable)) {
      throw error;
    }
    sendJson(response, 503, { error: 'membership_unavailable' });
  }
}
