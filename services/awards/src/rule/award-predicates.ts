import type { Message } from '@thidua/contracts';
import type {
  AwardSelector,
  ConsecutiveTitlesPredicate,
  NotWithAwardPredicate,
  OnceInALifePredicate,
  ShareOfMembersPredicate,
  ThisAwardPredicate,
} from './predicate';
import type { Evidence, Finding, HeldAward, NominationContext, UsedFact } from './rule-facts';

type AwardTraits = NominationContext['award'];

/** The tracks that count where a selector says none: awards given ad hoc or for a theme do not count (NĐ 152 art. 4). */
const COUNTED_TRACKS = ['REGULAR'];

const allows = (wanted: readonly string[] | undefined, value: string | null): boolean =>
  wanted === undefined || (value !== null && wanted.includes(value));

function fitsBesidesTrack(award: AwardTraits, selector: AwardSelector): boolean {
  return (
    allows(selector.codes, award.code) &&
    allows(selector.forms, award.form) &&
    allows(selector.issuerLevels, award.issuerLevel)
  );
}

/** Whether an award counts for a selector. */
export function fits(award: AwardTraits, selector: AwardSelector): boolean {
  return fitsBesidesTrack(award, selector) && (selector.tracks ?? COUNTED_TRACKS).includes(award.track);
}

/** A selector in words: codes, else form and level. */
export function selectorInWords({ codes, forms, issuerLevels, tracks }: AwardSelector): string {
  return [codes, forms, issuerLevels, tracks]
    .filter((part) => part !== undefined)
    .map((part) => part.join('/'))
    .join(' · ');
}

/** An award of the registry, or an open nomination, as a fact. */
export function awardFact(award: HeldAward, note: Message = { vi: '', en: '' }): UsedFact {
  const isHeld = award.standing === 'HELD';
  const decision = award.decision ? `, ${award.decision}` : '';
  const stated = award.isStated ? { vi: ' (đơn vị khai)', en: ' (stated by a unit)' } : { vi: '', en: '' };
  return {
    service: 'awards',
    kind: isHeld ? 'RECEIVED_AWARD' : 'NOMINATION',
    id: award.id,
    vi: `${isHeld ? 'Đã nhận' : 'Đang đề nghị'} ${award.name}, năm ${award.meritYear}${decision}${stated.vi}${note.vi}`,
    en: `${isHeld ? 'Holds' : 'Is nominated for'} ${award.name}, ${award.meritYear}${decision}${stated.en}${note.en}`,
  };
}

const LEFT_OUT: Message = {
  vi: ' – không được tính: khen đột xuất hoặc chuyên đề',
  en: ' – does not count: ad hoc or thematic',
};

/** One such award for each of so many years in a row. */
export function consecutiveTitles(
  { award, years, endsYearsBefore = 0 }: ConsecutiveTitlesPredicate,
  { facts, nomination }: Evidence,
): Finding {
  const last = nomination.meritYear - endsYearsBefore;
  const wanted = Array.from({ length: years }, (_, index) => last - years + 1 + index);
  const near = facts.awards.filter(
    (held) => held.standing === 'HELD' && fitsBesidesTrack(held, award) && wanted.includes(held.meritYear),
  );
  const counted = near.filter((held) => fits(held, award));
  const missing = wanted.filter((year) => !counted.some((held) => held.meritYear === year));
  const title = selectorInWords(award);
  const span = years === 1 ? `${last}` : `${wanted[0]}–${last}`;
  const usedFacts = near.map((held) => awardFact(held, fits(held, award) ? undefined : LEFT_OUT));
  if (missing.length === 0) {
    return {
      holds: true,
      vi: `Có ${title} đủ ${years} năm liên tục (${span}).`,
      en: `Holds ${title} for ${years} consecutive years (${span}).`,
      facts: usedFacts,
      cure: null,
    };
  }
  // The run that reaches the last year goes on, if nothing breaks it; the years before the gap are lost.
  const run = last - Math.max(...missing);
  return {
    holds: false,
    vi: `Cần ${title} ${years} năm liên tục (${span}); thiếu năm ${missing.join(', ')}.`,
    en: `Needs ${title} for ${years} consecutive years (${span}); ${missing.join(', ')} missing.`,
    facts: usedFacts,
    cure: {
      vi: `Nếu đã được tặng, ghi quyết định của năm ${missing.join(', ')} vào sổ khen thưởng; nếu chưa, sớm nhất là năm thành tích ${nomination.meritYear + years - run} khi giữ liên tục.`,
      en: `If it was awarded, record the decision for ${missing.join(', ')} in the registry; if not, the merit year ${nomination.meritYear + years - run} at the earliest, when the years go on without a gap.`,
    },
  };
}

