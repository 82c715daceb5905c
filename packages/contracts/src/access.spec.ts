import { decideAccess, grantedPaths, grantedSomewhere, grantingMandate, type AccessTarget } from './access';
import type { Mandate } from './mandate';
import { ALL_PERMISSIONS, type Permission } from './permissions';
import { OFFICER_POSITIONS, type OfficerPosition } from './positions';

const UNITS = {
  confederation: { unitId: 'tld', unitPath: '/1/' },
  province: { unitId: 'ag', unitPath: '/1/7/' },
  upper: { unitId: 'ag-lx', unitPath: '/1/7/93/' },
  grassroots: { unitId: 'cdcs', unitPath: '/1/7/93/500/' },
  neighbour: { unitId: 'kg', unitPath: '/1/70/' },
  neighbourUpper: { unitId: 'kg-rg', unitPath: '/1/70/93/' },
} as const;
type UnitName = keyof typeof UNITS;

const mandate = (position: OfficerPosition, unit: UnitName): Mandate => ({
  id: `${position} of ${unit}`,
  position,
  ...UNITS[unit],
});

describe('which mandate grants a permission', () => {
  it.each<[string, Permission, OfficerPosition, UnitName, UnitName, boolean]>([
    ['a chair in the own unit', 'receipt.record', 'CHAIR', 'upper', 'upper', true],
    ['a budget never by the unit itself', 'budget.set', 'CHAIR', 'upper', 'upper', false],
    ['a budget by the unit above', 'budget.set', 'CHAIR', 'province', 'upper', true],
    ['a budget of the root by itself: nobody is above', 'budget.set', 'CHAIR', 'confederation', 'confederation', true],
    [
      'the inspection committee reads the money',
      'finance.read',
      'INSPECTION_COMMITTEE_MEMBER',
      'province',
      'upper',
      true,
    ],
    ['the women’s board does not read the money', 'finance.read', 'WOMENS_BOARD_MEMBER', 'province', 'upper', false],
    ['a chair further down', 'budget.set', 'CHAIR', 'province', 'grassroots', true],
    ['the confederation everywhere', 'budget.set', 'CHAIR', 'confederation', 'neighbourUpper', true],
    ['never upwards', 'budget.set', 'CHAIR', 'upper', 'province', false],
    ['never sideways', 'budget.set', 'CHAIR', 'province', 'neighbour', false],
    ['not where the number only begins alike', 'budget.set', 'CHAIR', 'province', 'neighbourUpper', false],
    ['not by a position that is not named', 'budget.set', 'WOMENS_BOARD_MEMBER', 'upper', 'upper', false],
    ['a full-time cadre of the office', 'receipt.record', 'FULL_TIME_CADRE', 'upper', 'grassroots', true],
    ['signing in the own unit', 'pledge.sign', 'CHAIR', 'upper', 'upper', true],
    ['signing for nobody below', 'pledge.sign', 'CHAIR', 'province', 'upper', false],
    ['signing needs a leader', 'pledge.sign', 'FULL_TIME_CADRE', 'upper', 'upper', false],
    [
      'the council’s secretary records its vote',
      'nomination.record-council-vote',
      'EMULATION_COUNCIL_SECRETARY',
      'province',
      'province',
      true,
    ],
    [
      'the chair does not record the council’s vote',
      'nomination.record-council-vote',
      'CHAIR',
      'province',
      'province',
      false,
    ],
    [
      'a council member reads what comes to the body',
      'nomination.read',
      'EMULATION_COUNCIL_MEMBER',
      'province',
      'province',
      true,
    ],
    [
      'a council member reads no further down',
      'nomination.read',
      'EMULATION_COUNCIL_MEMBER',
      'province',
      'grassroots',
      false,
    ],
    [
      'inspection reads the drafts below',
      'nomination.read-draft',
      'INSPECTION_COMMITTEE_MEMBER',
      'province',
      'grassroots',
      true,
    ],
    ['a chair above reads no drafts', 'nomination.read-draft', 'CHAIR', 'province', 'grassroots', false],
    ['personal data stay in the unit', 'member.personal.read', 'CHAIR', 'province', 'upper', false],
    [
      'the system’s log for the confederation’s inspection',
      'security-log.read-system',
      'INSPECTION_COMMITTEE_MEMBER',
      'confederation',
      'neighbour',
      true,
    ],
    [
      'the system’s log for no other inspection',
      'security-log.read-system',
      'INSPECTION_COMMITTEE_MEMBER',
      'province',
      'province',
      false,
    ],
  ])('%s', (_case, permission, position, holdsIn, over, granted) => {
    const held = mandate(position, holdsIn);
    expect(grantingMandate([held], permission, UNITS[over])).toBe(granted ? held : null);
  });

  it('is the first one that does', () => {
    const [useless, first, second] = [
      mandate('WOMENS_BOARD_MEMBER', 'upper'),
      mandate('VICE_CHAIR', 'upper'),
      mandate('CHAIR', 'province'),
    ];
    expect(grantingMandate([useless, first, second], 'budget.set', UNITS.grassroots)).toBe(first);
  });

  it('is none for someone without mandates, whatever the permission', () => {
    for (const permission of ALL_PERMISSIONS) {
      expect(grantingMandate([], permission, UNITS.upper)).toBeNull();
      expect(grantedPaths([], permission)).toEqual({ exactUnitIds: [], pathPrefixes: [] });
    }
  });
});

