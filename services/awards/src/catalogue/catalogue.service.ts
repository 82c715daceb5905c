import { type Permission, SubjectKind } from '@thidua/contracts';
import { derivedId } from '@thidua/contracts/ids';
import {
  badInput,
  type CommandActor,
  type CommandOutcome,
  type DecisionTransaction,
  type Decisions,
  normalisedText,
  notFound,
  Refusal,
} from '@thidua/service-kit';
import type { DataSource, EntityTarget } from 'typeorm';
import { AwardType } from '../award-type/award-type.entity';
import { AwardMultiple } from './award-multiple.entity';
import { AwardQuota } from './award-quota.entity';
import { AwardRule } from './award-rule.entity';
import { BaseSalary } from './base-salary.entity';
import type {
  AwardTypeRowInput,
  EndAwardRowInput,
  SetAwardMultipleInput,
  SetAwardQuotaInput,
  SetAwardRuleInput,
  SetBaseSalaryInput,
} from './catalogue.input';
import { quotaProblems } from './catalogue.rules';
import type { AwardTypeRow } from './dated-row.entity';
import { rootUnit } from './root-unit';
import { predicateProblems } from '../rule/predicate-json';
import { succeed, type Succession } from './succession';

/** What a command on a row of an award type answers. */
export interface AwardRowAnswer {
  readonly awardTypeId: string;
  readonly rowId: string;
}

const AWARD_TYPE = { vi: 'loại khen thưởng', en: 'award type' };
const ROW = { vi: 'điều kiện hoặc chỉ tiêu', en: 'rule or quota' };
const ACTIONS = { setAwardRule: 'SET_RULE', setAwardQuota: 'SET_QUOTA', setAwardMultiple: 'SET_MULTIPLE' } as const;
const SET: Permission = 'award-rule.set';
const NATIONAL = 'NATIONAL';
/** The one subject of all base salaries: whoever sets one waits for whoever sets another. */
const BASE_SALARIES = derivedId('base-salary', NATIONAL);

