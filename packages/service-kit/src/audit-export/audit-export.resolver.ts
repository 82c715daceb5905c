import type { ServiceName } from '@thidua/contracts';
import { Arg, Args, ArgsType, createUnionType, Ctx, Field, ID, Mutation, Query, Resolver } from 'type-graphql';
import { auditKey } from '../environment';
import { IsId } from '../graph/id.validation';
import { refusable } from '../graph/refusable';
import type { RequestContext } from '../graph/request-context';
import { CommandRefused } from '../graph/shared-types';
import { RequiresPermission } from '../identity/requires-permission';
import type { ServiceDependencies } from '../service';
import { requestFieldOf } from './audit-export-path';
import { AuditExportRequests } from './audit-export-requests';
import { AuditExport, RequestAuditExportInput, RequestAuditExportSuccess } from './audit-export.type';

const RequestAuditExportResult = createUnionType({
  name: 'RequestAuditExportResult',
  description: 'Đã nhận yêu cầu, hoặc bị từ chối có lý do. Taken, or refused with reasons.',
  types: () => [RequestAuditExportSuccess, CommandRefused] as const,
});

@ArgsType()
class AuditExportArguments {
  @Field(() => ID, { description: 'Mã (UUID). Id of the export.' })
  @IsId()
  id: string;
}

/**
 * The resolver class of a service's exports: `<service>AuditExport` and `request<Service>AuditExport`, because each
 * service has a trail, anchors and a key of its own.
 */
export function auditExportResolver(
  service: ServiceName,
): new (
  dependencies: Pick<ServiceDependencies, 'dataSource' | 'decisions' | 'environment'>,
) => object {
  @Resolver()
  class AuditExportResolver {
    private readonly requests: AuditExportRequests;

    constructor({
      dataSource,
      decisions,
      environment,
    }: Pick<ServiceDependencies, 'dataSource' | 'decisions' | 'environment'>) {
      const isConfigured = Boolean(environment.AUDIT_EXPORT_DIRECTORY) && auditKey(environment) !== null;
      this.requests = new AuditExportRequests(dataSource, decisions, service, isConfigured);
    }

    @RequiresPermission('audit.export')
    @Query(() => AuditExport, {
      name: `${service}AuditExport`,
      description: `Việc xuất nhật ký của phân hệ ${service}: đến đâu, ở đâu. How far an export of the audit trail of ${service} is, and where it lies.`,
    })
    auditExport(
      @Args(() => AuditExportArguments) { id }: AuditExportArguments,
      @Ctx() { passport }: RequestContext,
    ): Promise<AuditExport> {
      return this.requests.read(passport, id);
    }

    @RequiresPermission('audit.export')
    @Mutation(() => RequestAuditExportResult, {
      name: requestFieldOf(service),
      description: `Yêu cầu xuất toàn bộ nhật ký của phân hệ ${service}; chạy nền, mỗi lúc một bản. Asks for an export of the whole audit trail of ${service}: a long job, one at a time.`,
    })
    requestAuditExport(
      @Arg('input', () => RequestAuditExportInput, { description: 'Nội dung lệnh. The command’s input.' })
      input: RequestAuditExportInput,
      @Ctx() { passport }: RequestContext,
    ): Promise<RequestAuditExportSuccess | CommandRefused> {
      return refusable(async () =>
        Object.assign(new RequestAuditExportSuccess(), { auditExport: await this.requests.request(passport, input) }),
      );
    }
  }
  return AuditExportResolver;
}
