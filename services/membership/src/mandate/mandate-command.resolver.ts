import { CommandRefused, RequiresPermission, refusable, type RequestContext } from '@thidua/service-kit';
import { Arg, Ctx, Field, Mutation, ObjectType, Resolver, createUnionType } from 'type-graphql';
import type { MembershipLoaders } from '../loaders';
import { officerOf } from '../officer/officer.resolver';
import { Officer } from '../officer/officer.type';
import { DelegationService, type DelegationAnswer } from './delegation.service';
import { DelegateMandateInput, EndDelegationInput, ResumeMandateInput, SuspendMandateInput } from './mandate.input';
import { MandateDelegation } from './mandate.type';
import { SuspensionService } from './suspension.service';

type Context = RequestContext<MembershipLoaders>;

/** What delegateMandate did. */
@ObjectType({ description: 'Kết quả ủy quyền. What delegateMandate did.' })
export class DelegateMandateSuccess {
  @Field(() => MandateDelegation, { description: 'Ủy quyền mới. The new delegation.' })
  delegation: MandateDelegation;
}
/** What endDelegation did. */
@ObjectType({ description: 'Kết quả chấm dứt ủy quyền. What endDelegation did.' })
export class EndDelegationSuccess {
  @Field(() => MandateDelegation, { description: 'Ủy quyền sau khi chấm dứt. The delegation, ended.' })
  delegation: MandateDelegation;
}
/** What suspendMandate did. */
@ObjectType({ description: 'Kết quả tạm đình chỉ. What suspendMandate did.' })
export class SuspendMandateSuccess {
  @Field(() => Officer, { description: 'Chức danh bị tạm đình chỉ. The office that is suspended.' })
  officer: Officer;
}
/** What resumeMandate did. */
@ObjectType({ description: 'Kết quả khôi phục. What resumeMandate did.' })
export class ResumeMandateSuccess {
  @Field(() => Officer, { description: 'Chức danh được khôi phục. The office that is resumed.' })
  officer: Officer;
}

const DelegateMandateResult = createUnionType({
  name: 'DelegateMandateResult',
  description: 'Kết quả của delegateMandate. What delegateMandate comes to.',
  types: () => [DelegateMandateSuccess, CommandRefused] as const,
});
const EndDelegationResult = createUnionType({
  name: 'EndDelegationResult',
  description: 'Kết quả của endDelegation. What endDelegation comes to.',
  types: () => [EndDelegationSuccess, CommandRefused] as const,
});
const SuspendMandateResult = createUnionType({
  name: 'SuspendMandateResult',
  description: 'Kết quả của suspendMandate. What suspendMandate comes to.',
  types: () => [SuspendMandateSuccess, CommandRefused] as const,
});
const ResumeMandateResult = createUnionType({
  name: 'ResumeMandateResult',
  description: 'Kết quả của resumeMandate. What resumeMandate comes to.',
  types: () => [ResumeMandateSuccess, CommandRefused] as const,
});

async function delegationOf(
  loaders: MembershipLoaders,
  { delegationId }: DelegationAnswer,
): Promise<MandateDelegation> {
  const delegation = await loaders.delegations.load(delegationId);
  if (!delegation) {
    throw new Error('a delegation that was just written is not there');
  }
  return delegation;
}

/** Mandates: delegated, suspended and given back. */
@Resolver()
export class MandateCommandResolver {
  constructor(
    private readonly delegation: DelegationService,
    private readonly suspension: SuspensionService,
  ) {}

  @Mutation(() => DelegateMandateResult, {
    description:
      'Ủy quyền một chức danh của mình cho cán bộ khác của đơn vị, trong một thời gian, nhân danh chính chức danh đó; không ủy quyền lại. Delegate an office of one’s own, acting under it, to another officer of the unit, for a time; never what was delegated.',
  })
  @RequiresPermission('mandate.delegate')
  delegateMandate(
    @Arg('input', () => DelegateMandateInput, {
      description: 'Chức danh nào, cho ai, trong thời gian nào. Which office, to whom, for what time.',
    })
    input: DelegateMandateInput,
    @Ctx() { loaders, passport }: Context,
  ): Promise<DelegateMandateSuccess | CommandRefused> {
    return refusable(async () => {
      const answer = await this.delegation.delegate({ kind: 'person', passport }, input);
      return Object.assign(new DelegateMandateSuccess(), { delegation: await delegationOf(loaders, answer) });
    });
  }

  @Mutation(() => EndDelegationResult, {
    description:
      'Chấm dứt ủy quyền: người ủy quyền, hoặc Chủ tịch, Phó Chủ tịch của đơn vị hay cấp trên. End a delegation: by who delegated, or by a chair or vice-chair of the unit or above.',
  })
  @RequiresPermission('mandate.end-delegation')
  endDelegation(
    @Arg('input', () => EndDelegationInput, { description: 'Ủy quyền nào, từ ngày nào. Which one, from which day.' })
    input: EndDelegationInput,
    @Ctx() { loaders, passport }: Context,
  ): Promise<EndDelegationSuccess | CommandRefused> {
    return refusable(async () => {
      const answer = await this.delegation.end({ kind: 'person', passport }, input);
      return Object.assign(new EndDelegationSuccess(), { delegation: await delegationOf(loaders, answer) });
    });
  }

  @Mutation(() => SuspendMandateResult, {
    description:
      'Tạm đình chỉ một chức danh, cùng mọi ủy quyền của nó; không ai đình chỉ chính mình; Chủ tịch, Phó Chủ tịch và Ủy viên Ủy ban Kiểm tra do đơn vị cấp trên đình chỉ. Suspend an office, with every delegation of it; nobody suspends their own; leaders and the inspection committee are suspended by a unit above.',
  })
  @RequiresPermission('mandate.suspend', 'mandate.suspend-leader')
  suspendMandate(
    @Arg('input', () => SuspendMandateInput, {
      description: 'Chức danh nào, trong thời gian nào. Which office, for what time.',
    })
    input: SuspendMandateInput,
    @Ctx() { loaders, passport }: Context,
  ): Promise<SuspendMandateSuccess | CommandRefused> {
    return refusable(async () => {
      const { officeId } = await this.suspension.suspend({ kind: 'person', passport }, input);
      return Object.assign(new SuspendMandateSuccess(), { officer: await officerOf(loaders, officeId) });
    });
  }

  @Mutation(() => ResumeMandateResult, {
    description:
      'Khôi phục một chức danh đang bị tạm đình chỉ, từ một ngày: do đơn vị đã đình chỉ hoặc đơn vị cấp trên của đơn vị đó. Resume an office that is suspended, from a day on: by the unit that suspended it or by one above it.',
  })
  @RequiresPermission('mandate.suspend', 'mandate.suspend-leader')
  resumeMandate(
    @Arg('input', () => ResumeMandateInput, {
      description: 'Chức danh nào, từ ngày nào. Which office, from which day.',
    })
    input: ResumeMandateInput,
    @Ctx() { loaders, passport }: Context,
  ): Promise<ResumeMandateSuccess | CommandRefused> {
    return refusable(async () => {
      const { officeId } = await this.suspension.resume({ kind: 'person', passport }, input);
      return Object.assign(new ResumeMandateSuccess(), { officer: await officerOf(loaders, officeId) });
    });
  }
}
