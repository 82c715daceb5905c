import {
  type EmulationFactsAnswer,
  type FactSource,
  type InitiativeLevel,
  type PersonAwardFacts,
  POSITION_NAMES,
  type UnitAwardFacts,
  type UnitRatingValue,
} from '@thidua/contracts';
import type { ReportPartName } from '../report/achievement-report.rules';

/** Something for the report that is known already, with where it comes from. */
export interface PrefilledFact {
  readonly part: ReportPartName;
  /** As a sentence for the report, in Vietnamese. */
  readonly text: string;
  /** Set for what belongs into the part's own fields: an initiative or a figure. */
  readonly initiative: {
    readonly title: string;
    readonly acceptedAt: string | null;
    readonly effect: string | null;
  } | null;
  readonly figure: {
    readonly name: string;
    readonly value: string;
    readonly unitOfMeasure: string;
    readonly year: number | null;
  } | null;
  readonly source: { readonly service: string; readonly kind: string; readonly id: string };
}

/** An award of the registry, as far as a report names it. */
export interface PastAward {
  readonly id: string;
  readonly name: string;
  readonly meritYear: number;
  readonly decisionNumber: string | null;
  readonly decidedOn: string;
}

const LEVELS: Readonly<Record<InitiativeLevel, string>> = {
  SCHOOL: 'cấp trường',
  GRASSROOTS: 'cấp cơ sở',
  DISTRICT: 'cấp huyện',
  PROVINCE: 'cấp tỉnh',
  CONFEDERATION: 'cấp Tổng Liên đoàn',
  NATIONAL: 'cấp toàn quốc',
};
const RATINGS: Readonly<Record<UnitRatingValue, string>> = {
  EXCELLENT: 'Hoàn thành xuất sắc nhiệm vụ',
  GOOD: 'Hoàn thành tốt nhiệm vụ',
  COMPLETED: 'Hoàn thành nhiệm vụ',
  NOT_COMPLETED: 'Không hoàn thành nhiệm vụ',
};

/** A calendar day as Vietnamese write it. @param day YYYY-MM-DD. */
export function dayInWords(day: string): string {
  return day.split('-').reverse().join('/');
}

function period({ from, until }: { readonly from: string; readonly until: string | null }): string {
  const isOpen = until === null || until.startsWith('9999');
  return isOpen ? `từ ${dayInWords(from)} đến nay` : `từ ${dayInWords(from)} đến trước ${dayInWords(until)}`;
}

function amount(dong: number): string {
  return `${String(dong).replace(/\B(?=(\d{3})+$)/g, '.')} đồng`;
}

function fact(part: ReportPartName, text: string, source: FactSource | PrefilledFact['source']): PrefilledFact {
  return {
    part,
    text,
    initiative: null,
    figure: null,
    source: { service: source.service, kind: source.kind, id: source.id },
  };
}

function aboutPerson({ source, joinedUnionOn, unionWork, offices }: PersonAwardFacts): PrefilledFact[] {
  return [
    ...(joinedUnionOn ? [fact('BACKGROUND', `Gia nhập Công đoàn ngày ${dayInWords(joinedUnionOn)}.`, source)] : []),
    ...unionWork.map((work) =>
      fact(
        'BACKGROUND',
        `Công tác công đoàn ${work.isPartTime ? 'không chuyên trách' : 'chuyên trách'} ${period(work)}.`,
        work.source,
      ),
    ),
    ...offices.map((office) =>
      fact('BACKGROUND', `${POSITION_NAMES[office.position].vi} ${period(office)}.`, office.source),
    ),
  ];
}

function aboutUnit({ source, foundedOn, members, women }: UnitAwardFacts): PrefilledFact[] {
  const figure = (name: string, value: number): PrefilledFact => ({
    ...fact('FIGURES', `${name}: ${value} người.`, source),
    figure: { name, value: String(value), unitOfMeasure: 'người', year: null },
  });
  return [
    ...(foundedOn ? [fact('BACKGROUND', `Thành lập ngày ${dayInWords(foundedOn)}.`, source)] : []),
    figure('Số đoàn viên', members),
    figure('Số đoàn viên nữ', women),
  ];
}

/**
 * What is known of a nominee, as the parts of a report take it, each with its source. Holds are not among it: they are
 * the business of the checks.
 * @param about the nominee: exactly one of the two is known.
 */
export function prefilledFacts(
  about: { readonly person: PersonAwardFacts | null; readonly unit: UnitAwardFacts | null },
  { initiatives, ratings }: EmulationFactsAnswer,
  pastAwards: readonly PastAward[],
): PrefilledFact[] {
  return [
    ...(about.person ? aboutPerson(about.person) : []),
    ...(about.unit ? aboutUnit(about.unit) : []),
    ...ratings.map(({ source, year, rating }) => fact('CRITERIA', `Năm ${year}: xếp loại ${RATINGS[rating]}.`, source)),
    ...initiatives.map(({ source, title, year, benefitDong, acceptances }) => {
      const accepted = acceptances.map(
        ({ level, acceptedOn, document }) => `${LEVELS[level]} ngày ${dayInWords(acceptedOn)} (${document})`,
      );
      const acceptedAt = accepted.length > 0 ? accepted.join('; ') : null;
      const effect = benefitDong === null ? null : `Làm lợi ${amount(benefitDong)} năm đầu áp dụng.`;
      return {
        ...fact('INITIATIVES', `${title} (${year})${acceptedAt ? `, công nhận ${acceptedAt}` : ''}.`, source),
        initiative: { title, acceptedAt: acceptedAt?.slice(0, 200) ?? null, effect },
      };
    }),
    ...pastAwards.map(({ id, name, meritYear, decisionNumber, decidedOn }) =>
      fact(
        'PAST_AWARDS',
        `${name}, năm ${meritYear}${decisionNumber ? `, Quyết định số ${decisionNumber}` : ''} ngày ${dayInWords(decidedOn)}.`,
        { service: 'awards', kind: 'RECEIVED_AWARD', id },
      ),
    ),
  ];
}
