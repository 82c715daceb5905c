import type { CallerFacts, Mandate } from '@thidua/contracts';
import type { Passport } from '@thidua/contracts/passport';
import type { DecisionTransaction, SqlRunner } from '@thidua/service-kit';
import type { Nomination } from '../nomination/nomination.entity';

/** The person who acts and those who delegated a mandate to them: what any of them did counts for all. */
export function peopleActing({ subject, mandates }: Pick<Passport, 'subject' | 'mandates'>): readonly string[] {
  return [subject, ...mandates.flatMap(({ delegation }: Mandate) => delegation?.principalId ?? [])];
}

async function hasHadAHand(runner: SqlRunner, nominationId: string, people: readonly string[]): Promise<boolean> {
  const rows = await runner.query<unknown[]>(
    `(SELECT 1 FROM nomination_revision WHERE nomination_id = ? AND submitted_by IN (?) LIMIT 1)
     UNION ALL (SELECT 1 FROM nomination_editor WHERE nomination_id = ? AND member_id IN (?) LIMIT 1)`,
    [nominationId, people, nominationId, people],
  );
  return rows.length > 0;
}

/** A person who has had a hand in a nomination or is nominated in it. */
export interface Conflict {
  readonly nominationId: string;
  readonly memberId: string;
}

/**
 * Which of the people drafted, edited or submitted one of the nominations or are nominated in it. One statement for
 * any number of both.
 */
export async function conflictsOf(
  runner: SqlRunner,
  nominationIds: readonly string[],
  people: readonly string[],
): Promise<Conflict[]> {
  if (nominationIds.length === 0 || people.length === 0) {
    return [];
  }
  const columns = ['drafted_by', 'submitted_by', 'nominee_member_id'].map(
    (column) => `SELECT id AS nominationId, ${column} AS memberId FROM nomination WHERE id IN (?) AND ${column} IN (?)`,
  );
  const tables = [
    `SELECT nomination_id AS nominationId, submitted_by AS memberId FROM nomination_revision
      WHERE nomination_id IN (?) AND submitted_by IN (?)`,
    `SELECT nomination_id AS nominationId, member_id AS memberId FROM nomination_editor
      WHERE nomination_id IN (?) AND member_id IN (?)`,
  ];
  const selects = [...columns, ...tables];
  const rows = await runner.query<Conflict[]>(
    `${selects.join(' UNION ')} ORDER BY nominationId, memberId`,
    selects.flatMap(() => [nominationIds, people]),
  );
  return rows.map(({ nominationId, memberId }) => ({ nominationId, memberId }));
}

/** Whether one of them recorded a vote on one of the nominations, or conducted a ballot on it. One statement. */
async function haveRecordedVote(
  runner: SqlRunner,
  nominationIds: readonly string[],
  people: readonly string[],
): Promise<boolean> {
  const rows = await runner.query<unknown[]>(
    `(SELECT 1 FROM council_vote WHERE nomination_id IN (?) AND recorded_by IN (?) LIMIT 1)
     UNION ALL (SELECT 1 FROM ballot_item item JOIN ballot_session session ON session.id = item.session_id
                 WHERE item.nomination_id IN (?) AND (session.opened_by IN (?) OR session.closed_by IN (?)) LIMIT 1)`,
    [nominationIds, people, nominationIds, people, people],
  );
  return rows.length > 0;
}

/** Somebody as the conditions see them: who they are or act for, and the offices that they hold. */
interface Judged {
  readonly people: readonly string[];
  readonly offices: readonly Pick<Mandate, 'unitId' | 'position'>[];
}

async function factsOfJudged(
  runner: SqlRunner,
  nomination: Nomination,
  bodyUnitId: string,
  { people, offices }: Judged,
): Promise<CallerFacts> {
  return {
    isParty:
      people.includes(nomination.draftedBy) ||
      (nomination.nomineeMemberId !== null && people.includes(nomination.nomineeMemberId)) ||
      (await hasHadAHand(runner, nomination.id, people)),
    isCouncilSecretary:
      offices.some(({ unitId, position }) => unitId === bodyUnitId && position === 'EMULATION_COUNCIL_SECRETARY') ||
      (await haveRecordedVote(runner, [nomination.id], people)),
  };
}

/**
 * What the conditions of the permissions on a nomination are judged by: who drafted, edited or submitted it or is
 * nominated never appraises, votes or decides, and the secretary of the body's council never decides.
 * @param bodyUnitId the unit that acts at the stage.
 */
export async function factsAbout(
  transaction: DecisionTransaction,
  nomination: Nomination,
  bodyUnitId: string,
): Promise<CallerFacts> {
  if (transaction.actor.kind !== 'person') {
    return {};
  }
  const { passport } = transaction.actor;
  return factsOfJudged(transaction, nomination, bodyUnitId, {
    people: peopleActing(passport),
    offices: [...passport.mandates, ...(passport.otherOffices ?? [])],
  });
}

/** The same about a member who is to be given a task, by the mandates that they hold. */
export function factsAboutMember(
  runner: SqlRunner,
  nomination: Nomination,
  bodyUnitId: string,
  memberId: string,
  mandates: readonly Mandate[],
): Promise<CallerFacts> {
  return factsOfJudged(runner, nomination, bodyUnitId, {
    people: peopleActing({ subject: memberId, mandates }),
    offices: mandates,
  });
}

/**
 * The same for a decision over many nominations, in three statements whatever their number.
 * @param nominationIds at least one.
 */
export async function factsAboutMany(
  transaction: DecisionTransaction,
  nominationIds: readonly string[],
  bodyUnitId: string,
): Promise<CallerFacts> {
  if (transaction.actor.kind !== 'person') {
    return {};
  }
  const { passport } = transaction.actor;
  const people = peopleActing(passport);
  const offices = [...passport.mandates, ...(passport.otherOffices ?? [])];
  const found = async (sql: string): Promise<boolean> =>
    (await transaction.query<unknown[]>(`${sql} LIMIT 1`, [nominationIds, people, people])).length > 0;
  return {
    isParty:
      (await found('SELECT 1 FROM nomination WHERE id IN (?) AND (drafted_by IN (?) OR nominee_member_id IN (?))')) ||
      (await found(`SELECT 1 FROM nomination_revision r
                      LEFT JOIN nomination_editor e ON e.nomination_id = r.nomination_id
                     WHERE r.nomination_id IN (?) AND (r.submitted_by IN (?) OR e.member_id IN (?))`)),
    isCouncilSecretary:
      offices.some(({ unitId, position }) => unitId === bodyUnitId && position === 'EMULATION_COUNCIL_SECRETARY') ||
      (await haveRecordedVote(transaction, nominationIds, people)),
  };
}
