import 'reflect-metadata';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import { SubjectKind, type ServiceName, type SystemRight } from '@thidua/contracts';
import {
  PASSPORT_HEADER,
  LONGEST_PASSPORT_SECONDS,
  passportSigner,
  passportVerifier,
  type Passport,
  type PassportSigner,
} from '@thidua/contracts/passport';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClassType, NonEmptyArray } from 'type-graphql';
import type { DataSource } from 'typeorm';
import { leaveSignalsToTheProcess, startActivityWorker, type ActivityWorker } from './activity-worker';
import { createExportJobs } from './audit-export/audit-export-jobs';
import { registerAuditExportRoute } from './audit-export/audit-export.routes';
import { createAuditActivities } from './audit/audit-activities';
import { assertDurable, connect, createDataSource, statementCount } from './database/data-source';
import { useAuditDatabase } from './decision/audit-trail';
import { Decisions } from './decision/decisions';
import type { InstructionHooks } from './decision/instruction';
import { createEngine, type Engine } from './decision/engine';
import { readOutboxHealth } from './decision/path-health';
import { registerPathRoutes } from './decision/path.routes';
import { Relay } from './decision/relay';
import {
  passportKeys,
  readMigrationEnvironment,
  readServiceEnvironment,
  trustedKeys,
  type ServiceEnvironment,
} from './environment';
import { projectedUnits, UnitProjection } from './feed/unit-projection';
import { UNIT_PROJECTION_ENTITIES } from './feed/unit-projection.entity';
import { unauthenticated } from './errors';
import { createErrorFormatter } from './graph/format-error';
import type { RequestContext } from './graph/request-context';
import { createSubgraphSchema, type ReferenceResolvers, type SubgraphSchema } from './graph/subgraph-schema';
import { useTemporalPages } from './graph/temporal-pages';
import type { UnitScopeReader } from './identity/unit-scope';
import { createLog, type Log } from './log';
import { createServiceReconciler } from './reconciler/service-reconciler';
import { MembershipSecurityReports } from './security/security-reports';

type EntityClass = abstract new (...parameters: never[]) => object;

/** What a service's own classes are built from. */
export interface ServiceDependencies {
  readonly dataSource: DataSource;
  /** Carries out commands. */
  readonly decisions: Decisions;
  /** Paths of units for scope checks. */
  readonly units: UnitScopeReader;
  readonly engine: Engine;
  readonly log: Log;
  readonly environment: ServiceEnvironment;
  /** Signs this service's own system passports. */
  readonly signer: PassportSigner;
}

/** Work that a process of a service does beside requests and activities, such as carrying on what a crash left over. */
export interface BackgroundJob {
  /** Begins to look for work. */
  start(): void;
  /** Takes no more work and waits a moment for what is in hand. */
  stop(): Promise<void>;
}

/** Everything that makes one service differ from another. */
export interface ServiceDefinition<Loaders> {
  readonly name: ServiceName;
  readonly entities: readonly EntityClass[];
  readonly migrations: readonly EntityClass[];
  /** type-graphql resolver classes. */
  readonly resolvers: NonEmptyArray<ClassType>;
  /** Types that no field returns by themselves, for example members of an interface. */
  readonly orphanedTypes?: readonly ClassType[];
  /** One instance for each resolver class. */
  createResolvers(dependencies: ServiceDependencies): readonly object[];
  /** `__resolveReference` by type name. */
  readonly referenceResolvers: ReferenceResolvers;
  /** The DataLoaders of one request. */
  createLoaders(request: { dataSource: DataSource; passport: Passport; units: UnitScopeReader }): Loaders;
  /** What happens to a subject when its workflow's instruction arrives. */
  readonly instructionHooks?: InstructionHooks;
  /** Activities that workflows may ask for. */
  createActivities?(dependencies: ServiceDependencies): object;
  /** Work beside requests and activities. */
  createJobs?(dependencies: ServiceDependencies): readonly BackgroundJob[];
  /** Task queue of the activities. */
  readonly taskQueue?: string;
  /** How units are found; default: the projection of membership's feed, which the kit then keeps. */
  readonly units?: UnitScopeReader;
  /**
   * HTTP routes besides the graph: internal ones check the right of a system passport, those that the gateway opens to
   * people who the passport names.
   */
  registerInternalRoutes?(server: FastifyInstance, dependencies: ServiceDependencies): void;
}

