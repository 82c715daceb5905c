import { runSabotagedService } from '@thidua/service-kit/testing/sabotaged-service';
import { definition } from '../definition';

void runSabotagedService(definition);
