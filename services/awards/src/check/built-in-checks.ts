import { type HoldFact, isWithin, type Message, type OfficeFact, POSITION_NAMES, type Reason } from '@thidua/contracts';
import { inForce } from '../rule/rule';
import { CheckKind, CheckOutcome } from './check.enum';
import type { CheckBasis, CheckFact, CheckResult } from './check-result';

/** The texts on which the checks rest that no award's rules state: rows that follow each other (regulations.md). */
const BASES: Readonly<
  Record<'HOLD' | 'DUPLICATE' | 'COMPLETENESS', readonly (CheckBasis & { validFrom: string; validUntil: string })[]>
> = {
  HOLD: [
    {
      document: 'NĐ 98/2023/NĐ-CP',
      article: null,
      sourceStatus: 'SECONDARY',
      validFrom: '2024-01-01',
      validUntil: '2025-07-01',
    },
    {
      document: 'NĐ 152/2025/NĐ-CP',
      article: 'Điều 4',
      sourceStatus: 'SECONDARY',
      validFrom: '2025-07-01',
      validUntil: '9999-12-31',
    },
  ],
  DUPLICATE: [
    {
      document: 'Luật Thi đua, khen thưởng 06/2022/QH15: không tặng nhiều hình thức cho một thành tích',
      article: null,
      sourceStatus: 'VERIFIED',
      validFrom: '2024-01-01',
      validUntil: '9999-12-31',
    },
  ],
  COMPLETENESS: [
    {
      document: 'Luật Thi đua, khen thưởng 06/2022/QH15',
      article: 'Điều 84 khoản 1',
      sourceStatus: 'VERIFIED',
      validFrom: '2024-01-01',
      validUntil: '9999-12-31',
    },
  ],
};
const OWN_DEFAULT: CheckBasis = { document: null, article: null, sourceStatus: 'DESIGN_DEFAULT' };

/** The text that a built-in check rests on, on a day. */
export function basisOf(check: keyof typeof BASES, onDate: string): CheckBasis {
  const [row] = inForce(BASES[check], onDate);
  return row ? { document: row.document, article: row.article, sourceStatus: row.sourceStatus } : OWN_DEFAULT;
}

/** A result of a built-in check: only what differs is said. */
export function builtIn(
  kind: CheckKind,
  code: string,
  name: Message,
  basis: CheckBasis,
  finding: {
    readonly outcome: CheckOutcome;
    readonly words: Message;
    readonly facts?: readonly CheckFact[];
    readonly cure?: Message | null;
  },
): CheckResult {
  return {
    kind,
    code,
    name,
    ...basis,
    outcome: finding.outcome,
    ...finding.words,
    ruleId: null,
    facts: finding.facts ?? [],
    cure: finding.cure ?? null,
    overridePositions: [],
    overrideLevel: null,
    overrideId: null,
  };
}

const HOLD_WORDS: Readonly<Record<string, Message>> = {
  DISCIPLINE: { vi: 'kỷ luật', en: 'discipline' },
  INSPECTION: { vi: 'thanh tra, kiểm tra', en: 'inspection' },
  COMPLAINT: { vi: 'khiếu nại, tố cáo', en: 'complaint' },
};

/** Nobody is commended while under discipline, inspection or complaint. */
export function judgeHolds(holds: readonly HoldFact[], onDate: string): CheckResult {
  const open = holds.filter((hold) => isWithin(hold, onDate));
  const until = open.map((hold) => hold.until);
  return builtIn(CheckKind.Hold, 'HOLD', { vi: 'Tạm dừng xét', en: 'Hold' }, basisOf('HOLD', onDate), {
    outcome: open.length === 0 ? CheckOutcome.Pass : CheckOutcome.Block,
    words:
      open.length === 0
        ? {
            vi: 'Không bị kỷ luật, thanh tra, khiếu nại, tố cáo.',
            en: 'Not under discipline, inspection or complaint.',
          }
        : {
            vi: `Đang trong thời gian ${open.map(({ kind }) => HOLD_WORDS[kind]?.vi ?? kind).join(', ')}.`,
            en: `Under ${open.map(({ kind }) => HOLD_WORDS[kind]?.en ?? kind).join(', ')}.`,
          },
    facts: open.map((hold) => ({
      ...hold.source,
      vi: `${HOLD_WORDS[hold.kind]?.vi ?? hold.kind} từ ${hold.from}: ${hold.document}`,
      en: `${HOLD_WORDS[hold.kind]?.en ?? hold.kind} since ${hold.from}: ${hold.document}`,
    })),
    cure:
      open.length === 0
        ? null
        : until.includes(null)
          ? { vi: 'Khi có kết luận hoặc hết thời hạn.', en: 'Once it is concluded or has ended.' }
          : {
              vi: `Từ ngày ${until.map(String).sort().at(-1)}.`,
              en: `From ${until.map(String).sort().at(-1)} on.`,
            },
  });
}

