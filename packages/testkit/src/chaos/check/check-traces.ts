import { isWorthRepeating } from '../command-answer';
import type { CommandFate } from './command-fate';
import type { CommandTrace } from './command-trace';
import type { Violation, ViolationKind } from './violation';

/** Holds what each command has left behind against what the clients were told of it. */
export function checkTraces(
  fates: ReadonlyMap<string, CommandFate>,
  traces: ReadonlyMap<string, CommandTrace>,
): Violation[] {
  const lost = [...fates.values()].filter(
    ({ commandId, outcome }) => outcome === 'ACKNOWLEDGED' && !traces.has(commandId),
  );
  return [
    ...lost.map((fate) => violation('LOST', fate, 'was acknowledged and has left no trace')),
    ...[...traces.values()].flatMap((trace) => checkTrace(trace, fates.get(trace.commandId))),
  ];
}

function violation(kind: ViolationKind, { commandId, attempts }: CommandFate, what: string): Violation {
  return { kind, about: `${attempts[0]?.operation} ${commandId}`, what };
}

function checkTrace(trace: CommandTrace, fate: CommandFate | undefined): Violation[] {
  const { commandId, entries } = trace;
  const about = `${fate?.attempts[0]?.operation ?? entries[0]?.operation ?? 'a command'} ${commandId}`;
  const places = placesOf(trace);
  const there = places.filter(({ count }) => count > 0).map(({ name }) => name);
  const twice = places.filter(({ count }) => count > 1);
  const missing = places.filter(({ count, expected }) => count === 0 && expected);
  const unexpected = places.filter(({ count, expected }) => count > 0 && !expected);
  const found: Violation[] = twice.map(({ name, count }) => ({
    kind: 'DOUBLED',
    about,
    what: `is ${count} times in ${name}`,
  }));
  if (fate?.outcome === 'REFUSED') {
    found.push({ kind: 'REFUSED_WITH_EFFECT', about, what: `was refused and is in ${there.join(', ')}` });
  }
  if (!fate && entries[0]?.actorKind === 'person') {
    found.push({ kind: 'UNASKED', about, what: `is in ${there.join(', ')} and was never sent` });
  }
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(', ');
    found.push({
      kind: fate?.outcome === 'ACKNOWLEDGED' ? 'LOST' : 'HALF',
      about,
      what: `is in ${there.join(', ')} and not in ${names}`,
    });
  }
  if (unexpected.length > 0) {
    const names = unexpected.map(({ name }) => name).join(', ');
    found.push({ kind: 'HALF', about, what: `concerns no workflow and is in ${names}` });
  }
  return [
    ...found,
    ...checkAgreement(trace, about),
    ...checkAnsweredSubject(trace, fate, about),
    ...checkLateRefusals(trace, fate, about),
  ];
}

interface Place {
  readonly name: string;
  readonly count: number;
  readonly expected: boolean;
}

/** Commands of which each subject that they begin has an entry as well, beside that of the command's own subject. */
const BEGINS_SEVERAL = new Set(['importNominees']);

/** Where a command is and where it should be: one that reaches a workflow in all five places, any other in two. */
function placesOf({ commands, entries, outbox, accepted, routed, head }: CommandTrace): Place[] {
  const number = entries[0]?.decisionNumber ?? commands[0]?.decisionNumber ?? outbox[0]?.number ?? null;
  const hasWorkflow = number !== null || accepted.length > 0 || routed.length > 0;
  const [command] = commands;
  const own = command && BEGINS_SEVERAL.has(command.operation) ? command.subjectId : null;
  const written = own === null ? entries : entries.filter(({ subjectId }) => subjectId === own);
  // The workflow had come to its end before this decision, which was committed meanwhile: nothing moves for it.
  const tooLate = head?.finished === true && number !== null && number > head.appliedNumber;
  return [
    { name: 'the commands', count: commands.length, expected: true },
    { name: 'the chain', count: written.length, expected: true },
    { name: 'the outbox', count: outbox.length, expected: hasWorkflow },
    { name: 'the workflow', count: accepted.length, expected: hasWorkflow && !tooLate },
    { name: 'the applied instructions', count: routed.length, expected: hasWorkflow && !tooLate },
  ];
}

/** Every place says the same about it, and the engine is a second witness of the chain. */
function checkAgreement({ commands, entries, outbox, accepted, routed }: CommandTrace, about: string): Violation[] {
  const [entry] = entries;
  const numbers = new Set([
    ...commands.map(({ decisionNumber }) => decisionNumber),
    ...entries.map(({ decisionNumber }) => decisionNumber),
    ...outbox.map(({ number }) => number),
    ...accepted.map(({ decision }) => decision.number),
    ...routed.map(({ decisionNumber }) => decisionNumber),
  ]);
  const found: Violation[] = [];
  if (numbers.size > 1) {
    found.push({ kind: 'HALF', about, what: `has several numbers: ${[...numbers].join(', ')}` });
  }
  if (commands.some(({ hasAnswer }) => !hasAnswer)) {
    found.push({ kind: 'HALF', about, what: 'has no answer that a repeat could get' });
  }
  for (const { decision } of accepted) {
    if (entry && (decision.auditSequence !== entry.sequence || decision.auditHash !== entry.hash)) {
      found.push({
        kind: 'BROKEN_CHAIN',
        about,
        what: `the engine witnessed entry ${decision.auditSequence} with another hash than entry ${entry.sequence} has`,
      });
    }
  }
  return found;
}

/** What the client was told speaks of the subject that the command changed. */
function checkAnsweredSubject(
  { commands, entries }: CommandTrace,
  fate: CommandFate | undefined,
  about: string,
): Violation[] {
  const told = fate?.attempts.find(({ outcome }) => outcome === 'ACKNOWLEDGED')?.answeredSubjectId ?? null;
  const subjectId = commands[0]?.subjectId ?? entries[0]?.subjectId ?? null;
  return told !== null && subjectId !== null && told !== subjectId
    ? [{ kind: 'HALF', about, what: `was acknowledged for ${told} and has changed ${subjectId}` }]
    : [];
}

/** What was there when it was sent again had to have its first answer, also where that one never reached the client. */
function checkLateRefusals({ entries }: CommandTrace, fate: CommandFate | undefined, about: string): Violation[] {
  const [entry] = entries;
  const payloads = new Set(fate?.attempts.map(({ payload }) => payload));
  if (!entry || !fate || fate.outcome !== 'UNKNOWN' || payloads.size > 1) {
    return [];
  }
  return fate.attempts
    .filter(
      (attempt) => attempt.outcome === 'REFUSED' && !isWorthRepeating(attempt) && attempt.code !== 'UNAUTHENTICATED',
    )
    .filter(({ sentAt }) => sentAt > Date.parse(entry.at))
    .map(({ code }) => ({
      kind: 'REPEAT_NOT_FIRST_ANSWER',
      about,
      what: `stood in the chain since ${entry.at}; sent again after that it was refused with ${code}`,
    }));
}
