import { SUBJECT_STATE_QUERY, SubjectKind, type SubjectState } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { createTestDatabase, type TestDatabase } from '@thidua/testkit';
import type { DataSource } from 'typeorm';
import { connect } from '../database/data-source';
import { readAudit, useAuditDatabase, type StoredAuditEntry } from '../decision/audit-trail';
import type { CommandOutcome } from '../decision/command';
import { Decisions } from '../decision/decisions';
import { createEngine, type Engine } from '../decision/engine';
import { Relay } from '../decision/relay';
import type { TaskReference } from '../decision/tasks';
import { createLog } from '../log';
import { Findings, type ListedFinding } from '../reconciler/findings';
import { Reconciler } from '../reconciler/reconciler';
import { createSubjectWorkflows, type SubjectWorkflows } from '../reconciler/subject-workflows';
import { TinyPledges, tinyDataSource } from './crash/tiny-pledges';
import { startWorkflowQuarter, type WorkflowQuarter } from './crash/workflow-worker';
import { pledgeWorkflow } from './decision-bench';

const FAR_AWAY = '2099-01-01T00:00:00.000Z';
const PASSES = ['HELD', 'OPEN', 'ENGINE'] as const;

/** The decision path on a real database with the real workflows on a real Temporal, in the test's own process. */
export class EngineBench {
  readonly log = createLog('bench', 'silent');
  readonly pledges: TinyPledges;
  readonly decisions: Decisions;
  readonly relay: Relay;
  readonly workflows: SubjectWorkflows;
  readonly reconciler: Reconciler;

  private constructor(
    readonly database: TestDatabase,
    readonly dataSource: DataSource,
    readonly quarter: WorkflowQuarter,
    readonly engine: Engine,
  ) {
    const units = { unitInScope: () => Promise.resolve(null) };
    this.decisions = new Decisions(dataSource, engine, units, {});
    this.pledges = new TinyPledges(this.decisions);
    this.relay = new Relay(dataSource, engine, {}, this.log);
    this.workflows = createSubjectWorkflows(quarter.address, quarter.namespace);
    this.reconciler = this.reconcilerOn(this.workflows);
  }

  /** Sets it up. @param address of the Temporal server, when it is not the shared one. */
  static async start(purpose: string, address?: string): Promise<EngineBench> {
    const [database, quarter] = await Promise.all([createTestDatabase(purpose), startWorkflowQuarter(address)]);
    return EngineBench.on(database, quarter);
  }

  private static async on(database: TestDatabase, quarter: WorkflowQuarter): Promise<EngineBench> {
    database.useAsEnvironment();
    useAuditDatabase(database.auditDatabase);
    const dataSource = tinyDataSource(database.url);
    await connect(dataSource);
    await dataSource.runMigrations({ transaction: 'none' });
    return new EngineBench(database, dataSource, quarter, createEngine(quarter.address, quarter.namespace));
  }

  /** The same on the same servers, with new connections: the database was put back meanwhile. */
  async reopened(): Promise<EngineBench> {
    await Promise.all([this.engine.close(), this.workflows.close(), this.dataSource.destroy()]);
    return EngineBench.on(this.database, this.quarter);
  }

  async stop(): Promise<void> {
    await Promise.all([this.engine.close(), this.workflows.close()]);
    await this.quarter.stop();
    await this.dataSource.destroy();
    await this.database.drop();
  }

  /** A reconciler that asks another engine. */
  reconcilerOn(workflows: SubjectWorkflows): Reconciler {
    return new Reconciler({ dataSource: this.dataSource, workflows, kinds: [SubjectKind.Pledge], log: this.log });
  }

  /** A whole reconciliation, as the workflow does it. */
  async reconcile(reconciler = this.reconciler): Promise<{ compared: number; repaired: number; listed: number }> {
    const counts = { compared: 0, repaired: 0, listed: 0 };
    for (const pass of PASSES) {
      let cursor: string | null = null;
      do {
        const page = await reconciler.page({ pass, cursor });
        counts.compared += page.compared;
        counts.repaired += page.repaired;
        counts.listed += page.listed;
        cursor = page.nextCursor;
      } while (cursor !== null);
    }
    return counts;
  }

  /** What is listed of a pledge, open or resolved. */
  async findings(pledgeId: string, which: 'OPEN' | 'RESOLVED' = 'OPEN'): Promise<ListedFinding[]> {
    const listed = await new Findings(this.dataSource).read(which, 1000);
    return listed.filter(({ subjectId }) => subjectId === pledgeId);
  }

  /** Delivers until nothing of a pledge waits any more. */
  async drain(pledgeId: string): Promise<void> {
    for (;;) {
      await this.relay.deliverBatch();
      const [waiting] = await this.dataSource.query<{ waiting: number | string }[]>(
        'SELECT COUNT(*) AS waiting FROM outbox WHERE subject_id = ? AND done_at IS NULL',
        [pledgeId],
      );
      if (Number(waiting?.waiting) === 0) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** How far a pledge's workflow is. */
  workflowState(pledgeId: string): Promise<SubjectState> {
    return this.quarter.client.workflow.getHandle(pledgeWorkflow(pledgeId)).query<SubjectState>(SUBJECT_STATE_QUERY);
  }

  /** Takes a workflow out of the engine, with its history. */
  async forget(pledgeId: string): Promise<void> {
    const { client, namespace } = this.quarter;
    await client.workflowService.deleteWorkflowExecution({
      namespace,
      workflowExecution: { workflowId: pledgeWorkflow(pledgeId) },
    });
    while ((await this.workflows.look(pledgeWorkflow(pledgeId))).status !== 'NOT_FOUND') {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** The pledge's trail. */
  trail(pledgeId: string): Promise<StoredAuditEntry[]> {
    return readAudit(this.dataSource, pledgeId, 0, 1000);
  }
}

/** A pledge on the bench, of a group of some units. */
export class BenchPledge {
  readonly id = newId();
  readonly unitIds: readonly string[];

  constructor(
    private readonly bench: EngineBench,
    units = 3,
  ) {
    this.unitIds = Array.from({ length: units }, () => newId());
  }

  get workflowId(): string {
    return pledgeWorkflow(this.id);
  }

  /** Prepares it. */
  prepare(deadlineAt = FAR_AWAY): Promise<CommandOutcome<unknown>> {
    return this.bench.pledges.run({ act: 'prepare', commandId: newId(), pledgeId: this.id, deadlineAt });
  }

  /** Opens it for signature. */
  open(commandId = newId()): Promise<CommandOutcome<unknown>> {
    return this.bench.pledges.run({ act: 'open', commandId, pledgeId: this.id, unitIds: this.unitIds });
  }

  /** Signs it for one of its units. @param byRelay left to the relay. */
  async sign(unit: number, byRelay = false): Promise<CommandOutcome<unknown>> {
    const unitId = this.unitIds[unit] ?? '';
    const [task] = await this.bench.dataSource.query<TaskReference[]>(
      `SELECT id AS taskId, version FROM task
        WHERE subject_id = ? AND unit_id = ? AND kind = 'SIGN_PLEDGE' AND status = 'OPEN'`,
      [this.id, unitId],
    );
    return this.bench.pledges.run({
      act: 'sign',
      commandId: newId(),
      pledgeId: this.id,
      unitId,
      byRelay,
      ...(task ? { task } : {}),
    });
  }

  /** Prepared, opened, and signed by its first units. */
  async signedBy(units: number): Promise<void> {
    await this.prepare();
    await this.open();
    for (let unit = 0; unit < units; unit += 1) {
      await this.sign(unit);
    }
    await this.bench.drain(this.id);
  }
}
