import { awaited, GraphCommand, type PersistentClient } from '../../../../scene';
import type { MatrixScene } from '../../scene/matrix-scene';

/** What the entries of emulation are about. */
export interface EmulationScene {
  /** The unit's own cycle, whose milestones have passed; its year. */
  readonly cycleId: string;
  readonly year: number;
  /** A cluster of the unit's own that its child heads, and a block formed after the drafting of pledges had begun. */
  readonly clusterId: string;
  readonly lateBlockId: string;
  /** An indicator of the unit's own, for figures that are typed in. */
  readonly indicatorCode: string;
  /** The cluster's pledge, whose deadline has passed, with the escalation that awaits the unit. */
  readonly escalated: WaitingSubject;
  /** The cluster's review, which is overdue, and the unit's own, which it has to conclude. */
  readonly overdue: WaitingSubject;
  readonly toConclude: WaitingSubject;
  /** Pledges of the province's groups that the unit heads: to be drafted, to be opened, to be signed, and a mere draft. */
  readonly toDraft: WaitingSubject;
  readonly toOpenId: string;
  readonly toSign: WaitingSubject;
  readonly draftedId: string;
}

/** A pledge or review with the task on it that awaits the unit. */
export interface WaitingSubject {
  readonly subjectId: string;
  readonly taskId: string;
}

interface OpenTask {
  readonly id: string;
  readonly kind: string;
  readonly subjectId: string;
}

const formGroup = new GraphCommand<{ group: { id: string } }>('formGroup', 'group { id }');
const openCycle = new GraphCommand<{ cycle: { id: string } }>('openCycle', 'cycle { id }');
const defineIndicator = new GraphCommand<{ indicator: { code: string } }>('defineIndicator', 'indicator { code }');
const draftPledge = new GraphCommand<{ pledge: { id: string } }>('draftPledge', 'pledge { id }');
const openPledge = new GraphCommand<{ pledge: { id: string } }>('openPledgeForSignature', 'pledge { id }');

const FROM = '2020-01-01';
const MILESTONES = ['PLEDGE_DRAFTING', 'PLEDGE_REMINDER', 'PLEDGE_DEADLINE', 'MID_YEAR_REVIEW', 'MID_YEAR_DEADLINE'];
/** Everything has passed a second after the opening. */
const AT_ONCE = ['PT0S', 'PT0S', 'PT1S', 'PT1S', 'PT1S'];
/** Only the drafting has begun. */
const CALM = ['PT0S', 'PT2H', 'PT3H', 'PT4H', 'PT5H'];
/** The text of a draft: nobody else's business until it is open for signature. */
export const DRAFT = { content: 'Bản soạn minh họa', jointActivities: ['Hội thao minh họa'] } as const;

/** A calendar of which each milestone comes after an offset from the opening. */
export function calendarOf(offsets: readonly string[]): object[] {
  return [
    ...MILESTONES.map((milestone, index) => ({ milestone, offset: offsets[index] })),
    { milestone: 'YEAR_END', offset: 'PT9H' },
  ];
}

/** A task of the unit, as soon as its leader finds it in their list. */
async function taskOf(
  client: PersistentClient,
  kind: string,
  isOf: (subjectId: string) => boolean,
): Promise<WaitingSubject> {
  const task = await awaited(`the task ${kind}`, async () => {
    const { viewer } = await client.read<{ viewer: { emulationTasks: { nodes: OpenTask[] } } }>(
      '{ viewer { id emulationTasks(first: 200) { nodes { id kind subjectId } } } }',
    );
    return viewer.emulationTasks.nodes.find((found) => found.kind === kind && isOf(found.subjectId));
  });
  return { subjectId: task.subjectId, taskId: task.id };
}

/** The version of a pledge, and of a task of a pledge or review, as it is now. */
export async function versionOf(scene: MatrixScene, subject: 'pledge' | 'review', id: string, taskId?: string) {
  const { [subject]: read } = await scene.leader.read<
    Record<string, { version: number; tasks: { id: string; version: number }[] }>
  >(
    `query Version($id: ID!) { ${subject}(id: $id) { ${subject === 'pledge' ? 'version' : 'id'} tasks { id version } } }`,
    { id },
  );
  return taskId ? read?.tasks.find((task) => task.id === taskId)?.version : read?.version;
}

