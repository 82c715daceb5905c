import { ENTITY_RULES, ruleOfEntity } from '../entity-rules';
import type { SchemaSurface } from '../schema-surface';
import type { Demand } from './decision-product';

/**
 * Everything that the graph offers, each with what it demands: operations, sensitive fields, every field that returns
 * an entity, and every entity through `_entities`.
 * @throws for an entity without an entry, with its name.
 */
export function demandsOf({ operations, sensitiveFields, entityFields, entities }: SchemaSurface): Demand[] {
  return [
    ...operations,
    ...sensitiveFields,
    ...entityFields.map(({ name, returns }) => ({ name, permissions: ruleOfEntity(returns).permissions })),
    ...entities.map(({ name }) => {
      const rule = ENTITY_RULES[name];
      if (!rule) {
        throw new Error(`the entity ${name} has no entry in ENTITY_RULES`);
      }
      return { name, permissions: rule.permissions };
    }),
  ];
}
