import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What became of an upload. */
export enum PaperUploadState {
  Open = 'OPEN',
  Used = 'USED',
}
registerEnumType(PaperUploadState, {
  name: 'PaperUploadState',
  description: 'Tình trạng của một lần tải lên. What became of an upload.',
  valuesConfig: {
    Open: { description: 'Đang nhận các phần. Its parts are being taken in.' },
    Used: { description: 'Đã dùng để đính kèm hoặc nhập danh sách. It was attached or imported.' },
  },
});

/** A file that somebody is sending in parts, for a nomination or a list. */
@ObjectType({
  description:
    'Một tệp đang tải lên theo từng phần 1 MiB: PUT /papers/uploads/<id>/parts/<số>; giữ 24 giờ. A file that is sent in parts of 1 MiB; kept for 24 hours.',
})
@Entity('paper_upload')
@Index('paper_upload_person', ['uploadedBy', 'state'])
@Index('paper_upload_expiry', ['expiresAt'])
export class PaperUpload {
  @Field(() => ID, { description: 'Mã lần tải lên. Id of the upload.' })
  @PrimaryColumn('uuid')
  id: string;

  /** Exactly one of the two. */
  @Column('uuid', { name: 'nomination_id', nullable: true })
  nominationId: string | null;

  @Column('uuid', { name: 'list_id', nullable: true })
  listId: string | null;

  @Column('varchar', { name: 'file_name', length: 255 })
  fileName: string;

  @Field(() => Int, { description: 'Kích thước đã báo, byte. Size as announced, in bytes.' })
  @Column('int')
  size: number;

  @Field({ description: 'Mã băm SHA-256 đã báo (hệ 16). SHA-256 as announced, hexadecimal.' })
  @Column('char', { length: 64 })
  digest: string;

  @Column('uuid', { name: 'uploaded_by' })
  uploadedBy: string;

  @Field(() => PaperUploadState, { description: 'Tình trạng. What became of it.' })
  @Column('varchar', { length: 10 })
  state: PaperUploadState;

  @Column('datetime', { name: 'begun_at', precision: 6 })
  begunAt: Date;

  @Field(() => Date, {
    description: 'Sau thời điểm này (UTC) mà chưa dùng thì bị xóa. When it is thrown away unless it was used.',
  })
  @Column('datetime', { name: 'expires_at', precision: 6 })
  expiresAt: Date;
}

/** A part: written down before its bytes are stored, so that nothing is stored that no row tells of. */
@Entity('paper_upload_part')
export class PaperUploadPart {
  @PrimaryColumn('uuid', { name: 'upload_id' })
  uploadId: string;

  @PrimaryColumn('int')
  number: number;

  @Column('char', { length: 64 })
  digest: string;

  @Column('tinyint', { name: 'has_arrived', default: 0 })
  hasArrived: boolean;
}

/** Content that is kept under its digest, whoever refers to it. */
@Entity('stored_file')
@Index('stored_file_keep', ['keepUntil'])
export class StoredFile {
  @PrimaryColumn('char', { length: 64 })
  digest: string;

  @Column('int')
  size: number;

  /** Until when it is kept though no paper refers to it; 9999-12-31 once one does. */
  @Column('datetime', { name: 'keep_until', precision: 6 })
  keepUntil: Date;

  /** Set while its content is being taken away: from then on nobody may rely on it. */
  @Column('tinyint', { name: 'is_leaving', default: 0 })
  isLeaving: boolean;
}
