import { GraphCommand, type PersistentClient } from '../../../../scene';
import type { MatrixScene } from '../../scene/matrix-scene';
import { onTaskOf, pledgeOf, reviewOf, taskOn, versionOfPledge, type WaitingSubject } from './emulation-lookups';

/** Pledges of the province's groups that the unit heads, in cycles of which only the drafting has begun. */
interface ProvincialPledges {
  readonly toDraft: WaitingSubject;
  readonly toOpenId: string;
  readonly toSign: WaitingSubject;
  /** A draft that stays one. */
  readonly draftedId: string;
}

/** What the entries of emulation are about. */
export interface EmulationScene extends ProvincialPledges {
  /** The unit's own cycle, whose milestones have passed. */
  readonly cycleId: string;
  /** A cluster of the unit's own that its child heads, and one formed after the drafting of pledges had begun. */
  readonly clusterId: string;
  readonly lateClusterId: string;
  /** An indicator of the unit's own, for figures that are typed in. */
  readonly indicatorCode: string;
  /** The cluster's pledge, whose deadline has passed, with the escalation that awaits the unit. */
  readonly escalated: WaitingSubject;
  /** The cluster's review, which is overdue, and the unit's own, which it has to conclude. */
  readonly overdue: WaitingSubject;
  readonly toConclude: WaitingSubject;
  /** A pledge of the unit's block that its child has signed late, and the block's review, concluded late: with notes. */
  readonly signedId: string;
  readonly concludedId: string;
}

const formGroup = new GraphCommand<{ group: { id: string } }>('formGroup', 'group { id }');
const openCycle = new GraphCommand<{ cycle: { id: string } }>('openCycle', 'cycle { id }');
const defineIndicator = new GraphCommand<{ indicator: { code: string } }>('defineIndicator', 'indicator { code }');
const onPledge = (name: string): GraphCommand<object> => new GraphCommand(name, 'pledge { id }');
const onReview = (name: string): GraphCommand<object> => new GraphCommand(name, 'review { id }');
const draftPledge = onPledge('draftPledge');
const openPledge = onPledge('openPledgeForSignature');
const signPledge = onPledge('signPledge');
const handleEscalation = onPledge('handlePledgeEscalation');
const handleOverdue = onReview('handleReviewOverdue');
const concludeReview = onReview('concludeReview');

const FROM = '2020-01-01';
const WORDS = 'Dữ liệu minh họa';
const MILESTONES = ['PLEDGE_DRAFTING', 'PLEDGE_REMINDER', 'PLEDGE_DEADLINE', 'MID_YEAR_REVIEW', 'MID_YEAR_DEADLINE'];
/** Everything has passed a second after the opening. */
const AT_ONCE = ['PT0S', 'PT0S', 'PT1S', 'PT1S', 'PT1S'];
/** Only the drafting has begun. */
export const CALM = ['PT0S', 'PT2H', 'PT3H', 'PT4H', 'PT5H'];
/** The text of a draft: nobody else's business until it is open for signature. */
export const DRAFT = { content: 'Bản soạn minh họa', jointActivities: ['Hội thao minh họa'] } as const;

/** A calendar of which each milestone comes after an offset from the opening. */
export function calendarOf(offsets: readonly string[]): object[] {
  return [
    ...MILESTONES.map((milestone, index) => ({ milestone, offset: offsets[index] })),
    { milestone: 'YEAR_END', offset: 'PT9H' },
  ];
}

async function form(
  client: PersistentClient,
  ownerId: string,
  kind: string,
  number: number,
  members: readonly string[],
) {
  const { group } = await formGroup.done(client, {
    ownerId,
    kind,
    number,
    name: WORDS,
    headUnitId: members[0],
    memberUnitIds: members,
    from: FROM,
  });
  return group.id;
}

async function open(client: PersistentClient, ownerId: string, year: number, offsets: readonly string[]) {
  const { cycle } = await openCycle.done(client, { ownerId, year, theme: WORDS, calendar: calendarOf(offsets) });
  return cycle.id;
}

