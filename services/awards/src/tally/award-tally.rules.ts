import type { Message } from '@thidua/contracts';

/** Whose award a source speaks of, as the source names the body; partner bodies are none of our units. */
export enum TallyGrantor {
  PrimeMinister = 'PRIME_MINISTER',
  GeneralConfederation = 'GENERAL_CONFEDERATION',
  PeoplesCommittee = 'PEOPLES_COMMITTEE',
  PartyCommittee = 'PARTY_COMMITTEE',
  StateAgencies = 'STATE_AGENCIES',
  ProvincialFederation = 'PROVINCIAL_FEDERATION',
  ImmediateUpperUnion = 'IMMEDIATE_UPPER_UNION',
  GrassrootsUnion = 'GRASSROOTS_UNION',
  Unstated = 'UNSTATED',
}

/** What a source says was handed over. */
export enum TallyForm {
  EmulationTitle = 'EMULATION_TITLE',
  EmulationFlag = 'EMULATION_FLAG',
  MeritCertificate = 'MERIT_CERTIFICATE',
  CommendationLetter = 'COMMENDATION_LETTER',
  CreativeLabourCertificate = 'CREATIVE_LABOUR_CERTIFICATE',
  CommemorativeMedal = 'COMMEMORATIVE_MEDAL',
  ContestPrize = 'CONTEST_PRIZE',
  Honour = 'HONOUR',
}

/** Whether it was proposed or awarded: nominated is not awarded. */
export enum TallyStanding {
  Proposed = 'PROPOSED',
  Awarded = 'AWARDED',
  Unclear = 'UNCLEAR',
}

/** What was counted. */
export enum TallyMeasure {
  Awards = 'AWARDS',
  Instances = 'INSTANCES',
}

/** How the people and collectives of one tally lie to those of another. */
export enum TallyRelation {
  Within = 'WITHIN',
  Contains = 'CONTAINS',
  MayOverlap = 'MAY_OVERLAP',
}

/** A part of a tally by the source's own words, for example "35 công chức, viên chức". */
export interface TallyPart {
  readonly label: string;
  readonly count: number;
}

/** The numbers of a tally: each as the source states it, null where it does not. */
export interface TallyCounts {
  readonly total?: number | null;
  readonly collectives?: number | null;
  readonly individuals?: number | null;
  readonly parts?: readonly TallyPart[] | null;
}

/** A wrong field of a tally. */
export interface TallyProblem extends Message {
  /** Path under the input. */
  readonly field: string;
}

const NUMBERS = ['total', 'collectives', 'individuals'] as const;

/** What is wrong with the numbers of a tally: negative ones. That none is stated is no fault: a source may give none. */
export function problemsOfTally(counts: TallyCounts): TallyProblem[] {
  const negative = [
    ...NUMBERS.map((field) => [field, counts[field] ?? 0] as const),
    ...(counts.parts ?? []).map(({ count }, index) => [`parts.${index}.count`, count] as const),
  ].filter(([, count]) => count < 0);
  return negative.map(([field]) => ({ field, vi: 'Không được âm.', en: 'It must not be negative.' }));
}

function printed(count: number): string {
  return count.toLocaleString('de-DE');
}

/**
 * Warnings that the numbers themselves give; the tally is kept as printed, and what a source leaves out is not made up:
 * neither a total from its parts nor a part from the total.
 */
export function warningsOfTally({ total, collectives, individuals, parts }: TallyCounts): Message[] {
  const warnings: Message[] = [];
  const compare = (sum: number, vi: string, en: string): void => {
    if (typeof total === 'number' && sum !== total) {
      warnings.push({
        vi: `Số liệu không khớp: ${vi} là ${printed(sum)}, nguồn nêu tổng ${printed(total)}.`,
        en: `The figures do not agree: ${en} make ${printed(sum)}, the source says ${printed(total)} in all.`,
      });
    }
  };
  if (typeof collectives === 'number' && typeof individuals === 'number') {
    compare(collectives + individuals, 'tập thể và cá nhân cộng lại', 'collectives and individuals');
  }
  if (parts && parts.length > 0) {
    compare(
      parts.reduce((sum, { count }) => sum + count, 0),
      'các phần cộng lại',
      'the parts',
    );
  }
  return warnings;
}

/** The relation as the other tally sees it. */
export function seenFromTheOther(relation: TallyRelation): TallyRelation {
  switch (relation) {
    case TallyRelation.Within:
      return TallyRelation.Contains;
    case TallyRelation.Contains:
      return TallyRelation.Within;
    default:
      return relation;
  }
}
