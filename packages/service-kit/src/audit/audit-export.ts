import type { ServiceName } from '@thidua/contracts';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import type { RowDataPacket } from 'mysql2';
import mysql, { type Connection } from 'mysql2/promise';
import { DATABASE_CLOCK, type DatabaseSettings } from '../database/data-source';
import { canonicalJson } from '../decision/audit-chain';
import { auditTable } from '../decision/audit-trail';
import { failpoint } from '../failpoint';
import { anchorLine } from './anchor';
import { fingerprintOf, type AuditSigner } from './audit-signer';
import { ExportFile, type ExportedFile } from './export-file';
import { anchorsUntil, entriesOf, headsUntil, subjectGroups, type ExportedHead } from './export-rows';
import { ExportSegments } from './export-segments';

const EXPORT_FORMAT = 'thidua-audit-export/1';
/** Small enough that a verifier's threads end about the same time. */
const SEGMENT_BYTES = 16 * 1024 * 1024;
/** A client that is busy writing must not lose the list that it reads on the way. */
const PATIENCE_SECONDS = 3_600;

/** What is exported, and where to. */
export interface AuditExportRequest {
  readonly service: ServiceName;
  /** The service's database: the export reads by two connections of its own. */
  readonly database: DatabaseSettings;
  readonly signer: AuditSigner;
  /** The export's folder; it must not be there yet. */
  readonly folder: string;
  /** After so many bytes of entries the next subject begins a new pair of files. */
  readonly segmentBytes?: number;
  /** Told now and then how many entries have been written. */
  readonly onProgress?: (entries: number) => void;
}

/** What was exported. */
export interface AuditExportSummary {
  readonly folder: string;
  readonly subjects: number;
  readonly entries: number;
  readonly lastAnchor: { readonly number: number; readonly root: string } | null;
  /** Fingerprint of the key that signed the export. */
  readonly keyId: string;
}

/**
 * Exports a service's audit trail as docs/audit-format.md describes it: as it stands at one moment, read-only, without
 * holding it in memory. The folder appears when it is whole.
 * @throws when the folder is there already.
 */
export async function exportAudit(request: AuditExportRequest): Promise<AuditExportSummary> {
  if (existsSync(request.folder)) {
    throw new Error(`${request.folder} is there already: an export never takes the place of another`);
  }
  const draft = `${request.folder}.${randomUUID()}.unfinished`;
  await mkdir(draft, { recursive: true });
  const connections: Connection[] = [];
  const connect = async (): Promise<Connection> => {
    const connection = await openConnection(request.database);
    connections.push(connection);
    return connection;
  };
  try {
    const [snapshot, rows] = [await connect(), await connect()];
    await snapshot.query(`SET SESSION net_write_timeout = ${PATIENCE_SECONDS}`);
    await snapshot.query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await snapshot.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
    const summary = await writeExport(request, draft, snapshot, rows);
    await failpoint('export.before-in-place');
    await rename(draft, request.folder);
    await failpoint('export.after-in-place');
    return summary;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  } finally {
    for (const connection of connections) {
      connection.destroy();
    }
  }
}

/** Texts that happen to be JSON have to arrive as they are stored: their bytes are what was hashed and signed. */
function openConnection({ url, socketPath }: DatabaseSettings): Promise<Connection> {
  return mysql.createConnection({ uri: url, jsonStrings: true, ...(socketPath ? { socketPath } : {}) });
}

/**
 * The snapshot says which anchors and entries there are; the rows themselves come by another connection, because they
 * never change.
 */
async function writeExport(
  request: AuditExportRequest,
  folder: string,
  snapshot: Connection,
  rows: Connection,
): Promise<AuditExportSummary> {
  const { signer, service } = request;
  const [[moment]] = await snapshot.query<RowDataPacket[]>(
    `SELECT ${DATABASE_CLOCK} AS createdAt, COALESCE(MAX(number), 0) AS lastNumber FROM ${auditTable('anchor')}`,
  );
  const { createdAt, lastNumber } = moment as { createdAt: string; lastNumber: number };
  const keys = new Map([[signer.keyId, signer.publicKey]]);
  const anchorFile = await ExportFile.create(folder, 'anchors.jsonl');
  let lastAnchor: AuditExportSummary['lastAnchor'] = null;
  for await (const anchor of anchorsUntil(rows, lastNumber)) {
    await anchorFile.add(anchorLine(anchor));
    keys.set(fingerprintOf(anchor.publicKey), anchor.publicKey);
    lastAnchor = { number: anchor.number, root: anchor.root };
  }
  const anchors = await anchorFile.close();

  const segments = new ExportSegments(folder, request.segmentBytes ?? SEGMENT_BYTES);
  await writeSegments(segments, snapshot, rows, lastNumber, request.onProgress);
  const { subjects, entries, files } = segments;
  const manifest = {
    anchors: anchors.lines,
    createdAt,
    entries,
    files: [anchors, ...files],
    format: EXPORT_FORMAT,
    keyId: signer.keyId,
    keys: [...keys]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([keyId, publicKey]) => ({ keyId, publicKey })),
    lastAnchor,
    service,
    subjects,
  };
  await writeManifest(folder, canonicalJson(manifest), signer);
  return { folder: request.folder, subjects, entries, lastAnchor, keyId: signer.keyId };
}

/** Entries and heads side by side; a subject of which only heads are left is exported as what it is. */
async function writeSegments(
  segments: ExportSegments,
  snapshot: Connection,
  rows: Connection,
  lastAnchor: number,
  onProgress: AuditExportRequest['onProgress'],
): Promise<void> {
  const heads = headsUntil(rows, lastAnchor);
  let head = await nextOf(heads);
  const writeHeads = async (isOurs: (head: ExportedHead) => boolean): Promise<void> => {
    while (head && isOurs(head)) {
      await segments.addHead(head);
      head = await nextOf(heads);
    }
  };
  for await (const group of subjectGroups(snapshot)) {
    let subject = '';
    for await (const entry of entriesOf(rows, group)) {
      if (entry.subjectId !== subject) {
        subject = entry.subjectId;
        await segments.beginSubject();
        await writeHeads(({ subjectId }) => subjectId <= entry.subjectId);
      }
      await segments.addEntry(entry);
    }
    onProgress?.(segments.entries);
  }
  if (head) {
    await segments.open();
    await writeHeads(() => true);
  }
  await segments.close();
}

async function nextOf<Item>(items: AsyncGenerator<Item>): Promise<Item | null> {
  const { value, done } = await items.next();
  return done ? null : value;
}

async function writeManifest(folder: string, statement: string, signer: AuditSigner): Promise<ExportedFile> {
  const digest = createHash('sha256').update(statement, 'utf8').digest('hex');
  const file = await ExportFile.create(folder, 'manifest.json');
  await file.add(`{"manifest":${statement},"signature":"${signer.sign(`${EXPORT_FORMAT}:${digest}`)}"}`);
  return file.close();
}
