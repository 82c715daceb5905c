import { setTimeout as wait } from 'node:timers/promises';
import { newId } from '@thidua/contracts/ids';
import type { ClientLog, Purpose } from './client-log';
import { mutationOf, type Command } from './command';
import { answerOf, isWorthRepeating, unknownAnswer, type CommandAnswer, type MutationBody } from './command-answer';
import { noteSending } from './noted-sending';
import type { SeededRandom } from './seeded-random';

/** A request is given up after so long; the gateway gives a mutation 15 seconds. */
const LONGEST_REQUEST = 20_000;
/** A command whose outcome is not known is sent again for so long. */
const PATIENCE = 60_000;
const PAUSE = { least: 150, most: 600 };
/** How often a command is sent otherwise than once. */
const OFTEN = { twin: 0.08, rival: 0.04, repeat: 0.1, otherPayload: 0.04 };

/** Whoever sends commands. */
export interface Sender {
  readonly memberId: string;
  /** A valid token. @throws when there is none. */
  token(): Promise<string>;
}

/** Sends commands as clients do that lose their connections, repeat themselves and get things wrong; notes all of it. */
export class CommandSender {
  private patient = true;

  constructor(
    private readonly url: string,
    private readonly log: ClientLog,
  ) {}

  /** From now on an outcome that is not known stays so: nothing is sent again. */
  losePatience(): void {
    this.patient = false;
  }

  /** Asks the graph. @throws when no answer came, or one without data. */
  async read<Data>(person: Sender, query: string, variables: object = {}): Promise<Data> {
    const { data } = (await this.post(await person.token(), query, variables)) as { data?: Data | null };
    if (!data) {
      throw new Error('the graph gave no answer');
    }
    return data;
  }

  /** Sends a command until its outcome is known or patience ends; some are sent twice, again, or with a second payload. */
  async carryOut(person: Sender, command: Command, random: SeededRandom): Promise<CommandAnswer> {
    const commandId = newId();
    const until = Date.now() + PATIENCE;
    const send = (purpose: Purpose, input = command.input): Promise<CommandAnswer> =>
      this.attempt(person, command, commandId, input, purpose);
    const other = command.otherInput && { ...command.input, ...command.otherInput };
    const beside: Promise<CommandAnswer>[] = [];
    if (random.chance(OFTEN.twin)) {
      beside.push(send('TWIN'));
    } else if (other && random.chance(OFTEN.rival)) {
      beside.push(send('RIVAL_PAYLOAD', other));
    }
    let answer = await send('FIRST');
    await Promise.all(beside);
    while (isWorthRepeating(answer) && this.patient && Date.now() < until) {
      await wait(random.between(PAUSE.least, PAUSE.most));
      answer = await send('RETRY');
    }
    if (answer.outcome === 'ACKNOWLEDGED' && random.chance(OFTEN.repeat)) {
      await send('REPEAT');
    }
    if (answer.outcome === 'ACKNOWLEDGED' && other && random.chance(OFTEN.otherPayload)) {
      await send('OTHER_PAYLOAD', other);
    }
    return answer;
  }

  private async attempt(
    person: Sender,
    { operation, service, subjectId, contested, document = mutationOf(operation) }: Command,
    commandId: string,
    input: Readonly<Record<string, unknown>>,
    purpose: Purpose,
  ): Promise<CommandAnswer> {
    let token: string;
    try {
      token = await person.token();
    } catch {
      // Nothing was sent, so there is nothing to note.
      return { outcome: 'REFUSED', code: 'SIGN_IN_UNAVAILABLE', routing: null, subjectId: null };
    }
    const sent = { commandId, operation, service, actor: person.memberId, purpose, subjectId, contested };
    const note = noteSending(this.log, sent, input);
    let answer: CommandAnswer;
    let body: MutationBody | null = null;
    try {
      body = (await this.post(token, document, { input: { commandId, ...input } })) as MutationBody;
      answer = answerOf(operation, body);
    } catch (error) {
      answer = unknownAnswer(error instanceof Error ? error.name : 'NO_ANSWER');
    }
    note(answer, body);
    return answer;
  }

  private async post(token: string, query: string, variables: object): Promise<unknown> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(LONGEST_REQUEST),
    });
    return response.json();
  }
}
