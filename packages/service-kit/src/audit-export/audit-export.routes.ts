import { DOCUMENTS_PATH, type ServiceName } from '@thidua/contracts';
import { isId, newId } from '@thidua/contracts/ids';
import type { Passport } from '@thidua/contracts/passport';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { notFound, retryLater } from '../errors';
import { withoutData, type Log } from '../log';
import type { SecurityReports } from '../security/security-reports';
import { filesOfExport } from './audit-export-files';
import { EXPORTS_PATH } from './audit-export-path';
import { authoriseExport, EXPORT } from './audit-export-requests';
import { AuditExportState } from './audit-export.type';
import { readAuditExport } from './audit-export-rows';
import { tarSize, tarStream } from './tar-stream';

/** Statuses of refusals, by their codes. */
const STATUS: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  RETRY_LATER: 503,
};

/** What exports are handed out with. */
export interface AuditExportRouteDependencies {
  readonly dataSource: DataSource;
  readonly service: ServiceName;
  /** Where the exports of this service are written. */
  readonly directory: string;
  readonly securityReports: SecurityReports;
  /** Who asks. */
  readonly passportOf: (request: FastifyRequest) => Passport;
  readonly log: Log;
}

/**
 * Hands finished exports out to those who may ask for one, as one archive, read while it is sent. Whether they may is
 * decided now, and the security log has the download before its first byte goes out.
 */
export function registerAuditExportRoute(server: FastifyInstance, dependencies: AuditExportRouteDependencies): void {
  const { log } = dependencies;
  server.get<{ Params: { file: string } }>(`${DOCUMENTS_PATH}${EXPORTS_PATH}:file`, async (request, reply) => {
    try {
      return await sendExport(dependencies, dependencies.passportOf(request), request.params.file, reply);
    } catch (error) {
      if (!(error instanceof GraphQLError)) {
        throw error;
      }
      const { code } = error.extensions;
      log.warn({ code }, 'audit: an export was not handed out');
      return reply.code(STATUS[String(code)] ?? 400).send({ errors: [error.toJSON()] });
    }
  });
}

async function sendExport(
  { dataSource, service, directory, securityReports, log }: AuditExportRouteDependencies,
  passport: Passport,
  file: string,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const mandate = authoriseExport(passport);
  const id = file.replace(/\.tar$/, '');
  const found = isId(id) ? await readAuditExport(dataSource, service, id) : null;
  const { folder, manifestDigest, finishedAt } = found ?? {};
  if (found?.state !== AuditExportState.Done || !folder || !manifestDigest || !finishedAt) {
    throw notFound(EXPORT);
  }
  const name = `audit-${service}-${id}`;
  const files = await filesOfExport(join(directory, folder), manifestDigest, name);
  if (!files) {
    log.error({ export: id }, 'audit: the files of a finished export are missing, or are not those that were finished');
    throw notFound(EXPORT);
  }
  try {
    await securityReports.keep({
      id: newId(),
      at: new Date().toISOString(),
      kind: 'AUDIT_EXPORT_DOWNLOADED',
      memberId: passport.subject,
      operation: 'downloadAuditExport',
      permission: 'audit.export',
      mandateId: mandate.id,
      detail: { service, exportId: id, manifestDigest },
    });
  } catch (error) {
    log.warn({ error: withoutData(error) }, 'audit: the security log does not answer, so no export is handed out');
    throw retryLater({
      vi: 'Nhật ký an ninh chưa ghi được lượt tải này; hãy thử lại sau.',
      en: 'The security log cannot record this download just now; try again later.',
    });
  }
  return reply
    .headers({
      'content-type': 'application/x-tar',
      'content-length': tarSize(files),
      'content-disposition': `attachment; filename="${name}.tar"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-store',
    })
    .send(tarStream(files, finishedAt));
}
