import type { TreeEvidence } from './evidence';
import type { Violation } from './violation';

/** Every service has heard of the whole union tree, and of nothing else. @param trees the owner's first. */
export function checkTrees([source, ...projections]: readonly TreeEvidence[]): Violation[] {
  return projections.flatMap(({ service, versions }) => {
    const known = new Set(versions);
    const owned = new Set(source?.versions);
    const missing = [...owned].filter((version) => !known.has(version));
    const strange = versions.filter((version) => !owned.has(version));
    return missing.length + strange.length === 0
      ? []
      : [
          {
            kind: 'FEED_DIFFERS' as const,
            about: `the union tree in ${service}`,
            what: `lacks ${missing.length} versions that ${source?.service} has, for example ${missing[0] ?? '–'}, and has ${strange.length} others, for example ${strange[0] ?? '–'}`,
          },
        ];
  });
}
