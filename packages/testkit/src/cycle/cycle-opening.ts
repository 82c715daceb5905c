import type { CycleLog } from './cycle-log';
import type { DemonstrationProvince } from './demonstration-province';
import type { PersistentClient } from './persistent-client';

/** The groups of the demonstration province, by id. */
export interface CycleGroups {
  readonly cluster1: string;
  readonly cluster2: string;
  readonly block1: string;
  readonly block10: string;
}

/** The year's milestones squeezed into seconds: offsets from the opening, so that the run works in any year. */
function calendar(pledgeDeadlineSeconds: number): readonly { milestone: string; offset: string }[] {
  return [
    { milestone: 'PLEDGE_DRAFTING', offset: 'PT0S' },
    { milestone: 'PLEDGE_REMINDER', offset: `PT${pledgeDeadlineSeconds - 2}S` },
    { milestone: 'PLEDGE_DEADLINE', offset: `PT${pledgeDeadlineSeconds}S` },
    { milestone: 'MID_YEAR_REVIEW', offset: `PT${pledgeDeadlineSeconds + 2}S` },
    { milestone: 'MID_YEAR_DEADLINE', offset: 'PT30M' },
    { milestone: 'YEAR_END', offset: 'PT2H' },
  ];
}

/** Forms the clusters and blocks. */
export async function formGroups(
  log: CycleLog,
  { province, cluster1, cluster2, block1, block10 }: DemonstrationProvince,
  client: PersistentClient,
  year: number,
): Promise<CycleGroups> {
  const groups: Record<string, string> = {};
  const plan = [
    { key: 'cluster1', kind: 'CLUSTER', number: 1, name: 'Cụm thi đua số 1', units: cluster1 },
    { key: 'cluster2', kind: 'CLUSTER', number: 2, name: 'Cụm thi đua số 2', units: cluster2 },
    { key: 'block1', kind: 'BLOCK', number: 1, name: 'Khối thi đua 1', units: block1 },
    { key: 'block10', kind: 'BLOCK', number: 10, name: 'Khối thi đua 10', units: block10 },
  ];
  for (const { key, kind, number, name, units } of plan) {
    await log.step(`${name} is formed; its head is ${units[0]?.name}`, `${units.length} units`, async () => {
      const formed = await client.command<{ group: { id: string; units: { id: string }[] } }>(
        'formGroup',
        'FormGroupInput',
        {
          ownerId: province.id,
          kind,
          number,
          name,
          headUnitId: units[0]?.id,
          memberUnitIds: units.map((unit) => unit.id),
          from: `${year}-01-01`,
        },
        '... on FormGroupSuccess { group { id units { id } } }',
      );
      groups[key] = formed.result?.group.id ?? '';
      return formed.result ? `${formed.result.group.units.length} units` : JSON.stringify(formed);
    });
  }
  await log.step('A union of cluster 1 cannot be in cluster 3 at the same time', 'refused', async () => {
    const refused = await client.command(
      'formGroup',
      'FormGroupInput',
      {
        ownerId: province.id,
        kind: 'CLUSTER',
        number: 3,
        name: 'Cụm thi đua số 3',
        headUnitId: cluster1[1]?.id,
        memberUnitIds: [cluster1[1]?.id],
        from: `${year}-01-01`,
      },
      '... on FormGroupSuccess { group { id } }',
    );
    return refused.refusals.length > 0 ? 'refused' : JSON.stringify(refused);
  });
  return {
    cluster1: groups['cluster1'] ?? '',
    cluster2: groups['cluster2'] ?? '',
    block1: groups['block1'] ?? '',
    block10: groups['block10'] ?? '',
  };
}

/** The Confederation, which sets the provinces' targets. */
export interface Confederation {
  readonly client: PersistentClient;
  readonly unitId: string;
}

/** When a cycle is run. */
export interface CycleTimes {
  readonly year: number;
  readonly pledgeDeadlineSeconds: number;
  /** Today's date in Việt Nam: no decision is issued after it. */
  readonly today: string;
}

/**
 * Opens the cycle with its theme; the Confederation issues the province's target, the province those of its blocks.
 * @returns the cycle's id.
 */
export async function openCycle(
  log: CycleLog,
  { province }: DemonstrationProvince,
  groups: CycleGroups,
  confederation: Confederation,
  client: PersistentClient,
  { year, pledgeDeadlineSeconds, today }: CycleTimes,
): Promise<string> {
  const input = {
    ownerId: province.id,
    year,
    theme: 'Nâng cao chất lượng hoạt động công đoàn cơ sở',
    minimumJointActivities: 1,
    calendar: calendar(pledgeDeadlineSeconds),
  };
  const selection = '... on OpenCycleSuccess { routing cycle { id state theme } }';
  let cycleId = '';
  await log.step('The province opens its annual cycle and sets the theme', 'OPEN', async () => {
    const opened = await client.command<{ cycle: { id: string; state: string } }>(
      'openCycle',
      'OpenCycleInput',
      input,
      selection,
    );
    cycleId = opened.result?.cycle.id ?? '';
    return opened.result?.cycle.state ?? JSON.stringify(opened);
  });
  await log.step('A second cycle for the same year is refused', 'refused', async () => {
    const refused = await client.command('openCycle', 'OpenCycleInput', input, selection);
    return refused.refusals.length > 0 ? 'refused' : JSON.stringify(refused);
  });
  const { indicators } = await client.read<{
    indicators: { nodes: { code: string; source: string; owner: { id: string } }[] };
  }>('query Indicators { indicators(first: 200) { nodes { code source owner { id } } } }');
  const national = indicators.nodes.filter(({ owner }) => owner.id === confederation.unitId);
  const codes = new Map(national.map(({ code, source }) => [source, code]));
  const issue = async (issuer: Confederation, number: string, targets: readonly object[]): Promise<string> => {
    const planned = `${year}-01-15`;
    const issued = await issuer.client.command<{ targetDecision: { targets: unknown[] } }>(
      'issueTargetDecision',
      'IssueTargetDecisionInput',
      { issuerId: issuer.unitId, cycleId, number, issuedOn: planned < today ? planned : today, targets },
      '... on IssueTargetDecisionSuccess { targetDecision { id targets { value } } }',
    );
    const count = issued.result?.targetDecision.targets.length;
    return count === undefined ? JSON.stringify(issued) : `${count} target${count === 1 ? '' : 's'}`;
  };
  await log.step('TLĐ sets the province’s target: 5.000 new members', '1 target', () =>
    issue(confederation, `01/QĐ-TLĐ-${province.code}`, [
      { indicatorCode: codes.get('MEMBERS_JOINED'), unitId: province.id, value: '5000' },
    ]),
  );
  await log.step('The province sets the targets of blocks 1 and 10: 10 Party referrals each', '2 targets', () =>
    issue({ client, unitId: province.id }, `01/QĐ-LĐLĐ-${year}`, [
      { indicatorCode: codes.get('PARTY_REFERRALS'), groupId: groups.block1, value: '10' },
      { indicatorCode: codes.get('PARTY_REFERRALS'), groupId: groups.block10, value: '10' },
    ]),
  );
  return cycleId;
}
