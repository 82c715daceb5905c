import { grantingMandate } from '@thidua/contracts';
import {
  type CommandRefused,
  keysetPage,
  notFound,
  type Page,
  PageArguments,
  refusable,
  type RequestContext,
  RequiresPermission,
} from '@thidua/service-kit';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { DataSource } from 'typeorm';
import type { FinanceLoaders } from '../loaders';
import { assertReadableLedger, isReadableLedger } from '../unit/known-unit';
import { UnionUnit, unionUnit } from '../unit/union-unit.entity';
import { AwardDecision } from './award-decision.type';
import { AwardLedgerEntry } from './award-ledger-entry.entity';
import { AwardPayment, AwardPaymentConnection } from './award-payment.entity';
import { AwardPaymentArguments, AwardPaymentsArguments, ConfirmAwardMoneyInput } from './award-payment.input';
import {
  ConfirmAwardPaymentsResult,
  ConfirmAwardPaymentsSuccess,
  ConfirmAwardRecoveriesResult,
  ConfirmAwardRecoveriesSuccess,
} from './award-payment.result';
import { type AwardPaymentService, type MoneyMoved, voucher } from './award-payment.service';

const INPUT = { description: 'Các khoản và cách chi, thu. The payments and how the money moved.' };

function movedBy({ paymentIds, on, channel, document }: ConfirmAwardMoneyInput): MoneyMoved {
  return { paymentIds, on, channel, document: voucher(document) };
}

/** Award money in the graph. */
@Resolver(() => AwardPayment)
export class AwardPaymentResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly payments: AwardPaymentService,
  ) {}

  @RequiresPermission('finance.read')
  @Query(() => AwardPayment, {
    name: 'awardPayment',
    description:
      'Một khoản chi thưởng trong phạm vi quyền finance.read. An award payment within reach of finance.read; NOT_FOUND beyond it.',
  })
  async one(@Args() { id }: AwardPaymentArguments, @Ctx() { passport }: RequestContext): Promise<AwardPayment> {
    const payment = await this.dataSource.getRepository(AwardPayment).findOneBy({ id });
    if (!payment || !(await isReadableLedger(this.dataSource, passport, payment.unitId))) {
      throw notFound({ vi: 'khoản chi thưởng', en: 'award payment' }, 'id');
    }
    return payment;
  }

  @RequiresPermission('finance.read')
  @Query(() => AwardPaymentConnection, {
    name: 'awardPayments',
    description:
      'Các khoản chi thưởng của một đơn vị trong phạm vi quyền finance.read, cũ trước; lọc ORDERED để thấy khoản chưa chi. A unit’s award payments within reach of finance.read, oldest first; those not paid yet are ORDERED.',
  })
  async list(
    @Args() { unitId, decisionId, state, ...page }: AwardPaymentsArguments,
    @Ctx() { passport }: RequestContext,
  ): Promise<Page<AwardPayment>> {
    await assertReadableLedger(this.dataSource, passport, unitId);
    const query = this.dataSource
      .getRepository(AwardPayment)
      .createQueryBuilder('payment')
      .where('payment.unitId = :unitId', { unitId });
    if (decisionId) {
      query.andWhere('payment.decisionId = :decisionId', { decisionId });
    }
    if (state) {
      query.andWhere('payment.state = :state', { state });
    }
    return keysetPage(query, page, [{ column: 'payment.id', read: (payment) => payment.id }]);
  }

  @RequiresPermission('award-payment.confirm')
  @Mutation(() => ConfirmAwardPaymentsResult, {
    description:
      'Xác nhận đã chi tiền thưởng: ai xác nhận, ngày, hình thức; mỗi khoản chỉ chi một lần. Confirms that award money was paid out: each payment once.',
  })
  confirmAwardPayments(
    @Arg('input', () => ConfirmAwardMoneyInput, INPUT) input: ConfirmAwardMoneyInput,
    @Ctx() { passport }: RequestContext,
  ): Promise<ConfirmAwardPaymentsSuccess | CommandRefused> {
    const { commandId } = input;
    return refusable(async () =>
      Object.assign(new ConfirmAwardPaymentsSuccess(), {
        payments: await this.payments.confirm({ actor: { kind: 'person', passport }, commandId }, movedBy(input)),
      }),
    );
  }

  @RequiresPermission('award-payment.confirm')
  @Mutation(() => ConfirmAwardRecoveriesResult, {
    description:
      'Xác nhận đã thu hồi tiền thưởng của quyết định bị hủy bỏ. Confirms that the money of revoked awards came back.',
  })
  confirmAwardRecoveries(
    @Arg('input', () => ConfirmAwardMoneyInput, INPUT) input: ConfirmAwardMoneyInput,
    @Ctx() { passport }: RequestContext,
  ): Promise<ConfirmAwardRecoveriesSuccess | CommandRefused> {
    const { commandId } = input;
    return refusable(async () =>
      Object.assign(new ConfirmAwardRecoveriesSuccess(), {
        payments: await this.payments.recover({ actor: { kind: 'person', passport }, commandId }, movedBy(input)),
      }),
    );
  }

  @FieldResolver(() => AwardDecision, {
    nullable: true,
    description: 'Quyết định khen thưởng; null khi bạn không được xem. The decision; null where you may not see it.',
  })
  decision(@Root() { decisionId }: AwardPayment): AwardDecision | null {
    return { id: decisionId };
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị chi. The unit that pays.' })
  unit(@Root() { unitId }: AwardPayment): UnionUnit {
    return unionUnit(unitId);
  }

  @FieldResolver(() => [AwardLedgerEntry], {
    description:
      'Các bút toán, cũ trước: chi, rồi đảo nếu bị hủy bỏ. Its entries, oldest first: paid out, then reversed.',
  })
  entries(
    @Root() { id }: AwardPayment,
    @Ctx() { loaders }: RequestContext<FinanceLoaders>,
  ): Promise<AwardLedgerEntry[]> {
    return loaders.awardEntries.load(id);
  }
}

/** What finance adds to a decision. */
@Resolver(() => AwardDecision)
export class AwardDecisionPaymentsResolver {
  @RequiresPermission('finance.read')
  @FieldResolver(() => AwardPaymentConnection, {
    nullable: true,
    description:
      'Các khoản chi thưởng của quyết định, theo hồ sơ; null khi quyền finance.read của bạn không đến đơn vị chi. The decision’s award payments, by nomination; null where finance.read does not reach the unit that pays.',
  })
  async payments(
    @Root() { id }: AwardDecision,
    @Args() page: PageArguments,
    @Ctx() { loaders, passport }: RequestContext<FinanceLoaders>,
  ): Promise<Page<AwardPayment> | null> {
    const payments = await loaders.paymentsOfDecision.load(id, page);
    // One body pays all that it decided.
    const [first] = payments.nodes;
    const unit = first && (await loaders.placeOfUnit.load(first.unitId));
    const isReadable = unit && grantingMandate(passport.mandates, 'finance.read', unit) !== null;
    return !first || isReadable ? payments : null;
  }
}
