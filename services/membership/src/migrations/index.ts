import { CreateMembership1700000000000 } from './1700000000000-create-membership';
import { AdmissionsByUnit1700000001000 } from './1700000001000-admissions-by-unit';

/** The migrations of the service, oldest first. */
export const MIGRATIONS = [CreateMembership1700000000000, AdmissionsByUnit1700000001000];