async function provincialPledges(scene: MatrixScene): Promise<ProvincialPledges> {
  const { units, provinceLeader, leader } = scene;
  const members = [units.unit, units.sibling];
  const groups = [
    await form(provinceLeader, units.province, 'CLUSTER', 1, members),
    await form(provinceLeader, units.province, 'BLOCK', 1, members),
  ];
  const cycles = [
    await open(provinceLeader, units.province, 2021, CALM),
    await open(provinceLeader, units.province, 2022, CALM),
  ];
  const [toDraftId = '', toOpenId = '', toSignId = '', draftedId = ''] = await Promise.all(
    cycles.flatMap((cycleId) => groups.map((groupId) => pledgeOf(leader, groupId, cycleId))),
  );
  for (const pledgeId of [toOpenId, toSignId, draftedId]) {
    await draftPledge.done(leader, { pledgeId, version: 1, ...DRAFT });
  }
  await openPledge.done(leader, { pledgeId: toSignId, version: await versionOfPledge(scene, toSignId) });
  return {
    toDraft: await taskOn(leader, 'DRAFT_PLEDGE', toDraftId),
    toOpenId,
    toSign: await taskOn(leader, 'SIGN_PLEDGE', toSignId),
    draftedId,
  };
}

/** The unit deals with the delay of its block's pledge, and its child, which heads the block, signs after all. */
async function signLate(scene: MatrixScene, pledgeId: string): Promise<void> {
  const { child } = scene.people.of.VICE_CHAIR;
  const escalation = await taskOn(scene.leader, 'HANDLE_PLEDGE_ESCALATION', pledgeId);
  await handleEscalation.done(scene.leader, { ...(await onTaskOf(scene, 'pledge', escalation)), note: WORDS });
  await draftPledge.done(child.client, { pledgeId, version: 1, ...DRAFT });
  await openPledge.done(child.client, { pledgeId, version: await versionOfPledge(scene, pledgeId) });
  await signPledge.done(child.client, { pledgeId, unitId: scene.units.child });
}

/** The unit deals with the delay of its block's review, and its child concludes it after all. */
async function concludeLate(scene: MatrixScene, reviewId: string): Promise<void> {
  const { child } = scene.people.of.VICE_CHAIR;
  const delay = await taskOn(scene.leader, 'HANDLE_REVIEW_OVERDUE', reviewId);
  await handleOverdue.done(scene.leader, { ...(await onTaskOf(scene, 'review', delay)), note: WORDS });
  const conclusion = await taskOn(child.client, 'CONCLUDE_REVIEW', reviewId);
  await concludeReview.done(child.client, {
    ...(await onTaskOf(scene, 'review', conclusion)),
    limits: WORDS,
    remedies: WORDS,
    conclusion: WORDS,
  });
}

/** Founds it. */
export async function emulationScene(scene: MatrixScene): Promise<EmulationScene> {
  const { units, leader } = scene;
  const { indicator } = await defineIndicator.done(leader, {
    ownerId: units.unit,
    code: scene.code(),
    name: WORDS,
    unitOfMeasure: '%',
    source: 'TYPED_IN',
  });
  const members = [units.child, units.secondChild];
  const clusterId = await form(leader, units.unit, 'CLUSTER', 1, members);
  const blockId = await form(leader, units.unit, 'BLOCK', 1, members);
  const cycleId = await open(leader, units.unit, 2023, AT_ONCE);
  const pledges = await provincialPledges(scene);
  const [pledgeId, signedId] = [await pledgeOf(leader, clusterId, cycleId), await pledgeOf(leader, blockId, cycleId)];
  const [reviewId, ownReviewId, concludedId] = await Promise.all(
    [clusterId, units.unit, blockId].map((reviewedId) => reviewOf(leader, reviewedId, cycleId)),
  );
  await signLate(scene, signedId);
  await concludeLate(scene, concludedId ?? '');
  return {
    ...pledges,
    cycleId,
    clusterId,
    lateClusterId: await form(leader, units.unit, 'CLUSTER', 2, [units.section]),
    indicatorCode: indicator.code,
    escalated: await taskOn(leader, 'HANDLE_PLEDGE_ESCALATION', pledgeId),
    overdue: await taskOn(leader, 'HANDLE_REVIEW_OVERDUE', reviewId ?? ''),
    toConclude: await taskOn(leader, 'CONCLUDE_REVIEW', ownReviewId ?? ''),
    signedId,
    concludedId: concludedId ?? '',
  };
}
