import { isId } from '@thidua/contracts/ids';
import { calendarDateAt, hasSystemRight, type ServiceDefinition, type ServiceDependencies } from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { EmulationCycle } from '../cycle/cycle.entity';
import { pathsOf } from '../unit/unit-tree';

type InternalServer = Parameters<NonNullable<ServiceDefinition<unknown>['registerInternalRoutes']>>[0];

const openCyclesQuery = z.object({
  fromYear: z.coerce.number().int().min(1900).max(2200),
  underUnitId: z.string().refine(isId).optional(),
  first: z.coerce.number().int().min(1).max(200).default(50),
});

/** Cycles that are not closed, of a year or later, of a unit and those under it: how many, and the first of them. */
async function openCycles(
  dataSource: DataSource,
  { fromYear, underUnitId, first }: z.infer<typeof openCyclesQuery>,
): Promise<{ total: number; cycleIds: string[] }> {
  const today = calendarDateAt(new Date());
  const path = underUnitId ? (await pathsOf(dataSource, [underUnitId], today)).get(underUnitId) : undefined;
  if (underUnitId && path === undefined) {
    return { total: 0, cycleIds: [] };
  }
  const within = path
    ? `AND cycle.owner_unit_id IN (SELECT unit.unit_id FROM unit_projection unit
                                    WHERE unit.path LIKE ? AND unit.valid_from <= ? AND unit.valid_until > ?)`
    : '';
  const condition = `FROM emulation_cycle cycle WHERE cycle.year >= ? AND cycle.state <> 'CLOSED' ${within}`;
  const parameters = [fromYear, ...(path ? [`${path}%`, today, today] : [])];
  const [counted] = await dataSource.query<{ total: string }[]>(`SELECT COUNT(*) AS total ${condition}`, parameters);
  const rows = await dataSource.query<{ id: string }[]>(
    `SELECT cycle.id ${condition} ORDER BY cycle.year, cycle.id LIMIT ?`,
    [...parameters, first],
  );
  return { total: Number(counted?.total ?? 0), cycleIds: rows.map(({ id }) => id) };
}

/** `GET /internal/cycles/:id` for our other processes: who owns a cycle, or 404; and `GET /internal/cycles`. Each needs the right `cycles:read`. */
export function registerCycleRoute(
  server: InternalServer,
  { dataSource }: Pick<ServiceDependencies, 'dataSource'>,
): void {
  server.get('/internal/cycles', async (request, reply) => {
    if (!hasSystemRight(request, 'cycles:read')) {
      const message = 'The right cycles:read is required';
      return reply.code(403).send({ errors: [{ message, extensions: { code: 'FORBIDDEN' } }] });
    }
    const query = openCyclesQuery.safeParse(request.query);
    const message = 'fromYear is a year, underUnitId an id, 1 ≤ first ≤ 200';
    return query.success
      ? openCycles(dataSource, query.data)
      : reply.code(400).send({ errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] });
  });
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
