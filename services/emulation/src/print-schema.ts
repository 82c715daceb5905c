import { printSchema } from '@thidua/service-kit';
import { join } from 'node:path';
import { definition } from './definition';

printSchema(definition, join(__dirname, '..', 'schema.graphql'));
