import { CommandInput, IsId } from '@thidua/service-kit';
import { ArrayMaxSize, ArrayMinSize, IsOptional, MaxLength, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { LONGEST_REASON, TaskDecisionInput } from '../nomination/nomination.input';
import { TaskAssignment } from './task-assignment.service';

registerEnumType(TaskAssignment, {
  name: 'AwardTaskAssignment',
  description: 'Cách giao một nhiệm vụ. How a task is given to somebody, or taken from them.',
  valuesConfig: {
    Claim: { description: 'Tự nhận. Claim it.' },
    Unclaim: { description: 'Trả lại. Give it back.' },
    Delegate: { description: 'Chuyển cho người khác cùng đơn vị. Give it to another officer of the unit.' },
    Reassign: { description: 'Lãnh đạo giao lại, dù ai đang giữ. A leader gives it to another, whoever holds it.' },
    Release: { description: 'Lãnh đạo gỡ người đang giữ. A leader takes it from who holds it.' },
  },
});

/** What is done to several open stages at once. */
export enum TaskDecision {
  Pass = 'PASS',
  Return = 'RETURN',
  Reject = 'REJECT',
}
registerEnumType(TaskDecision, {
  name: 'AwardTaskDecision',
  description: 'Quyết định với nhiều nhiệm vụ cùng lúc. What is decided on several tasks at once.',
  valuesConfig: {
    Pass: { description: 'Thẩm định đạt. Pass the appraisal.' },
    Return: { description: 'Trả lại, phải có lý do. Return, with a reason.' },
    Reject: { description: 'Không chấp thuận, phải có lý do. Reject, with a reason.' },
  },
});

/** The most tasks of one command. */
export const MOST_TASKS = 500;

/** A task to give to another officer of the unit. */
@InputType({ description: 'Chuyển nhiệm vụ cho người khác cùng đơn vị. Gives a task to another officer of the unit.' })
export class DelegateAwardTaskInput extends TaskDecisionInput {
  @Field(() => ID, {
    description:
      'Người nhận: có chức danh của đơn vị cho phép làm việc này. Who is to have it: holds a mandate of the unit that lets them do it.',
  })
  @IsId()
  toMemberId: string;
}

/** A task that a leader gives to another officer. */
@InputType({ description: 'Lãnh đạo giao lại nhiệm vụ. A leader gives a task to another officer of the unit.' })
export class ReassignAwardTaskInput extends DelegateAwardTaskInput {}

/** A task that a leader takes from who holds it. */
@InputType({ description: 'Lãnh đạo gỡ người đang giữ nhiệm vụ. A leader takes a task from who holds it.' })
export class ReleaseAwardTaskInput extends TaskDecisionInput {}

/** A task and the version of it that was seen. */
@InputType({ description: 'Nhiệm vụ và phiên bản đã thấy. A task and the version of it that was seen.' })
export class SeenTaskInput {
  @Field(() => ID, { description: 'Nhiệm vụ. The task.' })
  @IsId()
  taskId: string;

  @Field(() => Int, { description: 'Phiên bản đã thấy. Version that was seen; a stale one is CONFLICT.' })
  @Min(1)
  version: number;
}

/** Several tasks. */
@InputType({ description: 'Nhiều nhiệm vụ cùng lúc. Several tasks at once.' })
abstract class SeveralTasksInput extends CommandInput {
  @Field(() => [SeenTaskInput], {
    description:
      'Các nhiệm vụ, 1–500, không trùng; mỗi nhiệm vụ là một lệnh riêng. The tasks, 1 to 500, each once; each is a command of its own.',
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_TASKS)
  @ValidateNested({ each: true })
  tasks: SeenTaskInput[];
}

/** Several stages to decide on. */
@InputType({ description: 'Quyết định nhiều nhiệm vụ cùng lúc. Decides on several tasks at once.' })
export class DecideAwardTasksInput extends SeveralTasksInput {
  @Field(() => TaskDecision, { description: 'Quyết định. The decision.' })
  decision: TaskDecision;

  @Field(() => String, {
    nullable: true,
    description:
      'Ý kiến khi đạt; lý do, bắt buộc, khi trả lại hoặc không chấp thuận (≤ 2.000 ký tự). Opinion of a pass; the reason, needed, of a return or rejection.',
  })
  @IsOptional()
  @MaxLength(LONGEST_REASON)
  reason?: string | null;
}

/** Several tasks to assign. */
@InputType({ description: 'Giao, nhận, trả nhiều nhiệm vụ cùng lúc. Assigns several tasks at once.' })
export class AssignAwardTasksInput extends SeveralTasksInput {
  @Field(() => TaskAssignment, { description: 'Cách giao. How.' })
  assignment: TaskAssignment;

  @Field(() => ID, {
    nullable: true,
    description: 'Người nhận, khi chuyển hoặc giao lại. Who is to have them, for DELEGATE and REASSIGN alone.',
  })
  @IsOptional()
  @IsId()
  toMemberId?: string | null;
}
