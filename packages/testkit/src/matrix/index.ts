/** The authorization matrix, as tests of services run it against themselves. */
export { FIELD_ENTRIES, OPERATION_ENTRIES } from './real/entries';
export { GatewayProcess } from './real/gateway-process';
export type { Difference, MatrixResult } from './real/matrix-result';
export { Matrix, type MatrixPlan } from './real/matrix-run';
export { matrixTarget } from './real/matrix-target';
export { PERSON_PATHS } from './real/person-paths';
export { environmentOfProcess, freePort } from './real/process-environment';
export { REFERENCE_ENTRIES } from './real/reference-entry';
