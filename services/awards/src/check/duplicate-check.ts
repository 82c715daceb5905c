import type { CheckFact, CheckResult } from './check-result';
import { basisOf, builtIn } from './built-in-checks';
import { CheckKind, CheckOutcome } from './check.enum';
import { shinglesOf, similarityPercent } from './achievement-fingerprint';

/** Another nomination or award of the same nominee. */
export interface OtherAward {
  readonly id: string;
  /** HELD: in the registry, or decided; NOMINATED: submitted and open. */
  readonly standing: 'HELD' | 'NOMINATED';
  readonly isNomination: boolean;
  readonly awardTypeId: string | null;
  readonly code: string | null;
  readonly name: string;
  readonly form: string;
  readonly issuerLevel: string;
  readonly track: string;
  readonly meritYear: number;
  /** The unit to whose nominations or registry it belongs. */
  readonly unitId: string;
  /** Name of the body that holds it. */
  readonly heldBy: string;
}

/** A nomination whose report may be about the same achievement. */
export interface SimilarReport {
  readonly nominationId: string;
  readonly achievement: string;
  readonly isSameNominee: boolean;
  readonly meritYear: number;
  readonly unitId: string;
  readonly heldBy: string;
}

/** What is nominated for. */
export interface NominatedAward {
  readonly awardTypeId: string;
  readonly code: string;
  readonly form: string;
  readonly issuerLevel: string;
  readonly track: string;
  readonly meritYear: number;
}

function otherFact(other: OtherAward): CheckFact {
  const isHeld = other.standing === 'HELD';
  return {
    service: 'awards',
    kind: other.isNomination ? 'NOMINATION' : 'RECEIVED_AWARD',
    id: other.id,
    unitId: other.unitId,
    heldBy: other.heldBy,
    vi: `${isHeld ? 'Đã có' : 'Đang đề nghị'} ${other.name}, năm ${other.meritYear}`,
    en: `${isHeld ? 'Has' : 'Is nominated for'} ${other.name}, ${other.meritYear}`,
  };
}

const isSameAward = (other: OtherAward, award: NominatedAward): boolean =>
  other.awardTypeId === award.awardTypeId ||
  (other.awardTypeId === null && other.code === award.code && other.code !== null);

/** The same nominee and award in the same year: what was awarded already stops it, what is only nominated is told. */
export function judgeSameAward(award: NominatedAward, others: readonly OtherAward[], onDate: string): CheckResult {
  const same = others.filter((other) => other.meritYear === award.meritYear && isSameAward(other, award));
  const held = same.some(({ standing }) => standing === 'HELD');
  return builtIn(
    CheckKind.Duplicate,
    'SAME_AWARD_AND_YEAR',
    { vi: 'Trùng đối tượng, hình thức và năm', en: 'Same nominee, award and year' },
    basisOf('DUPLICATE', onDate),
    {
      outcome: held ? CheckOutcome.Block : same.length > 0 ? CheckOutcome.Warn : CheckOutcome.Pass,
      words: held
        ? {
            vi: `Đối tượng đã được tặng hình thức này cho năm ${award.meritYear}.`,
            en: `The nominee already received this award for ${award.meritYear}.`,
          }
        : same.length > 0
          ? {
              vi: `Đối tượng đang được đề nghị hình thức này cho năm ${award.meritYear} ở hồ sơ khác.`,
              en: `The nominee is nominated for this award of ${award.meritYear} elsewhere as well.`,
            }
          : {
              vi: `Chưa có hình thức này cho năm ${award.meritYear}.`,
              en: `No such award for ${award.meritYear} yet.`,
            },
      facts: same.map(otherFact),
      cure:
        same.length === 0
          ? null
          : held
            ? {
                vi: 'Sửa năm thành tích nếu ghi sai; nếu đúng thì không đề nghị lại.',
                en: 'Correct the merit year if it is wrong; if it is right, do not nominate again.',
              }
            : { vi: 'Giữ một hồ sơ, rút hồ sơ kia.', en: 'Keep one of the nominations and withdraw the other.' },
    },
  );
}

