import type {
  FactKind,
  InitiativeFact,
  Message,
  PersonAwardFacts,
  ServiceName,
  UnitAwardFacts,
  UnitRatingFact,
} from '@thidua/contracts';
import type { AwardSelector } from './predicate';

/** An award that the nominee holds, or is nominated for, as rules see it. */
export interface HeldAward {
  /** Id of the registry's entry, or of the nomination. */
  readonly id: string;
  /** Whether it is held, or an open nomination for it. */
  readonly standing: 'HELD' | 'NOMINATED';
  readonly code: string | null;
  readonly name: string;
  /** AwardForm. */
  readonly form: string;
  /** AwardIssuerLevel. */
  readonly issuerLevel: string;
  /** AwardTrack. */
  readonly track: string;
  readonly meritYear: number;
  /** Number and date of the decision, where there is one. */
  readonly decision: string | null;
  /** Whether it was stated from a document and not decided here. */
  readonly isStated: boolean;
}

/** How many of a collective's members hold awards that a selector fits, for the merit year. */
export interface TitleHolders {
  readonly award: AwardSelector;
  readonly holders: number;
}

/** What is known of a nominee: the facts of their owners, and this service's own of awards. */
export interface NomineeFacts {
  /** The person; null for a collective. */
  readonly person: PersonAwardFacts | null;
  /** The collective, or the person's own unit; null when membership does not know it. */
  readonly unit: UnitAwardFacts | null;
  /** Valid awards of every year, and open nominations. */
  readonly awards: readonly HeldAward[];
  /** Of the person as an author, or made in the collective; of the years asked for. */
  readonly initiatives: readonly InitiativeFact[];
  /** Of the unit; of the years asked for. */
  readonly ratings: readonly UnitRatingFact[];
  /** For collectives: the counts that the rules ask for. */
  readonly titleHolders: readonly TitleHolders[];
}

/** What the nominee is nominated for, and when it is judged. */
export interface NominationContext {
  readonly award: {
    readonly code: string | null;
    readonly name: string;
    /** AwardForm. */
    readonly form: string;
    /** AwardIssuerLevel. */
    readonly issuerLevel: string;
    /** AwardTrack. */
    readonly track: string;
  };
  /** The year whose merits it is about. */
  readonly meritYear: number;
  /** Day of the check, YYYY-MM-DD in Việt Nam. */
  readonly onDate: string;
}

/** A fact that a check rests on, with the row to look it up by. */
export interface UsedFact extends Message {
  readonly service: ServiceName;
  readonly kind: FactKind | 'RECEIVED_AWARD' | 'NOMINATION';
  /** Id of the row. */
  readonly id: string;
}

/** What a predicate came to. */
export interface Finding extends Message {
  readonly holds: boolean;
  readonly facts: readonly UsedFact[];
  /** What would make it hold; null when it holds, or when nothing can. */
  readonly cure: Message | null;
}

/** What every predicate is judged by. */
export interface Evidence {
  readonly facts: NomineeFacts;
  readonly nomination: NominationContext;
}
