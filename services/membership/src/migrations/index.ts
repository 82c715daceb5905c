import { CreateMembership1700000000000 } from './1700000000000-create-membership';

/** The migrations of the service, oldest first. */
export const MIGRATIONS = [CreateMembership1700000000000];
