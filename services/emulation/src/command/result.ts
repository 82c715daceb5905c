import { CommandRefused } from '@thidua/service-kit';
import { createUnionType, type ClassType } from 'type-graphql';

/**
 * The result union of a command: what it achieved, or why it was refused.
 * @param verb name of the mutation with a capital, for example `OpenCycle`.
 */
export function resultOf<Success extends object>(verb: string, success: ClassType<Success>, vi: string): object {
  const mutation = `${verb.charAt(0).toLowerCase()}${verb.slice(1)}`;
  return createUnionType({
    name: `${verb}Result`,
    description: `Kết quả của lệnh ${vi}: thành công, hoặc bị từ chối kèm lý do. Result of ${mutation}: done, or refused with reasons.`,
    types: () => [success, CommandRefused] as const,
    resolveType: (value: object) => (value instanceof CommandRefused ? CommandRefused : success),
  });
}
