import {
  CommandRefused,
  calendarDateAt,
  connectionOf,
  IsId,
  authorise,
  keysetPage,
  notFound,
  type Page,
  PageArguments,
  RequiresPermission,
  refusable,
} from '@thidua/service-kit';
import { IsOptional } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  createUnionType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { AwardsContext } from '../graph/awards-context';
import { IdArgument } from '../graph/id.argument';
import { ReceivedAward } from '../registry/received-award.entity';
import { UnionUnit } from '../union-unit/union-unit.type';
import { Certificate, CertificateBatch } from './certificate.entity';
import { CertificateBatchState } from './certificate.enum';
import { RequestCertificatesInput } from './certificate.input';
import { verificationUrl } from './certificate.reader';
import type { CertificateService } from './certificate.service';
import { CertificateTemplate, CertificateTemplateVersion } from './certificate-template.entity';
import { ChangeCertificateTemplateInput, DefineCertificateTemplateInput } from './certificate-template.input';
import {
  type CertificateTemplateAnswer,
  type CertificateTemplateService,
  TEMPLATE,
} from './certificate-template.service';

const CertificateTemplateConnection = connectionOf(CertificateTemplate, 'CertificateTemplate', 'mẫu giấy chứng nhận');

const INPUT = { description: 'Nội dung lệnh. The command’s input.' };
const BATCH = { vi: 'lô giấy chứng nhận', en: 'batch of certificates' };
/** Where the gateway serves this service's documents. */
const GATEWAY_DOCUMENTS = '/documents/awards/';

@ArgsType()
class CertificateTemplatesArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: 'Chỉ mẫu của đơn vị này. Only those of this unit.' })
  @IsOptional()
  @IsId()
  ownerUnitId?: string | null;
}

@ObjectType({ description: 'Đã lập mẫu. The template was defined.' })
class DefineCertificateTemplateSuccess {
  @Field(() => CertificateTemplate, { description: 'Mẫu. The template.' })
  template: CertificateTemplate;
}

@ObjectType({ description: 'Đã sửa mẫu. The template was changed.' })
class ChangeCertificateTemplateSuccess {
  @Field(() => CertificateTemplate, { description: 'Mẫu, với phiên bản mới. The template with its new version.' })
  template: CertificateTemplate;
}

@ObjectType({ description: 'Đã nhận yêu cầu. The certificates will be made.' })
class RequestCertificatesSuccess {
  @Field(() => CertificateBatch, { description: 'Lô đang chờ lập. The batch that waits to be made.' })
  batch: CertificateBatch;
}

const DefineCertificateTemplateResult = createUnionType({
  name: 'DefineCertificateTemplateResult',
  description: 'Đã lập mẫu, hoặc bị từ chối có lý do. Defined, or refused with reasons.',
  types: () => [DefineCertificateTemplateSuccess, CommandRefused] as const,
});
const ChangeCertificateTemplateResult = createUnionType({
  name: 'ChangeCertificateTemplateResult',
  description: 'Đã sửa mẫu, hoặc bị từ chối có lý do. Changed, or refused with reasons.',
  types: () => [ChangeCertificateTemplateSuccess, CommandRefused] as const,
});
const RequestCertificatesResult = createUnionType({
  name: 'RequestCertificatesResult',
  description: 'Đã nhận yêu cầu, hoặc bị từ chối có lý do. Accepted, or refused with reasons.',
  types: () => [RequestCertificatesSuccess, CommandRefused] as const,
});

/** Templates of certificates. */
@Resolver(() => CertificateTemplate)
export class CertificateTemplateResolver {
  constructor(private readonly templates: CertificateTemplateService) {}

  @RequiresPermission('graph.read')
  @Query(() => CertificateTemplateConnection, {
    description: 'Các mẫu giấy chứng nhận, cũ trước mới sau. Templates of certificates, oldest first.',
  })
  certificateTemplates(
    @Args(() => CertificateTemplatesArguments) { ownerUnitId, ...page }: CertificateTemplatesArguments,
    @Ctx() { dataSource }: AwardsContext,
  ): Promise<Page<CertificateTemplate>> {
    const query = dataSource.manager.createQueryBuilder(CertificateTemplate, 'template').where('TRUE');
    if (ownerUnitId) {
      query.andWhere('template.ownerUnitId = :ownerUnitId', { ownerUnitId });
    }
    return keysetPage(query, page, [{ column: 'template.id', read: (template) => template.id }]);
  }

  @RequiresPermission('certificate-template.define')
  @Mutation(() => DefineCertificateTemplateResult, {
    description: 'Lập mẫu giấy chứng nhận. Defines a template of certificates.',
  })
  defineCertificateTemplate(
    @Arg('input', () => DefineCertificateTemplateInput, INPUT) input: DefineCertificateTemplateInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return refusable(async () => {
      const { answer } = await this.templates.define({ kind: 'person', passport: context.passport }, input);
      return Object.assign(new DefineCertificateTemplateSuccess(), { template: await fresh(context, answer) });
    });
  }

