import { CommandInput, IsId, IsWords } from '@thidua/service-kit';
import { Matches } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { PROVIDER_PATTERN, SUBJECT_PATTERN } from './account';

const PROVIDER =
  'Tên nơi cấp tài khoản, ví dụ embedded: chữ thường, số và dấu gạch nối, 1–40 ký tự. Name of the issuer, for example embedded: lower-case letters, digits and hyphens.';

@InputType({
  description:
    'Liên kết một đoàn viên với tài khoản mà họ đăng nhập. Link a member to the account that they sign in with.',
})
export class LinkIdentityInput extends CommandInput {
  @Field(() => ID, { description: 'Đoàn viên. The member.' })
  @IsId()
  memberId: string;
  @Field({ description: PROVIDER })
  @Matches(PROVIDER_PATTERN, {
    message: 'cần 1 đến 40 chữ thường, chữ số hoặc gạch nối / must be 1 to 40 lower-case letters, digits or hyphens',
  })
  provider: string;
  @Field({
    description:
      'Tài khoản tại nơi cấp (sub), 1–255 ký tự ASCII. The account at the issuer (its claim sub), 1 to 255 characters of ASCII.',
  })
  @Matches(SUBJECT_PATTERN, {
    message:
      'cần 1 đến 255 ký tự ASCII, không có khoảng trắng ở hai đầu / must be 1 to 255 characters of ASCII without a space at the ends',
  })
  subject: string;
}

@InputType({
  description: 'Gỡ liên kết của một đoàn viên với tài khoản. Take a member’s link to an account away.',
})
export class UnlinkIdentityInput extends CommandInput {
  @Field(() => ID, { description: 'Đoàn viên. The member.' })
  @IsId()
  memberId: string;
  @Field({ description: PROVIDER })
  @Matches(PROVIDER_PATTERN, {
    message: 'cần 1 đến 40 chữ thường, chữ số hoặc gạch nối / must be 1 to 40 lower-case letters, digits or hyphens',
  })
  provider: string;
  @Field({ description: 'Lý do, 1–500 ký tự. The reason.' })
  @IsWords(500)
  reason: string;
}
