import type { CommandObserver, SentAgain } from '../cycle/persistent-client';
import type { GraphAnswer } from '../graph-client';
import { committedSurface } from '../matrix/schema-surface';
import type { ClientLog, CommandService } from './client-log';
import { answerOf, type MutationBody, unknownAnswer } from './command-answer';
import { noteSending } from './noted-sending';

let services: ReadonlyMap<string, CommandService> | null = null;

/** The service that carries a mutation out. @throws for one that no schema has. */
export function serviceOf(operation: string): CommandService {
  services ??= new Map(committedSurface().operations.map(({ name, subgraph }) => [name, subgraph]));
  const service = services.get(`Mutation.${operation}`);
  if (!service) {
    throw new Error(`no schema has the mutation ${operation}`);
  }
  return service;
}

/** Notes in the clients' log what somebody sends who prepares the ground for what is tried. */
export class ObservedCommands implements CommandObserver {
  constructor(
    private readonly log: ClientLog,
    private readonly memberId: string,
  ) {}

  async observe<Answer extends GraphAnswer<unknown>>(
    { commandId, field, input, isRepeated }: SentAgain,
    send: () => Promise<Answer>,
  ): Promise<Answer> {
    const note = noteSending(
      this.log,
      {
        commandId,
        operation: field,
        service: serviceOf(field),
        actor: this.memberId,
        purpose: isRepeated ? 'RETRY' : 'FIRST',
        subjectId: null,
        contested: null,
      },
      input,
    );
    try {
      const answer = await send();
      const body = answer as unknown as MutationBody;
      // Which of what was selected is the subject is nobody's business here.
      note({ ...answerOf(field, body), subjectId: null }, body);
      return answer;
    } catch (error) {
      note(unknownAnswer(error instanceof Error ? error.name : 'NO_ANSWER'), null);
      throw error;
    }
  }
}
