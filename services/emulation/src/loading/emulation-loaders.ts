import {
  calendarDateAt,
  HistoryLoader,
  type PageLoader,
  pagesOfParents,
  type RequestContext,
  TaskRow,
} from '@thidua/service-kit';
import DataLoader from 'dataloader';
import { In, IsNull, LessThanOrEqual, MoreThan, type DataSource } from 'typeorm';
import { CycleMilestoneEntry, EmulationCycle } from '../cycle/cycle.entity';
import { EmulationGroup, GroupEvent, GroupHead, GroupMembership } from '../group/group.entity';
import { Indicator } from '../indicator/indicator.entity';
import { Initiative, InitiativeAcceptance, InitiativeAuthor } from '../initiative/initiative.entity';
import { EmulationPledge, JointActivity, PledgeMember, PledgeSignature } from '../pledge/pledge.entity';
import { MidYearReview, ReviewContribution, ReviewLine } from '../review/review.entity';
import { UnitRatingRow } from '../rating/unit-rating.entity';
import { Target, TargetDecision } from '../target/target.entity';
import { StatedFigure } from '../figure/stated-figure.entity';
import { pathsOf } from '../unit/unit-tree';
import { manyBy, manyOnDate, oneBy, type OnDate } from './batches';
import { firstContributions, type FirstContributions } from './contributions';

/** A group and a cycle: together they have at most one pledge. */
export interface GroupInCycle {
  readonly groupId: string;
  readonly cycleId: string;
}

/** The DataLoaders of one request. */
export interface EmulationLoaders {
  readonly cycle: DataLoader<string, EmulationCycle | null>;
  readonly milestones: DataLoader<string, CycleMilestoneEntry[]>;
  readonly group: DataLoader<string, EmulationGroup | null>;
  /** Members of a group on a date. */
  readonly members: DataLoader<OnDate, GroupMembership[], string>;
  /** Head of a group on a date: at most one. */
  readonly heads: DataLoader<OnDate, GroupHead[], string>;
  /** Memberships of a unit on a date. */
  readonly membershipsOfUnit: DataLoader<OnDate, GroupMembership[], string>;
  readonly events: DataLoader<string, GroupEvent[]>;
  readonly indicator: DataLoader<string, Indicator | null>;
  readonly initiative: DataLoader<string, Initiative | null>;
  readonly initiativeAuthors: DataLoader<string, InitiativeAuthor[]>;
  readonly initiativeAcceptances: DataLoader<string, InitiativeAcceptance[]>;
  /** Ratings of a unit in force, latest year first. */
  readonly ratingsOfUnit: DataLoader<string, UnitRatingRow[]>;
  readonly targets: DataLoader<string, Target[]>;
  readonly pledge: DataLoader<string, EmulationPledge | null>;
  readonly pledgeOfGroup: DataLoader<GroupInCycle, EmulationPledge | null, string>;
  readonly jointActivities: DataLoader<string, JointActivity[]>;
  readonly pledgeMembers: DataLoader<string, PledgeMember[]>;
  readonly signatures: DataLoader<string, PledgeSignature[]>;
  readonly review: DataLoader<string, MidYearReview | null>;
  readonly lines: DataLoader<string, ReviewLine[]>;
  /** The first so many contributions of a line. */
  readonly contributions: DataLoader<FirstContributions, ReviewContribution[], string>;
  /** How many contributions a line has. */
  readonly contributionCount: DataLoader<string, number>;
  /** Path of a unit today; null for one not in being. */
  readonly unitPath: DataLoader<string, string | null>;
  /** Histories; who may see a subject is the resolver's business. */
  readonly history: HistoryLoader;
  readonly statedFiguresOfGroup: PageLoader<StatedFigure>;
  readonly groupsOfOwner: PageLoader<EmulationGroup>;
  readonly pledgesOfCycle: PageLoader<EmulationPledge>;
  readonly reviewsOfCycle: PageLoader<MidYearReview>;
  readonly targetDecisionsOfCycle: PageLoader<TargetDecision>;
  readonly tasks: DataLoader<string, TaskRow[]>;
}

/** What this service's resolvers receive. */
export type EmulationContext = RequestContext<EmulationLoaders>;

