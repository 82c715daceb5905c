import type { FinanceActuals, MembershipActuals } from '@thidua/contracts';
import { achievementOf } from '../achievement/achievement';
import { IndicatorSource } from '../indicator/indicator-source';
import { LedgerKind, reviewLines, TargetBasis, type FigureLine, type ReviewInputs } from './review-figures';

const INDICATORS = [
  { code: 'NEW_MEMBERS', source: IndicatorSource.MembersJoined },
  { code: 'PARTY_REFERRALS', source: IndicatorSource.PartyReferrals },
  { code: 'UNION_FUND', source: IndicatorSource.UnionFundCollected },
  { code: 'CONFERENCES', source: IndicatorSource.TypedIn },
];
const counts = (unitId: string, membersJoined: number, membersReferredToParty = 0): MembershipActuals => ({
  unitId,
  membersJoined,
  membersReferredToParty,
  grassrootsUnionsFounded: 0,
});
const sums = (unitId: string, unionFundCollected: number, unionFundBudget: number): FinanceActuals => ({
  unitId,
  unionFundCollected,
  unionFundBudget,
  duesCollected: 0,
  duesBudget: 0,
});
const target = (indicatorCode: string, assigneeId: string, value: string | null) => ({
  indicatorCode,
  assigneeId,
  value,
  decisionId: 'decision',
});
const inputs = (more: Partial<ReviewInputs>): ReviewInputs => ({
  reviewedId: 'group',
  units: [],
  indicators: INDICATORS,
  targets: [],
  membership: [],
  finance: [],
  typed: [],
  ...more,
});
const line = (lines: readonly FigureLine[], code: string): FigureLine => {
  const found = lines.find(({ indicatorCode }) => indicatorCode === code);
  if (!found) {
    throw new Error(`no line ${code}`);
  }
  return found;
};
const shown = ({ actual, target: wanted }: FigureLine): string => achievementOf(actual, wanted).display;
const group = (...unitIds: string[]) => unitIds.map((unitId) => ({ unitId, isWhole: false }));

describe('the lines of a review', () => {
  it.each([
    ['block 1', [1, 1, 1, 1, 1, 1, 1, 1, 1, 2], '10', '110 %'],
    ['block 10', [1, 1, 1, 1, 1, 1, 2, 2, 2], '10', '120 %'],
  ])('sum the referrals of %s and keep each union’s part', (_block, referrals, wanted, display) => {
    const unitIds = referrals.map((_, index) => `unit-${index}`);
    const found = line(
      reviewLines(
        inputs({
          units: group(...unitIds),
          targets: [target('PARTY_REFERRALS', 'group', wanted)],
          membership: unitIds.map((unitId, index) => counts(unitId, 0, referrals[index])),
        }),
      ),
      'PARTY_REFERRALS',
    );
    expect(shown(found)).toBe(display);
    expect(found.contributions.map(({ numerator, records }) => [Number(numerator), records])).toEqual(
      referrals.map((count) => [count, count]),
    );
    expect(found).toMatchObject({ targetBasis: TargetBasis.TargetDecision, targetDecisionId: 'decision' });
  });

  it('take a province’s figure from the province, and show the parts with what remains', () => {
    const found = line(
      reviewLines(
        inputs({
          reviewedId: 'AG',
          units: [{ unitId: 'AG', isWhole: true }, ...group('LX', 'CD')],
          targets: [target('NEW_MEMBERS', 'AG', '5000')],
          membership: [counts('AG', 5157), counts('LX', 3000), counts('CD', 2000)],
        }),
      ),
      'NEW_MEMBERS',
    );
    expect(achievementOf(found.actual, found.target)).toMatchObject({ percent: '103.14', display: '103 %' });
    expect(found.contributions).toEqual([
      expect.objectContaining({ unitId: 'LX', numerator: '3000', isRemainder: false }),
      expect.objectContaining({ unitId: 'CD', numerator: '2000', isRemainder: false }),
      expect.objectContaining({ unitId: 'AG', numerator: '157', isRemainder: true, records: 157 }),
    ]);
  });

  it('leave out a remainder of nothing', () => {
    const [first] = reviewLines(
      inputs({
        reviewedId: 'AG',
        units: [{ unitId: 'AG', isWhole: true }, ...group('LX')],
        membership: [counts('AG', 7), counts('LX', 7)],
      }),
    );
    expect(first?.contributions.map(({ unitId }) => unitId)).toEqual(['LX']);
  });

  it('take finance’s budget where no target was decided, and the decided one where there is one', () => {
    const finance = [sums('LX', 6_240, 6_240), sums('CD', 2_200, 2_200)];
    const units = group('LX', 'CD');
    const byBudget = line(reviewLines(inputs({ units, finance })), 'UNION_FUND');
    expect(byBudget).toMatchObject({ target: '8440', actual: '8440', targetBasis: TargetBasis.Budget });
    expect(shown(byBudget)).toBe('100 %');
    expect(byBudget.contributions[0]).toMatchObject({
      denominator: '6240',
      records: null,
      recordedIn: LedgerKind.UnionFundReceipts,
    });
    const decided = line(
      reviewLines(inputs({ units, finance, targets: [target('UNION_FUND', 'group', '16880')] })),
      'UNION_FUND',
    );
    expect(shown(decided)).toBe('50 %');
  });

  it.each([
    ['no target', []],
    ['a target of zero', [target('NEW_MEMBERS', 'group', '0')]],
    ['a target without a value', [target('NEW_MEMBERS', 'group', null)]],
  ])('are not applicable with %s', (_case, targets) => {
    const found = line(
      reviewLines(inputs({ units: group('LX'), membership: [counts('LX', 9)], targets })),
      'NEW_MEMBERS',
    );
    expect(found.actual).toBe('9');
    expect(achievementOf(found.actual, found.target).applicable).toBe(false);
  });

  it('show typed-in indicators only with a target or a figure, and count units without one', () => {
    const units = group('LX', 'CD');
    expect(reviewLines(inputs({ units })).map(({ indicatorCode }) => indicatorCode)).not.toContain('CONFERENCES');
    const found = line(
      reviewLines(inputs({ units, typed: [{ indicatorCode: 'CONFERENCES', unitId: 'LX', value: '4.000000' }] })),
      'CONFERENCES',
    );
    expect(found).toMatchObject({ actual: '4', warning: expect.stringContaining('1 đơn vị') as string });
  });

  it('warn when more was reversed than received', () => {
    const found = line(reviewLines(inputs({ units: group('LX'), finance: [sums('LX', -5, 100)] })), 'UNION_FUND');
    expect(found.warning).toContain('reversed');
    expect(shown(found)).toBe('-5 %');
  });
});
