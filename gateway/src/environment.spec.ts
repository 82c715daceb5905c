import { readEnvironment } from './environment';

describe('the environment', () => {
  it('tells every problem at once', () => {
    const read = () => readEnvironment({ PORT: '99999999', MEMBERSHIP_URL: 'membership', LOG_LEVEL: 'loud' });
    const names = ['PORT', 'LOG_LEVEL', 'MEMBERSHIP_URL', 'FINANCE_URL', 'PASSPORT_PRIVATE_KEY_FILE', 'WORKFLOWS_URL'];
    for (const name of names) expect(read).toThrow(new RegExp(`^ {2}${name}: `, 'm'));
  });

  it('takes addresses without their last slash', () => {
    const url = 'http://127.0.0.1:4001/';
    const environment = readEnvironment({
      ...Object.fromEntries(
        ['MEMBERSHIP', 'FINANCE', 'EMULATION', 'AWARDS', 'WORKFLOWS'].map((name) => [`${name}_URL`, url]),
      ),
      ...Object.fromEntries(
        ['PASSPORT_PRIVATE_KEY_FILE', 'PASSPORT_PUBLIC_KEYS_FILE', 'DEVELOPMENT_TOKEN_KEY_FILE', 'SUPERGRAPH_FILE'].map(
          (name) => [name, __filename],
        ),
      ),
    });
    expect(environment.AWARDS_URL).toBe('http://127.0.0.1:4001');
    expect(environment.PORT).toBe(4000);
  });
});
