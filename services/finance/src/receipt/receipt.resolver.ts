import {
  badInput,
  CommandRefused,
  keysetPage,
  notFound,
  refusable,
  RequiresPermission,
  type Page,
  type RequestContext,
} from '@thidua/service-kit';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { DataSource } from 'typeorm';
import type { FinanceLoaders } from '../loaders';
import { assertReadableLedger, isReadableLedger } from '../unit/known-unit';
import { unionUnit, UnionUnit } from '../unit/union-unit.entity';
import { Receipt, ReceiptConnection } from './receipt.entity';
import { ReceiptArguments, ReceiptsArguments, RecordReceiptsInput, ReverseReceiptInput } from './receipt.input';
import {
  RecordReceiptsResult,
  RecordReceiptsSuccess,
  ReverseReceiptResult,
  ReverseReceiptSuccess,
} from './receipt.result';
import type { ReceiptService } from './receipt.service';

/** Receipts in the graph. */
@Resolver(() => Receipt)
export class ReceiptResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly receipts: ReceiptService,
  ) {}

  @RequiresPermission('finance.read')
  @Query(() => Receipt, {
    name: 'receipt',
    description:
      'Một khoản thu trong phạm vi quyền finance.read. A receipt within reach of finance.read; NOT_FOUND beyond it.',
  })
  async one(
    @Args() { id }: ReceiptArguments,
    @Ctx() { loaders, passport }: RequestContext<FinanceLoaders>,
  ): Promise<Receipt> {
    const receipt = await loaders.receiptById.load(id.toLowerCase());
    if (!receipt || !(await isReadableLedger(this.dataSource, passport, receipt.unitId))) {
      throw notFound({ vi: 'khoản thu', en: 'receipt' }, 'id');
    }
    return receipt;
  }

  @RequiresPermission('finance.read')
  @Query(() => ReceiptConnection, {
    name: 'receipts',
    description:
      'Khoản thu của riêng một đơn vị trong phạm vi quyền finance.read, theo ngày thu, kể cả bút toán đảo. A unit’s own receipts by day within reach of finance.read, reversing entries included.',
  })
  async list(@Args() filter: ReceiptsArguments, @Ctx() { passport }: RequestContext): Promise<Page<Receipt>> {
    const { unitId, from, to, stream, channel } = filter;
    if (from && to && to < from) {
      throw badInput({
        field: 'to',
        vi: 'Ngày cuối không được trước ngày đầu.',
        en: 'The last day must not be before the first.',
      });
    }
    await assertReadableLedger(this.dataSource, passport, unitId);
    const query = this.dataSource
      .getRepository(Receipt)
      .createQueryBuilder('receipt')
      .where('receipt.unitId = :unitId', { unitId });
    if (from) {
      query.andWhere('receipt.receivedOn >= :from', { from });
    }
    if (to) {
      query.andWhere('receipt.receivedOn <= :to', { to });
    }
    if (stream) {
      query.andWhere('receipt.stream = :stream', { stream });
    }
    if (channel) {
      query.andWhere('receipt.channel = :channel', { channel });
    }
    return keysetPage(query, filter, [
      { column: 'receipt.receivedOn', read: (receipt) => receipt.receivedOn },
      { column: 'receipt.id', read: (receipt) => receipt.id },
    ]);
  }

  @RequiresPermission('receipt.record')
  @Mutation(() => RecordReceiptsResult, {
    description: 'Ghi các khoản thu của một đơn vị. Records receipts of one unit, all or none.',
  })
  recordReceipts(
    @Arg('input', () => RecordReceiptsInput, { description: 'Các khoản thu. The receipts.' })
    { commandId, unitId, lines }: RecordReceiptsInput,
    @Ctx() { passport }: RequestContext,
  ): Promise<RecordReceiptsSuccess | CommandRefused> {
    return refusable(async () =>
      Object.assign(new RecordReceiptsSuccess(), {
        receipts: await this.receipts.record(
          { actor: { kind: 'person', passport }, commandId },
          unitId,
          lines.map(({ stream, channel, amount, receivedOn, document }) => ({
            stream,
            channel,
            amount,
            receivedOn,
            document: document ?? null,
          })),
        ),
      }),
    );
  }

  @RequiresPermission('receipt.record')
  @Mutation(() => ReverseReceiptResult, {
    description:
      'Đảo một khoản thu bằng bút toán trái dấu cùng ngày, chỉ một lần. Reverses a receipt by an entry of the opposite sign on the same day, once only.',
  })
  reverseReceipt(
    @Arg('input', () => ReverseReceiptInput, { description: 'Khoản thu và lý do. The receipt and the reason.' })
    { commandId, receiptId, reason }: ReverseReceiptInput,
    @Ctx() { passport }: RequestContext,
  ): Promise<ReverseReceiptSuccess | CommandRefused> {
    return refusable(async () =>
      Object.assign(
        new ReverseReceiptSuccess(),
        await this.receipts.reverse({ actor: { kind: 'person', passport }, commandId }, receiptId, reason),
      ),
    );
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị thu. The unit that received the money.' })
  unit(@Root() receipt: Receipt): UnionUnit {
    return unionUnit(receipt.unitId);
  }

  @FieldResolver(() => Receipt, {
    nullable: true,
    description: 'Khoản thu mà bút toán này đảo. The receipt that this entry reverses; null for a receipt.',
  })
  reverses(@Root() receipt: Receipt, @Ctx() { loaders }: RequestContext<FinanceLoaders>): Promise<Receipt | null> {
    return receipt.reversesId ? loaders.receiptById.load(receipt.reversesId) : Promise.resolve(null);
  }

  @FieldResolver(() => Receipt, {
    nullable: true,
    description: 'Bút toán đảo khoản thu này. The entry that reverses this receipt; null when it stands.',
  })
  reversedBy(@Root() receipt: Receipt, @Ctx() { loaders }: RequestContext<FinanceLoaders>): Promise<Receipt | null> {
    return receipt.reversesId ? Promise.resolve(null) : loaders.reversalOf.load(receipt.id);
  }
}
