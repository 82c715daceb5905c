import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const check = join(__dirname, 'import-directions.mjs');
const parts = [
  'packages/contracts',
  'packages/service-kit',
  'packages/testkit',
  'services/awards',
  'services/finance',
  'gateway',
  'issuer',
  'workflows',
];

describe('import directions', () => {
  let root: string;

  const plant = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  const run = () => spawnSync(process.execPath, [check, root], { encoding: 'utf8' });

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'thidua-imports-'));
    for (const part of parts) {
      plant(`${part}/package.json`, JSON.stringify({ name: `@thidua/${part.split('/').pop()}` }));
      plant(`${part}/src/index.ts`, 'export const nothing = 0;\n');
    }
    plant('infra/local/start.mjs', "import { join } from 'node:path';\n");
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('lets services, gateway and workflows use packages', () => {
    plant(
      'services/awards/src/award.service.ts',
      "import { openSubgraph } from '@thidua/service-kit';\nimport { x } from './award.entity';\n",
    );
    plant('services/awards/src/award.spec.ts', "import { builder } from '@thidua/testkit';\n");
    plant('gateway/src/main.ts', "import { Passport } from '@thidua/contracts/passport';\n");
    plant(
      'workflows/src/cycle.workflow.ts',
      "import { sleep } from '@temporalio/workflow';\nimport { cycleId } from '@thidua/contracts';\n",
    );
    const { status, stderr } = run();
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it.each([
    ['a service another service by name', 'services/awards/src/a.ts', "import { Fund } from '@own/finance';"],
    ['a service another service by path', 'services/awards/src/a.ts', "export * from '<up>/finance/src/index';"],
    ['a service another service lazily', 'services/awards/src/a.ts', "const fund = await import('@own/finance/fund');"],
    ['a package a service', 'packages/service-kit/src/a.ts', "import type { Award } from '@own/awards';"],
    ['contracts another package', 'packages/contracts/src/a.ts', "import { log } from '@own/service-kit';"],
    ['workflows the service kit', 'workflows/src/a.ts', "import { log } from '@own/service-kit';"],
    ['workflows a database', 'workflows/src/a.ts', "import { DataSource } from 'typeorm';"],
    ['the gateway a service', 'gateway/src/a.ts', "const schema = require('@own/awards');"],
    ['the issuer the gateway', 'issuer/src/a.ts', "import { caller } from '@own/gateway';"],
    ['the gateway infra', 'gateway/src/a.ts', "import { root } from '<up>/infra/local/settings.mjs';"],
    [
      'a service the test kit outside a test',
      'packages/service-kit/src/a.ts',
      "import { builder } from '@own/testkit';",
    ],
    [
      'a manifest another service',
      'services/awards/package.json',
      '{"name":"@own/awards","dependencies":{"@own/finance":"0.1.0"}}',
    ],
  ])('fails when %s imports', (_, path, content) => {
    // Written so that this file itself imports nothing of the kind.
    plant(path, `${content.replaceAll('@own/', '@thidua/').replaceAll('<up>', '../..')}\n`);
    const { status, stderr } = run();
    expect(status).toBe(1);
    expect(stderr).toContain(path);
  });

  it('does not take an import in a comment for one', () => {
    plant(
      'services/awards/src/a.ts',
      "/** import { Fund } from '@own/finance' */\n// import '@own/finance';\n".replaceAll('@own', '@thidua'),
    );
    expect(run().status).toBe(0);
  });

  it('holds in this repository', () => {
    const { status, stderr } = spawnSync(process.execPath, [check], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});
