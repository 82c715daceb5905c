import type { Permission } from '@thidua/contracts';

/** What a reference resolver must demand, whatever way somebody came to name the id. */
export interface EntityRule {
  /** The permissions of which the row says which it needs; `graph.read` where the row is common to all. */
  readonly permissions: readonly [Permission, ...Permission[]];
  /**
   * What a person beyond their reach gets: nothing, as if there were no such row; or, where the row is common, the row,
   * whose sensitive fields name permissions of their own. A viewer is nobody but oneself.
   */
  readonly beyond: 'NOTHING' | 'COMMON_ROW' | 'NOTHING_OF_OTHERS';
}

const COMMON: EntityRule = { permissions: ['graph.read'], beyond: 'COMMON_ROW' };
const ONESELF: EntityRule = { permissions: ['graph.read'], beyond: 'NOTHING_OF_OTHERS' };

/** Every entity of every subgraph: one without an entry fails the matrix with its name. */
export const ENTITY_RULES: Readonly<Record<string, EntityRule>> = {
  'membership.UnionUnit': COMMON,
  'membership.Member': COMMON,
  'membership.Viewer': ONESELF,
  'finance.UnionUnit': COMMON,
  'finance.AwardDecision': COMMON,
  'emulation.UnionUnit': COMMON,
  'emulation.Member': COMMON,
  'emulation.Viewer': ONESELF,
  'emulation.EmulationCycle': COMMON,
  'emulation.EmulationGroup': COMMON,
  'emulation.EmulationPledge': COMMON,
  'emulation.MidYearReview': COMMON,
  'awards.UnionUnit': COMMON,
  'awards.Member': COMMON,
  'awards.Viewer': ONESELF,
  'awards.AwardType': COMMON,
  'awards.AwardDecision': { permissions: ['award-decision.read', 'nomination.read'], beyond: 'NOTHING' },
  'awards.Nomination': { permissions: ['nomination.read', 'nomination.read-draft'], beyond: 'NOTHING' },
};

/** The subgraph that owns an entity's rows: whoever refers to one comes to its resolver. */
export const ENTITY_OWNERS: Readonly<Record<string, string>> = {
  UnionUnit: 'membership',
  Member: 'membership',
  Viewer: 'membership',
  EmulationCycle: 'emulation',
  EmulationGroup: 'emulation',
  EmulationPledge: 'emulation',
  MidYearReview: 'emulation',
  AwardType: 'awards',
  Nomination: 'awards',
  AwardDecision: 'awards',
};

/** The rule of an entity's owner. @throws when the type has none. */
export function ruleOfEntity(type: string): EntityRule {
  const rule = ENTITY_RULES[`${ENTITY_OWNERS[type]}.${type}`];
  if (!rule) {
    throw new Error(`the entity ${type} has no entry in ENTITY_OWNERS and ENTITY_RULES`);
  }
  return rule;
}
