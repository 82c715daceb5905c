/** Where a unit stands in the tree on a date. */
export interface UnitPlace {
  readonly unitId: string;
  /** Numbers of the units from the root down to the unit itself, for example `/1/2/3/`. */
  readonly path: string;
  readonly name: string;
}

/** Two units of which one is above the other. */
export interface NestedPair {
  readonly upper: UnitPlace;
  readonly lower: UnitPlace;
}

/** The first unit that stands above or below one of the others, with that one; null when none does. */
export function firstNestedPair(units: readonly UnitPlace[], others: readonly UnitPlace[]): NestedPair | null {
  for (const unit of units) {
    for (const other of others) {
      if (unit.unitId !== other.unitId) {
        if (other.path.startsWith(unit.path)) {
          return { upper: unit, lower: other };
        }
        if (unit.path.startsWith(other.path)) {
          return { upper: other, lower: unit };
        }
      }
    }
  }
  return null;
}
