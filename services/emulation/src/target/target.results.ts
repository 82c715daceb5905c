import { Field, ObjectType } from 'type-graphql';
import { resultOf } from '../command/result';
import { TargetDecision } from './target.entity';

/** A target decision was issued. */
@ObjectType({ description: 'Đã ban hành quyết định. The target decision was issued.' })
export class IssueTargetDecisionSuccess {
  @Field(() => TargetDecision, { description: 'Quyết định. The decision.' })
  targetDecision: TargetDecision;
}

/** Result of issueTargetDecision. */
export const IssueTargetDecisionResult = resultOf(
  'IssueTargetDecision',
  IssueTargetDecisionSuccess,
  'ban hành quyết định giao chỉ tiêu',
);
