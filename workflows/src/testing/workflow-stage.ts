import { join } from 'node:path';
import { Client, WithStartWorkflowOperation, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure, type Workflow } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import {
  ACCEPT_DECISION_UPDATE,
  SUBJECT_STATE_QUERY,
  TaskQueue,
  type AcceptedDecision,
  type AuditActivities,
  type AwardsActivities,
  type DecisionDetail,
  type EmulationActivities,
  type FinanceActivities,
  type Instruction,
  type MembershipActivities,
  type ReconcilerActivities,
  type ResumeFrom,
  type DecisionAnswer,
  type SubjectState,
  type WorkflowTypeName,
} from '@thidua/contracts';
import { WORKER_SETTINGS } from '../worker-settings';

/** Activities of all four services. */
export type ServiceActivities = EmulationActivities &
  AwardsActivities &
  MembershipActivities &
  FinanceActivities &
  AuditActivities &
  ReconcilerActivities;

const RECONCILER_ACTIVITIES = ['beginReconciliation', 'reconcilePage', 'endReconciliation'] as const;
const ACTIVITIES_BY_QUEUE: Readonly<Record<string, readonly (keyof ServiceActivities)[]>> = {
  [TaskQueue.Emulation]: [
    'preparePledges',
    'prepareReviews',
    'closeCycle',
    'remindPledge',
    'passPledgeDeadline',
    'readReviewScope',
    'recordReviewActuals',
    'passReviewDeadline',
    'takeAuditAnchor',
    ...RECONCILER_ACTIVITIES,
  ],
  [TaskQueue.Awards]: [
    'remindStage',
    'markStageOverdue',
    'escalateStage',
    'passConsultationDeadline',
    'openForwardedNomination',
    'readAwardPayouts',
    'recordPayoutOrdered',
    'recordRevocationSettled',
    'markAppealOverdue',
    'takeAuditAnchor',
    ...RECONCILER_ACTIVITIES,
  ],
  [TaskQueue.Membership]: ['collectMembershipActuals', 'takeAuditAnchor'],
  [TaskQueue.Finance]: ['collectFinanceActuals', 'orderAwardPayments', 'cancelAwardPayments', 'takeAuditAnchor'],
};

let bundled: Promise<WorkflowBundleWithSourceMap> | null = null;

/** The bundle of the sources, made once for all stages of a process. */
function sharedBundle(): Promise<WorkflowBundleWithSourceMap> {
  bundled ??= bundleFromSources();
  return bundled;
}

/** The workflow code, bundled from where this file stands: the sources in a test, the build's output otherwise. */
export function bundleFromSources(): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: require.resolve('../workflows'),
    logger: new DefaultLogger('WARN'),
    webpackConfigHook: (config) => {
      const alias = config.resolve?.alias;
      return {
        ...config,
        resolve: {
          ...config.resolve,
          alias: {
            ...(Array.isArray(alias) ? {} : alias),
            '@thidua/contracts$': join(__dirname, '..', '..', '..', 'packages', 'contracts', 'src', 'index.ts'),
          },
        },
      };
    },
  });
}

/** Who acts, as the histories name it: no machine and no process. */
const STAGE_IDENTITY = 'workflow-stage';

/** A Temporal server with our workflow worker and workers that stand in for the services. */
export class WorkflowStage {
  /** What the services answer; a test sets what it needs. An activity that is not set fails the attempt. */
  services: Partial<ServiceActivities> = {};

  private constructor(
    private readonly environment: TestWorkflowEnvironment,
    private readonly bundle: WorkflowBundleWithSourceMap,
  ) {
    this.client = new Client({
      connection: environment.connection,
      namespace: environment.namespace,
      identity: STAGE_IDENTITY,
    });
  }

  private workers: Worker[] = [];
  private running: Promise<unknown> = Promise.resolve();

  /** A server that skips time, from the program that TEMPORAL_TEST_SERVER names. */
  static async skippingTime(): Promise<WorkflowStage> {
    return WorkflowStage.on(
      (path) => TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } }),
      programFrom('TEMPORAL_TEST_SERVER'),
    );
  }

  /**
   * A real server of its own.
   * @param program path of the `temporal` program.
   */
  static async real(program: string, extraArgs: string[]): Promise<WorkflowStage> {
    return WorkflowStage.on(
      (path) =>
        TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'existing-path', path }, extraArgs } }),
      program,
    );
  }

  private static async on(
    create: (path: string) => Promise<TestWorkflowEnvironment>,
    program: string,
  ): Promise<WorkflowStage> {
    installQuietRuntime();
    const [environment, bundle] = await Promise.all([create(program), sharedBundle()]);
    const stage = new WorkflowStage(environment, bundle);
    await stage.startWorkers();
    return stage;
  }

  /** A client of the server that does not let time pass while it waits for a result; only `sleep` does. */
  readonly client: Client;

  /** Lets time pass: at once on a server that skips time. */
  sleep(duration: string | number): Promise<void> {
    return this.environment.sleep(duration as Parameters<TestWorkflowEnvironment['sleep']>[0]);
  }

  /** The server's time plus an offset. */
  async timeIn(offsetMilliseconds: number): Promise<string> {
    return new Date((await this.environment.currentTimeMs()) + offsetMilliseconds).toISOString();
  }

  /** Stops the workers and the server. */
  async close(): Promise<void> {
    for (const worker of this.workers) {
      worker.shutdown();
    }
    await this.running;
    await this.environment.teardown();
  }

  private async startWorkers(): Promise<void> {
    const connection = this.environment.nativeConnection;
    const workflowWorker = Worker.create({
      ...WORKER_SETTINGS,
      connection,
      identity: STAGE_IDENTITY,
      workflowBundle: this.bundle,
    });
    const activityWorkers = Object.entries(ACTIVITIES_BY_QUEUE).map(([taskQueue, names]) =>
      Worker.create({
        connection,
        identity: STAGE_IDENTITY,
        taskQueue,
        activities: Object.fromEntries(names.map((name) => [name, (request: unknown) => this.answer(name, request)])),
        shutdownForceTime: '4 seconds',
      }),
    );
    this.workers = await Promise.all([workflowWorker, ...activityWorkers]);
    this.running = Promise.all(this.workers.map((worker) => worker.run()));
  }

  private answer(name: keyof ServiceActivities, request: unknown): Promise<unknown> {
    const activity = this.services[name] as ((request: unknown) => Promise<unknown>) | undefined;
    return activity ? activity(request) : Promise.reject(new Error(`no answer set for ${name}`));
  }
}

