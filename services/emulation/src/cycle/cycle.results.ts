import { RoutingState } from '@thidua/service-kit';
import { Field, ObjectType } from 'type-graphql';
import { resultOf } from '../command/result';
import { EmulationCycle } from './cycle.entity';

/** A cycle was opened. */
@ObjectType({ description: 'Đã mở chu kỳ. The cycle was opened.' })
export class OpenCycleSuccess {
  @Field(() => EmulationCycle, { description: 'Chu kỳ. The cycle.' })
  cycle: EmulationCycle;
  @Field(() => RoutingState, { description: 'Quyết định đã đi đến đâu. How far the decision has travelled.' })
  routing: RoutingState;
}

/** Result of openCycle. */
export const OpenCycleResult = resultOf('OpenCycle', OpenCycleSuccess, 'mở chu kỳ');
