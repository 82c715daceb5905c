import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import type { Log } from '../log';
import { messagePage } from '../pages/message.page';
import { signInPage } from '../pages/sign-in.page';
import { MembershipUnavailable, type FoundPeople, type PeopleDirectory } from '../people/people.directory';
import { readForm, sendPage } from './answers';
import type { PageHeaders } from './page-headers';

/** How many persons the page shows at once. */
const SHOWN = 50;
/** An account, as OpenID Connect allows it: 1 to 255 characters of ASCII. */
const SUBJECT = /^[\x21-\x7e]{1,255}$/;

/** What the sign-in page needs. */
export interface InteractionParts {
  readonly provider: Provider;
  readonly people: PeopleDirectory;
  readonly headers: PageHeaders;
  readonly log: Log;
}

/** The sign-in under way at `/interaction/<uid>`: GET shows who there is, POST takes the choice. */
export class InteractionRoutes {
  constructor(private readonly parts: InteractionParts) {}

  /** Answers a request to the sign-in page. */
  async answer(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void> {
    try {
      if (request.method === 'POST') {
        await this.choose(request, response);
      } else {
        await this.show(request, response, query);
      }
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) {
        throw error;
      }
      this.refuse(response, {
        vi: 'Lượt đăng nhập này đã hết hạn hoặc đã dùng rồi. Hãy quay lại chương trình và đăng nhập lần nữa.',
        en: 'This sign-in has expired or was used already. Go back to the program and sign in again.',
      });
    }
  }

  private async show(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void> {
    const { provider, headers } = this.parts;
    const { params } = await provider.interactionDetails(request, response);
    const client = await provider.Client.find(String(params['client_id']));
    const search = query.get('search') ?? '';
    const found = await this.find(search);
    const page = signInPage({ clientName: client?.clientName ?? '', search, found });
    sendPage(response, found === null ? 503 : 200, page, headers);
  }

  private async choose(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { provider, log } = this.parts;
    const { params } = await provider.interactionDetails(request, response);
    const form = await readForm(request);
    if (form?.has('cancel')) {
      await provider.interactionFinished(request, response, {
        error: 'access_denied',
        error_description: 'the person cancelled the sign-in',
      });
      return;
    }
    const subject = form?.get('subject')?.trim() ?? '';
    if (!SUBJECT.test(subject)) {
      this.refuse(response, {
        vi: 'Mã tài khoản gồm từ 1 đến 255 chữ cái không dấu, chữ số hoặc dấu câu, không có khoảng trắng.',
        en: 'An account has 1 to 255 letters without accents, digits or signs, and no blanks.',
      });
      return;
    }
    log.info({ subject, client: params['client_id'] }, 'somebody signs in');
    await provider.interactionFinished(request, response, { login: { accountId: subject } });
  }

  private async find(search: string): Promise<FoundPeople | null> {
    try {
      return await this.parts.people.find(search, SHOWN);
    } catch (error) {
      if (!(error instanceof MembershipUnavailable)) {
        throw error;
      }
      this.parts.log.warn({ reason: error.message }, 'the sign-in page has no list of people');
      return null;
    }
  }

  private refuse(response: ServerResponse, words: { readonly vi: string; readonly en: string }): void {
    const title = { vi: 'Không đăng nhập được', en: 'The sign-in failed' };
    sendPage(response, 400, messagePage(title, words), this.parts.headers);
  }
}
