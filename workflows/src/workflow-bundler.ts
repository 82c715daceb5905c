import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** Where the build leaves the workflow code, bundled for the worker's sandbox. */
export const WORKFLOW_BUNDLE_FILE = join(__dirname, 'workflow-bundle.js');

/** Bundles the workflow code; starting a worker then needs no bundler. */
async function writeWorkflowBundle(): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(__dirname, 'workflows.js'),
    logger: new DefaultLogger('WARN'),
  });
  writeFileSync(WORKFLOW_BUNDLE_FILE, code);
}

if (require.main === module) {
  void writeWorkflowBundle();
}
