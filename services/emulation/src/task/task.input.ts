import { CommandInput } from '@thidua/service-kit';
import { Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { IsIdentifier } from '../identifier/identifier.validation';
import type { ClaimTaskCommand } from './task.service';

/** Input of claimEmulationTask and unclaimEmulationTask. */
@InputType({ description: 'Nhận việc, hoặc trả lại việc đã nhận. Claims a task, or gives it back.' })
export class ClaimEmulationTaskInput extends CommandInput implements ClaimTaskCommand {
  @Field(() => ID, { description: 'Nhiệm vụ. The task.' })
  @IsIdentifier()
  taskId: string;

  @Field(() => Int, { description: 'Phiên bản đã thấy. Version that you saw; a stale one is CONFLICT.' })
  @Min(1)
  version: number;
}
