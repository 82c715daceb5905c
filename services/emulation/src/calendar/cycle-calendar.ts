import { addDays, startOfDate } from '@thidua/service-kit';
import { CYCLE_MILESTONES, type CycleCalendar, type CycleMilestone, type Message } from '@thidua/contracts';
import { addDuration, parseDuration } from './duration';

/** A milestone as the opener of a cycle gives it: by date or by offset from the opening, never both. */
export interface MilestoneGiven {
  readonly milestone: CycleMilestone;
  /** Calendar date in Việt Nam, YYYY-MM-DD. */
  readonly date?: string | null;
  /** ISO 8601 duration from the opening. */
  readonly offset?: string | null;
}

/** What is wrong with a calendar, and where. */
export interface CalendarProblem extends Message {
  /** Index in the list that was given; null when it concerns the list. */
  readonly index: number | null;
}

/** A calendar, or what is wrong with it. */
export type ResolvedCalendar =
  | { readonly calendar: CycleCalendar; readonly problems: null }
  | { readonly calendar: null; readonly problems: readonly [CalendarProblem, ...CalendarProblem[]] };

/** On a date, a deadline passes when the day ends; everything else begins when the day begins. */
const DEADLINES: ReadonlySet<CycleMilestone> = new Set(['PLEDGE_DEADLINE', 'MID_YEAR_DEADLINE', 'YEAR_END']);

function instantOf(given: MilestoneGiven, openedAt: Date): Date | Message {
  if (given.date && !given.offset) {
    return startOfDate(DEADLINES.has(given.milestone) ? addDays(given.date, 1) : given.date);
  }
  if (given.offset && !given.date) {
    const duration = parseDuration(given.offset);
    return duration
      ? addDuration(openedAt, duration)
      : {
          vi: 'Cần khoảng thời gian ISO 8601 không âm, ví dụ P1M15D.',
          en: 'Give an ISO 8601 duration that is not negative, for example P1M15D.',
        };
  }
  return {
    vi: 'Cần hoặc ngày, hoặc khoảng cách tính từ lúc mở chu kỳ, không phải cả hai.',
    en: 'Give either a date or an offset from the opening, not both and not neither.',
  };
}

/**
 * The instants of a cycle's milestones.
 * @param openedAt when the cycle is opened, by the database's clock.
 * @returns the calendar, or every problem at once: a milestone missing, given twice, malformed, or before an earlier one.
 */
export function resolveCalendar(givens: readonly MilestoneGiven[], openedAt: Date): ResolvedCalendar {
  const problems: CalendarProblem[] = [];
  const instants = new Map<CycleMilestone, { at: Date; index: number }>();
  givens.forEach((given, index) => {
    const at = instantOf(given, openedAt);
    if (!(at instanceof Date)) {
      problems.push({ index, ...at });
    } else if (instants.has(given.milestone)) {
      problems.push({
        index,
        vi: `Mốc ${given.milestone} bị lặp.`,
        en: `The milestone ${given.milestone} is given twice.`,
      });
    } else {
      instants.set(given.milestone, { at, index });
    }
  });
  const missing = CYCLE_MILESTONES.filter((milestone) => !givens.some((given) => given.milestone === milestone));
  if (missing.length > 0) {
    const names = missing.join(', ');
    problems.push({ index: null, vi: `Thiếu mốc: ${names}.`, en: `These milestones are missing: ${names}.` });
  }
  let previous: { milestone: CycleMilestone; at: Date } | null = null;
  for (const milestone of CYCLE_MILESTONES) {
    const found = instants.get(milestone);
    if (found && previous && found.at < previous.at) {
      problems.push({
        index: found.index,
        vi: `Mốc ${milestone} không được trước ${previous.milestone}.`,
        en: `${milestone} must not come before ${previous.milestone}.`,
      });
    }
    previous = found ? { milestone, at: found.at } : previous;
  }
  const [first, ...rest] = problems;
  if (first) {
    return { calendar: null, problems: [first, ...rest] };
  }
  const calendar = Object.fromEntries(
    [...instants].map(([milestone, { at }]) => [milestone, at.toISOString()]),
  ) as CycleCalendar;
  return { calendar, problems: null };
}

/** The days a mid-year review looks at, both inclusive. */
export interface ReviewPeriod {
  readonly from: string;
  readonly to: string;
}

/**
 * The period of a mid-year review: from 1 January to the milestone's date; the whole year when that date lies outside it.
 * @param milestoneDate calendar date of the milestone; null when the cycle has no calendar.
 */
export function reviewPeriodOf(year: number, milestoneDate: string | null): ReviewPeriod {
  const from = `${year}-01-01`;
  const lastDay = `${year}-12-31`;
  const within = milestoneDate !== null && milestoneDate >= from && milestoneDate <= lastDay;
  return { from, to: within ? milestoneDate : lastDay };
}
