import { FieldResolver, Resolver, Root } from 'type-graphql';
import { CouncilVote } from '../council/council-vote.entity';
import { Member } from '../member/member.type';
import { UnionUnit } from '../union-unit/union-unit.type';
import { NominationRevision } from './nomination-revision.entity';
import { NominationStage } from './nomination-stage.entity';

/** Who submitted and who returned a revision. */
@Resolver(() => NominationRevision)
export class NominationRevisionResolver {
  @FieldResolver(() => Member, { description: 'Người trình. Who submitted it.' })
  submittedBy(@Root() { submittedBy }: NominationRevision): Member {
    return { id: submittedBy };
  }

  @FieldResolver(() => Member, { nullable: true, description: 'Người trả lại. Who returned it.' })
  returnedBy(@Root() { returnedBy }: NominationRevision): Member | null {
    return returnedBy ? { id: returnedBy } : null;
  }
}

/** The unit that acts at a stage. */
@Resolver(() => NominationStage)
export class NominationStageResolver {
  @FieldResolver(() => UnionUnit, {
    nullable: true,
    description: 'Đơn vị xử lý; null khi bước bị bỏ qua. The unit that acts; null when the stage is skipped.',
  })
  unit(@Root() { unitId }: NominationStage): UnionUnit | null {
    return unitId ? { id: unitId } : null;
  }

  @FieldResolver(() => Boolean, {
    description: 'Bỏ qua vì cây tổ chức không có cấp đó. Skipped because the tree has no such level above the unit.',
  })
  skipped(@Root() { unitId }: NominationStage): boolean {
    return unitId === null;
  }
}

/** Who recorded a vote. */
@Resolver(() => CouncilVote)
export class CouncilVoteResolver {
  @FieldResolver(() => Member, { description: 'Người ghi nhận (thư ký hội đồng). Who recorded it.' })
  recordedBy(@Root() { recordedBy }: CouncilVote): Member {
    return { id: recordedBy };
  }
}
