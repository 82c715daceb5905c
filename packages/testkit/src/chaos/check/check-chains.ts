import { canonical, CHAIN_START, entriesBySubject, ROUTED, sha256, type HashedEntry } from './audit-entries';
import type { OutboxRow, ServiceEvidence, StoredEntry, SubjectHead } from './evidence';
import type { Violation } from './violation';

/** Every chain of a service: sequences, hashes, heads, and the numbers of the decisions. */
export function checkChains({ entries, heads, outbox }: ServiceEvidence): Violation[] {
  const chains = entriesBySubject(entries);
  const rows = Map.groupBy(outbox, ({ subjectId }) => subjectId);
  return [
    ...entries.flatMap(checkText),
    ...heads.flatMap((head) => {
      const chain = chains.get(head.subjectId) ?? [];
      return [
        ...checkLinks(chain),
        ...checkHead(head, chain.at(-1)),
        ...checkNumbers(head, chain, rows.get(head.subjectId) ?? []),
      ];
    }),
    ...[...chains.keys()]
      .filter((subjectId) => !heads.some((head) => head.subjectId === subjectId))
      .map((subjectId) => broken(subjectId, 'has a chain and no head')),
  ];
}

function broken(about: string, what: string): Violation {
  return { kind: 'BROKEN_CHAIN', about, what };
}

/** What is stored is the canonical text, under its own hash, in the place that it names. */
function checkText({ subjectId, sequence, text, hash }: StoredEntry): Violation[] {
  const about = `${subjectId}, entry ${sequence}`;
  const entry = JSON.parse(text) as HashedEntry;
  return [
    ...(sha256(text) === hash ? [] : [broken(about, 'its hash is not that of its text')]),
    ...(canonical(entry) === text ? [] : [broken(about, 'its text is not canonical JSON')]),
    ...(entry.subjectId === subjectId && entry.sequence === sequence
      ? []
      : [broken(about, `it says that it is entry ${entry.sequence} of ${entry.subjectId}`)]),
  ];
}

function checkLinks(chain: readonly HashedEntry[]): Violation[] {
  return chain.flatMap((entry, index) => {
    const about = `${entry.subjectId}, entry ${entry.sequence}`;
    const before = chain[index - 1];
    return [
      ...(entry.sequence === index + 1 ? [] : [broken(about, `it stands in place ${index + 1}`)]),
      ...(entry.previousHash === (before?.hash ?? CHAIN_START)
        ? []
        : [broken(about, 'it names another entry before it')]),
      ...(before && before.at > entry.at ? [broken(about, `its time ${entry.at} is before ${before.at}`)] : []),
    ];
  });
}

function checkHead(head: SubjectHead, last: HashedEntry | undefined): Violation[] {
  const { auditSequence, auditHash } = head;
  return auditSequence === (last?.sequence ?? 0) && auditHash === (last?.hash ?? CHAIN_START)
    ? []
    : [broken(head.subjectId, `its head says entry ${auditSequence}, its last entry is ${last?.sequence ?? 0}`)];
}

/** Decisions are numbered 1, 2, 3 … in the chain, in the outbox and in the head alike. */
function checkNumbers(head: SubjectHead, chain: readonly HashedEntry[], rows: readonly OutboxRow[]): Violation[] {
  const decided = chain.flatMap(({ action, decisionNumber }) => (action === ROUTED ? [] : (decisionNumber ?? [])));
  const sent = rows.map(({ number }) => number).sort((a, b) => a - b);
  const counted = Array.from({ length: head.lastNumber }, (_, index) => index + 1);
  const differs = (numbers: readonly number[]): boolean => numbers.join() !== counted.join();
  return [
    ...(differs(decided)
      ? [broken(head.subjectId, `${head.lastNumber} decisions; the chain has ${decided.join()}`)]
      : []),
    ...(differs(sent) ? [broken(head.subjectId, `${head.lastNumber} decisions; the outbox has ${sent.join()}`)] : []),
  ];
}
