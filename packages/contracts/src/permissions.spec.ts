import { ALL_PERMISSIONS, CONDITIONS, ruleOf } from './permissions';
import { OFFICER_POSITIONS, type OfficerPosition } from './positions';

const changing = ALL_PERMISSIONS.filter((permission) => ruleOf(permission).kind === 'CHANGE');

/** Permissions that a position holds in any way. */
function heldBy(position: OfficerPosition): string[] {
  return ALL_PERMISSIONS.filter((permission) =>
    ruleOf(permission).grants.some(({ positions }) => positions.includes(position)),
  );
}

describe('the catalogue', () => {
  it.each(ALL_PERMISSIONS.map((permission) => [permission, ruleOf(permission)] as const))(
    '%s says who, over what and in both languages',
    (_name, rule) => {
      expect(rule.vi.trim()).not.toBe('');
      expect(rule.en.trim()).not.toBe('');
      expect(rule.vi).toBe(rule.vi.normalize('NFC'));
      expect(rule.grants.length).toBeGreaterThan(0);
      for (const { positions, scope } of rule.grants) {
        expect(new Set(positions).size).toBe(positions.length);
        expect(positions.length > 0).toBe(scope !== 'SIGNED_IN' && scope !== 'SELF');
      }
      expect(rule.conditions.every((condition) => condition in CONDITIONS)).toBe(true);
    },
  );

  it('lets inspection read and change nothing', () => {
    const held = heldBy('INSPECTION_COMMITTEE_MEMBER');
    expect(held.filter((permission) => changing.includes(permission as never))).toEqual([]);
    expect(held).toEqual(
      expect.arrayContaining([
        'member.read',
        'finance.read',
        'emulation.history.read',
        'nomination.read',
        'nomination.read-draft',
        'security-log.read',
      ]),
    );
  });

  it('lets the council’s secretary record and conduct its votes, and neither vote nor decide', () => {
    expect(heldBy('EMULATION_COUNCIL_SECRETARY')).toEqual([
      'nomination.record-council-vote',
      'award-decision.read',
      'ballot.conduct',
      'ballot.read',
      'nomination.read',
    ]);
    expect(ruleOf('nomination.decide').conditions).toContain('NOT_COUNCIL_SECRETARY');
  });

  it('separates the duties of whoever judges a nomination', () => {
    for (const permission of [
      'nomination.appraise',
      'nomination.record-council-vote',
      'nomination.decide',
      'ballot.conduct',
      'ballot.cast',
    ] as const) {
      expect(ruleOf(permission).conditions).toContain('SEPARATION_OF_DUTIES');
    }
  });

  it('makes leaders and inspection, and opens the offices of a unit to accounts, from above the unit alone', () => {
    for (const permission of [
      'officer.appoint-leader',
      'mandate.suspend-leader',
      'identity.link-officer',
      'unit.dissolve',
    ] as const) {
      expect(ruleOf(permission).grants.map(({ scope }) => scope)).toEqual(['BELOW']);
    }
  });

  it('lets nobody appoint, end, suspend or resume themself', () => {
    for (const permission of [
      'officer.appoint',
      'officer.appoint-leader',
      'mandate.suspend',
      'mandate.suspend-leader',
    ] as const) {
      expect(ruleOf(permission).conditions).toContain('NOT_OWN_MANDATE');
    }
  });

  it('grants nothing that changes rows to whoever is merely signed in', () => {
    expect(
      changing.filter((permission) => ruleOf(permission).grants.some(({ scope }) => scope === 'SIGNED_IN')),
    ).toEqual([]);
  });

  it('shows personal data to the unit’s own office and the person alone', () => {
    for (const permission of ['member.personal.read', 'member.bank-account.read'] as const) {
      expect(
        ruleOf(permission)
          .grants.map(({ scope }) => scope)
          .sort(),
      ).toEqual(['OWN_UNIT', 'SELF']);
    }
  });

  it('knows each position', () => {
    expect(OFFICER_POSITIONS.filter((position) => heldBy(position).length === 0)).toEqual(['WOMENS_BOARD_MEMBER']);
  });
});
