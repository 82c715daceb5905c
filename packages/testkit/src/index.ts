/** Real servers for tests: databases on a real MariaDB, keys and passports, a client of the gateway. */
export * from './test-database';
export * from './test-identity';
export * from './fewest-statements';
export * from './graph-client';
export * from './schema-rules';
export * from './sign-in';
export * from './signed-in-account';
export * from './scene';
export * from './matrix';
export { claimStatements } from './bench/decisions-statements';
