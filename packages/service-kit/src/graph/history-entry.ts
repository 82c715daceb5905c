import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import type { StoredAuditEntry } from '../decision/audit-trail';
import type { Page } from './connection';
import { AnchorState, anchorOf, HistoryAnchor, type AnchorsOfStretches } from './history-anchor';
import { DossierDigest, differencesOf, digestsOf, HistoryDifference } from './history-difference';
import { PageInfo } from './shared-types';
import { temporalPageOf } from './temporal-pages';

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
  @Field(() => ID, {
    nullable: true,
    description:
      'Chức danh gốc được ủy quyền; trống khi không ủy quyền. Office that was delegated; null when none was.',
  })
  delegatedOfficeId: string | null;
  @Field(() => Date, {
    nullable: true,
    description: 'Chức danh được đọc lúc nào (UTC). When the mandates that it was done under were read, UTC.',
  })
  mandatesAsOf: Date | null;
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
  @Field(() => [HistoryDifference], {
    description:
      'Khác biệt trước và sau, từng giá trị một, có tên tiếng Việt. What differs between before and after, value by value, to be read by people.',
  })
  differences(): HistoryDifference[] {
    return differencesOf(this.stored.entry.before, this.stored.entry.after);
  }
  @Field(() => [DossierDigest], {
    description: 'Mã băm các văn bản của hồ sơ mà mục này ghi. Digests of the dossier’s texts that the entry holds.',
  })
  dossierDigests(): DossierDigest[] {
    return digestsOf(this.stored.entry.before, this.stored.entry.after);
  }
  @Field(() => String, {
    nullable: true,
    description:
      'Phiên bản quy tắc đã áp dụng, ví dụ phiên bản quy trình; trống khi không có. Version of the rules it was done under, for example a route’s; null where there is none.',
  })
  ruleVersion: string | null;
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
  @Field(() => String, {
    nullable: true,
    description:
      'Trang Temporal của quy trình (của lần chạy khi đã biết); trống khi không có quy trình hoặc chưa cấu hình. Temporal’s page of the workflow, of the run where it is known; null without a workflow, or where no pages are configured.',
  })
  temporalUrl(): string | null {
    return temporalPageOf(this.workflowId, this.runId);
  }
  @Field(() => AnchorState, {
    description:
      'Đã được neo bên ngoài cơ sở dữ liệu chưa; UNANCHORED là chưa được chứng thực. Whether an anchor covers it: what is UNANCHORED is not vouched for yet.',
  })
  async anchorState(): Promise<AnchorState> {
    return (await this.anchor()) === null ? AnchorState.Unanchored : AnchorState.Anchored;
  }
  @Field(() => HistoryAnchor, {
    nullable: true,
    description:
      'Mốc neo đầu tiên bao trùm mục này; null là UNANCHORED. The first anchor that covers it; null says UNANCHORED.',
  })
  async anchor(): Promise<HistoryAnchor | null> {
    return anchorOf(await this.anchors(), this.stored.entry.subjectId, this.sequence);
  }

  /** As it is stored. */
  readonly stored: StoredAuditEntry;
  /** The anchors of everything that was read with it: asked for once, and only when wanted. */
  readonly anchors: () => Promise<AnchorsOfStretches>;
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

/**
 * An audit entry as the graph shows it.
 * @param anchors reads the anchors of what was read with it.
 */
export function historyEntryOf(stored: StoredAuditEntry, anchors: HistoryEntry['anchors']): HistoryEntry {
  const { entry, hash } = stored;
  return Object.assign(new HistoryEntry(), {
    stored,
    anchors,
    sequence: entry.sequence,
    at: new Date(entry.at),
    actorKind: entry.actorKind,
    actorId: entry.actor,
    onBehalfOf: entry.onBehalfOf,
    mandateId: entry.mandateId,
    position: entry.position,
    principalId: entry.delegation?.principalId ?? null,
    delegatedOfficeId: entry.delegation?.officeId ?? null,
    mandatesAsOf: entry.mandatesAsOf === null ? null : new Date(entry.mandatesAsOf),
    operation: entry.operation,
    action: entry.action,
    reason: entry.reason,
    before: jsonText(entry.before),
    after: jsonText(entry.after),
    ruleVersion: entry.ruleVersion,
    decisionNumber: entry.decisionNumber,
    commandId: entry.commandId,
    workflowId: entry.workflowId,
    runId: entry.runId,
    hash,
    previousHash: entry.previousHash,
  });
}
