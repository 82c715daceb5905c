import { derivedId, seededId } from '@thidua/contracts/ids';
import { type CommandActor, Provenance, type ServiceDependencies } from '@thidua/service-kit';
import type { DataSource, EntityTarget } from 'typeorm';
import { AwardMultiple } from '../catalogue/award-multiple.entity';
import { AwardQuota } from '../catalogue/award-quota.entity';
import { AwardRule } from '../catalogue/award-rule.entity';
import { BaseSalary } from '../catalogue/base-salary.entity';
import { CatalogueService } from '../catalogue/catalogue.service';
import type { DatedRow } from '../catalogue/dated-row.entity';
import { readCatalogue } from './catalogue.data';

const ACTOR: CommandActor = { kind: 'system', name: 'seed' };

/** Rows that are there already, by the line they are versions of. */
class PresentRows {
  private readonly validFrom = new Map<string, Set<string>>();
  private readonly recorded = new Set<string>();

  static async read<Row extends DatedRow>(
    { manager }: DataSource,
    entity: EntityTarget<Row>,
    lineOf: (row: Row) => string,
  ): Promise<PresentRows> {
    const present = new PresentRows();
    for (const row of await manager.find(entity)) {
      const line = lineOf(row);
      present.validFrom.set(line, (present.validFrom.get(line) ?? new Set()).add(row.validFrom));
      if (row.provenance === Provenance.Recorded) {
        present.recorded.add(line);
      }
    }
    return present;
  }

  /** A row that is there is left as it is, and so is a line in which somebody has set one. */
  lacks(line: string, validFrom: string): boolean {
    return !this.recorded.has(line) && this.validFrom.get(line)?.has(validFrom) !== true;
  }
}

/** Loads the default rules, quotas, award multiples and base salaries, oldest versions first. */
export async function seedCatalogue({
  dataSource,
  decisions,
}: Pick<ServiceDependencies, 'dataSource' | 'decisions'>): Promise<void> {
  const service = new CatalogueService(dataSource, decisions);
  const { rules, quotas, multiples, baseSalaries } = readCatalogue();
  const typeId = (award: string): string => seededId('award-type', award);
  const commandId = (...parts: string[]): string => derivedId('seed-command', ...parts);
  const lineOf = ({ awardTypeId, code }: { awardTypeId: string; code: string }): string => `${awardTypeId}/${code}`;

  const presentRules = await PresentRows.read(dataSource, AwardRule, lineOf);
  for (const { award, ...rule } of rules) {
    if (presentRules.lacks(lineOf({ awardTypeId: typeId(award), code: rule.code }), rule.validFrom)) {
      const id = commandId('award-rule', award, rule.code, rule.validFrom);
      await service.setRule(ACTOR, { commandId: id, awardTypeId: typeId(award), ...rule });
    }
  }
  const presentQuotas = await PresentRows.read(dataSource, AwardQuota, lineOf);
  for (const { award, ...quota } of quotas) {
    if (presentQuotas.lacks(lineOf({ awardTypeId: typeId(award), code: quota.code }), quota.validFrom)) {
      const id = commandId('award-quota', award, quota.code, quota.validFrom);
      await service.setQuota(ACTOR, { commandId: id, awardTypeId: typeId(award), ...quota });
    }
  }
  const presentMultiples = await PresentRows.read(dataSource, AwardMultiple, lineOf);
  for (const { award, ...multiple } of multiples) {
    if (presentMultiples.lacks(lineOf({ awardTypeId: typeId(award), code: multiple.recipients }), multiple.validFrom)) {
      const id = commandId('award-multiple', award, multiple.recipients, multiple.validFrom);
      await service.setMultiple(ACTOR, { commandId: id, awardTypeId: typeId(award), ...multiple });
    }
  }
  const presentSalaries = await PresentRows.read(dataSource, BaseSalary, () => '');
  for (const salary of baseSalaries) {
    if (presentSalaries.lacks('', salary.validFrom)) {
      await service.setBaseSalary(ACTOR, { commandId: commandId('base-salary', salary.validFrom), ...salary });
    }
  }
}
