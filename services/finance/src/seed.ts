import { runSeed } from '@thidua/service-kit';
import { definition } from './definition';
import { seedUnionFund } from './seed/seed-union-fund';

void runSeed(definition, seedUnionFund);
