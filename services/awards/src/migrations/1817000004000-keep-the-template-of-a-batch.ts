import type { MigrationInterface, QueryRunner } from 'typeorm';

/** With which template a batch of certificates was asked for, and which batches an award is in. */
export class KeepTheTemplateOfABatch1817000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE certificate_batch
      ADD COLUMN template_id uuid NULL AFTER issuing_unit_id,
      ADD COLUMN template_version int NULL AFTER template_id`);
    await runner.query(
      'ALTER TABLE certificate_batch_item ADD KEY certificate_batch_item_certificate (certificate_id, batch_id)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE certificate_batch_item DROP KEY certificate_batch_item_certificate');
    await runner.query('ALTER TABLE certificate_batch DROP COLUMN template_id, DROP COLUMN template_version');
  }
}
