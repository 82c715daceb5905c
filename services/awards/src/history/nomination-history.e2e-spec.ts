import { Client, Connection } from '@temporalio/client';
import { admit, awaited, GraphCommand, RunningSystem, type PersistentClient } from '@thidua/testkit';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Named {
  readonly fullName: string;
}
interface Entry {
  readonly sequence: number;
  readonly action: string;
  readonly position: string | null;
  readonly mandateId: string | null;
  readonly actor: Named | null;
  readonly principal: Named | null;
  readonly unit: { readonly name: string } | null;
  readonly temporalUrl: string | null;
  readonly anchorState: string;
  readonly anchor: { readonly number: number; readonly root: string } | null;
  readonly differences: readonly {
    readonly path: string;
    readonly label: string | null;
    readonly after: string | null;
  }[];
}
interface AuditExport {
  readonly id: string;
  readonly state: string;
  readonly folder: string | null;
  readonly manifestDigest: string | null;
  readonly entriesDone: number;
  readonly entriesTotal: number;
}

const onNomination = (field: string): GraphCommand<{ nomination: { id: string } }> =>
  new GraphCommand(field, 'nomination { id }');
const draft = onNomination('draftNomination');
const submit = onNomination('submitNomination');
const pass = onNomination('passAppraisal');
const defineAwardType = new GraphCommand<{ awardType: { id: string } }>('defineAwardType', 'awardType { id }');
const delegateMandate = new GraphCommand<{ delegation: { id: string } }>('delegateMandate', 'delegation { id }');
const requestExport = new GraphCommand<{ auditExport: AuditExport }>(
  'requestAwardsAuditExport',
  'auditExport { id state }',
  'RequestAuditExportInput',
  'RequestAuditExportSuccess',
);
const ENTRIES = `nodes { sequence action position mandateId actor { fullName } principal { fullName } unit { name }
  temporalUrl anchorState anchor { number root } differences { path label after } }`;
const REASON = 'Dữ liệu minh họa';

/** The calendar date so many days from today, in Việt Nam. */
function day(days: number): string {
  const date = new Date(Date.now() + days * 24 * 60 * 60 * 1000);
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(date);
}

