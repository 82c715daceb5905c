import { SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  badInput,
  type CommandActor,
  type CommandOutcome,
  type DecisionTransaction,
  type Decisions,
  normalisedText,
  notFound,
  OPEN_END,
  Provenance,
  Refusal,
  refuse,
} from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { AwardRoute, AwardRoutePaper, AwardRouteStage } from './award-route.entity';
import { ChecklistItem } from '../checklist/checklist-item.entity';
import { routeProblems } from './award-route.rules';
import { AwardType } from './award-type.entity';
import { RuleEffect } from '../catalogue/catalogue.enum';
import { AwardIssuerLevel } from './award-type.enum';
import {
  type ChangeAwardRouteInput,
  type DefineAwardTypeInput,
  type EndAwardTypeInput,
  RouteStageInput,
} from './award-type.input';

/** What the commands on award types answer. */
export interface AwardTypeAnswer {
  readonly awardTypeId: string;
}

const AWARD_TYPE = { vi: 'loại khen thưởng', en: 'award type' };

function usableStages(stages: readonly RouteStageInput[]): RouteStageInput[] {
  const plain = stages.map((stage) => Object.assign(new RouteStageInput(), stage));
  for (const stage of plain) {
    stage.thresholdPercent ??= null;
    stage.papers ??= [];
    stage.remindBeforeDays ??= null;
    stage.escalateAfterDays ??= null;
  }
  const [problem, ...more] = routeProblems(plain);
  if (problem) {
    throw new Refusal([problem, ...more]);
  }
  return plain;
}

/** Whether bodies of the union award it: others have no route here. */
function isOfTheUnion(issuerLevel: AwardIssuerLevel): boolean {
  return issuerLevel !== AwardIssuerLevel.State && issuerLevel !== AwardIssuerLevel.ProvincialAuthority;
}

/** The one writer of award types and their routes. */
export class AwardTypeService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
  ) {}

  /** Defines an award type with its first route; the seed acts as the system. */
  define(
    actor: CommandActor,
    input: DefineAwardTypeInput,
    options: { readonly id?: string; readonly provenance?: Provenance } = {},
  ): Promise<CommandOutcome<AwardTypeAnswer>> {
    const id = options.id ?? newId();
    const ownerUnitId = input.ownerUnitId;
    const validUntil = input.validUntil ?? OPEN_END;
    if (validUntil <= input.validFrom) {
      throw badInput({
        field: 'input.validUntil',
        vi: 'Phải sau ngày bắt đầu.',
        en: 'It must be after the day it begins.',
      });
    }
    const hasRoute = isOfTheUnion(input.issuerLevel);
    if (hasRoute !== input.stages.length > 0) {
      throw badInput({
        field: 'input.stages',
        vi: hasRoute ? 'Cần ít nhất một bước.' : 'Loại do cấp ngoài công đoàn quyết định không có quy trình.',
        en: hasRoute ? 'Give at least one stage.' : 'An award of a body outside the union has no route.',
      });
    }
    return this.decisions.run<AwardTypeAnswer>({
      actor,
      operation: 'defineAwardType',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.AwardType, id, isNew: true },
      locks: [`award-type-code:${ownerUnitId}:${input.code}`],
      decide: async (transaction) => {
        if (actor.kind === 'person') {
          await transaction.authorise('award-type.define', ownerUnitId, 'input.ownerUnitId');
        }
        const stages = hasRoute ? usableStages(input.stages) : [];
        if (await transaction.manager.existsBy(AwardType, { ownerUnitId, code: input.code })) {
          throw refuse(
            'AWARD_TYPE_CODE_TAKEN',
            `Đơn vị này đã có loại khen thưởng ký hiệu ${input.code}.`,
            `This unit already has an award type ${input.code}.`,
            'input.code',
          );
        }
        const awardType: AwardType = {
          id,
          ownerUnitId,
          code: input.code,
          name: normalisedText(input.name),
          kind: input.kind,
          form: input.form,
          issuerLevel: input.issuerLevel,
          track: input.track,
          basis: input.basis,
          recipients: input.recipients,
          validFrom: input.validFrom,
          validUntil,
          document: input.document ? normalisedText(input.document) : null,
          sourceStatus: input.sourceStatus,
          provenance: options.provenance ?? Provenance.Recorded,
        };
        await transaction.manager.insert(AwardType, awardType);
        const routeVersionId = hasRoute ? await insertRoute(transaction, id, 1, input, validUntil, stages) : null;
        return {
          answer: { awardTypeId: id },
          audit: { action: 'DEFINE', after: { awardType, stages }, ruleVersion: routeVersionId },
        };
      },
    });
  }

  /** Gives an award type another route from a date on; the past and what is submitted keep theirs. */
  async changeRoute(actor: CommandActor, input: ChangeAwardRouteInput): Promise<CommandOutcome<AwardTypeAnswer>> {
    const awardType = await this.dataSource.manager.findOneBy(AwardType, { id: input.awardTypeId });
    if (!awardType) {
      throw notFound(AWARD_TYPE, 'input.awardTypeId');
    }
    if (!isOfTheUnion(awardType.issuerLevel)) {
      throw badInput({
        field: 'input.awardTypeId',
        vi: 'Loại do cấp ngoài công đoàn quyết định không có quy trình.',
        en: 'An award of a body outside the union has no route.',
      });
    }
    return this.decisions.run<AwardTypeAnswer>({
      actor,
      operation: 'changeAwardRoute',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.AwardType, id: awardType.id },
      decide: async (transaction) => {
        await transaction.authorise('award-type.define', awardType.ownerUnitId);
        const stages = usableStages(input.stages);
        const last = await transaction.manager.findOneOrFail(AwardRoute, {
          where: { awardTypeId: awardType.id },
          order: { version: 'DESC' },
        });
        if (input.validFrom < transaction.today || input.validFrom <= last.validFrom) {
          throw refuse(
            'ROUTE_WOULD_CHANGE_THE_PAST',
            `Quy trình mới chỉ có hiệu lực từ hôm nay trở đi và sau ngày ${last.validFrom} của phiên bản trước.`,
            `A new route holds from today at the earliest and after ${last.validFrom}, when the version before began.`,
            'input.validFrom',
          );
        }
        await transaction.manager.update(AwardRoute, { id: last.id }, { validUntil: input.validFrom });
        const routeVersionId = await insertRoute(transaction, awardType.id, last.version + 1, input, OPEN_END, stages);
        return {
          answer: { awardTypeId: awardType.id },
          audit: {
            action: 'CHANGE_ROUTE',
            before: { routeVersionId: last.id, validUntil: last.validUntil },
            after: { routeVersionId, validFrom: input.validFrom, stages },
            ruleVersion: routeVersionId,
          },
        };
      },
    });
  }

  /** Ends an award type from a date on: no draft of it is submitted any more; what is submitted goes on. */
  async end(actor: CommandActor, input: EndAwardTypeInput): Promise<CommandOutcome<AwardTypeAnswer>> {
    const awardType = await this.dataSource.manager.findOneBy(AwardType, { id: input.awardTypeId });
    if (!awardType) {
      throw notFound(AWARD_TYPE, 'input.awardTypeId');
    }
    const { id } = awardType;
    return this.decisions.run<AwardTypeAnswer>({
      actor,
      operation: 'endAwardType',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.AwardType, id },
      decide: async (transaction) => {
        await transaction.authorise('award-type.define', awardType.ownerUnitId);
        const now = await transaction.manager.findOneByOrFail(AwardType, { id });
        if (input.validUntil < transaction.today || input.validUntil <= now.validFrom) {
          throw refuse(
            'AWARD_TYPE_ENDS_TOO_EARLY',
            `Chỉ thôi áp dụng từ hôm nay (${transaction.today}) trở đi và sau ngày bắt đầu (${now.validFrom}).`,
            `It ends today (${transaction.today}) at the earliest, and after the day it begins (${now.validFrom}).`,
            'input.validUntil',
          );
        }
        if (now.validUntil <= input.validUntil) {
          throw refuse(
            'AWARD_TYPE_ENDS_ALREADY',
            `Loại khen thưởng này thôi áp dụng từ ${now.validUntil}.`,
            `This award type can no longer be awarded from ${now.validUntil} on already.`,
            'input.validUntil',
          );
        }
        await transaction.manager.update(AwardType, { id }, { validUntil: input.validUntil });
        return {
          answer: { awardTypeId: id },
          audit: {
            action: 'END_AWARD_TYPE',
            reason: normalisedText(input.reason),
            before: { validUntil: now.validUntil },
            after: { validUntil: input.validUntil },
          },
        };
      },
    });
  }
}

