import { Provenance } from '@thidua/service-kit';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { UnitFactKind, UnitLevel, UnitSector, UnitStatus, UnitType } from './unit.enums';

/** A union unit: only what never changes. Everything that can change is a dated fact. */
@Entity('union_unit')
@Index('union_unit_number', ['number'], { unique: true })
@Index('union_unit_code', ['code'], { unique: true })
@Index('union_unit_founded', ['foundedOn'])
export class UnionUnitRow {
  @PrimaryColumn('uuid') id: string;
  /** The unit's part of every path; never given twice, because units are never deleted. */
  @Column('int') number: number;
  @Column('varchar', { length: 60 }) code: string;
  @Column('date', { name: 'founded_on', nullable: true }) foundedOn: string | null;
  @Column('varchar', { length: 20 }) provenance: Provenance;
  @Column('varchar', { length: 300, nullable: true }) source: string | null;
  @Column('varchar', { length: 2000, nullable: true }) sentence: string | null;
}

/** A dated fact of a unit. The database itself refuses two facts of a kind for one day (UNIQUE … WITHOUT OVERLAPS). */
@Entity('union_unit_fact')
@Index('union_unit_fact_period', ['unitId', 'kind', 'validUntil', 'validFrom'], { unique: true })
export class UnitFactRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'unit_id' }) unitId: string;
  @Column('varchar', { length: 20 }) kind: UnitFactKind;
  @Column('varchar', { length: 255 }) value: string;
  @Column('date', { name: 'valid_from' }) validFrom: string;
  /** First day on which it no longer holds. */
  @Column('date', { name: 'valid_until' }) validUntil: string;
  @Column('varchar', { length: 255, nullable: true }) document: string | null;
  @Column('varchar', { length: 20 }) provenance: Provenance;
}

/**
 * A unit between two dates on which nothing of it changes, path included: derived from the facts whenever one changes,
 * so that a read at any date is one row.
 */
@Entity('union_unit_version')
@Index('union_unit_version_path', ['path'])
@Index('union_unit_version_parent', ['parentId', 'validUntil'])
export class UnitVersionRow {
  @PrimaryColumn('uuid', { name: 'unit_id' }) unitId: string;
  @PrimaryColumn('date', { name: 'valid_from' }) validFrom: string;
  @Column('date', { name: 'valid_until' }) validUntil: string;
  @Column('varchar', { length: 255 }) path: string;
  @Column('uuid', { name: 'parent_id', nullable: true }) parentId: string | null;
  @Column('varchar', { length: 30 }) level: UnitLevel;
  @Column('varchar', { length: 30, nullable: true }) type: UnitType | null;
  @Column('varchar', { length: 20, nullable: true }) sector: UnitSector | null;
  @Column('varchar', { length: 255 }) name: string;
  @Column('varchar', { length: 20 }) status: UnitStatus;
}