/** What a dossier has of what is asked for. */
export interface DossierContents {
  /** Whether the achievement report says anything. */
  readonly hasReport: boolean;
  /** Kinds of paper that are there, for example `MINUTES`. */
  readonly papers: readonly string[];
}

/** A paper that a stage of the route asks for. */
export interface PaperWanted extends CheckBasis {
  readonly paper: string;
  /** Vietnamese and English name. */
  readonly name: Message;
  /** The stage that asks for it. */
  readonly stage: string;
  /** Whether it stops the nomination when it is missing: it may, and the stage has been reached. */
  readonly isBlocking: boolean;
}

/** Whether the report and every paper asked for are there; one that may still come only warns. */
export function judgeCompleteness(
  contents: DossierContents,
  wanted: readonly PaperWanted[],
  onDate: string,
): CheckResult[] {
  const report = builtIn(
    CheckKind.Completeness,
    'ACHIEVEMENT_REPORT',
    { vi: 'Báo cáo thành tích', en: 'Achievement report' },
    basisOf('COMPLETENESS', onDate),
    contents.hasReport
      ? { outcome: CheckOutcome.Pass, words: { vi: 'Có báo cáo thành tích.', en: 'The report is there.' } }
      : {
          outcome: CheckOutcome.Block,
          words: { vi: 'Báo cáo thành tích còn trống.', en: 'The achievement report is empty.' },
          cure: { vi: 'Viết báo cáo thành tích.', en: 'Write the achievement report.' },
        },
  );
  const papers = wanted.map(({ paper, name, stage, isBlocking, document, article, sourceStatus }) => {
    const isThere = contents.papers.includes(paper);
    return builtIn(
      CheckKind.Completeness,
      `PAPER_${paper}`,
      name,
      { document, article, sourceStatus },
      {
        outcome: isThere ? CheckOutcome.Pass : isBlocking ? CheckOutcome.Block : CheckOutcome.Warn,
        words: isThere
          ? { vi: `Có ${name.vi}.`, en: `${name.en}: there.` }
          : {
              vi: `Thiếu ${name.vi}, cần có ở bước ${stage}.`,
              en: `${name.en} missing; the stage ${stage} asks for it.`,
            },
        cure: isThere ? null : { vi: `Bổ sung ${name.vi} vào hồ sơ.`, en: `Add it to the dossier: ${name.en}.` },
      },
    );
  });
  return [report, ...papers];
}

/** Who might judge themselves: what is known when the route is resolved. */
export interface DutyFacts {
  /** Reasons why the nominated body would judge itself. */
  readonly selfJudging: readonly Reason[];
  /** Whether the nominee drafted or submitted it. */
  readonly nomineeHadAHand: boolean;
  /** Offices of the nominee in units that judge. */
  readonly officesThatJudge: readonly OfficeFact[];
}

/** Who nominated or is nominated never appraises, votes or decides. */
export function judgeDuties({ selfJudging, nomineeHadAHand, officesThatJudge }: DutyFacts): CheckResult {
  const warned = nomineeHadAHand || officesThatJudge.length > 0;
  const [own] = selfJudging;
  const basis = OWN_DEFAULT;
  const name = { vi: 'Không tự xét cho mình', en: 'Separation of duties' };
  if (own) {
    return builtIn(CheckKind.SeparationOfDuties, 'SELF_JUDGING', name, basis, {
      outcome: CheckOutcome.Block,
      words: {
        vi: selfJudging.map(({ vi }) => vi).join(' '),
        en: selfJudging.map(({ en }) => en).join(' '),
      },
      cure: { vi: 'Chọn loại khen thưởng do cấp trên xét.', en: 'Choose an award that a body above it judges.' },
    });
  }
  const hand = nomineeHadAHand
    ? { vi: 'Người được đề nghị đã tự lập hoặc trình hồ sơ này. ', en: 'The nominee drafted or submitted this. ' }
    : { vi: '', en: '' };
  const office =
    officesThatJudge.length > 0
      ? {
          vi: `Người được đề nghị giữ chức danh ở đơn vị xét (${officesThatJudge.map(({ position }) => POSITION_NAMES[position].vi).join(', ')}): người khác phải thẩm định, biểu quyết, ký.`,
          en: `The nominee holds an office of a judging unit (${officesThatJudge.map(({ position }) => POSITION_NAMES[position].en).join(', ')}): somebody else must appraise, vote and sign.`,
        }
      : { vi: '', en: '' };
  return builtIn(CheckKind.SeparationOfDuties, 'OWN_NOMINATION', name, basis, {
    outcome: warned ? CheckOutcome.Warn : CheckOutcome.Pass,
    words: warned
      ? { vi: `${hand.vi}${office.vi}`.trim(), en: `${hand.en}${office.en}`.trim() }
      : { vi: 'Người được đề nghị không xét hồ sơ của mình.', en: 'The nominee judges nowhere on the route.' },
    facts: officesThatJudge.map(({ source, position, from }) => ({
      ...source,
      vi: `${POSITION_NAMES[position].vi} từ ${from}`,
      en: `${POSITION_NAMES[position].en} since ${from}`,
    })),
  });
}
