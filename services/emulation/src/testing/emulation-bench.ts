import { CYCLE_MILESTONES, type EmulationActivities, type Mandate, type OfficerPosition } from '@thidua/contracts';
import { newId, seededId } from '@thidua/contracts/ids';
import {
  connect,
  createErrorFormatter,
  createLog,
  dataSourceOf,
  Decisions,
  projectedUnits,
  Relay,
  runMigrations,
  schemaOf,
  statementCount,
  useAuditDatabase,
  type ServiceDependencies,
} from '@thidua/service-kit';
import { createTestDatabase, testPassport, type TestDatabase } from '@thidua/testkit';
import { graphql, type GraphQLSchema } from 'graphql';
import type { DataSource } from 'typeorm';
import { definition } from '../definition';
import { createEmulationLoaders } from '../loading/emulation-loaders';
import { seedAnGiang } from '../seed/seed-an-giang';
import { StandInEngine } from './stand-in-engine';

/** A union unit of the tests' own little tree. */
export interface TestUnit {
  readonly id: string;
  readonly path: string;
  readonly parentId: string | null;
}

const tld: TestUnit = { id: seededId('unit', 'TLD'), path: '/1/', parentId: null };
const ag: TestUnit = { id: seededId('unit', 'AG'), path: '/1/2/', parentId: tld.id };
const below = (code: string, number: number): TestUnit => ({
  id: seededId('unit', code),
  path: `/1/2/${number}/`,
  parentId: ag.id,
});

/** TLĐ → An Giang → eight units; another province beside it. */
export const UNITS = {
  tld,
  ag,
  longXuyen: below('AG-LX', 3),
  chauDoc: below('AG-CD', 4),
  chauPhu: below('AG-CP', 5),
  thoaiSon: below('AG-TS', 6),
  chauThanh: below('AG-CT', 7),
  first: below('T-1', 8),
  second: below('T-2', 9),
  third: below('T-3', 10),
  other: { id: seededId('unit', 'BG'), path: '/1/20/', parentId: tld.id },
} as const satisfies Record<string, TestUnit>;

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

/** An error as a client sees it. */
export interface BenchError {
  readonly message: string;
  readonly extensions: Record<string, unknown>;
}

/** An answer of the graph. */
export interface Answer<Data> {
  readonly data: Data | null;
  readonly errors: readonly BenchError[];
  /** SQL statements it took. */
  readonly statements: number;
}

/** What came of a command. */
export interface CommandAnswer {
  /** The success member's fields; null when refused or failed. */
  readonly value: Record<string, unknown> | null;
  /** Code of the error or of the first reason; null when it was carried out. */
  readonly code: string | null;
  /** The error's or the reasons' words. */
  readonly words: string;
  readonly error: BenchError | null;
}

/** Offsets for a calendar whose milestones lie that many hours after the opening. */
export function calendarByHours(hours: readonly number[]): object[] {
  return CYCLE_MILESTONES.map((milestone, index) => ({ milestone, offset: `PT${hours[index] ?? 0}H` }));
}

/** The emulation service on a real database of a test's own, with an engine of the test's own. */
export class EmulationBench {
  private constructor(
    readonly database: TestDatabase,
    readonly dataSource: DataSource,
    readonly engine: StandInEngine,
    readonly relay: Relay,
    readonly schema: GraphQLSchema,
    readonly activities: EmulationActivities,
    readonly dependencies: ServiceDependencies,
  ) {}

  static async start(purpose: string): Promise<EmulationBench> {
    const database = await createTestDatabase(`emulation_${purpose}`);
    database.useAsEnvironment();
    await runMigrations(definition);
    useAuditDatabase(database.auditDatabase);
    const dataSource = dataSourceOf(definition, { url: database.url, poolSize: 8 });
    await connect(dataSource);
    const engine = new StandInEngine();
    const hooks = definition.instructionHooks ?? {};
    const log = createLog('emulation-test', 'silent');
    const dependencies = {
      dataSource,
      decisions: new Decisions(dataSource, engine, projectedUnits, hooks),
      units: projectedUnits,
      engine,
      log,
      environment: {},
    } as unknown as ServiceDependencies;
    const { schema } = schemaOf(definition, definition.createResolvers(dependencies));
    const bench = new EmulationBench(
      database,
      dataSource,
      engine,
      new Relay(dataSource, engine, hooks, log),
      schema,
      definition.createActivities?.(dependencies) as EmulationActivities,
      dependencies,
    );
    await seedAnGiang(dependencies);
    for (const [code, unit] of Object.entries(UNITS)) {
      await bench.placeUnit(code, unit);
    }
    return bench;
  }

  async stop(): Promise<void> {
    await this.dataSource.destroy();
    await this.database.drop();
  }

