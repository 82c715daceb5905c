import { SubjectKind, type ServiceName } from '@thidua/contracts';
import { derivedId } from '@thidua/contracts/ids';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { exportAudit, type AuditExportSummary } from '../audit/audit-export';
import { auditSigner, type AuditSigner } from '../audit/audit-signer';
import type { DatabaseSettings } from '../database/data-source';
import type { Decisions } from '../decision/decisions';
import { auditKey } from '../environment';
import { conflict } from '../errors';
import { withoutData, type Log } from '../log';
import { MembershipSecurityReports, type SecurityReports } from '../security/security-reports';
import type { ServiceDependencies } from '../service';
import { requestFieldOf } from './audit-export-path';
import {
  claimExport,
  expireExport,
  exportsPastTheirTime,
  finishExport,
  giveExportBack,
  LEASE_SECONDS,
  prolongExport,
  stillHeld,
  type ClaimedExport,
} from './audit-export-rows';

const POLL_MILLISECONDS = 2_000;
const STOP_MILLISECONDS = 1_000;

/** What exports are made with. */
export interface AuditExportJobDependencies {
  readonly dataSource: DataSource;
  readonly decisions: Pick<Decisions, 'run'>;
  readonly service: ServiceName;
  readonly database: DatabaseSettings;
  /** Called for each export: a key that was replaced signs the next one. */
  readonly signer: () => AuditSigner;
  /** Where exports of this service are written; every process of the service sees the same folder. */
  readonly directory: string;
  /** An export is made once the security log has that it was asked for. */
  readonly securityReports: SecurityReports;
  readonly log: Log;
}

/** Why an export failed, for people who may see it: the file system's refusal, or an error without its data. */
function failureOf(error: unknown): string {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return syscall ? `${code}: ${syscall}` : withoutData(error);
}

/** The exports of a service that has a place to write them to and a key to sign them; else null. */
export function createExportJobs(service: ServiceName, dependencies: ServiceDependencies): AuditExportJobs | null {
  const { dataSource, decisions, environment, signer, log } = dependencies;
  const key = auditKey(environment);
  if (!environment.AUDIT_EXPORT_DIRECTORY || !key) {
    return null;
  }
  return new AuditExportJobs({
    dataSource,
    decisions,
    service,
    database: { url: environment.DATABASE_URL, socketPath: environment.DATABASE_SOCKET },
    signer: () => auditSigner(key),
    directory: join(environment.AUDIT_EXPORT_DIRECTORY, service),
    securityReports: new MembershipSecurityReports(environment.MEMBERSHIP_URL, service, signer),
    log,
  });
}

/**
 * Makes the exports that were asked for in the graph, one after the other. Any process of the service may: a row is
 * leased while its process is heard of, and begun anew by another in a folder of its own when it is not.
 */
export class AuditExportJobs {
  private stopping = false;
  private running: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;

  constructor(private readonly dependencies: AuditExportJobDependencies) {}

  /** Begins to look for exports. */
  start(): void {
    this.running = this.loop();
  }

  /** Takes no other export and waits a moment for the one in hand; its lease ends by itself. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await Promise.race([this.running, new Promise((resolve) => setTimeout(resolve, STOP_MILLISECONDS).unref())]);
  }

  /** Makes the next export that waits. @returns whether there was one. */
  async makeNext(): Promise<boolean> {
    const { dataSource, log } = this.dependencies;
    await this.removeOld();
    const token = randomUUID();
    const claimed = await claimExport(dataSource, token);
    if (!claimed) {
      return false;
    }
    try {
      await this.make(claimed, token);
    } catch (error) {
      log.error({ export: claimed.id, error: failureOf(error) }, 'audit: the export failed');
      if (await giveExportBack(dataSource, token, failureOf(error))) {
        // Whatever this attempt wrote belongs to nobody: the next one writes its own.
        await this.removeFilesOf(`${claimed.id}-${claimed.attempt}`);
      }
    }
    return true;
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.makeNext();
      } catch (error) {
        this.dependencies.log.warn({ error: withoutData(error) }, 'audit: exports will be looked for again');
      }
      await this.pause();
    }
  }

  private async pause(): Promise<void> {
    if (!this.stopping) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, POLL_MILLISECONDS).unref();
      });
    }
  }

  private async make(claimed: ClaimedExport, token: string): Promise<void> {
    const { dataSource, service, database, signer, directory } = this.dependencies;
    const { id, attempt } = claimed;
    await this.report(claimed);
    await mkdir(directory, { recursive: true });
    // What an attempt left behind whose process is not heard of any more.
    await this.removeFilesOf(id);
    const folder = `${id}-${attempt}`;
    let written = 0;
    const heartbeat = setInterval(
      () => void prolongExport(dataSource, token, written).catch(() => undefined),
      (LEASE_SECONDS * 1_000) / 10,
    );
    try {
      const summary = await exportAudit({
        service,
        database,
        signer: signer(),
        folder: join(directory, folder),
        onProgress: (entries) => {
          written = entries;
        },
      });
      await this.finish(id, token, folder, summary);
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** Once for an export, however often it is begun. */
  private async report({ id, requestedById, requestedAt }: ClaimedExport): Promise<void> {
    const { service, securityReports } = this.dependencies;
    await securityReports.keep({
      id: derivedId('audit-export-requested', id),
      at: requestedAt.toISOString(),
      kind: 'AUDIT_EXPORT_REQUESTED',
      memberId: requestedById,
      operation: requestFieldOf(service),
      permission: 'audit.export',
      detail: { service, exportId: id },
    });
  }

  /** What was exported stands in the trail itself: who asked for it, and the digest of what they were given. */
  private async finish(id: string, token: string, folder: string, summary: AuditExportSummary): Promise<void> {
    const { decisions, directory } = this.dependencies;
    const manifest = await readFile(join(directory, folder, 'manifest.json'));
    const manifestDigest = createHash('sha256').update(manifest).digest('hex');
    await decisions.run({
      actor: { kind: 'system', name: 'audit-export' },
      operation: 'finishAuditExport',
      commandId: derivedId('audit-export', folder),
      payload: { id, folder },
      subject: { kind: SubjectKind.AuditExport, id },
      decide: async (transaction) => {
        if (!(await stillHeld(transaction, id, token))) {
          throw conflict({
            vi: 'Việc xuất đã được tiến trình khác nhận.',
            en: 'Another process has taken this export.',
          });
        }
        await finishExport(transaction, id, folder, manifestDigest, summary);
        const { entries, subjects, keyId, lastAnchor } = summary;
        return {
          answer: {},
          audit: { action: 'EXPORT_AUDIT', after: { entries, subjects, keyId, lastAnchor, manifestDigest } },
        };
      },
    });
  }

  /** Removes the files first: a crash in between leaves a row that is found again. */
  private async removeOld(): Promise<void> {
    const { dataSource } = this.dependencies;
    for (const id of await exportsPastTheirTime(dataSource)) {
      await this.removeFilesOf(id);
      await expireExport(dataSource, id);
    }
  }

  /** @param beginning of their names: an export's id, or that of one attempt. */
  private async removeFilesOf(beginning: string): Promise<void> {
    const { directory } = this.dependencies;
    const names = await readdir(directory).catch((): string[] => []);
    for (const name of names.filter((each) => each.startsWith(beginning))) {
      await rm(join(directory, name), { recursive: true, force: true });
    }
  }
}
