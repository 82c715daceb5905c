import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './checker';
import { cutToSubjects, subjectOf } from './cut-evidence';
import type { Evidence } from './evidence';
import type { ViolationKind } from './violation';

const evidenceOf = (sabotage: string): Evidence =>
  JSON.parse(readFileSync(join(__dirname, 'recorded', `${sabotage}.json`), 'utf8')) as Evidence;

/**
 * What real runs left behind whose services were broken on purpose, cut to the subject concerned and two others.
 * Recorded by `npm run chaos -- --sabotage <name>`, cut by `cut-evidence.ts`.
 */
describe('the checker names what a sabotaged system has done', () => {
  it.each<[string, ViolationKind]>([
    ['relay-off', 'STUCK'],
    ['command-id-ignored', 'DOUBLED'],
    ['compare-and-set-removed', 'TWO_WINNERS'],
    ['outbox-outside-transaction', 'HALF'],
  ])('%s: %s, of that subject and no other', (sabotage, kind) => {
    const evidence = evidenceOf(sabotage);
    const violations = check(evidence);
    expect(violations.map((violation) => violation.kind)).toContain(kind);
    const [concerned, ...more] = new Set(violations.map((violation) => subjectOf(evidence, violation)));
    expect(more).toEqual([]);

    const others = new Set(
      evidence.services
        .flatMap(({ heads }) => heads.map(({ subjectId }) => subjectId))
        .filter((subjectId) => subjectId !== concerned),
    );
    expect(others.size).toBeGreaterThan(0);
    expect(check(cutToSubjects(evidence, others))).toEqual([]);
  });
});
