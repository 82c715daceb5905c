import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { PaperKind } from '../award-type/award-type.enum';

/** A paper of a dossier: of one nomination, or shared by a list. Its content stands under its digest, once. */
@ObjectType({
  description:
    'Giấy tờ của hồ sơ hoặc dùng chung của danh sách; nội dung tải tại /papers/<id>. A paper of a nomination, or shared by a list; its content is at /papers/<id>.',
})
@Entity('nomination_paper')
@Index('nomination_paper_nomination', ['nominationId', 'id'])
@Index('nomination_paper_list', ['listId', 'id'])
@Index('nomination_paper_digest', ['digest'])
export class NominationPaper {
  @Field(() => ID, { description: 'Mã giấy tờ. Id of the paper.' })
  @PrimaryColumn('uuid')
  id: string;

  /** Exactly one of the two. */
  @Column('uuid', { name: 'nomination_id', nullable: true })
  nominationId: string | null;

  @Column('uuid', { name: 'list_id', nullable: true })
  listId: string | null;

  @Field(() => PaperKind, { description: 'Loại giấy tờ. What it is.' })
  @Column('varchar', { length: 30 })
  kind: PaperKind;

  @Field({ description: 'Tên tệp khi tải về, tối đa 160 ký tự. Name under which it is saved, at most 160 characters.' })
  @Column('varchar', { name: 'file_name', length: 200 })
  fileName: string;

  @Field({ description: 'Mã băm SHA-256 của nội dung (hệ 16). SHA-256 of the content, hexadecimal.' })
  @Column('char', { length: 64 })
  digest: string;

  @Field(() => Int, { description: 'Kích thước, byte. Size in bytes.' })
  @Column('int')
  size: number;

  @Field({ description: 'Loại nội dung, nhận ra từ chính nội dung. Media type, found in the content itself.' })
  @Column('varchar', { name: 'media_type', length: 100 })
  mediaType: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'Biên bản: số người thuộc thành phần họp, 1–999; null với giấy tờ khác. Minutes: how many belong to the meeting.',
  })
  @Column('int', { name: 'vote_members', nullable: true })
  voteMembers: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Biên bản: số phiếu tán thành, 0–999; null với giấy tờ khác. Minutes: votes in favour.',
  })
  @Column('int', { name: 'vote_yes', nullable: true })
  voteYes: number | null;

  @Column('uuid', { name: 'attached_by' })
  attachedBy: string;

  @Field(() => Date, { description: 'Thời điểm đính kèm (UTC). When it was attached.' })
  @Column('datetime', { name: 'attached_at', precision: 6 })
  attachedAt: Date;

  @Column('uuid', { name: 'removed_by', nullable: true })
  removedBy: string | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'Thời điểm gỡ khỏi hồ sơ (UTC); các lần trình trước vẫn giữ. When it was removed from the dossier; earlier revisions keep it.',
  })
  @Column('datetime', { name: 'removed_at', precision: 6, nullable: true })
  removedAt: Date | null;
}

/** Who signed the minutes: a party to the nomination, so they never judge it. */
@Entity('nomination_paper_signatory')
export class NominationPaperSignatory {
  @PrimaryColumn('uuid', { name: 'paper_id' })
  paperId: string;

  @PrimaryColumn('uuid', { name: 'member_id' })
  memberId: string;
}

/** The papers of a revision as it was submitted: its own and its list's, whatever becomes of them later. */
@Entity('nomination_revision_paper')
@Index('nomination_revision_paper_paper', ['paperId'])
export class NominationRevisionPaper {
  @PrimaryColumn('uuid', { name: 'nomination_id' })
  nominationId: string;

  @PrimaryColumn('int')
  number: number;

  @PrimaryColumn('uuid', { name: 'paper_id' })
  paperId: string;
}
