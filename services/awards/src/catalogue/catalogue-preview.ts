import type { Passport } from '@thidua/contracts/passport';
import { encodeCursor, type Page, type PageArguments, pageOf } from '@thidua/service-kit';
import { type DataSource, In } from 'typeorm';
import { type SqlFragment, visibleNominations } from '../access/nomination-scope';
import { Nomination } from '../nomination/nomination.entity';
import { idAfter, NOMINATION_LIST } from '../nomination/nomination.query';
import { CatalogueRowKind } from './catalogue.enum';

/** A change of the catalogue that is only thought of. */
export interface ProposedChange {
  readonly kind: CatalogueRowKind;
  /** Null for the base salary, which concerns every award. */
  readonly awardTypeId: string | null;
}

/** How many open nominations a change would touch, and how many go on as they are. */
export interface TouchedNominations {
  readonly touched: number;
  readonly untouched: number;
}

/** Money is computed on the day of the decision; everything else is pinned when a nomination is submitted. */
function touchesSubmitted(kind: CatalogueRowKind): boolean {
  return kind === CatalogueRowKind.Multiple || kind === CatalogueRowKind.BaseSalary;
}

function openNominations({ awardTypeId }: ProposedChange): SqlFragment {
  return awardTypeId
    ? { sql: 'n.award_type_id = ? AND n.closed_at IS NULL', parameters: [awardTypeId] }
    : { sql: 'n.closed_at IS NULL', parameters: [] };
}

/** Counts them, whoever may see them: one statement over an index. */
export async function countTouched(dataSource: DataSource, change: ProposedChange): Promise<TouchedNominations> {
  const open = openNominations(change);
  const rows = await dataSource.query<{ draft: number | string; nominations: string }[]>(
    `SELECT n.state = 'DRAFT' AS draft, COUNT(*) AS nominations FROM nomination n WHERE ${open.sql} GROUP BY draft`,
    [...open.parameters],
  );
  const count = (isDraft: boolean): number =>
    Number(rows.find(({ draft }) => (Number(draft) === 1) === isDraft)?.nominations ?? 0);
  return touchesSubmitted(change.kind)
    ? { touched: count(true) + count(false), untouched: 0 }
    : { touched: count(true), untouched: count(false) };
}

/** A page of those touched that the caller may see, oldest first. */
export async function touchedPage(
  dataSource: DataSource,
  passport: Passport,
  change: ProposedChange,
  { first, after }: PageArguments,
): Promise<Page<Nomination>> {
  const scope = visibleNominations(passport);
  const open = openNominations(change);
  const conditions = [
    open,
    scope,
    ...(touchesSubmitted(change.kind) ? [] : [{ sql: "n.state = 'DRAFT'", parameters: [] }]),
    ...(after ? [{ sql: 'n.id > ?', parameters: [idAfter(after)] }] : []),
  ];
  const rows = await dataSource.query<{ id: string }[]>(
    `SELECT n.id FROM nomination n WHERE ${conditions.map(({ sql }) => sql).join(' AND ')} ORDER BY n.id LIMIT ?`,
    [...conditions.flatMap(({ parameters }) => parameters), first + 1],
  );
  const found =
    rows.length > 0 ? await dataSource.manager.findBy(Nomination, { id: In(rows.map(({ id }) => id)) }) : [];
  const byId = new Map(found.map((nomination) => [nomination.id, nomination]));
  return pageOf(
    rows.flatMap(({ id }) => byId.get(id) ?? []),
    first,
    Boolean(after),
    ({ id }) => encodeCursor([NOMINATION_LIST, id]),
  );
}
