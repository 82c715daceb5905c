import type { Mandate, OfficerPosition } from '@thidua/contracts';
import { newId, seededId } from '@thidua/contracts/ids';
import {
  connect,
  createErrorFormatter,
  createLog,
  dataSourceOf,
  Decisions,
  type InstructionHooks,
  projectedUnits,
  Relay,
  runMigrations,
  type ServiceDependencies,
  schemaOf,
  statementCount,
  useAuditDatabase,
} from '@thidua/service-kit';
import { createTestDatabase, type TestDatabase, testPassport } from '@thidua/testkit';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ExecutionResult, graphql, type GraphQLSchema } from 'graphql';
import type { DataSource } from 'typeorm';
import { createAwardsActivities } from '../activities/awards.activities';
import { DecisionCarrier } from '../decision/decision-carrier';
import { definition } from '../definition';
import { AwardsLoaders } from '../graph/awards.loaders';
import { seedAwards } from '../seed/award-types.seed';
import { AwardFactsReader } from '../check/award-facts.reader';
import { NominationChecks } from '../check/nomination-checks';
import { RouteEngine } from './route-engine';
import { StandInOwners } from './stand-in-owners';

/** A union unit of the tests' own little tree. */
export interface TestUnit {
  readonly id: string;
  readonly path: string;
  readonly level: string;
}

function unit(code: string, path: string, level: string): TestUnit {
  return { id: seededId('unit', code), path, level };
}

/** TLĐ → An Giang → (Long Xuyên → a grassroots union) and a direct grassroots union; another province beside it. */
export const UNITS = {
  tld: unit('TLD', '/1/', 'GENERAL_CONFEDERATION'),
  ag: unit('AG', '/1/2/', 'PROVINCIAL_FEDERATION'),
  lx: unit('AG-LX', '/1/2/3/', 'IMMEDIATE_UPPER_UNION'),
  lxSchool: unit('AG-LX-01', '/1/2/3/4/', 'GRASSROOTS_UNION'),
  direct: unit('AG-K10-01', '/1/2/5/', 'GRASSROOTS_UNION'),
  directSection: unit('AG-K10-01-BP', '/1/2/5/8/', 'UNION_SECTION'),
  other: unit('BG', '/1/6/', 'PROVINCIAL_FEDERATION'),
  otherSchool: unit('BG-01', '/1/6/7/', 'GRASSROOTS_UNION'),
} as const;

/** Someone who calls, under the mandates of their positions. */
export interface TestPerson {
  readonly id: string;
  readonly mandates: readonly Mandate[];
}

/** A person who holds one position; without one a plain member. */
export function person(position?: OfficerPosition, of?: TestUnit): TestPerson {
  return {
    id: newId(),
    mandates: position && of ? [{ id: newId(), unitId: of.id, unitPath: of.path, position }] : [],
  };
}

/** An answer of the graph. */
export interface Answer {
  readonly data: Record<string, never> | null;
  readonly errors: readonly {
    readonly message: string;
    readonly extensions: Record<string, unknown> & { readonly code?: string };
  }[];
  /** SQL statements it took. */
  readonly statements: number;
}

/** From which likeness on two reports are told to be about the same, as the service's default has it. */
export const LIKENESS_PERCENT = 70;

/** The largest paper in tests: three whole parts. */
export const LARGEST_PAPER = 3 * 1024 * 1024;

/** The awards service on a real database of a test's own, with an engine of the test's own. */
export class AwardsBench {
  private constructor(
    readonly database: TestDatabase,
    readonly dataSource: DataSource,
    readonly engine: RouteEngine,
    readonly owners: StandInOwners,
    readonly decisions: Decisions,
    readonly relay: Relay,
    readonly schema: GraphQLSchema,
    readonly activities: ReturnType<typeof createAwardsActivities>,
    /** The checks of nominations, by what the stand-in owners say. */
    readonly checks: NominationChecks,
    /** Moves the nominations of decisions, a batch each time it is told to. */
    readonly carrier: DecisionCarrier,
    /** The folder in which papers are kept. */
    readonly papers: string,
  ) {}