async function insertRoute(
  transaction: DecisionTransaction,
  awardTypeId: string,
  version: number,
  route: Pick<DefineAwardTypeInput, 'document' | 'sourceStatus' | 'validFrom'>,
  validUntil: string,
  stages: readonly RouteStageInput[],
): Promise<string> {
  const id = newId();
  await transaction.manager.insert(AwardRoute, {
    id,
    awardTypeId,
    version,
    validFrom: route.validFrom,
    validUntil,
    document: route.document ? normalisedText(route.document) : null,
    sourceStatus: route.sourceStatus,
  });
  await transaction.manager.insert(
    AwardRouteStage,
    stages.map((stage, index) => ({
      routeVersionId: id,
      ordinal: index + 1,
      stage: stage.stage,
      kind: stage.kind,
      actorRule: stage.actorRule,
      timeLimitDays: stage.timeLimitDays,
      thresholdPercent: stage.thresholdPercent,
      remindBeforeDays: stage.remindBeforeDays ?? null,
      escalateAfterDays: stage.escalateAfterDays ?? null,
      consultationWorkingDays: stage.consultationWorkingDays,
      consultationSilence: stage.consultationSilence,
      sourceStatus: stage.sourceStatus,
      document: stage.document ? normalisedText(stage.document) : null,
    })),
  );
  const papers = stages.flatMap((stage, index) =>
    stage.papers.map(({ paper, recipients, effect, sourceStatus, document }) => ({
      routeVersionId: id,
      ordinal: index + 1,
      paper,
      recipients,
      effect: effect ?? RuleEffect.Warn,
      sourceStatus,
      document: document ? normalisedText(document) : null,
    })),
  );
  if (papers.length > 0) {
    await transaction.manager.insert(AwardRoutePaper, papers);
  }
  const checklist = stages.flatMap(({ stage, checklist: items }) =>
    (items ?? []).map((item, index) => ({
      routeVersionId: id,
      stage,
      ordinal: index + 1,
      code: item.code,
      textVi: normalisedText(item.textVi),
      textEn: normalisedText(item.textEn),
      isRequired: item.isRequired,
    })),
  );
  if (checklist.length > 0) {
    await transaction.manager.insert(ChecklistItem, checklist);
  }
  return id;
}
