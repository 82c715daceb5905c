import { committedSurface } from '../schema-surface';
import { FIELD_ENTRIES, OPERATION_ENTRIES } from './entries';
import { PERSON_PATHS } from './person-paths';
import { REFERENCE_ENTRIES } from './reference-entry';
import { Matrix } from './matrix-run';
import { matrixTarget } from './matrix-target';
import { tablesOf } from './matrix-result';

describe('the authorization matrix, through the gateway', () => {
  it('refuses everybody whose mandate does not cover it, changes no row, and lets those do it whose mandate does', async () => {
    const began = performance.now();
    const plan = {
      operations: OPERATION_ENTRIES,
      fields: FIELD_ENTRIES,
      paths: PERSON_PATHS,
      references: REFERENCE_ENTRIES,
    };
    const matrix = await Matrix.found(matrixTarget(), plan);
    const result = await matrix.run(plan);
    const { operations } = committedSurface();
    process.stdout.write(
      `matrix, real: ${operations.length} operations, ${result.entries} entries, ${result.cases} cases, ` +
        `${((performance.now() - began) / 1000).toFixed(0)} s\n`,
    );
    expect(tablesOf(result.differences)).toBe('');
  });
});