/** Entities of a service: its own and, unless it owns the tree, the unit projection's. */
function entitiesOf(definition: ServiceDefinition<unknown>): readonly EntityClass[] {
  return definition.units ? definition.entities : [...definition.entities, ...UNIT_PROJECTION_ENTITIES];
}

/** The service's data source from its environment. */
export function dataSourceOf(
  definition: ServiceDefinition<unknown>,
  settings: { url: string; socketPath?: string | undefined; poolSize?: number },
): DataSource {
  return createDataSource(settings, [...entitiesOf(definition)], [...definition.migrations]);
}

/** Builds the service's schema; the instances are asked for only when a request is answered. */
export function schemaOf(definition: ServiceDefinition<unknown>, instances: readonly object[] = []): SubgraphSchema {
  const byClass = new Map(instances.map((instance) => [instance.constructor, instance]));
  return createSubgraphSchema({
    resolvers: definition.resolvers,
    orphanedTypes: definition.orphanedTypes ?? [],
    referenceResolvers: definition.referenceResolvers,
    container: { get: (resolverClass: unknown) => byClass.get(resolverClass as never) },
  });
}

/** The longest a service takes to stop before it ends itself. */
const STOP_MILLISECONDS = 4500;

const passportOf = new WeakMap<FastifyRequest, Passport>();

/** The verified passport of a request. */
export function verifiedPassport(request: FastifyRequest): Passport {
  const passport = passportOf.get(request);
  if (!passport) {
    throw new Error('the request carries no verified passport');
  }
  return passport;
}

/** Whether the request comes from one of our processes with this right, for example `feed:read`. */
export function hasSystemRight(request: FastifyRequest, right: SystemRight): boolean {
  const passport = passportOf.get(request);
  return passport?.kind === 'system' && passport.rights.includes(right);
}

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

function traceIdOf(request: FastifyRequest): string {
  const header = request.headers['traceparent'];
  return (typeof header === 'string' && TRACEPARENT.exec(header)?.[1]) || '0'.repeat(32);
}

/** A query's passport may rest on mandates that are half a minute old: whoever got hold of one cannot command with it. */
const mutationsNeedFreshMandates: ApolloServerPlugin<{ readonly passport: Passport }> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation, contextValue: { passport } }) {
        const { issuedAt = 0, expiresAt = Number.POSITIVE_INFINITY } = passport;
        if (operation?.operation === 'mutation' && expiresAt - issuedAt > LONGEST_PASSPORT_SECONDS.mutation) {
          throw unauthenticated();
        }
      },
    };
  },
};

/** A service that runs; `stop` ends it in order. */
export interface RunningService {
  readonly dependencies: ServiceDependencies;
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a service: database, unit projection, relay, activities, then HTTP.
 * @throws when the environment or the database is not usable.
 */
export async function startService<Loaders>(
  definition: ServiceDefinition<Loaders>,
  environment: ServiceEnvironment = readServiceEnvironment(),
): Promise<RunningService> {
  const log = createLog(definition.name, environment.LOG_LEVEL);
  const anyDefinition: ServiceDefinition<unknown> = definition;
  const dataSource = dataSourceOf(anyDefinition, {
    url: environment.DATABASE_URL,
    socketPath: environment.DATABASE_SOCKET,
    poolSize: environment.DATABASE_POOL,
  });
  await connect(dataSource);
  await assertDurable(dataSource);
  useAuditDatabase(environment.AUDIT_DATABASE);
  useTemporalPages(environment.TEMPORAL_UI_URL ?? null, environment.TEMPORAL_NAMESPACE);
  const signer: PassportSigner = await passportSigner(passportKeys(environment));
  const verifier = passportVerifier(trustedKeys(environment));
  const units = definition.units ?? projectedUnits;
  const projection = definition.units
    ? null
    : new UnitProjection(dataSource, environment.MEMBERSHIP_URL, definition.name, signer, log);
  const engine = createEngine(environment.TEMPORAL_ADDRESS, environment.TEMPORAL_NAMESPACE);
  const hooks = definition.instructionHooks ?? {};
  const decisions = new Decisions(dataSource, engine, units, hooks);
  const dependencies: ServiceDependencies = { dataSource, decisions, units, engine, log, environment, signer };
  const relay = new Relay(dataSource, engine, hooks, log);
  const kinds = Object.values(SubjectKind).filter((kind) => hooks[kind]);
  const reconciler =
    kinds.length > 0
      ? createServiceReconciler({
          service: definition.name,
          kinds,
          dataSource,
          decisions,
          environment,
          log,
          permits: hasSystemRight,
        })
      : null;
  const { schema } = schemaOf(anyDefinition, definition.createResolvers(dependencies));

  const server = Fastify({
    logger: false,
    bodyLimit: 4 * 1024 * 1024,
    keepAliveTimeout: 120_000,
    forceCloseConnections: 'idle',
    // An issuer's subject has up to 255 characters, three times as many once it stands in a path.
    routerOptions: { maxParamLength: 800 },
  });
  const apollo = new ApolloServer<RequestContext<Loaders>>({
    schema,
    formatError: createErrorFormatter(log),
    includeStacktraceInErrorResponses: false,
    introspection: true,
    csrfPrevention: true,
    // The process stops everything in order; Apollo's own handler would end it half-way.
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      fastifyApolloDrainPlugin(server),
      mutationsNeedFreshMandates,
    ],
  });
  await apollo.start();

