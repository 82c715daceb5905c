import type { Passport } from '@thidua/contracts/passport';
import {
  decodeCursor,
  encodeCursor,
  keysetPage,
  listTag,
  malformedCursor,
  type Page,
  type PageArguments,
  pageOf,
} from '@thidua/service-kit';
import { type DataSource, In, Not } from 'typeorm';
import { visibleDecisions, visibleItems } from '../access/decision-scope';
import { marks, namedParameters } from '../access/nomination-scope';
import { AwardDecision } from './award-decision.entity';
import { type AwardDecisionAct, AwardDecisionItemState, type AwardDecisionState } from './award-decision.enum';
import { AwardDecisionProgress } from './award-decision.result';
import { AwardDecisionItem } from './award-decision-item.entity';

const ITEMS = listTag(['award_decision_item.ordinal']);

/** What a list of decisions is narrowed to. */
export interface AwardDecisionCriteria {
  readonly bodyUnitId?: string | null;
  readonly state?: AwardDecisionState | null;
  readonly year?: number | null;
}

/** Those of the decisions that the caller may see. */
export async function visibleDecisionsByIds(
  dataSource: DataSource,
  passport: Passport,
  ids: readonly string[],
): Promise<AwardDecision[]> {
  const scope = visibleDecisions(passport);
  const rows = await dataSource.query<{ id: string }[]>(
    `SELECT d.id FROM award_decision d WHERE d.id IN (${marks(ids)}) AND ${scope.sql}`,
    [...ids, ...scope.parameters],
  );
  return rows.length === 0 ? [] : dataSource.manager.findBy(AwardDecision, { id: In(rows.map(({ id }) => id)) });
}

/** A page of the decisions that the caller may see, oldest first. */
export async function decisionPage(
  dataSource: DataSource,
  passport: Passport,
  { bodyUnitId, state, year }: AwardDecisionCriteria,
  { first, after }: PageArguments,
): Promise<Page<AwardDecision>> {
  const query = dataSource.manager.createQueryBuilder(AwardDecision, 'd').where('TRUE');
  for (const [column, value] of Object.entries({ bodyUnitId, state, year })) {
    if (value !== null && value !== undefined) {
      query.andWhere(`d.${column} = :${column}`, { [column]: value });
    }
  }
  const scope = namedParameters(visibleDecisions(passport));
  query.andWhere(scope.sql, scope.parameters);
  return keysetPage(query, { first, after: after ?? null }, [{ column: 'd.id', read: ({ id }) => id }]);
}

/**
 * The same page of the list of each decision, in the list's order: the rows that the caller may see, in two statements
 * for any number of decisions.
 */
export async function itemPages(
  dataSource: DataSource,
  passport: Passport,
  decisionIds: readonly string[],
  state: AwardDecisionItemState | null,
  { first, after }: PageArguments,
): Promise<Page<AwardDecisionItem>[]> {
  const [list, last] = after ? decodeCursor(after, 2) : [ITEMS, 0];
  if (list !== ITEMS || typeof last !== 'number') {
    throw malformedCursor();
  }
  const scope = visibleItems(passport);
  const branch = `(SELECT i.decision_id, i.nomination_id, i.ordinal
                     FROM award_decision_item i
                     JOIN award_decision d ON d.id = i.decision_id
                     JOIN nomination n ON n.id = i.nomination_id
                    WHERE i.decision_id = ? AND i.ordinal > ?${state ? ' AND i.state = ?' : ''} AND ${scope.sql}
                    ORDER BY i.ordinal LIMIT ?)`;
  const rows = await dataSource.query<{ decision_id: string; nomination_id: string }[]>(
    decisionIds.map(() => branch).join(' UNION ALL '),
    decisionIds.flatMap((id) => [id, last, ...(state ? [state] : []), ...scope.parameters, first + 1]),
  );
  const found =
    rows.length === 0
      ? []
      : await dataSource.manager.find(AwardDecisionItem, {
          where: rows.map((row) => ({ decisionId: row.decision_id, nominationId: row.nomination_id })),
          order: { ordinal: 'ASC' },
        });
  return decisionIds.map((decisionId) =>
    pageOf(
      found.filter((item) => item.decisionId === decisionId),
      first,
      Boolean(after),
      (item) => encodeCursor([ITEMS, item.ordinal]),
    ),
  );
}

/** A decision with the nomination that it decided. */
export interface DecisionOfNomination {
  readonly nominationId: string;
  readonly decision: AwardDecision;
}

/** The decisions by which nominations were decided: not the drafts that hold them, nor signed ones that have not moved them yet. */
export async function decisionsOfNominations(
  dataSource: DataSource,
  nominationIds: readonly string[],
): Promise<DecisionOfNomination[]> {
  const items = await dataSource.manager.findBy(AwardDecisionItem, {
    heldNominationId: In([...nominationIds]),
    state: Not(In([AwardDecisionItemState.Listed, AwardDecisionItemState.Signed])),
  });
  if (items.length === 0) {
    return [];
  }
  const decisions = await dataSource.manager.findBy(AwardDecision, {
    id: In([...new Set(items.map(({ decisionId }) => decisionId))]),
  });
  const byId = new Map(decisions.map((decision) => [decision.id, decision]));
  return items.flatMap(({ decisionId, nominationId }) => {
    const decision = byId.get(decisionId);
    return decision ? [{ nominationId, decision }] : [];
  });
}

/** How far each act on decisions has come with their nominations. */
export async function progressOfDecisions(
  dataSource: DataSource,
  decisionIds: readonly string[],
): Promise<(AwardDecisionProgress & { readonly decisionId: string })[]> {
  const rows = await dataSource.query<
    (Record<'decisionId' | 'total' | 'waiting' | 'done' | 'refused', string | number> & { act: AwardDecisionAct })[]
  >(
    `SELECT decision_id AS decisionId, act, COUNT(*) AS total, SUM(state = 'WAITING') AS waiting,
            SUM(state = 'DONE') AS done, SUM(state = 'REFUSED') AS refused
       FROM award_decision_move WHERE decision_id IN (?)
      GROUP BY decision_id, act ORDER BY decision_id, MIN(id)`,
    [decisionIds],
  );
  return rows.map(({ decisionId, act, total, waiting, done, refused }) =>
    Object.assign(new AwardDecisionProgress(), {
      decisionId: String(decisionId),
      act,
      total: Number(total),
      waiting: Number(waiting),
      done: Number(done),
      refused: Number(refused),
    }),
  );
}
