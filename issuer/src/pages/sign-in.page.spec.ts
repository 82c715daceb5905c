import type { Person } from '../people/people.directory';
import { signInPage } from './sign-in.page';

const CHAIR: Person = {
  subject: 'ag-lx-chair',
  memberId: '0190a5a6-0000-7000-8000-000000000001',
  fullName: 'Trương Văn Chiêm',
  offices: [
    {
      position: 'CHAIR',
      positionName: 'Chủ tịch',
      unitName: 'LĐLĐ thành phố Long Xuyên',
      from: '2021-04-05',
      until: null,
    },
    {
      position: 'EXECUTIVE_COMMITTEE_MEMBER',
      positionName: 'Ủy viên Ban Chấp hành',
      unitName: 'LĐLĐ tỉnh An Giang',
      from: '2021-01-01',
      until: '2026-01-01',
    },
  ],
};

describe('the sign-in page', () => {
  const page = (person: Person, search = ''): string =>
    signInPage({ clientName: 'thidua', search, found: { people: [person], total: 7 } }).toString();

  it('offers each person with their offices in Vietnamese', () => {
    const text = page(CHAIR);
    expect(text).toContain('<button name="subject" value="ag-lx-chair">');
    expect(text).toContain('Trương Văn Chiêm');
    expect(text).toContain('Chủ tịch, LĐLĐ thành phố Long Xuyên (từ 05/04/2021)');
    expect(text).toContain('Ủy viên Ban Chấp hành, LĐLĐ tỉnh An Giang (từ 01/01/2021 đến trước 01/01/2026)');
    expect(text).toContain('1 trong tổng số 7 người');
  });

  it('warns in both languages that nobody needs a password', () => {
    expect(page(CHAIR)).toMatch(/không có mật khẩu[\s\S]*without passwords/);
  });

  it('shows what people wrote as text, wherever it stands', () => {
    const evil = `"><script>alert('x')</script>&`;
    const text = page(
      {
        ...CHAIR,
        subject: evil,
        fullName: evil,
        offices: [{ ...CHAIR.offices[0]!, unitName: evil, positionName: evil }],
      },
      evil,
    );
    expect(text).not.toContain('<script');
    expect(text).not.toContain("alert('x')");
    expect(text).toContain('&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;');
  });

  it('says that nobody was found, and for which words', () => {
    const text = signInPage({ clientName: 'thidua', search: 'Nguyễn', found: { people: [], total: 0 } }).toString();
    expect(text).toContain('Không tìm thấy ai với “Nguyễn”');
    expect(text).not.toContain('<ul');
  });

  it('offers to try again while membership does not answer, and an account linked to nobody all the same', () => {
    const text = signInPage({ clientName: 'thidua', search: '', found: null }).toString();
    expect(text).toContain('Dịch vụ đoàn viên chưa trả lời');
    expect(text).toMatch(/<a href="">Thử lại/);
    expect(text).toContain('Sign in as an account linked to nobody');
  });
});