  let activityWorker: ActivityWorker | null = null;
  server.get('/health', () => ({ status: 'ok', service: definition.name }));
  server.get('/ready', async (_request, reply) => {
    const database = await dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    );
    const parts = {
      database,
      temporal: await engine.reachable(),
      activities: definition.createActivities ? (activityWorker?.running() ?? false) : true,
    };
    // For information: a backlog is no reason to take the service out of use.
    const path = database ? { outbox: await readOutboxHealth(dataSource), feed: projection?.lag() ?? null } : null;
    return reply.code(Object.values(parts).every(Boolean) ? 200 : 503).send({ service: definition.name, parts, path });
  });
  server.addHook('preHandler', async (request, reply) => {
    if (request.url === '/health' || request.url === '/ready') {
      return;
    }
    const token = request.headers[PASSPORT_HEADER];
    try {
      if (typeof token !== 'string') {
        throw new Error('no passport');
      }
      passportOf.set(request, await verifier.verify(token, definition.name));
    } catch {
      await reply
        .code(401)
        .send({ errors: [{ message: 'A valid passport is required', extensions: { code: 'UNAUTHENTICATED' } }] });
    }
  });
  registerPathRoutes(server, {
    service: definition.name,
    dataSource,
    follower: projection,
    log,
    permits: hasSystemRight,
  });
  reconciler?.register(server);
  if (environment.AUDIT_EXPORT_DIRECTORY) {
    registerAuditExportRoute(server, {
      dataSource,
      service: definition.name,
      directory: join(environment.AUDIT_EXPORT_DIRECTORY, definition.name),
      securityReports: new MembershipSecurityReports(environment.MEMBERSHIP_URL, definition.name, signer),
      passportOf: verifiedPassport,
      log,
    });
  }
  definition.registerInternalRoutes?.(server, dependencies);
  const handler = fastifyApollo(apollo);
  await server.register(async (scope) => {
    scope.addHook('onRequest', (_request, _reply, done) => {
      const count = { statements: 0 };
      statementCount.run(count, done);
    });
    scope.addHook('onSend', (_request, reply, payload, done) => {
      void reply.header('x-sql-statements', String(statementCount.getStore()?.statements ?? 0));
      void reply.header('cache-control', 'private, no-store');
      done(null, payload);
    });
    await scope.register(handler, {
      path: '/graphql',
      context: async (request: FastifyRequest) => {
        const passport = verifiedPassport(request);
        // What the projection reads to catch up is not part of what the request costs.
        await statementCount.exit(() => projection?.ensure(passport.treeVersion));
        return {
          passport,
          traceId: traceIdOf(request),
          dataSource,
          units,
          loaders: definition.createLoaders({ dataSource, passport, units }),
        };
      },
    } as never);
  });

  projection?.start();
  relay.start();
  const exports = createExportJobs(definition.name, dependencies);
  exports?.start();
  const jobs = definition.createJobs?.(dependencies) ?? [];
  for (const job of jobs) {
    job.start();
  }
  activityWorker =
    definition.createActivities && definition.taskQueue
      ? startActivityWorker({
          address: environment.TEMPORAL_ADDRESS,
          namespace: environment.TEMPORAL_NAMESPACE,
          taskQueue: definition.taskQueue,
          activities: definition.createActivities(dependencies),
          independentActivities: {
            ...createAuditActivities({ service: definition.name, dataSource, environment, log }),
            ...reconciler?.activities,
          },
          before: async () => projection?.catchUp(),
          log,
        })
      : null;
  const url = await server.listen({ host: environment.HOST, port: environment.PORT });
  log.info({ url }, 'serving');

  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      await server.close();
      await Promise.all([activityWorker?.stop(), relay.stop(), projection?.stop(), exports?.stop()]);
      await Promise.all(jobs.map((job) => job.stop()));
      await apollo.stop();
      await Promise.all([engine.close(), reconciler?.close()]);
      await dataSource.destroy();
    })();
    return stopping;
  };
  return { dependencies, url, stop };
}

