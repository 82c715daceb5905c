import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { ChecklistAnswer } from '../checklist/checklist-answer.entity';
import { ChecklistItem } from '../checklist/checklist-item.entity';
import { Consultation } from '../consultation/consultation.entity';
import { DeadlineMove } from '../deadline/deadline-move.entity';
import type { AwardsContext } from '../graph/awards-context';
import { Member } from '../member/member.type';
import { Suspension } from '../suspension/suspension.entity';
import { UnionUnit } from '../union-unit/union-unit.type';
import { FieldComment } from './field-comment.entity';
import { Nomination } from './nomination.entity';
import { NominationStatus } from './nomination.enum';
import { NominationRevision } from './nomination-revision.entity';

/** An item of a checklist with the answer to it. */
@ObjectType({ description: 'Mục thẩm định và trả lời. An item of a checklist with its answer.' })
class NominationChecklistItem {
  @Field(() => ChecklistItem, { description: 'Mục. The item.' })
  item: ChecklistItem;

  @Field(() => ChecklistAnswer, {
    nullable: true,
    description:
      'Trả lời cho lần trình hiện tại; null khi chưa trả lời. The answer for this revision; null without one.',
  })
  answer: ChecklistAnswer | null;
}

/** What happened to a nomination on its way, beside the stages. */
@Resolver(() => Nomination)
export class NominationWayResolver {
  @FieldResolver(() => [NominationChecklistItem], {
    description:
      'Danh mục thẩm định của bước đang mở, kèm trả lời. Checklist of the stage now open, with the answers for this revision.',
  })
  async checklist(
    @Root() { id, stage, revision, routeVersionId }: Nomination,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<NominationChecklistItem[]> {
    if (!routeVersionId || !stage) {
      return [];
    }
    const [items, answers] = await Promise.all([
      loaders.checklistOfRoute.load(routeVersionId),
      loaders.checklistAnswers.load(id),
    ]);
    return items
      .filter((item) => item.stage === stage)
      .map((item) => ({
        item,
        answer:
          answers.find(
            (answer) => answer.code === item.code && answer.stage === stage && answer.revision === revision,
          ) ?? null,
      }));
  }

  @FieldResolver(() => [Consultation], { description: 'Các lần hiệp y, cũ nhất trước. Consultations, oldest first.' })
  consultations(@Root() { id }: Nomination, @Ctx() { loaders }: AwardsContext): Promise<Consultation[]> {
    return loaders.consultations.load(id);
  }

  @FieldResolver(() => [Suspension], { description: 'Các lần tạm dừng, cũ nhất trước. Suspensions, oldest first.' })
  suspensions(@Root() { id }: Nomination, @Ctx() { loaders }: AwardsContext): Promise<Suspension[]> {
    return loaders.suspensions.load(id);
  }

  @FieldResolver(() => [DeadlineMove], {
    description: 'Các lần thay đổi thời hạn, cũ nhất trước. Deadlines that were moved, oldest first.',
  })
  deadlineMoves(@Root() { id }: Nomination, @Ctx() { loaders }: AwardsContext): Promise<DeadlineMove[]> {
    return loaders.deadlineMoves.load(id);
  }

  @FieldResolver(() => Nomination, {
    nullable: true,
    description:
      'Hồ sơ cấp dưới đã được chuyển lên thành hồ sơ này (khen cao), với nhật ký của nó. The nomination that was forwarded to this one, with its history.',
  })
  async forwardedFrom(
    @Root() { forwardedFromId }: Nomination,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<Nomination | null> {
    return forwardedFromId ? loaders.linkedNomination.load(forwardedFromId) : null;
  }

  @FieldResolver(() => Nomination, {
    nullable: true,
    description:
      'Hồ sơ cấp trên mà hồ sơ này đã được chuyển lên (khen cao); khi chưa trình thì chỉ người được xem bản nháp thấy. The nomination that this one was forwarded to; while it is a draft, for those who may read it alone.',
  })
  async forwardedTo(@Root() { id, state }: Nomination, @Ctx() { loaders }: AwardsContext): Promise<Nomination | null> {
    const linked = state === NominationStatus.ForwardedUp ? await loaders.forwardedTo.load(id) : null;
    return linked && linked.state === NominationStatus.Draft ? loaders.nomination.load(linked.id) : linked;
  }
}

/** What was said of the fields of a revision that was returned. */
@Resolver(() => NominationRevision)
export class NominationRevisionCommentsResolver {
  @FieldResolver(() => [FieldComment], {
    description:
      'Nhận xét về từng trường khi trả lại, hiện bên cạnh trường. Comments on fields when it was returned, shown beside the fields.',
  })
  async fieldComments(
    @Root() { nominationId, number }: NominationRevision,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<FieldComment[]> {
    return (await loaders.fieldComments.load(nominationId)).filter(({ revision }) => revision === number);
  }
}

/** Who asked, for which unit. */
@Resolver(() => Consultation)
export class ConsultationResolver {
  @FieldResolver(() => Member, { description: 'Người gửi. Who asked.' })
  askedBy(@Root() { askedBy }: Consultation): Member {
    return { id: askedBy };
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị gửi văn bản. The unit that asked.' })
  unit(@Root() { unitId }: Consultation): UnionUnit {
    return { id: unitId };
  }

  @FieldResolver(() => Int, { description: 'Lần trình được hỏi. Revision that was asked about.' })
  revision(@Root() { revision }: Consultation): number {
    return revision;
  }
}

/** Who suspended a nomination, and who resumed it. */
@Resolver(() => Suspension)
export class SuspensionResolver {
  @FieldResolver(() => Member, { description: 'Người tạm dừng. Who suspended it.' })
  suspendedBy(@Root() { suspendedBy }: Suspension): Member {
    return { id: suspendedBy };
  }

  @FieldResolver(() => Member, { nullable: true, description: 'Người cho tiếp tục. Who resumed it.' })
  resumedBy(@Root() { resumedBy }: Suspension): Member | null {
    return resumedBy ? { id: resumedBy } : null;
  }
}

/** Who moved a deadline. */
@Resolver(() => DeadlineMove)
export class DeadlineMoveResolver {
  @FieldResolver(() => Member, { description: 'Người thay đổi. Who moved it.' })
  movedBy(@Root() { movedBy }: DeadlineMove): Member {
    return { id: movedBy };
  }
}

/** Who answered an item. */
@Resolver(() => ChecklistAnswer)
export class ChecklistAnswerResolver {
  @FieldResolver(() => Member, { description: 'Người trả lời. Who answered it.' })
  answeredBy(@Root() { answeredBy }: ChecklistAnswer): Member {
    return { id: answeredBy };
  }
}
