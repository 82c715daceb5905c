import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './page.css';
import { GraphiQL } from 'graphiql';
import { StrictMode, useEffect, useMemo, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { EXAMPLES, tabOf } from '../examples';
import { askGraph, type OperationParameters } from './graph';
import { IdentityBar } from './identity-bar';
import { MemoryStorage } from './memory-storage';
import { useSignIn } from './use-sign-in';

const TABS = EXAMPLES.map((example) => ({
  query: tabOf(example),
  variables: example.variables ? JSON.stringify(example.variables, null, 2) : undefined,
}));

function Page() {
  const { signIn, onRefused } = useSignIn();
  const [chosen, setChosen] = useState('');
  const [choiceNeeded, setChoiceNeeded] = useState(false);
  const [traceId, setTraceId] = useState('');
  const [temporalUi, setTemporalUi] = useState<string | null>(null);
  const mandates = signIn.state === 'SIGNED_IN' ? (signIn.viewer?.mandates ?? []) : [];
  // One that has ended meanwhile is not sent any more.
  const actAs = mandates.some(({ id }) => id === chosen) ? chosen : '';
  // The fetcher stays the same object, or the editor would read the schema again at every choice.
  const current = useRef(actAs);
  current.current = actAs;

  useEffect(() => {
    fetch('/explorer/links.json')
      .then((response) => response.json())
      .then((links: { temporalUi: string | null }) => setTemporalUi(links.temporalUi))
      .catch(() => setTemporalUi(null));
  }, []);

  const fetcher = useMemo(
    () => async (parameters: OperationParameters, options?: { headers?: Record<string, string> }) => {
      const {
        answer,
        status,
        traceId: id,
      } = await askGraph(parameters, {
        ...(current.current ? { 'x-act-as': current.current } : {}),
        ...options?.headers,
      });
      setTraceId(id);
      if (status === 401) onRefused();
      setChoiceNeeded(answer.errors?.some(({ extensions }) => extensions?.code === 'MANDATE_NOT_CHOSEN') ?? false);
      return answer;
    },
    [onRefused],
  );
  const storage = useMemo(() => new MemoryStorage(), []);

  return (
    <div className="page">
      <IdentityBar
        {...{ signIn, actAs, choiceNeeded, traceId, temporalUi }}
        onActAs={(id) => {
          setChosen(id);
          setChoiceNeeded(false);
        }}
      />
      {/* The editor asks for the schema at once: only when a session that is over has been taken from the browser. */}
      {signIn.state === 'UNKNOWN' ? null : (
        <GraphiQL
          fetcher={fetcher}
          storage={storage}
          defaultTabs={TABS}
          defaultEditorToolsVisibility="variables"
          shouldPersistHeaders={false}
        />
      )}
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
