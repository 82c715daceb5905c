import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededId } from '@thidua/contracts/ids';
import { developmentToken } from '@thidua/testkit';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { EXAMPLES } from './examples';

const url = process.env['THIDUA_URL'] ?? '';
const stateFolder = process.env['THIDUA_STATE'] ?? '';
const LOCAL = new Set(['127.0.0.1', 'localhost']);

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
    page.setDefaultTimeout(15_000);
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

  /** Opens an example's tab, runs it and returns the answer that the page shows. */
  async function run(title: string): Promise<{ data?: unknown; errors?: unknown }> {
    await page.getByRole('tab', { name: title }).click();
    const answered = page.waitForResponse(
      (response) =>
        response.url().endsWith('/graphql') &&
        new RegExp(`(query|mutation) ${title}\\b`).test(response.request().postData() ?? ''),
    );
    await page.getByRole('button', { name: /execute query/i }).click();
    const response = await answered;
    await page.locator('.graphiql-response .view-lines', { hasText: /data|errors/ }).waitFor();
    return (await response.json()) as { data?: unknown; errors?: unknown };
  }

  it('offers every example in a tab of its own', async () => {
    const tabs = await page.getByRole('tab').allInnerTexts();
    expect(tabs.map((tab) => tab.trim())).toEqual(EXAMPLES.map(({ title }) => title));
  });

  it('says who is asked to sign in when there is no token, and shows data when there is one', async () => {
    expect(await run('MyWork')).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    await page.locator('input[name=token]').fill(developmentToken(stateFolder, seededId('member', 'ag-chair')));
    const answer = await run('MyWork');
    expect(answer.errors).toBeUndefined();
    expect(answer).toMatchObject({ data: { viewer: { mandates: [{ position: 'CHAIR', unit: { code: 'AG' } }] } } });
    await page.locator('.graphiql-response .view-lines', { hasText: 'viewer' }).waitFor();
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
    if (process.env['EXPLORER_PICTURE']) {
      await page.screenshot({ path: process.env['EXPLORER_PICTURE'] });
    }
  });

  it('asks nobody but this machine, and has nothing to complain of', () => {
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
