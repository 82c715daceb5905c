import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The rules and quotas of an award type that held on a day: one for each different set, shared by all nominations. */
@Entity('award_rule_set')
export class AwardRuleSet {
  /** Derived from the rows, so that the same rows are the same set. */
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'award_type_id' })
  awardTypeId: string;
}

/** A row of a set. */
@Entity('award_rule_set_row')
export class AwardRuleSetRow {
  @PrimaryColumn('uuid', { name: 'rule_set_id' })
  ruleSetId: string;

  /** Id of a rule or a quota. */
  @PrimaryColumn('uuid', { name: 'row_id' })
  rowId: string;

  /** RULE or QUOTA. */
  @Column('varchar', { length: 10 })
  kind: 'RULE' | 'QUOTA';
}
