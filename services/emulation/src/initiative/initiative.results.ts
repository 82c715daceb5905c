import { Field, ObjectType } from 'type-graphql';
import { resultOf } from '../command/result';
import { Initiative } from './initiative.entity';

/** An initiative was recorded. */
@ObjectType({ description: 'Đã ghi nhận sáng kiến. The initiative was recorded.' })
export class RecordInitiativeSuccess {
  @Field(() => Initiative, { description: 'Sáng kiến. The initiative.' })
  initiative: Initiative;
}

/** An acceptance was recorded. */
@ObjectType({ description: 'Đã ghi nhận việc công nhận. The acceptance was recorded.' })
export class AcceptInitiativeSuccess {
  @Field(() => Initiative, { description: 'Sáng kiến. The initiative.' })
  initiative: Initiative;
}

/** An initiative was withdrawn. */
@ObjectType({ description: 'Đã rút sáng kiến. The initiative was withdrawn.' })
export class WithdrawInitiativeSuccess {
  @Field(() => Initiative, { description: 'Sáng kiến. The initiative.' })
  initiative: Initiative;
}

/** Result of recordInitiative. */
export const RecordInitiativeResult = resultOf('RecordInitiative', RecordInitiativeSuccess, 'ghi nhận sáng kiến');
/** Result of acceptInitiative. */
export const AcceptInitiativeResult = resultOf('AcceptInitiative', AcceptInitiativeSuccess, 'ghi nhận công nhận');
/** Result of withdrawInitiative. */
export const WithdrawInitiativeResult = resultOf('WithdrawInitiative', WithdrawInitiativeSuccess, 'rút sáng kiến');
