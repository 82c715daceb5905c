import { PREDICATE_NAMES, predicateOf, predicateProblems } from './predicate-json';

const fields = (value: unknown): string[] =>
  predicateProblems(value, 'input.predicate').map(({ field }) => String(field));

describe('a predicate in its JSON form', () => {
  const once = { predicate: 'ONCE_IN_A_LIFE' };
  const titles = { predicate: 'CONSECUTIVE_TITLES', award: { codes: ['CSTD-CO-SO'] }, years: 3 };

  it.each<[string, unknown]>([
    ['once in a life', once],
    ['consecutive titles', titles],
    ['titles that end the year before', { ...titles, endsYearsBefore: 1 }],
    [
      'a share of members',
      { predicate: 'SHARE_OF_MEMBERS_WITH_TITLE', award: { codes: ['LDTT'] }, atLeastPercent: 70 },
    ],
    [
      'not with an award',
      { predicate: 'NOT_WITH_AWARD', award: { forms: ['MERIT_CERTIFICATE'], tracks: ['THEMATIC'] } },
    ],
    ['this award', { predicate: 'THIS_AWARD', award: { tracks: ['AD_HOC'] } }],
    ['initiatives', { predicate: 'INITIATIVES_ACCEPTED', level: 'GRASSROOTS', count: 2, years: 2 }],
    [
      'a benefit',
      {
        predicate: 'INITIATIVE_BENEFIT',
        atLeastDong: { WORKER: 80_000_000, STAFF: 150_000_000, MANAGER: 200_000_000 },
      },
    ],
    [
      'tenure',
      {
        predicate: 'UNION_WORK_TENURE',
        years: 20,
        partTimePercent: 150,
        nonStatePercent: 200,
        womenLeadersShorterBy: '1/3',
      },
    ],
    ['discipline', { predicate: 'DISCIPLINE_FREE', years: 5, maternityLeaveCounts: true }],
    ['a rating', { predicate: 'UNIT_RATING', atLeast: 'GOOD', years: 2 }],
    ['no prerequisite', { predicate: 'LOWER_AWARD_NOT_REQUIRED' }],
    ['all of', { predicate: 'ALL', of: [once, titles] }],
    ['any of', { predicate: 'ANY', of: [once, titles] }],
    ['not', { predicate: 'NOT', of: once }],
    ['unless', { predicate: 'UNLESS', unless: once, of: titles }],
  ])('%s is good', (_name, value) => {
    expect(fields(value)).toEqual([]);
    expect(predicateOf(value)).toBe(value);
  });

  it('is tried above for every name of the vocabulary', () => {
    expect(PREDICATE_NAMES).toHaveLength(15);
  });

  const inAward = (award: unknown): unknown => ({ ...titles, award });
  let deep: unknown = once;
  for (let depth = 0; depth < 6; depth += 1) {
    deep = { predicate: 'NOT', of: deep };
  }
  it.each<[string, unknown, string[]]>([
    ['no object', 'once', ['input.predicate']],
    ['a list', [once], ['input.predicate']],
    ['null', null, ['input.predicate']],
    ['no name', {}, ['input.predicate.predicate']],
    ['an unknown name', { predicate: 'FAVOURITE_OF_THE_CHAIR' }, ['input.predicate.predicate']],
    ['the name of what every object has', { predicate: 'constructor' }, ['input.predicate.predicate']],
    ['a parameter that lacks', { predicate: 'UNIT_RATING', years: 2 }, ['input.predicate.atLeast']],
    ['a parameter nobody knows', { ...once, twice: true }, ['input.predicate.twice']],
    ['no years', { ...titles, years: 0 }, ['input.predicate.years']],
    ['half a year', { ...titles, years: 1.5 }, ['input.predicate.years']],
    ['years as a text', { ...titles, years: '3' }, ['input.predicate.years']],
    ['an award of no condition', inAward({}), ['input.predicate.award']],
    ['an award of an empty list', inAward({ codes: [] }), ['input.predicate.award.codes']],
    ['a malformed code', inAward({ codes: ['lđtt'] }), ['input.predicate.award.codes.0']],
    ['an unknown form', inAward({ forms: ['MEDAL_OF_CHOCOLATE'] }), ['input.predicate.award.forms.0']],
    [
      'a share above 100',
      { predicate: 'SHARE_OF_MEMBERS_WITH_TITLE', award: { codes: ['LDTT'] }, atLeastPercent: 101 },
      ['input.predicate.atLeastPercent'],
    ],
    [
      'a multiplier below one',
      { predicate: 'UNION_WORK_TENURE', years: 20, partTimePercent: 50 },
      ['input.predicate.partTimePercent'],
    ],
    [
      'a reduction of the whole',
      { predicate: 'UNION_WORK_TENURE', years: 20, womenLeadersShorterBy: '3/3' },
      ['input.predicate.womenLeadersShorterBy'],
    ],
    [
      'an amount that lacks',
      { predicate: 'INITIATIVE_BENEFIT', atLeastDong: { WORKER: 1, STAFF: 2 } },
      ['input.predicate.atLeastDong.MANAGER'],
    ],
    ['nothing to hold', { predicate: 'ALL', of: [] }, ['input.predicate.of']],
    [
      'what is wrong inside',
      { predicate: 'ALL', of: [once, { predicate: 'NOT', of: { predicate: 'X' } }] },
      ['input.predicate.of.1.of.predicate'],
    ],
    ['too deep', deep, ['input.predicate.of.of.of.of.of.of']],
  ])('%s is told where', (_name, value, expected) => {
    expect(fields(value)).toEqual(expected);
    expect(() => predicateOf(value)).toThrow('malformed');
  });

  it('has a bound on how many there are', () => {
    const thirty = Array.from({ length: 30 }, () => once);
    const many = {
      predicate: 'ALL',
      of: [
        { predicate: 'ALL', of: thirty },
        { predicate: 'ANY', of: thirty },
      ],
    };
    expect(predicateProblems(many, 'p')[0]?.en).toContain('at most 40');
  });
});