/** The DataLoaders of one request: each bounds the number of statements, whatever the number of rows. */
export function createEmulationLoaders({ dataSource }: { dataSource: DataSource }): EmulationLoaders {
  const on = (date: string) => ({ validFrom: LessThanOrEqual(date), validUntil: MoreThan(date) });
  return {
    cycle: oneBy(dataSource, EmulationCycle, 'id'),
    milestones: manyBy(dataSource, CycleMilestoneEntry, 'cycleId', { at: 'ASC' }),
    group: oneBy(dataSource, EmulationGroup, 'id'),
    members: manyOnDate(
      (ids, date) =>
        dataSource
          .getRepository(GroupMembership)
          .find({ where: { groupId: In([...ids]), ...on(date) }, order: { id: 'ASC' } }),
      (row) => row.groupId,
    ),
    heads: manyOnDate(
      (ids, date) => dataSource.getRepository(GroupHead).findBy({ groupId: In([...ids]), ...on(date) }),
      (row) => row.groupId,
    ),
    membershipsOfUnit: manyOnDate(
      (ids, date) =>
        dataSource
          .getRepository(GroupMembership)
          .find({ where: { unitId: In([...ids]), ...on(date) }, order: { id: 'ASC' } }),
      (row) => row.unitId,
    ),
    events: manyBy(dataSource, GroupEvent, 'groupId', { year: 'ASC', id: 'ASC' }),
    indicator: oneBy(dataSource, Indicator, 'code'),
    initiative: oneBy(dataSource, Initiative, 'id'),
    initiativeAuthors: manyBy(dataSource, InitiativeAuthor, 'initiativeId', { memberId: 'ASC' }),
    initiativeAcceptances: manyBy(dataSource, InitiativeAcceptance, 'initiativeId', { level: 'ASC' }),
    ratingsOfUnit: new DataLoader(async (unitIds) => {
      const rows = await dataSource
        .getRepository(UnitRatingRow)
        .find({ where: { unitId: In([...unitIds]), supersededAt: IsNull() }, order: { year: 'DESC' } });
      const byUnit = Map.groupBy(rows, ({ unitId }) => unitId);
      return unitIds.map((unitId) => byUnit.get(unitId) ?? []);
    }),
    targets: manyBy(dataSource, Target, 'decisionId', { indicatorCode: 'ASC', id: 'ASC' }),
    pledge: oneBy(dataSource, EmulationPledge, 'id'),
    pledgeOfGroup: new DataLoader(
      async (keys) => {
        const rows = await dataSource.getRepository(EmulationPledge).findBy({
          groupId: In([...new Set(keys.map(({ groupId }) => groupId))]),
          cycleId: In([...new Set(keys.map(({ cycleId }) => cycleId))]),
        });
        return keys.map(
          (key) => rows.find((row) => row.groupId === key.groupId && row.cycleId === key.cycleId) ?? null,
        );
      },
      { cacheKeyFn: ({ groupId, cycleId }: GroupInCycle) => `${groupId} ${cycleId}` },
    ),
    jointActivities: manyBy(dataSource, JointActivity, 'pledgeId', { ordinal: 'ASC' }),
    pledgeMembers: manyBy(dataSource, PledgeMember, 'pledgeId', { unitId: 'ASC' }),
    signatures: manyBy(dataSource, PledgeSignature, 'pledgeId', { signedAt: 'ASC', unitId: 'ASC' }),
    review: oneBy(dataSource, MidYearReview, 'id'),
    lines: manyBy(dataSource, ReviewLine, 'reviewId', { ordinal: 'ASC' }),
    contributions: firstContributions(dataSource),
    contributionCount: new DataLoader(async (lineIds) => {
      const counted = await dataSource
        .getRepository(ReviewContribution)
        .createQueryBuilder('contribution')
        .select('contribution.lineId', 'lineId')
        .addSelect('COUNT(*)', 'count')
        .where('contribution.lineId IN (:...lineIds)', { lineIds })
        .groupBy('contribution.lineId')
        .getRawMany<{ lineId: string; count: string }>();
      const byLine = new Map(counted.map(({ lineId, count }) => [lineId, Number(count)]));
      return lineIds.map((lineId) => byLine.get(lineId) ?? 0);
    }),
    unitPath: new DataLoader(async (unitIds) => {
      const paths = await pathsOf(dataSource, unitIds, calendarDateAt(new Date()));
      return unitIds.map((unitId) => paths.get(unitId) ?? null);
    }),
    history: new HistoryLoader(dataSource),
    statedFiguresOfGroup: pagesOfParents(dataSource, StatedFigure, 'figure', 'groupId', ['id']),
    groupsOfOwner: pagesOfParents(dataSource, EmulationGroup, 'emulationGroup', 'ownerUnitId', [
      'ownerUnitId',
      'kind',
      'number',
    ]),
    pledgesOfCycle: pagesOfParents(dataSource, EmulationPledge, 'pledge', 'cycleId', ['id']),
    reviewsOfCycle: pagesOfParents(dataSource, MidYearReview, 'review', 'cycleId', ['reviewedId']),
    targetDecisionsOfCycle: pagesOfParents(dataSource, TargetDecision, 'decision', 'cycleId', ['id']),
    tasks: manyBy(dataSource, TaskRow, 'subjectId', { instructionNumber: 'ASC', id: 'ASC' }),
  };
}
