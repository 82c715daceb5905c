import { derivedId, seededId } from '@thidua/contracts/ids';
import { Provenance, type ServiceDependencies } from '@thidua/service-kit';
import { AwardType } from '../award-type/award-type.entity';
import { AwardTypeService } from '../award-type/award-type.service';
import { readAwardTypes } from './award-types.data';
import { seedCatalogue } from './catalogue.seed';

/** Code of the General Confederation, which owns the default catalogue, so that every unit can use it. */
const CATALOGUE_OWNER = 'TLD';

/** Loads the default catalogue, award types first, through the service's own code; a type that is there already is left as it is. */
export async function seedAwards({
  dataSource,
  decisions,
}: Pick<ServiceDependencies, 'dataSource' | 'decisions'>): Promise<void> {
  const service = new AwardTypeService(dataSource, decisions);
  const ownerUnitId = seededId('unit', CATALOGUE_OWNER);
  const { routes, awardTypes } = readAwardTypes();
  for (const { route, ...awardType } of awardTypes) {
    const stages = route === null ? [] : routes[route];
    if (!stages) {
      throw new Error(`award-types.json: ${awardType.code} names an unknown route ${route}`);
    }
    if (!(await dataSource.manager.existsBy(AwardType, { ownerUnitId, code: awardType.code }))) {
      await service.define(
        { kind: 'system', name: 'seed' },
        { commandId: derivedId('seed-command', 'award-type', awardType.code), ownerUnitId, ...awardType, stages },
        { id: seededId('award-type', awardType.code), provenance: Provenance.Source },
      );
    }
  }
  await seedCatalogue({ dataSource, decisions });
}
