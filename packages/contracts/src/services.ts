/** The four subgraphs; a service's name is also its passport audience, task queue prefix and database suffix. */
export const SERVICE_NAMES = ['membership', 'finance', 'emulation', 'awards'] as const;
/** Name of one of the four subgraphs. */
export type ServiceName = (typeof SERVICE_NAMES)[number];
