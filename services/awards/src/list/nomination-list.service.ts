import { SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { type CommandActor, type CommandOutcome, type Decisions, normalisedText } from '@thidua/service-kit';
import { NominationList } from './nomination-list.entity';
import type { DraftNominationListInput } from './nomination-list.input';

/** What the commands on a list answer. */
export interface NominationListAnswer {
  readonly listId: string;
}

/** The one writer of lists. */
export class NominationListService {
  constructor(private readonly decisions: Decisions) {}

  /** Drafts a list without nominations. */
  draft(actor: CommandActor, input: DraftNominationListInput): Promise<CommandOutcome<NominationListAnswer>> {
    const id = newId();
    const { nominatingUnitId } = input;
    return this.decisions.run<NominationListAnswer>({
      actor,
      operation: 'draftNominationList',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.NominationList, id, isNew: true },
      decide: async (transaction) => {
        await transaction.authorise('nomination.draft', nominatingUnitId, 'input.nominatingUnitId');
        const list = {
          id,
          nominatingUnitId,
          title: normalisedText(input.title),
          draftedBy: transaction.memberId,
          draftedAt: transaction.now,
        };
        await transaction.manager.insert(NominationList, list);
        return { answer: { listId: id }, audit: { action: 'DRAFT_LIST', after: list } };
      },
    });
  }
}
