import { setTimeout as wait } from 'node:timers/promises';
import { GraphCommand, type PersistentClient, type RunningSystem, type SceneProvince } from '../scene';

/** Somebody who decides, with the token that they signed in for, and the pledges that only they decide on. */
export interface BenchApprover {
  readonly memberId: string;
  readonly unitId: string;
  readonly token: string;
  readonly pledges: readonly BenchPledge[];
}

/** A pledge that waits to be drafted, with the task that says so. */
export interface BenchPledge {
  readonly id: string;
  readonly taskId: string;
  /** Version of the task as it was prepared. */
  readonly taskVersion: number;
}

const FIRST_YEAR = 2031;
const FORMED_ON = '2020-01-01';
/** The deadlines lie far off: no timer acts while something is measured. */
const CALENDAR = [
  { milestone: 'PLEDGE_DRAFTING', offset: 'PT0S' },
  { milestone: 'PLEDGE_REMINDER', offset: 'P100D' },
  { milestone: 'PLEDGE_DEADLINE', offset: 'P101D' },
  { milestone: 'MID_YEAR_REVIEW', offset: 'P102D' },
  { milestone: 'MID_YEAR_DEADLINE', offset: 'P103D' },
  { milestone: 'YEAR_END', offset: 'P104D' },
];
const KINDS = ['CLUSTER', 'BLOCK'] as const;
const PATIENCE_MILLISECONDS = 180_000;
const TASKS = `query Tasks { viewer { id emulationTasks(first: 100) { nodes { id version kind subjectId } } } }`;

const formGroup = new GraphCommand<{ group: { id: string } }>('formGroup', 'group { id }');
const openCycle = new GraphCommand<{ cycle: { id: string } }>('openCycle', 'cycle { id }');

/**
 * Prepares a province of its own: unions with a chair each, every union alone in a cluster and a block, and cycles whose
 * pledges the chairs decide on. Everybody has subjects that nobody else touches, as most approvers have.
 * @param system the gateway that is measured.
 * @param approvers how many people decide.
 * @param years how many cycles are opened: two pledges a person each.
 * @param tokenOf signs a person in.
 */
export async function prepareScene(
  system: RunningSystem,
  approvers: number,
  years: number,
  tokenOf: (memberId: string) => Promise<string>,
): Promise<readonly BenchApprover[]> {
  const province = await system.foundProvince({ grassroots: approvers });
  const chair = system.as(province.province.chair);
  await formGroups(chair, province);
  for (let year = FIRST_YEAR; year < FIRST_YEAR + years; year += 1) {
    await openCycle.done(chair, {
      ownerId: province.province.id,
      year,
      theme: 'Đo tốc độ quyết định (minh họa)',
      minimumJointActivities: 1,
      calendar: CALENDAR,
    });
  }
  const prepared: BenchApprover[] = [];
  for (const unit of province.grassroots) {
    const pledges = await pledgesOf(system.as(unit.chair), years * KINDS.length);
    prepared.push({ memberId: unit.chair, unitId: unit.id, token: await tokenOf(unit.chair), pledges });
  }
  return prepared;
}

async function formGroups(chair: PersistentClient, { province, grassroots }: SceneProvince): Promise<void> {
  for (const kind of KINDS) {
    for (const [index, { id }] of grassroots.entries()) {
      const name = `${kind} minh họa ${index + 1}`;
      const group = { ownerId: province.id, kind, number: index + 1, name, headUnitId: id, memberUnitIds: [id] };
      await formGroup.done(chair, { ...group, from: FORMED_ON });
    }
  }
}

/** The pledges of a union's chair, once their workflows have opened the first tasks. */
async function pledgesOf(client: PersistentClient, count: number): Promise<readonly BenchPledge[]> {
  const until = Date.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    const { viewer } = await client.read<{
      viewer: { emulationTasks: { nodes: { id: string; version: number; kind: string; subjectId: string }[] } };
    }>(TASKS);
    const drafts = viewer.emulationTasks.nodes.filter(({ kind }) => kind === 'DRAFT_PLEDGE');
    if (drafts.length >= count) {
      return drafts.map(({ id, version, subjectId }) => ({ id: subjectId, taskId: id, taskVersion: version }));
    }
    if (Date.now() > until) {
      throw new Error(`only ${drafts.length} of ${count} pledges came: is the workflow worker there?`);
    }
    await wait(300);
  }
}
