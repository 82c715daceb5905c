import type { RowDataPacket } from 'mysql2/promise';
import type { TreeEvidence } from '../check/evidence';
import { openReadOnly } from './database-evidence';

const VERSION = `CONCAT_WS('|', unit_id, valid_from, valid_until, path, IFNULL(parent_id, '-'), level, IFNULL(type, '-'),
                           IFNULL(sector, '-'), name, status)`;

/** The union tree as its owner has it, and as each other service has heard of it, one line for each version of a unit. */
export async function collectTrees(databaseUrl: string, projecting: readonly string[]): Promise<TreeEvidence[]> {
  const source = linesOf(databaseUrl, 'membership', 'union_unit_version');
  const projections = projecting.map((service) => linesOf(databaseUrl, service, 'unit_projection'));
  return Promise.all([source, ...projections]);
}

async function linesOf(databaseUrl: string, service: string, table: string): Promise<TreeEvidence> {
  const connection = await openReadOnly(databaseUrl, service);
  try {
    const [rows] = await connection.query<RowDataPacket[]>(`SELECT ${VERSION} AS version FROM ${table} ORDER BY 1`);
    return { service, versions: rows.map((row) => String(row['version'])) };
  } finally {
    await connection.end();
  }
}
