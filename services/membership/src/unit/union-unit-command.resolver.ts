import { CommandRefused, RequiresPermission, refusable, type RequestContext } from '@thidua/service-kit';
import { Arg, Ctx, Field, Mutation, ObjectType, Resolver, createUnionType } from 'type-graphql';
import type { MembershipLoaders } from '../loaders';
import { ChangeUnitFactInput, DissolveUnitInput, FoundUnitInput, TransferUnitInput } from './union-unit.input';
import { requireUnit } from './union-unit.resolver';
import { UnionUnitService, type UnitAnswer } from './union-unit.service';
import { UnionUnit } from './union-unit.type';

type Context = RequestContext<MembershipLoaders>;

const UNIT =
  'Đơn vị sau lệnh, như hôm nay hoặc như ngày của thay đổi nếu muộn hơn. The unit after the command, as of today, or of the change’s date where that is later.';

/** What foundUnit did. */
@ObjectType({ description: 'Kết quả thành lập đơn vị. What foundUnit did.' })
export class FoundUnitSuccess {
  @Field(() => UnionUnit, { description: UNIT })
  unit: UnionUnit;
}
/** What changeUnitFact did. */
@ObjectType({ description: 'Kết quả thay đổi thông tin. What changeUnitFact did.' })
export class ChangeUnitFactSuccess {
  @Field(() => UnionUnit, { description: UNIT })
  unit: UnionUnit;
}
/** What transferUnit did. */
@ObjectType({ description: 'Kết quả chuyển giao. What transferUnit did.' })
export class TransferUnitSuccess {
  @Field(() => UnionUnit, { description: UNIT })
  unit: UnionUnit;
}
/** What dissolveUnit did. */
@ObjectType({ description: 'Kết quả giải thể, sáp nhập. What dissolveUnit did.' })
export class DissolveUnitSuccess {
  @Field(() => UnionUnit, { description: UNIT })
  unit: UnionUnit;
}

const FoundUnitResult = createUnionType({
  name: 'FoundUnitResult',
  description: 'Kết quả của foundUnit. What foundUnit comes to.',
  types: () => [FoundUnitSuccess, CommandRefused] as const,
});
const ChangeUnitFactResult = createUnionType({
  name: 'ChangeUnitFactResult',
  description: 'Kết quả của changeUnitFact. What changeUnitFact comes to.',
  types: () => [ChangeUnitFactSuccess, CommandRefused] as const,
});
const TransferUnitResult = createUnionType({
  name: 'TransferUnitResult',
  description: 'Kết quả của transferUnit. What transferUnit comes to.',
  types: () => [TransferUnitSuccess, CommandRefused] as const,
});
const DissolveUnitResult = createUnionType({
  name: 'DissolveUnitResult',
  description: 'Kết quả của dissolveUnit. What dissolveUnit comes to.',
  types: () => [DissolveUnitSuccess, CommandRefused] as const,
});

/** Units: founded, changed, transferred, dissolved. */
@Resolver()
export class UnionUnitCommandResolver {
  constructor(private readonly service: UnionUnitService) {}

  @Mutation(() => FoundUnitResult, { description: 'Thành lập một đơn vị trực thuộc. Found a unit under another.' })
  @RequiresPermission('unit.found')
  foundUnit(
    @Arg('input', () => FoundUnitInput, { description: 'Đơn vị mới. The new unit.' }) input: FoundUnitInput,
    @Ctx() context: Context,
  ): Promise<FoundUnitSuccess | CommandRefused> {
    return changed(context, new FoundUnitSuccess(), input.foundedOn, () =>
      this.service.found({ kind: 'person', passport: context.passport }, input),
    );
  }

  @Mutation(() => ChangeUnitFactResult, {
    description:
      'Thay đổi tên, cấp, loại hình hoặc khu vực từ một ngày. Change name, level, type or sector from a date on.',
  })
  @RequiresPermission('unit.change')
  changeUnitFact(
    @Arg('input', () => ChangeUnitFactInput, {
      description: 'Thông tin nào, giá trị nào, từ ngày nào. Which fact, what value, from which date.',
    })
    input: ChangeUnitFactInput,
    @Ctx() context: Context,
  ): Promise<ChangeUnitFactSuccess | CommandRefused> {
    return changed(context, new ChangeUnitFactSuccess(), input.validFrom, () =>
      this.service.changeFact({ kind: 'person', passport: context.passport }, input),
    );
  }

  @Mutation(() => TransferUnitResult, {
    description:
      'Chuyển giao đơn vị, cùng mọi đơn vị bên dưới, sang cấp trên khác từ một ngày; đơn vị nhận cần quyền unit.change. Transfer a unit, with everything under it, to another parent from a date on; over that parent it takes unit.change.',
  })
  @RequiresPermission('unit.dissolve')
  transferUnit(
    @Arg('input', () => TransferUnitInput, {
      description: 'Đơn vị nào, về đâu, từ ngày nào. Which unit, where to, from which date.',
    })
    input: TransferUnitInput,
    @Ctx() context: Context,
  ): Promise<TransferUnitSuccess | CommandRefused> {
    return changed(context, new TransferUnitSuccess(), input.transferredOn, () =>
      this.service.transfer({ kind: 'person', passport: context.passport }, input),
    );
  }

  @Mutation(() => DissolveUnitResult, {
    description:
      'Giải thể đơn vị, hoặc sáp nhập vào đơn vị khác, nơi cần quyền unit.change; lịch sử được giữ. Dissolve a unit, or merge it into another, over which it takes unit.change; its history is kept.',
  })
  @RequiresPermission('unit.dissolve')
  dissolveUnit(
    @Arg('input', () => DissolveUnitInput, { description: 'Đơn vị nào, từ ngày nào. Which unit, from which date.' })
    input: DissolveUnitInput,
    @Ctx() context: Context,
  ): Promise<DissolveUnitSuccess | CommandRefused> {
    return changed(context, new DissolveUnitSuccess(), input.dissolvedOn, () =>
      this.service.dissolve({ kind: 'person', passport: context.passport }, input),
    );
  }
}

function changed<Success extends { unit: UnionUnit }>(
  { loaders }: Context,
  success: Success,
  date: string,
  command: () => Promise<UnitAnswer>,
): Promise<Success | CommandRefused> {
  return refusable(async () => {
    const { unitId } = await command();
    const asOf = date > loaders.today ? date : loaders.today;
    return Object.assign(success, { unit: await requireUnit(loaders, unitId, asOf, 'input.unitId') });
  });
}
