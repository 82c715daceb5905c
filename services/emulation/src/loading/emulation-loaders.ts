import { TaskRow, type RequestContext } from '@thidua/service-kit';
import DataLoader from 'dataloader';
import { In, LessThanOrEqual, MoreThan, type DataSource } from 'typeorm';
import { CycleMilestoneEntry, EmulationCycle } from '../cycle/cycle.entity';
import { EmulationGroup, GroupEvent, GroupHead, GroupMembership } from '../group/group.entity';
import { Indicator } from '../indicator/indicator.entity';
import { EmulationPledge, JointActivity, PledgeMember, PledgeSignature } from '../pledge/pledge.entity';
import { MidYearReview, ReviewContribution, ReviewLine } from '../review/review.entity';
import { Target } from '../target/target.entity';
import { manyBy, manyOnDate, oneBy, type OnDate } from './batches';

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
  readonly targets: DataLoader<string, Target[]>;
  readonly pledge: DataLoader<string, EmulationPledge | null>;
  readonly pledgeOfGroup: DataLoader<GroupInCycle, EmulationPledge | null, string>;
  readonly jointActivities: DataLoader<string, JointActivity[]>;
  readonly pledgeMembers: DataLoader<string, PledgeMember[]>;
  readonly signatures: DataLoader<string, PledgeSignature[]>;
  readonly review: DataLoader<string, MidYearReview | null>;
  readonly lines: DataLoader<string, ReviewLine[]>;
  readonly contributions: DataLoader<string, ReviewContribution[]>;
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
    contributions: manyBy(dataSource, ReviewContribution, 'lineId', { unitId: 'ASC' }),
    tasks: manyBy(dataSource, TaskRow, 'subjectId', { instructionNumber: 'ASC', id: 'ASC' }),
  };
}
