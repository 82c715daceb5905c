import { newId } from '@thidua/contracts/ids';
import { verifyExport, type ExpectedAnchor, type Report } from '@thidua/audit-verifier';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AnchorFolder, type AnchorArchive } from '../audit/anchor-archive';
import { AuditAnchors } from '../audit/audit-anchors';
import { exportAudit, type AuditExportSummary } from '../audit/audit-export';
import { auditSigner, type AuditSigner } from '../audit/audit-signer';
import { pledgeCommand, startDecisionBench, type DecisionBench } from './decision-bench';

function newPrivateKey(): string {
  return JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
}

/** A signer with a key of its own. */
export function newAuditSigner(): AuditSigner {
  return auditSigner({ json: newPrivateKey() });
}

/** The audit trail of a decision bench with its anchors, and folders that go with it. */
export class AuditTrailBench {
  /** The private JWK of its first signer. */
  readonly privateKey = newPrivateKey();
  signer: AuditSigner = auditSigner({ json: this.privateKey });
  readonly folder = mkdtempSync(join(tmpdir(), 'audit-trail-'));
  readonly archive = new AnchorFolder(join(this.folder, 'anchors'));
  private exports = 0;

  private constructor(readonly bench: DecisionBench) {}

  static async start(purpose: string): Promise<AuditTrailBench> {
    return new AuditTrailBench(await startDecisionBench(purpose));
  }

  async stop(): Promise<void> {
    await this.bench.stop();
    rmSync(this.folder, { recursive: true });
  }

  /** An anchorer, as one of several processes would be. */
  anchorer(archive: AnchorArchive = this.archive): AuditAnchors {
    return new AuditAnchors({
      dataSource: this.bench.dataSource,
      service: 'awards',
      signer: () => this.signer,
      archive,
    });
  }

  /** Appends two entries to a subject's chain: the decision, and the instruction that answers it. */
  async decide(subjectId: string): Promise<void> {
    await this.bench.decisions.run(pledgeCommand(subjectId, { starts: true }));
  }

  /** Appends entries to new subjects. */
  async decideOnNew(count: number): Promise<string[]> {
    const subjects = Array.from({ length: count }, () => newId());
    for (const subject of subjects) {
      await this.decide(subject);
    }
    return subjects;
  }

  /** Changes what nobody may change, as the administrator of the database. */
  async asAdministrator(sql: string, values: readonly unknown[] = []): Promise<void> {
    await this.bench.dataSource.query(sql.replaceAll('AUDIT.', `${this.bench.database.auditDatabase}.`), [...values]);
  }

  /** Exports the trail into a new folder. */
  export(segmentBytes?: number): Promise<AuditExportSummary> {
    this.exports += 1;
    return exportAudit({
      service: 'awards',
      database: { url: this.bench.database.url },
      signer: this.signer,
      folder: join(this.folder, `export-${this.exports}`),
      ...(segmentBytes === undefined ? {} : { segmentBytes }),
    });
  }

  /** Exports and verifies. */
  async verify(expectedAnchor: ExpectedAnchor | null = null, trustedKeys = [this.signer.keyId]): Promise<Report> {
    const { folder } = await this.export();
    return verifyExport(folder, { trustedKeys, expectedAnchor });
  }
}
