import { Ledger1795400000000 } from './1795400000000-ledger';
import { ReconcileWithTheEngine1800000000000 } from './1800000000000-reconcile-with-the-engine';
import { AnchorTheAuditTrail1800000001000 } from './1800000001000-anchor-the-audit-trail';
import { PayAwards1815000000000 } from './1815000000000-pay-awards';
import { ExportTheAuditTrail1800000010000 } from './1800000010000-export-the-audit-trail';
import { SeparateStrugglingRows1818000000000 } from './1818000000000-separate-struggling-rows';

/** All migrations, oldest first. */
export const MIGRATIONS = [
  Ledger1795400000000,
  ReconcileWithTheEngine1800000000000,
  AnchorTheAuditTrail1800000001000,
  ExportTheAuditTrail1800000010000,
  PayAwards1815000000000,
  SeparateStrugglingRows1818000000000,
];