/** The `main.js` of a service: starts it, and stops it in order on SIGTERM or SIGINT. */
export async function runService<Loaders>(definition: ServiceDefinition<Loaders>): Promise<void> {
  try {
    leaveSignalsToTheProcess();
    const service = await startService(definition);
    const stop = async (): Promise<void> => {
      setTimeout(() => process.exit(1), STOP_MILLISECONDS).unref();
      const ended = await service.stop().then(
        () => 0,
        () => 1,
      );
      process.exit(ended);
    };
    process.once('SIGTERM', () => void stop());
    process.once('SIGINT', () => void stop());
  } catch (error) {
    process.stderr.write(`${definition.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

/** The `migrate.js` of a service: runs the migrations that have not run, as the database's owner. */
export async function runMigrations(definition: ServiceDefinition<unknown>): Promise<void> {
  const { MIGRATION_DATABASE_URL } = readMigrationEnvironment();
  const dataSource = dataSourceOf(definition, { url: MIGRATION_DATABASE_URL, poolSize: 2 });
  try {
    await dataSource.initialize();
    const done = await dataSource.runMigrations({ transaction: 'none' });
    process.stdout.write(`${definition.name}: ${done.length} migrations run\n`);
  } finally {
    if (dataSource.isInitialized) {
      await dataSource.destroy();
    }
  }
}

/** SQL that would bring the database to what the entities say; empty when there is no drift. */
export async function schemaDrift(definition: ServiceDefinition<unknown>, url: string): Promise<string[]> {
  const dataSource = dataSourceOf(definition, { url, poolSize: 2 });
  try {
    await dataSource.initialize();
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
  } finally {
    if (dataSource.isInitialized) {
      await dataSource.destroy();
    }
  }
}

/** The `print-schema.js` of a service: writes schema.graphql. */
export function printSchema(definition: ServiceDefinition<unknown>, file: string): void {
  writeFileSync(file, schemaOf(definition).sdl);
}

/**
 * The `seed.js` of a service: runs `seed` with the service's own code, outside HTTP.
 * @param seed loads the data; running it twice changes nothing.
 */
export async function runSeed(
  definition: ServiceDefinition<unknown>,
  seed: (dependencies: ServiceDependencies) => Promise<void>,
): Promise<void> {
  const environment = readServiceEnvironment();
  const log = createLog(definition.name, environment.LOG_LEVEL);
  const dataSource = dataSourceOf(definition, {
    url: environment.DATABASE_URL,
    socketPath: environment.DATABASE_SOCKET,
    poolSize: 4,
  });
  const engine = createEngine(environment.TEMPORAL_ADDRESS, environment.TEMPORAL_NAMESPACE);
  try {
    await connect(dataSource);
    await assertDurable(dataSource);
    useAuditDatabase(environment.AUDIT_DATABASE);
    const units = definition.units ?? projectedUnits;
    const decisions = new Decisions(dataSource, engine, units, definition.instructionHooks ?? {});
    const signer = await passportSigner(passportKeys(environment));
    await seed({ dataSource, decisions, units, engine, log, environment, signer });
  } finally {
    await engine.close();
    if (dataSource.isInitialized) {
      await dataSource.destroy();
    }
  }
}
