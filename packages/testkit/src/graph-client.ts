import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

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

/**
 * A development token for a member, signed with the local key (HS256), valid for an hour.
 * @param stateFolder the folder with `keys/development-token.jwk.json`.
 */
export function developmentToken(stateFolder: string, memberId: string): string {
  const key = JSON.parse(readFileSync(join(stateFolder, 'keys', 'development-token.jwk.json'), 'utf8')) as {
    k: string;
  };
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: 'thidua-development', aud: 'thidua', sub: memberId, iat: now, exp: now + 3600 };
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  const signature = createHmac('sha256', Buffer.from(key.k, 'base64url')).update(content).digest('base64url');
  return `${content}.${signature}`;
}

/** Sends operations to the gateway as a frontend would. */
export class GraphClient {
  /**
   * @param url the gateway's address, for example http://localhost:4000
   * @param token bearer token; without one the caller is anonymous.
   */
  constructor(
    readonly url: string,
    private readonly token: string | null,
  ) {}

  /** Sends an operation and returns data and errors as they came. */
  async send<Data>(query: string, variables: object = {}): Promise<GraphAnswer<Data>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as { data?: Data | null; errors?: GraphError[] };
    return { data: body.data ?? null, errors: body.errors ?? [], headers: response.headers };
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
