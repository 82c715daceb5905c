import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as catalogue from '@thidua/contracts';
import { fieldsOf, permissionsPage, problemsOf, readFields } from './permissions-page.mjs';

const root = join(__dirname, '..', '..');

/** A catalogue of one permission, and a schema of one operation that names it. */
const SMALL = {
  ...catalogue,
  PERMISSIONS: {
    'unit.found': {
      kind: 'CHANGE',
      vi: 'Thành lập đơn vị',
      en: 'Found a unit',
      grants: [{ positions: ['CHAIR'], scope: 'OWN_UNIT' }],
      conditions: ['NOT_OWN_MANDATE'],
    },
  },
};
const schema = (fields: string): string =>
  `directive @permission(any: [String!]!) on FIELD_DEFINITION\ntype Mutation { ${fields} }\ntype Unit { id: ID! }`;
const FOUND_UNIT = 'foundUnit: Unit @permission(any: ["unit.found"])';

describe('docs/permissions.md', () => {
  it('is what the catalogue and the committed schemas say', () => {
    const fields = readFields(root);
    expect(problemsOf(catalogue, fields)).toEqual([]);
    expect(permissionsPage(catalogue, fields)).toBe(readFileSync(join(root, 'docs', 'permissions.md'), 'utf8'));
  });

  it('says who holds a permission, over what, on which condition and where it is needed', () => {
    const row = permissionsPage(SMALL, fieldsOf(schema(FOUND_UNIT)))
      .split('\n')
      .find((line: string) => line.startsWith('| `unit.found`'));
    for (const part of [
      'Thành lập đơn vị',
      'thay đổi',
      'Chủ tịch: `OWN_UNIT`',
      '`NOT_OWN_MANDATE`',
      '`Mutation.foundUnit`',
    ]) {
      expect(row).toContain(part);
    }
  });

  it.each<[string, string, readonly string[]]>([
    ['nothing where they agree', FOUND_UNIT, []],
    [
      'a field of Mutation without a permission',
      `${FOUND_UNIT} dissolveUnit: Unit`,
      ['Mutation.dissolveUnit names no permission'],
    ],
    [
      'a field that names its permission in words alone',
      `${FOUND_UNIT} }\ntype Officer { "A note. Quyền · Permission: unit.found." note: String`,
      ['Officer.note names no permission'],
    ],
    [
      'a name that the catalogue does not have',
      `${FOUND_UNIT} dissolveUnit: Unit @permission(any: ["unit.end"])`,
      ['Mutation.dissolveUnit names unit.end, which the catalogue does not have'],
    ],
    [
      'a permission that no field names',
      'ping: Unit @permission(any: [])',
      ['no field names the permission unit.found'],
    ],
  ])('finds %s', (_what, fields, problems) => {
    expect(problemsOf(SMALL, fieldsOf(schema(fields)))).toEqual(problems);
  });

  it('finds a scope and a right that nobody described', () => {
    const grants = [{ positions: ['CHAIR'], scope: 'EVERYWHERE' }];
    const changed = {
      PERMISSIONS: { 'unit.found': { ...SMALL.PERMISSIONS['unit.found'], grants } },
      SYSTEM_RIGHTS: { awards: ['units:move'] },
    };
    expect(problemsOf(changed, fieldsOf(schema(FOUND_UNIT)))).toEqual([
      'EVERYWHERE is not described',
      'units:move is not described',
    ]);
  });
});
