import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphCommand, RunningSystem } from '@thidua/testkit';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { EXAMPLES } from './examples';

const issuerUrl = process.env['THIDUA_ISSUER_URL'] ?? '';
/** As a person opens it: the address under which the sign-in comes back. */
const url = (process.env['THIDUA_URL'] ?? '').replace('127.0.0.1', 'localhost');
const LOCAL = new Set(['127.0.0.1', 'localhost']);
/** How often a tab is clicked until its operation is in the editor, and how long each click is waited for. */
const CLICKS = 8;
const BETWEEN_CLICKS = 5_000;
const SIGN_IN = /Đăng nhập/;
const SIGN_OUT = /Đăng xuất/;

describe('the explorer in a browser', () => {
  const userData = mkdtempSync(join(tmpdir(), 'thidua-explorer-'));
  const elsewhere: string[] = [];
  const complaints: string[] = [];
  let browser: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    browser = await chromium.launchPersistentContext(userData, {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      headless: true,
      viewport: { width: 1440, height: 900 },
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    browser.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol.startsWith('http') && !LOCAL.has(hostname)) {
        elsewhere.push(request.url());
      }
    });
    page = await browser.newPage();
    page.setDefaultTimeout(45_000);
    page.on('console', (message) => {
      // A refused request is an answer like any other; Chromium writes a line about it all the same.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource: the server responded')) {
        complaints.push(message.text());
      }
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${url}/explorer`);
    await page.locator('.graphiql-container').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(userData, { recursive: true, force: true });
  });

  interface Answer {
    readonly data?: unknown;
    readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  }

  /** Runs what stands in the editor and returns the answer that the page shows. */
  async function execute(title: string): Promise<Answer> {
    // GraphiQL ignores the button without a word until both of its editors are loaded.
    await page.locator('.graphiql-query-editor .view-lines', { hasText: title }).waitFor();
    await page.locator('.graphiql-response .monaco-editor').waitFor();
    const answered = page.waitForResponse(
      (response) =>
        response.url().endsWith('/graphql') &&
        new RegExp(`(query|mutation) ${title}\\b`).test(response.request().postData() ?? ''),
    );
    await page.getByRole('button', { name: /execute query/i }).click();
    const response = await answered;
    await page.locator('.graphiql-response .view-lines', { hasText: /data|errors/ }).waitFor();
    return (await response.json()) as Answer;
  }

  /**
   * Opens an example's tab and runs it. While its editors are being loaded GraphiQL takes a click on a tab and forgets it:
   * a person clicks again, and so does this.
   */
  async function run(title: string): Promise<Answer> {
    const editor = page.locator('.graphiql-query-editor .view-lines', { hasText: title });
    for (let click = 1; click < CLICKS; click += 1) {
      await page.getByRole('tab', { name: title }).click();
      const isOpen = await editor.waitFor({ timeout: BETWEEN_CLICKS }).then(
        () => true,
        () => false,
      );
      if (isOpen) break;
    }
    return execute(title);
  }

  /** Signs in on the issuer's page, as a person does: by the search, and a click on their name. */
  async function signInAs(account: string): Promise<void> {
    await page.locator('header').getByRole('link', { name: SIGN_IN }).click();
    await page.waitForURL(`${issuerUrl}/**`);
    await page.getByRole('searchbox').fill(account);
    await page.getByRole('button', { name: 'Tìm' }).click();
    await picture('issuer');
    await page.locator(`button[name=subject][value="${account}"]`).click();
    await page.waitForURL(`${url}/explorer`);
    await page.locator('.graphiql-container').waitFor();
    await page.getByRole('button', { name: SIGN_OUT }).waitFor();
  }

  async function signOut(): Promise<void> {
    await page.getByRole('button', { name: SIGN_OUT }).click();
    await page.locator('header').getByRole('link', { name: SIGN_IN }).waitFor();
    await page.locator('.graphiql-container').waitFor();
  }

  /** Takes a picture for a person to look at, when EXPLORER_PICTURES names a folder. */
  async function picture(name: string): Promise<void> {
    const folder = process.env['EXPLORER_PICTURES'];
    if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
  }

  const sessionCookie = async () => (await browser.cookies()).find(({ name }) => name.endsWith('thidua-session'));

  it('offers every example in a tab of its own', async () => {
    const tabs = await page.getByRole('tab').allInnerTexts();
    expect(tabs.map((tab) => tab.trim())).toEqual(EXAMPLES.map(({ title }) => title));
  });

  it('says that nobody is signed in, and refuses what needs somebody', async () => {
    await page.getByText('Chưa đăng nhập').waitFor();
    expect(await run('MyWork')).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    await picture('signed-out');
  });

  it('lets a person sign in on the issuer’s page, says who they are, and shows them data', async () => {
    await signInAs('ag-chair');
    const bar = page.locator('header');
    await bar.getByText('Chủ tịch, Liên đoàn Lao động tỉnh An Giang').waitFor();
    expect(await bar.getByRole('combobox').count()).toBe(0);
    const answer = await run('MyWork');
    expect(answer.errors).toBeUndefined();
    expect(answer).toMatchObject({ data: { viewer: { mandates: [{ position: 'CHAIR', unit: { code: 'AG' } }] } } });
    await page.locator('.graphiql-response .view-lines', { hasText: 'viewer' }).waitFor();
    await picture('signed-in');
  });

  it('keeps the session in a cookie that no script can read, and nothing in the page', async () => {
    expect(await sessionCookie()).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    const kept = await page.evaluate(() => ({
      cookie: document.cookie,
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
    }));
    expect(kept).toEqual({ cookie: '', local: [], session: [] });
    expect(await page.content()).not.toMatch(/eyJ[\w-]{10,}\./);
  });

  it.each(EXAMPLES.map(({ title }) => title))('runs %s as it is, without an error', async (title) => {
    const answer = await run(title);
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toBeTruthy();
  });

  it('shows the descriptions of the schema', async () => {
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).last().click();
    const text = page.locator('.graphiql-doc-explorer', { hasText: 'Một chu kỳ thi đua.' });
    await text.waitFor();
    expect(await text.innerText()).toContain('A cycle');
    await picture('descriptions');
    await page.getByRole('button', { name: 'Hide Documentation Explorer' }).click();
  });

  it('signs the person out, also with the cookie that they had, and asks again who signs in', async () => {
    const kept = await sessionCookie();
    await signOut();
    expect(await sessionCookie()).toBeUndefined();
    expect(await run('MyWork')).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    // Somebody who had copied the cookie is refused as well.
    if (kept) await browser.addCookies([kept]);
    const { status, code } = await page.evaluate(async () => {
      const response = await fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ viewer { id } }' }),
      });
      const body = (await response.json()) as { errors: { extensions: { code: string } }[] };
      return { status: response.status, code: body.errors[0]?.extensions.code };
    });
    expect([status, code]).toEqual([401, 'UNAUTHENTICATED']);
    await page.locator('header').getByRole('link', { name: SIGN_IN }).click();
    await page.getByRole('searchbox').waitFor();
    await page.goBack();
    await page.locator('.graphiql-container').waitFor();
  });

  it('says that a session has expired, and lets the person sign in again in another tab without losing a word', async () => {
    await signInAs('ag-chair');
    await page.getByRole('tab', { name: 'MyWork' }).click();
    await browser.clearCookies({ name: /thidua-session$/ });
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.getByRole('alert').getByText('Phiên đã hết hạn').waitFor();
    await picture('expired');
    const [tab] = await Promise.all([
      browser.waitForEvent('page'),
      page.getByRole('link', { name: 'Đăng nhập lại' }).click(),
    ]);
    await tab.waitForURL(`${url}/explorer`);
    await tab.close();
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.getByRole('button', { name: SIGN_OUT }).waitFor();
    expect((await execute('MyWork')).errors).toBeUndefined();
    await signOut();
  });

  it('lets a person of several mandates choose the one to act under', async () => {
    const system = RunningSystem.fromEnvironment();
    const { province, grassroots } = await system.foundProvince({ grassroots: 2 });
    const [own, second] = grassroots;
    await system.as(own?.chair ?? '').read('{ viewer { id } }');
    const appointOfficer = new GraphCommand<{ officer: { id: string } }>('appointOfficer', 'officer { id }');
    const { officer } = await appointOfficer.done(system.as(province.chair), {
      unitId: second?.id,
      position: 'FULL_TIME_CADRE',
      from: '2022-01-01',
      memberId: own?.chair,
    });
    await signInAs(own?.chair ?? '');
    const choice = page.getByRole('combobox', { name: /Chức danh/ });
    expect((await choice.locator('option').allInnerTexts()).length).toBe(3);
    await picture('several-mandates');
    await choice.selectOption(officer.id);
    const answer = await run('MyWork');
    expect(answer.errors).toBeUndefined();
    expect(await choice.inputValue()).toBe(officer.id);
    await picture('acting-under-one');
    await signOut();
  });

  it('tells an account that is nobody’s whom to ask', async () => {
    await page.locator('header').getByRole('link', { name: SIGN_IN }).click();
    await page.getByText('Đăng nhập bằng một tài khoản chưa liên kết').click();
    await page.locator('details button').click();
    await page.waitForURL(`${url}/explorer`);
    await page.getByRole('alert').getByText('chưa được liên kết với đoàn viên nào').waitFor();
    await picture('not-linked');
    expect(await run('MyWork')).toMatchObject({ errors: [{ extensions: { code: 'IDENTITY_NOT_LINKED' } }] });
  });

  it('cannot be shown inside another page', async () => {
    const { headers } = await fetch(`${url}/explorer`);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('asks nobody but this machine, and has nothing to complain of', () => {
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
