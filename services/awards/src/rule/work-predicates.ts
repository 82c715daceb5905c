import {
  type EmploymentRank,
  type InitiativeFact,
  INITIATIVE_LEVELS,
  isWithin,
  type InitiativeLevel,
  type Message,
  type Period,
  type UnionWorkFact,
  UNIT_RATINGS,
} from '@thidua/contracts';
import { addYears, calendarSpan, daysBetween, SPAN_OF_A_YEAR, spanInWords } from './calendar-span';
import type {
  DisciplineFreePredicate,
  InitiativeBenefitPredicate,
  InitiativesAcceptedPredicate,
  UnionWorkTenurePredicate,
  UnitRatingPredicate,
} from './predicate';
import type { Evidence, Finding, UsedFact } from './rule-facts';

const PERCENT = 100;
const DAY_MILLISECONDS = 86_400_000;

const RANKS: Readonly<Record<EmploymentRank, Message>> = {
  WORKER: { vi: 'người lao động trực tiếp', en: 'worker' },
  STAFF: { vi: 'nhân viên, chuyên môn', en: 'staff' },
  MANAGER: { vi: 'lãnh đạo, quản lý', en: 'manager' },
};

function levelAtLeast(level: InitiativeLevel, least: InitiativeLevel): boolean {
  return INITIATIVE_LEVELS.indexOf(level) >= INITIATIVE_LEVELS.indexOf(least);
}

/** The highest level that accepted an initiative by a day; null when none had. */
function acceptedLevel(initiative: InitiativeFact, onDate: string): InitiativeLevel | null {
  const levels = initiative.acceptances.filter(({ acceptedOn }) => acceptedOn <= onDate).map(({ level }) => level);
  return levels.sort((one, other) => INITIATIVE_LEVELS.indexOf(other) - INITIATIVE_LEVELS.indexOf(one))[0] ?? null;
}

function initiativeFact(initiative: InitiativeFact, onDate: string): UsedFact {
  const level = acceptedLevel(initiative, onDate);
  const benefit = initiative.benefitDong === null ? '' : `, ${initiative.benefitDong.toLocaleString('vi-VN')} đ`;
  return {
    ...initiative.source,
    vi: `Sáng kiến “${initiative.title}” năm ${initiative.year}, ${level ? `công nhận cấp ${level}` : 'chưa được công nhận'}${benefit}`,
    en: `Initiative “${initiative.title}” of ${initiative.year}, ${level ? `accepted at the level ${level}` : 'not accepted yet'}${benefit}`,
  };
}

function initiativesOf({ facts, nomination }: Evidence, years: number): InitiativeFact[] {
  return facts.initiatives.filter(({ year }) => year > nomination.meritYear - years && year <= nomination.meritYear);
}

/** So many initiatives accepted at the level or above it. */
export function initiativesAccepted(
  { level, count, years = 1 }: InitiativesAcceptedPredicate,
  evidence: Evidence,
): Finding {
  const { onDate, meritYear } = evidence.nomination;
  const all = initiativesOf(evidence, years);
  const accepted = all.filter((initiative) => {
    const highest = acceptedLevel(initiative, onDate);
    return highest !== null && levelAtLeast(highest, level);
  });
  const holds = accepted.length >= count;
  const period = years === 1 ? `${meritYear}` : `${meritYear - years + 1}–${meritYear}`;
  return {
    holds,
    vi: `Có ${accepted.length}/${count} sáng kiến được công nhận từ cấp ${level} trở lên (${period}).`,
    en: `${accepted.length} of ${count} initiatives accepted at the level ${level} or above (${period}).`,
    facts: all.map((initiative) => initiativeFact(initiative, onDate)),
    cure: holds
      ? null
      : {
          vi: `Bổ sung ${count - accepted.length} sáng kiến được công nhận từ cấp ${level} trở lên trong thời gian ${period}.`,
          en: `Add ${count - accepted.length} more accepted at the level ${level} or above within ${period}.`,
        },
  };
}

function rankOn({ facts, nomination }: Evidence): EmploymentRank | null {
  return facts.person?.employments.find((employment) => isWithin(employment, nomination.onDate))?.rank ?? null;
}

