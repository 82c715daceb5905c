import type { ValueTransformer } from 'typeorm';
import { plainDecimal } from './achievement';

/** A DECIMAL column as exact text without the zeros that the database pads it with: `11.000000` is read as `11`. */
export const exactDecimal: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: unknown) => (typeof value === 'string' ? plainDecimal(value) : value),
};
