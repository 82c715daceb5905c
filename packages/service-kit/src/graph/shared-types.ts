import { Directive, Field, ID, InputType, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { TaskStatus } from '../decision/task.entity';

/** Where a row comes from. */
export enum Provenance {
  /** Recorded by a person or a workflow through the product. */
  Recorded = 'RECORDED',
  /** Taken from a published source, which is named. */
  Source = 'SOURCE',
  /** Generated for demonstration: never a fact. */
  Demonstration = 'DEMONSTRATION',
}
registerEnumType(Provenance, {
  name: 'Provenance',
  description: 'Nguồn gốc dữ liệu. Where a row comes from.',
  valuesConfig: {
    Recorded: { description: 'Ghi nhận qua hệ thống. Recorded through the product.' },
    Source: { description: 'Lấy từ nguồn đã công bố. Taken from a published source.' },
    Demonstration: { description: 'Dữ liệu minh họa, không phải sự thật. Generated for demonstration, never a fact.' },
  },
});

/** How far a decision has travelled. */
export enum RoutingState {
  Done = 'DONE',
  Accepted = 'ACCEPTED',
  None = 'NONE',
}
registerEnumType(RoutingState, {
  name: 'RoutingState',
  description: 'Quyết định đã đi đến đâu. How far a decision has travelled.',
  valuesConfig: {
    Done: { description: 'Bước kế tiếp đã mở. The next stage is open.' },
    Accepted: {
      description:
        'Đã ghi nhận chắc chắn, đang chuyển bước. Committed for good and on its way; ask again for the next stage.',
    },
    None: { description: 'Lệnh này không chuyển bước nào. The command moves no workflow.' },
  },
});
registerEnumType(TaskStatus, {
  name: 'TaskStatus',
  description: 'Tình trạng nhiệm vụ. Whether a task still waits.',
  valuesConfig: {
    Open: { description: 'Đang chờ xử lý. Waits for a decision.' },
    Completed: { description: 'Đã xử lý. Completed by a person or a timer.' },
    Cancelled: { description: 'Không còn cần thiết. No longer needed.' },
  },
});

/** A reason in words. */
@Directive('@shareable')
@ObjectType({ description: 'Lý do, bằng lời. A reason in words why something was refused.' })
export class RefusalReason {
  @Field({ description: 'Mã ổn định của lý do. Stable machine name of the reason.' })
  code: string;
  @Field({ description: 'Lý do bằng tiếng Việt. The reason in Vietnamese.' })
  vi: string;
  @Field({ description: 'Lý do bằng tiếng Anh. The reason in English.' })
  en: string;
  @Field(() => String, {
    nullable: true,
    description: 'Trường dữ liệu liên quan, ví dụ input.year. Path of the input field concerned, when there is one.',
  })
  field: string | null;
}

/** The refusal member of every command's result union: nothing was changed. */
@Directive('@shareable')
@ObjectType({
  description:
    'Lệnh bị từ chối vì lý do nghiệp vụ; không có gì thay đổi. The command was refused for a business reason; nothing was changed.',
})
export class CommandRefused {
  @Field(() => [RefusalReason], { description: 'Các lý do, ít nhất một. The reasons, at least one.' })
  reasons: RefusalReason[];
}

/** Position in a list. */
@Directive('@shareable')
@ObjectType({ description: 'Vị trí trong danh sách. Where a page stands in its list (Relay).' })
export class PageInfo {
  @Field({ description: 'Còn trang sau hay không. Whether there are more items after this page.' })
  hasNextPage: boolean;
  @Field({ description: 'Có trang trước hay không. Whether this page begins after a cursor.' })
  hasPreviousPage: boolean;
  @Field(() => String, { nullable: true, description: 'Con trỏ của mục đầu. Cursor of the first item of the page.' })
  startCursor: string | null;
  @Field(() => String, { nullable: true, description: 'Con trỏ của mục cuối. Cursor of the last item of the page.' })
  endCursor: string | null;
}

/** Every command's input begins with this. */
@InputType({ description: 'Phần chung của mọi lệnh. What every command’s input begins with.' })
export abstract class CommandInput {
  @Field(() => ID, {
    description:
      'Khóa chống lặp do bên gọi tạo (UUID viết thường, phiên bản 4 hoặc 7), mới cho mỗi lệnh; gửi lại cùng khóa và cùng nội dung sẽ nhận lại câu trả lời đầu tiên. The caller’s idempotency key, a lower-case UUID of version 4 or 7, new for each command; the same key with the same input returns the first answer, with another input CONFLICT.',
  })
  commandId: string;
}

/** A task of any domain. */
@InterfaceType({
  description: 'Nhiệm vụ chờ quyết định, thuộc mọi lĩnh vực. A task that awaits a decision, of any domain.',
})
export abstract class Task {
  @Field(() => ID, { description: 'Mã nhiệm vụ. Id of the task.' })
  id: string;
  @Field({ description: 'Loại nhiệm vụ, ví dụ SIGN_PLEDGE. Kind of task.' })
  kind: string;
  @Field({ description: 'Bước trong quy trình. Stage of the route.' })
  stage: string;
  @Field(() => ID, { description: 'Đối tượng của nhiệm vụ. Id of the subject.' })
  subjectId: string;
  @Field(() => ID, { description: 'Đơn vị phải xử lý. Id of the unit whose officers may act.' })
  unitId: string;
  @Field({ description: 'Quyền cần có để xử lý. Permission that the actor’s mandate must grant.' })
  permission: string;
  @Field(() => TaskStatus, { description: 'Tình trạng. Whether it still waits.' })
  status: TaskStatus;
  @Field(() => Int, {
    description: 'Phiên bản; gửi kèm khi quyết định. Version: send it with the decision; a stale one is CONFLICT.',
  })
  version: number;
  @Field(() => ID, { nullable: true, description: 'Người đã nhận việc. Member who claimed it, if anybody.' })
  assigneeId: string | null;
  @Field(() => Date, { nullable: true, description: 'Hạn xử lý (UTC). When it is due; null without a deadline.' })
  dueAt: Date | null;
  @Field(() => Date, { nullable: true, description: 'Thời điểm bị ghi là quá hạn (UTC). When it was marked overdue.' })
  overdueAt: Date | null;
  @Field(() => Date, { description: 'Thời điểm mở (UTC). When it was opened.' })
  openedAt: Date;
  @Field(() => Date, { nullable: true, description: 'Thời điểm kết thúc (UTC). When it ended.' })
  completedAt: Date | null;
  @Field(() => String, { nullable: true, description: 'Kết quả, ví dụ APPROVED. What it ended with.' })
  outcome: string | null;
}