/** The one writer of rules, quotas, award multiples and base salaries. A row is never changed, only ended. */
export class CatalogueService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
  ) {}

  /** Gives an award type a rule, or a rule of its a new version; what is submitted keeps what it was submitted under. */
  setRule(actor: CommandActor, input: SetAwardRuleInput): Promise<CommandOutcome<AwardRowAnswer>> {
    const [problem, ...more] = predicateProblems(input.predicate, 'input.predicate');
    return this.ofAwardType(actor, 'setAwardRule', input, (transaction, awardTypeId) => {
      if (problem) {
        throw new Refusal([problem, ...more]);
      }
      const line = { awardTypeId, code: input.code };
      return succeed(transaction, AwardRule, line, input, {
        ...line,
        name: normalisedText(input.name),
        englishName: input.englishName ? normalisedText(input.englishName) : null,
        recipients: input.recipients,
        effect: input.effect,
        overridePosition: input.overridePosition ?? null,
        overrideLevel: input.overrideLevel ?? null,
        predicate: input.predicate,
      });
    });
  }

  /** Gives an award type a quota, or a quota of its a new version. */
  setQuota(actor: CommandActor, input: SetAwardQuotaInput): Promise<CommandOutcome<AwardRowAnswer>> {
    const [problem, ...more] = quotaProblems(input);
    if (problem) {
      throw badInput(problem, ...more);
    }
    return this.ofAwardType(actor, 'setAwardQuota', input, (transaction, awardTypeId) => {
      const line = { awardTypeId, code: input.code };
      return succeed(transaction, AwardQuota, line, input, {
        ...line,
        recipients: input.recipients,
        scope: input.scope,
        period: input.period,
        measure: input.measure,
        amount: input.amount ?? null,
        sharePercent: input.sharePercent ?? null,
        base: input.base ?? null,
        baseAwardCode: input.baseAwardCode ?? null,
        rounding: input.rounding ?? null,
        overridePosition: input.overridePosition ?? null,
      });
    });
  }

  /** Gives an award type the money that goes with it. */
  setMultiple(actor: CommandActor, input: SetAwardMultipleInput): Promise<CommandOutcome<AwardRowAnswer>> {
    return this.ofAwardType(actor, 'setAwardMultiple', input, (transaction, awardTypeId) => {
      const line = { awardTypeId, code: input.recipients };
      return succeed(transaction, AwardMultiple, line, input, {
        ...line,
        recipients: input.recipients,
        multiple: input.multiple,
        isUpperBound: input.isUpperBound,
        rounding: input.rounding,
        roundingStepDong: input.roundingStepDong,
      });
    });
  }

  /** Ends a rule, or a quota, without another in its place. */
  async end(
    actor: CommandActor,
    kind: 'RULE' | 'QUOTA',
    input: EndAwardRowInput,
  ): Promise<CommandOutcome<AwardRowAnswer>> {
    const entity: EntityTarget<AwardTypeRow> = kind === 'RULE' ? AwardRule : AwardQuota;
    const row = await this.dataSource.manager.findOneBy(entity, { id: input.rowId });
    if (!row) {
      throw notFound(ROW, 'input.rowId');
    }
    const { ownerUnitId } = await this.dataSource.manager.findOneByOrFail(AwardType, { id: row.awardTypeId });
    return this.decisions.run<AwardRowAnswer>({
      actor,
      operation: kind === 'RULE' ? 'endAwardRule' : 'endAwardQuota',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.AwardType, id: row.awardTypeId },
      decide: async (transaction) => {
        await transaction.authorise(SET, ownerUnitId);
        const now = await transaction.manager.findOneByOrFail(entity, { id: row.id });
        if (input.validUntil < transaction.today || input.validUntil <= now.validFrom) {
          throw new Refusal([
            {
              code: 'CATALOGUE_WOULD_CHANGE_THE_PAST',
              vi: `Chỉ chấm dứt từ hôm nay (${transaction.today}) trở đi và sau ngày bắt đầu (${now.validFrom}).`,
              en: `It ends today (${transaction.today}) at the earliest, and after the day it begins (${now.validFrom}).`,
              field: 'input.validUntil',
            },
          ]);
        }
        if (now.validUntil <= input.validUntil) {
          throw new Refusal([
            {
              code: 'CATALOGUE_ROW_ENDS_ALREADY',
              vi: `Quy định này đã hết hiệu lực từ ${now.validUntil}.`,
              en: `It no longer holds from ${now.validUntil} on already.`,
              field: 'input.validUntil',
            },
          ]);
        }
        await transaction.manager.update(entity, { id: row.id }, { validUntil: input.validUntil });
        return {
          answer: { awardTypeId: row.awardTypeId, rowId: row.id },
          audit: {
            action: `END_${kind}`,
            reason: normalisedText(input.reason),
            before: { id: row.id, code: row.code, validUntil: now.validUntil },
            after: { id: row.id, code: row.code, validUntil: input.validUntil },
            ruleVersion: row.id,
          },
        };
      },
    });
  }

  /** Sets the base salary from a date on, for the whole country. */
  setBaseSalary(actor: CommandActor, input: SetBaseSalaryInput): Promise<CommandOutcome<{ readonly rowId: string }>> {
    return this.decisions.run<{ readonly rowId: string }>({
      actor,
      operation: 'setBaseSalary',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.BaseSalary, id: BASE_SALARIES, isNew: 'IF_MISSING' },
      decide: async (transaction) => {
        if (actor.kind === 'person') {
          await transaction.authorise('base-salary.set', await rootUnit(transaction));
        }
        const line = { scope: NATIONAL };
        const stated = { ...line, amountDong: input.amountDong };
        const { row, before } = await succeed(transaction, BaseSalary, line, input, stated);
        return {
          answer: { rowId: row.id },
          audit: { action: 'SET_BASE_SALARY', before, after: row, ruleVersion: row.id },
        };
      },
    });
  }

  private async ofAwardType(
    actor: CommandActor,
    operation: keyof typeof ACTIONS,
    input: AwardTypeRowInput,
    set: (transaction: DecisionTransaction, awardTypeId: string) => Promise<Succession<AwardTypeRow>>,
  ): Promise<CommandOutcome<AwardRowAnswer>> {
    const awardType = await this.dataSource.manager.findOneBy(AwardType, { id: input.awardTypeId });
    if (!awardType) {
      throw notFound(AWARD_TYPE, 'input.awardTypeId');
    }
    return this.decisions.run<AwardRowAnswer>({
      actor,
      operation,
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.AwardType, id: awardType.id },
      decide: async (transaction) => {
        await transaction.authorise(SET, awardType.ownerUnitId);
        const { row, before } = await set(transaction, awardType.id);
        return {
          answer: { awardTypeId: awardType.id, rowId: row.id },
          audit: { action: ACTIONS[operation], before, after: row, ruleVersion: row.id },
        };
      },
    });
  }
}
