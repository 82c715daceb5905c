/** How many nominations of one union may be on their way at once; more while a backlog is to grow. */
const MOST_OPEN_OF_A_UNIT = 8;
const MOST_IN_A_FLOOD = 60;
/** A nomination that nobody has heard of for so long is no longer counted, in milliseconds. */
const FORGOTTEN_AFTER = 60_000;
/** Years that a cycle may be of. */
const YEARS = { first: 1990, last: 2100 };

/** What the approvers know of each other's work: they share an office. */
export class WorkInHand {
  private readonly drafts = new Map<string, string[]>();
  private readonly open = new Map<string, { readonly unitId: string; readonly since: number }>();
  private readonly signed: string[] = [];
  private numbers = 0;
  private year = YEARS.first - 1;
  private cycleOpenedAt = 0;
  private closing = false;
  private flood = false;

  /** @param betweenCycles milliseconds from one cycle to the next: the years must last for the whole run. */
  constructor(private readonly betweenCycles: number) {}

  /** The pace at which the years last. */
  static paceFor(minutes: number): number {
    return Math.max(5_000, (minutes * 60_000) / (YEARS.last - YEARS.first));
  }

  /** From now on nothing new begins: what is open is brought to its end. */
  finish(): void {
    this.closing = true;
  }

  /** Whether what is open is being brought to its end. */
  get finishing(): boolean {
    return this.closing;
  }

  /** Everybody who can begin something does, until told otherwise: the outboxes are to fill. */
  set flooding(begins: boolean) {
    this.flood = begins;
  }

  /** Whether the outboxes are to fill. */
  get flooding(): boolean {
    return this.flood;
  }

  /** Whether a union may begin another nomination. */
  mayDraft(unitId: string): boolean {
    const longAgo = Date.now() - FORGOTTEN_AFTER;
    const own = [...this.open.values()].filter((known) => known.unitId === unitId && known.since > longAgo);
    return !this.closing && own.length < (this.flood ? MOST_IN_A_FLOOD : MOST_OPEN_OF_A_UNIT);
  }

  /** A draft that any leader of the union may submit. */
  drafted(unitId: string, nominationId: string): void {
    this.drafts.set(unitId, [...this.draftsOf(unitId), nominationId]);
    this.open.set(nominationId, { unitId, since: Date.now() });
  }

  /** The union's drafts, the oldest first. */
  draftsOf(unitId: string): readonly string[] {
    return this.drafts.get(unitId) ?? [];
  }

  /** The union's oldest draft, if it has any. */
  draftOf(unitId: string): string | null {
    return this.draftsOf(unitId)[0] ?? null;
  }

  /** A draft that was submitted, or that cannot be any more. */
  noLongerDraft(unitId: string, nominationId: string): void {
    this.drafts.set(
      unitId,
      this.draftsOf(unitId).filter((id) => id !== nominationId),
    );
  }

  /** A nomination that has come to its end. */
  ended(nominationId: string): void {
    this.open.delete(nominationId);
  }

  /** A decision that was signed: it is published, paid, and perhaps revoked in part. */
  signedDecision(decisionId: string): void {
    this.signed.push(decisionId);
  }

  /** The decision that has waited longest for somebody to go on with it; it goes to the end of the line. */
  decisionToGoOnWith(): string | null {
    const next = this.signed.shift() ?? null;
    if (next !== null) {
      this.signed.push(next);
    }
    return next;
  }

  /** A decision with which nobody has anything more to do. */
  doneWithDecision(decisionId: string): void {
    const at = this.signed.indexOf(decisionId);
    if (at >= 0) {
      this.signed.splice(at, 1);
    }
  }

  /** A number for an award decision; the one before it, when somebody is to be told that it is taken. */
  decisionNumber(taken: boolean): string {
    this.numbers += taken && this.numbers > 0 ? 0 : 1;
    return `${this.numbers}/QĐ-LĐLĐ`;
  }

  /** A year whose cycle may be opened now, or null. @param again the year before, which somebody else may be opening. */
  cycleYear(again: boolean): number | null {
    if (this.closing) {
      return null;
    }
    if (again && this.year >= YEARS.first) {
      return this.year;
    }
    if (this.year >= YEARS.last || Date.now() < this.cycleOpenedAt + this.betweenCycles) {
      return null;
    }
    this.cycleOpenedAt = Date.now();
    this.year += 1;
    return this.year;
  }
}
