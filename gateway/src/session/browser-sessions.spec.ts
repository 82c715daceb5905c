import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrowserSessions } from './browser-sessions';
import { Seal } from './seal';

describe('a sealed session', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thidua-seal-'));
  let now = Date.now();
  const key = (name: string, bytes: number): string => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify({ kty: 'oct', k: randomBytes(bytes).toString('base64url') }));
    return path;
  };
  const expiresAt = Math.floor(now / 1000) + 3600;
  const account = { provider: 'embedded', subject: 'an', tokenId: 'one', expiresAt };
  let seal: Seal;
  let sessions: BrowserSessions;

  beforeAll(async () => {
    seal = await Seal.fromFile(key('first', 32), () => now);
    sessions = new BrowserSessions(seal, () => now);
  });
  beforeEach(() => {
    now = Date.now();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is opened by every replica with the same key, and says nothing to anybody else', async () => {
    const cookie = await sessions.cookieOf({ account, idToken: 'an ID token' });
    const replica = new BrowserSessions(await Seal.fromFile(join(folder, 'first'), () => now), () => now);
    expect(await replica.sessionOf(cookie)).toEqual({ account, idToken: 'an ID token' });
    expect(Buffer.from(cookie, 'base64url').toString('latin1')).not.toContain('embedded');
    const stranger = new BrowserSessions(await Seal.fromFile(key('second', 32), () => now), () => now);
    expect(await stranger.sessionOf(cookie)).toBeNull();
  });

  it('cannot be changed', async () => {
    const parts = (await sessions.cookieOf({ account, idToken: null })).split('.');
    const changed = Buffer.from(parts[3] ?? '', 'base64url');
    changed[0] = (changed[0] ?? 0) ^ 1;
    expect(await sessions.sessionOf(parts.with(3, changed.toString('base64url')).join('.'))).toBeNull();
  });

  it('is over when its token is, though it was opened before', async () => {
    const cookie = await sessions.cookieOf({ account, idToken: null });
    expect(await sessions.sessionOf(cookie)).not.toBeNull();
    now = expiresAt * 1000;
    expect(await sessions.sessionOf(cookie)).toBeNull();
  });

  it('is not what a sign-in under way is sealed for', async () => {
    const claims = { provider: 'embedded', sub: 'an', jti: 'one', idToken: null };
    expect(await sessions.sessionOf(await seal.seal('sign-in', claims, expiresAt))).toBeNull();
    expect(await sessions.sessionOf(await seal.seal('session', claims, expiresAt))).not.toBeNull();
  });

  it('leaves an ID token out that would not fit into a cookie', async () => {
    const cookie = await sessions.cookieOf({ account, idToken: 'x'.repeat(4_000) });
    expect(cookie.length).toBeLessThan(3_800);
    expect(await sessions.sessionOf(cookie)).toEqual({ account, idToken: null });
  });

  it.each(['', 'nonsense', 'a.b.c.d.e', 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0....'])('is not %j', async (text) => {
    expect(await sessions.sessionOf(text)).toBeNull();
  });

  it('needs a key of 256 bits', async () => {
    await expect(Seal.fromFile(key('short', 16), () => now)).rejects.toThrow('256 bits');
  });
});
