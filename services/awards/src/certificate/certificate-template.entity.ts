import { Provenance } from '@thidua/service-kit';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { CertificateOrientation } from './certificate.enum';
import type { CertificateWords } from './certificate-text';

/** A template of certificates (mẫu bằng khen, giấy khen): its versions say what is printed. */
@ObjectType({
  description:
    'Mẫu giấy chứng nhận; đơn vị ban hành và cấp dưới dùng được. A template of certificates; its owner and the units under it can use it.',
})
@Entity('certificate_template')
@Index('certificate_template_owner', ['ownerUnitId', 'id'])
export class CertificateTemplate {
  @Field(() => ID, { description: 'Mã mẫu. Id of the template.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'owner_unit_id' })
  ownerUnitId: string;

  @Field({ description: 'Tên mẫu. Name of the template.' })
  @Column('varchar', { length: 255 })
  name: string;

  @Field(() => Int, {
    description:
      'Phiên bản hiện hành; gửi kèm khi sửa. The version in force: send it with a change; a stale one is CONFLICT.',
  })
  @Column('int')
  version: number;

  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  @Column('varchar', { length: 20 })
  provenance: Provenance;
}

/** What a template says since a change; what was printed keeps its version. */
@ObjectType({
  description:
    'Một phiên bản của mẫu: khổ giấy và lời văn với chỗ điền như {recipient}. A version of a template: how the sheet lies, and its words with placeholders such as {recipient}.',
})
@Entity('certificate_template_version')
export class CertificateTemplateVersion implements CertificateWords {
  @PrimaryColumn('uuid', { name: 'template_id' })
  templateId: string;

  @Field(() => Int, { description: 'Số phiên bản, từ 1. Number of the version, from 1.' })
  @PrimaryColumn('int')
  version: number;

  @Field(() => CertificateOrientation, { description: 'Khổ giấy. How the sheet lies.' })
  @Column('varchar', { length: 10 })
  orientation: CertificateOrientation;

  @Field({
    description: 'Dòng chữ ở vị trí biểu trưng: cơ quan khen. What stands at the emblem: whose certificate it is.',
  })
  @Column('varchar', { name: 'emblem_text', length: 300 })
  emblemText: string;

  @Field({ description: 'Tiêu đề, ví dụ BẰNG KHEN. The title.' })
  @Column('varchar', { length: 100 })
  title: string;

  @Field({ description: 'Dòng nêu người được khen, có {recipient}. The lines that name the recipient.' })
  @Column('varchar', { name: 'recipient_text', length: 500 })
  recipientText: string;

  @Field({ description: 'Nội dung khen. For what it is given.' })
  @Column('varchar', { name: 'body_text', length: 2000 })
  bodyText: string;

  @Field({ description: 'Nơi, ngày ký. Place and date.' })
  @Column('varchar', { name: 'place_text', length: 200 })
  placeText: string;

  @Field({ description: 'Thẩm quyền ký, ví dụ TM. BAN CHẤP HÀNH. In whose name it is signed.' })
  @Column('varchar', { name: 'signature_text', length: 300 })
  signatureText: string;

  @Field(() => Date, { description: 'Thời điểm lập phiên bản (UTC). When the version was made.' })
  @Column('datetime', { name: 'recorded_at', precision: 6 })
  recordedAt: Date;
}
