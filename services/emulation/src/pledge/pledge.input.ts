import { CommandInput, IsWords } from '@thidua/service-kit';
import { ArrayMaxSize, IsOptional, Length, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { IsIdentifier } from '../identifier/identifier.validation';
import type {
  DraftPledgeCommand,
  HandleEscalationCommand,
  OpenPledgeCommand,
  SignPledgeCommand,
} from './pledge.service';

/** Input of draftPledge. */
@InputType({ description: 'Soạn giao ước: thay toàn bộ nội dung và hoạt động chung. Replaces the whole draft.' })
export class DraftPledgeInput extends CommandInput implements DraftPledgeCommand {
  @Field(() => ID, { description: 'Giao ước. The pledge.' })
  @IsIdentifier()
  pledgeId: string;

  @Field(() => Int, {
    description:
      'Phiên bản giao ước đã thấy; cũ thì CONFLICT kèm việc đã xảy ra. Version of the pledge that you saw; a stale one is CONFLICT with what happened.',
  })
  @Min(1)
  version: number;

  @Field({ description: 'Nội dung, 1 đến 20.000 ký tự. Text, 1 to 20,000 characters.' })
  @IsWords(20_000)
  content: string;

  @Field(() => [String], {
    description:
      'Các hoạt động chung, tối đa 20, mỗi mục 1 đến 1.000 ký tự, không trùng nhau. Joint activities, at most 20, none twice (case and blanks make no difference).',
  })
  @ArrayMaxSize(20)
  @Length(1, 1000, { each: true })
  jointActivities: string[];
}

/** Input of openPledgeForSignature. */
@InputType({ description: 'Mở giao ước để các đơn vị ký. Opens a pledge for signature.' })
export class OpenPledgeForSignatureInput extends CommandInput implements OpenPledgeCommand {
  @Field(() => ID, { description: 'Giao ước. The pledge.' })
  @IsIdentifier()
  pledgeId: string;

  @Field(() => Int, {
    description:
      'Phiên bản giao ước đã thấy; cũ thì CONFLICT kèm việc đã xảy ra. Version of the pledge that you saw; a stale one is CONFLICT with what happened.',
  })
  @Min(1)
  version: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'Phiên bản nhiệm vụ DRAFT_PLEDGE đã thấy, nếu muốn kiểm tra. Version of the DRAFT_PLEDGE task that you saw; a stale one is CONFLICT.',
  })
  @IsOptional()
  @Min(1)
  taskVersion?: number | null;
}

/** Input of signPledge. */
@InputType({ description: 'Ký giao ước thay mặt một đơn vị. Signs a pledge for a unit.' })
export class SignPledgeInput extends CommandInput implements SignPledgeCommand {
  @Field(() => ID, { description: 'Giao ước. The pledge.' })
  @IsIdentifier()
  pledgeId: string;

  @Field(() => ID, { description: 'Đơn vị ký. The unit that signs.' })
  @IsIdentifier()
  unitId: string;
}

/** Input of handlePledgeEscalation. */
@InputType({ description: 'Xử lý việc chậm ký giao ước. Deals with late signatures.' })
export class HandlePledgeEscalationInput extends CommandInput implements HandleEscalationCommand {
  @Field(() => ID, { description: 'Nhiệm vụ HANDLE_PLEDGE_ESCALATION. The task.' })
  @IsIdentifier()
  taskId: string;

  @Field(() => Int, { description: 'Phiên bản nhiệm vụ đã thấy. Version of the task that you saw.' })
  @Min(1)
  version: number;

  @Field({ description: 'Ý kiến xử lý, 1 đến 2.000 ký tự. What was done about it, 1 to 2,000 characters.' })
  @IsWords(2000)
  note: string;
}
