import { Provenance } from '@thidua/service-kit';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { HeadcountKind, HeadcountMeasure, HeadcountQualifier } from './headcount.enum';

/** A figure about a unit as a source states it: never counted from our rows, never corrected. */
@Entity('headcount')
@Index('headcount_unit', ['unitId', 'id'])
export class HeadcountRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'unit_id' }) unitId: string;
  @Column('varchar', { length: 30 }) kind: HeadcountKind;
  @Column('varchar', { length: 10 }) measure: HeadcountMeasure;
  @Column('int') total: number;
  @Column('int', { nullable: true }) female: number | null;
  @Column('varchar', { length: 10 }) qualifier: HeadcountQualifier;
  @Column('date', { name: 'period_from', nullable: true }) periodFrom: string | null;
  @Column('date', { name: 'period_to', nullable: true }) periodTo: string | null;
  @Column('date', { name: 'as_of', nullable: true }) asOf: string | null;
  @Column('varchar', { length: 300, nullable: true }) source: string | null;
  @Column('varchar', { length: 2000, nullable: true }) sentence: string | null;
  @Column('varchar', { length: 20 }) provenance: Provenance;
}
