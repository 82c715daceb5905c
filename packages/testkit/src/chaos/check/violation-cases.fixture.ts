import { check } from './checker';
import { Recording } from './recording.fixture';
import type { ViolationKind } from './violation';

/** Bad evidence, made by hand, and what must be said of it. */
export interface ViolationCase {
  readonly name: string;
  readonly expected: ViolationKind;
  /** What the violation must say. */
  readonly words: RegExp;
  readonly record: (recording: Recording) => void;
}

/** One test for each case: the checker names what is wrong. */
export function itNames(cases: readonly ViolationCase[]): void {
  it.each(cases)('$expected: $name', ({ expected, words, record }) => {
    const recording = new Recording();
    record(recording);
    expect(check(recording.evidence())).toContainEqual({
      kind: expected,
      about: expect.any(String) as string,
      what: expect.stringMatching(words) as string,
    });
  });
}

/** Makes a sending one whose answer never came. */
export function forget(attempt: object): void {
  Object.assign(attempt, { outcome: 'UNKNOWN', code: 'TypeError', answeredSubjectId: null });
}
