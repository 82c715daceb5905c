import { Matches, type ValidationOptions } from 'class-validator';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id as the graph writes it: a lower-case UUID. Anything else is BAD_USER_INPUT. */
export function IsId(options: ValidationOptions = {}): PropertyDecorator {
  return Matches(ID, { message: 'cần một UUID viết thường / must be a lower-case UUID', ...options });
}
