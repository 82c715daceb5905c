import { predicateProblems } from './predicate-json';
import {
  award,
  CASES,
  CLEAN,
  COLLECTIVE,
  CONFEDERATION_CERTIFICATE,
  CREATIVE_LABOUR,
  discipline,
  FLAG,
  judge,
  LDTT,
  MEDAL,
  NATIONAL_FIGHTER,
  nominee,
  NĐ152,
  ONE_OF_TWO,
  person,
  PROVINCIAL_FIGHTER,
  rule,
  TENURE,
  unit,
  UNTIL_NOW,
  work,
  years,
} from './regulation-cases.fixture';
import { type EligibilityRule, inForce, type RuleResult, titleCountsNeeded } from './rule';
import type { NomineeFacts } from './rule-facts';

describe('eligibility by the rows of the regulations', () => {
  it.each(CASES)('%s', (_name, { rules, facts, on, year, award: nominated, expected }) => {
    const results = judge(rules, nominee(facts), on, year, nominated);
    expect(results.map(({ document, outcome }) => `${document}: ${outcome}`)).toEqual(expected);
  });

  it('is tried by at least forty cases, every rule by one that passes and one that does not', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(40);
    for (const rules of [
      PROVINCIAL_FIGHTER,
      NATIONAL_FIGHTER,
      COLLECTIVE,
      CONFEDERATION_CERTIFICATE,
      ONE_OF_TWO,
      CREATIVE_LABOUR,
      MEDAL,
      FLAG,
      CLEAN,
    ]) {
      const outcomes = CASES.filter(([, each]) => each.rules === rules).flatMap(([, { expected }]) => expected);
      expect(outcomes.some((outcome) => outcome.endsWith('PASS'))).toBe(true);
      expect(outcomes.some((outcome) => outcome.endsWith('BLOCK'))).toBe(true);
    }
  });

  it('uses only what the vocabulary allows', () => {
    for (const [, { rules }] of CASES) {
      expect(rules.flatMap(({ predicate }) => predicateProblems(predicate, 'predicate'))).toEqual([]);
    }
  });
});

