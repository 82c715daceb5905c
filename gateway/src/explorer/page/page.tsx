import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './page.css';
import { GraphiQL } from 'graphiql';
import { Kind, parse } from 'graphql';
import { StrictMode, useEffect, useMemo, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { EXAMPLES, tabOf } from '../examples';
import { MemoryStorage } from './memory-storage';

interface Identity {
  token: string;
  actAs: string;
}

interface OperationParameters {
  query: string;
  operationName?: string | null;
  variables?: unknown;
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

function Page() {
  const [identity, setIdentity] = useState<Identity>({ token: '', actAs: '' });
  const [traceId, setTraceId] = useState('');
  const [temporalUi, setTemporalUi] = useState<string | null>(null);
  // The fetcher stays the same object, or the editor would read the schema again at every key stroke in the token box.
  const current = useRef(identity);
  current.current = identity;

  useEffect(() => {
    fetch('/explorer/links.json')
      .then((response) => response.json())
      .then((links: { temporalUi: string | null }) => setTemporalUi(links.temporalUi))
      .catch(() => setTemporalUi(null));
  }, []);

  const fetcher = useMemo(
    () => async (parameters: OperationParameters, options?: { headers?: Record<string, string> }) => {
      const { token, actAs } = current.current;
      const response = await fetch('/graphql', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(actAs ? { 'x-act-as': actAs } : {}),
          ...options?.headers,
        },
        body: JSON.stringify({ ...parameters, operationName: operationNameOf(parameters) }),
      });
      setTraceId(response.headers.get('x-trace-id') ?? '');
      return response.json();
    },
    [],
  );
  const storage = useMemo(() => new MemoryStorage(), []);
  const tabs = useMemo(
    () =>
      EXAMPLES.map((example) => ({
        query: tabOf(example),
        variables: example.variables ? JSON.stringify(example.variables, null, 2) : undefined,
      })),
    [],
  );

  return (
    <div className="page">
      <form className="identity" autoComplete="off" onSubmit={(event) => event.preventDefault()}>
        <strong>thidua</strong>
        <label>
          Mã đăng nhập · Token
          <input
            name="token"
            type="password"
            autoComplete="off"
            spellCheck={false}
            placeholder="npm run --silent token -- <who>"
            value={identity.token}
            onChange={(event) => setIdentity({ ...identity, token: event.target.value.trim() })}
          />
        </label>
        <label>
          Chức danh · X-Act-As
          <input
            name="act-as"
            autoComplete="off"
            spellCheck={false}
            placeholder="mọi chức danh · all mandates"
            value={identity.actAs}
            onChange={(event) => setIdentity({ ...identity, actAs: event.target.value.trim() })}
          />
        </label>
        {traceId ? <output title="x-trace-id">trace {traceId}</output> : null}
        {temporalUi ? (
          <a href={temporalUi} target="_blank" rel="noreferrer">
            Temporal
          </a>
        ) : null}
      </form>
      <GraphiQL
        fetcher={fetcher}
        storage={storage}
        defaultTabs={tabs}
        defaultEditorToolsVisibility="variables"
        shouldPersistHeaders={false}
      />
    </div>
  );
}

const place = document.getElementById('page');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
}
