import type { Passport } from '@thidua/contracts/passport';
import { RequestPassports } from './request-passports';

const CLAIMS: Passport = {
  kind: 'person',
  subject: 'somebody',
  mandates: [],
  mandatesAsOf: '2025-06-30T00:00:00.000Z',
  treeVersion: 1,
  rights: [],
  requestId: 'a request',
};

describe('the passports of a request', () => {
  it('are signed once for each subgraph, however many fetches go there', async () => {
    const signed: string[] = [];
    const passports = new RequestPassports(
      { sign: async (_claims, audience, life) => `${signed.push(audience)} ${audience} ${life}` },
      CLAIMS,
      'query',
    );
    await Promise.all([passports.prepare('finance'), passports.prepare('awards'), passports.prepare('finance')]);
    expect(signed).toEqual(['finance', 'awards']);
    expect(passports.ready('finance')).toBe('1 finance 60');
    expect(passports.ready('awards')).toBe('2 awards 60');
  });

  it('are signed anew before they expire on the way: a mutation’s lives five seconds', async () => {
    let now = 0;
    let count = 0;
    const passports = new RequestPassports(
      { sign: async (_claims, _audience, life) => `${++count} of ${life}` },
      CLAIMS,
      'mutation',
      () => now,
    );
    await passports.prepare('emulation');
    now = 2_999;
    await passports.prepare('emulation');
    expect(passports.ready('emulation')).toBe('1 of 5');
    now = 3_000;
    await passports.prepare('emulation');
    expect(passports.ready('emulation')).toBe('2 of 5');
  });

  it('are not given out before they are signed', () => {
    const passports = new RequestPassports({ sign: async () => 'never' }, CLAIMS, 'query');
    expect(() => passports.ready('awards')).toThrow('no passport was signed for awards');
  });
});
