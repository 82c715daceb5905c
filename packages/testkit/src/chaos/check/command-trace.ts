import { entriesBySubject, ROUTED, type HashedEntry } from './audit-entries';
import type { CommandRow, Evidence, OutboxRow, SubjectHead, WorkflowEvidence } from './evidence';

/** The kinds of subject that the run decides on: what is known of others was founded before it. */
const KINDS_OF_THE_RUN: ReadonlySet<string> = new Set([
  'NOMINATION',
  'PLEDGE',
  'CYCLE',
  'BALLOT_SESSION',
  'AWARD_DECISION',
  'AWARD_REVOCATION',
  'AWARD_APPEAL',
  'REVIEW',
]);

/** Everything that a command has left behind, in every place where it should. */
export interface CommandTrace {
  readonly commandId: string;
  readonly commands: readonly CommandRow[];
  /** Entries of the chain that say what was decided. */
  readonly entries: readonly HashedEntry[];
  readonly outbox: readonly OutboxRow[];
  /** What the workflow's histories say it accepted. */
  readonly accepted: readonly WorkflowEvidence['accepted'][number][];
  /** Entries of the chain that say that the instruction was applied. */
  readonly routed: readonly HashedEntry[];
  readonly head: SubjectHead | null;
}

/**
 * The traces of every command on the run's subjects, by commandId; those without any trace are not among them.
 * @param sent commands that the run has sent: theirs are wanted whatever they are about.
 */
export function tracesOf({ services, workflows }: Evidence, sent: ReadonlySet<string>): Map<string, CommandTrace> {
  const traces = new Map<string, { -readonly [Place in keyof CommandTrace]: CommandTrace[Place] }>();
  const add = <Place extends 'commands' | 'entries' | 'outbox' | 'accepted' | 'routed'>(
    place: Place,
    commandId: string,
    found: CommandTrace[Place][number],
    head: SubjectHead | null,
  ): void => {
    const empty = { commandId, commands: [], entries: [], outbox: [], accepted: [], routed: [], head };
    const trace = traces.get(commandId) ?? empty;
    traces.set(commandId, { ...trace, head: trace.head ?? head, [place]: [...trace[place], found] });
  };
  for (const { heads, commands, outbox, entries } of services) {
    const ofTheRun = new Map(
      heads.flatMap((head) => (KINDS_OF_THE_RUN.has(head.kind) ? [[head.subjectId, head]] : [])),
    );
    const headOf = (subjectId: string): SubjectHead | null => ofTheRun.get(subjectId) ?? null;
    for (const row of commands.filter(({ subjectId, commandId }) => headOf(subjectId) || sent.has(commandId))) {
      add('commands', row.commandId, row, headOf(row.subjectId));
    }
    for (const row of outbox) {
      add('outbox', row.commandId, row, headOf(row.subjectId));
    }
    for (const [subjectId, chain] of entriesBySubject(entries)) {
      for (const entry of headOf(subjectId) ? chain : chain.filter(({ commandId }) => sent.has(commandId))) {
        add(entry.action === ROUTED ? 'routed' : 'entries', entry.commandId, entry, headOf(subjectId));
      }
    }
  }
  for (const { accepted } of workflows) {
    for (const update of accepted) {
      add('accepted', update.updateId, update, null);
    }
  }
  return traces;
}
