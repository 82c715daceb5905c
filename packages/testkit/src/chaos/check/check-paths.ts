import { entriesBySubject, type HashedEntry } from './audit-entries';
import type { ServiceEvidence, SubjectRow } from './evidence';
import { NominationWalk } from './nomination-path';
import { PledgeWalk } from './pledge-path';
import type { PathWalk, SeenVersions } from './subject-path';
import type { Violation } from './violation';

/** Every nomination and pledge has a history that the domain allows, and rows that it leads to. */
export function checkPaths({ subjects, entries, tasks }: ServiceEvidence, seen: SeenVersions): Violation[] {
  const chains = entriesBySubject(entries);
  const tasksOf = Map.groupBy(tasks, ({ subjectId }) => subjectId);
  return [
    ...subjects.flatMap((subject) => {
      const walk = walkOf(subject, seen);
      const chain = chains.get(subject.subjectId) ?? [];
      if (!walk) {
        return [];
      }
      const { violations, state } = walk.walk(chain, tasksOf.get(subject.subjectId) ?? []);
      return [
        ...violations,
        ...(state === subject.state ? [] : [differs(subject, state)]),
        ...checkRows(subject, chain),
      ];
    }),
    ...checkDecisionNumbers(subjects),
  ];
}

function walkOf({ kind, subjectId }: SubjectRow, seen: SeenVersions): PathWalk | null {
  switch (kind) {
    case 'NOMINATION':
      return new NominationWalk(subjectId, seen, 'DRAFT');
    case 'PLEDGE':
      return new PledgeWalk(subjectId, seen, 'DRAFTING');
    default:
      return null;
  }
}

function differs({ subjectId, state }: SubjectRow, expected: string): Violation {
  return { kind: 'HALF', about: subjectId, what: `its row says ${state}, its history leads to ${expected}` };
}

/** Signatures and award decisions stand in rows of their own, written with their entries. */
function checkRows(subject: SubjectRow, chain: readonly HashedEntry[]): Violation[] {
  const { subjectId, signedUnitIds = [], decisionNumber = null } = subject;
  const signed = chain.flatMap(({ action, after }) => (action === 'SIGN' ? [String(after?.['unitId'])] : []));
  const decided = chain.flatMap(({ action, after }) =>
    action === 'DECIDE' ? [(after?.['decision'] as { number?: string } | undefined)?.number ?? null] : [],
  );
  const list = (units: readonly string[]): string => [...units].sort().join();
  return [
    ...(list(signed) === list(signedUnitIds)
      ? []
      : [half(subjectId, `its history has ${signed.length} signatures, its rows ${signedUnitIds.length}`)]),
    ...((decided[0] ?? null) === decisionNumber
      ? []
      : [half(subjectId, `its history has the award decision ${decided[0]}, its row ${decisionNumber}`)]),
  ];
}

function half(about: string, what: string): Violation {
  return { kind: 'HALF', about, what };
}

/** A body gives a number to one decision in a year. */
function checkDecisionNumbers(subjects: readonly SubjectRow[]): Violation[] {
  const numbered = subjects.filter(({ decisionNumber }) => typeof decisionNumber === 'string');
  return [
    ...Map.groupBy(numbered, ({ decisionNumber, decisionRegister }) => [decisionNumber, decisionRegister].join(' ')),
  ]
    .filter(([, holders]) => new Set(holders.map(({ decisionId, subjectId }) => decisionId ?? subjectId)).size > 1)
    .map(([number, holders]) => ({
      kind: 'TWO_WINNERS',
      about: `decision number ${number}`,
      what: `belongs to ${holders.map(({ subjectId }) => subjectId).join(' and ')}`,
    }));
}
