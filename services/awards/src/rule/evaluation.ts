import type { Message } from '@thidua/contracts';
import { consecutiveTitles, notWithAward, onceInALife, shareOfMembers, thisAward } from './award-predicates';
import type { Predicate } from './predicate';
import type { Evidence, Finding } from './rule-facts';
import { disciplineFree, initiativeBenefit, initiativesAccepted, unionWorkTenure, unitRating } from './work-predicates';

function joined(parts: readonly Message[], between: Message): Message {
  return {
    vi: parts.map(({ vi }) => vi).join(between.vi),
    en: parts.map(({ en }) => en).join(between.en),
  };
}

const AND: Message = { vi: ' ', en: ' ' };
const OR: Message = { vi: ' Hoặc: ', en: ' Or: ' };

function curesOf(findings: readonly Finding[], between: Message): Message | null {
  const cures = findings.flatMap(({ cure }) => cure ?? []);
  return cures.length === 0 ? null : joined(cures, between);
}

/** What does not hold is told first: that is what the reader has to do something about. */
function all(findings: readonly Finding[]): Finding {
  const unmet = findings.filter(({ holds }) => !holds);
  return {
    holds: unmet.length === 0,
    ...joined(unmet.length === 0 ? findings : unmet, AND),
    facts: findings.flatMap(({ facts }) => facts),
    // One thing that nothing can cure makes the cures of the others idle.
    cure: unmet.some(({ cure }) => cure === null) ? null : curesOf(unmet, AND),
  };
}

function any(findings: readonly Finding[]): Finding {
  const met = findings.filter(({ holds }) => holds);
  return {
    holds: met.length > 0,
    ...joined(met.length > 0 ? met.slice(0, 1) : findings, OR),
    facts: (met.length > 0 ? met.slice(0, 1) : findings).flatMap(({ facts }) => facts),
    cure: met.length > 0 ? null : curesOf(findings, OR),
  };
}

/** Judges a predicate by the evidence: a pure function, the same answer for the same facts for ever. */
export function evaluate(predicate: Predicate, evidence: Evidence): Finding {
  switch (predicate.predicate) {
    case 'ALL':
      return all(predicate.of.map((part) => evaluate(part, evidence)));
    case 'ANY':
      return any(predicate.of.map((part) => evaluate(part, evidence)));
    case 'NOT': {
      const inner = evaluate(predicate.of, evidence);
      return {
        holds: !inner.holds,
        vi: `${inner.holds ? 'Không được: ' : 'Đúng yêu cầu không có: '}${inner.vi}`,
        en: `${inner.holds ? 'Must not be: ' : 'Rightly not: '}${inner.en}`,
        facts: inner.facts,
        cure: null,
      };
    }
    case 'UNLESS': {
      const exception = evaluate(predicate.unless, evidence);
      return exception.holds
        ? { ...exception, vi: `Được miễn: ${exception.vi}`, en: `Exempt: ${exception.en}`, cure: null }
        : evaluate(predicate.of, evidence);
    }
    case 'CONSECUTIVE_TITLES':
      return consecutiveTitles(predicate, evidence);
    case 'SHARE_OF_MEMBERS_WITH_TITLE':
      return shareOfMembers(predicate, evidence);
    case 'ONCE_IN_A_LIFE':
      return onceInALife(predicate, evidence);
    case 'NOT_WITH_AWARD':
      return notWithAward(predicate, evidence);
    case 'THIS_AWARD':
      return thisAward(predicate, evidence);
    case 'INITIATIVES_ACCEPTED':
      return initiativesAccepted(predicate, evidence);
    case 'INITIATIVE_BENEFIT':
      return initiativeBenefit(predicate, evidence);
    case 'UNION_WORK_TENURE':
      return unionWorkTenure(predicate, evidence);
    case 'DISCIPLINE_FREE':
      return disciplineFree(predicate, evidence);
    case 'UNIT_RATING':
      return unitRating(predicate, evidence);
    case 'LOWER_AWARD_NOT_REQUIRED':
      return {
        holds: true,
        vi: 'Không bắt buộc phải có hình thức khen thưởng thấp hơn trước.',
        en: 'A lower award is no prerequisite.',
        facts: [],
        cure: null,
      };
    default:
      return predicate satisfies never;
  }
}
