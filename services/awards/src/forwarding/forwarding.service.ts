import { type ForwardedNomination, NominationAction, NominationTaskKind, SubjectKind } from '@thidua/contracts';
import { derivedId } from '@thidua/contracts/ids';
import {
  type CommandActor,
  type CommandOutcome,
  type DecisionTransaction,
  type Decisions,
  notFound,
  Provenance,
  refuse,
  sha256,
  TaskRow,
} from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { hidingUnseen } from '../access/hidden-nomination';
import { factsAbout } from '../access/separation-of-duties';
import { AwardType } from '../award-type/award-type.entity';
import { AwardIssuerLevel, AwardRecipients } from '../award-type/award-type.enum';
import { assertNoResultWaits } from '../council/counted-result';
import { lineageOf } from '../nomination/lineage.query';
import { Nomination } from '../nomination/nomination.entity';
import { NominationStatus } from '../nomination/nomination.enum';
import type { ForwardNominationInput } from '../nomination/nomination-route.input';
import {
  assertPossible,
  assertTaskKind,
  assertUsable,
  type NominationAnswer,
  nominationOf,
} from '../nomination/nomination.service';
import { reportColumns } from '../report/nomination-report';
import { storedReport } from '../report/achievement-report.rules';
import { NominationVersion } from '../report/nomination-version.entity';
import { knownTask, STAGE_TASKS, TASK, TaskOutcome } from '../stage/stage-decision';
import { reasonOf, routeOfAction } from '../stage/stage.service';
import { Forwarding } from './forwarding.entity';

/** From the lowest to the highest. */
const LEVELS = [
  AwardIssuerLevel.GrassrootsUnion,
  AwardIssuerLevel.ImmediateUpperUnion,
  AwardIssuerLevel.ProvincialFederation,
  AwardIssuerLevel.GeneralConfederation,
];