/** An accepted initiative whose benefit reaches the amount for the rank at work. */
export function initiativeBenefit({ atLeastDong, years = 1 }: InitiativeBenefitPredicate, evidence: Evidence): Finding {
  const { onDate } = evidence.nomination;
  const rank = rankOn(evidence);
  if (rank === null) {
    return {
      holds: false,
      vi: 'Chưa biết đối tượng là người lao động trực tiếp, nhân viên hay quản lý, nên chưa xác định được mức giá trị làm lợi.',
      en: 'It is not known whether the nominee is a worker, staff or a manager, so the amount needed is not known.',
      facts: [],
      cure: {
        vi: 'Ghi nhận vị trí việc làm của đoàn viên.',
        en: 'Record the member’s rank at work.',
      },
    };
  }
  const needed = atLeastDong[rank];
  const accepted = initiativesOf(evidence, years).filter((initiative) => acceptedLevel(initiative, onDate) !== null);
  const best = Math.max(0, ...accepted.map(({ benefitDong }) => benefitDong ?? 0));
  const holds = accepted.some(({ benefitDong }) => benefitDong !== null && benefitDong >= needed);
  const [has, needs] = [best, needed].map((amount) => amount.toLocaleString('vi-VN'));
  return {
    holds,
    vi: `Giá trị làm lợi cao nhất của sáng kiến được công nhận: ${has} đ; cần từ ${needs} đ đối với ${RANKS[rank].vi}.`,
    en: `Largest benefit of an accepted initiative: ${has} đ; ${needs} đ are needed for a ${RANKS[rank].en}.`,
    facts: accepted.map((initiative) => initiativeFact(initiative, onDate)),
    cure: holds
      ? null
      : {
          vi: `Bổ sung sáng kiến đã được công nhận có giá trị làm lợi từ ${needs} đ, kèm xác nhận.`,
          en: `Add an accepted initiative with a benefit of ${needs} đ or more, with its confirmation.`,
        },
  };
}

function endOf(period: Period, onDate: string): string {
  return period.until === null || period.until > onDate ? onDate : period.until;
}

/** What a year of the work counts, in percent: the larger of the multipliers that apply, never their product. */
function multiplier(work: UnionWorkFact, predicate: UnionWorkTenurePredicate): number {
  return Math.max(
    PERCENT,
    work.isPartTime ? (predicate.partTimePercent ?? PERCENT) : PERCENT,
    work.sector === 'NON_STATE' ? (predicate.nonStatePercent ?? PERCENT) : PERCENT,
  );
}

/** Whether the nominee leads: chairs a unit or stands in for its chair, or is a manager at work. */
function leads(evidence: Evidence): boolean {
  const { onDate } = evidence.nomination;
  return (
    rankOn(evidence) === 'MANAGER' ||
    (evidence.facts.person?.offices ?? []).some(
      (office) => isWithin(office, onDate) && (office.position === 'CHAIR' || office.position === 'VICE_CHAIR'),
    )
  );
}

/** Years of union work with their multipliers. */
export function unionWorkTenure(predicate: UnionWorkTenurePredicate, evidence: Evidence): Finding {
  const { facts, nomination } = evidence;
  const { onDate } = nomination;
  const work = (facts.person?.unionWork ?? []).filter(({ from }) => from < onDate);
  // Hundredths of a span, so that multipliers stay whole numbers.
  const total = work.reduce(
    (sum, period) => sum + calendarSpan(period.from, endOf(period, onDate)) * multiplier(period, predicate),
    0,
  );
  const isWomanLeader = facts.person?.gender === 'FEMALE' && leads(evidence);
  const [share = 0, whole = 1] =
    isWomanLeader && predicate.womenLeadersShorterBy ? predicate.womenLeadersShorterBy.split('/').map(Number) : [];
  const full = predicate.years * SPAN_OF_A_YEAR * PERCENT;
  const needed = Math.ceil((full * (whole - share)) / whole);
  const holds = total >= needed;
  const [has, needs] = [total, needed].map((span) => spanInWords(span / PERCENT));
  const shorter =
    share > 0
      ? {
          vi: ` (nữ lãnh đạo, quản lý: giảm ${predicate.womenLeadersShorterBy})`,
          en: ` (woman leader: ${predicate.womenLeadersShorterBy} shorter)`,
        }
      : { vi: '', en: '' };
  const lacking = spanInWords(Math.ceil((needed - total) / PERCENT));
  return {
    holds,
    vi: `Thời gian công tác công đoàn quy đổi: ${has?.vi}; cần ${needs?.vi}${shorter.vi}.`,
    en: `Union work, with multipliers: ${has?.en}; ${needs?.en} are needed${shorter.en}.`,
    facts: work.map((period) => {
      const times = multiplier(period, predicate);
      return {
        ...period.source,
        vi: `Công tác công đoàn ${period.isPartTime ? 'không chuyên trách' : 'chuyên trách'} từ ${period.from} đến ${endOf(period, onDate)}, tính ${times} %`,
        en: `${period.isPartTime ? 'Part-time' : 'Full-time'} union work from ${period.from} until ${endOf(period, onDate)}, counted at ${times} %`,
      };
    }),
    cure: holds
      ? null
      : {
          vi: `Còn thiếu ${lacking.vi} quy đổi; nếu có thời gian chưa ghi nhận, bổ sung quá trình công tác công đoàn.`,
          en: `${lacking.en} (with multipliers) are lacking; if work is not recorded yet, record it.`,
        },
  };
}

