import { newId, seededId } from '@thidua/contracts/ids';
import { AuditAnchors, auditSigner, AnchorFolder, historyStatement, useTemporalPages } from '@thidua/service-kit';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwardsBench, must, openTask, person, type TestPerson, UNITS } from '../testing/awards-bench';

const drafter = person('FULL_TIME_CADRE', UNITS.direct);
const chair = person('CHAIR', UNITS.direct);
const principal = person('CHAIR', UNITS.ag);
const secretary = person('EMULATION_COUNCIL_SECRETARY', UNITS.ag);
const inspector = person('INSPECTION_COMMITTEE_MEMBER', UNITS.ag);
/** Acts by what the province's chair has delegated. */
const delegate: TestPerson = {
  id: newId(),
  mandates: principal.mandates.map((mandate) => ({
    ...mandate,
    id: newId(),
    delegation: { officeId: mandate.id, principalId: principal.id },
  })),
};

const FIRST = 'Bản thứ nhất.';
const SECOND = 'Bản thứ hai, có số liệu.';

interface Entry {
  readonly sequence: number;
  readonly action: string;
  readonly at: string;
  readonly differences: {
    path: string;
    label: string | null;
    kind: string;
    before: string | null;
    after: string | null;
  }[];
  readonly anchorState: string;
  readonly anchor: { readonly number: number; readonly root: string; readonly takenAt: string } | null;
  readonly [field: string]: unknown;
}

const ALL = `sequence action at actorId actor { id } principal { id } principalId delegatedOfficeId unit { id }
  mandatesAsOf ruleVersion workflowId runId temporalUrl hash previousHash dossierDigests { field before after }
  differences { path label kind before after }`;
const ANCHORS = 'sequence anchorState anchor { number root takenAt }';

