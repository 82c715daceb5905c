import {
  AwardPayoutAction,
  AwardPayoutStage,
  type AwardsActivities,
  SubjectKind,
  WorkflowType,
} from '@thidua/contracts';
import { type ServiceDependencies, TimerDoesNotAct } from '@thidua/service-kit';
import { In } from 'typeorm';
import { AwardMultiple } from '../catalogue/award-multiple.entity';
import { BaseSalary } from '../catalogue/base-salary.entity';
import { AwardDecision } from '../decision/award-decision.entity';
import { type Awarded, paymentOf } from './award-payout.rules';

const PAGE = 100;

/** What the payout of a decision asks of this service. */
export function createPayoutActivities({
  dataSource,
  decisions,
}: Pick<ServiceDependencies, 'dataSource' | 'decisions'>): Pick<
  AwardsActivities,
  'readAwardPayouts' | 'recordPayoutOrdered'
> {
  return {
    async readAwardPayouts({ decisionId, afterOrdinal }) {
      const { manager } = dataSource;
      const decision = await manager.findOneByOrFail(AwardDecision, { id: decisionId });
      const decidedOn = decision.decidedOn ?? '';
      const rows = await dataSource.query<(Awarded & { readonly ordinal: number })[]>(
        `SELECT i.ordinal, n.id AS nominationId, n.award_type_id AS awardTypeId, n.nominee_member_id AS nomineeMemberId,
                n.nominee_unit_id AS nomineeUnitId
           FROM award_decision_item i JOIN nomination n ON n.id = i.nomination_id
          WHERE i.decision_id = ? AND i.ordinal > ? AND i.held_nomination_id IS NOT NULL AND i.state <> 'REVOKED'
          ORDER BY i.ordinal LIMIT ?`,
        [decisionId, afterOrdinal, PAGE],
      );
      const multiples = await manager.findBy(AwardMultiple, {
        awardTypeId: In([...new Set(rows.map(({ awardTypeId }) => awardTypeId))]),
      });
      const baseSalaries = await manager.find(BaseSalary);
      return {
        decidedOn,
        payments: rows.flatMap((row) => paymentOf(row, decidedOn, multiples, baseSalaries) ?? []),
        nextOrdinal: rows.length === PAGE ? (rows.at(-1)?.ordinal ?? null) : null,
      };
    },

    recordPayoutOrdered: (request) =>
      decisions.actOnTimer(request, {
        operation: 'recordPayoutOrdered',
        subject: { kind: SubjectKind.AwardDecision, id: request.subjectId },
        decide: async (transaction) => {
          const decision = await transaction.manager.findOneByOrFail(AwardDecision, { id: request.subjectId });
          if (decision.payoutState !== AwardPayoutStage.Ordering) {
            throw new TimerDoesNotAct({ outcome: 'LOST' });
          }
          await transaction.manager.update(
            AwardDecision,
            { id: decision.id },
            { payoutState: AwardPayoutStage.Ordered },
          );
          return {
            answer: null,
            audit: {
              action: AwardPayoutAction.Ordered,
              before: { payoutState: AwardPayoutStage.Ordering },
              after: { payoutState: AwardPayoutStage.Ordered },
            },
            route: { workflowType: WorkflowType.AwardPayout, action: AwardPayoutAction.Ordered, details: {} },
          };
        },
      }),
  };
}
