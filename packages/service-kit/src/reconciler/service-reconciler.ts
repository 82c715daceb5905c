import type { ReconcilerActivities, ServiceName, SubjectKind, SystemRight } from '@thidua/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DataSource } from 'typeorm';
import type { Decisions } from '../decision/decisions';
import type { ServiceEnvironment } from '../environment';
import type { Log } from '../log';
import { lostHeadOf } from './lost-heads';
import { createReconcilerActivities } from './reconciler-activities';
import { registerReconcilerRoutes } from './reconciler.routes';
import { createSubjectWorkflows } from './subject-workflows';

/** The reconciler of a service: what workflows and operators may ask of it. */
export interface ServiceReconciler {
  readonly activities: ReconcilerActivities;
  /** Registers what operators may ask. */
  register(server: FastifyInstance): void;
  /** Closes its connection to the engine. */
  close(): Promise<void>;
}

/** The reconciler of a service whose subjects have workflows. */
export function createServiceReconciler(dependencies: {
  readonly service: ServiceName;
  readonly kinds: readonly SubjectKind[];
  readonly dataSource: DataSource;
  readonly decisions: Decisions;
  readonly environment: Pick<ServiceEnvironment, 'TEMPORAL_ADDRESS' | 'TEMPORAL_NAMESPACE'>;
  readonly log: Log;
  readonly permits: (request: FastifyRequest, right: SystemRight) => boolean;
}): ServiceReconciler {
  const { dataSource, environment } = dependencies;
  const workflows = createSubjectWorkflows(environment.TEMPORAL_ADDRESS, environment.TEMPORAL_NAMESPACE);
  const all = { ...dependencies, workflows, lostHead: (subjectId: string) => lostHeadOf(dataSource, subjectId) };
  return {
    activities: createReconcilerActivities(all),
    register: (server) => registerReconcilerRoutes(server, all),
    close: () => workflows.close(),
  };
}
