import { SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  badInput,
  normalisedText,
  notFound,
  Provenance,
  refuse,
  type CommandActor,
  type CommandOutcome,
  type DecisionTransaction,
  type Decisions,
} from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { THING } from '../command/caller';
import { Initiative, InitiativeAcceptance, InitiativeAuthor } from './initiative.entity';
import type {
  AcceptInitiativeInput,
  InitiativeAcceptanceInput,
  RecordInitiativeInput,
  WithdrawInitiativeInput,
} from './initiative.input';

/** Which initiative a command was about. */
export interface InitiativeAnswer {
  readonly initiativeId: string;
}

/** The one writer of initiatives. */
export class InitiativeService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
  ) {}

  /** Records an initiative with its authors, and its first acceptance where there is one. */
  record(
    actor: CommandActor,
    input: RecordInitiativeInput,
    provenance = Provenance.Recorded,
  ): Promise<CommandOutcome<InitiativeAnswer>> {
    const id = newId();
    return this.decisions.run<InitiativeAnswer>({
      actor,
      operation: 'recordInitiative',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Initiative, id, isNew: true },
      decide: async (transaction) => {
        await transaction.authorise('initiative.record', input.unitId, 'input.unitId');
        if (input.year > Number(transaction.today.slice(0, 4))) {
          throw badInput({
            field: 'input.year',
            vi: `Năm ${input.year} chưa đến.`,
            en: `The year ${input.year} has not come yet.`,
          });
        }
        const initiative = {
          id,
          unitId: input.unitId,
          kind: input.kind,
          title: normalisedText(input.title),
          year: input.year,
          benefitDong: input.benefitDong ?? null,
          withdrawnAt: null,
          provenance,
        } satisfies Initiative;
        const { authorMemberIds } = input;
        await transaction.manager.insert(Initiative, initiative);
        await transaction.manager.insert(
          InitiativeAuthor,
          authorMemberIds.map((memberId) => ({ initiativeId: id, memberId })),
        );
        const acceptance = input.acceptance
          ? await insertAcceptance(transaction, id, input.acceptance, 'input.acceptance')
          : null;
        return {
          answer: { initiativeId: id },
          audit: { action: 'RECORD_INITIATIVE', after: { ...initiative, memberIds: authorMemberIds, acceptance } },
        };
      },
    });
  }

  /** Records that another body accepted it; each level once. */
  async accept(actor: CommandActor, input: AcceptInitiativeInput): Promise<CommandOutcome<InitiativeAnswer>> {
    const { id, unitId } = await this.existing(input.initiativeId);
    return this.decisions.run<InitiativeAnswer>({
      actor,
      operation: 'acceptInitiative',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Initiative, id },
      decide: async (transaction) => {
        await transaction.authorise('initiative.record', unitId);
        await assertStands(transaction, id);
        const { level } = input.acceptance;
        if (await transaction.manager.existsBy(InitiativeAcceptance, { initiativeId: id, level })) {
          throw refuse(
            'INITIATIVE_ACCEPTED_ALREADY',
            'Sáng kiến đã được công nhận ở cấp này.',
            'The initiative was accepted at this level already.',
            'input.acceptance.level',
          );
        }
        const acceptance = await insertAcceptance(transaction, id, input.acceptance, 'input.acceptance');
        return { answer: { initiativeId: id }, audit: { action: 'ACCEPT_INITIATIVE', after: { acceptance } } };
      },
    });
  }

  /** Withdraws an initiative that was recorded by mistake: it stays, and counts no more. */
  async withdraw(actor: CommandActor, input: WithdrawInitiativeInput): Promise<CommandOutcome<InitiativeAnswer>> {
    const { id, unitId } = await this.existing(input.initiativeId);
    return this.decisions.run<InitiativeAnswer>({
      actor,
      operation: 'withdrawInitiative',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Initiative, id },
      decide: async (transaction) => {
        await transaction.authorise('initiative.record', unitId);
        await assertStands(transaction, id);
        await transaction.manager.update(Initiative, { id }, { withdrawnAt: transaction.now });
        return {
          answer: { initiativeId: id },
          audit: { action: 'WITHDRAW_INITIATIVE', reason: normalisedText(input.reason) },
        };
      },
    });
  }

  private async existing(id: string): Promise<Initiative> {
    const initiative = await this.dataSource.manager.findOneBy(Initiative, { id });
    if (!initiative) {
      throw notFound(THING.initiative, 'input.initiativeId');
    }
    return initiative;
  }
}

async function assertStands(transaction: DecisionTransaction, id: string): Promise<void> {
  const { withdrawnAt } = await transaction.manager.findOneByOrFail(Initiative, { id });
  if (withdrawnAt !== null) {
    throw refuse(
      'INITIATIVE_WITHDRAWN',
      'Sáng kiến này đã được rút.',
      'This initiative was withdrawn.',
      'input.initiativeId',
    );
  }
}

async function insertAcceptance(
  transaction: DecisionTransaction,
  initiativeId: string,
  { level, acceptedOn, document }: InitiativeAcceptanceInput,
  field: string,
): Promise<object> {
  if (acceptedOn > transaction.today) {
    throw badInput({
      field: `${field}.acceptedOn`,
      vi: `Không được sau hôm nay (${transaction.today}).`,
      en: `It must not be after today (${transaction.today}).`,
    });
  }
  const acceptance = { level, acceptedOn, document: normalisedText(document) };
  await transaction.manager.insert(InitiativeAcceptance, { initiativeId, ...acceptance });
  return acceptance;
}
