import { CommandInput, IsId, IsWords } from '@thidua/service-kit';
import { Field, ID, InputType } from 'type-graphql';

/** A list to draft. */
@InputType({
  description:
    'Danh sách đề nghị cần lập, chưa có hồ sơ; hồ sơ được lập vào danh sách sau. A list to draft, still without nominations; they are drafted into it.',
})
export class DraftNominationListInput extends CommandInput {
  @Field(() => ID, { description: 'Đơn vị đề nghị. The nominating unit.' })
  @IsId()
  nominatingUnitId: string;

  @Field({ description: 'Tên danh sách, 1–255 ký tự. Title of the list, 1 to 255 characters.' })
  @IsWords(255)
  title: string;
}