  static async start(purpose: string): Promise<AwardsBench> {
    const database = await createTestDatabase(`awards_${purpose}`);
    database.useAsEnvironment();
    await runMigrations(definition);
    useAuditDatabase(database.auditDatabase);
    const dataSource = dataSourceOf(definition, { url: database.url, poolSize: 8 });
    await connect(dataSource);
    const engine = new RouteEngine();
    const owners = await StandInOwners.start();
    const papers = mkdtempSync(join(tmpdir(), 'thidua-papers-'));
    const hooks: InstructionHooks = definition.instructionHooks ?? {};
    const decisions = new Decisions(dataSource, engine, projectedUnits, hooks);
    const log = createLog('awards-test', 'silent');
    const dependencies = {
      dataSource,
      decisions,
      units: projectedUnits,
      engine,
      log,
      environment: { ...owners.environment(), PAPER_DIRECTORY: papers, PAPER_LARGEST_BYTES: LARGEST_PAPER },
      signer: await owners.signer(),
    } as unknown as ServiceDependencies;
    const facts = new AwardFactsReader(dependencies.environment, dependencies.signer);
    const checks = new NominationChecks(dataSource, facts, LIKENESS_PERCENT);
    const { schema } = schemaOf(definition, definition.createResolvers(dependencies));
    const bench = new AwardsBench(
      database,
      dataSource,
      engine,
      owners,
      decisions,
      new Relay(dataSource, engine, hooks, log),
      schema,
      createAwardsActivities(dependencies),
      checks,
      new DecisionCarrier(dependencies, checks),
      papers,
    );
    for (const [code, row] of Object.entries(UNITS)) {
      await bench.placeUnit(code, row);
    }
    await seedAwards(dependencies);
    return bench;
  }

  async stop(): Promise<void> {
    await this.owners.stop();
    await this.dataSource.destroy();
    await this.database.drop();
    rmSync(this.papers, { recursive: true });
  }

  /** What the change feed would bring: a unit as it stands since 2000. */
  async placeUnit(code: string, { id, path, level }: TestUnit): Promise<void> {
    this.owners.everyUnit.push(id);
    await this.dataSource.query(
      `INSERT INTO unit_projection (unit_id, valid_from, valid_until, code, path, parent_id, level, type, sector, name,
                                    status, provenance)
       VALUES (?, '2000-01-01', '9999-12-31', ?, ?, NULL, ?, NULL, NULL, ?, 'ACTIVE', 'DEMONSTRATION')`,
      [id, code, path, level, code],
    );
  }

  /** Sends an operation as a person, as the gateway would. */
  async send(caller: TestPerson, source: string, variableValues: object = {}): Promise<Answer> {
    const passport = testPassport(caller.id, caller.mandates);
    const count = { statements: 0 };
    const result: ExecutionResult = await statementCount.run(count, () =>
      graphql({
        schema: this.schema,
        source,
        variableValues: variableValues as Record<string, unknown>,
        contextValue: {
          passport,
          traceId: '0'.repeat(32),
          dataSource: this.dataSource,
          units: projectedUnits,
          loaders: new AwardsLoaders(this.dataSource, passport),
        },
      }),
    );
    const format = createErrorFormatter(createLog('awards-test', 'silent'));
    return {
      data: (result.data ?? null) as Answer['data'],
      errors: (result.errors ?? []).map((error) => {
        const formatted = format(error.toJSON(), error);
        return { message: formatted.message, extensions: { ...formatted.extensions } };
      }),
      statements: count.statements,
    };
  }

  /** Lets membership say what somebody may act under. */
  knows(someone: TestPerson): TestPerson {
    this.owners.mandatesOf.set(someone.id, someone.mandates);
    return someone;
  }

