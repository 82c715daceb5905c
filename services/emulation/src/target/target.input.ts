import { CalendarDateScalar, CommandInput, DecimalScalar, IsWords } from '@thidua/service-kit';
import { ArrayMaxSize, ArrayMinSize, IsOptional, Length, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { IsIdentifier } from '../identifier/identifier.validation';
import type { IssueTargetDecisionCommand, TargetGiven } from './target.service';

/** One target of a decision. */
@InputType({
  description: 'Một chỉ tiêu giao cho cụm, khối hoặc đơn vị (một trong hai). A target for a group or a unit.',
})
export class TargetInput implements TargetGiven {
  @Field({ description: 'Mã chỉ tiêu. Code of the indicator.' })
  @Length(2, 40)
  indicatorCode: string;

  @Field(() => ID, { nullable: true, description: 'Cụm, khối nhận chỉ tiêu. The group it is set for.' })
  @IsOptional()
  @IsIdentifier()
  groupId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Đơn vị nhận chỉ tiêu. The unit it is set for.' })
  @IsOptional()
  @IsIdentifier()
  unitId?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Giá trị theo đơn vị tính của chỉ tiêu, không âm; 0 được chấp nhận và hiển thị là không áp dụng. In the indicator’s unit of measure, never negative; zero is accepted and shown as not applicable.',
  })
  value?: string | null;
}

/** Input of issueTargetDecision. */
@InputType({ description: 'Ban hành quyết định giao chỉ tiêu. Issues a numbered target decision.' })
export class IssueTargetDecisionInput extends CommandInput implements IssueTargetDecisionCommand {
  @Field(() => ID, {
    description: 'Đơn vị ban hành: chủ trì chu kỳ hoặc cấp trên. Issuer: the cycle’s owner or above.',
  })
  @IsIdentifier()
  issuerId: string;

  @Field(() => ID, { description: 'Chu kỳ. The cycle.' })
  @IsIdentifier()
  cycleId: string;

  @Field({
    description:
      'Số quyết định, ví dụ "12/QĐ-LĐLĐ"; duy nhất cho mỗi đơn vị ban hành và năm. Number, unique for each issuer and year; 1 to 60 characters.',
  })
  @IsWords(60)
  number: string;

  @Field(() => CalendarDateScalar, { description: 'Ngày ban hành. Date of issue.' })
  issuedOn: string;

  @Field(() => [TargetInput], { description: 'Các chỉ tiêu, 1 đến 500. The targets, 1 to 500.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  targets: TargetInput[];
}
