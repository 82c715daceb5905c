import { createHash } from 'node:crypto';
import { derivedId } from '@thidua/contracts/ids';
import type { ClientLog, Contested, SentCommand } from './client-log';
import type { CommandAnswer, ItemResult, MutationBody } from './command-answer';

/** One item of a command on several: a command of its own, with a commandId derived from the whole one's. */
interface Item {
  readonly key: string;
  readonly subjectId: string | null;
  readonly contested: Contested | null;
}

interface SeenTask {
  readonly taskId: string;
  readonly version: number;
}

function itemsOfTasks(input: object): Item[] {
  const { tasks } = input as { readonly tasks: readonly SeenTask[] };
  return tasks.map(({ taskId, version }) => ({ key: taskId, subjectId: null, contested: { id: taskId, version } }));
}

function itemsOfNominations(input: object): Item[] {
  const { nominationIds } = input as { readonly nominationIds: readonly string[] };
  return nominationIds.map((id) => ({ key: id, subjectId: id, contested: null }));
}

const SEVERAL: Readonly<Record<string, (input: object) => Item[]>> = {
  submitNominations: itemsOfNominations,
  changeNominationRoutes: itemsOfNominations,
  decideAwardTasks: itemsOfTasks,
  assignAwardTasks: itemsOfTasks,
};

/** What tells apart the payloads that were sent under one commandId. */
function payloadOf(input: object): string {
  return createHash('sha256').update(JSON.stringify(input)).digest('hex').slice(0, 12);
}

/** What became of one item: as the answer says, and nothing certain where that speaks only of all of them. */
function answerOfItem(answer: CommandAnswer, results: readonly ItemResult[], key: string): CommandAnswer {
  const result = results.find(({ taskId, nominationId }) => (taskId ?? nominationId) === key);
  const nothing = { routing: null, subjectId: null };
  switch (result?.outcome) {
    case 'DONE':
      return { ...nothing, outcome: 'ACKNOWLEDGED', code: null };
    case 'REFUSED':
      return { ...nothing, outcome: 'REFUSED', code: result.reasons?.[0]?.code ?? 'REFUSED' };
    case 'NOT_YET':
      return { ...nothing, outcome: 'REFUSED', code: 'RETRY_LATER' };
    default:
      return answer.outcome === 'REFUSED' && answer.code !== 'RETRY_LATER'
        ? answer
        : { ...nothing, outcome: 'UNKNOWN', code: answer.code ?? 'NOT_TOLD' };
  }
}

/**
 * Notes a command before it is sent; of a command on several each item.
 * @returns notes the answer, with what the graph sent back where that was anything.
 */
export function noteSending(
  log: ClientLog,
  sent: Omit<SentCommand, 'payload'>,
  input: object,
): (answer: CommandAnswer, body: MutationBody | null) => void {
  const items = SEVERAL[sent.operation]?.(input);
  if (!items) {
    const number = log.sending({ ...sent, payload: payloadOf(input) });
    return (answer) => answered(log, number, answer);
  }
  const noted = items.map(({ key, subjectId, contested }) => {
    const commandId = derivedId('bulk-item', sent.commandId, key);
    const payload = payloadOf({ ...input, tasks: null, nominationIds: null, contested });
    return { key, number: log.sending({ ...sent, commandId, payload, subjectId, contested }) };
  });
  return (answer, body) => {
    const result = body?.data?.[sent.operation];
    const results = result?.bulk?.results ?? result?.results ?? [];
    noted.forEach(({ key, number }) => answered(log, number, answerOfItem(answer, results, key)));
  };
}

function answered(log: ClientLog, number: number, { outcome, code, routing, subjectId }: CommandAnswer): void {
  log.answered(number, { outcome, code, routing, answeredSubjectId: subjectId });
}
