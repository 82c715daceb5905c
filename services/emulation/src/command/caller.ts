import type { Message } from '@thidua/contracts';
import { notFound, RoutingState, type CommandActor, type Routing } from '@thidua/service-kit';
import type { EmulationContext } from '../loading/emulation-loaders';

/** The person behind a request, as commands record them. */
export function actorOf(context: EmulationContext): CommandActor {
  return { kind: 'person', passport: context.passport };
}

/**
 * What a loader found.
 * @param what what was looked for, for the message.
 * @throws NOT_FOUND when there is none.
 */
export async function found<Row>(loading: Promise<Row | null>, what: Message): Promise<Row> {
  const row = await loading;
  if (row === null) {
    throw notFound(what);
  }
  return row;
}

/** Names of the things of this service, for messages. */
export const THING = {
  cycle: { vi: 'chu kỳ thi đua', en: 'emulation cycle' },
  group: { vi: 'cụm, khối thi đua', en: 'emulation group' },
  initiative: { vi: 'sáng kiến', en: 'initiative' },
  indicator: { vi: 'chỉ tiêu', en: 'indicator' },
  pledge: { vi: 'giao ước thi đua', en: 'pledge' },
  review: { vi: 'sơ kết', en: 'mid-year review' },
} as const satisfies Record<string, Message>;

/** How far a decision has travelled, as the graph names it. */
export const ROUTING: Readonly<Record<Routing, RoutingState>> = {
  DONE: RoutingState.Done,
  ACCEPTED: RoutingState.Accepted,
  NONE: RoutingState.None,
};
