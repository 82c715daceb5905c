import { outcomeAt, valueAt } from './field-run';
import { fewAtOnce, type Difference, type MatrixResult } from './matrix-result';
import { PERSONAL_FIELDS, type PersonPath } from './person-paths';
import type { MatrixScene } from './scene/matrix-scene';

async function differencesIn(scene: MatrixScene, path: PersonPath): Promise<Difference[]> {
  const { client } = path.asker(scene);
  const answer = await client.send<Record<string, unknown>>(path.document, await path.variables(scene));
  const what = `a member by ${path.field}`;
  const caller = 'somebody beyond reach';
  if (!valueAt(answer.data, path.at)) {
    return [{ what, caller, expected: 'the member', came: JSON.stringify(answer.errors[0]?.extensions.code ?? null) }];
  }
  return PERSONAL_FIELDS.map((name) => ({ name, came: outcomeAt(answer, [...path.at, name]) }))
    .filter(({ came }) => came !== 'FORBIDDEN')
    .map(({ name, came }) => ({ what, caller, expected: `${name}: FORBIDDEN`, came }));
}

/** Goes every way to a member and looks for what is personal. */
export async function runPersonPaths(scene: MatrixScene, paths: readonly PersonPath[]): Promise<MatrixResult> {
  const found = await fewAtOnce(paths, (path) => differencesIn(scene, path));
  return { entries: paths.length, cases: paths.length * PERSONAL_FIELDS.length, differences: found.flat() };
}
