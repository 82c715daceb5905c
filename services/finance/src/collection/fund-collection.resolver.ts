import { requirePerson, type RequestContext } from '@thidua/service-kit';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { FinanceLoaders } from '../loaders';
import { UnionUnit } from '../unit/union-unit.entity';
import { FundCollectionArguments } from './fund-collection.input';
import { FundCollection } from './fund-collection.type';

/** What finance adds to a union unit. */
@Resolver(() => UnionUnit)
export class FundCollectionResolver {
  @FieldResolver(() => FundCollection, {
    nullable: true,
    description:
      'Tình hình thu trong năm của đơn vị (và cấp dưới) so với dự toán; trống khi tài chính chưa biết đơn vị. What the unit, and everything under it, collects in a year against the budget. Units count where they stand in the tree on the last day of the year, or today while it runs; null for a unit that finance has not heard of. Mọi người đã đăng nhập đều xem được các tổng số này của mọi đơn vị, vì thi đua cần so sánh; từng lần giao dự toán và từng khoản thu cần quyền finance.read. Everyone who is signed in may read these sums of every unit, a single one included, because emulation compares units; each setting of a budget and each receipt need finance.read.',
  })
  fundCollection(
    @Root() unit: UnionUnit,
    @Args() { year, stream, includeBelow }: FundCollectionArguments,
    @Ctx() { loaders, passport }: RequestContext<FinanceLoaders>,
  ): Promise<FundCollection | null> {
    requirePerson(passport);
    return loaders.fundCollection.load({ unitId: unit.id, year, stream, includeBelow });
  }
}