  /** What the change feed would bring: a unit as it stands since 2000. */
  async placeUnit(code: string, unit: TestUnit): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO unit_projection (unit_id, valid_from, valid_until, code, path, parent_id, level, type, sector, name,
                                    status, provenance)
       VALUES (?, '2000-01-01', '9999-12-31', ?, ?, ?, 'X', NULL, NULL, ?, 'ACTIVE', 'DEMONSTRATION')`,
      [unit.id, code, unit.path, unit.parentId, code],
    );
  }

  /** A province of a test's own with as many units directly under it. */
  async province(children: number): Promise<{ province: TestUnit; units: TestUnit[] }> {
    const number = Math.floor(Math.random() * 1e9);
    const province: TestUnit = { id: newId(), path: `/1/${number}/`, parentId: tld.id };
    const units = Array.from({ length: children }, (_, index) => ({
      id: newId(),
      path: `${province.path}${number + index + 1}/`,
      parentId: province.id,
    }));
    for (const [index, unit] of [province, ...units].entries()) {
      await this.placeUnit(`P${number}-${index}`, unit);
    }
    return { province, units };
  }

  /** Sends an operation as a person, as the gateway would. */
  async send<Data>(caller: TestPerson, source: string, variableValues: object = {}): Promise<Answer<Data>> {
    const count = { statements: 0 };
    const result = await statementCount.run(count, () =>
      graphql({
        schema: this.schema,
        source,
        variableValues: variableValues as Record<string, unknown>,
        contextValue: {
          passport: testPassport(caller.id, caller.mandates),
          traceId: '0'.repeat(32),
          dataSource: this.dataSource,
          units: projectedUnits,
          loaders: createEmulationLoaders({ dataSource: this.dataSource }),
        },
      }),
    );
    const format = createErrorFormatter(createLog('emulation-test', 'silent'));
    return {
      data: (result.data ?? null) as Data | null,
      errors: (result.errors ?? []).map((error) => {
        const formatted = format(error.toJSON(), error);
        return { message: formatted.message, extensions: { ...formatted.extensions } };
      }),
      statements: count.statements,
    };
  }

  /**
   * Sends a command.
   * @param fields what to read of the success member.
   */
  async command(caller: TestPerson, operation: string, input: object, fields: string): Promise<CommandAnswer> {
    const verb = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}`;
    const inputType = `${verb.replace(/^Unclaim/, 'Claim')}Input`;
    const { data, errors } = await this.send<{
      result: Record<string, unknown> & { reasons?: { code: string; vi: string; en: string }[] };
    }>(
      caller,
      `mutation ($input: ${inputType}!) { result: ${operation}(input: $input) {
         ... on ${verb}Success { ${fields} } ... on CommandRefused { reasons { code vi en field } } } }`,
      { input: { commandId: newId(), ...input } },
    );
    const [error] = errors;
    const reasons = data?.result.reasons;
    return {
      value: error || reasons ? null : (data?.result ?? null),
      code: error ? String(error.extensions['code']) : (reasons?.[0]?.code ?? null),
      words: error?.message ?? (reasons ?? []).map(({ vi, en }) => `${vi} ${en}`).join(' '),
      error: error ?? null,
    };
  }

  /** Opens a cycle of an owner for a year. */
  async openCycle(owner: TestUnit, year: number, hours: readonly number[], more: object = {}): Promise<string> {
    const opened = await this.command(
      person('CHAIR', owner),
      'openCycle',
      { ownerId: owner.id, year, theme: 'Chủ đề', calendar: calendarByHours(hours), ...more },
      'cycle { id }',
    );
    return (resultField(opened, 'cycle') as { id: string }).id;
  }

  /** Forms a group that its first unit heads. */
  async formGroup(owner: TestUnit, number: number, units: readonly TestUnit[], kind = 'CLUSTER'): Promise<string> {
    const formed = await this.command(
      person('CHAIR', owner),
      'formGroup',
      {
        ownerId: owner.id,
        kind,
        number,
        name: `Nhóm ${number}`,
        headUnitId: units[0]?.id,
        memberUnitIds: units.map(({ id }) => id),
        from: '2020-01-01',
      },
      'group { id }',
    );
    return (resultField(formed, 'group') as { id: string }).id;
  }

  /** Moves a stored instant, as if time had passed. */
  async moveTo(table: string, column: string, id: string, at: Date): Promise<void> {
    await this.dataSource.query(`UPDATE ${table} SET ${column} = ? WHERE id = ?`, [at, id]);
  }

  /** Actions of a subject's audit trail, oldest first. */
  async trail(subjectId: string): Promise<string[]> {
    const rows = await this.dataSource.query<{ action: string }[]>(
      `SELECT action FROM ${this.database.auditDatabase}.audit_entry WHERE subject_id = ? ORDER BY sequence`,
      [subjectId],
    );
    return rows.map(({ action }) => action);
  }
}

/** A field of the success member of a command that was carried out. @throws with the words of the refusal otherwise. */
export function resultField(answer: CommandAnswer, name: string): unknown {
  return must(answer.value?.[name], answer.words);
}

/** What came of several commands, sorted; `DONE` for one that was carried out. */
export function outcomesOf(answers: readonly CommandAnswer[]): string[] {
  return answers.map(({ code }) => code ?? 'DONE').toSorted();
}

/** A value that the test needs. @throws when it is missing. */
export function must<Value>(value: Value | null | undefined, words = 'the test expected a value here'): Value {
  if (value === null || value === undefined) {
    throw new Error(words);
  }
  return value;
}
