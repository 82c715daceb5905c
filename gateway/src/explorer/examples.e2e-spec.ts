import { RunningSystem } from '@thidua/testkit';
import { EXAMPLES } from './examples';

/** What an example shows of An Giang's own data; the others depend on what has been done in the system. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  MyWork: ['"CHAIR"'],
  GroupsOfAnGiang: ['"AG-LX"', '"BLOCK"', 'SOURCE', 'DEMONSTRATION'],
  FromGroupToNominations: ['"AG-CP"', '"100 %"', 'Trương Văn Chiêm'],
  StatedFiguresOfAnGiang: ['"103.14"', '"MORE_THAN"', '"85.71', '"388"'],
  ReviewsOfACycle: ['"year":2020', '"5000"'],
};

describe('the examples of the explorer, run as they are by the chair of An Giang', () => {
  const chair = RunningSystem.fromEnvironment().asSeeded('ag-chair');

  it.each(EXAMPLES.map((example) => [example.title, example] as const))('%s', async (title, { query, variables }) => {
    const { data, errors } = await chair.send(query, variables ?? {});
    expect(errors).toEqual([]);
    const text = JSON.stringify(data);
    for (const shown of SHOWN[title] ?? []) expect(text).toContain(shown);
  });
});
