import { RoutingState } from '@thidua/service-kit';
import { Field, ObjectType } from 'type-graphql';
import { resultOf } from '../command/result';
import { EmulationPledge } from '../pledge/pledge.entity';

/** Success of preparePledge. */
@ObjectType({ description: 'Đã lập giao ước để soạn. The pledge is prepared: its head drafts it.' })
export class PreparePledgeSuccess {
  @Field(() => EmulationPledge, { description: 'Giao ước. The pledge.' })
  pledge: EmulationPledge;
  @Field(() => RoutingState, { description: 'Quyết định đã đi đến đâu. How far the decision has travelled.' })
  routing: RoutingState;
}

/** Result of preparePledge. */
export const PreparePledgeResult = resultOf('PreparePledge', PreparePledgeSuccess, 'lập giao ước');
