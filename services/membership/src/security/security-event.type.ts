import { CalendarDateScalar, IsId, PageArguments, connectionOf } from '@thidua/service-kit';
import { IsOptional } from 'class-validator';
import { ArgsType, Field, ID, ObjectType, registerEnumType } from 'type-graphql';

/** Kinds of security events, the same as the contracts' SECURITY_EVENT_KINDS. */
export enum SecurityEventKind {
  SignedIn = 'SIGNED_IN',
  SignedOut = 'SIGNED_OUT',
  TokenRefused = 'TOKEN_REFUSED',
  NotLinked = 'NOT_LINKED',
  Refused = 'REFUSED',
  RateLimited = 'RATE_LIMITED',
  KeysChanged = 'KEYS_CHANGED',
  MandateDelegated = 'MANDATE_DELEGATED',
  DelegationEnded = 'DELEGATION_ENDED',
  MandateSuspended = 'MANDATE_SUSPENDED',
  MandateResumed = 'MANDATE_RESUMED',
  OfficerAppointed = 'OFFICER_APPOINTED',
  OfficeEnded = 'OFFICE_ENDED',
  IdentityLinked = 'IDENTITY_LINKED',
  IdentityUnlinked = 'IDENTITY_UNLINKED',
  AuditExportRequested = 'AUDIT_EXPORT_REQUESTED',
  AuditExportDownloaded = 'AUDIT_EXPORT_DOWNLOADED',
}
registerEnumType(SecurityEventKind, {
  name: 'SecurityEventKind',
  description: 'Loại sự kiện an ninh. Kind of a security event.',
  valuesConfig: {
    SignedIn: { description: 'Đăng nhập. Somebody signed in.' },
    SignedOut: { description: 'Đăng xuất. Somebody signed out.' },
    TokenRefused: { description: 'Mã truy cập bị từ chối. A token was refused: forged, expired or for another use.' },
    NotLinked: { description: 'Tài khoản chưa liên kết với đoàn viên nào. An account that is linked to nobody.' },
    Refused: { description: 'Thao tác bị từ chối vì không đủ quyền. An operation was refused for want of a mandate.' },
    RateLimited: { description: 'Vượt giới hạn tần suất. Too many requests.' },
    KeysChanged: { description: 'Khóa ký thay đổi. The keys that are trusted have changed.' },
    MandateDelegated: { description: 'Ủy quyền chức danh. A mandate was delegated.' },
    DelegationEnded: { description: 'Chấm dứt ủy quyền. A delegation was ended.' },
    MandateSuspended: { description: 'Tạm đình chỉ chức danh. A mandate was suspended.' },
    MandateResumed: { description: 'Khôi phục chức danh. A mandate was resumed.' },
    OfficerAppointed: { description: 'Công nhận chức danh. An officer was appointed.' },
    OfficeEnded: { description: 'Kết thúc chức danh. An office was ended.' },
    IdentityLinked: { description: 'Liên kết tài khoản với đoàn viên. An account was linked to a member.' },
    IdentityUnlinked: { description: 'Gỡ liên kết tài khoản. A member’s link to an account was taken away.' },
    AuditExportRequested: {
      description: 'Được nhận xuất nhật ký kiểm toán. An export of the audit trail was granted.',
    },
    AuditExportDownloaded: { description: 'Tải bản xuất nhật ký kiểm toán. An export of the audit trail was fetched.' },
  },
});

/** One more thing that an event tells. */
@ObjectType({ description: 'Một chi tiết của sự kiện an ninh. One more thing that a security event tells.' })
export class SecurityEventDetail {
  @Field({ description: 'Tên chi tiết, ví dụ officeId. Name, for example officeId.' })
  name: string;
  @Field({ description: 'Giá trị. Value.' })
  value: string;
}

/** An event of the security log. */
@ObjectType({
  description:
    'Một sự kiện trong nhật ký an ninh: chỉ thêm, không bao giờ sửa hay xóa. An event of the security log: only ever added, never changed or removed.',
})
export class SecurityEvent {
  @Field(() => ID, { description: 'Mã định danh (UUID). Id of the event.' })
  id: string;
  @Field(() => Date, { description: 'Thời điểm theo đồng hồ nơi báo cáo (UTC). The reporter’s time, UTC.' })
  at: Date;
  @Field(() => Date, { description: 'Thời điểm ghi vào nhật ký (UTC). When the log took it in, database time, UTC.' })
  recordedAt: Date;
  @Field({ description: 'Tiến trình báo cáo, ví dụ gateway. The process that reported it, for example gateway.' })
  reporter: string;
  @Field(() => SecurityEventKind, { description: 'Loại sự kiện. Kind of the event.' })
  kind: SecurityEventKind;
  @Field(() => String, { nullable: true, description: 'Nơi cấp tài khoản. Issuer of the account concerned.' })
  provider: string | null;
  @Field(() => String, { nullable: true, description: 'Tài khoản tại nơi cấp. The account at the issuer.' })
  subject: string | null;
  @Field(() => String, { nullable: true, description: 'Địa chỉ mạng của người gọi. Network address of the caller.' })
  address: string | null;
  @Field(() => String, { nullable: true, description: 'Tên thao tác. Name of the operation.' })
  operation: string | null;
  @Field(() => String, { nullable: true, description: 'Mã từ chối. Code of the refusal.' })
  code: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Quyền đã dùng hoặc còn thiếu. The permission that was used, or that was missing.',
  })
  permission: string | null;
  @Field(() => ID, { nullable: true, description: 'Ủy nhiệm đã dùng. Id of the mandate acted under.' })
  mandateId: string | null;
  @Field(() => [SecurityEventDetail], { description: 'Các chi tiết khác, theo tên. More, by name.' })
  detail: SecurityEventDetail[];

  memberId: string | null;
  unitId: string | null;
}

/** Page of security events. */
export const SecurityEventConnection = connectionOf(SecurityEvent, 'SecurityEvent', 'sự kiện an ninh');

/** Arguments of the security log. */
@ArgsType()
export class SecurityEventsArguments extends PageArguments {
  @Field(() => ID, {
    nullable: true,
    description:
      'Đơn vị liên quan; null: các sự kiện của toàn hệ thống, không thuộc đơn vị nào. The unit concerned; null: events of the whole system, which concern no unit.',
  })
  @IsOptional()
  @IsId()
  unitId: string | null;
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Kể cả mọi đơn vị bên dưới. Whether all units below are included.',
  })
  includeBelow: boolean;
  @Field(() => [SecurityEventKind], {
    nullable: true,
    description: 'Chỉ các loại này; null: mọi loại. Only these kinds; null: all.',
  })
  kinds: SecurityEventKind[] | null;
  @Field(() => ID, { nullable: true, description: 'Chỉ của người này. Only of this person: who acted.' })
  @IsOptional()
  @IsId()
  memberId: string | null;
  @Field(() => CalendarDateScalar, { nullable: true, description: 'Từ ngày (lịch Việt Nam). From this day on.' })
  from: string | null;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Đến trước ngày này (lịch Việt Nam). Until this day, which is not included.',
  })
  until: string | null;
}
