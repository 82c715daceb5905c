import { refusable, RequiresPermission } from '@thidua/service-kit';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { CouncilService } from '../council/council.service';
import type { AwardDecisionService } from '../decision/award-decision.service';
import { STAGE_PERMISSIONS } from '../access/task-permissions';
import type { AwardsContext } from '../graph/awards-context';
import type { StageService } from '../stage/stage.service';
import { nominationResults } from '../task/several-items';
import { carryOut } from './carry-out';
import {
  DecideNominationInput,
  DraftNominationInput,
  EditNominationInput,
  PassAppraisalInput,
  RecordCouncilVoteInput,
  RejectNominationInput,
  ResubmitNominationInput,
  ReturnNominationInput,
  SubmitNominationInput,
  SubmitNominationsInput,
} from './nomination.input';
import {
  DecideNomination,
  DraftNomination,
  EditNomination,
  PassAppraisal,
  RecordCouncilVote,
  RejectNomination,
  ResubmitNomination,
  ReturnNomination,
  SubmitNomination,
  SubmitNominationsResult,
  SubmitNominationsSuccess,
} from './nomination.result';
import type { NominationService } from './nomination.service';

const INPUT = { description: 'Nội dung lệnh. The command’s input.' };

/** The commands on nominations. */
@Resolver()
export class NominationCommandsResolver {
  constructor(
    private readonly nominations: NominationService,
    private readonly stages: StageService,
    private readonly council: CouncilService,
    private readonly awardDecisions: AwardDecisionService,
  ) {}

  @RequiresPermission('nomination.draft')
  @Mutation(() => DraftNomination.Result, { description: 'Lập hồ sơ đề nghị khen thưởng. Drafts a nomination.' })
  draftNomination(
    @Arg('input', () => DraftNominationInput, INPUT) input: DraftNominationInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, DraftNomination.Success, (actor) => this.nominations.draft(actor, input));
  }

  @RequiresPermission('nomination.draft')
  @Mutation(() => EditNomination.Result, {
    description: 'Sửa báo cáo thành tích khi đang lập hoặc bị trả lại. Edits a draft or a returned nomination.',
  })
  editNomination(
    @Arg('input', () => EditNominationInput, INPUT) input: EditNominationInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, EditNomination.Success, (actor) => this.nominations.edit(actor, input));
  }

  @RequiresPermission('nomination.submit')
  @Mutation(() => SubmitNomination.Result, {
    description:
      'Trình hồ sơ: quy trình được xác định theo cây tổ chức hôm nay và giữ đến cùng. Submits a nomination: its route is resolved by today’s union tree and kept to the end.',
  })
  submitNomination(
    @Arg('input', () => SubmitNominationInput, INPUT) input: SubmitNominationInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, SubmitNomination.Success, (actor) => this.nominations.submit(actor, input));
  }

  @RequiresPermission('nomination.submit')
  @Mutation(() => SubmitNominationsResult, {
    description:
      'Trình đến 500 hồ sơ, mỗi hồ sơ một kết quả; hồ sơ bị từ chối không ảnh hưởng hồ sơ khác. Submits up to 500 nominations, each with its own result; one that is refused stops no other.',
  })
  submitNominations(
    @Arg('input', () => SubmitNominationsInput, INPUT) input: SubmitNominationsInput,
    @Ctx() { passport }: AwardsContext,
  ): Promise<object> {
    return refusable(async () =>
      Object.assign(new SubmitNominationsSuccess(), {
        bulk: nominationResults(await this.nominations.submitSeveral({ kind: 'person', passport }, input)),
      }),
    );
  }

  @RequiresPermission('nomination.submit')
  @Mutation(() => ResubmitNomination.Result, {
    description:
      'Trình lại hồ sơ bị trả lại: lần trình mới, vào lại đúng bước đã trả. Submits a returned nomination again: a new revision that re-enters the stage that returned it.',
  })
  resubmitNomination(
    @Arg('input', () => ResubmitNominationInput, INPUT) input: ResubmitNominationInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, ResubmitNomination.Success, (actor) => this.nominations.resubmit(actor, input));
  }

  @RequiresPermission('nomination.appraise')
  @Mutation(() => PassAppraisal.Result, {
    description: 'Thẩm định đạt, chuyển bước kế tiếp. Appraises the nomination and lets it pass to the next stage.',
  })
  passAppraisal(
    @Arg('input', () => PassAppraisalInput, INPUT) input: PassAppraisalInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, PassAppraisal.Success, (actor) => this.stages.passAppraisal(actor, input));
  }

  // The task says which of them its stage needs.
  @RequiresPermission(...STAGE_PERMISSIONS)
  @Mutation(() => ReturnNomination.Result, {
    description: 'Trả lại hồ sơ ở bước đang mở, có lý do. Returns the nomination from the open stage, with a reason.',
  })
  returnNomination(
    @Arg('input', () => ReturnNominationInput, INPUT) input: ReturnNominationInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, ReturnNomination.Success, (actor) => this.stages.returnToUnit(actor, input));
  }

  @RequiresPermission(...STAGE_PERMISSIONS)
  @Mutation(() => RejectNomination.Result, {
    description: 'Không chấp thuận hồ sơ ở bước đang mở, có lý do. Rejects the nomination at the open stage.',
  })
  rejectNomination(
    @Arg('input', () => RejectNominationInput, INPUT) input: RejectNominationInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, RejectNomination.Success, (actor) => this.stages.reject(actor, input));
  }

  @RequiresPermission('nomination.record-council-vote')
  @Mutation(() => RecordCouncilVote.Result, {
    description:
      'Ghi nhận biểu quyết của hội đồng: đạt thì chuyển bước, không đạt thì hồ sơ bị từ chối. Records the council’s vote: passing moves the nomination on, failing rejects it.',
  })
  recordCouncilVote(
    @Arg('input', () => RecordCouncilVoteInput, INPUT) input: RecordCouncilVoteInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, RecordCouncilVote.Success, (actor) => this.council.recordVote(actor, input));
  }

  @RequiresPermission('nomination.decide')
  @Mutation(() => DecideNomination.Result, {
    description: 'Ký quyết định khen thưởng: số, ngày. Signs the award decision with its number and date.',
  })
  decideNomination(
    @Arg('input', () => DecideNominationInput, INPUT) input: DecideNominationInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, DecideNomination.Success, (actor) => this.awardDecisions.decide(actor, input));
  }
}
