import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { readAudit, readAuditOfSubjects, type StoredAuditEntry } from '../decision/audit-trail';
import { badInput } from '../errors';
import type { SqlRunner } from '../identity/unit-scope';
import { type Page, type PageArguments, decodeCursor, encodeCursor, pageOf } from './connection';
import { PageInfo } from './shared-types';

/** One entry of a subject's audit trail (nhật ký quyết định). */
@Directive('@shareable')
@ObjectType({
  description:
    'Một mục trong nhật ký của đối tượng: ai làm gì, khi nào, theo ủy quyền nào. One entry of a subject’s audit trail: who did what, when, under which mandate; never changed afterwards.',
})
export class HistoryEntry {
  @Field(() => Int, { description: 'Số thứ tự từ 1, không ngắt quãng. Sequence from 1 without a gap.' })
  sequence: number;
  @Field(() => Date, { description: 'Thời điểm theo đồng hồ cơ sở dữ liệu (UTC). Database time, UTC.' })
  at: Date;
  @Field({ description: 'Loại người thực hiện: person, timer hoặc system. Kind of actor: person, timer or system.' })
  actorKind: string;
  @Field({
    description:
      'Mã đoàn viên của người thực hiện, hoặc tên của bộ hẹn giờ, tiến trình. Member id of the person, or the name of the timer or process.',
  })
  actorId: string;
  @Field(() => ID, { nullable: true, description: 'Đơn vị được nhân danh. Unit on whose behalf the actor acted.' })
  onBehalfOf: string | null;
  @Field(() => ID, { nullable: true, description: 'Ủy quyền đã dùng (mã chức danh). Mandate used: the officer’s id.' })
  mandateId: string | null;
  @Field(() => String, { nullable: true, description: 'Chức danh của ủy quyền. Position that gave the mandate.' })
  position: string | null;
  @Field(() => ID, {
    nullable: true,
    description:
      'Đoàn viên đã ủy quyền chức danh; trống khi người thực hiện tự giữ chức danh. Member who delegated the mandate; null when the actor held it in their own right.',
  })
  principalId: string | null;
  @Field({ description: 'Lệnh, ví dụ signPledge. The operation.' })
  operation: string;
  @Field({ description: 'Việc đã làm, ví dụ SIGN. What was done.' })
  action: string;
  @Field(() => String, { nullable: true, description: 'Lý do người thực hiện nêu. The reason given.' })
  reason: string | null;
  @Field(() => String, { nullable: true, description: 'Trước khi thay đổi, dạng JSON. Before the change, as JSON.' })
  before: string | null;
  @Field(() => String, { nullable: true, description: 'Sau khi thay đổi, dạng JSON. After the change, as JSON.' })
  after: string | null;
  @Field(() => Int, {
    nullable: true,
    description:
      'Số thứ tự quyết định chuyển đến quy trình; trống nếu lệnh không chuyển bước. Number of the decision that reached the workflow; null where no workflow is concerned.',
  })
  decisionNumber: number | null;
  @Field(() => ID, { description: 'Khóa chống lặp của lệnh. The command’s id.' })
  commandId: string;
  @Field(() => String, { nullable: true, description: 'Mã quy trình Temporal. Id of the workflow.' })
  workflowId: string | null;
  @Field(() => String, { nullable: true, description: 'Mã lần chạy, khi đã biết. Run of the workflow, once known.' })
  runId: string | null;
  @Field({ description: 'SHA-256 của mục này (hệ 16). SHA-256 of this entry, hexadecimal.' })
  hash: string;
  @Field({ description: 'SHA-256 của mục trước; 64 số 0 ở mục đầu. Hash of the entry before; 64 zeros at the first.' })
  previousHash: string;
}

/** An entry with its cursor. */
@Directive('@shareable')
@ObjectType({ description: 'Một mục nhật ký và con trỏ của nó. An entry of the history and its cursor.' })
export class HistoryEntryEdge {
  @Field({ description: 'Con trỏ của mục. Cursor of the item; opaque.' })
  cursor: string;
  @Field(() => HistoryEntry, { description: 'Mục nhật ký. The entry.' })
  node: HistoryEntry;
}

/** A page of a subject's history. */
@Directive('@shareable')
@ObjectType({
  description: 'Một trang nhật ký, theo thứ tự phát sinh. A page of a subject’s history, oldest entry first.',
})
export class HistoryEntryConnection implements Page<HistoryEntry> {
  @Field(() => [HistoryEntryEdge], { description: 'Các mục với con trỏ. The entries with their cursors.' })
  edges: HistoryEntryEdge[];
  @Field(() => [HistoryEntry], { description: 'Các mục nhật ký. The entries without their cursors.' })
  nodes: HistoryEntry[];
  @Field(() => PageInfo, { description: 'Vị trí của trang. Where the page stands in the list.' })
  pageInfo: PageInfo;
}

function jsonText(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

/** An audit entry as the graph shows it. */
export function historyEntryOf({ entry, hash }: StoredAuditEntry): HistoryEntry {
  return Object.assign(new HistoryEntry(), {
    sequence: entry.sequence,
    at: new Date(entry.at),
    actorKind: entry.actorKind,
    actorId: entry.actor,
    onBehalfOf: entry.onBehalfOf,
    mandateId: entry.mandateId,
    position: entry.position,
    principalId: entry.delegation?.principalId ?? null,
    operation: entry.operation,
    action: entry.action,
    reason: entry.reason,
    before: jsonText(entry.before),
    after: jsonText(entry.after),
    decisionNumber: entry.decisionNumber,
    commandId: entry.commandId,
    workflowId: entry.workflowId,
    runId: entry.runId,
    hash,
    previousHash: entry.previousHash,
  });
}

function sequenceAfter(after: string | null): number {
  if (!after) {
    return 0;
  }
  const [value] = decodeCursor(after, 1);
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw badInput({
      field: 'after',
      vi: 'Con trỏ không hợp lệ; hãy dùng endCursor của trang trước.',
      en: 'The cursor is malformed; use the endCursor of the page before.',
    });
  }
  return value;
}

function pageOfEntries(found: readonly StoredAuditEntry[], { first, after }: PageArguments): Page<HistoryEntry> {
  return pageOf(found.map(historyEntryOf), first, Boolean(after), (entry) => encodeCursor([entry.sequence]));
}

/**
 * A page of a subject's history, oldest entry first. Who may see the subject is the caller's business.
 * @throws BAD_USER_INPUT for a cursor that this list did not write.
 */
export async function historyPage(
  runner: SqlRunner,
  subjectId: string,
  page: PageArguments,
): Promise<Page<HistoryEntry>> {
  return pageOfEntries(await readAudit(runner, subjectId, sequenceAfter(page.after), page.first + 1), page);
}

/**
 * The same page of several subjects' histories in one statement, in the order of the ids: for a DataLoader.
 * @throws BAD_USER_INPUT for a cursor that this list did not write.
 */
export async function historyPages(
  runner: SqlRunner,
  subjectIds: readonly string[],
  page: PageArguments,
): Promise<Page<HistoryEntry>[]> {
  const found = await readAuditOfSubjects(runner, subjectIds, sequenceAfter(page.after), page.first + 1);
  return subjectIds.map((id) => pageOfEntries(found.get(id) ?? [], page));
}