function pledgeOf(client: PersistentClient, groupId: string, cycleId: string): Promise<string> {
  return awaited('the pledge of the group', async () => {
    const { group } = await client.read<{ group: { pledge: { id: string } | null } }>(
      'query Pledge($groupId: ID!, $cycleId: ID!) { group(id: $groupId) { pledge(cycleId: $cycleId) { id } } }',
      { groupId, cycleId },
    );
    return group.pledge?.id;
  });
}

function groupOf(ownerId: string, kind: string, number: number, memberUnitIds: readonly string[]): object {
  const name = `Nhóm minh họa ${number}`;
  return { ownerId, kind, number, name, headUnitId: memberUnitIds[0], memberUnitIds, from: FROM };
}

/** The pledges of the province, whose groups the unit heads. */
async function provincialPledges(
  scene: MatrixScene,
): Promise<Pick<EmulationScene, 'toDraft' | 'toOpenId' | 'toSign' | 'draftedId'>> {
  const { units, provinceLeader, leader } = scene;
  const members = [units.unit, units.sibling];
  const groups: string[] = [];
  for (const kind of ['CLUSTER', 'BLOCK']) {
    groups.push((await formGroup.done(provinceLeader, groupOf(units.province, kind, 1, members))).group.id);
  }
  const pledges: string[] = [];
  for (const year of [2021, 2022]) {
    const { cycle } = await openCycle.done(provinceLeader, {
      ownerId: units.province,
      year,
      theme: 'Chủ đề minh họa',
      calendar: calendarOf(CALM),
    });
    for (const groupId of groups) {
      pledges.push(await pledgeOf(leader, groupId, cycle.id));
    }
  }
  const [toDraftId = '', toOpenId = '', toSignId = '', draftedId = ''] = pledges;
  for (const pledgeId of [toOpenId, toSignId, draftedId]) {
    await draftPledge.done(leader, { pledgeId, version: 1, ...DRAFT });
  }
  await openPledge.done(leader, { pledgeId: toSignId, version: await versionOf(scene, 'pledge', toSignId) });
  return {
    toDraft: await taskOf(leader, 'DRAFT_PLEDGE', (id) => id === toDraftId),
    toOpenId,
    toSign: await taskOf(leader, 'SIGN_PLEDGE', (id) => id === toSignId),
    draftedId,
  };
}

/** Founds it. */
export async function emulationScene(scene: MatrixScene): Promise<EmulationScene> {
  const { units, leader } = scene;
  const year = 2023;
  const { indicator } = await defineIndicator.done(leader, {
    ownerId: units.unit,
    code: scene.code(),
    name: 'Chỉ tiêu minh họa',
    unitOfMeasure: '%',
    source: 'TYPED_IN',
  });
  const cluster = groupOf(units.unit, 'CLUSTER', 1, [units.child, units.secondChild]);
  const clusterId = (await formGroup.done(leader, cluster)).group.id;
  const { cycle } = await openCycle.done(leader, {
    ownerId: units.unit,
    year,
    theme: 'Chủ đề minh họa',
    calendar: calendarOf(AT_ONCE),
  });
  const pledges = await provincialPledges(scene);
  const pledgeId = await pledgeOf(leader, clusterId, cycle.id);
  const reviews = await awaited('both reviews', async () => {
    const { reviews: found } = await leader.read<{ reviews: { nodes: { id: string; unit: object | null }[] } }>(
      'query Reviews($cycleId: ID!) { reviews(cycleId: $cycleId) { nodes { id unit { id } } } }',
      { cycleId: cycle.id },
    );
    return found.nodes.length === 2 ? found.nodes : null;
  });
  const idsOf = (isOfUnit: boolean): string[] =>
    reviews.filter(({ unit }) => (unit !== null) === isOfUnit).map(({ id }) => id);
  const lateBlockId = (await formGroup.done(leader, groupOf(units.unit, 'BLOCK', 1, [units.child]))).group.id;
  return {
    cycleId: cycle.id,
    year,
    clusterId,
    lateBlockId,
    indicatorCode: indicator.code,
    escalated: await taskOf(leader, 'HANDLE_PLEDGE_ESCALATION', (id) => id === pledgeId),
    overdue: await taskOf(leader, 'HANDLE_REVIEW_OVERDUE', (id) => idsOf(false).includes(id)),
    toConclude: await taskOf(leader, 'CONCLUDE_REVIEW', (id) => idsOf(true).includes(id)),
    ...pledges,
  };
}
