import type { Passport, PassportSigner } from '@thidua/contracts/passport';
import { type OperationKind, RequestPassports } from './request-passports';

const CLAIMS: Passport = {
  kind: 'person',
  subject: 'somebody',
  mandates: [],
  mandatesAsOf: 'at first',
  treeVersion: 1,
  rights: [],
  requestId: 'a request',
};

describe('the passports of a request', () => {
  let now: number;
  let signed: string[];
  let readAgain: jest.Mock<Promise<Passport>>;

  beforeEach(() => {
    now = 0;
    signed = [];
    readAgain = jest.fn(async () => ({ ...CLAIMS, mandatesAsOf: 'later' }));
  });

  function passportsOf(kind: OperationKind): RequestPassports {
    const signer: PassportSigner = {
      keyId: () => 'gateway:1',
      sign: async ({ mandatesAsOf }, audience, life) => `${signed.push(audience)} ${audience} ${life} ${mandatesAsOf}`,
    };
    return new RequestPassports(signer, CLAIMS, kind, readAgain, () => now);
  }

  it('are signed once for each subgraph, however many fetches go there', async () => {
    const passports = passportsOf('query');
    await Promise.all([passports.prepare('finance'), passports.prepare('awards'), passports.prepare('finance')]);
    expect(signed.toSorted()).toEqual(['awards', 'finance']);
    expect(passports.ready('finance')).toMatch(/^\d finance 60 at first$/);
    expect(passports.ready('awards')).toMatch(/^\d awards 60 at first$/);
  });

  it('are signed anew before they expire on the way, and by what is true then: a mutation’s live five seconds', async () => {
    const passports = passportsOf('mutation');
    await passports.prepare('emulation');
    now = 2_999;
    await passports.prepare('emulation');
    expect(passports.ready('emulation')).toBe('1 emulation 5 at first');
    now = 3_000;
    await Promise.all([passports.prepare('emulation'), passports.prepare('finance'), passports.prepare('awards')]);
    expect(passports.ready('emulation')).toMatch(/emulation 5 later$/);
    expect(passports.ready('finance')).toMatch(/finance 5 later$/);
    expect(readAgain).toHaveBeenCalledTimes(1);
  });

  it('are read again before a mutation goes to another subgraph late', async () => {
    const passports = passportsOf('mutation');
    await passports.prepare('emulation');
    now = 3_500;
    await passports.prepare('membership');
    expect(passports.ready('membership')).toBe('2 membership 5 later');
  });

  it('are refused when what is read again refuses, so that nothing more is sent', async () => {
    const passports = passportsOf('mutation');
    await passports.prepare('emulation');
    readAgain.mockRejectedValue(new Error('the mandate has ended'));
    now = 3_000;
    await expect(passports.prepare('emulation')).rejects.toThrow('the mandate has ended');
    await expect(passports.prepare('finance')).rejects.toThrow('the mandate has ended');
    expect(signed).toEqual(['emulation']);
  });

  it('are not given out before they are signed', () => {
    expect(() => passportsOf('query').ready('awards')).toThrow('no passport was signed for awards');
  });

  it('say in whose name and under which one mandate they are', () => {
    const mandate = { id: 'm', unitId: 'u', unitPath: '/1/', position: 'CHAIR' as const };
    const passports = (claims: Passport) =>
      new RequestPassports({ keyId: () => '', sign: async () => '' }, claims, 'query', readAgain);
    expect(passports({ ...CLAIMS, mandates: [mandate] })).toMatchObject({ memberId: 'somebody', mandateId: 'm' });
    expect(passports({ ...CLAIMS, mandates: [mandate, mandate] })).toMatchObject({ mandateId: null });
    expect(passports({ ...CLAIMS, kind: 'public' })).toMatchObject({ memberId: null, mandateId: null });
  });
});
