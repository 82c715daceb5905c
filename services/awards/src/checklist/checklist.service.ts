import { NominationTaskKind, SubjectKind } from '@thidua/contracts';
import {
  assertNotAnothers,
  type CommandActor,
  type CommandOutcome,
  type DecisionTransaction,
  type Decisions,
  lockCurrentTask,
  normalisedText,
  Refusal,
  TaskRow,
} from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import type { Nomination } from '../nomination/nomination.entity';
import type { AnswerChecklistInput } from '../nomination/nomination-route.input';
import { assertPossible, assertTaskKind, type NominationAnswer } from '../nomination/nomination.service';
import { authoriseTask, knownTask } from '../stage/stage-decision';
import { ChecklistAnswer } from './checklist-answer.entity';
import { ChecklistItem } from './checklist-item.entity';
import { answerProblems, unansweredItems } from './checklist.rules';

function itemsOf(
  transaction: DecisionTransaction,
  { routeVersionId }: Nomination,
  stage: string,
): Promise<ChecklistItem[]> {
  return routeVersionId
    ? transaction.manager.find(ChecklistItem, { where: { routeVersionId, stage }, order: { ordinal: 'ASC' } })
    : Promise.resolve([]);
}

/** @throws Refusal while a required item of the stage has no answer for this revision of the dossier. */
export async function assertChecklistAnswered(
  transaction: DecisionTransaction,
  nomination: Nomination,
  stage: string,
): Promise<void> {
  const items = await itemsOf(transaction, nomination, stage);
  if (!items.some(({ isRequired }) => isRequired)) {
    return;
  }
  const answers = await transaction.manager.findBy(ChecklistAnswer, {
    nominationId: nomination.id,
    revision: nomination.revision,
    stage,
  });
  const [reason, ...more] = unansweredItems(items, answers);
  if (reason) {
    throw new Refusal([reason, ...more]);
  }
}

/** Keeps the answers of an appraisal, item by item; nothing moves by them. */
export class ChecklistService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
  ) {}

  /** Answers items of the open appraisal, again if need be: the last answer counts, the history keeps all. */
  async answer(actor: CommandActor, input: AnswerChecklistInput): Promise<CommandOutcome<NominationAnswer>> {
    const { nominationId } = await knownTask(this.dataSource, input.taskId);
    const answers = input.answers.map(({ code, answer, note }) => ({
      code,
      answer,
      note: note ? normalisedText(note) || null : null,
    }));
    return this.decisions.run<NominationAnswer>({
      actor,
      operation: 'answerChecklist',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Nomination, id: nominationId },
      decide: async (transaction) => {
        const row = await transaction.manager.findOneByOrFail(TaskRow, { id: input.taskId });
        const nomination = await authoriseTask(transaction, row);
        assertTaskKind(row.kind, [NominationTaskKind.Appraise]);
        assertNotAnothers(transaction, await lockCurrentTask(transaction, { taskId: row.id, version: input.version }));
        assertPossible(nomination, 'answerChecklist');
        const [problem, ...more] = answerProblems(await itemsOf(transaction, nomination, row.stage), answers);
        if (problem) {
          throw new Refusal([problem, ...more]);
        }
        const { revision } = nomination;
        await transaction.manager.upsert(
          ChecklistAnswer,
          answers.map((answer) => ({
            ...answer,
            nominationId,
            revision,
            stage: row.stage,
            answeredBy: transaction.memberId,
            answeredAt: transaction.now,
          })),
          ['nominationId', 'revision', 'stage', 'code'],
        );
        return {
          answer: { nominationId },
          audit: {
            action: 'ANSWER_CHECKLIST',
            after: { stage: row.stage, answers },
            ruleVersion: nomination.routeVersionId,
          },
        };
      },
    });
  }
}
