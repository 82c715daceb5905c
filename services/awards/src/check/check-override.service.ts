import { type Mandate, POSITION_NAMES, type OfficerPosition, SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  type CommandActor,
  type CommandOutcome,
  type DecisionTransaction,
  type Decisions,
  normalisedText,
  notFound,
  refuse,
} from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { hidingUnseen } from '../access/hidden-nomination';
import { factsAbout } from '../access/separation-of-duties';
import { Nomination } from '../nomination/nomination.entity';
import { NOMINATION, nominationOf } from '../nomination/nomination.service';
import { isClosed } from '../nomination/nomination.states';
import type { CheckResult } from './check-result';
import { CheckOutcome } from './check.enum';
import type { OverrideCheckInput } from './check.type';
import { CheckOverride } from './nomination-check.entity';
import type { NominationChecks } from './nomination-checks';

/** What the command answers. */
export interface OverrideAnswer {
  readonly overrideId: string;
}

/** Lets a nomination pass in spite of a block, where its rule says so: with a reason that is shown for ever after. */
export class CheckOverrideService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
    private readonly checks: NominationChecks,
  ) {}

  /** Overrides a block, in the position that the rule names, at the body that decides on the nomination. */
  async override(actor: CommandActor, input: OverrideCheckInput): Promise<CommandOutcome<OverrideAnswer>> {
    const known = await this.dataSource.manager.findOneBy(Nomination, { id: input.nominationId });
    if (!known) {
      throw notFound(NOMINATION, 'input.nominationId');
    }
    const prepared = await this.checks.prepare(known);
    const id = newId();
    return this.decisions.run<OverrideAnswer>({
      actor,
      operation: 'overrideCheck',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Nomination, id: known.id },
      decide: async (transaction) => {
        const nomination = await nominationOf(transaction);
        const results = await this.checks.results(transaction, nomination, prepared);
        const named = results.find(({ kind, code }) => kind === input.kind && code === input.code);
        const bodyUnitId = await this.checks.overridingUnit(transaction, nomination, named?.overrideLevel ?? null);
        if (!bodyUnitId) {
          throw refuse(
            'ROUTE_HAS_NO_DECIDING_UNIT',
            'Chưa xác định được cơ quan quyết định của hồ sơ này.',
            'No unit can decide on this nomination.',
          );
        }
        await hidingUnseen(transaction, NOMINATION, 'input.nominationId', async () =>
          transaction.authorise(
            'nomination.override-check',
            bodyUnitId,
            null,
            await factsAbout(transaction, nomination, bodyUnitId),
          ),
        );
        if (isClosed(nomination.state)) {
          throw refuse('NOMINATION_STATE', 'Hồ sơ đã kết thúc.', 'The nomination has come to its end.');
        }
        const block = overridable(named);
        const mandate = mandateIn(transaction, bodyUnitId, block.overridePositions);
        transaction.mandate = mandate;
        const override: CheckOverride = {
          id,
          nominationId: nomination.id,
          kind: block.kind,
          code: block.code,
          ruleId: block.ruleId,
          reason: normalisedText(input.reason),
          position: mandate.position,
          bodyUnitId,
          mandateId: mandate.id,
          overriddenBy: transaction.memberId,
          overriddenAt: transaction.now,
        };
        await transaction.manager.insert(CheckOverride, override);
        return {
          answer: { overrideId: id },
          audit: {
            action: 'OVERRIDE_CHECK',
            reason: override.reason,
            after: { override, found: block.vi, document: block.document, article: block.article },
            ruleVersion: nomination.ruleSetId,
          },
        };
      },
    });
  }
}

/** The block that is to be overridden. @throws Refusal when it is none, or nobody may, or somebody already has. */
function overridable(result: CheckResult | undefined): CheckResult {
  if (!result || result.outcome !== CheckOutcome.Block) {
    throw refuse(
      'CHECK_DOES_NOT_BLOCK',
      'Nội dung này không chặn hồ sơ, nên không cần cho vượt.',
      'This check does not block the nomination; there is nothing to override.',
      'input.code',
    );
  }
  if (result.overrideId) {
    throw refuse(
      'CHECK_ALREADY_OVERRIDDEN',
      'Nội dung này đã được cho vượt.',
      'This check has been overridden already.',
      'input.code',
    );
  }
  if (result.overridePositions.length === 0) {
    throw refuse(
      'CHECK_CANNOT_BE_OVERRIDDEN',
      'Quy tắc này không cho ai vượt.',
      'This rule lets nobody override it.',
      'input.code',
    );
  }
  return result;
}

/** The caller's mandate in a position that the rule names. @throws Refusal. */
function mandateIn({ actor }: DecisionTransaction, bodyUnitId: string, positions: readonly string[]): Mandate {
  const mandates = actor.kind === 'person' ? actor.passport.mandates : [];
  const mandate = mandates.find(({ unitId, position }) => unitId === bodyUnitId && positions.includes(position));
  if (!mandate) {
    const named = (language: 'vi' | 'en'): string =>
      positions.map((position) => POSITION_NAMES[position as OfficerPosition][language]).join(', ');
    throw refuse(
      'OVERRIDE_NEEDS_POSITION',
      `Chỉ ${named('vi')} của cơ quan có thẩm quyền được cho vượt nội dung này.`,
      `Only ${named('en')} of the competent body can override this.`,
    );
  }
  return mandate;
}
