import { readAwardTallies } from '../seed/award-tallies.data';
import {
  problemsOfTally,
  seenFromTheOther,
  type TallyCounts,
  TallyRelation,
  warningsOfTally,
} from './award-tally.rules';

const tallies = readAwardTallies().articles.flatMap((article) => article.tallies);
const tally = (code: string) => tallies.find((each) => each.code === code);

describe('the numbers of a tally', () => {
  it.each<[string, TallyCounts, string[]]>([
    ['a total of two kinds', { total: 470, collectives: 77, individuals: 393 }, []],
    ['none at all, where the source gives none', {}, []],
    ['nought', { total: 0 }, []],
    ['a negative total', { total: -1 }, ['total']],
    ['negative parts', { individuals: -2, parts: [{ label: 'x', count: -3 }] }, ['individuals', 'parts.0.count']],
  ])('%s', (_case, counts, fields) => {
    expect(problemsOfTally(counts).map(({ field }) => field)).toEqual(fields);
  });

  it.each<[string, TallyCounts, number]>([
    ['470 = 77 + 393', { total: 470, collectives: 77, individuals: 393 }, 0],
    ['a total that its kinds do not make', { total: 471, collectives: 77, individuals: 393 }, 1],
    ['no total: none is made up, and none contradicts', { collectives: 120, individuals: 678 }, 0],
    [
      'parts that make no total',
      {
        total: 40,
        parts: [
          { label: 'a', count: 35 },
          { label: 'b', count: 3 },
        ],
      },
      1,
    ],
    ['parts without a total', { parts: [{ label: 'a', count: 35 }] }, 0],
  ])('%s', (_case, counts, warnings) => {
    expect(warningsOfTally(counts)).toHaveLength(warnings);
  });

  it('says in both languages what does not agree', () => {
    expect(warningsOfTally({ total: 1500, collectives: 77, individuals: 1393 })).toEqual([
      {
        vi: 'Số liệu không khớp: tập thể và cá nhân cộng lại là 1.470, nguồn nêu tổng 1.500.',
        en: 'The figures do not agree: collectives and individuals make 1.470, the source says 1.500 in all.',
      },
    ]);
  });

  it.each([
    [TallyRelation.Within, TallyRelation.Contains],
    [TallyRelation.Contains, TallyRelation.Within],
    [TallyRelation.MayOverlap, TallyRelation.MayOverlap],
  ])('%s is %s from the other side', (relation, other) => {
    expect(seenFromTheOther(relation)).toBe(other);
  });
});

describe('the award figures of the articles', () => {
  it.each([
    ['ts-confederation-flag', { total: 1, standing: 'PROPOSED', forms: ['EMULATION_FLAG'] }],
    ['ts-confederation-certificates', { total: 8, standing: 'PROPOSED', grantor: 'GENERAL_CONFEDERATION' }],
    ['ts-provincial-certificates', { total: 470, collectives: 77, individuals: 393, standing: 'UNCLEAR' }],
    ['ts-district-letters', { collectives: 120, individuals: 678, standing: 'AWARDED' }],
    ['ts-women-titles', { individuals: 9674, measure: 'INSTANCES' }],
    ['ts-women-certificates', { total: 7 }],
    ['ts-sharing-peoples-committee', { individuals: 4, grantor: 'PEOPLES_COMMITTEE' }],
    ['ts-sharing-federation', { individuals: 4, grantor: 'PROVINCIAL_FEDERATION' }],
    ['ts-contest', { forms: ['CONTEST_PRIZE'] }],
    ['bg-agencies', { collectives: 365, individuals: 474 }],
    ['bg-party', { collectives: 37, individuals: 138, overlaps: [['bg-agencies', 'MAY_OVERLAP']] }],
    ['bg-honoured', { individuals: 108 }],
    [
      'bg-honoured-certificates',
      {
        individuals: 30,
        overlaps: [
          ['bg-honoured', 'WITHIN'],
          ['bg-federation', 'MAY_OVERLAP'],
        ],
      },
    ],
    ['bg-creative-labour', { individuals: 7, forms: ['CREATIVE_LABOUR_CERTIFICATE'] }],
    ['bg-confederation', { collectives: 7, individuals: 4, grantor: 'GENERAL_CONFEDERATION' }],
    ['bg-federation', { collectives: 34, individuals: 117, forms: ['EMULATION_FLAG', 'MERIT_CERTIFICATE'] }],
    ['bg-medals', { individuals: 34, forms: ['COMMEMORATIVE_MEDAL'] }],
    ['bg-prime-minister', { grantor: 'PRIME_MINISTER' }],
    ['hn-good-workers', { individuals: 8 }],
    ['hn-covid', { collectives: 3, individuals: 1, standing: 'PROPOSED', track: 'AD_HOC' }],
  ])('%s stands as printed', (code, expected) => {
    expect(tally(code)).toMatchObject(expected);
  });

  it('keep 35 + 3 + 1 as the source divides them', () => {
    expect(tally('bg-anniversary')?.parts?.map(({ count }) => count)).toEqual([35, 3, 1]);
  });

  it('make up no total that is not printed', () => {
    for (const code of ['ts-district-letters', 'bg-agencies', 'bg-federation', 'bg-anniversary', 'bg-prime-minister']) {
      expect(tally(code)?.total).toBeUndefined();
    }
  });

  it('say so in a warning where a number agrees with nothing', () => {
    for (const each of tallies) {
      expect([each.code, warningsOfTally(each)]).toEqual([each.code, []]);
    }
  });
});
