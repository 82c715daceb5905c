import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from './environment';

describe('the environment of the issuer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thidua-issuer-environment-'));
  const file = join(folder, 'a-key.json');
  const complete = {
    ISSUER_URL: 'http://localhost:4006/',
    ISSUER_KEYS_FILE: file,
    OIDC_CLIENT_SECRET_FILE: file,
    PUBLIC_URL: 'http://localhost:4000',
    MEMBERSHIP_URL: 'http://127.0.0.1:4001',
    PASSPORT_PRIVATE_KEY_FILE: file,
  };

  beforeAll(() => writeFileSync(file, '{}'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('listens to this machine alone unless told otherwise', () => {
    expect(readEnvironment(complete)).toMatchObject({
      HOST: '127.0.0.1',
      PORT: 4006,
      NODE_ENV: 'development',
      OIDC_PROVIDER: 'embedded',
      ISSUER_URL: 'http://localhost:4006',
    });
  });

  it('refuses production in both languages, whatever else it says', () => {
    for (const environment of [complete, {}]) {
      const read = (): unknown => readEnvironment({ ...environment, NODE_ENV: 'production' });
      expect(read).toThrow(/không khởi động khi NODE_ENV=production/);
      expect(read).toThrow(/it does not start when NODE_ENV=production/);
    }
  });

  it('names every problem at once', () => {
    const read = (): unknown =>
      readEnvironment({ ...complete, PORT: 'many', ISSUER_KEYS_FILE: '/nowhere', PUBLIC_URL: '' });
    expect(read).toThrow(/PORT/);
    expect(read).toThrow(/ISSUER_KEYS_FILE: there is no such file/);
    expect(read).toThrow(/PUBLIC_URL/);
  });
});
