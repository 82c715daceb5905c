import { awaited, type CycleLog } from './cycle-log';
import type { CycleGroups } from './cycle-opening';
import type { CycleUnit, DemonstrationProvince } from './demonstration-province';
import type { PersistentClient } from './persistent-client';

interface Pledge {
  readonly id: string;
  readonly state: string;
  readonly missingUnits: readonly { id: string; name: string }[];
  readonly signatures: readonly { late: boolean; unit: { id: string } }[];
}

interface OpenTask {
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly subjectId: string;
}

const PLEDGE = `query Pledge($groupId: ID!, $cycleId: ID!) {
  group(id: $groupId) { pledge(cycleId: $cycleId) { id state missingUnits { id name } signatures { late unit { id } } } }
}`;
const TASKS = `query Tasks { viewer { id emulationTasks(first: 200) { nodes { id kind version subjectId } } } }`;

/** The viewer's open tasks in emulation. */
async function openTasks(client: PersistentClient): Promise<readonly OpenTask[]> {
  const { viewer } = await client.read<{ viewer: { emulationTasks: { nodes: OpenTask[] } } }>(TASKS);
  return viewer.emulationTasks.nodes;
}

async function pledgeOf(client: PersistentClient, groupId: string, cycleId: string): Promise<Pledge | null> {
  const { group } = await client.read<{ group: { pledge: Pledge | null } }>(PLEDGE, { groupId, cycleId });
  return group.pledge;
}

const DRAFT = '... on DraftPledgeSuccess { pledge { id state } }';
const OPEN = '... on OpenPledgeForSignatureSuccess { routing pledge { id state } }';
const SIGN = '... on SignPledgeSuccess { routing pledge { id state signatures { late unit { id } } } }';

interface PledgeAnswer {
  readonly routing?: string;
  readonly pledge: {
    readonly id: string;
    readonly state: string;
    readonly signatures?: readonly { late: boolean; unit: { id: string } }[];
  };
}

async function draftAndOpen(
  client: PersistentClient,
  log: CycleLog,
  pledgeId: string,
  jointActivities: readonly string[],
  nextSigner: PersistentClient,
): Promise<string> {
  const drafted = await client.command<PledgeAnswer>(
    'draftPledge',
    'DraftPledgeInput',
    {
      pledgeId,
      version: await pledgeVersion(client, pledgeId),
      content: 'Các đơn vị trong cụm cam kết hoàn thành các chỉ tiêu được giao.',
      jointActivities,
    },
    DRAFT,
  );
  if (!drafted.result) {
    return JSON.stringify(drafted);
  }
  const begun = performance.now();
  const opened = await client.command<PledgeAnswer>(
    'openPledgeForSignature',
    'OpenPledgeForSignatureInput',
    { pledgeId, version: await pledgeVersion(client, pledgeId) },
    OPEN,
  );
  if (opened.refusals.length > 0) {
    return `refused: ${opened.refusals[0]?.code}`;
  }
  if (!opened.result) {
    return JSON.stringify(opened);
  }
  await awaited('the task to sign', async () =>
    (await openTasks(nextSigner)).some((task) => task.kind === 'SIGN_PLEDGE' && task.subjectId === pledgeId),
  );
  log.decisionTimes.push(performance.now() - begun);
  return (await pledgeState(client, pledgeId)) ?? 'gone';
}

/** The version of the draft, as drafting and opening demand it. */
async function pledgeVersion(client: PersistentClient, pledgeId: string): Promise<number | undefined> {
  const { pledge } = await client.read<{ pledge: { version: number } | null }>(
    'query Version($id: ID!) { pledge(id: $id) { version } }',
    { id: pledgeId },
  );
  return pledge?.version;
}

async function pledgeState(client: PersistentClient, pledgeId: string): Promise<string | undefined> {
  const { pledge } = await client.read<{ pledge: { state: string } | null }>(
    'query State($id: ID!) { pledge(id: $id) { state } }',
    { id: pledgeId },
  );
  return pledge?.state;
}

async function sign(client: PersistentClient, pledgeId: string, unit: CycleUnit): Promise<string> {
  const signed = await client.command<PledgeAnswer>(
    'signPledge',
    'SignPledgeInput',
    { pledgeId, unitId: unit.id },
    SIGN,
  );
  if (!signed.result) {
    return signed.refusals[0]?.code ?? signed.errors[0]?.extensions.code ?? 'nothing';
  }
  const own = signed.result.pledge.signatures?.find((signature) => signature.unit.id === unit.id);
  return own ? (own.late ? 'signed late' : 'signed') : 'not among the signatures';
}