/** A subject as its database knows it: it numbers the decisions and hands them to the workflow, as the relay does. */
export class SubjectOnStage {
  private number = 0;
  /** What the database keeps of the answers: a workflow is rebuilt from it. */
  private readonly answers: [commandId: string, instruction: Instruction][] = [];
  private state: unknown = null;

  constructor(
    private readonly stage: WorkflowStage,
    private readonly workflowType: WorkflowTypeName,
    /** The workflow's id. */
    readonly workflowId: string,
    private readonly input: unknown,
  ) {}

  /** The next decision, committed but not delivered. */
  commit(action: string, details: Readonly<Record<string, DecisionDetail>> = {}, revision = 1): AcceptedDecision {
    this.number += 1;
    return {
      number: this.number,
      commandId: `command-${this.workflowId}-${this.number}`,
      action,
      revision,
      details,
      auditSequence: this.number,
      auditHash: 'a'.repeat(64),
    };
  }

  /** Delivers by update-with-start, as a START row does. */
  async start(decision: AcceptedDecision): Promise<DecisionAnswer> {
    const answer = await this.stage.client.workflow.executeUpdateWithStart<
      Workflow,
      DecisionAnswer,
      [AcceptedDecision]
    >(ACCEPT_DECISION_UPDATE, {
      args: [decision],
      updateId: decision.commandId,
      startWorkflowOperation: new WithStartWorkflowOperation(this.workflowType, {
        workflowId: this.workflowId,
        taskQueue: TaskQueue.Workflows,
        args: [this.input],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
      }),
    });
    return this.keep(decision, answer);
  }

  private keep(decision: AcceptedDecision, answer: DecisionAnswer): DecisionAnswer {
    const { workflowState, ...instruction } = answer;
    this.answers.push([decision.commandId, instruction]);
    this.state = workflowState;
    return answer;
  }

  /** What the database can rebuild the workflow from (rule 12). */
  resumeFrom(): ResumeFrom<unknown> {
    return { lastNumber: this.number, answers: this.answers, state: this.state };
  }

  /** Ends the workflow as an accident does, and begins its next life where the database stands. */
  async rebuild(): Promise<void> {
    const handle = this.stage.client.workflow.getHandle(this.workflowId);
    await handle.terminate('lost');
    await this.stage.client.workflow.start(this.workflowType, {
      workflowId: this.workflowId,
      taskQueue: TaskQueue.Workflows,
      args: [{ ...(this.input as object), resumeFrom: this.resumeFrom() }],
    });
  }

  /** Starts the workflow without a decision, as a parent does. */
  async startBare(): Promise<void> {
    await this.stage.client.workflow.start(this.workflowType, {
      workflowId: this.workflowId,
      taskQueue: TaskQueue.Workflows,
      args: [this.input],
    });
  }

  /** Delivers by a plain update; another update id makes the workflow itself answer, not the engine's memory. */
  async deliver(decision: AcceptedDecision, updateId = decision.commandId): Promise<DecisionAnswer> {
    const answer = await this.stage.client.workflow
      .getHandle(this.workflowId)
      .executeUpdate<DecisionAnswer, [AcceptedDecision]>(ACCEPT_DECISION_UPDATE, { args: [decision], updateId });
    return this.keep(decision, answer);
  }

  /** Commits and delivers. */
  decide(
    action: string,
    details?: Readonly<Record<string, DecisionDetail>>,
    revision?: number,
  ): Promise<DecisionAnswer> {
    return this.deliver(this.commit(action, details, revision));
  }

  /** How far the workflow is. */
  subjectState(): Promise<SubjectState> {
    return this.stage.client.workflow.getHandle(this.workflowId).query<SubjectState>(SUBJECT_STATE_QUERY);
  }

  /** Waits for the end of the workflow. */
  async ended(): Promise<void> {
    await this.stage.client.workflow.getHandle(this.workflowId).result();
  }

  /** The workflow's status, for example RUNNING. */
  async status(): Promise<string> {
    return (await this.stage.client.workflow.getHandle(this.workflowId).describe()).status.name;
  }
}

/** The type of the failure with which an update was refused; fails when it was not refused. */
export async function refusalType(update: Promise<unknown>): Promise<string | null | undefined> {
  try {
    await update;
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
      return error.cause.type;
    }
    throw error;
  }
  throw new Error('the update was not refused');
}

function programFrom(variable: string): string {
  const path = process.env[variable];
  if (!path) {
    throw new Error(`set ${variable} to the path of the program (npm test does so by itself)`);
  }
  return path;
}

let runtimeInstalled = false;

/** The engine's own lines stay out of the tests' report. */
export function installQuietRuntime(): void {
  if (!runtimeInstalled) {
    Runtime.install({
      logger: new DefaultLogger('ERROR'),
      telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }), forward: {} } },
      shutdownSignals: [],
    });
    runtimeInstalled = true;
  }
}
