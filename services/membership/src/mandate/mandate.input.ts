import { CalendarDateScalar, CommandInput, IsId, IsWords } from '@thidua/service-kit';
import { Field, ID, InputType } from 'type-graphql';

const DOCUMENT = 'Số và ngày của văn bản làm căn cứ, 1–255 ký tự. Number and date of the document it rests on.';
const REASON = 'Lý do, 1–500 ký tự. The reason.';

@InputType({
  description:
    'Ủy quyền một chức danh của mình cho cán bộ khác của đơn vị. Delegate an office of one’s own to another officer of the unit.',
})
export class DelegateMandateInput extends CommandInput {
  @Field(() => ID, { description: 'Chức danh của chính người ủy quyền. An office of one’s own.' })
  @IsId()
  officeId: string;
  @Field(() => ID, {
    description:
      'Người được ủy quyền: giữ một chức danh có hiệu lực của chính đơn vị đó vào ngày đầu. The delegate: holds an office of the same unit that is in force on the first day.',
  })
  @IsId()
  toMemberId: string;
  @Field(() => CalendarDateScalar, {
    description: 'Ngày đầu tiên, không trước hôm nay. First day, not before today.',
  })
  from: string;
  @Field(() => CalendarDateScalar, {
    description:
      'Ngày đầu tiên không còn ủy quyền, trong nhiệm kỳ của chức danh. First day on which it no longer holds, within the office’s term.',
  })
  until: string;
  @Field({ description: DOCUMENT })
  @IsWords(255)
  document: string;
  @Field({ description: REASON })
  @IsWords(500)
  reason: string;
}

@InputType({ description: 'Chấm dứt một ủy quyền trước hạn. End a delegation before its time.' })
export class EndDelegationInput extends CommandInput {
  @Field(() => ID, { description: 'Ủy quyền cần chấm dứt. The delegation.' })
  @IsId()
  delegationId: string;
  @Field(() => CalendarDateScalar, {
    description:
      'Ngày đầu tiên không còn ủy quyền, không trước hôm nay; trước ngày bắt đầu thì ủy quyền không có hiệu lực ngày nào. First day on which it no longer holds, not before today; before its first day it is called off.',
  })
  until: string;
  @Field({ description: REASON })
  @IsWords(500)
  reason: string;
}

@InputType({
  description: 'Tạm đình chỉ một chức danh, cùng mọi ủy quyền của nó. Suspend an office, with every delegation of it.',
})
export class SuspendMandateInput extends CommandInput {
  @Field(() => ID, { description: 'Chức danh cần tạm đình chỉ. The office.' })
  @IsId()
  officeId: string;
  @Field(() => CalendarDateScalar, {
    description: 'Ngày đầu tiên, không trước hôm nay. First day, not before today.',
  })
  from: string;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description:
      'Ngày đầu tiên không còn đình chỉ; null đến khi có quyết định khôi phục. First day on which it no longer holds; null until it is resumed.',
  })
  until: string | null;
  @Field({ description: DOCUMENT })
  @IsWords(255)
  document: string;
  @Field({ description: REASON })
  @IsWords(500)
  reason: string;
}

@InputType({ description: 'Khôi phục một chức danh đang bị tạm đình chỉ. Resume an office that is suspended.' })
export class ResumeMandateInput extends CommandInput {
  @Field(() => ID, { description: 'Chức danh cần khôi phục. The office.' })
  @IsId()
  officeId: string;
  @Field(() => CalendarDateScalar, {
    description:
      'Ngày đầu tiên chức danh lại có hiệu lực, không trước hôm nay. First day on which it is in force again, not before today.',
  })
  from: string;
  @Field({ description: REASON })
  @IsWords(500)
  reason: string;
}
