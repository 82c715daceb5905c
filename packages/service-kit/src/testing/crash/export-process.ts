import { AuditExportJobs } from '../../audit-export/audit-export-jobs';
import { auditSigner } from '../../audit/audit-signer';
import { connect } from '../../database/data-source';
import { useAuditDatabase } from '../../decision/audit-trail';
import { Decisions } from '../../decision/decisions';
import { projectedUnits } from '../../feed/unit-projection';
import { createLog } from '../../log';
import { benchDataSource } from '../decision-bench';
import { KeptReports } from '../kept-reports';
import { RecordingEngine } from '../recording-engine';

const setting = (name: string): string => process.env[name] ?? '';

/** Makes the next export in a process of its own, so that a crash is a crash; then it ends. */
async function main(): Promise<void> {
  const url = setting('DATABASE_URL');
  const dataSource = benchDataSource(url, 4);
  await connect(dataSource);
  useAuditDatabase(setting('AUDIT_DATABASE'));
  const jobs = new AuditExportJobs({
    dataSource,
    decisions: new Decisions(dataSource, new RecordingEngine(), projectedUnits, {}),
    service: 'awards',
    database: { url },
    signer: () => auditSigner({ json: setting('AUDIT_SIGNING_KEY') }),
    directory: setting('AUDIT_EXPORT_DIRECTORY'),
    securityReports: new KeptReports(),
    log: createLog('export-process', 'silent'),
  });
  const made = await jobs.makeNext();
  await dataSource.destroy();
  process.exitCode = made ? 0 : 3;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
