import { EMPLOYMENT_RANKS, INITIATIVE_LEVELS, UNIT_RATINGS, type Reason } from '@thidua/contracts';
import { AwardForm, AwardIssuerLevel, AwardTrack } from '../award-type/award-type.enum';
import type { Predicate, PredicateName } from './predicate';

/** The most predicates in one rule, and how deep they nest: what a person can still read. */
export const MOST_PREDICATES = 40;
const DEEPEST = 6;
/** The largest amount that a benefit can be demanded to reach, đồng. */
const LARGEST_AMOUNT = 1_000_000_000_000;

type Say = (path: string, vi: string, en: string) => void;
/** Checks a parameter and says what is wrong. */
type Check = (value: unknown, path: string, say: Say) => void;

interface Parameter {
  readonly check: Check;
  readonly optional: boolean;
}

const needed = (check: Check): Parameter => ({ check, optional: false });
const optional = (check: Check): Parameter => ({ check, optional: true });

function whole(least: number, most: number): Check {
  return (value, path, say) => {
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) {
      say(path, `Cần một số nguyên từ ${least} đến ${most}.`, `Give a whole number from ${least} to ${most}.`);
    }
  };
}

function oneOf(values: readonly string[]): Check {
  return (value, path, say) => {
    if (!values.includes(value as string)) {
      say(path, `Cần một trong: ${values.join(', ')}.`, `Give one of: ${values.join(', ')}.`);
    }
  };
}

const flag: Check = (value, path, say) => {
  if (typeof value !== 'boolean') {
    say(path, 'Cần true hoặc false.', 'Give true or false.');
  }
};

const FRACTION = /^([1-9]\d?)\/([1-9]\d?)$/;

const fraction: Check = (value, path, say) => {
  const match = typeof value === 'string' ? FRACTION.exec(value) : null;
  if (!match || Number(match[1]) >= Number(match[2])) {
    say(path, 'Cần một phân số nhỏ hơn 1, ví dụ 1/3.', 'Give a fraction below 1, for example 1/3.');
  }
};

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function fields(parameters: Readonly<Record<string, Parameter>>, except: readonly string[] = []): Check {
  return (value, path, say) => {
    if (!isObject(value)) {
      say(path, 'Cần một đối tượng JSON.', 'Give a JSON object.');
      return;
    }
    for (const [name, { check, optional: mayLack }] of Object.entries(parameters)) {
      if (value[name] !== undefined) {
        check(value[name], `${path}.${name}`, say);
      } else if (!mayLack) {
        say(`${path}.${name}`, 'Bắt buộc phải có.', 'It is needed.');
      }
    }
    const known = [...Object.keys(parameters), ...except];
    for (const name of Object.keys(value).filter((key) => !known.includes(key))) {
      say(
        `${path}.${name}`,
        `Không có tham số này; có: ${known.join(', ')}.`,
        `There is no such parameter; there are: ${known.join(', ')}.`,
      );
    }
  };
}

const CODE = /^[A-Z0-9][A-Z0-9_-]{1,59}$/;

function listOf(check: Check): Check {
  return (value, path, say) => {
    if (!Array.isArray(value) || value.length === 0 || value.length > MOST_PREDICATES) {
      say(path, `Cần danh sách 1–${MOST_PREDICATES} mục.`, `Give a list of 1 to ${MOST_PREDICATES} items.`);
      return;
    }
    value.forEach((item, index) => check(item, `${path}.${index}`, say));
  };
}

const code: Check = (value, path, say) => {
  if (typeof value !== 'string' || !CODE.test(value)) {
    say(path, 'Cần ký hiệu: chữ in hoa, số, gạch (2–60).', 'Give a code: capitals, digits, hyphens, underscores.');
  }
};

const selector: Check = (value, path, say) => {
  fields({
    codes: optional(listOf(code)),
    forms: optional(listOf(oneOf(Object.values(AwardForm)))),
    issuerLevels: optional(listOf(oneOf(Object.values(AwardIssuerLevel)))),
    tracks: optional(listOf(oneOf(Object.values(AwardTrack)))),
  })(value, path, say);
  if (isObject(value) && !value['codes'] && !value['forms'] && !value['issuerLevels'] && !value['tracks']) {
    say(path, 'Cần ít nhất một điều kiện chọn.', 'State at least one condition.');
  }
};

const AMOUNT = whole(0, LARGEST_AMOUNT);

/** The parameters of each predicate that is not composed of others. */
const LEAVES: Readonly<
  Record<Exclude<PredicateName, 'ALL' | 'ANY' | 'NOT' | 'UNLESS'>, Readonly<Record<string, Parameter>>>
