import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A version of a union unit as this service has heard of it: read-only, written by the change feed alone. */
abstract class UnitVersionRow {
  @PrimaryColumn('uuid', { name: 'unit_id' }) unitId: string;
  @PrimaryColumn('date', { name: 'valid_from' }) validFrom: string;
  @Column('date', { name: 'valid_until' }) validUntil: string;
  @Column('varchar', { length: 60 }) code: string;
  /** Digits and slashes: compared byte by byte, and read by ranges of the index alone when a subtree is summed. */
  @Column({ type: 'varchar', length: 255, charset: 'ascii', collation: 'ascii_bin' }) path: string;
  @Column('uuid', { name: 'parent_id', nullable: true }) parentId: string | null;
  @Column('varchar', { length: 30 }) level: string;
  @Column('varchar', { length: 30, nullable: true }) type: string | null;
  @Column('varchar', { length: 20, nullable: true }) sector: string | null;
  @Column('varchar', { length: 255 }) name: string;
  @Column('varchar', { length: 20 }) status: string;
  @Column('varchar', { length: 20 }) provenance: string;
}

/** The projection of the union tree in use. */
@Entity('unit_projection')
@Index('unit_projection_path', ['path', 'validUntil'])
export class UnitProjectionRow extends UnitVersionRow {}

/** The projection as it is being built again from zero, beside the one in use. */
@Entity('unit_projection_next')
@Index('unit_projection_path', ['path', 'validUntil'])
export class NextUnitProjectionRow extends UnitVersionRow {}

/** How far this service has read another service's change feed. */
@Entity('feed_cursor')
export class FeedCursorRow {
  @PrimaryColumn('varchar', { length: 20 }) feed: string;
  @Column('varchar', { length: 36 }) epoch: string;
  @Column('bigint') position: string;
}

/** Entities of the unit projection: part of the data source of every service but membership. */
export const UNIT_PROJECTION_ENTITIES = [UnitProjectionRow, NextUnitProjectionRow, FeedCursorRow];
