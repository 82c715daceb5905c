import {
  grantedPaths,
  grantingMandate,
  OFFICER_POSITIONS,
  PERMISSIONS,
  type Mandate,
  type OfficerPosition,
  type Permission,
  type PermissionRule,
} from './permissions';

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
      'a council member reads nominations below',
      'nomination.read',
      'EMULATION_COUNCIL_MEMBER',
      'province',
      'grassroots',
      true,
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
    for (const permission of Object.keys(PERMISSIONS) as Permission[]) {
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
    for (const permission of Object.keys(PERMISSIONS) as Permission[]) {
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

describe('the catalogue', () => {
  it.each(Object.entries(PERMISSIONS) as [Permission, PermissionRule][])(
    '%s says who, over what and in both languages',
    (_name, rule) => {
      expect(rule.vi.trim()).not.toBe('');
      expect(rule.en.trim()).not.toBe('');
      expect(rule.vi).toBe(rule.vi.normalize('NFC'));
      expect(new Set(rule.positions).size).toBe(rule.positions.length);
      expect(rule.positions.length > 0).toBe(rule.scope !== 'SIGNED_IN');
    },
  );
});
