import DataLoader from 'dataloader';
import { In, type DataSource } from 'typeorm';
import { EmulationGroup } from '../group/group.entity';

/** The most groups that are named for one cycle. */
export const MOST_GROUPS = 200;

/**
 * The groups of a cycle's owner that have no pledge in it, by kind and number: for any number of cycles two statements.
 * None before the cycle's drafting begins: until then nobody has a pledge.
 */
export function groupsWithoutPledge(dataSource: DataSource): DataLoader<string, EmulationGroup[]> {
  return new DataLoader(async (cycleIds) => {
    const rows = await dataSource.query<{ cycle_id: string; group_id: string }[]>(
      `SELECT cycle_id, group_id FROM (
         SELECT c.id AS cycle_id, g.id AS group_id, g.kind, g.number,
                ROW_NUMBER() OVER (PARTITION BY c.id ORDER BY g.kind, g.number) AS position
           FROM emulation_cycle c
           JOIN emulation_group g ON g.owner_unit_id = c.owner_unit_id
           JOIN cycle_milestone m ON m.cycle_id = c.id AND m.milestone = 'PLEDGE_DRAFTING' AND m.at <= UTC_TIMESTAMP(6)
           LEFT JOIN emulation_pledge p ON p.group_id = g.id AND p.cycle_id = c.id
          WHERE c.id IN (${cycleIds.map(() => '?').join(', ')}) AND p.id IS NULL) listed
        WHERE position <= ? ORDER BY kind, number`,
      [...cycleIds, MOST_GROUPS],
    );
    const ids = [...new Set(rows.map((row) => row.group_id))];
    const found = ids.length === 0 ? [] : await dataSource.getRepository(EmulationGroup).findBy({ id: In(ids) });
    const groups = new Map(found.map((group) => [group.id, group]));
    return cycleIds.map((cycleId) =>
      rows.filter((row) => row.cycle_id === cycleId).flatMap((row) => groups.get(row.group_id) ?? []),
    );
  });
}
