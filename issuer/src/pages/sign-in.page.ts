import type { FoundPeople, Office, Person } from '../people/people.directory';
import { html, type Html } from './html';
import { layout } from './layout';

/** What the sign-in page shows. */
export interface SignInView {
  /** Whom the person signs in for. */
  readonly clientName: string;
  /** The words looked for; empty for everybody. */
  readonly search: string;
  /** Who was found; null when membership does not answer. */
  readonly found: FoundPeople | null;
}

/** The page on which a person says who they are. Its forms go to its own address. */
export function signInPage(view: SignInView): Html {
  const { found } = view;
  return layout({
    vi: 'Chọn người đăng nhập',
    en: 'Choose who signs in',
    content: [
      html`<p class="for">Đăng nhập để dùng <strong>${view.clientName}</strong>. <span lang="en">Signing in for ${view.clientName}.</span></p>`,
      searchForm(view.search),
      found === null ? membershipAway() : listOf(found, view.search),
      unlinkedForm(),
      html`<form method="post" class="cancel"><button name="cancel" value="yes">Hủy, quay lại <span lang="en">Cancel</span></button></form>`,
    ],
  });
}

function searchForm(search: string): Html {
  return html`<form method="get" role="search">
<label for="search">Tìm theo tên, mã hoặc đơn vị <span lang="en">Search by name, code or unit</span></label>
<div class="field"><input type="search" id="search" name="search" value="${search}" maxlength="100" autocomplete="off"><button>Tìm</button></div>
</form>`;
}

function membershipAway(): Html {
  return html`<div class="away" role="alert">
<p><strong>Dịch vụ đoàn viên chưa trả lời, nên chưa có danh sách người đăng nhập.</strong>
<span lang="en">The membership service does not answer, so there is no list of people yet.</span></p>
<p><a href="">Thử lại <span lang="en">Try again</span></a></p>
</div>`;
}

function listOf({ people, total }: FoundPeople, search: string): Html {
  if (people.length === 0) {
    return html`<p class="count">Không tìm thấy ai${search === '' ? '' : html` với “${search}”`}. <span lang="en">Nobody was found.</span></p>`;
  }
  return html`<p class="count">${people.length} trong tổng số ${total} người. <span lang="en">${people.length} of ${total} people.</span></p>
<form method="post"><ul class="people">${people.map((person) => html`<li>${buttonOf(person)}</li>`)}</ul></form>`;
}

function buttonOf({ subject, fullName, offices }: Person): Html {
  return html`<button name="subject" value="${subject}">
<span class="name">${fullName}</span> <code>${subject}</code>
${
  offices.length === 0
    ? html`<span class="office">Không giữ chức danh nào <span lang="en">no office today</span></span>`
    : offices.map((office) => html`<span class="office">${wordsOf(office)}</span>`)
}
</button>`;
}

function wordsOf({ positionName, unitName, from, until }: Office): string {
  const term = until === null ? `từ ${dayOf(from)}` : `từ ${dayOf(from)} đến trước ${dayOf(until)}`;
  return `${positionName}, ${unitName} (${term})`;
}

/** A calendar date as it is written in Việt Nam. */
function dayOf(date: string): string {
  return date.split('-').reverse().join('/');
}

function unlinkedForm(): Html {
  return html`<details>
<summary>Đăng nhập bằng một tài khoản chưa liên kết với ai <span lang="en">Sign in as an account linked to nobody</span></summary>
<form method="post">
<label for="subject">Mã tài khoản bất kỳ: cổng sẽ trả lời rằng tài khoản này chưa được liên kết <span lang="en">Any account: the gateway will say that it is not linked</span></label>
<div class="field"><input id="subject" name="subject" value="tai-khoan-la" required maxlength="255" pattern="[!-~]+" autocomplete="off"><button>Đăng nhập</button></div>
</form>
</details>`;
}
