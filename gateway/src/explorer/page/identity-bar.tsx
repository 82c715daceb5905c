import { wordsOf } from './graph';
import { SIGN_IN_URL, signOut } from './session';
import type { SignIn } from './use-sign-in';

/** What the bar above the editor shows. */
export interface IdentityBarParts {
  readonly signIn: SignIn;
  /** Id of the mandate that is acted under; empty for all of them. */
  readonly actAs: string;
  readonly onActAs: (id: string) => void;
  /** Whether a command was refused because no mandate was chosen for it. */
  readonly choiceNeeded: boolean;
  readonly traceId: string;
  /** Address of Temporal's pages; null when there are none. */
  readonly temporalUi: string | null;
}

/** Who is signed in, under which mandate, and how to sign in and out. */
export function IdentityBar({ signIn, actAs, onActAs, choiceNeeded, traceId, temporalUi }: IdentityBarParts) {
  return (
    <header className="identity">
      <strong>thidua</strong>
      {signIn.state === 'SIGNED_IN' ? (
        <Person {...{ signIn, actAs, onActAs, choiceNeeded }} />
      ) : (
        <Nobody expired={signIn.state === 'EXPIRED'} known={signIn.state !== 'UNKNOWN'} />
      )}
      <span className="aside">
        <span>
          Cho tập lệnh · For scripts: <code>npm run token -- --as ag-chair</code>
        </span>
        {traceId ? <output title="x-trace-id">trace {traceId}</output> : null}
        {temporalUi ? (
          <a href={temporalUi} target="_blank" rel="noreferrer">
            Temporal
          </a>
        ) : null}
      </span>
    </header>
  );
}

function Nobody({ expired, known }: { readonly expired: boolean; readonly known: boolean }) {
  if (!known) return <span role="status">Đang kiểm tra phiên đăng nhập…</span>;
  return (
    <>
      <span role={expired ? 'alert' : 'status'} className={expired ? 'problem' : undefined}>
        {expired ? 'Phiên đã hết hạn · Session expired' : 'Chưa đăng nhập · Not signed in'}
      </span>
      {/* In a tab of its own after an expiry, so that what was written here is not lost; this tab notices. */}
      <a className="button" href={SIGN_IN_URL} {...(expired ? { target: '_blank', rel: 'noreferrer' } : {})}>
        {expired ? 'Đăng nhập lại' : 'Đăng nhập'} · <span lang="en">{expired ? 'Sign in again' : 'Sign in'}</span>
      </a>
    </>
  );
}

type PersonParts = Pick<IdentityBarParts, 'actAs' | 'onActAs' | 'choiceNeeded'> & {
  readonly signIn: Extract<SignIn, { state: 'SIGNED_IN' }>;
};

function Person({ signIn: { viewer, problem }, actAs, onActAs, choiceNeeded }: PersonParts) {
  const mandates = viewer?.mandates ?? [];
  const [only] = mandates;
  return (
    <>
      <span role="status" className="person">
        {viewer === null ? 'Đã đăng nhập · Signed in' : viewer.member.fullName}
      </span>
      {problem === null ? null : (
        <span role="alert" className="problem">
          {problem}
        </span>
      )}
      {viewer !== null && mandates.length === 0 ? <span>Không giữ chức danh nào · no mandate today</span> : null}
      {mandates.length === 1 && only ? <span className="mandate">{wordsOf(only)}</span> : null}
      {mandates.length > 1 ? (
        <label>
          Chức danh · Acting as
          <select
            name="act-as"
            value={actAs}
            aria-invalid={choiceNeeded}
            onChange={(event) => onActAs(event.target.value)}
          >
            <option value="">Mọi chức danh, chỉ để đọc · all, to read</option>
            {mandates.map((mandate) => (
              <option key={mandate.id} value={mandate.id}>
                {wordsOf(mandate)}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {choiceNeeded ? (
        <span role="alert" className="problem">
          Hãy chọn chức danh để thực hiện · Choose the mandate to act under
        </span>
      ) : null}
      <button
        type="button"
        className="button"
        onClick={() => {
          void signOut();
        }}
      >
        Đăng xuất · <span lang="en">Sign out</span>
      </button>
    </>
  );
}