describe('what a result says', () => {
  const judged = (rules: readonly EligibilityRule[], facts: Partial<NomineeFacts>): RuleResult => {
    const [result] = judge(rules, nominee(facts), '2026-01-10', 2025);
    if (!result) {
      throw new Error('one rule is in force');
    }
    return result;
  };

  it('names the years that are missing, the awards counted, and when it could be at the earliest', () => {
    const awards = [...years('CSTD-CO-SO', 2024, 2025), award('CSTD-CO-SO', 2023, { track: 'AD_HOC', isStated: true })];
    const result = judged(PROVINCIAL_FIGHTER, { awards });
    expect(result.vi).toBe('Cần CSTD-CO-SO 3 năm liên tục (2023–2025); thiếu năm 2023.');
    expect(result.en).toBe('Needs CSTD-CO-SO for 3 consecutive years (2023–2025); 2023 missing.');
    expect(result.facts.map((fact) => fact.id)).toEqual(awards.map((held) => held.id));
    expect(result.facts[2]?.vi).toContain('(đơn vị khai) – không được tính: khen đột xuất hoặc chuyên đề');
    // 2024 and 2025 stand: with 2026 there are three.
    expect(result.cure?.en).toContain('the merit year 2026 at the earliest');
  });

  it('names a unit that lacks members with the title, and how many', () => {
    const result = judged([{ ...must(COLLECTIVE[0]), validUntil: UNTIL_NOW }], {
      person: null,
      unit: unit(11),
      titleHolders: [{ award: LDTT, holders: 5 }],
    });
    expect(result.vi).toBe('5/11 đoàn viên có LDTT năm 2025; cần từ 70 % (8 người).');
    expect(result.cure?.vi).toContain('Cần thêm 3 người');
    expect(result.facts).toMatchObject([{ service: 'membership', kind: 'UNIT', id: 'unit' }]);
  });

  it('says how much union work is lacking, and how each period counted', () => {
    const result = judged(MEDAL, { person: person({ unionWork: [work('2016-01-10', null, { isPartTime: true })] }) });
    expect(result.vi).toContain('quy đổi: 15 năm; cần 20 năm.');
    expect(result.cure?.vi).toContain('Còn thiếu 5 năm');
    expect(result.facts[0]?.en).toBe('Part-time union work from 2016-01-10 until 2026-01-10, counted at 150 %');
  });

  it('offers no cure where nothing can cure it', () => {
    const result = judged(MEDAL, { person: person(), awards: [award('KNC', 2019)] });
    expect(result.outcome).toBe('BLOCK');
    expect(result.cure).toBeNull();
    expect(result.vi).toContain('Chỉ tặng một lần trong đời; đã nhận năm 2019.');
  });

  it('says from when somebody who was disciplined can be nominated', () => {
    const result = judged(CLEAN, { person: person({ holds: [discipline('2022-01-01', '2023-05-04')] }) });
    expect(result.cure?.en).toContain('From 2028-05-04 at the earliest');
  });

  it('only warns where the rule says so', () => {
    const [warned] = judge([rule('KNC', NĐ152, TENURE, 'WARN')], nominee(), '2026-01-10', 2025);
    expect(warned?.outcome).toBe('WARN');
  });

  it('offers an override only where it did not hold and the rule lets somebody', () => {
    const override = { positions: ['CHAIR' as const], unitLevel: null };
    const withOverride = MEDAL.map((each) => ({ ...each, override }));
    expect(judged(withOverride, {}).override).toEqual(override);
    expect(judged(withOverride, { person: person({ unionWork: [work('2000-01-10', null)] }) }).override).toBeNull();
  });

  it('tells the ways that an ANY leaves, and turns NOT round', () => {
    const any = rule('ANY', NĐ152, {
      predicate: 'ANY',
      of: [
        { predicate: 'CONSECUTIVE_TITLES', award: LDTT, years: 1 },
        { predicate: 'INITIATIVES_ACCEPTED', level: 'PROVINCE', count: 1 },
      ],
    });
    expect(judged([any], {}).cure?.vi).toContain('Hoặc: ');
    expect(judged([any], { awards: years('LDTT', 2025) }).outcome).toBe('PASS');
    const not = rule('NOT', NĐ152, { predicate: 'NOT', of: { predicate: 'THIS_AWARD', award: { codes: ['KNC'] } } });
    expect(judged([not], {})).toMatchObject({ outcome: 'BLOCK', cure: null });
  });
});

describe('dated rows', () => {
  /** Base salary by decree; 1.490.000 from 1 July 2019 (regulations.md). */
  const BASE_SALARY = [
    { amount: 1_490_000, validFrom: '2019-07-01', validUntil: '2023-07-01' },
    { amount: 1_800_000, validFrom: '2023-07-01', validUntil: '2024-07-01' },
    { amount: 2_340_000, validFrom: '2024-07-01', validUntil: '2026-07-01' },
    { amount: 2_530_000, validFrom: '2026-07-01', validUntil: UNTIL_NOW },
  ];
  it.each<[string, number[]]>([
    ['2019-06-30', []],
    ['2019-07-01', [1_490_000]],
    ['2023-06-30', [1_490_000]],
    ['2023-07-01', [1_800_000]],
    ['2024-06-30', [1_800_000]],
    ['2024-07-01', [2_340_000]],
    ['2026-06-30', [2_340_000]],
    ['2026-07-01', [2_530_000]],
  ])('on %s one base salary is in force', (date, amounts) => {
    expect(inForce(BASE_SALARY, date).map(({ amount }) => amount)).toEqual(amounts);
  });

  it('names each count of title holders that the rules ask for once', () => {
    const nested = rule('X', NĐ152, {
      predicate: 'UNLESS',
      unless: { predicate: 'NOT', of: must(COLLECTIVE[0]).predicate },
      of: { predicate: 'ALL', of: [must(COLLECTIVE[0]).predicate] },
    });
    expect(titleCountsNeeded([...COLLECTIVE, nested, ...MEDAL])).toEqual([LDTT]);
  });
});

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) {
    throw new Error('the test expected a value here');
  }
  return value;
}
