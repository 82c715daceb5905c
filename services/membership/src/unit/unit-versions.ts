import type { UnitVersion } from '@thidua/contracts';
import { factAt, type DatedFact } from './dated-facts';
import { UnitFactKind } from './unit.enums';

/** A dated fact with its kind. */
export interface KindedFact extends DatedFact {
  readonly kind: UnitFactKind;
}

/** A unit with everything that is known of it at any date. */
export interface UnitHistory {
  readonly id: string;
  readonly number: number;
  readonly facts: readonly KindedFact[];
}

/** A path that a unit has between two dates. */
export interface PathSpan {
  readonly path: string;
  readonly validFrom: string;
  readonly validUntil: string;
}

const laterOf = (one: string, other: string): string => (one > other ? one : other);
const earlierOf = (one: string, other: string): string => (one < other ? one : other);

/**
 * The versions of units: the stretches of time on which nothing of a unit changes, its path included.
 * @param units the units to build, in any order.
 * @param outside paths of parents that are not among the units.
 * @returns versions by unit id, oldest first, without overlap; equal neighbours are one.
 */
export function buildVersions(
  units: readonly UnitHistory[],
  outside: ReadonlyMap<string, readonly PathSpan[]>,
): Map<string, UnitVersion[]> {
  const histories = new Map(
    units.map((unit) => [unit.id, { ...unit, byKind: Map.groupBy(unit.facts, (fact) => fact.kind) }]),
  );

  function pathsBetween(unitId: string, from: string, until: string): PathSpan[] {
    const unit = histories.get(unitId);
    if (!unit) {
      return (outside.get(unitId) ?? [])
        .map((span) => ({
          path: span.path,
          validFrom: laterOf(span.validFrom, from),
          validUntil: earlierOf(span.validUntil, until),
        }))
        .filter((span) => span.validFrom < span.validUntil);
    }
    const parents = unit.byKind.get(UnitFactKind.Parent);
    if (!parents) {
      return [{ path: `/${unit.number}/`, validFrom: from, validUntil: until }];
    }
    return parents.flatMap((parent) => {
      const start = laterOf(parent.validFrom, from);
      const end = earlierOf(parent.validUntil, until);
      return start < end
        ? pathsBetween(parent.value, start, end).map((span) => ({ ...span, path: `${span.path}${unit.number}/` }))
        : [];
    });
  }

  const versions = new Map<string, UnitVersion[]>();
  for (const unit of histories.values()) {
    const value = (kind: UnitFactKind, date: string): string | null =>
      factAt(unit.byKind.get(kind) ?? [], date)?.value ?? null;
    const stretches = (unit.byKind.get(UnitFactKind.Status) ?? []).flatMap((status) =>
      pathsBetween(unit.id, status.validFrom, status.validUntil),
    );
    const built: UnitVersion[] = [];
    for (const stretch of stretches.sort((one, other) => (one.validFrom < other.validFrom ? -1 : 1))) {
      const changes = unit.facts
        .flatMap((fact) => [fact.validFrom, fact.validUntil])
        .filter((date) => date > stretch.validFrom && date < stretch.validUntil);
      const dates = [...new Set([stretch.validFrom, ...changes, stretch.validUntil])].sort();
      dates.slice(0, -1).forEach((validFrom, index) => {
        const version: UnitVersion = {
          validFrom,
          validUntil: dates[index + 1] ?? stretch.validUntil,
          path: stretch.path,
          parentId: value(UnitFactKind.Parent, validFrom),
          level: value(UnitFactKind.Level, validFrom) ?? '',
          type: value(UnitFactKind.Type, validFrom),
          sector: value(UnitFactKind.Sector, validFrom),
          name: value(UnitFactKind.Name, validFrom) ?? '',
          status: value(UnitFactKind.Status, validFrom) ?? '',
        };
        const before = built.at(-1);
        if (before && before.validUntil === validFrom && isSame(before, version)) {
          built[built.length - 1] = { ...before, validUntil: version.validUntil };
        } else {
          built.push(version);
        }
      });
    }
    versions.set(unit.id, built);
  }
  return versions;
}

function isSame(one: UnitVersion, other: UnitVersion): boolean {
  return (['path', 'parentId', 'level', 'type', 'sector', 'name', 'status'] as const).every(
    (key) => one[key] === other[key],
  );
}