describe('paths for filters in SQL', () => {
  const held = [mandate('CHAIR', 'upper'), mandate('WOMENS_BOARD_MEMBER', 'province')];

  it.each<[Permission, string[], string[]]>([
    ['member.read', ['ag-lx'], ['/1/7/93/']],
    ['pledge.sign', ['ag-lx'], []],
    ['nomination.record-council-vote', [], []],
  ])('of %s', (permission, exactUnitIds, pathPrefixes) => {
    expect(grantedPaths(held, permission)).toEqual({ exactUnitIds, pathPrefixes });
  });

  it('agree with the check of one unit, for every permission, position and unit', () => {
    for (const permission of ALL_PERMISSIONS) {
      for (const position of OFFICER_POSITIONS) {
        for (const holdsIn of Object.keys(UNITS) as UnitName[]) {
          const mandates = [mandate(position, holdsIn)];
          const { exactUnitIds, pathPrefixes } = grantedPaths(mandates, permission);
          for (const unit of Object.values(UNITS)) {
            const inFilter =
              exactUnitIds.includes(unit.unitId) || pathPrefixes.some((prefix) => unit.unitPath.startsWith(prefix));
            expect(inFilter).toBe(grantingMandate(mandates, permission, unit) !== null);
          }
        }
      }
    }
  });
});

describe('the decision', () => {
  const chair = { kind: 'person', subject: 'an', mandates: [mandate('CHAIR', 'province')] } as const;
  const decide = (permission: Permission, target: AccessTarget) => decideAccess(chair, permission, target);

  it.each<[string, Permission, AccessTarget, ReturnType<typeof decideAccess>]>([
    ['what is common needs no mandate', 'graph.read', {}, { allowed: true, mandate: null }],
    ['what is one’s own needs none', 'member.personal.read', { ownerId: 'an' }, { allowed: true, mandate: null }],
    [
      'what is another’s needs one',
      'member.personal.read',
      { ownerId: 'binh' },
      { allowed: false, refusal: 'OUT_OF_SCOPE' },
    ],
    ['a mandate over the unit', 'unit.found', { unit: UNITS.upper }, { allowed: true, mandate: chair.mandates[0] }],
    ['a mandate elsewhere', 'unit.found', { unit: UNITS.neighbour }, { allowed: false, refusal: 'OUT_OF_SCOPE' }],
    ['no such mandate', 'security-log.read', { unit: UNITS.province }, { allowed: false, refusal: 'NO_MANDATE' }],
    [
      'a party to it',
      'nomination.decide',
      { unit: UNITS.province, facts: { isParty: true } },
      { allowed: false, refusal: 'SEPARATION_OF_DUTIES' },
    ],
    [
      'the council’s secretary',
      'nomination.decide',
      { unit: UNITS.province, facts: { isCouncilSecretary: true } },
      { allowed: false, refusal: 'NOT_COUNCIL_SECRETARY' },
    ],
    [
      'a condition of another permission',
      'nomination.appraise',
      { unit: UNITS.province, facts: { isCouncilSecretary: true } },
      { allowed: true, mandate: chair.mandates[0] },
    ],
    [
      'one’s own mandate',
      'mandate.suspend',
      { unit: UNITS.province, facts: { isOwnMandate: true } },
      { allowed: false, refusal: 'NOT_OWN_MANDATE' },
    ],
  ])('%s', (_case, permission, target, expected) => {
    expect(decide(permission, target)).toEqual(expected);
  });

  it.each(['public', 'system'] as const)('a %s caller has no permission, whatever it claims', (kind) => {
    for (const permission of ALL_PERMISSIONS) {
      expect(decideAccess({ ...chair, kind }, permission, { unit: UNITS.province, ownerId: 'an' })).toEqual({
        allowed: false,
        refusal: 'NOT_SIGNED_IN',
      });
    }
  });

  it('is never allowed where the check without a row says it cannot be', () => {
    for (const permission of ALL_PERMISSIONS) {
      for (const position of OFFICER_POSITIONS) {
        for (const holdsIn of Object.keys(UNITS) as UnitName[]) {
          const mandates = [mandate(position, holdsIn)];
          const anywhere = Object.values(UNITS).some((unit) => grantingMandate(mandates, permission, unit) !== null);
          expect(!anywhere || grantedSomewhere(mandates, permission)).toBe(true);
        }
      }
    }
  });
});
