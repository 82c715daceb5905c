// docs/permissions.md says who may do what: it is written from the catalogue of permissions (packages/contracts) and from
// the fields that name them in the committed schemas, and compared here. A permission that no field names, a field of
// Query or Mutation that names none, and a name that the catalogue does not have are problems of their own.
// Usage: node infra/checks/permissions-page.mjs [--write] (after a build)
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'graphql';

const SERVICES = ['membership', 'finance', 'emulation', 'awards'];

/** Over what a grant reaches, in words. */
const SCOPES = {
  SIGNED_IN: ['mọi người đã đăng nhập, không cần chức danh', 'whoever is signed in; no mandate is needed'],
  SELF: ['của chính mình, không cần chức danh', 'one’s own; no mandate is needed'],
  OWN_UNIT: ['chính đơn vị của chức danh', 'the mandate’s own unit'],
  OWN_UNIT_AND_BELOW: ['đơn vị của chức danh và mọi đơn vị bên dưới', 'the mandate’s unit and everything under it'],
  BELOW: [
    'các đơn vị bên dưới, không gồm chính đơn vị (riêng Tổng Liên đoàn gồm cả mình)',
    'everything under the mandate’s unit without the unit itself (the General Confederation reaches itself)',
  ],
  GROUP_HEADED: [
    'cụm, khối mà đơn vị của chức danh hôm nay là trưởng',
    'the cluster or block that the mandate’s unit heads today',
  ],
  COUNCIL_OF_BODY: ['cấp có hội đồng mà chức danh thuộc về', 'the body whose emulation council it is'],
  AUDITOR_OF_BODY_AND_BELOW: [
    'cấp có ủy ban kiểm tra và mọi đơn vị bên dưới, chỉ đọc',
    'the body whose inspection committee it is and everything under it, to read only',
  ],
  CONFEDERATION: [
    'toàn hệ thống, chỉ với chức danh của Tổng Liên đoàn',
    'everything, for mandates of the General Confederation alone',
  ],
};

/** What a process may ask of another, in words. */
const RIGHTS = {
  'feed:read': ['đọc luồng thay đổi của cây tổ chức', 'read the change feed of the union tree'],
  'mandates:read': ['đọc chức danh đang có hiệu lực của một tài khoản', 'read an account’s mandates in force'],
  'members:read': ['đọc đơn vị sinh hoạt của một đoàn viên', 'read the units that a member belongs to'],
  'cycles:read': ['đọc đơn vị chủ trì của một chu kỳ', 'read the owner of a cycle'],
  'award-facts:read': [
    'đọc dữ kiện xét khen thưởng của người và đơn vị',
    'read the facts about persons and units that checks of nominations need',
  ],
  'councils:read': ['đọc thành viên hội đồng của một cấp', 'read who the members of a body’s council are'],
  'member-names:read': ['đọc họ tên đoàn viên', 'read what members are called'],
  'people:list': ['liệt kê người có thể đăng nhập', 'list the people who can sign in'],
  'security:write': ['ghi nhật ký an ninh', 'write to the security log'],
  'sessions:end': ['chấm dứt phiên đăng nhập', 'end a session'],
  'path:read': ['xem đường đi của quyết định: hàng chờ, chênh lệch', 'see how decisions travel: backlog, differences'],
  'path:repair': ['gỡ quyết định bị gác lại, khởi động lại đối tượng', 'release a decision, restart a subject'],
};

/** How a field's description begins to tell its permissions (packages/service-kit/src/graph/subgraph-schema.ts). */
const TOLD = 'Quyền · Permission: ';

/** Fields of a schema's text with the permissions that they name, and the fields that should name some and do not. */
export function fieldsOf(sdl) {
  const named = [];
  const bare = [];
  for (const { kind, name, fields = [] } of parse(sdl, { noLocation: true }).definitions) {
    if (!['ObjectTypeDefinition', 'ObjectTypeExtension'].includes(kind)) continue;
    for (const field of fields) {
      const path = `${name.value}.${field.name.value}`;
      const directive = field.directives.find((each) => each.name.value === 'permission');
      if (directive) {
        named.push({ path, permissions: directive.arguments[0].value.values.map(({ value }) => value) });
      } else if (['Query', 'Mutation'].includes(name.value) || field.description?.value.includes(TOLD)) bare.push(path);
    }
  }
  return { named, bare };
}

/** What the catalogue and the schemas do not agree in. */
export function problemsOf({ PERMISSIONS, SYSTEM_RIGHTS }, { named, bare }) {
  const names = new Set(named.flatMap(({ permissions }) => permissions));
  const scopes = Object.values(PERMISSIONS).flatMap(({ grants }) => grants.map(({ scope }) => scope));
  const rights = Object.values(SYSTEM_RIGHTS).flat();
  return [
    ...bare.map((path) => `${path} names no permission`),
    ...named.flatMap(({ path, permissions }) =>
      permissions
        .filter((permission) => !(permission in PERMISSIONS))
        .map((permission) => `${path} names ${permission}, which the catalogue does not have`),
    ),
    ...Object.keys(PERMISSIONS)
      .filter((permission) => !names.has(permission))
      .map((permission) => `no field names the permission ${permission}`),
    ...[...new Set(scopes)].filter((scope) => !(scope in SCOPES)).map((scope) => `${scope} is not described`),
    ...[...new Set(rights)].filter((right) => !(right in RIGHTS)).map((right) => `${right} is not described`),
  ];
}

