import { isId } from '@thidua/contracts/ids';
import type { Passport } from '@thidua/contracts/passport';
import {
  badInput,
  calendarDateAt,
  decodeCursor,
  encodeCursor,
  listTag,
  malformedCursor,
  type Page,
  type PageArguments,
  pageOf,
} from '@thidua/service-kit';
import { type DataSource, In } from 'typeorm';
import { registryBranches, visibleAwards } from '../access/registry-scope';
import { marks, type SqlFragment, underPaths } from '../access/nomination-scope';
import type { AwardForm, AwardIssuerLevel, AwardTrack } from '../award-type/award-type.enum';
import { pathOf } from '../nomination/nomination.query';
import { RecipientKind } from '../recipient/award-recipient.entity';
import { searchedPhrase } from '../recipient/recipient-name';
import { ReceivedAward } from './received-award.entity';
import type { ReceivedAwardStatus } from './received-award.enum';

/** What a list of awards is narrowed to. */
export interface RegistryCriteria {
  readonly name?: string | null;
  readonly kind?: RecipientKind | null;
  readonly underUnitId?: string | null;
  readonly meritYear?: number | null;
  readonly form?: AwardForm | null;
  readonly issuerLevel?: AwardIssuerLevel | null;
  readonly track?: AwardTrack | null;
  readonly status?: ReceivedAwardStatus | null;
}

/** Up to so many awards that somebody may see, a search reads those and looks at the names; beyond, it begins at the names. */
const FEW_AWARDS = 3_000;
const BY_ID = listTag(['received_award.id']);
const BY_NAME = listTag(['phrase', 'recipient', 'received_award.id']);
const BY_YEAR = listTag(['received_award.merit_year', 'received_award.id']);

const RECIPIENT_COLUMN: Readonly<Record<RecipientKind, string>> = {
  [RecipientKind.Person]: 'recipient_member_id',
  [RecipientKind.Collective]: 'recipient_unit_id',
};