/** No discipline within the years before the day of the check. */
export function disciplineFree(
  { years, maternityLeaveCounts = true }: DisciplineFreePredicate,
  { facts, nomination }: Evidence,
): Finding {
  const { onDate } = nomination;
  const whole = addYears(onDate, -years);
  const leaves = facts.person?.maternityLeaves ?? [];
  const onLeave = leaves.reduce(
    (days, leave) => days + daysBetween(leave.from < whole ? whole : leave.from, endOf(leave, onDate)),
    0,
  );
  const from =
    maternityLeaveCounts || onLeave === 0
      ? whole
      : new Date(Date.parse(whole) - onLeave * DAY_MILLISECONDS).toISOString().slice(0, 10);
  const holdsOfNominee = facts.person ? facts.person.holds : (facts.unit?.holds ?? []);
  const discipline = holdsOfNominee.filter(
    (hold) => hold.kind === 'DISCIPLINE' && hold.from <= onDate && (hold.until === null || hold.until > from),
  );
  const lastEnd = discipline.some(({ until }) => until === null)
    ? null
    : discipline
        .map(({ until }) => until ?? '')
        .sort()
        .at(-1);
  return {
    holds: discipline.length === 0,
    vi:
      discipline.length === 0
        ? `Không bị kỷ luật từ ${from} đến ${onDate}.`
        : `Bị kỷ luật trong thời gian từ ${from} đến ${onDate}.`,
    en:
      discipline.length === 0
        ? `No discipline between ${from} and ${onDate}.`
        : `Under discipline between ${from} and ${onDate}.`,
    facts: [
      ...discipline.map((hold) => ({
        ...hold.source,
        vi: `Kỷ luật từ ${hold.from}${hold.until ? ` đến ${hold.until}` : ', chưa hết hạn'}: ${hold.document}`,
        en: `Discipline from ${hold.from}${hold.until ? ` until ${hold.until}` : ', still in force'}: ${hold.document}`,
      })),
      ...leaves
        .filter((leave) => leave.from < onDate && endOf(leave, onDate) > whole)
        .map((leave) => ({
          ...leave.source,
          vi: `Nghỉ thai sản từ ${leave.from} đến ${endOf(leave, onDate)}: ${maternityLeaveCounts ? 'được tính' : 'không được tính'}`,
          en: `Maternity leave from ${leave.from} until ${endOf(leave, onDate)}: ${maternityLeaveCounts ? 'counts' : 'does not count'}`,
        })),
    ],
    cure:
      discipline.length === 0
        ? null
        : lastEnd
          ? {
              vi: `Sớm nhất từ ${addYears(lastEnd, years)}, sau ${years} năm không bị kỷ luật.`,
              en: `From ${addYears(lastEnd, years)} at the earliest, after ${years} years without discipline.`,
            }
          : {
              vi: 'Khi hình thức kỷ luật hết hiệu lực và đã qua đủ thời gian.',
              en: 'Once the discipline has ended and the years have passed.',
            },
  };
}

/** The unit was rated so for consecutive years. */
export function unitRating(
  { atLeast, years, endsYearsBefore = 0 }: UnitRatingPredicate,
  { facts, nomination }: Evidence,
): Finding {
  const last = nomination.meritYear - endsYearsBefore;
  const wanted = Array.from({ length: years }, (_, index) => last - years + 1 + index);
  const ratings = facts.ratings.filter(({ year }) => wanted.includes(year));
  const reached = (rating: string): boolean =>
    UNIT_RATINGS.findIndex((each) => each === rating) <= UNIT_RATINGS.indexOf(atLeast);
  const missing = wanted.filter((year) => !ratings.some((fact) => fact.year === year && reached(fact.rating)));
  const unrated = missing.filter((year) => !ratings.some((fact) => fact.year === year));
  const span = years === 1 ? `${last}` : `${wanted[0]}–${last}`;
  const holds = missing.length === 0;
  return {
    holds,
    vi: `Xếp loại đơn vị từ ${atLeast} trở lên (${span})${holds ? '' : `; không đạt năm ${missing.join(', ')}`}.`,
    en: `Unit rated ${atLeast} or better (${span})${holds ? '' : `; not so in ${missing.join(', ')}`}.`,
    facts: ratings.map((rating) => ({
      ...rating.source,
      vi: `Xếp loại ${rating.rating} năm ${rating.year}: ${rating.document}`,
      en: `Rated ${rating.rating} for ${rating.year}: ${rating.document}`,
    })),
    cure: holds
      ? null
      : unrated.length > 0
        ? {
            vi: `Ghi nhận xếp loại năm ${unrated.join(', ')}, nếu đã có.`,
            en: `Record the rating of ${unrated.join(', ')}, if there is one.`,
          }
        : {
            vi: `Sớm nhất là năm thành tích ${nomination.meritYear + years - (last - Math.max(...missing))}, khi xếp loại liên tục đạt.`,
            en: `The merit year ${nomination.meritYear + years - (last - Math.max(...missing))} at the earliest, when the ratings go on.`,
          },
  };
}
