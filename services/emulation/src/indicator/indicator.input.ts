import { CommandInput, IsWords } from '@thidua/service-kit';
import { Matches, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { IsIdentifier } from '../identifier/identifier.validation';
import { IndicatorSource } from './indicator-source';
import type { DefineIndicatorCommand } from './indicator.service';

/** Input of defineIndicator. */
@InputType({ description: 'Định nghĩa một chỉ tiêu. Defines an indicator.' })
export class DefineIndicatorInput extends CommandInput implements DefineIndicatorCommand {
  @Field(() => ID, { description: 'Đơn vị định nghĩa. Unit that defines it.' })
  @IsIdentifier()
  ownerId: string;

  @Field({
    description: 'Mã: chữ hoa, chữ số, gạch dưới, 2 đến 40 ký tự. Code: capitals, digits, _, 2 to 40 characters.',
  })
  @Matches(/^[A-Z][A-Z0-9_]{1,39}$/)
  code: string;

  @Field({ description: 'Tên, 1 đến 255 ký tự. Name, 1 to 255 characters.' })
  @IsWords(255)
  name: string;

  @Field({ description: 'Đơn vị tính, 1 đến 60 ký tự. Unit of measure, 1 to 60 characters.' })
  @IsWords(60)
  unitOfMeasure: string;

  @Field(() => IndicatorSource, { description: 'Nguồn số thực hiện. Where the actual figures come from.' })
  source: IndicatorSource;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Số chữ số thập phân khi hiển thị tỷ lệ, 0 đến 4; mặc định 0. Decimals to show, 0 to 4.',
  })
  @Min(0)
  @Max(4)
  displayDecimals: number;
}
