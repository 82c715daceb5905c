import { SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  authoriseOver,
  calendarDateAt,
  type CommandActor,
  type CommandOutcome,
  type Decisions,
  type DecisionTransaction,
  notFound,
  Provenance,
  Refusal,
  refuse,
  sha256,
  type SqlRunner,
  type UnitScopeReader,
} from '@thidua/service-kit';
import type { Passport } from '@thidua/contracts/passport';
import { buffer } from 'node:stream/consumers';
import type { DataSource } from 'typeorm';
import { marks } from '../access/nomination-scope';
import { AwardRecipients } from '../award-type/award-type.enum';
import { NominationList } from '../list/nomination-list.entity';
import { visibleListsByIds } from '../list/nomination-list.query';
import { assertListTakes, MOST_IN_A_LIST, NOMINATION_LIST } from '../list/nomination-list.rules';
import { pathsFromRoot } from '../nomination/lineage.query';
import { Nomination } from '../nomination/nomination.entity';
import { NominationStatus } from '../nomination/nomination.enum';
import { lowestUnder, type NominationOwners } from '../nomination/nomination-owners';
import { useUpload } from '../paper/paper.service';
import type { PaperContents } from '../paper/paper-contents';
import { authoriseChangeOfPapers } from '../paper/paper-owner';
import { inheritParties } from '../paper/paper-parties';
import { expectRecipient } from '../recipient/expected-recipients';
import { EMPTY_REPORT } from '../report/achievement-report.rules';
import { reportColumns } from '../report/nomination-report';
import { NominationVersion } from '../report/nomination-version.entity';
import { LARGEST_IMPORT, readTable } from './nominee-file';
import { type NomineeRow, plain, problemIn, readNominees, type RowProblem } from './nominee-table.rules';

/** The most problems that one answer tells. */
export const MOST_PROBLEMS = 200;
/** The most reasons of one refusal. */
const MOST_REASONS = 50;

/** What the command answers. */
export interface ImportAnswer {
  readonly listId: string;
  readonly imported: number;
}

/** A nominee that can be nominated as it stands. */
export interface ReadyNominee {
  readonly row: number;
  readonly nomineeMemberId: string | null;
  readonly nomineeUnitId: string | null;
  /** The unit to which the person belongs; null for a collective. */
  readonly nomineeHomeUnitId: string | null;
  readonly awardTypeId: string;
  readonly meritYear: number;
  readonly summary: string | null;
}

/** What a file comes to: what would be nominated, and what stands in the way. */
export interface CheckedImport {
  readonly nominees: readonly ReadyNominee[];
  readonly problems: readonly RowProblem[];
}

interface AwardRow {
  readonly id: string;
  readonly code: string;
  readonly recipients: string;
  readonly valid_from: string;
  readonly valid_until: string;
}

