import { type Routing, RoutingState } from '@thidua/service-kit';

/** How far a decision has travelled, as the graph says it. */
export const ROUTING_STATE: Readonly<Record<Routing, RoutingState>> = {
  DONE: RoutingState.Done,
  ACCEPTED: RoutingState.Accepted,
  NONE: RoutingState.None,
};