/** The same form of award in the same year from another level: one achievement, one award. */
export function judgeOtherLevel(award: NominatedAward, others: readonly OtherAward[], onDate: string): CheckResult {
  const elsewhere = others.filter(
    (other) =>
      other.meritYear === award.meritYear &&
      other.form === award.form &&
      other.track === award.track &&
      other.issuerLevel !== award.issuerLevel,
  );
  return builtIn(
    CheckKind.Duplicate,
    'OTHER_LEVEL_SAME_YEAR',
    { vi: 'Cùng hình thức, cùng năm, cấp khác', en: 'Same form and year, other level' },
    basisOf('DUPLICATE', onDate),
    {
      outcome: elsewhere.length > 0 ? CheckOutcome.Warn : CheckOutcome.Pass,
      words:
        elsewhere.length > 0
          ? {
              vi: `Cùng hình thức cho năm ${award.meritYear} đã có hoặc đang đề nghị ở cấp khác; một thành tích chỉ khen một lần.`,
              en: `The same form for ${award.meritYear} is held or nominated at another level; one achievement, one award.`,
            }
          : {
              vi: 'Không có hình thức tương tự ở cấp khác trong năm.',
              en: 'Nothing of the kind at another level in the year.',
            },
      facts: elsewhere.map(otherFact),
      cure:
        elsewhere.length > 0
          ? {
              vi: 'Nêu rõ trong báo cáo đây là thành tích khác.',
              en: 'Say in the report that it is another achievement.',
            }
          : null,
    },
  );
}

/** The same achievement by what the reports say, from a stated likeness on. */
export function judgeSimilarReports(
  achievement: string,
  candidates: readonly SimilarReport[],
  thresholdPercent: number,
  onDate: string,
): CheckResult {
  const own = shinglesOf(achievement);
  const alike = candidates
    .map((candidate) => {
      const other = shinglesOf(candidate.achievement);
      return { candidate, percent: own && other ? similarityPercent(own, other) : 0 };
    })
    .filter(({ percent }) => percent >= thresholdPercent)
    .sort((one, other) => other.percent - one.percent);
  const [closest] = alike;
  return builtIn(
    CheckKind.Duplicate,
    'SIMILAR_ACHIEVEMENT',
    { vi: 'Trùng thành tích', en: 'Same achievement' },
    basisOf('DUPLICATE', onDate),
    {
      outcome: closest ? CheckOutcome.Warn : CheckOutcome.Pass,
      words: closest
        ? {
            vi: `Báo cáo giống ${closest.percent} % với ${alike.length} hồ sơ khác (ngưỡng ${thresholdPercent} %).`,
            en: `The report is ${closest.percent} % like ${alike.length === 1 ? 'another nomination’s' : `those of ${alike.length} other nominations`} (threshold ${thresholdPercent} %).`,
          }
        : own
          ? {
              vi: `Không có báo cáo nào giống từ ${thresholdPercent} % trở lên.`,
              en: `No report is ${thresholdPercent} % like it or more.`,
            }
          : {
              vi: 'Báo cáo quá ngắn để so sánh.',
              en: 'The report is too short to be compared.',
            },
      facts: alike.map(({ candidate, percent }) => ({
        service: 'awards',
        kind: 'NOMINATION',
        id: candidate.nominationId,
        unitId: candidate.unitId,
        heldBy: candidate.heldBy,
        vi: `Giống ${percent} %, ${candidate.isSameNominee ? 'cùng đối tượng' : 'đối tượng khác'}, năm ${candidate.meritYear}`,
        en: `${percent} % alike, ${candidate.isSameNominee ? 'the same nominee' : 'another nominee'}, ${candidate.meritYear}`,
      })),
      cure: closest
        ? {
            vi: 'Đối chiếu hai báo cáo; viết rõ phần của đối tượng này.',
            en: 'Compare the reports; say what this nominee’s own part was.',
          }
        : null,
    },
  );
}
