import { NominationAction, NominationTaskKind, SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  badInput,
  type CommandActor,
  type CommandOutcome,
  type DecisionTransaction,
  type Decisions,
  refuse,
} from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import type { NominationChecks } from '../check/nomination-checks';
import type { RecordCouncilVoteInput } from '../nomination/nomination.input';
import type { NominationAnswer } from '../nomination/nomination.service';
import { NominationStage } from '../nomination/nomination-stage.entity';
import { actOnStage, knownTask, TaskOutcome } from '../stage/stage-decision';
import { routeOfAction } from '../stage/stage.service';
import { BallotItem } from './ballot-session.entity';
import { CouncilVote } from './council-vote.entity';
import { isPassed, isQuorate } from './ballot-count.rules';
import { assertNoResultWaits } from './counted-result';
import { quorumOf } from './council-quorum.query';
import { type CouncilCount, isPlausible, votesCast } from './council-vote.rules';

/** Records what the council voted: passing moves the nomination on, failing rejects it with the vote as the reason. */
export class CouncilService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
    private readonly checks: NominationChecks,
  ) {}

  /** Records a vote; the threshold is the one the nomination's route was pinned with. */
  async recordVote(actor: CommandActor, input: RecordCouncilVoteInput): Promise<CommandOutcome<NominationAnswer>> {
    const count: CouncilCount = {
      members: input.councilMembers,
      yes: input.yes,
      no: input.no,
      abstain: input.abstain,
    };
    if (!isPlausible(count)) {
      throw badInput({
        field: 'input.yes',
        vi: `Tổng số phiếu (${votesCast(count)}) không được vượt số thành viên hội đồng (${count.members}).`,
        en: `The votes (${votesCast(count)}) cannot exceed the council’s members (${count.members}).`,
      });
    }
    const { nominationId } = await knownTask(this.dataSource, input.taskId);
    const prepared = await this.checks.prepareById(nominationId);
    return this.decisions.run<NominationAnswer>({
      actor,
      operation: 'recordCouncilVote',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Nomination, id: nominationId },
      decide: async (transaction) => {
        const { nomination, task } = await actOnStage(
          transaction,
          input,
          'recordCouncilVote',
          [NominationTaskKind.RecordCouncilVote],
          TaskOutcome.Voted,
        );
        await assertNotInSession(transaction);
        await assertNoResultWaits(transaction, task.taskId);
        const stage = await transaction.manager.findOneByOrFail(NominationStage, { nominationId, stage: task.stage });
        const quorum = await quorumOf(transaction, task.unitId, transaction.today);
        if (!isQuorate(votesCast(count), count.members, quorum)) {
          throw refuse(
            'QUORUM_NOT_REACHED',
            `Chưa đủ ${quorum.numerator}/${quorum.denominator} số thành viên hội đồng tham gia (${votesCast(count)}/${count.members}).`,
            `Fewer than ${quorum.numerator}/${quorum.denominator} of the council voted (${votesCast(count)} of ${count.members}).`,
            'input.councilMembers',
          );
        }
        const thresholdPercent = stage.thresholdPercent ?? 100;
        const passed = isPassed(count, thresholdPercent);
        await transaction.manager.insert(CouncilVote, {
          id: newId(),
          nominationId,
          revision: nomination.revision,
          ...count,
          thresholdPercent,
          passed,
          recordedBy: transaction.memberId,
          recordedAt: transaction.now,
        });
        const checks = await this.checks.enforceAtStage(transaction, nomination, prepared, task.stage, true);
        const action = passed ? NominationAction.Advance : NominationAction.Reject;
        return {
          answer: { nominationId },
          audit: {
            action,
            reason: passed
              ? null
              : `Hội đồng: ${count.yes}/${count.members} phiếu tán thành, cần ${thresholdPercent} %. The council: ${count.yes} of ${count.members} for, ${thresholdPercent} % needed.`,
            before: { state: nomination.state, stage: task.stage, revision: nomination.revision },
            after: { taskId: task.taskId, vote: { ...count, thresholdPercent, passed }, checks },
            ruleVersion: nomination.routeVersionId,
          },
          route: routeOfAction(action),
        };
      },
    });
  }
}

/** A nomination that the council is voting on in secret is not voted on by paper at the same time. */
async function assertNotInSession(transaction: DecisionTransaction): Promise<void> {
  if (await transaction.manager.existsBy(BallotItem, { openNominationId: transaction.subject.id })) {
    throw refuse(
      'NOMINATION_IN_BALLOT_SESSION',
      'Hội đồng đang bỏ phiếu kín về hồ sơ này; hãy kết thúc hoặc hủy phiên đó trước.',
      'The council is voting on this nomination in secret; close or void that session first.',
      'input.taskId',
    );
  }
}
