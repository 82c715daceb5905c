import { keySource } from './identity/identity-environment';
import { readEnvironment } from './environment';

const url = 'http://127.0.0.1:4001/';
const COMPLETE: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    ['MEMBERSHIP', 'FINANCE', 'EMULATION', 'AWARDS', 'WORKFLOWS'].map((name) => [`${name}_URL`, url]),
  ),
  OIDC_ISSUER: 'http://localhost:4006',
  PUBLIC_URL: 'http://localhost:4000/',
  ...Object.fromEntries(
    ['OIDC_CLIENT_SECRET', 'SESSION_KEY', 'PASSPORT_PRIVATE_KEY', 'PASSPORT_PUBLIC_KEYS', 'SUPERGRAPH'].map((name) => [
      `${name}_FILE`,
      __filename,
    ]),
  ),
};

describe('the environment', () => {
  it('tells every problem at once', () => {
    const read = () => readEnvironment({ PORT: '99999999', MEMBERSHIP_URL: 'membership', LOG_LEVEL: 'loud' });
    const names = ['PORT', 'LOG_LEVEL', 'MEMBERSHIP_URL', 'FINANCE_URL', 'PASSPORT_PRIVATE_KEY_FILE', 'WORKFLOWS_URL'];
    for (const name of names) expect(read).toThrow(new RegExp(`^ {2}${name}: `, 'm'));
  });

  it('takes addresses without their last slash, but the issuer’s as it is: a slash may be part of its name', () => {
    const environment = readEnvironment({ ...COMPLETE, OIDC_ISSUER: 'https://issuer.example/' });
    expect(environment.AWARDS_URL).toBe('http://127.0.0.1:4001');
    expect(environment.PUBLIC_URL).toBe('http://localhost:4000');
    expect(environment.OIDC_ISSUER).toBe('https://issuer.example/');
    expect(environment.PORT).toBe(4000);
  });

  it('takes keys from files or as they are, never from both', () => {
    const key = '{"kty":"OKP"}';
    expect(keySource(readEnvironment(COMPLETE), 'PASSPORT_PRIVATE_KEY')).toEqual({ file: __filename });
    const { PASSPORT_PRIVATE_KEY_FILE: _left, ...without } = COMPLETE;
    const environment = readEnvironment({ ...without, PASSPORT_PRIVATE_KEY: key });
    expect(keySource(environment, 'PASSPORT_PRIVATE_KEY')).toEqual({ json: key });
    expect(() => readEnvironment({ ...COMPLETE, PASSPORT_PUBLIC_KEYS: key })).toThrow('PASSPORT_PUBLIC_KEYS: is set');
  });

  it.each([
    ['OIDC_ISSUER', 'http://issuer.example'],
    ['PUBLIC_URL', 'http://thidua.example'],
  ])('asks for https in production, unless it is this machine: %s', (name, address) => {
    const production = { ...COMPLETE, NODE_ENV: 'production' };
    expect(() => readEnvironment(production)).not.toThrow();
    expect(() => readEnvironment({ ...production, [name]: address.replace('http:', 'https:') })).not.toThrow();
    expect(() => readEnvironment({ ...production, [name]: address })).toThrow(`${name}: must be https`);
    expect(() => readEnvironment({ ...COMPLETE, [name]: address })).not.toThrow();
  });

  it('gives the system a host of its own', () => {
    expect(() => readEnvironment({ ...COMPLETE, PUBLIC_URL: 'http://localhost:4000/thidua' })).toThrow('no path');
  });
});
