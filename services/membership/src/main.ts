import { runService } from '@thidua/service-kit';
import { definition } from './definition';

runService(definition);
