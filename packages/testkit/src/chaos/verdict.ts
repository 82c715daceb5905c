import { committedSurface } from '../matrix/schema-surface';
import type { Evidence } from './check/evidence';
import type { Violation } from './check/violation';
import type { Attempt } from './client-log';
import type { EveryCommand } from './every-command';
import type { CarriedOutFault } from './fault-runner';
import { longestByKind, type Figures } from './figures';

/** So many violations of each kind are named; the evidence has the rest. */
const MOST_NAMED = 8;
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** What a run is called and how it went. */
export interface RunOutline {
  readonly seed: number;
  readonly approvers: number;
  readonly minutes: number;
  /** From the first command to the last, in milliseconds. */
  readonly duration: number;
  /** What kept people from reading, and how often. */
  readonly mishaps: ReadonlyMap<string, number>;
  /** How whoever tries every command got on. */
  readonly everyCommand: Pick<EveryCommand, 'rounds' | 'mishaps'>;
}

/** How many commands of each operation were acknowledged, the most first: work that a run never did proves nothing. */
function acknowledgedByOperation(attempts: readonly Attempt[]): [operation: string, count: number][] {
  const commandsOf = new Map<string, Set<string>>();
  for (const { operation, commandId, outcome } of attempts) {
    if (outcome === 'ACKNOWLEDGED') {
      commandsOf.set(operation, (commandsOf.get(operation) ?? new Set()).add(commandId));
    }
  }
  return [...commandsOf]
    .map(([operation, commands]): [string, number] => [operation, commands.size])
    .sort(([, one], [, other]) => other - one);
}

/** The whole result in words, for the terminal. */
export function verdictOf(
  { seed, approvers, minutes, duration, mishaps, everyCommand }: RunOutline,
  figures: Figures,
  faults: readonly CarriedOutFault[],
  { attempts, services, reconciliations, verdicts }: Evidence,
  violations: readonly Violation[],
): string[] {
  const { acknowledged, decisions, refused, unknown, retried, lost, doubled, stuck } = figures;
  const rate = (decisions / (duration / 1000)).toFixed(1);
  return [
    '',
    `Seed ${seed}, ${approvers} approvers, faults for ${minutes} minutes, ${seconds(duration)} in all`,
    `  acknowledged  ${acknowledged}, of them ${decisions} decisions through a workflow (${rate} a second)`,
    `  refused       ${refused}`,
    `  unknown       ${unknown}`,
    `  retried       ${retried} sendings`,
    `  lost          ${lost}`,
    `  doubled       ${doubled}`,
    `  stuck         ${stuck}`,
    'Longest time in which one of the services answered nobody who waited:',
    ...longestByKind(attempts, faults).map(
      ({ name, times, longest }) => `  ${name.padEnd(20)} ${seconds(longest).padStart(7)}  (${times} ×)`,
    ),
    'Acknowledged by operation:',
    ...acknowledgedByOperation(attempts).map(([operation, count]) => `  ${operation.padEnd(34)} ${count}`),
    'Refusals and unknown answers by code:',
    ...codesOf(attempts).map(([code, count]) => `  ${code.padEnd(34)} ${count}`),
    ...(mishaps.size > 0 ? ['Inboxes that could not be read:'] : []),
    ...[...mishaps].map(([what, count]) => `  ${what.padEnd(34)} ${count}`),
    `Every mutation of the graph, tried in ${everyCommand.rounds} whole rounds:`,
    ...mutationsOf(attempts),
    ...[...everyCommand.mishaps].map(([what, count]) => `  ${what.padEnd(34)} ${count}`),
    'The reconciler, once everything had come to rest:',
    ...reconciliations.map(
      ({ service, compared, repaired, listed }) =>
        `  ${service.padEnd(12)} ${compared} subjects compared, ${repaired} repaired, ${listed} listed`,
    ),
    'Differences that it saw meanwhile:',
    ...differencesOf(services).map(([finding, count]) => `  ${finding.padEnd(34)} ${count}`),
    'The auditor’s verifier on each service’s export:',
    ...verdicts.map(
      ({ service, verdict, entries, unanchored }) =>
        `  ${service.padEnd(12)} ${verdict}, ${entries} entries, ${unanchored} of them after the last anchor`,
    ),
    '',
    ...[...Map.groupBy(violations, ({ kind }) => kind).values()].flatMap(namedOf),
    violations.length === 0 ? 'Clean.' : `${violations.length} violations: ${kindsOf(violations)}`,
  ];
}

/** How many of the graph's mutations somebody was told of that they stand, and those that nobody was. */
function mutationsOf(attempts: readonly Attempt[]): string[] {
  const acknowledged = new Set(
    attempts.flatMap(({ operation, outcome }) => (outcome === 'ACKNOWLEDGED' ? [operation] : [])),
  );
  const mutations = committedSurface().operations.flatMap(({ name }) =>
    name.startsWith('Mutation.') ? [name.replace('Mutation.', '')] : [],
  );
  const never = mutations.filter((name) => !acknowledged.has(name));
  return [
    `  acknowledged  ${mutations.length - never.length} of ${mutations.length}`,
    ...(never.length > 0 ? [`  never         ${never.join(', ')}`] : []),
  ];
}

function namedOf(violations: readonly Violation[]): string[] {
  const named = violations.slice(0, MOST_NAMED);
  const rest = violations.length - named.length;
  return [
    ...named.map(({ kind, about, what }) => `VIOLATION ${kind}: ${about}: ${what}`),
    ...(rest > 0 ? [`  … and ${rest} more of this kind`] : []),
  ];
}

function codesOf(attempts: readonly Attempt[]): [string, number][] {
  const refused = attempts.flatMap(({ outcome, code }) => (outcome === 'ACKNOWLEDGED' ? [] : [`${outcome} ${code}`]));
  return [...Map.groupBy(refused, (code) => code)]
    .map(([code, same]): [string, number] => [code, same.length])
    .sort(([, a], [, b]) => b - a);
}

function kindsOf(violations: readonly Violation[]): string {
  return [...Map.groupBy(violations, ({ kind }) => kind)].map(([kind, same]) => `${same.length} ${kind}`).join(', ');
}

function differencesOf(services: Evidence['services']): [string, number][] {
  const findings = services.flatMap((service) => service.findings);
  const named = Map.groupBy(findings, ({ finding, open }) => `${finding}${open ? ', open' : ', resolved'}`);
  return named.size === 0 ? [['none', 0]] : [...named].map(([finding, same]) => [finding, same.length]);
}
