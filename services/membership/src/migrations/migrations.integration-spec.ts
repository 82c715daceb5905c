import { runMigrations, schemaDrift } from '@thidua/service-kit';
import { createTestDatabase, type TestDatabase } from '@thidua/testkit';
import { definition } from '../definition';

describe('the migrations of membership', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase('membership_migrations');
    database.useAsEnvironment();
  });
  afterAll(() => database.drop());

  it('lead from an empty database to what the entities say, and a second run finds nothing to do', async () => {
    await runMigrations(definition);
    expect(await schemaDrift(definition, database.url)).toEqual([]);
    await runMigrations(definition);
    expect(await schemaDrift(definition, database.url)).toEqual([]);
  });
});
