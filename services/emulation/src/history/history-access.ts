import { grantedSomewhere, grantingMandate, SubjectKind, type Permission } from '@thidua/contracts';
import { authorise, calendarDateAt, notFound, readAudit } from '@thidua/service-kit';
import type { Indicator } from '../indicator/indicator.entity';
import type { EmulationContext } from '../loading/emulation-loaders';
import type { EmulationPledge } from '../pledge/pledge.entity';
import type { MidYearReview } from '../review/review.entity';
import { TargetDecision } from '../target/target.entity';

const READ_HISTORY: Permission = 'emulation.history.read';

/** Units concerned with something: their officers, and those of units above, may read its history. The first owns it. */
export type ConcernedUnits = readonly [owner: string, ...others: string[]];

/** Of a group: its owner, and the head and the members of today. */
async function unitsOfGroup({ loaders }: EmulationContext, groupId: string, owner: string): Promise<ConcernedUnits> {
  const today = { id: groupId, date: calendarDateAt(new Date()) };
  const [heads, members] = await Promise.all([loaders.heads.load(today), loaders.members.load(today)]);
  return [owner, ...heads.map(({ unitId }) => unitId), ...members.map(({ unitId }) => unitId)];
}

/** Of a pledge: those of its group, and the units that have to sign it. */
export async function unitsOfPledge(context: EmulationContext, pledge: EmulationPledge): Promise<ConcernedUnits> {
  const [ofGroup, signatories] = await Promise.all([
    unitsOfGroup(context, pledge.groupId, pledge.ownerUnitId),
    context.loaders.pledgeMembers.load(pledge.id),
  ]);
  return [...ofGroup, ...signatories.map(({ unitId }) => unitId)];
}

/** Of a review: the owner, whoever concludes it, and the group's units or the unit reviewed. */
export async function unitsOfReview(context: EmulationContext, review: MidYearReview): Promise<ConcernedUnits> {
  const own: ConcernedUnits = [review.ownerUnitId, review.concludingUnitId];
  if (review.groupId) {
    return [...own, ...(await unitsOfGroup(context, review.groupId, review.ownerUnitId))];
  }
  return review.unitId ? [...own, review.unitId] : own;
}

/** Whether a mandate of the caller lets them read the history of what these units are concerned with. */
export async function mayReadHistory(
  { passport, loaders }: EmulationContext,
  units: () => Promise<ConcernedUnits>,
): Promise<boolean> {
  const { mandates } = passport;
  if (passport.kind !== 'person' || !grantedSomewhere(mandates, READ_HISTORY)) {
    return false;
  }
  const unitIds = [...new Set(await units())];
  // A unit that has been dissolved has no path today: its own officers still see what concerned it.
  const paths = await Promise.all(unitIds.map((unitId) => loaders.unitPath.load(unitId)));
  return unitIds.some(
    (unitId, index) => grantingMandate(mandates, READ_HISTORY, { unitId, unitPath: paths[index] ?? '' }) !== null,
  );
}

/** @throws FORBIDDEN that names the mandate needed. */
export async function requireHistory(context: EmulationContext, units: () => Promise<ConcernedUnits>): Promise<void> {
  if (!(await mayReadHistory(context, units))) {
    // No mandate reaches a unit that has neither id nor path: this throws the refusal in the words of all others.
    authorise(context.passport, READ_HISTORY, { unitId: '', unitPath: '' });
  }
}

const SUBJECT = { vi: 'đối tượng', en: 'subject' };

/** What was found, or NOT_FOUND: a subject without its row is none. */
function existing<Row>(row: Row | null): Row {
  if (row === null) {
    throw notFound(SUBJECT, 'subjectId');
  }
  return row;
}

/** Of an indicator, whose subject's id follows from its code: its first entry says which code that was. */
async function ownerOfIndicator({ dataSource, loaders }: EmulationContext, subjectId: string): Promise<string> {
  const [first] = await readAudit(dataSource, subjectId, 0, 1);
  const { code = '' } = (first?.entry.after ?? {}) as Partial<Pick<Indicator, 'code'>>;
  return existing(await loaders.indicator.load(code)).ownerUnitId;
}

/**
 * The units concerned with any subject of this service.
 * @throws NOT_FOUND for an unknown one.
 */
export async function unitsOfSubject(context: EmulationContext, subjectId: string): Promise<ConcernedUnits> {
  const { dataSource, loaders } = context;
  const [head] = await dataSource.query<{ subject_kind: SubjectKind }[]>(
    'SELECT subject_kind FROM subject_head WHERE subject_id = ?',
    [subjectId],
  );
  switch (head?.subject_kind) {
    case SubjectKind.Cycle:
      return [existing(await loaders.cycle.load(subjectId)).ownerUnitId];
    case SubjectKind.Group:
      return unitsOfGroup(context, subjectId, existing(await loaders.group.load(subjectId)).ownerUnitId);
    case SubjectKind.Pledge:
      return unitsOfPledge(context, existing(await loaders.pledge.load(subjectId)));
    case SubjectKind.Review:
      return unitsOfReview(context, existing(await loaders.review.load(subjectId)));
    case SubjectKind.TargetDecision:
      return [existing(await dataSource.manager.findOneBy(TargetDecision, { id: subjectId })).issuerUnitId];
    case SubjectKind.Unit:
      return [subjectId];
    case SubjectKind.Indicator:
      return [await ownerOfIndicator(context, subjectId)];
    default:
      throw notFound(SUBJECT, 'subjectId');
  }
}
