import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';

/** The security log takes in what is refused: it is the one table that requests may make grow. */
const SECURITY_LOG = 'thidua_membership_audit.security_event';
/**
 * What the reconciler sees on its schedule, which goes on meanwhile: it lists workflows that do not answer while their
 * worker stands still. No request writes it.
 */
const FINDINGS = '.reconciliation_finding';

type Counts = ReadonlyMap<string, number>;

/**
 * Watches whether anything changes in the databases of the services. MariaDB counts the rows that are changed in each
 * table (`userstat`), also those of a transaction that is rolled back: where a count has moved, the table's checksum
 * tells whether a row is different.
 */
export class RowWatch {
  private constructor(
    private readonly connection: Connection,
    private readonly held: Map<string, string>,
    private counts: Counts,
  ) {}

  /**
   * Notes what every table holds. @param url an administrator's URL of the server.
   * @throws when the server does not count rows.
   */
  static async begin(url: string): Promise<RowWatch> {
    const connection = await mysql.createConnection({ uri: url });
    const [settings] = await connection.query<RowDataPacket[]>('SELECT @@global.userstat AS counts');
    if (Number(settings[0]?.['counts']) !== 1) {
      throw new Error('the server does not count changed rows: it must run with --userstat=1');
    }
    const [tables] = await connection.query<RowDataPacket[]>(
      `SELECT CONCAT(table_schema, '.', table_name) AS name FROM information_schema.tables
        WHERE table_schema LIKE 'thidua\\_%' AND table_type = 'BASE TABLE' ORDER BY name`,
    );
    const names = tables
      .map((table) => String(table['name']))
      .filter((name) => name !== SECURITY_LOG && !name.endsWith(FINDINGS));
    return new RowWatch(connection, await checksums(connection, names), await changedRows(connection));
  }

  /** The path of a unit as membership has it today. */
  readonly pathOf = async (unitId: string): Promise<string> => {
    const [rows] = await this.connection.query<RowDataPacket[]>(
      `SELECT path FROM thidua_membership.union_unit_version
        WHERE unit_id = ? AND valid_from <= UTC_DATE() AND valid_until > UTC_DATE()`,
      [unitId],
    );
    return String(rows[0]?.['path']);
  };

  /** Tables that hold something else than at the last look. */
  async differing(): Promise<readonly string[]> {
    const counts = await changedRows(this.connection);
    const touched = [...this.held.keys()].filter((name) => counts.get(name) !== this.counts.get(name));
    this.counts = counts;
    if (touched.length === 0) {
      return [];
    }
    const now = await checksums(this.connection, touched);
    const differing = touched.filter((name) => now.get(name) !== this.held.get(name));
    for (const [name, checksum] of now) {
      this.held.set(name, checksum);
    }
    return differing;
  }

  /** Ends the watch. */
  end(): Promise<void> {
    return this.connection.end();
  }
}

async function changedRows(connection: Connection): Promise<Counts> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT CONCAT(table_schema, '.', table_name) AS name, rows_changed AS changed
       FROM information_schema.table_statistics WHERE table_schema LIKE 'thidua\\_%'`,
  );
  return new Map(rows.map((row) => [String(row['name']), Number(row['changed'])]));
}

async function checksums(connection: Connection, names: readonly string[]): Promise<Map<string, string>> {
  const [rows] = await connection.query<RowDataPacket[]>(`CHECKSUM TABLE ${names.join(', ')}`);
  return new Map(rows.map((row) => [String(row['Table']), String(row['Checksum'])]));
}