/** Imports lists of nominees: all of a file or nothing of it. */
export class NomineeImportService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
    private readonly contents: PaperContents,
    private readonly owners: NominationOwners,
    private readonly units: UnitScopeReader,
  ) {}

  /** What importing the file would come to; nothing is changed. @throws NOT_FOUND, FORBIDDEN, a Refusal for the file. */
  async check(passport: Passport, listId: string, uploadId: string): Promise<CheckedImport> {
    const [list] = await visibleListsByIds(this.dataSource, passport, [listId]);
    if (!list) {
      throw notFound(NOMINATION_LIST, 'listId');
    }
    const today = calendarDateAt(new Date());
    const unitId = list.nominatingUnitId;
    const unit = await this.units.unitInScope(this.dataSource, unitId, today);
    authoriseOver(passport, 'nomination.draft', { unit: unit ?? { unitId, unitPath: '' }, facts: {} });
    const { rows, problems } = await this.readRows(listId, uploadId);
    const members = await this.membersOf(rows);
    const held = await this.held(this.dataSource, list, unit?.unitPath ?? '', today, rows, members);
    return { nominees: held.nominees, problems: [...problems, ...held.problems] };
  }

  /**
   * Imports the file into the list in one transaction: a nomination with a trail of its own for each row, or, when
   * anything is wrong with any row, nothing. The file is read and membership is asked before the transaction; what that
   * came to is judged inside, so that a repeat of a carried out command gets its first answer.
   */
  async import(
    actor: CommandActor,
    input: { readonly commandId: string; readonly listId: string; readonly uploadId: string },
  ): Promise<CommandOutcome<ImportAnswer>> {
    const { listId, uploadId } = input;
    const read = await this.readOrWhyNot(listId, uploadId);
    return this.decisions.run<ImportAnswer>({
      actor,
      operation: 'importNominees',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.NominationList, id: listId },
      decide: async (transaction) => {
        const nominatingUnitId = await authoriseChangeOfPapers(transaction, 'input.listId');
        if (read instanceof Error) {
          throw read;
        }
        await useUpload(transaction, uploadId);
        const list = await transaction.manager.findOneByOrFail(NominationList, { id: listId });
        const { unitPath } = await transaction.unit(nominatingUnitId);
        const { rows, problems, members } = read;
        const held = await this.held(transaction, list, unitPath, transaction.today, rows, members);
        assertNoProblems([...problems, ...held.problems]);
        await assertListTakes(transaction, listId, nominatingUnitId, held.nominees.length);
        const nominationIds = await draftAll(transaction, list, held.nominees);
        return {
          answer: { listId, imported: nominationIds.length },
          audit: { action: 'IMPORT_NOMINEES', after: { uploadId, paperDigest: read.digest, nominationIds } },
        };
      },
    });
  }

  private async readOrWhyNot(listId: string, uploadId: string) {
    try {
      const { rows, problems, digest } = await this.readRows(listId, uploadId);
      return { rows, problems, digest, members: await this.membersOf(rows) };
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  /** @throws NOT_FOUND for an upload that was not sent for this list. */
  private async readRows(listId: string, uploadId: string) {
    const upload = await this.contents.uploadOf(uploadId, 'uploadId');
    if (upload.list_id !== listId) {
      throw notFound({ vi: 'tệp đã tải lên cho danh sách này', en: 'file that was sent for this list' }, 'uploadId');
    }
    if (upload.size > LARGEST_IMPORT) {
      throw refuse('IMPORT_FILE', `Tệp tối đa ${LARGEST_IMPORT} byte.`, `At most ${LARGEST_IMPORT} bytes.`);
    }
    const bytes = await buffer(await this.contents.readUpload(upload));
    return { ...readNominees(await readTable(bytes)), digest: upload.digest };
  }

  private async membersOf(rows: readonly NomineeRow[]) {
    const codes = [...new Set(rows.filter(({ isCollective }) => !isCollective).map(({ code }) => code))];
    return new Map((await this.owners.membersByCode(codes)).map((member) => [member.code, member]));
  }

  /** Holds rows against what there is: three statements for any number of rows. */
  private async held(
    runner: SqlRunner,
    list: NominationList,
    nominatingPath: string,
    today: string,
    rows: readonly NomineeRow[],
    members: ReadonlyMap<string, { memberId: string; fullName: string; unitIds: readonly string[] }>,
  ): Promise<CheckedImport> {
    const awards = new Map((await awardsAbove(runner, nominatingPath, today)).map((award) => [award.code, award]));
    const units = await unitsUnder(runner, nominatingPath, today);
    const unitByCode = new Map(units.map((unit) => [unit.code, unit]));
    const pathOf = new Map(units.map((unit) => [unit.unit_id, unit.path]));
    const there = await alreadyIn(runner, list.id);
    const inFile = new Map<string, number>();
    const nominees: ReadyNominee[] = [];
    const problems: RowProblem[] = [];
    for (const row of rows) {
      const found: RowProblem[] = [];
      const award = awards.get(row.awardCode);
      const member = row.isCollective ? undefined : members.get(row.code);
      const unit = row.isCollective ? unitByCode.get(row.code) : undefined;
      const name = member?.fullName ?? unit?.name;
      if (!award) {
        found.push(
          problemIn(
            row.row,
            'award',
            'AWARD',
            `Không có loại khen thưởng “${row.awardCode}” đang áp dụng cho đơn vị; dùng ký hiệu trong danh mục.`,
            'No award of this code is in force for the unit; use a code of the catalogue.',
          ),
        );
      } else if (award.recipients === (row.isCollective ? AwardRecipients.Individual : AwardRecipients.Collective)) {
        found.push(
          problemIn(
            row.row,
            'award',
            'RECIPIENT',
            `“${row.awardCode}” không tặng cho ${row.isCollective ? 'tập thể' : 'cá nhân'}.`,
            `“${row.awardCode}” is not for a ${row.isCollective ? 'collective' : 'person'}.`,
          ),
        );
      }
      const places = (member?.unitIds ?? []).map((unitId) => ({ unitId, path: pathOf.get(unitId) ?? '' }));
      const nomineeHomeUnitId = lowestUnder(nominatingPath, places);
      if (!(member ? nomineeHomeUnitId : unit)) {
        // That somebody is a member elsewhere is nothing that a list may find out.
        found.push(
          problemIn(
            row.row,
            'code',
            'NOMINEE',
            `Không có ${row.isCollective ? 'đơn vị' : 'đoàn viên'} mang mã “${row.code}” thuộc đơn vị đề nghị hôm nay.`,
            `No ${row.isCollective ? 'unit' : 'member'} of this code belongs to the nominating unit today.`,
          ),
        );
      } else if (row.name && name && plain(row.name) !== plain(name)) {
        found.push(
          problemIn(
            row.row,
            'name',
            'NAME',
            `Tên không khớp với mã “${row.code}”; kiểm tra lại mã, hoặc ghi “${name}”.`,
            `The name is not that of code “${row.code}”; check the code, or write “${name}”.`,
          ),
        );
      }
      const thisYear = Number(today.slice(0, 4));
      const meritYear = row.meritYear ?? thisYear;
      if (meritYear > thisYear) {
        found.push(
          problemIn(row.row, 'year', 'YEAR', `Năm không được sau ${thisYear}.`, `The year is not after ${thisYear}.`),
        );
      }
      const nomineeMemberId = member?.memberId ?? null;
      const nomineeUnitId = unit?.unit_id ?? null;
      if (
        found.length === 0 &&
        award &&
        there.has(keyOf(award.id, meritYear, nomineeMemberId ?? nomineeUnitId ?? ''))
      ) {
        found.push(
          problemIn(row.row, 'code', 'ALREADY_IN_LIST', 'Đã có trong danh sách này.', 'Is in this list already.'),
        );
      }
      const resolved = award && keyOf(award.id, meritYear, nomineeMemberId ?? nomineeUnitId ?? '');
      const earlier = resolved === undefined ? undefined : inFile.get(resolved);
      if (found.length === 0 && earlier !== undefined) {
        // A year that is left blank is known only here.
        found.push(
          problemIn(
            row.row,
            'code',
            'REPEATED',
            `Trùng với dòng ${earlier}; bỏ một dòng.`,
            `The same as row ${earlier}; leave one out.`,
          ),
        );
      }
      if (found.length === 0 && resolved !== undefined) {
        inFile.set(resolved, row.row);
      }
      problems.push(...found);
      if (found.length === 0 && award) {
        nominees.push({
          row: row.row,
          nomineeMemberId,
          nomineeUnitId,
          nomineeHomeUnitId,
          awardTypeId: award.id,
          meritYear,
          summary: row.summary,
        });
      }
    }
    return { nominees, problems };
  }
}

function assertNoProblems(problems: readonly RowProblem[]): void {
  const [first, ...more] = problems.slice(0, MOST_REASONS).map(({ row, column, code, vi, en }) => ({
    code: `IMPORT_${code}`,
    vi: `Dòng ${row}${column ? `, cột ${column}` : ''}: ${vi}`,
    en: `Row ${row}${column ? `, column ${column}` : ''}: ${en}`,
    field: column ? `rows.${row}.${column}` : `rows.${row}`,
  }));
  if (first) {
    throw new Refusal([first, ...more]);
  }
}

function keyOf(awardTypeId: string, meritYear: number, nomineeId: string): string {
  return `${awardTypeId} ${meritYear} ${nomineeId}`;
}

/** Awards that the unit or one above it has defined and that are in force. */
function awardsAbove(runner: SqlRunner, path: string, today: string): Promise<AwardRow[]> {
  const paths = pathsFromRoot(path);
  return paths.length === 0
    ? Promise.resolve([])
    : runner.query<AwardRow[]>(
        `SELECT t.id, t.code, t.recipients, t.valid_from, t.valid_until FROM award_type t
           JOIN unit_projection u ON u.unit_id = t.owner_unit_id AND u.valid_from <= ? AND u.valid_until > ?
          WHERE u.path IN (${marks(paths)}) AND t.valid_from <= ? AND t.valid_until > ?
          ORDER BY CHAR_LENGTH(u.path)`,
        [today, today, ...paths, today, today],
      );
}

function unitsUnder(
  runner: SqlRunner,
  path: string,
  today: string,
): Promise<{ unit_id: string; code: string; name: string; path: string }[]> {
  return path === ''
    ? Promise.resolve([])
    : runner.query(
        `SELECT unit_id, code, name, path FROM unit_projection
          WHERE path LIKE ? AND valid_from <= ? AND valid_until > ? AND status = 'ACTIVE'`,
        [`${path}%`, today, today],
      );
}

async function alreadyIn(runner: SqlRunner, listId: string): Promise<Set<string>> {
  const rows = await runner.query<{ award_type_id: string; merit_year: number; nominee: string }[]>(
    `SELECT award_type_id, merit_year, COALESCE(nominee_member_id, nominee_unit_id) AS nominee FROM nomination
      WHERE list_id = ? LIMIT ${MOST_IN_A_LIST}`,
    [listId],
  );
  return new Set(rows.map(({ award_type_id, merit_year, nominee }) => keyOf(award_type_id, merit_year, nominee)));
}

/** Drafts a nomination for each nominee, each a subject of its own from here on. */
async function draftAll(
  transaction: DecisionTransaction,
  list: NominationList,
  nominees: readonly ReadyNominee[],
): Promise<string[]> {
  const drafts = nominees.map(
    ({ nomineeMemberId, nomineeUnitId, nomineeHomeUnitId, awardTypeId, meritYear, summary }) => ({
      nomination: {
        id: newId(),
        nominatingUnitId: list.nominatingUnitId,
        listId: list.id,
        nomineeMemberId,
        nomineeUnitId,
        nomineeHomeUnitId,
        awardTypeId,
        meritYear,
        cycleId: null,
        state: NominationStatus.Draft,
        draftedBy: transaction.memberId,
        draftedAt: transaction.now,
        provenance: Provenance.Recorded,
      },
      report: reportColumns(EMPTY_REPORT, { summary }),
    }),
  );
  await transaction.manager.insert(
    Nomination,
    drafts.map(({ nomination, report }) => ({ ...nomination, ...report })),
  );
  await transaction.manager.insert(
    NominationVersion,
    drafts.map(({ nomination: { id }, report: { report, achievement } }) => ({
      nominationId: id,
      version: 1,
      report,
      achievementDigest: sha256(achievement),
      savedBy: transaction.memberId,
      savedAt: transaction.now,
    })),
  );
  for (const { nomination, report } of drafts) {
    await expectRecipient(transaction, { memberId: nomination.nomineeMemberId, unitId: nomination.nomineeUnitId });
    await inheritParties(transaction, nomination.id, list.id);
    transaction.begin({
      kind: SubjectKind.Nomination,
      id: nomination.id,
      audit: { action: 'DRAFT', after: { ...nomination, achievementDigest: sha256(report.achievement) } },
    });
  }
  return drafts.map(({ nomination }) => nomination.id);
}
