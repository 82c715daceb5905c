import { html, type Html, type HtmlPart } from './html';

/** A page: the title in Vietnamese and English, and what stands below it. */
export interface Page {
  readonly vi: string;
  readonly en: string;
  readonly content: HtmlPart;
  /** A script of our own that the page needs, by its address. */
  readonly script?: string;
}

/** The frame of every page: Vietnamese first, English beneath it, and that nobody needs a password here. */
export function layout({ vi, en, content, script }: Page): Html {
  return html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${vi} · thidua</title>
<link rel="stylesheet" href="/static/issuer.css">
${script === undefined ? null : html`<script src="${script}" defer></script>`}
</head>
<body>
<header>
<p class="warning" role="note"><strong>Máy chủ đăng nhập dùng khi phát triển: không có mật khẩu, ai cũng có thể đăng nhập bằng tên của người khác.</strong>
<span lang="en">A development issuer without passwords: anybody can sign in as anybody.</span></p>
</header>
<main>
<h1>${vi} <span lang="en">${en}</span></h1>
${content}
</main>
</body>
</html>
`;
}