> = {
  CONSECUTIVE_TITLES: {
    award: needed(selector),
    years: needed(whole(1, 30)),
    endsYearsBefore: optional(whole(0, 10)),
  },
  SHARE_OF_MEMBERS_WITH_TITLE: { award: needed(selector), atLeastPercent: needed(whole(1, 100)) },
  ONCE_IN_A_LIFE: { award: optional(selector) },
  NOT_WITH_AWARD: { award: needed(selector), sameLevel: optional(flag) },
  THIS_AWARD: { award: needed(selector) },
  INITIATIVES_ACCEPTED: {
    level: needed(oneOf(INITIATIVE_LEVELS)),
    count: needed(whole(1, 20)),
    years: optional(whole(1, 30)),
  },
  INITIATIVE_BENEFIT: {
    atLeastDong: needed(fields(Object.fromEntries(EMPLOYMENT_RANKS.map((rank) => [rank, needed(AMOUNT)])))),
    years: optional(whole(1, 30)),
  },
  UNION_WORK_TENURE: {
    years: needed(whole(1, 60)),
    partTimePercent: optional(whole(100, 500)),
    nonStatePercent: optional(whole(100, 500)),
    womenLeadersShorterBy: optional(fraction),
  },
  DISCIPLINE_FREE: { years: needed(whole(1, 30)), maternityLeaveCounts: optional(flag) },
  UNIT_RATING: {
    atLeast: needed(oneOf(UNIT_RATINGS)),
    years: needed(whole(1, 10)),
    endsYearsBefore: optional(whole(0, 10)),
  },
  LOWER_AWARD_NOT_REQUIRED: {},
};

/** Every predicate's name, compositions first. */
export const PREDICATE_NAMES: readonly PredicateName[] = [
  'ALL',
  'ANY',
  'NOT',
  'UNLESS',
  ...(Object.keys(LEAVES) as (keyof typeof LEAVES)[]),
];

class PredicateReader {
  readonly problems: Reason[] = [];
  private count = 0;

  private readonly say: Say = (path, vi, en) => {
    this.problems.push({ code: 'RULE_PREDICATE_INVALID', vi: `${path}: ${vi}`, en: `${path}: ${en}`, field: path });
  };

  check(value: unknown, path: string, depth: number): void {
    this.count += 1;
    if (depth > DEEPEST || this.count > MOST_PREDICATES) {
      this.say(
        path,
        `Quá phức tạp: tối đa ${MOST_PREDICATES} điều kiện, lồng ${DEEPEST} cấp.`,
        `Too complex: at most ${MOST_PREDICATES} predicates, nested ${DEEPEST} deep.`,
      );
      return;
    }
    if (!isObject(value)) {
      this.say(path, 'Cần một đối tượng JSON có “predicate”.', 'Give a JSON object with “predicate”.');
      return;
    }
    const nested: Check = (inner, innerPath) => this.check(inner, innerPath, depth + 1);
    const parameters = this.parametersOf(value['predicate'], nested);
    if (!parameters) {
      oneOf(PREDICATE_NAMES)(value['predicate'], `${path}.predicate`, this.say);
      return;
    }
    fields(parameters, ['predicate'])(value, path, this.say);
  }

  private parametersOf(name: unknown, nested: Check): Readonly<Record<string, Parameter>> | null {
    switch (name) {
      case 'ALL':
      case 'ANY':
        return { of: needed(listOf(nested)) };
      case 'NOT':
        return { of: needed(nested) };
      case 'UNLESS':
        return { of: needed(nested), unless: needed(nested) };
      default:
        return typeof name === 'string' && Object.hasOwn(LEAVES, name) ? LEAVES[name as keyof typeof LEAVES] : null;
    }
  }
}

/**
 * What is wrong with a predicate in its JSON form; empty when rules can use it.
 * @param path path of the value in the input, for example `input.predicate`.
 */
export function predicateProblems(value: unknown, path: string): Reason[] {
  const reader = new PredicateReader();
  reader.check(value, path, 1);
  return reader.problems;
}

/**
 * A predicate from its JSON form as it is stored.
 * @throws Error for what `predicateProblems` finds something wrong with: stored rules were checked when they were written.
 */
export function predicateOf(value: unknown): Predicate {
  const [problem] = predicateProblems(value, 'predicate');
  if (problem) {
    throw new Error(`a stored rule is malformed: ${problem.en}`);
  }
  return value as Predicate;
}
