import { runSeed } from '@thidua/service-kit';
import { definition } from './definition';
import { seedAwards } from './seed/award-types.seed';

void runSeed(definition, seedAwards);
