import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { NominationPaper } from '../paper/paper.entity';
import { ReportPart } from './achievement-report.type';

/** Whether a piece of text stands in both texts or in one. */
export enum TextSegmentKind {
  Same = 'SAME',
  Added = 'ADDED',
  Removed = 'REMOVED',
}
registerEnumType(TextSegmentKind, {
  name: 'TextSegmentKind',
  description: 'Đoạn văn có ở bản nào. In which of two texts a piece stands.',
  valuesConfig: {
    Same: { description: 'Có ở cả hai. In both.' },
    Added: { description: 'Chỉ có ở bản sau. Only in the later one.' },
    Removed: { description: 'Chỉ có ở bản trước. Only in the earlier one.' },
  },
});

/** A piece of a compared text. */
@ObjectType({ description: 'Một đoạn của văn bản được so sánh. A piece of a compared text.' })
export class TextSegment {
  @Field(() => TextSegmentKind, { description: 'Có ở bản nào. In which text it stands.' })
  kind: TextSegmentKind;

  @Field({ description: 'Nguyên văn. The piece itself.' })
  text: string;
}

/** A part of the report that differs. */
@ObjectType({ description: 'Một phần của báo cáo có khác biệt. A part of the report that differs.' })
export class ReportPartDifference {
  @Field(() => ReportPart, { description: 'Phần. The part.' })
  part: ReportPart;

  @Field({ description: 'Bản trước, viết liền; rỗng khi chưa viết. The earlier text; empty when nothing was written.' })
  before: string;

  @Field({ description: 'Bản sau, viết liền; rỗng khi đã xóa. The later text; empty when it was taken away.' })
  after: string;

  @Field(() => [TextSegment], { description: 'So từng từ, theo thứ tự đọc. Word by word, in reading order.' })
  segments: TextSegment[];
}

/** A paper that only one of two revisions has. */
@ObjectType({ description: 'Giấy tờ chỉ có ở một bản. A paper that only one of two revisions has.' })
export class PaperDifference {
  @Field(() => TextSegmentKind, { description: 'ADDED: thêm ở bản sau; REMOVED: bỏ ở bản sau. In which one it is.' })
  change: TextSegmentKind;

  @Field(() => NominationPaper, { description: 'Giấy tờ. The paper.' })
  paper: NominationPaper;
}

/** What two states of a dossier differ in. */
@ObjectType({
  description:
    'Khác biệt giữa hai bản của một hồ sơ, từng phần. What two states of a dossier differ in, part by part; what is the same is left out.',
})
export class DossierComparison {
  @Field(() => [ReportPartDifference], {
    description: 'Các phần của báo cáo có khác biệt. The parts of the report that differ.',
  })
  parts: ReportPartDifference[];

  @Field(() => [PaperDifference], {
    description:
      'Giấy tờ có thêm hoặc bớt giữa hai lần trình; rỗng khi so bản soạn. Papers that only one of two revisions has; none for versions of a draft.',
  })
  papers: PaperDifference[];
}
