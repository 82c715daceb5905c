import { CommandInput, IsId, IsWords } from '@thidua/service-kit';
import { ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { CertificateOrientation } from './certificate.enum';
import type { CertificateWords } from './certificate-text';

/** The words and the shape of a template. */
@InputType({
  description:
    'Lời văn và khổ giấy; chỗ điền: {recipient} {unit} {award} {year} {body} {decision} {day} {month} {signedYear} {signatory}; dòng chỉ có chỗ điền trống thì bỏ. Words and shape of a template; a line with nothing but empty placeholders is left out.',
})
export class CertificateContentInput implements CertificateWords {
  @Field(() => CertificateOrientation, {
    defaultValue: CertificateOrientation.Landscape,
    description: 'Khổ giấy; mặc định ngang. How the sheet lies; landscape by default.',
  })
  orientation: CertificateOrientation;

  @Field({ description: 'Dòng chữ ở vị trí biểu trưng, 1–300 ký tự. What stands at the emblem.' })
  @IsWords(300)
  emblemText: string;

  @Field({ description: 'Tiêu đề, 1–100 ký tự. The title.' })
  @IsWords(100)
  title: string;

  @Field({ description: 'Dòng nêu người được khen, phải có {recipient}, 1–500 ký tự. Names the recipient.' })
  @IsWords(500)
  recipientText: string;

  @Field({ description: 'Nội dung khen, 1–2.000 ký tự. For what it is given.' })
  @IsWords(2000)
  bodyText: string;

  @Field({ description: 'Nơi, ngày ký, 1–200 ký tự. Place and date.' })
  @IsWords(200)
  placeText: string;

  @Field({ description: 'Thẩm quyền ký, 1–300 ký tự. In whose name it is signed.' })
  @IsWords(300)
  signatureText: string;
}

/** A template to define. */
@InputType({ description: 'Mẫu giấy chứng nhận mới. A new template of certificates.' })
export class DefineCertificateTemplateInput extends CommandInput {
  @Field(() => ID, { description: 'Đơn vị ban hành mẫu. Unit that defines it; it and those under it can use it.' })
  @IsId()
  ownerUnitId: string;

  @Field({ description: 'Tên mẫu, duy nhất trong đơn vị, 1–255 ký tự. Name, unique for its owner.' })
  @IsWords(255)
  name: string;

  @Field(() => CertificateContentInput, { description: 'Lời văn và khổ giấy. Words and shape.' })
  @ValidateNested()
  content: CertificateContentInput;
}

/** A change of a template. */
@InputType({
  description:
    'Sửa mẫu: thành phiên bản mới; giấy đã cấp giữ phiên bản cũ. A change: a new version; what was issued keeps its own.',
})
export class ChangeCertificateTemplateInput extends CommandInput {
  @Field(() => ID, { description: 'Mẫu cần sửa. The template.' })
  @IsId()
  templateId: string;

  @Field(() => Int, {
    description: 'Phiên bản đang sửa; đã cũ là CONFLICT. The version that is changed; a stale one is CONFLICT.',
  })
  version: number;

  @Field(() => CertificateContentInput, { description: 'Lời văn và khổ giấy. Words and shape.' })
  @ValidateNested()
  content: CertificateContentInput;
}
