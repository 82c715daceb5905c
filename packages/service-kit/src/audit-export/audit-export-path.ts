import type { ServiceName } from '@thidua/contracts';

/** Where exports lie below the documents of a service. */
export const EXPORTS_PATH = 'audit-exports/';

/** Where an export is fetched from the gateway. */
export function pathOfExport(service: ServiceName, id: string): string {
  return `/documents/${service}/${EXPORTS_PATH}${id}.tar`;
}

/** The mutation by which an export of a service is asked for. */
export function requestFieldOf(service: ServiceName): string {
  return `request${service[0]?.toUpperCase()}${service.slice(1)}AuditExport`;
}
