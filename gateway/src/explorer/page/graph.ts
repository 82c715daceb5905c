import { type OfficerPosition, POSITION_NAMES } from '@thidua/contracts';
import { Kind, parse } from 'graphql';

/** An operation as the editor sends it. */
export interface OperationParameters {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: unknown;
}

/** An answer of the graph. */
export interface GraphAnswer<Data = unknown> {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly message?: { readonly vi: string } };
  }[];
}

/** Sends an operation in the name of this browser's session. */
export async function askGraph<Data>(
  operation: OperationParameters,
  headers: Record<string, string> = {},
): Promise<{ readonly answer: GraphAnswer<Data>; readonly status: number; readonly traceId: string }> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ ...operation, operationName: operationNameOf(operation) }),
  });
  return {
    answer: (await response.json()) as GraphAnswer<Data>,
    status: response.status,
    traceId: response.headers.get('x-trace-id') ?? '',
  };
}

/** The name to send: right after a change of tabs the editor still names the operation of the tab before. */
function operationNameOf({ query, operationName }: OperationParameters): string | null | undefined {
  try {
    const names = parse(query).definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? definition.name?.value : undefined,
    );
    return operationName && names.includes(operationName) ? operationName : undefined;
  } catch {
    return operationName;
  }
}

/** A mandate that the person may act under. */
export interface ViewerMandate {
  readonly id: string;
  readonly position: OfficerPosition;
  readonly unit: { readonly name: string };
  readonly delegation: { readonly id: string } | null;
}

/** Who is signed in. */
export interface Viewer {
  readonly member: { readonly fullName: string };
  readonly mandates: readonly ViewerMandate[];
}

/** Asks who is signed in; a message for the person when that cannot be told. */
export async function readViewer(): Promise<{ readonly viewer: Viewer | null; readonly problem: string | null }> {
  const { answer } = await askGraph<{ viewer: Viewer | null }>({
    query: 'query Viewer { viewer { member { fullName } mandates { id position unit { name } delegation { id } } } }',
  });
  const viewer = answer.data?.viewer ?? null;
  const [error] = answer.errors ?? [];
  return { viewer, problem: viewer === null && error ? (error.extensions?.message?.vi ?? error.message) : null };
}

/** A mandate in words, for example `Chủ tịch, LĐLĐ tỉnh An Giang`. */
export function wordsOf({ position, unit, delegation }: ViewerMandate): string {
  return `${POSITION_NAMES[position].vi}, ${unit.name}${delegation === null ? '' : ' (được ủy quyền)'}`;
}
