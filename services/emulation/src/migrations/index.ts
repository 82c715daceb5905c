import { FirstTables1735689600000 } from './1735689600000-first-tables';
import { ReconcileWithTheEngine1800000000000 } from './1800000000000-reconcile-with-the-engine';
import { AnchorTheAuditTrail1800000001000 } from './1800000001000-anchor-the-audit-trail';
import { ExportTheAuditTrail1800000010000 } from './1800000010000-export-the-audit-trail';
import { KeepInitiativesAndRatings1810000000000 } from './1810000000000-keep-initiatives-and-ratings';
import { SeparateStrugglingRows1818000000000 } from './1818000000000-separate-struggling-rows';

/** All migrations, oldest first. */
export const MIGRATIONS = [
  FirstTables1735689600000,
  ReconcileWithTheEngine1800000000000,
  AnchorTheAuditTrail1800000001000,
  ExportTheAuditTrail1800000010000,
  KeepInitiativesAndRatings1810000000000,
  SeparateStrugglingRows1818000000000,
];
