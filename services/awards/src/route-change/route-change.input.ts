import { CommandInput, IsId } from '@thidua/service-kit';
import { ArrayMaxSize, ArrayMinSize, MaxLength } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { LONGEST_REASON, MOST_NOMINATIONS } from '../nomination/nomination.input';

/** The most nominations that are previewed at once. */
const MOST_PREVIEWED = 100;

/** Open nominations that are to follow another version of their award's route. */
@InputType({
  description:
    'Chuyển các hồ sơ đang xử lý, nêu rõ từng hồ sơ, sang phiên bản quy trình khác. Open nominations, each one named, that are to follow another version of their award’s route.',
})
export class ChangeNominationRoutesInput extends CommandInput {
  @Field(() => ID, { description: 'Phiên bản quy trình mới. The route version to follow.' })
  @IsId()
  routeVersionId: string;

  @Field(() => [ID], { description: 'Các hồ sơ, 1–500, mỗi hồ sơ một lần. The nominations, 1 to 500, each once.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NOMINATIONS)
  @IsId({ each: true })
  nominationIds: string[];

  @Field({ description: 'Lý do, bắt buộc, 1–2.000 ký tự. The reason, needed, 1 to 2,000 characters.' })
  @MaxLength(LONGEST_REASON)
  reason: string;
}

/** What is to be previewed. */
@ArgsType()
export class RouteChangeArguments {
  @Field(() => ID, { description: 'Phiên bản quy trình mới. The route version to follow.' })
  @IsId()
  routeVersionId: string;

  @Field(() => [ID], { description: 'Các hồ sơ, 1–100. The nominations, 1 to 100.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_PREVIEWED)
  @IsId({ each: true })
  nominationIds: string[];
}
