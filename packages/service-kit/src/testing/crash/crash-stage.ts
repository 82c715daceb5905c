import { setTimeout as sleep } from 'node:timers/promises';
import { SUBJECT_STATE_QUERY, type SubjectState } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { createTestDatabase, type TestDatabase } from '@thidua/testkit';
import type { DataSource } from 'typeorm';
import { connect } from '../../database/data-source';
import { useAuditDatabase } from '../../decision/audit-trail';
import type { TaskReference } from '../../decision/tasks';
import { pledgeWorkflow } from '../decision-bench';
import { violationsOf } from './decision-invariants';
import { tinyDataSource, type TinyCommand } from './tiny-pledges';
import { TinyProcess, type TinyOutcome } from './tiny-process';
import { startWorkflowQuarter, type WorkflowQuarter } from './workflow-worker';

const FAR_AWAY = '2099-01-01T00:00:00.000Z';
const POLL_MILLISECONDS = 20;
/** What has not come through after this long is stuck. */
const SETTLING_MILLISECONDS = 10_000;

/** A database, a namespace with the real workflows, and tiny services that may die. */
export class CrashStage {
  private readonly processes: TinyProcess[] = [];
  private readonly pledgeIds: string[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly dataSource: DataSource,
    readonly quarter: WorkflowQuarter,
  ) {}

  /** Sets the stage. */
  static async start(purpose: string): Promise<CrashStage> {
    const [database, quarter] = await Promise.all([createTestDatabase(purpose), startWorkflowQuarter()]);
    database.useAsEnvironment();
    useAuditDatabase(database.auditDatabase);
    const dataSource = tinyDataSource(database.url);
    await connect(dataSource);
    await dataSource.runMigrations({ transaction: 'none' });
    return new CrashStage(database, dataSource, quarter);
  }

  /** Starts a tiny service. */
  async serve(
    options: Parameters<typeof TinyProcess.start>[1] = {},
    environment: NodeJS.ProcessEnv = {},
  ): Promise<TinyProcess> {
    const started = await TinyProcess.start(
      {
        DATABASE_URL: this.database.url,
        AUDIT_DATABASE: this.database.auditDatabase,
        TEMPORAL_ADDRESS: this.quarter.address,
        TEMPORAL_NAMESPACE: this.quarter.namespace,
        ...environment,
      },
      options,
    );
    this.processes.push(started);
    return started;
  }

  /** Ends the processes of a test, and its workflows: their timers must not call on the next test's process. */
  async endTest(): Promise<void> {
    await Promise.all(this.processes.splice(0).map((each) => each.kill()));
    const { workflow } = this.quarter.client;
    await Promise.all(
      this.pledgeIds.splice(0).map((id) =>
        workflow
          .getHandle(pledgeWorkflow(id))
          .terminate('end of the test')
          .catch(() => undefined),
      ),
    );
  }

  /** A new pledge. */
  pledge(): TinyPledge {
    const pledge = new TinyPledge(this);
    this.pledgeIds.push(pledge.id);
    return pledge;
  }

  async stop(): Promise<void> {
    await this.endTest();
    await this.quarter.stop();
    await this.dataSource.destroy();
    await this.database.drop();
  }

  /** Nothing that waits now is delivered any more. */
  async forgetWaitingRows(): Promise<void> {
    await this.dataSource.query('UPDATE outbox SET done_at = UTC_TIMESTAMP(6) WHERE done_at IS NULL');
  }

  /** As if the lease of a process that died had ended by itself. */
  async endLeases(): Promise<void> {
    await this.dataSource.query(
      'UPDATE outbox SET lease_until = UTC_TIMESTAMP(6) WHERE done_at IS NULL AND lease_until IS NOT NULL',
    );
  }

  /** The open task of a unit, once it is there. */
  async openTask(pledgeId: string, unitId: string): Promise<TaskReference> {
    return this.until(async () => {
      const [task] = await this.dataSource.query<TaskReference[]>(
        `SELECT id AS taskId, version FROM task WHERE subject_id = ? AND unit_id = ? AND kind = 'SIGN_PLEDGE'`,
        [pledgeId, unitId],
      );
      return task ?? null;
    });
  }

  /** How far a pledge's workflow is. */
  workflowState(pledgeId: string): Promise<SubjectState> {
    return this.quarter.client.workflow.getHandle(pledgeWorkflow(pledgeId)).query<SubjectState>(SUBJECT_STATE_QUERY);
  }

  /** Asks until there is an answer. @throws when there is none in the settling time. */
  async until<Answer>(
    ask: () => Promise<Answer | null>,
    patienceMilliseconds = SETTLING_MILLISECONDS,
  ): Promise<Answer> {
    for (const giveUpAt = Date.now() + patienceMilliseconds; Date.now() < giveUpAt; ) {
      const answer = await ask();
      if (answer !== null) {
        return answer;
      }
      await sleep(POLL_MILLISECONDS);
    }
    throw new Error('it did not come about in the settling time');
  }

  /** Waits until nothing of a pledge is under way any more, or the settling time is over. */
  async settle(pledgeId: string): Promise<void> {
    await this.until(async () => {
      const [waiting] = await this.dataSource.query<{ found: number | string }[]>(
        'SELECT EXISTS (SELECT 1 FROM outbox WHERE subject_id = ? AND done_at IS NULL) AS found',
        [pledgeId],
      );
      return Number(waiting?.found) === 0 ? true : null;
    }).catch(() => undefined);
  }
}

/** A pledge and what its clients know of their commands. */
export class TinyPledge {
  readonly id = newId();
  readonly unitIds = [newId(), newId()] as const;
  private readonly log = new Map<string, TinyOutcome['outcome']>();

  constructor(private readonly stage: CrashStage) {}

  /** The command that prepares the pledge, far from its deadline unless one is given. */
  prepare(deadlineAt = FAR_AWAY): TinyCommand {
    return { act: 'prepare', commandId: newId(), pledgeId: this.id, deadlineAt };
  }

  /** The command that opens it for its two units' signatures. */
  open(byRelay = false): TinyCommand {
    return { act: 'open', commandId: newId(), pledgeId: this.id, unitIds: this.unitIds, byRelay };
  }

  /** The command by which a unit signs, on its task as it stands now. */
  async sign(unitId: string): Promise<TinyCommand> {
    const task = await this.stage.openTask(this.id, unitId);
    return { act: 'sign', commandId: newId(), pledgeId: this.id, unitId, task };
  }

  /** Sends a command as a client does, who remembers what came of it. */
  async send(service: TinyProcess, command: TinyCommand): Promise<TinyOutcome> {
    const outcome = await service.run(command);
    this.log.set(command.commandId, outcome.outcome);
    return outcome;
  }

  /** Waits until nothing is under way, then checks from outside. */
  async violations(): Promise<string[]> {
    await this.stage.settle(this.id);
    return violationsOf({ dataSource: this.stage.dataSource, client: this.stage.quarter.client }, this.id, this.log);
  }
}
