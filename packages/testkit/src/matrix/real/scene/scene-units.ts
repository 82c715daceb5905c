import type { UnitInScope } from '@thidua/contracts';

/**
 * The units of the scene and where each stands, in numbers of the scene's own: what is expected is decided by them, and
 * by nothing that the running system says. Mandates are held in `unit`; everything else is seen from there.
 */
export const SCENE_PATHS = {
  confederation: '/1/',
  province: '/1/2/',
  otherProvince: '/1/20/',
  unit: '/1/2/3/',
  sibling: '/1/2/30/',
  child: '/1/2/3/4/',
  secondChild: '/1/2/3/5/',
  passingChild: '/1/2/3/6/',
  mergingChild: '/1/2/3/7/',
  section: '/1/2/3/4/8/',
  secondSection: '/1/2/3/4/9/',
  cousin: '/1/2/30/10/',
} as const;

/** Name of a unit of the scene. */
export type UnitName = keyof typeof SCENE_PATHS;

/** The unit as a decision takes it: known by its name. */
export function unitOfScene(name: UnitName): UnitInScope {
  return { unitId: name, unitPath: SCENE_PATHS[name] };
}

/** How each is founded: under which one, and on which level. The confederation is the seed's. */
export const FOUNDINGS: readonly { readonly name: UnitName; readonly parent: UnitName; readonly level: string }[] = [
  { name: 'province', parent: 'confederation', level: 'PROVINCIAL_FEDERATION' },
  { name: 'otherProvince', parent: 'confederation', level: 'PROVINCIAL_FEDERATION' },
  { name: 'unit', parent: 'province', level: 'IMMEDIATE_UPPER_UNION' },
  { name: 'sibling', parent: 'province', level: 'IMMEDIATE_UPPER_UNION' },
  { name: 'child', parent: 'unit', level: 'GRASSROOTS_UNION' },
  { name: 'secondChild', parent: 'unit', level: 'GRASSROOTS_UNION' },
  { name: 'passingChild', parent: 'unit', level: 'GRASSROOTS_UNION' },
  { name: 'mergingChild', parent: 'unit', level: 'GRASSROOTS_UNION' },
  { name: 'cousin', parent: 'sibling', level: 'GRASSROOTS_UNION' },
  { name: 'section', parent: 'child', level: 'UNION_SECTION' },
  { name: 'secondSection', parent: 'child', level: 'UNION_SECTION' },
];
