import { runSeed } from '@thidua/service-kit';
import { definition } from './definition';
import { seedAnGiang } from './seed/seed-an-giang';

void runSeed(definition, seedAnGiang);
