/** One version of a unit between two dates, as other services see it. */
export interface UnitVersion {
  /** First day on which it holds, YYYY-MM-DD (Asia/Ho_Chi_Minh). */
  readonly validFrom: string;
  /** First day on which it no longer holds; `9999-12-31` when open. */
  readonly validUntil: string;
  /** Numbers from the root down to the unit, for example `/1/7/93/`. */
  readonly path: string;
  /** Parent unit; null for the General Confederation. */
  readonly parentId: string | null;
  /** Level of the unit (UnitLevel). */
  readonly level: string;
  /** Type (UnitType) or null when not stated. */
  readonly type: string | null;
  /** Sector (UnitSector) or null when not stated. */
  readonly sector: string | null;
  /** Name, Vietnamese, NFC. */
  readonly name: string;
  /** Status (UnitStatus). */
  readonly status: string;
}

/** A unit with all its versions: one change of the union tree's feed replaces everything known of the unit. */
export interface UnitChange {
  /** Unit id. */
  readonly unitId: string;
  /** The unit's code, unique. */
  readonly code: string;
  /** Whether it is source data or generated for demonstration. */
  readonly provenance: string;
  /** All versions, oldest first, not overlapping. */
  readonly versions: readonly UnitVersion[];
}

/** A page of a service's change feed (decision-path.md, "The change feed"). */
export interface FeedPage<Change> {
  /** A restore of the database begins a new epoch; the consumer then rebuilds from zero. */
  readonly epoch: string;
  /** The feed's last position. */
  readonly head: number;
  /** Changes after the position asked for, in order. */
  readonly changes: readonly { readonly position: number; readonly change: Change }[];
}
