import { RoutingState } from '@thidua/service-kit';
import { Field, ObjectType } from 'type-graphql';
import { resultOf } from '../command/result';
import { EmulationPledge } from './pledge.entity';

/** Success of draftPledge. */
@ObjectType({ description: 'Đã lưu bản soạn. The draft was stored.' })
export class DraftPledgeSuccess {
  @Field(() => EmulationPledge, { description: 'Giao ước. The pledge.' })
  pledge: EmulationPledge;
  @Field(() => RoutingState, { description: 'Quyết định đã đi đến đâu. How far the decision has travelled.' })
  routing: RoutingState;
}

/** Success of openPledgeForSignature. */
@ObjectType({ description: 'Đã mở để ký. The pledge is open for signature.' })
export class OpenPledgeForSignatureSuccess {
  @Field(() => EmulationPledge, { description: 'Giao ước. The pledge.' })
  pledge: EmulationPledge;
  @Field(() => RoutingState, { description: 'Quyết định đã đi đến đâu. How far the decision has travelled.' })
  routing: RoutingState;
}

/** Success of signPledge. */
@ObjectType({ description: 'Đã ký. The unit has signed.' })
export class SignPledgeSuccess {
  @Field(() => EmulationPledge, { description: 'Giao ước. The pledge.' })
  pledge: EmulationPledge;
  @Field(() => RoutingState, { description: 'Quyết định đã đi đến đâu. How far the decision has travelled.' })
  routing: RoutingState;
}

/** Success of handlePledgeEscalation. */
@ObjectType({ description: 'Đã xử lý việc chậm ký. The escalation was dealt with.' })
export class HandlePledgeEscalationSuccess {
  @Field(() => EmulationPledge, { description: 'Giao ước. The pledge.' })
  pledge: EmulationPledge;
  @Field(() => RoutingState, { description: 'Quyết định đã đi đến đâu. How far the decision has travelled.' })
  routing: RoutingState;
}

/** Result of draftPledge. */
export const DraftPledgeResult = resultOf('DraftPledge', DraftPledgeSuccess, 'soạn giao ước');

/** Result of openPledgeForSignature. */
export const OpenPledgeForSignatureResult = resultOf(
  'OpenPledgeForSignature',
  OpenPledgeForSignatureSuccess,
  'mở giao ước để ký',
);

/** Result of signPledge. */
export const SignPledgeResult = resultOf('SignPledge', SignPledgeSuccess, 'ký giao ước');

/** Result of handlePledgeEscalation. */
export const HandlePledgeEscalationResult = resultOf(
  'HandlePledgeEscalation',
  HandlePledgeEscalationSuccess,
  'xử lý chậm ký',
);
