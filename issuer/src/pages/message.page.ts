import { html, Html } from './html';
import { layout } from './layout';

/** Where the script lies that answers a sign-out’s question by itself. */
export const SIGN_OUT_SCRIPT = '/static/sign-out.js';

/** A page that says one thing. */
export function messagePage(
  title: { readonly vi: string; readonly en: string },
  message: { readonly vi: string; readonly en: string },
): Html {
  return layout({ ...title, content: html`<p>${message.vi} <span lang="en">${message.en}</span></p>` });
}

/** What the front page says to somebody who opens the issuer’s address. */
export function frontPage(): Html {
  return messagePage(
    { vi: 'Máy chủ đăng nhập của thidua', en: 'The issuer of thidua' },
    {
      vi: 'Trang này mở ra khi một chương trình nhờ đăng nhập; hãy bắt đầu từ chương trình đó, ví dụ trang khám phá của cổng.',
      en: 'This page opens when a program asks to sign in: begin there, for example in the gateway’s explorer.',
    },
  );
}

/**
 * Asks whether to sign out.
 * @param form the provider’s form, markup that is safe already.
 * @param byItself whether one of our clients proved that it asks for its own person: then the answer is sent at once,
 * and the button stands there for a browser without scripts.
 */
export function signOutPage(form: string, byItself: boolean): Html {
  return layout({
    vi: 'Đăng xuất',
    en: 'Sign out',
    ...(byItself ? { script: SIGN_OUT_SCRIPT } : {}),
    content: [
      new Html(form),
      html`<p>Kết thúc phiên đăng nhập tại máy chủ này? <span lang="en">End the session at this issuer?</span></p>
<p class="choice"><button id="sign-out" type="submit" form="op.logoutForm" name="logout" value="yes">Đăng xuất <span lang="en">Sign out</span></button>
${byItself ? null : html`<button type="submit" form="op.logoutForm">Ở lại <span lang="en">Stay signed in</span></button>`}</p>`,
    ],
  });
}