/** Awards by id, in the order of the ids. */
async function inOrder(dataSource: DataSource, ids: readonly string[]): Promise<ReceivedAward[]> {
  if (ids.length === 0) {
    return [];
  }
  const rows = await dataSource.manager.findBy(ReceivedAward, { id: In([...ids]) });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Those of the awards that the caller may see. */
export async function visibleAwardsByIds(
  dataSource: DataSource,
  passport: Passport,
  ids: readonly string[],
): Promise<ReceivedAward[]> {
  const scope = visibleAwards(passport);
  const rows = await dataSource.query<{ id: string }[]>(
    `SELECT a.id FROM received_award a WHERE a.id IN (${marks(ids)}) AND ${scope.sql}`,
    [...ids, ...scope.parameters],
  );
  return inOrder(
    dataSource,
    rows.map(({ id }) => id),
  );
}

async function criteriaSql(dataSource: DataSource, criteria: RegistryCriteria): Promise<SqlFragment> {
  const equal: readonly (readonly [string, unknown])[] = [
    ['a.merit_year', criteria.meritYear],
    ['a.form', criteria.form],
    ['a.issuer_level', criteria.issuerLevel],
    ['a.track', criteria.track],
    ['a.status', criteria.status],
  ];
  const fragments: SqlFragment[] = equal.flatMap(([column, value]) =>
    value === null || value === undefined ? [] : [{ sql: `${column} = ?`, parameters: [value] }],
  );
  if (criteria.kind) {
    fragments.push({ sql: `a.${RECIPIENT_COLUMN[criteria.kind]} IS NOT NULL`, parameters: [] });
  }
  if (criteria.underUnitId) {
    const today = calendarDateAt(new Date());
    fragments.push(underPaths('a.home_unit_id', [await pathOf(dataSource, criteria.underUnitId, today)], today));
  }
  return both(...fragments);
}

function both(...fragments: readonly SqlFragment[]): SqlFragment {
  return {
    sql: fragments.map(({ sql }) => sql).join(' AND ') || 'TRUE',
    parameters: fragments.flatMap(({ parameters }) => parameters),
  };
}

/** A page of the awards that the caller may see: by name when one is searched, else in the order of entry. */
export async function registryPage(
  dataSource: DataSource,
  passport: Passport,
  criteria: RegistryCriteria,
  page: PageArguments,
): Promise<Page<ReceivedAward>> {
  const branches = registryBranches(passport);
  const narrowed = await criteriaSql(dataSource, criteria);
  const { name } = criteria;
  return name === null || name === undefined
    ? pageById(dataSource, branches, narrowed, page)
    : pageByName(dataSource, branches, narrowed, { ...criteria, name }, page);
}

async function pageById(
  dataSource: DataSource,
  branches: readonly SqlFragment[],
  narrowed: SqlFragment,
  page: PageArguments,
): Promise<Page<ReceivedAward>> {
  const after: SqlFragment = page.after
    ? { sql: 'a.id > ?', parameters: [idOf(decodeCursor(page.after, 2), BY_ID)] }
    : { sql: 'TRUE', parameters: [] };
  const limit = page.first + 1;
  const rows =
    branches.length === 0
      ? []
      : await dataSource.query<{ id: string }[]>(
          `${branches
            .map(
              (branch) =>
                `(SELECT a.id AS id FROM received_award a WHERE ${both(branch, narrowed, after).sql} ORDER BY a.id LIMIT ?)`,
            )
            .join(' UNION ')} ORDER BY id LIMIT ?`,
          [...branches.flatMap((branch) => [...both(branch, narrowed, after).parameters, limit]), limit],
        );
  const found = await inOrder(
    dataSource,
    rows.map(({ id }) => id),
  );
  return pageOf(found, page.first, Boolean(page.after), ({ id }) => encodeCursor([BY_ID, id]));
}

/** The id at the end of a cursor of this list. @throws BAD_USER_INPUT. */
function idOf(values: readonly unknown[], list: string): string {
  const id = values.at(-1);
  if (values[0] !== list || typeof id !== 'string' || !isId(id)) {
    throw malformedCursor();
  }
  return id;
}

/** An award with what its recipient was found by. */
interface FoundByName {
  readonly phrase: string;
  readonly recipientId: string;
  readonly id: string;
}

/** From where in a folded name (alias `r`) the search found it: its first word that begins so. */
const FOUND_PHRASE = "LEFT(SUBSTRING(r.name_folded, LOCATE(?, CONCAT(' ', r.name_folded))), 60)";

async function pageByName(
  dataSource: DataSource,
  branches: readonly SqlFragment[],
  narrowed: SqlFragment,
  { name, kind }: RegistryCriteria & { readonly name: string },
  page: PageArguments,
): Promise<Page<ReceivedAward>> {
  const phrase = searchedPhrase(name);
  if (phrase === '') {
    throw badInput({
      field: 'filter.name',
      vi: 'Cần ít nhất một chữ cái hoặc chữ số.',
      en: 'Give at least one letter or digit.',
    });
  }
  const from = page.after ? cursorByName(page.after) : null;
  const kinds = kind ? [kind] : [RecipientKind.Person, RecipientKind.Collective];
  const limit = page.first + 1;
  const few = await hasFewAwards(dataSource, branches);
  const parts = kinds.flatMap((each) =>
    (few ? branches : [anyOf(branches)]).map((branch) =>
      few
        ? amongVisible(each, phrase, both(branch, narrowed), from, limit)
        : amongNames(each, phrase, both(branch, narrowed), from, limit),
    ),
  );
  const rows =
    branches.length === 0
      ? []
      : await dataSource.query<FoundByName[]>(
          `${parts.map(({ sql }) => `(${sql})`).join(' UNION ')}
           ORDER BY phrase, recipientId, id LIMIT ?`,
          [...parts.flatMap(({ parameters }) => parameters), limit],
        );
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const found = await inOrder(
    dataSource,
    rows.map(({ id }) => id),
  );
  return pageOf(found, page.first, Boolean(page.after), ({ id }) => {
    const row = rowOf.get(id);
    return encodeCursor([BY_NAME, row?.phrase ?? '', row?.recipientId ?? '', id]);
  });
}

function anyOf(branches: readonly SqlFragment[]): SqlFragment {
  return {
    sql: `(${branches.map(({ sql }) => `(${sql})`).join(' OR ')})`,
    parameters: branches.flatMap(({ parameters }) => parameters),
  };
}

function cursorByName(after: string): FoundByName {
  const values = decodeCursor(after, 4);
  const [, phrase, recipientId] = values;
  const id = idOf(values, BY_NAME);
  if (typeof phrase !== 'string' || typeof recipientId !== 'string' || !isId(recipientId)) {
    throw malformedCursor();
  }
  return { phrase, recipientId, id };
}

/** Whether the caller may see so few awards that reading all of them costs less than going through a common name. */
async function hasFewAwards(dataSource: DataSource, branches: readonly SqlFragment[]): Promise<boolean> {
  if (branches.length === 0) {
    return true;
  }
  const parts = branches.map(({ sql }) => `(SELECT a.id FROM received_award a WHERE ${sql} LIMIT ${FEW_AWARDS + 1})`);
  const [row] = await dataSource.query<{ seen: string }[]>(
    `SELECT COUNT(*) AS seen FROM (${parts.join(' UNION ALL ')}) few`,
    branches.flatMap(({ parameters }) => parameters),
  );
  return Number(row?.seen) <= FEW_AWARDS;
}

/** Reads what the caller may see, and keeps those whose name has the words. */
function amongVisible(
  kind: RecipientKind,
  phrase: string,
  condition: SqlFragment,
  from: FoundByName | null,
  limit: number,
): SqlFragment {
  const word = ` ${phrase}`;
  return {
    sql: `SELECT ${FOUND_PHRASE} AS phrase, r.recipient_id AS recipientId, a.id AS id FROM received_award a
            JOIN award_recipient r ON r.recipient_id = a.${RECIPIENT_COLUMN[kind]}
           WHERE LOCATE(?, CONCAT(' ', r.name_folded)) > 0 AND ${condition.sql}
             ${from ? `AND (${FOUND_PHRASE}, r.recipient_id, a.id) > (?, ?, ?)` : ''}
           ORDER BY phrase, recipientId, id LIMIT ?`,
    parameters: [
      word,
      word,
      ...condition.parameters,
      ...(from ? [word, from.phrase, from.recipientId, from.id] : []),
      limit,
    ],
  };
}

/**
 * Begins at the names, in their order, keeps the recipients of whom the caller may see an award, and then reads the
 * awards of no more recipients than fill the page. A subquery with LIMIT is asked recipient by recipient; EXISTS would be
 * made a table of every award first.
 */
function amongNames(
  kind: RecipientKind,
  phrase: string,
  condition: SqlFragment,
  from: FoundByName | null,
  limit: number,
): SqlFragment {
  const column = RECIPIENT_COLUMN[kind];
  return {
    sql: `SELECT c.phrase AS phrase, c.recipient_id AS recipientId, a.id AS id FROM (
            SELECT STRAIGHT_JOIN p.phrase, p.recipient_id FROM award_recipient_phrase p
              JOIN award_recipient r ON r.recipient_id = p.recipient_id
             WHERE p.kind = ? AND p.phrase LIKE ? ${from ? 'AND p.phrase >= ? AND (p.phrase, p.recipient_id) >= (?, ?)' : ''}
               AND p.phrase = ${FOUND_PHRASE}
               AND (SELECT 1 FROM received_award a WHERE a.${column} = p.recipient_id AND ${condition.sql} LIMIT 1) = 1
             ORDER BY p.phrase, p.recipient_id LIMIT ?) c
            JOIN received_award a ON a.${column} = c.recipient_id
           WHERE ${condition.sql} ${from ? 'AND (c.phrase, c.recipient_id, a.id) > (?, ?, ?)' : ''}
           ORDER BY c.phrase, c.recipient_id, a.id LIMIT ?`,
    parameters: [
      kind,
      `${phrase}%`,
      ...(from ? [from.phrase, from.phrase, from.recipientId] : []),
      ` ${phrase}`,
      ...condition.parameters,
      // The cursor's own recipient may have no further award.
      limit + 1,
      ...condition.parameters,
      ...(from ? [from.phrase, from.recipientId, from.id] : []),
      limit,
    ],
  };
}

/**
 * The same page of the awards of each recipient that the caller may see, by merit year: two statements for any number of
 * recipients.
 */
export async function timelines(
  dataSource: DataSource,
  passport: Passport,
  kind: RecipientKind,
  recipientIds: readonly string[],
  page: PageArguments,
): Promise<Page<ReceivedAward>[]> {
  const scope = visibleAwards(passport);
  const column = RECIPIENT_COLUMN[kind];
  const after = page.after ? cursorByYear(page.after) : null;
  const branch = `(SELECT a.id AS id, a.merit_year AS year FROM received_award a WHERE a.${column} = ? AND ${scope.sql}
                    ${after ? 'AND (a.merit_year, a.id) > (?, ?)' : ''} ORDER BY a.merit_year, a.id LIMIT ?)`;
  const rows = await dataSource.query<{ id: string }[]>(
    `${recipientIds.map(() => branch).join(' UNION ALL ')} ORDER BY year, id`,
    recipientIds.flatMap((id) => [id, ...scope.parameters, ...(after ? [after.year, after.id] : []), page.first + 1]),
  );
  const found = await inOrder(
    dataSource,
    rows.map(({ id }) => id),
  );
  const recipientOf = (award: ReceivedAward): string | null =>
    kind === RecipientKind.Person ? award.recipientMemberId : award.recipientUnitId;
  return recipientIds.map((recipientId) =>
    pageOf(
      found.filter((award) => recipientOf(award) === recipientId),
      page.first,
      Boolean(page.after),
      ({ meritYear, id }) => encodeCursor([BY_YEAR, meritYear, id]),
    ),
  );
}

function cursorByYear(after: string): { readonly year: number; readonly id: string } {
  const values = decodeCursor(after, 3);
  const [, year] = values;
  const id = idOf(values, BY_YEAR);
  if (typeof year !== 'number') {
    throw malformedCursor();
  }
  return { year, id };
}
