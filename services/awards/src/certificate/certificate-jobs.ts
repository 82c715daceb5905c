import { SubjectKind } from '@thidua/contracts';
import { derivedId } from '@thidua/contracts/ids';
import { type BackgroundJob, conflict, type Decisions, type Log, withoutData } from '@thidua/service-kit';
import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { CertificateBatch, CertificateBatchPart } from './certificate.entity';
import { CertificateBatchState } from './certificate.enum';
import { certificatesAsPdf } from './certificate-pdf';
import { certificatesOfBatch, revokedInBatch, sheetsOf } from './certificate.reader';

const POLL_MILLISECONDS = 2_000;
const STOP_MILLISECONDS = 1_000;
/** A process loses a batch when it is not heard of for so long. */
const LEASE_SECONDS = 30;
const MOST_ATTEMPTS = 5;
const RETRY_SECONDS = 10;
/** How long a finished file is kept. */
const KEPT_DAYS = 7;
/** After how many sheets the batch says how far it is. */
const TELL_EVERY = 25;

type Claimed = Pick<CertificateBatch, 'id' | 'attempts' | 'requestedAt' | 'templateId' | 'templateVersion'>;

/**
 * Makes the batches of certificates that were asked for, one after the other. Any process may: a batch is leased while
 * its process is heard of, and begun anew by another when it is not; a file appears whole or not at all.
 */
export class CertificateJobs implements BackgroundJob {
  private stopping = false;
  private running: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Pick<Decisions, 'run'>,
    private readonly publicUrl: string,
    private readonly log: Log,
  ) {}

  /** Begins to look for batches. */
  start(): void {
    this.running = this.loop();
  }

  /** Takes no other batch and waits a moment for the one in hand; its lease ends by itself. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await Promise.race([this.running, new Promise((resolve) => setTimeout(resolve, STOP_MILLISECONDS).unref())]);
  }

  /** Makes the next batch that waits. @returns whether there was one. */
  async makeNext(): Promise<boolean> {
    await this.removeOld();
    const token = randomUUID();
    const claimed = await this.claim(token);
    if (!claimed) {
      return false;
    }
    try {
      await this.make(claimed, token);
    } catch (error) {
      this.log.error({ batch: claimed.id, error: withoutData(error) }, 'certificates: a batch failed');
      await this.giveBack(token, withoutData(error));
    }
    return true;
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      const made = await this.makeNext().catch((error: unknown) => {
        this.log.warn({ error: withoutData(error) }, 'certificates: batches will be looked for again');
        return false;
      });
      if (!made && !this.stopping) {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
          setTimeout(resolve, POLL_MILLISECONDS).unref();
        });
      }
    }
  }

  private async claim(token: string): Promise<Claimed | null> {
    await this.dataSource.query(
      `UPDATE certificate_batch SET state = 'RUNNING', attempts = attempts + 1, done = 0, lease_token = ?,
              lease_until = UTC_TIMESTAMP(6) + INTERVAL ${LEASE_SECONDS} SECOND
        WHERE state IN ('QUEUED', 'RUNNING') AND (lease_until IS NULL OR lease_until < UTC_TIMESTAMP(6))
        ORDER BY requested_at LIMIT 1`,
      [token],
    );
    const batch = await this.dataSource.manager.findOneBy(CertificateBatch, {
      leaseToken: token,
      state: CertificateBatchState.Running,
    });
    return batch;
  }

  private async make({ id, attempts, requestedAt, ...batch }: Claimed, token: string): Promise<void> {
    const { templateId, templateVersion } = batch;
    const printedWith = templateId !== null && templateVersion !== null ? { templateId, templateVersion } : null;
    const certificates = await certificatesOfBatch(this.dataSource, id);
    const sheets = await sheetsOf(this.dataSource, certificates, this.publicUrl, printedWith);
    const { parts, digest } = await certificatesAsPdf(sheets, requestedAt, async (done) => {
      if (done % TELL_EVERY === 0) {
        await this.tell(token, done);
      }
      await setImmediate();
    });
    await this.decisions.run({
      actor: { kind: 'system', name: 'certificates' },
      operation: 'finishCertificates',
      commandId: derivedId('certificate-batch', id, String(attempts)),
      payload: { id, attempts },
      subject: { kind: SubjectKind.CertificateBatch, id },
      decide: async (transaction) => {
        const held = await transaction.query<object[]>(
          `SELECT id FROM certificate_batch WHERE id = ? AND lease_token = ? AND state = 'RUNNING' FOR UPDATE`,
          [id, token],
        );
        if (held.length === 0) {
          throw conflict({ vi: 'Lô đã được tiến trình khác nhận.', en: 'Another process has taken this batch.' });
        }
        // An award that was revoked while it was printed must not go out as valid: the next attempt marks it.
        if ((await revokedInBatch(transaction, id)) !== sheets.filter(({ isRevoked }) => isRevoked).length) {
          throw conflict({
            vi: 'Một phần thưởng của lô vừa bị hủy bỏ.',
            en: 'An award of this batch has just been revoked.',
          });
        }
        await transaction.manager.delete(CertificateBatchPart, { batchId: id });
        for (const [index, content] of parts.entries()) {
          await transaction.manager.insert(CertificateBatchPart, { batchId: id, ordinal: index + 1, content });
        }
        await transaction.query(
          `UPDATE certificate_batch SET state = 'DONE', done = total, digest = ?, lease_token = NULL, lease_until = NULL,
                  last_error = NULL, finished_at = UTC_TIMESTAMP(6),
                  expires_at = UTC_TIMESTAMP(6) + INTERVAL ${KEPT_DAYS} DAY WHERE id = ?`,
          [digest, id],
        );
        return { answer: {}, audit: { action: 'PRINT_CERTIFICATES', after: { total: certificates.length, digest } } };
      },
    });
  }

  private async tell(token: string, done: number): Promise<void> {
    await this.dataSource.query(
      `UPDATE certificate_batch SET done = ?, lease_until = UTC_TIMESTAMP(6) + INTERVAL ${LEASE_SECONDS} SECOND
        WHERE lease_token = ? AND state = 'RUNNING'`,
      [done, token],
    );
  }

  private async giveBack(token: string, reason: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE certificate_batch SET state = IF(attempts >= ${MOST_ATTEMPTS}, 'FAILED', 'QUEUED'), last_error = ?,
              lease_token = NULL, lease_until = UTC_TIMESTAMP(6) + INTERVAL ${RETRY_SECONDS} SECOND
        WHERE lease_token = ? AND state = 'RUNNING'`,
      [reason.slice(0, 300), token],
    );
  }

  private async removeOld(): Promise<void> {
    const old = await this.dataSource.query<{ id: string }[]>(
      "SELECT id FROM certificate_batch WHERE state = 'DONE' AND expires_at < UTC_TIMESTAMP(6) LIMIT 10",
    );
    for (const { id } of old) {
      await this.dataSource.manager.delete(CertificateBatchPart, { batchId: id });
      await this.dataSource.query("UPDATE certificate_batch SET state = 'EXPIRED' WHERE id = ? AND state = 'DONE'", [
        id,
      ]);
    }
  }
}