/** At least so many percent of the members hold it. */
export function shareOfMembers(
  { award, atLeastPercent }: ShareOfMembersPredicate,
  { facts, nomination }: Evidence,
): Finding {
  const members = facts.unit?.members ?? 0;
  const wanted = JSON.stringify(award);
  const holders = facts.titleHolders.find((counted) => JSON.stringify(counted.award) === wanted)?.holders ?? 0;
  const needed = Math.ceil((atLeastPercent * members) / 100);
  const title = selectorInWords(award);
  const holds = members > 0 && holders * 100 >= atLeastPercent * members;
  const unitFacts: UsedFact[] = facts.unit
    ? [
        {
          ...facts.unit.source,
          vi: `Tập thể có ${members} đoàn viên, ${holders} người có ${title} năm ${nomination.meritYear}`,
          en: `The collective has ${members} members, ${holders} of them with ${title} of ${nomination.meritYear}`,
        },
      ]
    : [];
  return {
    holds,
    vi: `${holders}/${members} đoàn viên có ${title} năm ${nomination.meritYear}; cần từ ${atLeastPercent} % (${needed} người).`,
    en: `${holders} of ${members} members hold ${title} of ${nomination.meritYear}; ${atLeastPercent} % are needed (${needed}).`,
    facts: unitFacts,
    cure: holds
      ? null
      : {
          vi: `Cần thêm ${needed - holders} người có ${title}; ghi các quyết định còn thiếu vào sổ khen thưởng.`,
          en: `${needed - holders} more need ${title}; record the decisions that are missing in the registry.`,
        },
  };
}

/** Never received before. */
export function onceInALife({ award }: OnceInALifePredicate, { facts, nomination }: Evidence): Finding {
  const own: AwardSelector = nomination.award.code
    ? { codes: [nomination.award.code], tracks: [nomination.award.track] }
    : {
        forms: [nomination.award.form],
        issuerLevels: [nomination.award.issuerLevel],
        tracks: [nomination.award.track],
      };
  const selector = award ?? own;
  const before = facts.awards.filter((held) => held.standing === 'HELD' && fits(held, selector));
  return {
    holds: before.length === 0,
    vi:
      before.length === 0
        ? `Chưa từng nhận ${selectorInWords(selector)}.`
        : `Chỉ tặng một lần trong đời; đã nhận năm ${before.map((held) => held.meritYear).join(', ')}.`,
    en:
      before.length === 0
        ? `Has never received ${selectorInWords(selector)}.`
        : `Once in a life; it was received for ${before.map((held) => held.meritYear).join(', ')}.`,
    facts: before.map((held) => awardFact(held)),
    cure: null,
  };
}

/** Not beside such an award of the same year and level. */
export function notWithAward(
  { award, sameLevel = true }: NotWithAwardPredicate,
  { facts, nomination }: Evidence,
): Finding {
  const against = facts.awards.filter(
    (held) =>
      held.meritYear === nomination.meritYear &&
      fits(held, award) &&
      (!sameLevel || held.issuerLevel === nomination.award.issuerLevel),
  );
  const title = selectorInWords(award);
  const level = sameLevel ? { vi: ' cùng cấp', en: ' of the same level' } : { vi: '', en: '' };
  return {
    holds: against.length === 0,
    vi:
      against.length === 0
        ? `Không có ${title}${level.vi} cho năm ${nomination.meritYear}.`
        : `Không khen cùng ${title}${level.vi} trong một năm; đã có cho năm ${nomination.meritYear}.`,
    en:
      against.length === 0
        ? `No ${title}${level.en} for ${nomination.meritYear}.`
        : `Not together with ${title}${level.en} in one year; there is one for ${nomination.meritYear}.`,
    facts: against.map((held) => awardFact(held)),
    cure:
      against.length === 0
        ? null
        : {
            vi: 'Chọn một trong hai: rút hồ sơ này hoặc hồ sơ kia, hoặc đề nghị cho năm sau.',
            en: 'Choose one of the two: withdraw this nomination or the other, or nominate for the next year.',
          },
  };
}

/** Whether the award nominated for is such a one. */
export function thisAward({ award }: ThisAwardPredicate, { nomination }: Evidence): Finding {
  const tracks = award.tracks ?? [nomination.award.track];
  const holds = fits(nomination.award, { ...award, tracks });
  return {
    holds,
    vi: `${nomination.award.name} ${holds ? 'thuộc' : 'không thuộc'} ${selectorInWords(award)}.`,
    en: `${nomination.award.name} ${holds ? 'is' : 'is not'} ${selectorInWords(award)}.`,
    facts: [],
    cure: null,
  };
}