  @RequiresPermission('certificate-template.define')
  @Mutation(() => ChangeCertificateTemplateResult, {
    description:
      'Sửa mẫu thành phiên bản mới; giấy đã cấp không đổi. Changes a template from now on; what was issued keeps its version.',
  })
  changeCertificateTemplate(
    @Arg('input', () => ChangeCertificateTemplateInput, INPUT) input: ChangeCertificateTemplateInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return refusable(async () => {
      const { answer } = await this.templates.change({ kind: 'person', passport: context.passport }, input);
      return Object.assign(new ChangeCertificateTemplateSuccess(), { template: await fresh(context, answer) });
    });
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị ban hành mẫu. The unit that defined it.' })
  owner(@Root() { ownerUnitId }: CertificateTemplate): UnionUnit {
    return { id: ownerUnitId };
  }

  @FieldResolver(() => CertificateTemplateVersion, {
    description: 'Lời văn và khổ giấy hiện hành. The words and the shape in force.',
  })
  async content(
    @Root() { id, version }: CertificateTemplate,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<CertificateTemplateVersion> {
    const versions = await loaders.certificateTemplateVersions.load(id);
    const current = versions.find((each) => each.version === version);
    if (!current) {
      throw notFound(TEMPLATE);
    }
    return current;
  }

  @FieldResolver(() => [CertificateTemplateVersion], {
    description: 'Mọi phiên bản, cũ trước. Every version, oldest first.',
  })
  versions(
    @Root() { id }: CertificateTemplate,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<CertificateTemplateVersion[]> {
    return loaders.certificateTemplateVersions.load(id);
  }
}

async function fresh(context: AwardsContext, { templateId }: CertificateTemplateAnswer): Promise<CertificateTemplate> {
  context.loaders.forget();
  return context.dataSource.manager.findOneByOrFail(CertificateTemplate, { id: templateId });
}

/** Batches of certificates. */
@Resolver(() => CertificateBatch)
export class CertificateBatchResolver {
  constructor(private readonly certificates: CertificateService) {}

  @RequiresPermission('certificate.issue')
  @Query(() => CertificateBatch, {
    description: 'Một lô giấy chứng nhận của đơn vị bạn: đã lập đến đâu. A batch of your unit: how far it is.',
  })
  async certificateBatch(
    @Args(() => IdArgument) { id }: IdArgument,
    @Ctx() { dataSource, passport, units }: AwardsContext,
  ): Promise<CertificateBatch> {
    const batch = await dataSource.manager.findOneBy(CertificateBatch, { id });
    const unit = batch && (await units.unitInScope(dataSource, batch.issuingUnitId, calendarDateAt(new Date())));
    if (!batch || !unit) {
      throw notFound(BATCH, 'id');
    }
    authorise(passport, 'certificate.issue', unit);
    return batch;
  }

  @RequiresPermission('certificate.issue')
  @Mutation(() => RequestCertificatesResult, {
    description:
      'Cấp và in giấy chứng nhận, tối đa 500 một lô; tệp PDF tải về khi lô xong. Issues and prints certificates, at most 500 at once; the PDF can be downloaded when the batch is done.',
  })
  requestCertificates(
    @Arg('input', () => RequestCertificatesInput, INPUT) input: RequestCertificatesInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return refusable(async () => {
      const { answer } = await this.certificates.request({ kind: 'person', passport: context.passport }, input);
      const batch = await context.dataSource.manager.findOneByOrFail(CertificateBatch, { id: answer.batchId });
      return Object.assign(new RequestCertificatesSuccess(), { batch });
    });
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị đã khen. The unit that gave the awards.' })
  issuingUnit(@Root() { issuingUnitId }: CertificateBatch): UnionUnit {
    return { id: issuingUnitId };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Đường dẫn tải tệp PDF tại cổng, khi đã xong và còn hạn. Path of the PDF at the gateway, while it can be downloaded.',
  })
  documentPath(@Root() { id, state }: CertificateBatch): string | null {
    return state === CertificateBatchState.Done ? `${GATEWAY_DOCUMENTS}certificate-batches/${id}` : null;
  }
}

/** Where a certificate is printed and verified. */
@Resolver(() => Certificate)
export class CertificateResolver {
  constructor(private readonly publicUrl: string) {}

  @FieldResolver(() => String, { description: 'Trang xác minh công khai. The public page that verifies it.' })
  verificationUrl(@Root() { code }: Certificate): string {
    return verificationUrl(this.publicUrl, code);
  }

  @FieldResolver(() => String, { description: 'Đường dẫn tải tệp PDF tại cổng. Path of the PDF at the gateway.' })
  documentPath(@Root() { id }: Certificate): string {
    return `${GATEWAY_DOCUMENTS}certificates/${id}`;
  }
}

/** The certificate of an award. */
@Resolver(() => ReceivedAward)
export class AwardCertificateResolver {
  @FieldResolver(() => Certificate, {
    nullable: true,
    description: 'Giấy chứng nhận đã cấp; null khi chưa cấp. The certificate that was issued; null before.',
  })
  certificate(@Root() { id }: ReceivedAward, @Ctx() { loaders }: AwardsContext): Promise<Certificate | null> {
    return loaders.certificateOfAward.load(id);
  }
}
