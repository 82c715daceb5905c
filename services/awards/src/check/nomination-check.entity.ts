import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CheckResult } from './check-result';
import { CheckKind, CheckOccasion, CheckOutcome } from './check.enum';

/** What the checks of a nomination came to on one occasion; kept for ever. */
@Entity('nomination_check')
export class NominationCheck {
  @PrimaryColumn('uuid', { name: 'nomination_id' })
  nominationId: string;

  /** 1, 2, 3 … for the nomination. */
  @PrimaryColumn('int')
  number: number;

  @Column('varchar', { length: 20 })
  occasion: CheckOccasion;

  @Column('varchar', { length: 40, nullable: true })
  stage: string | null;

  @Column('int')
  revision: number;

  @Column('uuid', { name: 'rule_set_id', nullable: true })
  ruleSetId: string | null;

  @Column('varchar', { length: 10 })
  outcome: CheckOutcome;

  /** With the facts as they were: nobody has to ask again what was known. */
  @Column('mediumtext', {
    transformer: {
      to: (value: readonly CheckResult[]) => JSON.stringify(value),
      from: (text: string) => JSON.parse(text) as readonly CheckResult[],
    },
  })
  results: readonly CheckResult[];

  /** Sequence of the audit entry that was written with it. */
  @Column('int', { name: 'audit_sequence' })
  auditSequence: number;

  @Column('datetime', { name: 'checked_at', precision: 6 })
  checkedAt: Date;
}

/** That somebody let a nomination pass in spite of a block. */
@Entity('check_override')
@Index('check_override_check', ['nominationId', 'kind', 'code'], { unique: true })
export class CheckOverride {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'nomination_id' })
  nominationId: string;

  @Column('varchar', { length: 30 })
  kind: CheckKind;

  @Column('varchar', { length: 80 })
  code: string;

  @Column('uuid', { name: 'rule_id', nullable: true })
  ruleId: string | null;

  @Column('varchar', { length: 2000 })
  reason: string;

  @Column('varchar', { length: 40 })
  position: string;

  @Column('uuid', { name: 'body_unit_id' })
  bodyUnitId: string;

  @Column('uuid', { name: 'mandate_id' })
  mandateId: string;

  @Column('uuid', { name: 'overridden_by' })
  overriddenBy: string;

  @Column('datetime', { name: 'overridden_at', precision: 6 })
  overriddenAt: Date;
}

/** A place of a quota that a nomination took when it was submitted; one that is no longer open or decided frees it. */
@Entity('quota_place')
@Index('quota_place_nomination', ['nominationId'])
export class QuotaPlace {
  @PrimaryColumn('uuid', { name: 'award_type_id' })
  awardTypeId: string;

  @PrimaryColumn('varchar', { name: 'quota_code', length: 60 })
  quotaCode: string;

  @PrimaryColumn('int', { name: 'merit_year' })
  meritYear: number;

  @PrimaryColumn('uuid', { name: 'scope_unit_id' })
  scopeUnitId: string;

  @PrimaryColumn('uuid', { name: 'nomination_id' })
  nominationId: string;
}

/** A band of the fingerprint of a submitted report: who shares one is compared. */
@Entity('nomination_fingerprint')
@Index('nomination_fingerprint_nomination', ['nominationId'])
export class NominationFingerprint {
  @PrimaryColumn('smallint')
  band: number;

  @PrimaryColumn('bigint')
  hash: number;

  @PrimaryColumn('uuid', { name: 'nomination_id' })
  nominationId: string;
}
