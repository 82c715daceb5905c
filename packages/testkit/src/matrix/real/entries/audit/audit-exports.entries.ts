import { SERVICE_NAMES, type ServiceName } from '@thidua/contracts';
import { awaited, GraphCommand } from '../../../../scene';
import { command, question, type OperationEntry } from '../../operation-entry';
import type { MatrixScene } from '../../scene/matrix-scene';

interface Requested {
  readonly auditExport: { readonly id: string };
}

/** The request for an export of a service's trail. */
function requestOf(service: ServiceName): string {
  return `request${service[0]?.toUpperCase()}${service.slice(1)}AuditExport`;
}

const REASON = 'Dữ liệu minh họa';

/** Exports of every service that have been finished: nothing of them changes any more. @returns their ids by service. */
async function finishedExports({ people }: MatrixScene): Promise<Readonly<Record<ServiceName, string>>> {
  const { client } = people.confederation.inspector;
  const made = SERVICE_NAMES.map(async (service) => {
    const request = new GraphCommand<Requested>(
      requestOf(service),
      'auditExport { id }',
      'RequestAuditExportInput',
      'RequestAuditExportSuccess',
    );
    const { auditExport } = await request.done(client, { reason: REASON });
    await awaited(`the export of ${service}`, async () => {
      const { found } = await client.read<{ found: { state: string } }>(
        `query Finished($id: ID!) { found: ${service}AuditExport(id: $id) { state } }`,
        auditExport,
      );
      return found.state === 'DONE' ? found : undefined;
    });
    return [service, auditExport.id] as const;
  });
  return Object.fromEntries(await Promise.all(made)) as Record<ServiceName, string>;
}

/** Exports of the audit trail: of the whole system's inspection alone. */
export const AUDIT_EXPORT_ENTRIES: readonly OperationEntry[] = SERVICE_NAMES.flatMap((service) => [
  question(`${service}AuditExport`, {
    permission: 'audit.export',
    over: 'confederation',
    by: 'INSPECTION_COMMITTEE_MEMBER',
    args: { id: 'ID!' },
    variables: async (scene) => ({ id: (await scene.part(finishedExports))[service] }),
    select: 'state',
  }),
  command(requestOf(service), {
    permission: 'audit.export',
    over: 'confederation',
    by: 'INSPECTION_COMMITTEE_MEMBER',
    inputType: 'RequestAuditExportInput',
    input: async (scene) => {
      // One is made at a time: the scene's own is over by then.
      await scene.part(finishedExports);
      return { reason: REASON };
    },
  }),
]);
