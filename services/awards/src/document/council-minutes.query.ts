import type { Passport } from '@thidua/contracts/passport';
import type { DataSource } from 'typeorm';
import { visibleNominations } from '../access/nomination-scope';
import { Ballot, BallotItem, BallotRecusal, BallotRollMember, BallotSession } from '../council/ballot-session.entity';
import { BallotSessionState } from '../council/ballot-session.enum';
import { visibleSessionsByIds } from '../council/ballot-session.query';
import type { MinutesFacts, MinutesItem } from './council-minutes';

/** The minutes of a counted session for who may see it; null for anybody else and for a session without minutes. */
export async function minutesOf(
  dataSource: DataSource,
  passport: Passport,
  sessionId: string,
): Promise<MinutesFacts | null> {
  const [session] = await visibleSessionsByIds(dataSource, passport, [sessionId]);
  return session ? factsOf(dataSource, session, null) : null;
}

/**
 * The extract of the minutes for one nomination, for who may see the nomination: nothing of the others on the list.
 * @returns that of the last counted session on it; null for anybody else and without one.
 */
export async function extractOf(
  dataSource: DataSource,
  passport: Passport,
  nominationId: string,
): Promise<MinutesFacts | null> {
  const scope = visibleNominations(passport);
  const [found] = await dataSource.query<{ sessionId: string }[]>(
    `SELECT item.session_id AS sessionId FROM ballot_item item
       JOIN ballot_session session ON session.id = item.session_id AND session.state = ?
       JOIN nomination n ON n.id = item.nomination_id
      WHERE item.nomination_id = ? AND ${scope.sql}
      ORDER BY session.closed_at DESC LIMIT 1`,
    [BallotSessionState.Closed, nominationId, ...scope.parameters],
  );
  if (!found) {
    return null;
  }
  const session = await dataSource.manager.findOneByOrFail(BallotSession, { id: found.sessionId });
  return factsOf(dataSource, session, nominationId);
}

/** @param only the one nomination of an extract; null for the whole session. */
async function factsOf(
  dataSource: DataSource,
  session: BallotSession,
  only: string | null,
): Promise<MinutesFacts | null> {
  const { closedAt, root } = session;
  if (session.state !== BallotSessionState.Closed || !closedAt || root === null) {
    return null;
  }
  const { manager } = dataSource;
  const where = { sessionId: session.id, ...(only ? { nominationId: only } : {}) };
  const [roll, items, recusals, ballots] = await Promise.all([
    manager.find(BallotRollMember, { where: { sessionId: session.id }, order: { fullName: 'ASC', memberId: 'ASC' } }),
    manager.find(BallotItem, { where, order: { ordinal: 'ASC' } }),
    manager.find(BallotRecusal, { where, order: { memberId: 'ASC' } }),
    manager.find(Ballot, {
      select: { sessionId: true, nominationId: true, memberId: true, letterNumber: true, letterDate: true },
      where,
      order: { nominationId: 'ASC', memberId: 'ASC' },
    }),
  ]);
  const names = new Map(roll.map(({ memberId, fullName }) => [memberId, fullName]));
  const nameOf = (memberId: string): string => names.get(memberId) ?? '';
  const letters = new Map(
    ballots.flatMap(({ memberId, letterNumber: number, letterDate: date }) =>
      number && date ? [[`${memberId} ${number}`, { memberName: nameOf(memberId), number, date }] as const] : [],
    ),
  );
  return {
    bodyName: session.bodyName,
    number: session.minutesNumber,
    place: session.place,
    openedAt: session.openedAt,
    closedAt,
    reason: session.reason,
    members: roll.map(({ fullName }) => fullName),
    chairName: nameOf(session.chairMemberId),
    secretaryName: session.openedByName,
    quorum: { numerator: session.quorumNumerator, denominator: session.quorumDenominator },
    items: items.map(
      (item): MinutesItem => ({
        ordinal: item.ordinal,
        nomineeName: item.nomineeName,
        awardName: item.awardName,
        nominatingUnitName: item.nominatingUnitName,
        thresholdPercent: item.thresholdPercent,
        figures:
          item.yes === null
            ? null
            : {
                yes: item.yes,
                no: item.no ?? 0,
                abstain: item.abstain ?? 0,
                invalid: item.invalid ?? 0,
                notCast: item.notCast ?? 0,
              },
        recused: recusals
          .filter(({ nominationId }) => nominationId === item.nominationId)
          .map(({ memberId }) => nameOf(memberId)),
      }),
    ),
    letters: [...letters.values()],
    keyFingerprint: session.keyFingerprint,
    root,
    isExtract: only !== null,
  };
}
