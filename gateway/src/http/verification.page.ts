import type { CertificateVerification } from '@thidua/contracts';
import { createHash } from 'node:crypto';

const STYLE = `body{max-width:40rem;margin:8vh auto;padding:0 1rem;font:17px/1.5 system-ui,sans-serif;color:#1d2433}
h1{font-size:1.5rem;margin:0 0 .25rem}
.en{color:#5a6375}
dl{margin:1.5rem 0;border-top:1px solid #d5d9e2}
div.row{padding:.6rem 0;border-bottom:1px solid #d5d9e2}
dt{font-size:.85rem;color:#5a6375}
dd{margin:.1rem 0 0;font-weight:600;overflow-wrap:anywhere}
.status{display:inline-block;padding:.15rem .7rem;border-radius:1rem;color:#fff}
.valid{background:#1b7a3d}
.revoked{background:#b3261e}`;

/** What the page may do: show itself, and nothing else. */
export const VERIFICATION_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (sign) => ENTITIES[sign] ?? '');
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <title>${title}</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
${content}
    </main>
  </body>
</html>
`;
}

function row(vi: string, en: string, value: string): string {
  return `        <div class="row"><dt>${vi} · <span lang="en">${en}</span></dt><dd>${value}</dd></div>`;
}

const STATUS: Readonly<Record<CertificateVerification['status'], string>> = {
  VALID: '<span class="status valid">Còn giá trị · <span lang="en">Valid</span></span>',
  REVOKED: '<span class="status revoked">Đã bị hủy bỏ · <span lang="en">Revoked</span></span>',
};

/** The page of a certificate that there is: number, award, name, date, status and nothing else. */
export function verificationPage({ number, award, name, date, status }: CertificateVerification): string {
  return page(
    'Xác minh giấy chứng nhận khen thưởng · Verification',
    `      <h1>Xác minh giấy chứng nhận khen thưởng</h1>
      <p class="en" lang="en">Verification of an award certificate</p>
      <p>${STATUS[status]}</p>
      <dl>
${[
  row('Tên người, tập thể được khen', 'Name', escaped(name)),
  row('Hình thức khen thưởng', 'Award', escaped(award)),
  row('Quyết định số', 'Decision number', escaped(number)),
  row('Ngày quyết định', 'Date of the decision', escaped(date.split('-').reverse().join('/'))),
].join('\n')}
      </dl>`,
  );
}

/** What is shown instead of a certificate. */
export type VerificationFailure = 'UNKNOWN' | 'UNAVAILABLE' | 'TOO_MANY';

const FAILURES: Readonly<Record<VerificationFailure, { readonly vi: string; readonly en: string }>> = {
  UNKNOWN: {
    vi: 'Không có giấy chứng nhận nào mang mã này. Hãy kiểm tra lại mã in trên giấy.',
    en: 'No certificate bears this code. Check the code that is printed on it.',
  },
  UNAVAILABLE: {
    vi: 'Hệ thống đang bận, chưa xác minh được. Hãy thử lại sau ít phút.',
    en: 'The system is busy and could not verify it. Try again in a few minutes.',
  },
  TOO_MANY: {
    vi: 'Đã có quá nhiều lượt xác minh từ địa chỉ này. Hãy thử lại sau một phút.',
    en: 'Too many verifications from this address. Try again in a minute.',
  },
};

/** The page that says why no certificate is shown. */
export function verificationFailedPage(failure: VerificationFailure): string {
  const { vi, en } = FAILURES[failure];
  return page(
    'Chưa xác minh được · Not verified',
    `      <h1>Chưa xác minh được</h1>
      <p>${vi}</p>
      <p class="en" lang="en">${en}</p>`,
  );
}
