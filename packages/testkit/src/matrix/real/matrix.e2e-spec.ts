import { committedSurface } from '../schema-surface';
import { OPERATION_ENTRIES } from './entries';
import { matrixTarget, runMatrix } from './matrix-run';
import { tablesOf } from './matrix-result';

describe('the authorization matrix, through the gateway', () => {
  it('refuses everybody whose mandate does not cover it, changes no row, and lets those do it whose mandate does', async () => {
    const began = performance.now();
    const result = await runMatrix(matrixTarget(), { operations: OPERATION_ENTRIES });
    const { operations } = committedSurface();
    process.stdout.write(
      `matrix, real: ${operations.length} operations, ${result.entries} entries, ${result.cases} cases, ` +
        `${((performance.now() - began) / 1000).toFixed(0)} s\n`,
    );
    expect(tablesOf(result.differences)).toBe('');
  });
});
