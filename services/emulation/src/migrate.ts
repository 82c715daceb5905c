import { runMigrations } from '@thidua/service-kit';
import { definition } from './definition';

void runMigrations(definition);
