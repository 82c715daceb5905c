import { Directive, Field, ID, InputType, ObjectType, Int, registerEnumType } from 'type-graphql';
import { GraphQLSafeInt } from 'graphql-scalars';
import { CommandInput } from '../graph/shared-types';

/** How far an export is. */
export enum AuditExportState {
  Queued = 'QUEUED',
  Running = 'RUNNING',
  Done = 'DONE',
  Failed = 'FAILED',
  Expired = 'EXPIRED',
}
registerEnumType(AuditExportState, {
  name: 'AuditExportState',
  description: 'Việc xuất nhật ký đến đâu. How far an export of the audit trail is.',
  valuesConfig: {
    Queued: { description: 'Đang chờ. Waits for a process to take it.' },
    Running: {
      description:
        'Đang xuất; tiến trình dừng giữa chừng thì tiến trình khác làm lại. Being written; when its process dies, another begins it anew.',
    },
    Done: { description: 'Đã xong, tải được. Finished; it can be fetched.' },
    Failed: { description: 'Không xuất được, có lý do. Given up, with the reason.' },
    Expired: { description: 'Đã hết hạn, bản xuất đã xóa. Past its time; the files are gone.' },
  },
});

/** The anchor that an export ends with. */
@Directive('@shareable')
@ObjectType({ description: 'Mốc neo cuối của bản xuất. The last anchor in an export.' })
export class AuditExportAnchor {
  @Field(() => Int, { description: 'Số thứ tự. Its number.' })
  number: number;
  @Field({ description: 'Gốc (SHA-256, hệ 16). Its root, hexadecimal.' })
  root: string;
}

/** An export of a service's audit trail. */
@Directive('@shareable')
@ObjectType({
  description:
    'Một lần xuất toàn bộ nhật ký của một phân hệ, để kiểm chứng ngoại tuyến. An export of the whole audit trail of one service, to be verified offline.',
})
export class AuditExport {
  @Field(() => ID, { description: 'Mã. Id of the export.' })
  id: string;
  @Field({ description: 'Phân hệ: membership, finance, emulation, awards. The service.' })
  service: string;
  @Field(() => AuditExportState, { description: 'Đến đâu. How far it is.' })
  state: AuditExportState;
  @Field(() => ID, { description: 'Đoàn viên yêu cầu. Member who asked for it.' })
  requestedById: string;
  @Field(() => Date, { description: 'Thời điểm yêu cầu (UTC). When it was asked for.' })
  requestedAt: Date;
  @Field(() => GraphQLSafeInt, { description: 'Số mục đã xuất. Entries written so far.' })
  entriesDone: number;
  @Field(() => GraphQLSafeInt, {
    description:
      'Số mục khi yêu cầu; bản xuất có thể thêm vài mục mới. Entries there were when it was asked for; a few newer ones may be in it.',
  })
  entriesTotal: number;
  @Field(() => String, {
    nullable: true,
    description:
      'Thư mục của bản xuất trong AUDIT_EXPORT_DIRECTORY của phân hệ; null khi chưa xong hoặc đã xóa. Folder of the export in the service’s AUDIT_EXPORT_DIRECTORY; null until it is done and once it is gone.',
  })
  folder: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Đường dẫn tại cổng để tải bản xuất (một tệp tar) bằng quyền xuất nhật ký; mỗi lượt tải được ghi vào nhật ký an ninh. Null khi chưa xong hoặc đã xóa. Path at the gateway where whoever may export fetches it, as one tar file; the security log records each download. Null until it is done and once it is gone.',
  })
  documentPath: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'SHA-256 của manifest.json, để so khi nhận bản xuất. SHA-256 of manifest.json: what is handed over must have it.',
  })
  manifestDigest: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Dấu vân tay của khóa đã ký; so với bản đã công bố. Fingerprint of the key that signed it.',
  })
  keyId: string | null;
  @Field(() => AuditExportAnchor, {
    nullable: true,
    description: 'Mốc neo cuối; null khi chưa có mốc nào. Its last anchor; null when there is none.',
  })
  lastAnchor: AuditExportAnchor | null;
  @Field(() => Date, { nullable: true, description: 'Thời điểm xong (UTC). When it was finished.' })
  finishedAt: Date | null;
  @Field(() => Date, { nullable: true, description: 'Khi nào tệp bị xóa (UTC). When the files are removed.' })
  expiresAt: Date | null;
  @Field(() => String, {
    nullable: true,
    description: 'Vì sao lần thử gần nhất không thành. Why the last attempt failed.',
  })
  lastError: string | null;
}

/** Input of the requests for an export. */
@InputType({ description: 'Yêu cầu xuất nhật ký. The request for an export.' })
export class RequestAuditExportInput extends CommandInput {
  @Field({
    description: 'Lý do, ghi vào nhật ký, 1–2.000 ký tự. Why: it is kept in the audit trail, 1 to 2,000 characters.',
  })
  reason: string;
}

/** The success member of the requests' results. */
@Directive('@shareable')
@ObjectType({ description: 'Đã nhận yêu cầu. The request was taken.' })
export class RequestAuditExportSuccess {
  @Field(() => AuditExport, { description: 'Việc xuất. The export.' })
  auditExport: AuditExport;
}
