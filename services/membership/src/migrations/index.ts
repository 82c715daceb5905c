import { CreateMembership1700000000000 } from './1700000000000-create-membership';
import { AdmissionsByUnit1700000001000 } from './1700000001000-admissions-by-unit';
import { DelegateAndSuspendMandates1700000002000 } from './1700000002000-delegate-and-suspend-mandates';
import { LinkIdentities1700000003000 } from './1700000003000-link-identities';
import { KeepPersonalData1700000004000 } from './1700000004000-keep-personal-data';
import { KeepSecurityLog1700000005000 } from './1700000005000-keep-security-log';
import { ReconcileWithTheEngine1800000000000 } from './1800000000000-reconcile-with-the-engine';
import { AnchorTheAuditTrail1800000001000 } from './1800000001000-anchor-the-audit-trail';
import { MakeOfficersFromAbove1800000002000 } from './1800000002000-make-officers-from-above';
import { ForgetHashesOfPersonalData1800000003000 } from './1800000003000-forget-hashes-of-personal-data';
import { FindRareSecurityEvents1800000004000 } from './1800000004000-find-rare-security-events';
import { ExportTheAuditTrail1800000010000 } from './1800000010000-export-the-audit-trail';
import { KeepTenureAndHolds1810000000000 } from './1810000000000-keep-tenure-and-holds';
import { SeparateStrugglingRows1818000000000 } from './1818000000000-separate-struggling-rows';

/** The migrations of the service, oldest first. */
export const MIGRATIONS = [
  CreateMembership1700000000000,
  AdmissionsByUnit1700000001000,
  DelegateAndSuspendMandates1700000002000,
  LinkIdentities1700000003000,
  KeepPersonalData1700000004000,
  KeepSecurityLog1700000005000,
  ReconcileWithTheEngine1800000000000,
  AnchorTheAuditTrail1800000001000,
  MakeOfficersFromAbove1800000002000,
  ForgetHashesOfPersonalData1800000003000,
  FindRareSecurityEvents1800000004000,
  ExportTheAuditTrail1800000010000,
  KeepTenureAndHolds1810000000000,
  SeparateStrugglingRows1818000000000,
];
