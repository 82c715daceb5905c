import { newId } from '@thidua/contracts/ids';
import type { CommandAnswer, PersistentClient } from '../cycle/persistent-client';

/** What came back, in one word: `DONE`, the code of the first refusal, or the code of the error. */
export function outcomeOf(answer: CommandAnswer<unknown>): string {
  if (answer.result) {
    return 'DONE';
  }
  return answer.refusals[0]?.code ?? answer.errors[0]?.extensions.code ?? 'NOTHING';
}

/** A command's answers when the same commandId is sent three times. */
export interface RepeatedAnswers<Result> {
  readonly first: Result;
  /** What the same commandId with the same input brought. */
  readonly again: Result;
  /** What the same commandId with another input brought, in one word. */
  readonly other: string;
  /** The commandId. */
  readonly commandId: string;
}

/** A mutation as tests send it. */
export class GraphCommand<Result> {
  private readonly selection: string;

  /**
   * @param field name of the mutation, for example `signPledge`.
   * @param selection what to select of its success.
   * @param inputType name of its input type where it is not named after the mutation.
   * @param successType name of its success type where it is not named after the mutation.
   */
  constructor(
    readonly field: string,
    selection: string,
    private readonly inputType = `${capitalised(field)}Input`,
    successType = `${capitalised(field)}Success`,
  ) {
    this.selection = `... on ${successType} { ${selection} }`;
  }

  /** Sends it and returns whatever came back. */
  send(client: PersistentClient, input: object): Promise<CommandAnswer<Result>> {
    return client.command<Result>(this.field, this.inputType, input, this.selection);
  }

  /** Sends it where it must succeed. @throws with what came back instead. */
  async done(client: PersistentClient, input: object): Promise<Result> {
    const answer = await this.send(client, input);
    if (!answer.result) {
      throw new Error(`${this.field}: ${JSON.stringify(answer)}`);
    }
    return answer.result;
  }

  /** Sends it and says in one word what came back. */
  async outcome(client: PersistentClient, input: object): Promise<string> {
    return outcomeOf(await this.send(client, input));
  }

  /** Sends several at the same instant. @returns their outcomes, sorted, because nobody knows who was first. */
  async together(
    ...requests: readonly (readonly [client: PersistentClient, input: object])[]
  ): Promise<readonly string[]> {
    const outcomes = await Promise.all(requests.map(([client, input]) => this.outcome(client, input)));
    return outcomes.sort();
  }

  /** Sends it, then the same again, then another input with the same commandId. @throws unless the first succeeds. */
  async repeated(client: PersistentClient, input: object, change: object): Promise<RepeatedAnswers<Result>> {
    const commandId = newId();
    const first = await this.done(client, { ...input, commandId });
    const again = await this.done(client, { ...input, commandId });
    const other = await this.outcome(client, { ...input, ...change, commandId });
    return { first, again, other, commandId };
  }

  /** Sends the very same command twice at the same instant; both must succeed. @returns both answers. */
  twice(client: PersistentClient, input: object): Promise<readonly [Result, Result]> {
    const same = { ...input, commandId: newId() };
    return Promise.all([this.done(client, same), this.done(client, same)]);
  }
}

function capitalised(name: string): string {
  return `${name[0]?.toUpperCase()}${name.slice(1)}`;
}
