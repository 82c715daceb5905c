import { newId } from '@thidua/contracts/ids';
import { NotLinked } from '../scene/link-account';
import { GraphClient, type ClientOptions, type GraphAnswer, type TokenSource } from '../graph-client';

const PATIENCE_MILLISECONDS = 90_000;
const PAUSE_MILLISECONDS = 300;
/** Codes after which the same request may be sent again: a command carries its commandId, so it has one effect. */
const TRANSIENT = new Set(['SUBGRAPH_UNAVAILABLE', 'SIGN_IN_UNAVAILABLE', 'RETRY_LATER']);

/** A command as it is sent, again and again if need be. */
export interface SentAgain {
  readonly commandId: string;
  /** Name of the mutation. */
  readonly field: string;
  /** Its input but for the commandId. */
  readonly input: object;
  /** Whether it was sent before. */
  readonly isRepeated: boolean;
}

/** Whoever keeps a record of all commands that somebody sends. */
export interface CommandObserver {
  /** Sends a command once and notes what came of it. */
  observe<Answer extends GraphAnswer<unknown>>(command: SentAgain, send: () => Promise<Answer>): Promise<Answer>;
}

/** A frontend that does not give up when a process of the system is away for a moment. */
export class PersistentClient {
  private readonly client: GraphClient;
  /** How many times a request had to be sent again. */
  static repeats = 0;

  /**
   * @param url the gateway's address, for example http://localhost:4000
   * @param tokens whose token is sent; with null the caller is anonymous.
   * @param observer who is told of every command.
   */
  constructor(
    private readonly url: string,
    private readonly tokens: TokenSource,
    options: ClientOptions = {},
    private readonly observer: CommandObserver | null = null,
  ) {
    this.client = new GraphClient(url, tokens, options);
  }

  /** The same person, acting under one of their mandates: whoever holds several must choose one for a command. */
  actingUnder(mandateId: string): PersistentClient {
    return new PersistentClient(this.url, this.tokens, { actAs: mandateId }, this.observer);
  }

  /** The token that goes with a request of this moment; null for nobody. @throws when there is none to be had. */
  token(): Promise<string | null> {
    return this.client.token();
  }

  /** Sends any request to the gateway as the same caller, once. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return this.client.fetch(path, init);
  }

  /** Sends an operation until the system answers it. */
  send<Data>(query: string, variables: object): Promise<GraphAnswer<Data>> {
    return this.persist(() => this.client.send<Data>(query, variables));
  }

  private async persist<Data>(send: (isRepeated: boolean) => Promise<GraphAnswer<Data>>): Promise<GraphAnswer<Data>> {
    const until = Date.now() + PATIENCE_MILLISECONDS;
    for (let isRepeated = false; ; isRepeated = true) {
      try {
        const answer = await send(isRepeated);
        if (!answer.errors.some(({ extensions }) => this.isTransient(extensions.code)) || Date.now() > until) {
          return answer;
        }
      } catch (error) {
        if (error instanceof NotLinked || Date.now() > until) {
          throw error;
        }
      }
      PersistentClient.repeats += 1;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    }
  }

  /** Whoever is observed works while processes are killed: what nobody foresaw may come of that. */
  private isTransient(code: string): boolean {
    return TRANSIENT.has(code) || (this.observer !== null && code === 'INTERNAL_SERVER_ERROR');
  }

  /** Asks once for what the gateway serves beside the graph, such as a document. */
  get(path: string): Promise<Response> {
    return this.client.get(path);
  }

  /** Reads; @throws with the errors when the graph refuses. */
  async read<Data>(query: string, variables: object = {}): Promise<Data> {
    const answer = await this.send<Data>(query, variables);
    if (answer.errors.length > 0 || answer.data === null) {
      throw new Error(`the graph answered: ${JSON.stringify(answer.errors)}`);
    }
    return answer.data;
  }

  /**
   * Sends a command with a commandId of its own and returns the member of the result union that came back.
   * @param field name of the mutation, for example `signPledge`.
   * @param selection what to select of its result.
   */
  async command<Result>(
    field: string,
    inputType: string,
    input: object,
    selection: string,
  ): Promise<CommandAnswer<Result>> {
    const query = `mutation Command($input: ${inputType}!) { ${field}(input: $input) { __typename ... on CommandRefused { reasons { code vi en field } } ${selection} } }`;
    const given = { commandId: newId(), ...input };
    const { commandId, ...rest } = given;
    const { observer } = this;
    const send = () =>
      this.client.send<Record<string, Result & { __typename: string; reasons?: Reason[] }>>(query, { input: given });
    const answer = await this.persist((isRepeated) =>
      observer ? observer.observe({ commandId, field, input: rest, isRepeated }, send) : send(),
    );
    const result = answer.data?.[field] ?? null;
    return {
      result: result && result.__typename !== 'CommandRefused' ? result : null,
      refusals: result?.__typename === 'CommandRefused' ? (result.reasons ?? []) : [],
      errors: answer.errors,
    };
  }
}

/** A reason of a refusal as the graph sends it. */
export interface Reason {
  readonly code: string;
  readonly vi: string;
  readonly en: string;
  readonly field: string | null;
}

/** What a command came to: a result, a refusal in words, or an error with a code. */
export interface CommandAnswer<Result> {
  readonly result: Result | null;
  readonly refusals: readonly Reason[];
  readonly errors: GraphAnswer<unknown>['errors'];
}
