/** An error as the gateway sends it. */
export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly traceId?: string; readonly [more: string]: unknown };
}

/** An answer of the graph with what it cost. */
export interface GraphAnswer<Data> {
  readonly data: Data | null;
  readonly errors: readonly GraphError[];
  readonly headers: Headers;
}

/** Where a request's bearer token comes from: one that is given, none, or an account that stays signed in. */
export type TokenSource = string | null | { token(): Promise<string> };

/** What goes with every request. */
export interface ClientOptions {
  /** Id of the mandate to act under, sent as X-Act-As: whoever holds several must choose one for a mutation. */
  readonly actAs?: string;
}

/** Sends operations to the gateway as a frontend would. */
export class GraphClient {
  /**
   * @param url the gateway's address, for example http://localhost:4000
   * @param tokens whose token is sent; with null the caller is anonymous.
   */
  constructor(
    readonly url: string,
    private readonly tokens: TokenSource,
    private readonly options: ClientOptions = {},
  ) {}

  /** The token that goes with a request of this moment; null for nobody. @throws when there is none to be had. */
  async token(): Promise<string | null> {
    return typeof this.tokens === 'object' ? ((await this.tokens?.token()) ?? null) : this.tokens;
  }

  /** Sends any request to the gateway as the same caller, for what is not in the graph: the bytes of papers. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const token = await this.token();
    const headers = new Headers(init.headers);
    if (token) {
      headers.set('authorization', `Bearer ${token}`);
    }
    if (this.options.actAs !== undefined) {
      headers.set('x-act-as', this.options.actAs);
    }
    return fetch(`${this.url}${path}`, { ...init, headers });
  }

  /** Sends an operation and returns data and errors as they came. */
  async send<Data>(query: string, variables: object = {}): Promise<GraphAnswer<Data>> {
    const response = await this.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as { data?: Data | null; errors?: GraphError[] };
    return { data: body.data ?? null, errors: body.errors ?? [], headers: response.headers };
  }

  /** Asks for what the gateway serves beside the graph, such as a document. */
  async get(path: string): Promise<Response> {
    return this.fetch(path);
  }

  /** Sends an operation that must succeed. @throws with all errors when it does not. */
  async data<Data>(query: string, variables: object = {}): Promise<Data> {
    const answer = await this.send<Data>(query, variables);
    if (answer.errors.length > 0 || answer.data === null) {
      throw new Error(`the graph answered: ${JSON.stringify(answer.errors)}`);
    }
    return answer.data;
  }
}
