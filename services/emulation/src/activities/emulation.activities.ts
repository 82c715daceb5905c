import type { EmulationActivities, MidYearReviewInput, PledgeSigningInput, PreparedPage } from '@thidua/contracts';
import { derivedId } from '@thidua/contracts/ids';
import { calendarDateAt, notFound, Refusal, type CommandActor, type Log } from '@thidua/service-kit';
import { In, LessThanOrEqual, MoreThan, type DataSource } from 'typeorm';
import { CycleMilestoneEntry, EmulationCycle } from '../cycle/cycle.entity';
import type { CycleService } from '../cycle/cycle.service';
import { EmulationGroup, GroupHead, GroupMembership } from '../group/group.entity';
import { EmulationPledge } from '../pledge/pledge.entity';
import type { PledgeService } from '../pledge/pledge.service';
import { MidYearReview } from '../review/review.entity';
import type { OpenReviewCommand, ReviewService } from '../review/review.service';

/** Groups of one page: the contract allows 200 subjects. */
const PAGE = 100;
/** Subjects prepared side by side: the pool has to serve people as well. */
const AT_ONCE = 4;
const ACTOR: CommandActor = { kind: 'system', name: 'annualCycle' };

/** What the activities are built from. */
export interface ActivityDependencies {
  readonly dataSource: DataSource;
  readonly cycles: CycleService;
  readonly pledges: PledgeService;
  readonly reviews: ReviewService;
  readonly log: Log;
}

/** What workflows may ask of emulation. Every act can be repeated: it is recognised by its derived command id. */
export function createEmulationActivities({
  dataSource,
  cycles,
  pledges,
  reviews,
  log,
}: ActivityDependencies): EmulationActivities {
  const preparePledge = async (
    cycle: EmulationCycle,
    calendar: Calendar,
    group: EmulationGroup,
    headUnitId: string,
  ): Promise<PledgeSigningInput> => {
    const { answer } = await pledges.prepare(ACTOR, {
      commandId: derivedId('prepare-pledge', cycle.id, group.id),
      cycleId: cycle.id,
      groupId: group.id,
      minimumJointActivities: cycle.minimumJointActivities,
      start: {
        pledgeId: derivedId('pledge', cycle.id, group.id),
        headUnitId,
        ownerUnitId: group.ownerUnitId,
        reminderAt: calendar.PLEDGE_REMINDER,
        deadlineAt: calendar.PLEDGE_DEADLINE,
      },
    });
    return answer;
  };

  const prepareReview = async (
    cycle: EmulationCycle,
    subject: { groupId: string } | { unitId: string },
  ): Promise<MidYearReviewInput[]> => {
    const reviewedId = 'groupId' in subject ? subject.groupId : subject.unitId;
    const command: OpenReviewCommand = {
      commandId: derivedId('prepare-review', cycle.id, reviewedId),
      cycleId: cycle.id,
      ...subject,
    };
    try {
      const { answer } = await reviews.open(ACTOR, command, derivedId('review', cycle.id, reviewedId));
      return [answer.start];
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      const opened = await dataSource.manager.findOneBy(MidYearReview, { cycleId: cycle.id, reviewedId });
      if (!opened) {
        log.warn({ cycleId: cycle.id, reviewedId, reasons: error.reasons.map(({ code }) => code) }, 'no review opened');
        return [];
      }
      return [
        {
          reviewId: opened.id,
          concludingUnitId: opened.concludingUnitId,
          ownerUnitId: opened.ownerUnitId,
          deadlineAt: opened.deadlineAt.toISOString(),
        },
      ];
    }
  };

  return {
    async preparePledges({ cycleId, cursor }) {
      const cycle = await cycleOf(dataSource, cycleId);
      const calendar = await calendarOf(dataSource, cycleId);
      const page = await groupPage(dataSource, cycle.ownerUnitId, cursor);
      const existing = await pledgesOf(dataSource, cycleId, page.groups);
      const prepared = await inTurns(page.groups, async ({ group, headUnitId, hasMembers }) => {
        const pledge = existing.get(group.id);
        if (pledge) {
          return [startOf(pledge)];
        }
        if (headUnitId && hasMembers) {
          return [await preparePledge(cycle, calendar, group, headUnitId)];
        }
        // People see it as the cycle's groupsWithoutPledge.
        log.warn({ cycleId, groupId: group.id, headUnitId, hasMembers }, 'no pledge prepared: no head or no members');
        return [];
      });
      return {
        prepared: await notYetStarted(dataSource, prepared, ({ pledgeId }) => pledgeId),
        nextCursor: page.nextCursor,
      };
    },

    async prepareReviews({ cycleId, cursor }) {
      const cycle = await cycleOf(dataSource, cycleId);
      const page = await groupPage(dataSource, cycle.ownerUnitId, cursor);
      const prepared = await inTurns(page.groups, async ({ group, headUnitId, hasMembers }) => {
        if (headUnitId && hasMembers) {
          return prepareReview(cycle, { groupId: group.id });
        }
        log.warn({ cycleId, groupId: group.id, headUnitId, hasMembers }, 'no review prepared: no head or no members');
        return [];
      });
      const own = page.nextCursor === null ? await prepareReview(cycle, { unitId: cycle.ownerUnitId }) : [];
      return {
        prepared: await notYetStarted(dataSource, [...prepared, ...own], ({ reviewId }) => reviewId),
        nextCursor: page.nextCursor,
      } satisfies PreparedPage<MidYearReviewInput>;
    },

    closeCycle: (request) => cycles.close(request),
    remindPledge: (request) => pledges.remind(request),
    passPledgeDeadline: (request) => pledges.passDeadline(request),
    readReviewScope: ({ reviewId }) => reviews.readScope(reviewId),
    recordReviewActuals: (request) => reviews.recordActuals(request),
    passReviewDeadline: (request) => reviews.passDeadline(request),
  };
}