/** Cluster 1 signs in time; cluster 2 is late and is escalated; both are signed in the end. */
export async function signPledges(
  log: CycleLog,
  { province, cluster1, cluster2 }: DemonstrationProvince,
  groups: CycleGroups,
  cycleId: string,
  as: (memberId: string) => PersistentClient,
): Promise<void> {
  const [head, second, third] = cluster1;
  const [head2, second2, third2] = cluster2;
  if (!head || !second || !third || !head2 || !second2 || !third2) {
    throw new Error('the clusters have three unions each');
  }
  const pledge1 = await awaited('the cycle to prepare the pledge of cluster 1', () =>
    pledgeOf(as(head.chair), groups.cluster1, cycleId),
  );
  const pledge2 = await awaited('the cycle to prepare the pledge of cluster 2', () =>
    pledgeOf(as(head2.chair), groups.cluster2, cycleId),
  );
  await log.step(
    'Long Xuyên, head of cluster 1, drafts without a joint activity and opens for signature',
    'refused: PLEDGE_NEEDS_JOINT_ACTIVITY',
    () => draftAndOpen(as(head.chair), log, pledge1.id, [], as(head.chair)),
  );
  await log.step('It adds a joint activity and opens again', 'SIGNING', () =>
    draftAndOpen(as(head.chair), log, pledge1.id, ['Hội thao đoàn viên ba đơn vị'], as(head.chair)),
  );
  await log.step('Cluster 2 drafts its pledge and opens it', 'SIGNING', () =>
    draftAndOpen(as(head2.chair), log, pledge2.id, ['Ứng dụng công nghệ vào công tác công đoàn'], as(head2.chair)),
  );
  await log.step('The chair of Châu Đốc signs for Long Xuyên', 'FORBIDDEN', () =>
    sign(as(second.chair), pledge1.id, head),
  );
  await log.step('A union of cluster 2 signs the pledge of cluster 1', 'UNIT_NOT_IN_GROUP', () =>
    sign(as(head2.chair), pledge1.id, head2),
  );
  for (const unit of [head, second, third]) {
    await log.step(`${unit.name} signs`, 'signed', () => sign(as(unit.chair), pledge1.id, unit));
  }
  await log.step('The pledge of cluster 1 is complete', 'SIGNED', () =>
    awaited('the pledge of cluster 1 to be complete', async () => {
      const state = await pledgeState(as(head.chair), pledge1.id);
      return state === 'SIGNED' ? state : null;
    }),
  );
  await log.step(`${head2.name} signs cluster 2’s pledge; the others do not`, 'signed', () =>
    sign(as(head2.chair), pledge2.id, head2),
  );
  let escalation: OpenTask | undefined;
  await log.step(
    'At the deadline those who have not signed are named and the province is asked to act',
    '2 named',
    async () => {
      await awaited('the escalation', async () => {
        const tasks = await openTasks(as(province.chair));
        escalation = tasks.find((task) => task.kind === 'HANDLE_PLEDGE_ESCALATION' && task.subjectId === pledge2.id);
        return escalation !== undefined;
      });
      const pledge = await pledgeOf(as(province.chair), groups.cluster2, cycleId);
      log.line(`        not signed: ${pledge?.missingUnits.map((unit) => unit.name).join(', ')}`);
      return `${pledge?.missingUnits.length} named`;
    },
  );
  await log.step('The province deals with the escalation', 'done', async () => {
    const handled = await as(province.chair).command(
      'handlePledgeEscalation',
      'HandlePledgeEscalationInput',
      { taskId: escalation?.id, version: escalation?.version, note: 'Đã nhắc hai đơn vị ký bổ sung.' },
      '... on HandlePledgeEscalationSuccess { routing pledge { id } }',
    );
    return handled.result ? 'done' : JSON.stringify(handled);
  });
  for (const unit of [second2, third2]) {
    await log.step(`${unit.name} signs after the deadline: accepted and marked`, 'signed late', () =>
      sign(as(unit.chair), pledge2.id, unit),
    );
  }
  await log.step('The pledge of cluster 2 is complete, two signatures late', 'SIGNED, 2 late', () =>
    awaited('the pledge of cluster 2 to be complete', async () => {
      const pledge = await pledgeOf(as(head2.chair), groups.cluster2, cycleId);
      return pledge?.state === 'SIGNED'
        ? `SIGNED, ${pledge.signatures.filter((signature) => signature.late).length} late`
        : null;
    }),
  );
}
