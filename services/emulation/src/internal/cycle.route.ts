import { isId } from '@thidua/contracts/ids';
import { hasSystemRight, type ServiceDefinition, type ServiceDependencies } from '@thidua/service-kit';
import { EmulationCycle } from '../cycle/cycle.entity';

type InternalServer = Parameters<NonNullable<ServiceDefinition<unknown>['registerInternalRoutes']>>[0];

/** `GET /internal/cycles/:id` for our other processes: who owns a cycle, or 404. Needs the right `cycles:read`. */
export function registerCycleRoute(
  server: InternalServer,
  { dataSource }: Pick<ServiceDependencies, 'dataSource'>,
): void {
  server.get<{ Params: { id: string } }>('/internal/cycles/:id', async (request, reply) => {
    if (!hasSystemRight(request, 'cycles:read')) {
      const message = 'The right cycles:read is required';
      return reply.code(403).send({ errors: [{ message, extensions: { code: 'FORBIDDEN' } }] });
    }
    const { id } = request.params;
    const cycle = isId(id) ? await dataSource.manager.findOneBy(EmulationCycle, { id }) : null;
    return cycle
      ? { id: cycle.id, ownerUnitId: cycle.ownerUnitId }
      : reply.code(404).send({ errors: [{ message: 'No cycle has this id', extensions: { code: 'NOT_FOUND' } }] });
  });
}
