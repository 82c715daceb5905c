import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Outcome } from './command-answer';

/** The services that carry out the run's commands. */
export type CommandService = 'membership' | 'finance' | 'awards' | 'emulation';

/**
 * Why a command was sent: for the first time; again because the answer is not known or was only for the moment
 * (RETRY); twice at once (TWIN); again although it was acknowledged (REPEAT); or another payload under the commandId
 * of one that was acknowledged (OTHER_PAYLOAD) or that is on its way (RIVAL_PAYLOAD).
 */
export type Purpose = 'FIRST' | 'RETRY' | 'TWIN' | 'REPEAT' | 'OTHER_PAYLOAD' | 'RIVAL_PAYLOAD';

/** Something that is won once: whoever comes later with the same version has lost. */
export interface Contested {
  /** A task's id, a draft's, or a name for what has no id of its own. */
  readonly id: string;
  readonly version: number;
}

/** What a client knows of a command when it sends it. */
export interface SentCommand {
  readonly commandId: string;
  /** Tells apart the payloads that were sent under one commandId. */
  readonly payload: string;
  readonly operation: string;
  readonly service: CommandService;
  /** Member id of whoever sends it. */
  readonly actor: string;
  readonly purpose: Purpose;
  /** The subject, where it is there already. */
  readonly subjectId: string | null;
  /** What at most one command can win: a task, a draft or a signature, at the version seen. */
  readonly contested: Contested | null;
}

/** One sending of a command with what came back; UNKNOWN for one that was never answered. */
export interface Attempt extends SentCommand {
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  /** When the answer came, or was given up. */
  readonly answeredAt: number | null;
  readonly outcome: Outcome;
  /** The code of a refusal, or why nothing is known. */
  readonly code: string | null;
  readonly routing: string | null;
  /** The subject that the answer names. */
  readonly answeredSubjectId: string | null;
}

type Answered = Pick<Attempt, 'outcome' | 'code' | 'routing' | 'answeredSubjectId'>;
type Line =
  | ({ readonly attempt: number; readonly sentAt: number } & SentCommand)
  | ({ readonly attempt: number; readonly answeredAt: number } & Answered);

/**
 * The clients' own record, JSON Lines, only ever added to: a line before a command is sent and one when its answer is
 * there. All that is checked afterwards is held against this.
 */
export class ClientLog {
  private readonly file: number;
  private attempts = 0;

  constructor(readonly path: string) {
    this.file = openSync(path, 'ax');
  }

  /** Notes a command before it is sent. @returns the attempt's number, for its answer. */
  sending(command: SentCommand): number {
    this.attempts += 1;
    this.write({ attempt: this.attempts, sentAt: Date.now(), ...command });
    return this.attempts;
  }

  /** Notes what came back. */
  answered(attempt: number, answer: Answered): void {
    this.write({ attempt, answeredAt: Date.now(), ...answer });
  }

  close(): void {
    closeSync(this.file);
  }

  private write(line: Line): void {
    writeSync(this.file, `${JSON.stringify(line)}\n`);
  }
}

/** Reads what was written: each attempt with its answer. */
export function readClientLog(path: string): Attempt[] {
  const attempts = new Map<number, Attempt>();
  for (const text of readFileSync(path, 'utf8').split('\n')) {
    if (text === '') {
      continue;
    }
    const { attempt, ...line } = JSON.parse(text) as Line;
    const sent = attempts.get(attempt);
    attempts.set(
      attempt,
      sent ? { ...sent, ...line } : { ...UNANSWERED, ...(line as SentCommand & { readonly sentAt: number }) },
    );
  }
  return [...attempts.values()];
}

const UNANSWERED = {
  answeredAt: null,
  outcome: 'UNKNOWN',
  code: 'NEVER_ANSWERED',
  routing: null,
  answeredSubjectId: null,
} as const;
