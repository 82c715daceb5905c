import {
  RECONCILED_SERVICES,
  SubjectKind,
  workflowIdOf,
  type ReconciledService,
  type ServiceName,
  type SystemRight,
} from '@thidua/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import { refuseRequest } from '../decision/path.routes';
import type { Log } from '../log';
import { Findings } from './findings';
import { AlreadyUnderWay } from './one-at-a-time';
import type { ReconcilerDependencies } from './reconciler';
import { restartSubject, type RestartDependencies } from './restart';
import { readSubject } from './subjects-in-database';

const MOST_FINDINGS = 500;
const LONGEST_REASON = 500;
const LONGEST_RESOLUTION = 200;

const reason = z.string().trim().min(1).max(LONGEST_REASON);
const restartBody = z.object({ commandId: z.uuid(), subjectId: z.uuid(), reason });
const endBody = z.object({ subjectKind: z.enum(SubjectKind), subjectId: z.uuid(), reason });
const findingsQuery = z.object({ which: z.enum(['OPEN', 'RESOLVED']).default('OPEN') });

/** What the routes are built from. */
export interface ReconcilerRouteDependencies extends ReconcilerDependencies, RestartDependencies {
  readonly service: ServiceName;
  readonly log: Log;
  /** Whether the request's passport has a system right. */
  readonly permits: (request: FastifyRequest, right: SystemRight) => boolean;
}

const HTTP_STATUS: Readonly<Record<string, number>> = { CONFLICT: 409, NOT_FOUND: 404, RETRY_LATER: 503 };

/** An expected refusal in the form of every internal route; anything else is an error of ours. */
function refused(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof AlreadyUnderWay) {
    return refuseRequest(reply, 409, 'CONFLICT', error.message);
  }
  const code = error instanceof GraphQLError ? String(error.extensions['code']) : '';
  const status = HTTP_STATUS[code];
  if (!status || !(error instanceof GraphQLError)) {
    throw error;
  }
  return refuseRequest(reply, status, code, error.message);
}

/**
 * What operators ask of the reconciler: what it has found (`path:read`); to compare now, to restart a subject that is
 * held, and to end the workflow of a subject that was lost with a restored database, once its loss is understood: it is
 * listed no longer (`path:repair`).
 */
export function registerReconcilerRoutes(server: FastifyInstance, dependencies: ReconcilerRouteDependencies): void {
  const { dataSource, kinds, log, permits, service, workflows } = dependencies;

  server.get('/internal/reconciliation', async (request, reply) => {
    if (!permits(request, 'path:read')) {
      return refuseRequest(reply, 403, 'FORBIDDEN', 'The right path:read is required');
    }
    const query = findingsQuery.safeParse(request.query);
    return query.success
      ? { service, findings: await new Findings(dataSource).read(query.data.which, MOST_FINDINGS) }
      : refuseRequest(reply, 400, 'BAD_USER_INPUT', 'which=OPEN or which=RESOLVED');
  });

  const repairRoute = <Body>(
    path: string,
    body: z.ZodType<Body>,
    act: (asked: Body, reply: FastifyReply) => Promise<unknown>,
  ): void => {
    server.post(path, async (request, reply) => {
      if (!permits(request, 'path:repair')) {
        return refuseRequest(reply, 403, 'FORBIDDEN', 'The right path:repair is required');
      }
      const asked = body.safeParse(request.body ?? {});
      if (!asked.success) {
        return refuseRequest(reply, 400, 'BAD_USER_INPUT', z.prettifyError(asked.error));
      }
      try {
        return await act(asked.data, reply);
      } catch (error) {
        return refused(reply, error);
      }
    });
  };

  repairRoute('/internal/path/reconcile', z.object({}), async () => {
    const reconciled = RECONCILED_SERVICES.find((each) => each === service) as ReconciledService;
    await workflows.reconcileNow(reconciled);
    return { service, reconciling: true };
  });

  repairRoute('/internal/path/restart', restartBody, async (asked) => {
    const { answer } = await restartSubject(dependencies, asked);
    log.warn({ subjectId: asked.subjectId, number: answer.number }, 'path: a subject was restarted by the operator');
    return answer;
  });

  repairRoute('/internal/path/end-workflow', endBody, async ({ subjectKind, subjectId, reason: why }, reply) => {
    const kind = kinds.find((each) => each === subjectKind);
    if (!kind || (await readSubject(dataSource, subjectId))) {
      return refuseRequest(reply, 409, 'CONFLICT', 'Only the workflow of a subject that is not there can be ended');
    }
    await workflows.end(workflowIdOf(kind, subjectId), `ended by the operator: ${why}`);
    await new Findings(dataSource).resolve(subjectId, `ended by the operator: ${why}`.slice(0, LONGEST_RESOLUTION));
    log.warn({ subjectKind, subjectId }, 'path: the workflow of a lost subject was ended by the operator');
    return { subjectId, ended: true };
  });
}