/** Forwards nominations one level up (khen cao): a nomination of its own there, which shares the dossier. */
export class ForwardingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
  ) {}

  /** Ends the nomination here; its workflow opens the one for the higher award, which the forwarding unit submits. */
  async forward(actor: CommandActor, input: ForwardNominationInput): Promise<CommandOutcome<NominationAnswer>> {
    const reason = reasonOf(input.reason, 'FORWARDING_NEEDS_REASON');
    const { nominationId } = await knownTask(this.dataSource, input.taskId);
    return this.decisions.run<NominationAnswer>({
      actor,
      operation: 'forwardNomination',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Nomination, id: nominationId },
      decide: async (transaction) => {
        const nomination = await nominationOf(transaction);
        const { unitId, kind } = await transaction.manager.findOneByOrFail(TaskRow, { id: input.taskId });
        await hidingUnseen(transaction, TASK, 'input.taskId', async () =>
          transaction.authorise('nomination.forward', unitId, null, await factsAbout(transaction, nomination, unitId)),
        );
        assertTaskKind(kind, STAGE_TASKS);
        const task = await transaction.completeTask(
          { taskId: input.taskId, version: input.version },
          TaskOutcome.Forwarded,
        );
        assertPossible(nomination, 'forwardUp');
        if (kind === NominationTaskKind.RecordCouncilVote) {
          await assertNoResultWaits(transaction, task.taskId);
        }
        await assertHigherAward(transaction, nomination, input.awardTypeId, unitId);
        const forwardedToId = derivedId('forwarded-nomination', nominationId);
        await transaction.manager.insert(Forwarding, {
          nominationId,
          forwardedToId,
          awardTypeId: input.awardTypeId,
          unitId,
          reason,
          forwardedBy: transaction.memberId,
          forwardedAt: transaction.now,
        });
        await transaction.manager.update(Nomination, { id: nominationId }, { state: NominationStatus.ForwardedUp });
        return {
          answer: { nominationId },
          audit: {
            action: NominationAction.ForwardUp,
            reason,
            before: { state: nomination.state, stage: nomination.stage, revision: nomination.revision },
            after: {
              state: NominationStatus.ForwardedUp,
              taskId: task.taskId,
              outcome: TaskOutcome.Forwarded,
              forwardedToId,
              awardTypeId: input.awardTypeId,
              unitId,
            },
            ruleVersion: nomination.routeVersionId,
          },
          route: { ...routeOfAction(NominationAction.ForwardUp), details: { forwardedToId } },
        };
      },
    });
  }

  /** Opens the nomination that a forwarded one leads to, as a draft of the unit that forwarded it. */
  async open({ nominationId, forwardedToId }: ForwardedNomination): Promise<void> {
    await this.decisions.run<NominationAnswer>({
      actor: { kind: 'system', name: 'forwarding' },
      operation: 'openForwardedNomination',
      commandId: derivedId('open-forwarded-nomination', forwardedToId),
      payload: [nominationId, forwardedToId],
      subject: { kind: SubjectKind.Nomination, id: forwardedToId, isNew: true },
      decide: async (transaction) => {
        const forwarding = await transaction.manager.findOneByOrFail(Forwarding, { nominationId, forwardedToId });
        const from = await transaction.manager.findOneByOrFail(Nomination, { id: nominationId });
        const nomination = {
          id: forwardedToId,
          awardTypeId: forwarding.awardTypeId,
          nominatingUnitId: forwarding.unitId,
          nomineeMemberId: from.nomineeMemberId,
          nomineeUnitId: from.nomineeUnitId,
          nomineeHomeUnitId: from.nomineeHomeUnitId,
          cycleId: from.cycleId,
          meritYear: from.meritYear,
          state: NominationStatus.Draft,
          draftedBy: forwarding.forwardedBy,
          draftedAt: transaction.now,
          forwardedFromId: nominationId,
          provenance: Provenance.Recorded,
        };
        const { report, achievement } = reportColumns(storedReport(from), {});
        await transaction.manager.insert(Nomination, { ...nomination, report, achievement });
        await transaction.manager.insert(NominationVersion, {
          nominationId: forwardedToId,
          version: 1,
          report,
          achievementDigest: sha256(achievement),
          savedBy: forwarding.forwardedBy,
          savedAt: transaction.now,
        });
        // Whoever had a hand in the dossier there has one in it here: none of them judges it.
        await transaction.query(
          `INSERT INTO nomination_editor (nomination_id, member_id)
             SELECT ?, member_id FROM nomination_editor WHERE nomination_id = ?
              UNION SELECT ?, submitted_by FROM nomination_revision WHERE nomination_id = ?
              UNION SELECT ?, drafted_by FROM nomination WHERE id = ?`,
          [forwardedToId, nominationId, forwardedToId, nominationId, forwardedToId, nominationId],
        );
        return {
          answer: { nominationId: forwardedToId },
          audit: { action: 'DRAFT', after: { ...nomination, achievementDigest: sha256(achievement) } },
        };
      },
    });
  }
}

async function assertHigherAward(
  transaction: DecisionTransaction,
  nomination: Nomination,
  awardTypeId: string,
  unitId: string,
): Promise<void> {
  const higher = await transaction.manager.findOneBy(AwardType, { id: awardTypeId });
  if (!higher) {
    throw notFound({ vi: 'loại khen thưởng', en: 'award type' }, 'input.awardTypeId');
  }
  const { unitPath } = await transaction.unit(unitId);
  assertUsable(higher, await lineageOf(transaction, unitPath, transaction.today), transaction.today);
  const current = await transaction.manager.findOneByOrFail(AwardType, { id: nomination.awardTypeId });
  if (LEVELS.indexOf(higher.issuerLevel) <= LEVELS.indexOf(current.issuerLevel)) {
    throw refuse(
      'FORWARD_IS_NOT_UPWARD',
      `“${higher.name}” không do cấp cao hơn “${current.name}” quyết định.`,
      `“${higher.name}” is not decided by a higher level than “${current.name}”.`,
      'input.awardTypeId',
    );
  }
  const barred = nomination.nomineeMemberId ? AwardRecipients.Collective : AwardRecipients.Individual;
  if (higher.recipients === barred) {
    throw refuse(
      'AWARD_IS_NOT_FOR_THIS_RECIPIENT',
      `“${higher.name}” không tặng cho đối tượng của hồ sơ này.`,
      `“${higher.name}” is not for the nominee of this nomination.`,
      'input.awardTypeId',
    );
  }
}
