import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Html } from '../pages/html';
import { messagePage, signOutPage } from '../pages/message.page';
import type { PageHeaders } from '../http/page-headers';

/** The pages that the provider shows by itself. */
export interface ProviderPages {
  /** Asks whether to sign out; `form` is the provider's. */
  readonly confirmSignOut: (context: KoaContextWithOIDC, form: string) => Promise<void>;
  /** After a sign-out that leads nowhere else. */
  readonly signedOut: (context: KoaContextWithOIDC) => Promise<void>;
  /** A request that cannot be answered to the client. */
  readonly failed: (
    context: KoaContextWithOIDC,
    out: { readonly error: string; readonly error_description?: string | undefined },
  ) => Promise<void>;
}

/** The provider's pages in our words, with the headers of all pages. */
export function providerPages(headers: PageHeaders): ProviderPages {
  const show = (context: KoaContextWithOIDC, page: Html): void => {
    context.type = 'html';
    context.set(headers);
    context.body = page.toString();
  };
  return {
    async confirmSignOut(context, form) {
      // With the person's own ID token the client has shown that it asks for them; a mere link has not.
      const proven = context.oidc.entities.IdTokenHint !== undefined;
      show(context, signOutPage(form, proven));
    },
    async signedOut(context) {
      show(
        context,
        messagePage(
          { vi: 'Đã đăng xuất', en: 'Signed out' },
          { vi: 'Phiên đăng nhập đã kết thúc.', en: 'The session has ended.' },
        ),
      );
    },
    async failed(context, { error, error_description: description }) {
      show(
        context,
        messagePage(
          { vi: 'Không đăng nhập được', en: 'The sign-in failed' },
          {
            vi: `Yêu cầu không hợp lệ (${error}). Hãy quay lại chương trình và đăng nhập lần nữa.`,
            en: `${description ?? error}. Go back to the program and sign in again.`,
          },
        ),
      );
    },
  };
}
