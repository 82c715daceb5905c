import { fatesOf, type CommandFate } from './check/command-fate';
import type { Evidence } from './check/evidence';
import type { Violation, ViolationKind } from './check/violation';
import type { Attempt, CommandService } from './client-log';
import { isWorthRepeating } from './command-answer';
import type { CarriedOutFault } from './fault-runner';

/** What a run came to, in numbers. */
export interface Figures {
  /** Commands that were acknowledged, and how many of them were decisions on the way through a workflow. */
  readonly acknowledged: number;
  readonly decisions: number;
  readonly refused: number;
  readonly unknown: number;
  /** Sendings of a command whose answer was not known or only for the moment. */
  readonly retried: number;
  readonly lost: number;
  readonly doubled: number;
  readonly stuck: number;
}

const SERVICES: readonly CommandService[] = ['membership', 'finance', 'awards', 'emulation'];
/** An unavailability that a fault has caused may outlast it by so much, in milliseconds. */
const AFTERMATH = 2_000;

/** Counts. */
export function figuresOf({ attempts, services }: Evidence, violations: readonly Violation[]): Figures {
  const fates = [...fatesOf(attempts).values()];
  const withOutcome = (outcome: CommandFate['outcome']): CommandFate[] =>
    fates.filter((fate) => fate.outcome === outcome);
  const found = (kind: ViolationKind): number => violations.filter((violation) => violation.kind === kind).length;
  const acknowledged = withOutcome('ACKNOWLEDGED');
  const numbered = new Set(
    services.flatMap(({ commands }) =>
      commands.flatMap(({ commandId, decisionNumber }) => (decisionNumber === null ? [] : [commandId])),
    ),
  );
  return {
    acknowledged: acknowledged.length,
    decisions: acknowledged.filter(({ commandId }) => numbered.has(commandId)).length,
    refused: withOutcome('REFUSED').length,
    unknown: withOutcome('UNKNOWN').length,
    retried: attempts.filter(({ purpose }) => purpose === 'RETRY').length,
    lost: found('LOST'),
    doubled: found('DOUBLED'),
    stuck: found('STUCK'),
  };
}

/** How long one of the services answered nobody although somebody waited, around a fault, in milliseconds. */
export function unavailabilityOf(attempts: readonly Attempt[], fault: CarriedOutFault): number {
  const until = (fault.answeredAt ?? fault.beganAt + fault.duration) + AFTERMATH;
  return Math.max(
    ...SERVICES.map((service) => {
      const own = attempts.filter((attempt) => attempt.service === service);
      return longestSilence(own, fault.beganAt, until);
    }),
  );
}

/** The longest time without an answer that reaches into a span; it counts from when somebody began to wait. */
function longestSilence(attempts: readonly Attempt[], from: number, until: number): number {
  const answers = attempts
    .flatMap((attempt) => (isWorthRepeating(attempt) || attempt.answeredAt === null ? [] : [attempt.answeredAt]))
    .sort((a, b) => a - b);
  const first = answers.findIndex((answeredAt) => answeredAt > from);
  const last = answers.findIndex((answeredAt) => answeredAt > until);
  const around = answers.slice(Math.max(0, first - 1), last === -1 ? undefined : last + 1);
  return Math.max(
    0,
    ...around.slice(1).map((answeredAt, index) => {
      const before = around[index] ?? from;
      const waiting = attempts.filter(
        ({ sentAt, answeredAt: ended }) => sentAt < answeredAt && (ended === null || ended > before),
      );
      const since = Math.max(before, Math.min(...waiting.map(({ sentAt }) => sentAt)));
      return since > until ? 0 : answeredAt - since;
    }),
  );
}

/** The longest unavailability of each kind of fault on each part, longest first. */
export function longestByKind(
  attempts: readonly Attempt[],
  faults: readonly CarriedOutFault[],
): { readonly name: string; readonly times: number; readonly longest: number }[] {
  return [...Map.groupBy(faults, ({ kind, group }) => `${kind} ${group}`)]
    .map(([name, same]) => ({
      name,
      times: same.length,
      longest: Math.max(...same.map((fault) => unavailabilityOf(attempts, fault))),
    }))
    .sort((a, b) => b.longest - a.longest);
}
