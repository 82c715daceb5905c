import type { Attempt } from '../client-log';
import { isWorthRepeating } from '../command-answer';
import type { CommandFate } from './command-fate';
import type { Violation } from './violation';

const acknowledged = ({ outcome }: Attempt): boolean => outcome === 'ACKNOWLEDGED';
const nameOf = ({ operation, commandId }: Attempt): string => `${operation} ${commandId}`;

/** What the clients can see by themselves, from the answers they got. */
export function checkAnswers(fates: ReadonlyMap<string, CommandFate>): Violation[] {
  return [
    ...[...fates.values()].flatMap(({ attempts }) => [...checkRepeats(attempts), ...checkPayloads(attempts)]),
    ...checkWinners(fates),
  ];
}

/** Once acknowledged, the same command again has the same answer, whatever has happened since. */
function checkRepeats(attempts: readonly Attempt[]): Violation[] {
  return [...Map.groupBy(attempts, ({ payload }) => payload).values()].flatMap((same) => {
    const answered = same.filter(acknowledged).sort((a, b) => (a.answeredAt ?? 0) - (b.answeredAt ?? 0));
    const first = answered[0];
    if (!first) {
      return [];
    }
    const refused = same.filter(
      (attempt) =>
        attempt.outcome === 'REFUSED' && !isWorthRepeating(attempt) && attempt.sentAt > (first.answeredAt ?? Infinity),
    );
    const others = answered.filter(({ answeredSubjectId }) => answeredSubjectId !== first.answeredSubjectId);
    return [
      ...refused.map((attempt) => ({
        kind: 'REPEAT_NOT_FIRST_ANSWER' as const,
        about: nameOf(attempt),
        what: `was acknowledged; sent again it was refused with ${attempt.code}`,
      })),
      ...others.map((attempt) => ({
        kind: 'REPEAT_NOT_FIRST_ANSWER' as const,
        about: nameOf(attempt),
        what: `was acknowledged for ${first.answeredSubjectId}; sent again for ${attempt.answeredSubjectId}`,
      })),
    ];
  });
}

/** One commandId serves for one payload. */
function checkPayloads(attempts: readonly Attempt[]): Violation[] {
  const [first, second] = [...Map.groupBy(attempts.filter(acknowledged), ({ payload }) => payload).values()];
  return first?.[0] && second?.[0]
    ? [
        {
          kind: 'COMMAND_ID_REUSED',
          about: nameOf(second[0]),
          what: `the payloads ${first[0].payload} and ${second[0].payload} were both acknowledged`,
        },
      ]
    : [];
}

/** What only one can win has one winner. */
function checkWinners(fates: ReadonlyMap<string, CommandFate>): Violation[] {
  const winners = [...fates.values()].flatMap(({ attempts }) => attempts.find(acknowledged) ?? []);
  const contested = winners.filter((winner) => winner.contested !== null);
  const byPrize = Map.groupBy(contested, (winner) => `${winner.contested?.id} at version ${winner.contested?.version}`);
  return [...byPrize]
    .filter(([, won]) => won.length > 1)
    .map(([prize, won]) => ({
      kind: 'TWO_WINNERS',
      about: prize,
      what: `was won by ${won.map(nameOf).join(' and ')}`,
    }));
}
