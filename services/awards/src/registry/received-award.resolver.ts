import { CommandRefused, refusable, RequiresPermission } from '@thidua/service-kit';
import { Arg, createUnionType, Ctx, Field, FieldResolver, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { AwardType } from '../award-type/award-type.entity';
import type { AwardsContext } from '../graph/awards-context';
import { Member } from '../member/member.type';
import { UnionUnit } from '../union-unit/union-unit.type';
import type { PastAwardService } from './past-award.service';
import { ReceivedAward } from './received-award.entity';
import { RecordPastAwardInput } from './received-award.input';

@ObjectType({ description: 'Đã ghi phần thưởng vào sổ. The award was entered into the registry.' })
class RecordPastAwardSuccess {
  @Field(() => ReceivedAward, { description: 'Mục trong sổ khen thưởng. The entry.' })
  receivedAward: ReceivedAward;
}

const RecordPastAwardResult = createUnionType({
  name: 'RecordPastAwardResult',
  description: 'Đã ghi, hoặc bị từ chối có lý do. Recorded, or refused with reasons.',
  types: () => [RecordPastAwardSuccess, CommandRefused] as const,
});

/** The registry of awards that people and collectives hold. */
@Resolver(() => ReceivedAward)
export class ReceivedAwardResolver {
  constructor(private readonly pastAwards: PastAwardService) {}

  @RequiresPermission('received-award.record')
  @Mutation(() => RecordPastAwardResult, {
    description:
      'Ghi phần thưởng đã nhận trước đây hoặc do cơ quan khác tặng, theo văn bản; được tính như dữ kiện, có ghi là khai. Records an award of before this system or of another body from a document; it counts as a fact, marked as stated.',
  })
  recordPastAward(
    @Arg('input', () => RecordPastAwardInput, { description: 'Nội dung lệnh. The command’s input.' })
    input: RecordPastAwardInput,
    @Ctx() { passport, dataSource }: AwardsContext,
  ): Promise<object> {
    return refusable(async () => {
      const { answer } = await this.pastAwards.record({ kind: 'person', passport }, input);
      const receivedAward = await dataSource.manager.findOneByOrFail(ReceivedAward, { id: answer.receivedAwardId });
      return Object.assign(new RecordPastAwardSuccess(), { receivedAward });
    });
  }

  @FieldResolver(() => AwardType, {
    nullable: true,
    description: 'Loại khen thưởng trong danh mục, nếu có. The award of the catalogue, when it is there.',
  })
  awardType(@Root() { awardTypeId }: ReceivedAward, @Ctx() { loaders }: AwardsContext): Promise<AwardType | null> {
    return awardTypeId ? loaders.awardType.load(awardTypeId) : Promise.resolve(null);
  }

  @FieldResolver(() => Member, {
    nullable: true,
    description: 'Cá nhân đã nhận; null khi là tập thể. The person who received it; null for a collective.',
  })
  recipient(@Root() { recipientMemberId }: ReceivedAward): Member | null {
    return recipientMemberId ? { id: recipientMemberId } : null;
  }

  @FieldResolver(() => UnionUnit, {
    nullable: true,
    description: 'Tập thể đã nhận; null khi là cá nhân. The collective that received it; null for a person.',
  })
  recipientUnit(@Root() { recipientUnitId }: ReceivedAward): UnionUnit | null {
    return recipientUnitId ? { id: recipientUnitId } : null;
  }

  @FieldResolver(() => UnionUnit, {
    nullable: true,
    description: 'Đơn vị công đoàn đã khen; null khi là cơ quan ngoài. The union unit that awarded it.',
  })
  issuingUnit(@Root() { issuingUnitId }: ReceivedAward): UnionUnit | null {
    return issuingUnitId ? { id: issuingUnitId } : null;
  }
}
