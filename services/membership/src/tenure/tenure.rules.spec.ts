import { UnitSector } from '../unit/unit.enums';
import { EmploymentRank, TenureKind } from './tenure.enum';
import type { RecordTenureInput } from './tenure.input';
import { endedBy, overlapProblem, tenureProblems, type KnownPeriod } from './tenure.rules';

const input = (more: Partial<RecordTenureInput>): RecordTenureInput => ({
  commandId: 'command',
  memberId: 'member',
  kind: TenureKind.Employment,
  from: '2020-01-01',
  ...more,
});

describe('a period of tenure', () => {
  it.each<[string, Partial<RecordTenureInput>, readonly string[]]>([
    ['employment with its rank', { rank: EmploymentRank.Worker }, []],
    ['employment without its rank', {}, ['input.rank']],
    ['employment of a sector', { rank: EmploymentRank.Staff, sector: UnitSector.State }, ['input.sector']],
    ['union work', { kind: TenureKind.UnionWork, isPartTime: false, sector: UnitSector.NonState }, []],
    ['union work of nothing', { kind: TenureKind.UnionWork }, ['input.isPartTime', 'input.sector']],
    ['a leave without an end', { kind: TenureKind.MaternityLeave }, ['input.until']],
    ['a leave that ends before it begins', { kind: TenureKind.MaternityLeave, until: '2019-12-31' }, ['input.until']],
    ['a leave', { kind: TenureKind.MaternityLeave, until: '2020-07-01' }, []],
  ])('%s', (_case, more, fields) => {
    expect(tenureProblems(input(more)).map(({ field }) => field)).toEqual(fields);
  });

  const known: readonly KnownPeriod[] = [
    { id: 'a', from: '2010-01-01', until: '2015-01-01' },
    { id: 'b', from: '2018-01-01', until: null },
  ];
  it.each<[string, string, string | null, string | null, boolean]>([
    ['after the open one', '2020-01-01', null, 'b', true],
    ['between the two', '2015-01-01', '2018-01-01', null, true],
    ['on the day of the open one', '2018-01-01', null, null, false],
    ['into the open one', '2016-01-01', '2018-01-02', null, false],
    ['into the first one', '2014-12-31', '2016-01-01', null, false],
    ['before all, without an end', '2009-01-01', null, null, false],
    ['before all', '2009-01-01', '2010-01-01', null, true],
  ])('%s, from %s to %s, ends %s', (_case, from, until, ended, fits) => {
    expect(endedBy(known, from)?.id ?? null).toBe(ended);
    expect(overlapProblem(known, { from, until }) === null).toBe(fits);
  });
});