/**
 * The subjects whose START row still waits: those the parent may start. A subject that was started long ago must not
 * be started again once the engine has forgotten its history.
 */
async function notYetStarted<StartInput>(
  dataSource: DataSource,
  prepared: readonly StartInput[],
  idOf: (input: StartInput) => string,
): Promise<StartInput[]> {
  if (prepared.length === 0) {
    return [];
  }
  const waiting = await dataSource.query<{ subject_id: string }[]>(
    `SELECT subject_id FROM outbox WHERE row_kind = 'START' AND done_at IS NULL AND subject_id IN (?)`,
    [prepared.map(idOf)],
  );
  const ids = new Set(waiting.map(({ subject_id }) => subject_id));
  return prepared.filter((input) => ids.has(idOf(input)));
}

/** The pledges that groups have in a cycle already: from an earlier attempt, or because their owner was first. */
async function pledgesOf(
  dataSource: DataSource,
  cycleId: string,
  groups: readonly PreparedGroup[],
): Promise<ReadonlyMap<string, EmulationPledge>> {
  const groupId = In(groups.map(({ group }) => group.id));
  const pledges = await dataSource.manager.findBy(EmulationPledge, { cycleId, groupId });
  return new Map(pledges.map((pledge) => [pledge.groupId, pledge]));
}

function startOf(pledge: EmulationPledge): PledgeSigningInput {
  return {
    pledgeId: pledge.id,
    headUnitId: pledge.headUnitId,
    ownerUnitId: pledge.ownerUnitId,
    reminderAt: pledge.reminderAt.toISOString(),
    deadlineAt: pledge.deadlineAt.toISOString(),
  };
}

type Calendar = { readonly PLEDGE_REMINDER: string; readonly PLEDGE_DEADLINE: string };

async function cycleOf(dataSource: DataSource, cycleId: string): Promise<EmulationCycle> {
  const cycle = await dataSource.manager.findOneBy(EmulationCycle, { id: cycleId });
  if (!cycle) {
    throw notFound({ vi: 'chu kỳ thi đua', en: 'emulation cycle' });
  }
  return cycle;
}

async function calendarOf(dataSource: DataSource, cycleId: string): Promise<Calendar> {
  const milestones = await dataSource.manager.findBy(CycleMilestoneEntry, { cycleId });
  const at = (name: keyof Calendar): string => {
    const found = milestones.find(({ milestone }) => milestone === name);
    if (!found) {
      throw new Error(`the cycle ${cycleId} has no milestone ${name}`);
    }
    return found.at.toISOString();
  };
  return { PLEDGE_REMINDER: at('PLEDGE_REMINDER'), PLEDGE_DEADLINE: at('PLEDGE_DEADLINE') };
}

interface PreparedGroup {
  readonly group: EmulationGroup;
  readonly headUnitId: string | null;
  readonly hasMembers: boolean;
}

/** A page of an owner's groups with their heads today, in the order of their ids: three statements. */
async function groupPage(
  dataSource: DataSource,
  ownerUnitId: string,
  cursor: string | null,
): Promise<{ groups: PreparedGroup[]; nextCursor: string | null }> {
  const groups = await dataSource.manager.find(EmulationGroup, {
    where: { ownerUnitId, ...(cursor === null ? {} : { id: MoreThan(cursor) }) },
    order: { id: 'ASC' },
    take: PAGE,
  });
  const today = calendarDateAt(new Date());
  const where = {
    groupId: In(groups.map(({ id }) => id)),
    validFrom: LessThanOrEqual(today),
    validUntil: MoreThan(today),
  };
  const heads = new Map((await dataSource.manager.findBy(GroupHead, where)).map((head) => [head.groupId, head.unitId]));
  const peopled = new Set((await dataSource.manager.findBy(GroupMembership, where)).map(({ groupId }) => groupId));
  return {
    groups: groups.map((group) => ({
      group,
      headUnitId: heads.get(group.id) ?? null,
      hasMembers: peopled.has(group.id),
    })),
    nextCursor: groups.length < PAGE ? null : (groups.at(-1)?.id ?? null),
  };
}

async function inTurns<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result[]>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(act))).flat());
  }
  return results;
}