  /** Sends a command; the answer says which member of the union came back. */
  async command(caller: TestPerson, operation: string, input: object): Promise<CommandAnswer> {
    const type = `${operation[0]?.toUpperCase()}${operation.slice(1)}`;
    const inputType = operation === 'unclaimAwardTask' ? 'ClaimAwardTaskInput' : `${type}Input`;
    const content = operation.endsWith('AwardTask')
      ? 'task { id version assigneeId }'
      : `routing nomination { ${NOMINATION_FIELDS} }`;
    const answer = await this.send(
      caller,
      `mutation ($input: ${inputType}!) { result: ${operation}(input: $input) { __typename
         ... on ${type}Success { ${content} } ... on CommandRefused { reasons { code vi en field } } } }`,
      { input: { commandId: newId(), ...input } },
    );
    const result = (answer.data?.['result'] ?? null) as Omit<CommandAnswer, 'code' | 'error'> | null;
    const [error] = answer.errors;
    return {
      ...(result ?? { __typename: 'Error' }),
      error: error ?? null,
      code: error ? String(error.extensions['code']) : (result?.reasons?.[0]?.code ?? null),
    };
  }

  /** Sends a command on a decision; the answer says which member of the union came back. */
  async onDecision(
    caller: TestPerson,
    operation: string,
    input: object,
    inputType = `${operation[0]?.toUpperCase()}${operation.slice(1)}Input`,
  ): Promise<DecisionAnswer> {
    const type = `${operation[0]?.toUpperCase()}${operation.slice(1)}`;
    const answer = await this.send(
      caller,
      `mutation ($input: ${inputType}!) { result: ${operation}(input: $input) { __typename
         ... on ${type}Success { decision { ${DECISION_FIELDS} } } ... on CommandRefused { reasons { code vi en field } } } }`,
      { input: { commandId: newId(), ...input } },
    );
    const result = (answer.data?.['result'] ?? null) as Omit<DecisionAnswer, 'code' | 'error'> | null;
    const [error] = answer.errors;
    return {
      ...(result ?? { __typename: 'Error' }),
      error: error ?? null,
      code: error ? String(error.extensions['code']) : (result?.reasons?.[0]?.code ?? null),
    };
  }

  /** Has everything carried out that decisions still have to do to their nominations, and delivered. */
  async carryAll(): Promise<void> {
    while ((await this.carrier.carryBatch()) > 0) {
      // a batch at a time
    }
    while ((await this.relay.deliverBatch()) > 0) {
      // a batch at a time
    }
  }

  /** Drafts a nomination of a new member for the provincial merit certificate. */
  async draft(caller: TestPerson, from: TestUnit, more: object = {}): Promise<NominationView> {
    const { nomination } = await this.command(caller, 'draftNomination', {
      awardTypeId: seededId('award-type', 'PROVINCIAL_MERIT_CERTIFICATE'),
      nominatingUnitId: from.id,
      nomineeMemberId: newId(),
      achievement: 'Có sáng kiến làm lợi cho đơn vị.',
      ...more,
    });
    return must(nomination);
  }

  /** Drafts and submits. */
  async submitted(
    drafter: TestPerson,
    submitter: TestPerson,
    from: TestUnit,
    more: object = {},
  ): Promise<NominationView> {
    const { id } = await this.draft(drafter, from, more);
    return must((await this.command(submitter, 'submitNomination', { nominationId: id })).nomination);
  }

  /** The audit trail of a nomination, as it is stored. */
  async trail(nominationId: string): Promise<{ action: string; reason: string | null }[]> {
    const rows = await this.dataSource.query<{ entry: string }[]>(
      `SELECT entry FROM ${this.database.auditDatabase}.audit_entry WHERE subject_id = ? ORDER BY sequence`,
      [nominationId],
    );
    return rows.map(({ entry }) => JSON.parse(entry) as { action: string; reason: string | null });
  }

