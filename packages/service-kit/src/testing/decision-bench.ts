import { SubjectKind, WorkflowType, workflowIdOf } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { createTestDatabase, testPassport, type TestDatabase } from '@thidua/testkit';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { addAuditAnchors } from '../audit/audit-tables';
import { addAuditExports } from '../audit-export/audit-export.tables';
import { connect, createDataSource } from '../database/data-source';
import { readAudit, useAuditDatabase, type StoredAuditEntry } from '../decision/audit-trail';
import type { CommandActor, DecisionTransaction } from '../decision/decision-transaction';
import {
  addReconciliation,
  addUnitProjectionRebuild,
  createDecisionTables,
  createUnitProjectionTables,
  separateStrugglingRows,
} from '../decision/decision-tables';
import type { Command } from '../decision/command';
import { Decisions } from '../decision/decisions';
import type { InstructionHooks } from '../decision/instruction';
import { Relay } from '../decision/relay';
import { TaskRow } from '../decision/task.entity';
import { projectedUnits } from '../feed/unit-projection';
import { UNIT_PROJECTION_ENTITIES } from '../feed/unit-projection.entity';
import { createLog } from '../log';
import { RecordingEngine } from './recording-engine';

class DecisionPath1000000000000 implements MigrationInterface {
  name = 'DecisionPath1000000000000';
  async up(runner: QueryRunner): Promise<void> {
    await createDecisionTables(runner);
    await createUnitProjectionTables(runner);
    await addReconciliation(runner);
    await separateStrugglingRows(runner);
    await addUnitProjectionRebuild(runner);
    await addAuditAnchors(runner);
    await addAuditExports(runner);
    await runner.query('CREATE TABLE note (subject_id uuid NOT NULL, text varchar(100) NOT NULL) ENGINE=InnoDB');
  }
  async down(): Promise<void> {}
}

/** The decision path alone, on a real database of the test's own, with an engine that the test governs. */
export interface DecisionBench {
  readonly database: TestDatabase;
  readonly dataSource: DataSource;
  readonly decisions: Decisions;
  readonly engine: RecordingEngine;
  readonly hooks: InstructionHooks;
  /** A relay that works only when told to. */
  readonly relay: Relay;
  /** Delivers until nothing is due any more, waiting for back-off. */
  drain(subjectId: string): Promise<void>;
  /** The subject's whole chain. */
  trail(subjectId: string): Promise<StoredAuditEntry[]>;
  stop(): Promise<void>;
}

/** Opens a data source on a test's database, as a service would. */
export function benchDataSource(url: string, poolSize = 24): DataSource {
  return createDataSource({ url, poolSize }, [TaskRow, ...UNIT_PROJECTION_ENTITIES], [DecisionPath1000000000000]);
}

/** Starts the bench. */
export async function startDecisionBench(purpose: string): Promise<DecisionBench> {
  const database = await createTestDatabase(purpose);
  database.useAsEnvironment();
  useAuditDatabase(database.auditDatabase);
  const dataSource = benchDataSource(database.url);
  await connect(dataSource);
  await dataSource.runMigrations({ transaction: 'none' });
  const engine = new RecordingEngine();
  const hooks: InstructionHooks = {};
  const units = {
    ...projectedUnits,
    unitInScope: (_runner: unknown, unitId: string) => Promise.resolve({ unitId, unitPath: '/1/' }),
  };
  const decisions = new Decisions(dataSource, engine, units, hooks);
  const relay = new Relay(dataSource, engine, hooks, createLog('bench', 'silent'));
  return {
    database,
    dataSource,
    decisions,
    engine,
    hooks,
    relay,
    async drain(subjectId) {
      for (;;) {
        await relay.deliverBatch();
        const [waiting] = await dataSource.query<{ waiting: number | string }[]>(
          'SELECT COUNT(*) AS waiting FROM outbox WHERE subject_id = ? AND done_at IS NULL AND set_aside_at IS NULL',
          [subjectId],
        );
        if (Number(waiting?.waiting) === 0) {
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    trail: (subjectId) => readAudit(dataSource, subjectId, 0, 1000),
    async stop() {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

/** A person who may act. */
export function person(): CommandActor {
  return { kind: 'person', passport: testPassport(newId(), []) };
}

/** The workflow id of a pledge. */
export function pledgeWorkflow(subjectId: string): string {
  return workflowIdOf(SubjectKind.Pledge, subjectId);
}

/** A command on a pledge that writes a note and moves its workflow; each part can be replaced. */
export function pledgeCommand(
  subjectId: string,
  more: Partial<Command<{ text: string }>> & {
    readonly text?: string;
    readonly starts?: boolean;
    readonly before?: (transaction: DecisionTransaction) => Promise<unknown>;
  } = {},
): Command<{ text: string }> {
  const { text = 'ghi chú', starts = false, before, ...command } = more;
  return {
    actor: { kind: 'system', name: 'test' },
    operation: 'writeNote',
    commandId: newId(),
    payload: { text },
    subject: { kind: SubjectKind.Pledge, id: subjectId, isNew: 'IF_MISSING' },
    decide: async (transaction) => {
      await before?.(transaction);
      await transaction.query('INSERT INTO note (subject_id, text) VALUES (?, ?)', [subjectId, text]);
      return {
        answer: { text },
        audit: { action: 'WRITE_NOTE', after: { text } },
        route: {
          workflowType: WorkflowType.PledgeSigning,
          action: 'WRITE_NOTE',
          details: {},
          ...(starts ? { start: { workflowType: WorkflowType.PledgeSigning, input: { pledgeId: subjectId } } } : {}),
        },
      };
    },
    ...command,
  };
}
