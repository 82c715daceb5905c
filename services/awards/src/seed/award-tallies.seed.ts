import { derivedId, seededId } from '@thidua/contracts/ids';
import { Provenance, type ServiceDependencies } from '@thidua/service-kit';
import { AwardTallyService } from '../tally/award-tally.service';
import { readAwardTallies } from './award-tallies.data';

/** Records what the published articles say of awards; a tally that is there already is left as it is. */
export async function seedAwardTallies({ decisions }: Pick<ServiceDependencies, 'decisions'>): Promise<void> {
  const service = new AwardTallyService(decisions);
  const idOf = (code: string): string => seededId('award-tally', code);
  for (const { ownerCode, unitCode, tallies, ...article } of readAwardTallies().articles) {
    for (const { code, overlaps = [], ...tally } of tallies) {
      await service.record(
        { kind: 'system', name: 'seed' },
        {
          commandId: derivedId('seed-command', 'award-tally', code),
          ownerUnitId: seededId('unit', ownerCode),
          unitId: unitCode && seededId('unit', unitCode),
          ...article,
          ...tally,
          overlaps: overlaps.map(([other, relation]) => ({ tallyId: idOf(other), relation })),
        },
        { id: idOf(code), provenance: Provenance.Source },
      );
    }
  }
}