  /** How many rows a table has, for a subject kind of nominations where it has one. */
  async count(table: string, where = 'TRUE', parameters: unknown[] = []): Promise<number> {
    const [row] = await this.dataSource.query<{ n: string }[]>(
      `SELECT COUNT(*) AS n FROM ${table} WHERE ${where}`,
      parameters,
    );
    return Number(row?.n);
  }
}

/** What the tests read of a nomination. */
export const NOMINATION_FIELDS = `id state stage revision version achievement skippedStages { stage reasonVi reasonEn }
  revisions { number achievement returnReason returnedFromStage }
  councilVote { members yes no abstain passed thresholdPercent }
  decision { number decidedOn year signatory { id } body { id } }
  tasks(status: OPEN) { id kind stage unitId version dueAt overdueAt assigneeId }`;

/** What the tests read of a decision. */
export const DECISION_FIELDS = `id state version title symbol legalBases effectiveOn number year decidedOn
  signatoryPosition signatory { id } body { id }
  items { nodes { ordinal state nomination { id state } refusal { code vi en } } }
  progress { act total waiting done refused }`;

/** A decision as the tests see it. */
export interface DecisionView {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly number: string | null;
  readonly year: number | null;
  readonly decidedOn: string | null;
  readonly effectiveOn: string | null;
  readonly signatory: { readonly id: string } | null;
  readonly items: {
    readonly nodes: readonly {
      readonly ordinal: number;
      readonly state: string;
      readonly nomination: { readonly id: string; readonly state: string } | null;
      readonly refusal: { readonly code: string; readonly vi: string; readonly en: string } | null;
    }[];
  };
  readonly progress: readonly {
    readonly act: string;
    readonly total: number;
    readonly waiting: number;
    readonly done: number;
    readonly refused: number;
  }[];
}

/** What came of a command on a decision. */
export interface DecisionAnswer extends Omit<CommandAnswer, 'nomination' | 'task'> {
  readonly decision?: DecisionView;
  readonly reasons?: readonly {
    readonly code: string;
    readonly vi: string;
    readonly en: string;
    readonly field: string;
  }[];
}

/** A nomination as the tests see it. */
export interface NominationView {
  readonly id: string;
  readonly state: string;
  readonly stage: string | null;
  readonly revision: number;
  readonly version: number;
  readonly achievement: string;
  readonly skippedStages: readonly { readonly stage: string; readonly reasonVi: string }[];
  readonly revisions: readonly {
    readonly number: number;
    readonly achievement: string;
    readonly returnReason: string | null;
    readonly returnedFromStage: string | null;
  }[];
  readonly councilVote: { readonly passed: boolean; readonly thresholdPercent: number } | null;
  readonly decision: {
    readonly number: string;
    readonly decidedOn: string;
    readonly year: number;
    readonly signatory: { readonly id: string };
    readonly body: { readonly id: string };
  } | null;
  readonly tasks: readonly {
    readonly id: string;
    readonly kind: string;
    readonly stage: string;
    readonly unitId: string;
    readonly version: number;
    readonly overdueAt: string | null;
    readonly assigneeId: string | null;
  }[];
}

/** What came of a command. */
export interface CommandAnswer {
  readonly __typename: string;
  readonly nomination?: NominationView;
  readonly task?: { readonly id: string; readonly version: number; readonly assigneeId: string | null };
  readonly routing?: string;
  readonly reasons?: readonly { readonly code: string; readonly vi: string; readonly en: string }[];
  readonly error: Answer['errors'][number] | null;
  /** Code of the error or of the first reason; null when it was carried out. */
  readonly code: string | null;
}

/** A value that the test needs. @throws when it is missing. */
export function must<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) {
    throw new Error('the test expected a value here');
  }
  return value;
}

/** The one open task of a nomination, as a decision names it. */
export function openTask(nomination: NominationView): { taskId: string; version: number } {
  const [task, ...more] = nomination.tasks;
  if (!task || more.length > 0) {
    throw new Error(`expected one open task, found ${nomination.tasks.length}`);
  }
  return { taskId: task.id, version: task.version };
}