describe('what an auditor is shown of a nomination, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let auditor: PersistentClient;
  let nominationId: string;
  let delegationId: string;

  beforeAll(async () => {
    const scene = await system.foundProvince({ grassroots: 1 });
    const [union] = scene.grassroots;
    const unionId = union?.id ?? '';
    const chair = system.as(scene.province.chair);
    auditor = system.as(
      await system.appoint(system.asSeeded('tld-chair'), scene.province.id, 'INSPECTION_COMMITTEE_MEMBER'),
    );
    const chairOfUnion = system.as(union?.chair ?? '');
    const [nominee] = await admit(chairOfUnion, unionId, 1, '2020-03-02', 'Đoàn viên minh họa');
    const { awardType } = await defineAwardType.done(chair, {
      ownerUnitId: scene.province.id,
      code: 'DEMO-AUDIT',
      name: 'Bằng khen minh họa',
      kind: 'COMMENDATION',
      form: 'MERIT_CERTIFICATE',
      issuerLevel: 'PROVINCIAL_FEDERATION',
      track: 'REGULAR',
      recipients: 'INDIVIDUAL',
      validFrom: '2020-01-01',
      stages: ['APPRAISAL', 'DECISION'].map((stage) => ({
        stage,
        kind: stage,
        actorRule: 'PROVINCIAL_FEDERATION',
        timeLimitDays: 10,
      })),
    });
    const { viewer } = await chair.read<{ viewer: { mandates: { id: string }[] } }>('{ viewer { mandates { id } } }');
    const { delegation } = await delegateMandate.done(chair, {
      officeId: viewer.mandates[0]?.id,
      toMemberId: scene.viceChair,
      from: day(0),
      until: day(30),
      document: '12/GUQ',
      reason: REASON,
    });
    delegationId = delegation.id;
    const { nomination } = await draft.done(chairOfUnion, {
      awardTypeId: awardType.id,
      nominatingUnitId: unionId,
      nomineeMemberId: nominee,
      achievement: REASON,
    });
    nominationId = nomination.id;
    await submit.done(chairOfUnion, { nominationId });
    const delegate = system.as(scene.viceChair).actingUnder(delegationId);
    const task = await awaited('the appraisal', async () => {
      const { viewer: seen } = await delegate.read<{
        viewer: { awardTasks: { nodes: { id: string; version: number; subjectId: string }[] } };
      }>('{ viewer { id awardTasks(first: 200) { nodes { id version subjectId } } } }');
      return seen.awardTasks.nodes.find(({ subjectId }) => subjectId === nominationId);
    });
    await pass.done(delegate, { taskId: task.id, version: task.version });
  });

  const history = async (more = ''): Promise<readonly Entry[]> => {
    const { nominationHistory } = await auditor.read<{ nominationHistory: { nodes: Entry[] } }>(
      `query History($id: ID!) { nominationHistory(nominationId: $id, first: 20${more}) { ${ENTRIES} } }`,
      { id: nominationId },
    );
    return nominationHistory.nodes;
  };

  /** Has the schedule's anchors taken. One that is younger than a minute is not followed by another. */
  const takeAnchors = async (): Promise<void> => {
    const connection = await Connection.connect({ address: process.env['TEST_TEMPORAL_ADDRESS'] ?? '' });
    try {
      const schedule = new Client({ connection }).schedule.getHandle('audit-anchor');
      await awaited(
        'an anchor that covers the nomination',
        async () => {
          await schedule.trigger();
          await new Promise((resolve) => setTimeout(resolve, 1_000));
          return (await history()).every(({ anchorState }) => anchorState === 'ANCHORED');
        },
        150_000,
      );
    } finally {
      await connection.close();
    }
  };

  it('names who acted, under which mandate, for whom, and what changed, in words', async () => {
    const [advance, ...others] = await history(', action: "ADVANCE"');
    expect(others).toEqual([]);
    expect(advance).toMatchObject({
      position: 'CHAIR',
      mandateId: delegationId,
      actor: { fullName: 'Phó Chủ tịch minh họa' },
      principal: { fullName: expect.stringMatching(/^Chủ tịch/) },
      unit: { name: expect.stringMatching(/^LĐLĐ tỉnh minh họa/) },
      temporalUrl: expect.stringContaining(`/workflows/nomination%2F${nominationId}`),
    });
    const all = await history();
    expect(all.map(({ sequence }) => sequence)).toEqual(all.map((_, index) => index + 1));
    expect(all.flatMap(({ differences }) => differences.filter(({ label }) => label === null))).toEqual([]);
    const { nominationAsOf } = await auditor.read<{ nominationAsOf: object }>(
      'query AsOf($id: ID!) { nominationAsOf(nominationId: $id, sequence: 2) { state revision achievement } }',
      { id: nominationId },
    );
    expect(nominationAsOf).toEqual({ state: 'SUBMITTED', revision: 1, achievement: REASON });
  });

  it('calls entries UNANCHORED until an anchor is taken, and names it then', async () => {
    await awaited('the last entry of the decision', async () => (await history()).at(-1)?.action === 'ROUTED');
    expect((await history()).at(-1)).toMatchObject({ anchorState: 'UNANCHORED', anchor: null });
    await takeAnchors();
    for (const { anchor } of await history()) {
      expect(anchor).toEqual({ number: expect.any(Number), root: expect.stringMatching(/^[0-9a-f]{64}$/) });
    }
  }, 200_000);

  it('exports the whole trail for the Confederation’s inspection, and for nobody else', async () => {
    expect(await requestExport.outcome(auditor, { reason: REASON })).toBe('FORBIDDEN');
    const inspector = system.asSeeded('tld-inspector');
    const { auditExport } = await requestExport.done(inspector, { reason: REASON });
    const done = await awaited('the export', async () => {
      const { awardsAuditExport } = await inspector.read<{ awardsAuditExport: AuditExport }>(
        `query Export($id: ID!) { awardsAuditExport(id: $id) {
           id state folder manifestDigest entriesDone entriesTotal } }`,
        { id: auditExport.id },
      );
      return awardsAuditExport.state === 'DONE' ? awardsAuditExport : null;
    });
    expect(done.entriesDone).toBeGreaterThanOrEqual(done.entriesTotal);
    const manifest = join(
      process.env['THIDUA_STATE'] ?? '',
      'audit-exports',
      'awards',
      done.folder ?? '',
      'manifest.json',
    );
    expect(createHash('sha256').update(readFileSync(manifest)).digest('hex')).toBe(done.manifestDigest);
  });
});
