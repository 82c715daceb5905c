import type { RequestContext } from '@thidua/service-kit';
import type { AwardsLoaders } from './awards.loaders';

/** What every resolver of this subgraph receives. */
export type AwardsContext = RequestContext<AwardsLoaders>;
