import { CommandInput, IsId } from '@thidua/service-kit';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';

/** The most certificates of one batch. */
export const LARGEST_BATCH = 500;

/** Certificates to issue and print. */
@InputType({
  description:
    'Cấp và in giấy chứng nhận cho các phần thưởng do một đơn vị quyết định. Issues and prints the certificates of awards that one unit gave.',
})
export class RequestCertificatesInput extends CommandInput {
  @Field(() => [ID], {
    description: `Các phần thưởng, 1–${LARGEST_BATCH}, cùng một đơn vị đã khen. The awards, all given by one unit.`,
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(LARGEST_BATCH)
  @ArrayUnique()
  @IsId({ each: true })
  receivedAwardIds: string[];

  @Field(() => ID, {
    description: 'Mẫu, của đơn vị đã khen hoặc cấp trên. A template of that unit or of one above it.',
  })
  @IsId()
  templateId: string;
}
