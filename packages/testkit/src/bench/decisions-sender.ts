import { Agent, request } from 'node:http';
import { newId } from '@thidua/contracts/ids';

/** An answer of the graph as far as a measurement needs it. */
interface Answer<Success> {
  readonly data?: Readonly<Record<string, (Success & { readonly __typename: string }) | null>> | null;
  readonly errors?: readonly unknown[];
}

/** What a mutation brought, and what it cost the service behind the gateway. */
export interface Sent<Success> {
  readonly success: Success;
  /** SQL statements of the service, as the gateway tells them. */
  readonly statements: number;
}

/**
 * Sends mutations over connections that are kept, by Node's plain HTTP client: on one machine with the system the client
 * takes from it what it needs itself, and `fetch` needs three times as much.
 */
export class DecisionSender {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

  /** @param url the gateway's base address. */
  constructor(private readonly url: string) {}

  /**
   * Sends a mutation that must succeed.
   * @param token the bearer token of who decides.
   * @param field name of the mutation; its input type and its success are named after it unless `inputType` says otherwise.
   * @param selection what to select of its success.
   * @throws with the whole answer when it does not succeed.
   */
  async decide<Success>(
    token: string,
    field: string,
    input: object,
    selection: string,
    inputType = `${capitalised(field)}Input`,
  ): Promise<Sent<Success>> {
    const query = `mutation Decide($input: ${inputType}!) { ${field}(input: $input) { __typename ... on ${capitalised(field)}Success { ${selection} } } }`;
    const { text, statements } = await this.post(
      token,
      JSON.stringify({ query, variables: { input: { commandId: newId(), ...input } } }),
    );
    const answer = JSON.parse(text) as Answer<Success>;
    const success = answer.data?.[field];
    if (!success || answer.errors || success.__typename !== `${capitalised(field)}Success`) {
      throw new Error(`${field} did not succeed: ${text}`);
    }
    return { success, statements };
  }

  /** Closes the connections. */
  close(): void {
    this.agent.destroy();
  }

  private post(token: string, body: string): Promise<{ text: string; statements: number }> {
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.url}/graphql`,
        {
          agent: this.agent,
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
            authorization: `Bearer ${token}`,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () => {
            const statements = Number(response.headers['x-sql-statements'] ?? 0);
            resolve({ text: Buffer.concat(chunks).toString('utf8'), statements });
          });
        },
      );
      sent.once('error', reject);
      sent.end(body);
    });
  }
}

function capitalised(field: string): string {
  return `${field[0]?.toUpperCase()}${field.slice(1)}`;
}
