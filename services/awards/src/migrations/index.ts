import { CreateAwards1700000000000 } from './1700000000000-create-awards';
import { KeepEditorsOfNominations1800000002000 } from './1800000002000-keep-editors-of-nominations';
import { ReconcileWithTheEngine1800000000000 } from './1800000000000-reconcile-with-the-engine';
import { AnchorTheAuditTrail1800000001000 } from './1800000001000-anchor-the-audit-trail';
import { DecideOverManyNominations1815000000000 } from './1815000000000-decide-over-many-nominations';
import { HearAppeals1815000000003 } from './1815000000003-hear-appeals';
import { PayOutAndRevoke1815000000002 } from './1815000000002-pay-out-and-revoke';
import { PublishAndHandOver1815000000001 } from './1815000000001-publish-and-hand-over';
import { DateTheCatalogue1810000000000 } from './1810000000000-date-the-catalogue';
import { VoteInSecret1814000000000 } from './1814000000000-vote-in-secret';
import { ExportTheAuditTrail1800000010000 } from './1800000010000-export-the-audit-trail';
import { BlockWithoutAPaper1817000001000 } from './1817000001000-block-without-a-paper';
import { KeepTheHomeOfANominee1817000003000 } from './1817000003000-keep-the-home-of-a-nominee';
import { KeepTheTemplateOfABatch1817000004000 } from './1817000004000-keep-the-template-of-a-batch';
import { KnowTheStoreOfAKey1817000002000 } from './1817000002000-know-the-store-of-a-key';
import { DateTheQuorum1817000000000 } from './1817000000000-date-the-quorum';
import { NameRecipients1816000001000 } from './1816000001000-name-recipients';
import { IssueCertificates1816000002000 } from './1816000002000-issue-certificates';
import { CountNominationsByYear1816000003000 } from './1816000003000-count-nominations-by-year';
import { KeepAssertedTallies1816000000000 } from './1816000000000-keep-asserted-tallies';
import { StructureTheDossier1812000000000 } from './1812000000000-structure-the-dossier';
import { KeepARegistryOfAwards1811000000000 } from './1811000000000-keep-a-registry-of-awards';
import { KeepPapers1812000001000 } from './1812000001000-keep-papers';
import { CheckNominations1811000001000 } from './1811000001000-check-nominations';
import { LeadNominationsAlongTheirRoute1813000000000 } from './1813000000000-lead-nominations-along-their-route';
import { SeparateStrugglingRows1818000000000 } from './1818000000000-separate-struggling-rows';

/** Every migration of the awards database, in order. */
export const migrations = [
  CreateAwards1700000000000,
  ReconcileWithTheEngine1800000000000,
  AnchorTheAuditTrail1800000001000,
  KeepEditorsOfNominations1800000002000,
  ExportTheAuditTrail1800000010000,
  DateTheCatalogue1810000000000,
  KeepAssertedTallies1816000000000,
  StructureTheDossier1812000000000,
  NameRecipients1816000001000,
  IssueCertificates1816000002000,
  CountNominationsByYear1816000003000,
  KeepARegistryOfAwards1811000000000,
  DecideOverManyNominations1815000000000,
  PublishAndHandOver1815000000001,
  KeepPapers1812000001000,
  PayOutAndRevoke1815000000002,
  HearAppeals1815000000003,
  CheckNominations1811000001000,
  VoteInSecret1814000000000,
  LeadNominationsAlongTheirRoute1813000000000,
  DateTheQuorum1817000000000,
  BlockWithoutAPaper1817000001000,
  KnowTheStoreOfAKey1817000002000,
  KeepTheHomeOfANominee1817000003000,
  KeepTheTemplateOfABatch1817000004000,
  SeparateStrugglingRows1818000000000,
];