const table = (heads, rows) =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const both = ({ vi, en }) => `${vi}<br>${en}`;
const code = (text) => `\`${text}\``;
const none = '–';

function whoOf({ grants }, positionNames) {
  return grants
    .map(({ positions, scope }) =>
      [positions.map((position) => positionNames[position].vi).join(', '), code(scope)].filter(Boolean).join(': '),
    )
    .join('<br>');
}

/** The page. */
export function permissionsPage(catalogue, { named }) {
  const { PERMISSIONS, CONDITIONS, POSITION_NAMES, SYSTEM_RIGHTS } = catalogue;
  const rules = Object.entries(PERMISSIONS);
  const where = (permission) =>
    named.filter(({ permissions }) => permissions.includes(permission)).map(({ path }) => code(path));
  const heldBy = (position) =>
    rules.filter(([, { grants }]) => grants.some(({ positions }) => positions.includes(position)));
  return `# Quyền · Permissions

This page is written by \`npm run permissions\` from the catalogue (\`packages/contracts/src/permissions.ts\`) and the committed schemas; \`npm run check:permissions\` fails when it differs, when a field of Query or Mutation names no permission, and when no field names a permission of the catalogue. The authorization matrix (docs/testing.md) proves that the system does what it says.

A permission is granted by a mandate in force (chức danh đang có hiệu lực), own or delegated, whose position is named and whose scope reaches the unit that the row belongs to today; every condition must hold besides. A field that names several permissions needs any one of them: the row says which, for example by the stage of a nomination. A permission of kind *change* lets rows be changed; inspection holds none.

## Quyền · The permissions

${table(
  ['Quyền · Permission', 'Loại · Kind', 'Ai: phạm vi · Who: scope', 'Điều kiện · Conditions', 'Nơi dùng · Named by'],
  rules.map(([permission, rule]) => [
    `${code(permission)}<br>${both(rule)}`,
    rule.kind === 'READ' ? 'đọc · read' : 'thay đổi · change',
    whoOf(rule, POSITION_NAMES),
    rule.conditions.map(code).join('<br>') || none,
    where(permission).join('<br>') || none,
  ]),
)}

## Phạm vi · Scopes

${table(
  ['Phạm vi · Scope', 'Nghĩa · Meaning'],
  Object.entries(SCOPES).map(([scope, [vi, en]]) => [code(scope), both({ vi, en })]),
)}

## Điều kiện · Conditions

${table(
  ['Điều kiện · Condition', 'Nghĩa · Meaning'],
  Object.entries(CONDITIONS).map(([condition, words]) => [code(condition), both(words)]),
)}

## Chức danh · Positions

What a mandate of each position grants, over its scope.

${table(
  ['Chức danh · Position', 'Quyền · Permissions'],
  Object.entries(POSITION_NAMES).map(([position, words]) => [
    `${code(position)}<br>${both(words)}`,
    heldBy(position)
      .map(([permission]) => code(permission))
      .join(' ') || none,
  ]),
)}

## Tiến trình · Processes

What each process may ask of another with a passport of its own: never a person’s permission. A passport that claims more is refused, whoever signed it.

${table(
  ['Tiến trình · Process', 'Quyền · Rights'],
  Object.entries(SYSTEM_RIGHTS).map(([signer, rights]) => [
    code(signer),
    rights.map((right) => `${code(right)} ${RIGHTS[right][0]} · ${RIGHTS[right][1]}`).join('<br>') || none,
  ]),
)}
`;
}

/** What the committed schemas of all services say. */
export function readFields(root) {
  const schemas = SERVICES.map((service) =>
    fieldsOf(readFileSync(join(root, 'services', service, 'schema.graphql'), 'utf8')),
  );
  return { named: schemas.flatMap(({ named }) => named), bare: schemas.flatMap(({ bare }) => bare) };
}

function main(root, write) {
  const contracts = join(root, 'packages/contracts/dist/index.js');
  if (!existsSync(contracts)) {
    process.stderr.write('packages/contracts is not built. What to do: npm run build\n');
    return 1;
  }
  const catalogue = createRequire(import.meta.url)(contracts);
  const fields = readFields(root);
  const problems = problemsOf(catalogue, fields);
  const path = join(root, 'docs/permissions.md');
  const page = permissionsPage(catalogue, fields);
  if (write) writeFileSync(path, page);
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== page) {
    problems.push('docs/permissions.md is not what they say: npm run permissions writes it anew');
  }
  if (problems.length > 0) {
    process.stderr.write(`The catalogue of permissions and the schemas:\n  ${problems.join('\n  ')}\n`);
    return 1;
  }
  const { length } = Object.keys(catalogue.PERMISSIONS);
  process.stdout.write(
    `${length} permissions are named by ${fields.named.length} fields, as docs/permissions.md says.\n`,
  );
  return 0;
}

const here = fileURLToPath(import.meta.url);
if (process.argv[1] && resolve(process.argv[1]) === here) {
  process.exitCode = main(join(dirname(here), '../..'), process.argv.includes('--write'));
}
