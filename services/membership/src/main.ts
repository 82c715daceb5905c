import { runService } from '@thidua/service-kit';
import { definition } from './definition';

void runService(definition);