describe('the history of a nomination', () => {
  let bench: AwardsBench;
  let id: string;
  const folder = mkdtempSync(join(tmpdir(), 'nomination-history-'));
  const signer = auditSigner({
    json: JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })),
  });

  const history = async (
    more: object = {},
    fields = ALL,
    caller = inspector,
  ): Promise<{ entries: Entry[]; statements: number; hasNextPage: boolean; endCursor: string }> => {
    const { data, errors, statements } = await bench.send(
      caller,
      `query ($id: ID!, $first: Int! = 200, $after: String, $actorId: String, $action: String, $from: DateTimeISO,
              $until: DateTimeISO) {
         nominationHistory(nominationId: $id, first: $first, after: $after, actorId: $actorId, action: $action,
                           from: $from, until: $until) { nodes { ${fields} } pageInfo { hasNextPage endCursor } } }`,
      { id, ...more },
    );
    expect(errors).toEqual([]);
    const { nominationHistory: page } = data as unknown as {
      nominationHistory: { nodes: Entry[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    };
    return { entries: page.nodes, statements, ...page.pageInfo };
  };
  const actionsOf = async (more: object): Promise<string[]> =>
    (await history(more)).entries.map(({ action }) => action);

  const waitingTask = async (): Promise<{ taskId: string; version: number }> => {
    const { data } = await bench.send(inspector, `{ nomination(id: "${id}") { tasks(status: OPEN) { id version } } }`);
    const { nomination } = must(data) as unknown as { nomination: { tasks: [{ id: string; version: number }] } };
    const [{ id: taskId, version }] = nomination.tasks;
    return { taskId, version };
  };

  beforeAll(async () => {
    bench = await AwardsBench.start('history');
    useTemporalPages('https://temporal.example/', 'thi đua');
    let nomination = await bench.draft(drafter, UNITS.direct, { achievement: FIRST });
    ({ id } = nomination);
    await bench.command(chair, 'submitNomination', { nominationId: id });
    await bench.command(delegate, 'returnNomination', { ...(await waitingTask()), reason: 'Thiếu số liệu.' });
    await bench.command(drafter, 'editNomination', { nominationId: id, version: 1, achievement: SECOND });
    nomination = must((await bench.command(chair, 'resubmitNomination', { nominationId: id })).nomination);
    await bench.command(delegate, 'passAppraisal', { ...openTask(nomination), opinion: 'Đủ điều kiện.' });
  });
  afterAll(async () => {
    useTemporalPages(null, '');
    await bench.stop();
    rmSync(folder, { recursive: true });
  });

  const ACTIONS = ['DRAFT', 'SUBMIT', 'ROUTED', 'RETURN', 'ROUTED', 'EDIT', 'RESUBMIT', 'ROUTED', 'ADVANCE', 'ROUTED'];

  it('says who acted, for whom, by whose delegation, under which rules, and where the engine shows it', async () => {
    const { entries } = await history();
    expect(entries.map(({ action }) => action)).toEqual(ACTIONS);
    const [draft, submit, routed, giveBack] = entries;
    expect(draft).toMatchObject({ actor: { id: drafter.id }, principal: null, workflowId: null, temporalUrl: null });
    expect(submit).toMatchObject({
      actor: { id: chair.id },
      unit: { id: UNITS.direct.id },
      ruleVersion: expect.any(String),
    });
    expect(routed).toMatchObject({
      actor: null,
      actorId: 'workflow',
      unit: null,
      temporalUrl: `https://temporal.example/namespaces/thi%20%C4%91ua/workflows/nomination%2F${id}/run-1/history`,
    });
    expect(giveBack).toMatchObject({
      actor: { id: delegate.id },
      principal: { id: principal.id },
      principalId: principal.id,
      delegatedOfficeId: principal.mandates[0]?.id,
      unit: { id: UNITS.ag.id },
      temporalUrl: `https://temporal.example/namespaces/thi%20%C4%91ua/workflows/nomination%2F${id}`,
    });
  });

  it('shows what changed, value by value, each under its Vietnamese name', async () => {
    const { entries } = await history();
    const edit = must(entries.find(({ action }) => action === 'EDIT'));
    expect(edit.differences).toEqual([
      expect.objectContaining({
        path: 'achievementDigest',
        label: 'Mã băm báo cáo thành tích',
        kind: 'CHANGED',
        before: expect.stringMatching(/^[0-9a-f]{64}$/),
        after: expect.stringMatching(/^[0-9a-f]{64}$/),
      }),
      { path: 'version', label: 'Phiên bản', kind: 'CHANGED', before: '1', after: '2' },
      { path: 'changedParts[0]', label: 'Phần đã sửa › 1', kind: 'STATED_AFTER', before: null, after: 'SUMMARY' },
    ]);
    expect(edit['dossierDigests']).toEqual([
      { field: 'achievementDigest', before: edit.differences[0]?.before, after: edit.differences[0]?.after },
    ]);
    const advance = must(entries.find(({ action }) => action === 'ADVANCE'));
    expect(advance.differences).toContainEqual({
      path: 'stage',
      label: 'Bước',
      kind: 'STATED_BEFORE',
      before: 'PROVINCIAL_APPRAISAL',
      after: null,
    });
    const unnamed = entries.flatMap(({ differences }) => differences.filter(({ label }) => label === null));
    expect(unnamed).toEqual([]);
  });

  it('is narrowed to an actor, an action and a time', async () => {
    const { entries } = await history();
    expect(await actionsOf({ actorId: delegate.id })).toEqual(['RETURN', 'ADVANCE']);
    expect(await actionsOf({ action: 'ROUTED' })).toEqual(['ROUTED', 'ROUTED', 'ROUTED', 'ROUTED']);
    expect(await actionsOf({ actorId: delegate.id, action: 'RETURN' })).toEqual(['RETURN']);
    expect(await actionsOf({ actorId: newId() })).toEqual([]);
    // Shown to the millisecond, kept to the microsecond: what is asked for by the time shown is found by it.
    const at = must(entries[5]).at;
    const later = new Date(Date.parse(at) + 1).toISOString();
    expect([...(await actionsOf({ until: at })), ...(await actionsOf({ from: at }))]).toEqual(ACTIONS);
    expect(await actionsOf({ from: at, until: later })).toContain('EDIT');
  });

  it.each<[string, object, number]>([
    ['all of it', {}, 10],
    ['one action', { action: 'ROUTED' }, 4],
  ])('comes in pages, every entry once, in order: %s', async (_case, filter, count) => {
    const seen: number[] = [];
    for (let after: string | null = null; ; ) {
      const page = await history({ ...filter, first: 3, after }, 'sequence');
      seen.push(...page.entries.map(({ sequence }) => sequence));
      if (!page.hasNextPage) {
        break;
      }
      after = page.endCursor;
    }
    expect(seen).toHaveLength(count);
    expect(seen).toEqual([...new Set(seen)].sort((one, other) => one - other));
  });

  it('is read by the chain’s own key, whatever it is narrowed to', async () => {
    const { sql, parameters } = historyStatement(
      id,
      { actorId: drafter.id, action: 'EDIT', from: new Date(0), until: new Date() },
      0,
      51,
    );
    const plan = await bench.dataSource.query<{ key: string; type: string; Extra: string }[]>(`EXPLAIN ${sql}`, [
      ...parameters,
    ]);
    expect(plan).toMatchObject([{ key: 'PRIMARY', type: 'range' }]);
    expect(plan[0]?.Extra).not.toContain('filesort');
  });

  it('calls what no anchor covers UNANCHORED, and names the first anchor that does', async () => {
    const before = await history({}, ANCHORS);
    expect(new Set(before.entries.map(({ anchorState }) => anchorState))).toEqual(new Set(['UNANCHORED']));
    expect(before.entries[0]?.anchor).toBeNull();

    const anchors = new AuditAnchors({
      dataSource: bench.dataSource,
      service: 'awards',
      signer: () => signer,
      archive: new AnchorFolder(join(folder, 'anchors')),
    });
    const { number, root, to } = await anchors.take(0);
    const claimed = await bench.command(secretary, 'claimAwardTask', await waitingTask());
    const second = await anchors.take(0);
    await bench.command(secretary, 'unclaimAwardTask', await waitingTask());

    const after = await history({}, ANCHORS);
    expect(claimed.code).toBeNull();
    const first = { number, root, takenAt: new Date(to).toISOString() };
    expect(after.entries.slice(0, 10).map(({ anchor }) => anchor)).toEqual(Array.from({ length: 10 }, () => first));
    expect(after.entries.slice(10)).toMatchObject([
      { anchorState: 'ANCHORED', anchor: { number: second.number, root: second.root } },
      { anchorState: 'UNANCHORED', anchor: null },
    ]);
    // A page that begins in the middle finds the same anchors.
    const { endCursor } = await history({ first: 9 }, 'sequence');
    expect((await history({ after: endCursor }, ANCHORS)).entries).toEqual(after.entries.slice(9));
  });

  it('costs one statement, and one more for the anchors, whatever its length and however many histories', async () => {
    const others = [await bench.draft(drafter, UNITS.direct), await bench.draft(drafter, UNITS.direct)];
    const visible = 2;
    expect((await history({ first: 2 }, 'sequence')).statements).toBe(visible + 1);
    expect((await history({}, ALL)).statements).toBe(visible + 1);
    expect((await history({}, ANCHORS)).statements).toBe(visible + 2);
    const ids = [id, ...others.map((other) => other.id)];
    const many = await bench.send(
      inspector,
      `query ($them: [_Any!]!) { _entities(representations: $them) { ... on Nomination { history { nodes { ${ANCHORS} } } } } }`,
      { them: ids.map((one) => ({ __typename: 'Nomination', id: one })) },
    );
    expect([many.errors, many.statements]).toEqual([[], visible + 2]);
  });

  it('of its award type is for the officers of its owner and those above', async () => {
    const read = async (caller: TestPerson): Promise<unknown> => {
      const { data, errors } = await bench.send(
        caller,
        `{ awardTypeHistory(awardTypeId: "${seededId('award-type', 'PROVINCIAL_MERIT_CERTIFICATE')}") { nodes { action ruleVersion } } }`,
      );
      return (
        errors[0]?.extensions.code ??
        (data as unknown as { awardTypeHistory: { nodes: object[] } }).awardTypeHistory.nodes
      );
    };
    const entries = (await read(person('FULL_TIME_CADRE', UNITS.tld))) as { action: string; ruleVersion: string }[];
    expect(entries.map(({ action }) => action)).toEqual([
      'DEFINE',
      'SET_RULE',
      'SET_RULE',
      'SET_MULTIPLE',
      'SET_MULTIPLE',
    ]);
    // Each row is a version of its own: what an earlier nomination was judged by can still be named.
    expect(new Set(entries.map(({ ruleVersion }) => ruleVersion)).size).toBe(entries.length);
    expect(await read(person('CHAIR', UNITS.direct))).toBe('FORBIDDEN');
    expect(await read(person())).toBe('FORBIDDEN');
  });
});
