// One configuration for every workspace; the suite is chosen by the name of the file (and THIDUA_SUITE).
const path = require('node:path');

const rootDir = path.join(__dirname, '..', '..');
const suite = process.env.THIDUA_SUITE || 'unit';
const endings = {
  unit: '\\.spec\\.tsx?$',
  integration: '\\.integration-spec\\.ts$',
  workflow: '\\.workflow-spec\\.ts$',
  e2e: '\\.e2e-spec\\.ts$',
};
const patience = { unit: 15_000, integration: 60_000, workflow: 120_000, e2e: 300_000 };

// Published as ES modules only: they go through the same transform as our sources.
const modulesOnly = [
  'jose',
  'uuid',
  '@graphql-hive',
  '@graphql-mesh',
  '@graphql-tools',
  '@whatwg-node',
  '@envelop',
  '@theguild',
  'graphql-scalars',
  'content-disposition',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
  'oidc-provider',
  'openid-client',
  'oauth4webapi',
  '@fastify/cookie',
  'cookie',
];

const transform = [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', tsx: true, decorators: true },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: false,
        react: { runtime: 'automatic' },
      },
    },
  },
];

/** @type {import('jest').Config} */
module.exports = {
  rootDir,
  roots: ['packages', 'services', 'gateway', 'issuer', 'workflows', 'infra'].map((folder) =>
    path.join('<rootDir>', folder),
  ),
  testRegex: [endings[suite]],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/\\.thidua/'],
  modulePathIgnorePatterns: [
    '<rootDir>/(packages|services)/[^/]+/dist/',
    '<rootDir>/(gateway|issuer|workflows)/dist/',
    '<rootDir>/\\.thidua/',
  ],
  testEnvironment: 'node',
  testTimeout: patience[suite],
  maxWorkers: 2,
  cacheDirectory: path.join(rootDir, '.thidua', 'jest'),
  // Sources, so that a test needs no build.
  moduleNameMapper: {
    '^@thidua/(ballot|contracts|service-kit|testkit|audit-verifier)$': '<rootDir>/packages/$1/src/index.ts',
    '^@thidua/(ballot|contracts|service-kit|testkit|audit-verifier)/(.*)$': '<rootDir>/packages/$1/src/$2.ts',
  },
  transform: { '\\.[cm]?[jt]sx?$': transform },
  transformIgnorePatterns: [`/node_modules/(?!(?:${modulesOnly.join('|')})/)`],
};
