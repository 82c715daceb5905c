import { CalendarDateScalar, CommandInput, IsId, IsWords } from '@thidua/service-kit';
import { IsOptional, Matches } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { BANK_ACCOUNT_PATTERN, NATIONAL_ID_PATTERN, PHONE_PATTERN } from './personal-data.rules';

const optional = (vi: string, en: string): string =>
  `${vi}; bỏ trống thì giữ nguyên, null thì xóa. ${en}; left out: unchanged; null: erased.`;

@InputType({
  description:
    'Ghi nhận dữ liệu cá nhân của một đoàn viên: chỉ các trường nêu ra thay đổi. Record personal data of a member: only the fields that are given change.',
})
export class RecordPersonalDataInput extends CommandInput {
  @Field(() => ID, { description: 'Đoàn viên. The member.' })
  @IsId()
  memberId: string;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: optional('Ngày sinh, trước hôm nay', 'Date of birth, before today'),
  })
  dateOfBirth?: string | null;
  @Field(() => String, {
    nullable: true,
    description: optional('Số định danh cá nhân, 12 chữ số', 'National id, 12 digits'),
  })
  @IsOptional()
  @Matches(NATIONAL_ID_PATTERN, { message: 'cần 12 chữ số / must be 12 digits' })
  nationalId?: string | null;
  @Field(() => String, {
    nullable: true,
    description: optional(
      'Số điện thoại, 8–15 chữ số, có thể bắt đầu bằng +',
      'Phone number, 8 to 15 digits, with or without + before them',
    ),
  })
  @IsOptional()
  @Matches(PHONE_PATTERN, {
    message: 'cần 8 đến 15 chữ số, có thể có dấu + ở đầu / must be 8 to 15 digits, with or without + before them',
  })
  phone?: string | null;
  @Field(() => String, {
    nullable: true,
    description: optional('Địa chỉ, 1–300 ký tự', 'Address, 1 to 300 characters'),
  })
  @IsOptional()
  @IsWords(300)
  address?: string | null;
  @Field(() => String, {
    nullable: true,
    description: optional(
      'Số tài khoản và tên ngân hàng, tối đa 60 ký tự, ví dụ 0123456789 Vietcombank',
      'Bank account: its number and the bank’s name, at most 60 characters',
    ),
  })
  @IsOptional()
  @Matches(BANK_ACCOUNT_PATTERN, {
    message: 'cần số tài khoản từ 6 chữ số và tên ngân hàng / must be a number of 6 digits or more and the bank’s name',
  })
  bankAccount?: string | null;
}
