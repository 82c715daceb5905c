import type { Message } from '@thidua/contracts';

/** Why a sign-in did not come to an end. */
export const SIGN_IN_FAILED: Message = {
  vi: 'Lần đăng nhập này đã quá thời gian, bị hủy, hoặc được mở từ một trình duyệt khác. Hãy đăng nhập lại.',
  en: 'You are not signed in: it took too long, was given up, or began in another browser. Sign in again.',
};

/**
 * The page that a person sees whose sign-in did not come to an end: why, in both languages, and the way back.
 * @param returnTo the page they wanted to reach.
 */
export function signInFailedPage(why: Message, returnTo: string): string {
  const again = `/session/sign-in?returnTo=${encodeURIComponent(new URL(returnTo).pathname)}`;
  return `<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Chưa đăng nhập được · Not signed in</title>
    <style>
      body { max-width: 36rem; margin: 12vh auto; padding: 0 1rem; font: 17px/1.5 system-ui, sans-serif; color: #1d2433; }
      a { display: inline-block; padding: 0.5rem 1rem; color: #fff; background: #1f5fd0; border-radius: 4px; text-decoration: none; }
      a:focus-visible { outline: 3px solid #1d2433; outline-offset: 2px; }
    </style>
  </head>
  <body>
    <main>
      <h1>Chưa đăng nhập được</h1>
      <p>${why.vi}</p>
      <p lang="en">${why.en}</p>
      <p><a href="${again}">Đăng nhập lại · Sign in again</a></p>
    </main>
  </body>
</html>
`;
}
