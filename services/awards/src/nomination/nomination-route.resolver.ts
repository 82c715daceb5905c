import { RequiresPermission } from '@thidua/service-kit';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { ChecklistService } from '../checklist/checklist.service';
import type { ConsultationService } from '../consultation/consultation.service';
import type { DeadlineService } from '../deadline/deadline.service';
import type { ForwardingService } from '../forwarding/forwarding.service';
import type { AwardsContext } from '../graph/awards-context';
import type { SuspensionService } from '../suspension/suspension.service';
import { carryOut } from './carry-out';
import {
  AnswerChecklist,
  CloseConsultation,
  ForwardNomination,
  HandleOverdueNomination,
  MoveNominationDeadline,
  RecordConsultationAnswer,
  RequestConsultation,
  ResumeNomination,
  SuspendNomination,
  WithdrawNomination,
} from './nomination.result';
import {
  AnswerChecklistInput,
  CloseConsultationInput,
  ForwardNominationInput,
  HandleOverdueNominationInput,
  MoveNominationDeadlineInput,
  RecordConsultationAnswerInput,
  RequestConsultationInput,
  ResumeNominationInput,
  SuspendNominationInput,
  WithdrawNominationInput,
} from './nomination-route.input';
import type { WithdrawalService } from './withdrawal.service';

const INPUT = { description: 'Nội dung lệnh. The command’s input.' };

/** What the commands beside the stages need. */
export interface NominationRouteServices {
  readonly withdrawals: WithdrawalService;
  readonly suspensions: SuspensionService;
  readonly deadlines: DeadlineService;
  readonly checklists: ChecklistService;
  readonly consultations: ConsultationService;
  readonly forwarding: ForwardingService;
}

/** What happens to a nomination on its way, beside the stages that it passes. */
@Resolver()
export class NominationRouteResolver {
  constructor(private readonly services: NominationRouteServices) {}

  @RequiresPermission('nomination.withdraw')
  @Mutation(() => WithdrawNomination.Result, {
    description: 'Đơn vị đề nghị rút hồ sơ đã trình, có lý do. The nominating unit withdraws a nomination.',
  })
  withdrawNomination(
    @Arg('input', () => WithdrawNominationInput, INPUT) input: WithdrawNominationInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, WithdrawNomination.Success, (actor) => this.services.withdrawals.withdraw(actor, input));
  }

  @RequiresPermission('nomination.suspend')
  @Mutation(() => SuspendNomination.Result, {
    description:
      'Tạm dừng hồ sơ (kỷ luật, thanh tra, khiếu nại): thời hạn không chạy. Suspends a nomination: its clocks stand still.',
  })
  suspendNomination(
    @Arg('input', () => SuspendNominationInput, INPUT) input: SuspendNominationInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, SuspendNomination.Success, (actor) => this.services.suspensions.suspend(actor, input));
  }

  @RequiresPermission('nomination.suspend')
  @Mutation(() => ResumeNomination.Result, {
    description:
      'Tiếp tục hồ sơ ở đúng chỗ đã dừng; mọi thời hạn được cộng bù. Resumes a nomination where it stood; every deadline moves by the time in between.',
  })
  resumeNomination(
    @Arg('input', () => ResumeNominationInput, INPUT) input: ResumeNominationInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, ResumeNomination.Success, (actor) => this.services.suspensions.resume(actor, input));
  }

  @RequiresPermission('nomination.move-deadline')
  @Mutation(() => MoveNominationDeadline.Result, {
    description: 'Gia hạn hoặc rút ngắn thời hạn của bước đang mở, có lý do. Moves the deadline of the open stage.',
  })
  moveNominationDeadline(
    @Arg('input', () => MoveNominationDeadlineInput, INPUT) input: MoveNominationDeadlineInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, MoveNominationDeadline.Success, (actor) => this.services.deadlines.move(actor, input));
  }

  @RequiresPermission('nomination.escalation.handle')
  @Mutation(() => HandleOverdueNomination.Result, {
    description:
      'Ghi nhận đã xử lý hồ sơ mà đơn vị cấp dưới để quá hạn lâu. Records what the unit above did about a nomination left overdue.',
  })
  handleOverdueNomination(
    @Arg('input', () => HandleOverdueNominationInput, INPUT) input: HandleOverdueNominationInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, HandleOverdueNomination.Success, (actor) =>
      this.services.deadlines.handleOverdue(actor, input),
    );
  }

  @RequiresPermission('nomination.appraise')
  @Mutation(() => AnswerChecklist.Result, {
    description: 'Trả lời các mục thẩm định của bước đang mở. Answers items of the open appraisal’s checklist.',
  })
  answerChecklist(
    @Arg('input', () => AnswerChecklistInput, INPUT) input: AnswerChecklistInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, AnswerChecklist.Success, (actor) => this.services.checklists.answer(actor, input));
  }

  @RequiresPermission('nomination.appraise')
  @Mutation(() => RequestConsultation.Result, {
    description:
      'Ghi nhận văn bản hiệp y gửi cơ quan ngoài hệ thống; hỏi nhiều cơ quan cùng lúc được. Records a letter that consults an outside body; several at once are possible.',
  })
  requestConsultation(
    @Arg('input', () => RequestConsultationInput, INPUT) input: RequestConsultationInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, RequestConsultation.Success, (actor) => this.services.consultations.request(actor, input));
  }

  @RequiresPermission('nomination.appraise')
  @Mutation(() => RecordConsultationAnswer.Result, {
    description: 'Ghi nhận văn bản trả lời hiệp y. Records the letter in which the body answered.',
  })
  recordConsultationAnswer(
    @Arg('input', () => RecordConsultationAnswerInput, INPUT) input: RecordConsultationAnswerInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, RecordConsultationAnswer.Success, (actor) =>
      this.services.consultations.recordAnswer(actor, input),
    );
  }

  @RequiresPermission('nomination.appraise')
  @Mutation(() => CloseConsultation.Result, {
    description: 'Thôi chờ trả lời hiệp y, có lý do. Gives up waiting for an answer, with a reason.',
  })
  closeConsultation(
    @Arg('input', () => CloseConsultationInput, INPUT) input: CloseConsultationInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, CloseConsultation.Success, (actor) => this.services.consultations.close(actor, input));
  }

  @RequiresPermission('nomination.forward')
  @Mutation(() => ForwardNomination.Result, {
    description:
      'Chuyển hồ sơ lên cấp trên đề nghị khen cao: mở một hồ sơ liên kết, dùng chung hồ sơ và nhật ký. Forwards a nomination one level up: a linked nomination is opened, which shares dossier and history.',
  })
  forwardNomination(
    @Arg('input', () => ForwardNominationInput, INPUT) input: ForwardNominationInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, ForwardNomination.Success, (actor) => this.services.forwarding.forward(actor, input));
  }
}
