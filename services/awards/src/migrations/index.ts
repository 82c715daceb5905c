import { CreateAwards1700000000000 } from './1700000000000-create-awards';

/** Every migration of the awards database, in order. */
export const migrations = [CreateAwards1700000000000];
