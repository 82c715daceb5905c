import { CalendarDateScalar, CommandInput, IsWords } from '@thidua/service-kit';
import { ArrayMaxSize, ArrayMinSize, IsOptional, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { IsIdentifier } from '../identifier/identifier.validation';
import { GroupEventKind, GroupKind } from './group.entity';
import {
  MembershipChange,
  type ChangeHeadCommand,
  type ChangeMembershipCommand,
  type FormGroupCommand,
  type RecordEventCommand,
} from './group.service';

registerEnumType(MembershipChange, {
  name: 'GroupMembershipChange',
  description: 'Vào hay ra khỏi cụm, khối. Whether a unit joins or leaves.',
  valuesConfig: {
    Join: { description: 'Vào cụm, khối từ ngày nêu. Joins on the date.' },
    Leave: { description: 'Ra khỏi cụm, khối từ ngày nêu. Leaves: on the date it is no longer a member.' },
  },
});

/** Input of formGroup. */
@InputType({ description: 'Thành lập cụm hoặc khối thi đua. Forms a cluster or block.' })
export class FormGroupInput extends CommandInput implements FormGroupCommand {
  @Field(() => ID, { description: 'Đơn vị chủ quản. Unit that owns the group.' })
  @IsIdentifier()
  ownerId: string;

  @Field(() => GroupKind, { description: 'Cụm hay khối. Cluster or block.' })
  kind: GroupKind;

  @Field(() => Int, { description: 'Số của cụm, khối, 1 đến 999. Number of the group, 1 to 999.' })
  @Min(1)
  @Max(999)
  number: number;

  @Field({ description: 'Tên, 1 đến 255 ký tự. Name, 1 to 255 characters.' })
  @IsWords(255)
  name: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Đơn vị cụm trưởng, khối trưởng: một trong các thành viên. Head: one of the members.',
  })
  @IsOptional()
  @IsIdentifier()
  headUnitId?: string | null;

  @Field(() => [ID], { description: 'Các đơn vị thành viên, 1 đến 500. Members, 1 to 500.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsIdentifier({ each: true })
  memberUnitIds: string[];

  @Field(() => CalendarDateScalar, { description: 'Có hiệu lực từ ngày. First day of the memberships.' })
  from: string;
}

/** Input of changeGroupMembership. */
@InputType({ description: 'Đơn vị vào hoặc ra khỏi cụm, khối. A unit joins or leaves a group.' })
export class ChangeGroupMembershipInput extends CommandInput implements ChangeMembershipCommand {
  @Field(() => ID, { description: 'Cụm, khối. The group.' })
  @IsIdentifier()
  groupId: string;

  @Field(() => ID, { description: 'Đơn vị. The unit.' })
  @IsIdentifier()
  unitId: string;

  @Field(() => MembershipChange, { description: 'Vào hay ra. Joins or leaves.' })
  change: MembershipChange;

  @Field(() => CalendarDateScalar, {
    description: 'Ngày vào, hoặc ngày không còn là thành viên. First day in the group, or first day no longer in it.',
  })
  on: string;

  @Field(() => CalendarDateScalar, {
    nullable: true,
    description:
      'Khi vào: ngày không còn là thành viên; để trống nếu chưa biết. When joining: first day no longer in it.',
  })
  until?: string | null;
}

/** Input of changeGroupHead. */
@InputType({ description: 'Đổi đơn vị cụm trưởng, khối trưởng. Another unit heads the group.' })
export class ChangeGroupHeadInput extends CommandInput implements ChangeHeadCommand {
  @Field(() => ID, { description: 'Cụm, khối. The group.' })
  @IsIdentifier()
  groupId: string;

  @Field(() => ID, { description: 'Đơn vị trưởng mới, phải là thành viên vào ngày đó. The new head: a member then.' })
  @IsIdentifier()
  unitId: string;

  @Field(() => CalendarDateScalar, { description: 'Từ ngày. First day as head.' })
  from: string;
}

/** Input of recordGroupEvent. */
@InputType({ description: 'Ghi nhận sự kiện của cụm, khối và đơn vị đăng cai. Records a group’s event and its host.' })
export class RecordGroupEventInput extends CommandInput implements RecordEventCommand {
  @Field(() => ID, { description: 'Cụm, khối. The group.' })
  @IsIdentifier()
  groupId: string;

  @Field(() => GroupEventKind, { description: 'Loại sự kiện. Kind of event.' })
  kind: GroupEventKind;

  @Field(() => Int, { description: 'Năm thi đua, 1990 đến 2100. Year that it belongs to, 1990 to 2100.' })
  @Min(1990)
  @Max(2100)
  year: number;

  @Field(() => ID, { nullable: true, description: 'Đơn vị đăng cai. The host, when there is one.' })
  @IsOptional()
  @IsIdentifier()
  hostUnitId?: string | null;

  @Field(() => CalendarDateScalar, { nullable: true, description: 'Ngày tổ chức. Day it was held, when known.' })
  heldOn?: string | null;

  @Field(() => String, { nullable: true, description: 'Tiêu đề, tối đa 500 ký tự. Title, at most 500 characters.' })
  @IsOptional()
  @IsWords(500)
  title?: string | null;

  @Field({ description: 'Nguồn, 1 đến 500 ký tự. Where it was published, 1 to 500 characters.' })
  @IsWords(500)
  source: string;

  @Field({ description: 'Câu gốc, 1 đến 5.000 ký tự. The sentence of the source, 1 to 5,000 characters.' })
  @IsWords(5000)
  sentence: string;
}
