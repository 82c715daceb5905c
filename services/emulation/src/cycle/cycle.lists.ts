import { connectionOf } from '@thidua/service-kit';
import { EmulationCycle } from './cycle.entity';

/** A page of cycles. */
export const EmulationCycleConnection = connectionOf(EmulationCycle, 'EmulationCycle', 'chu kỳ thi đua');
