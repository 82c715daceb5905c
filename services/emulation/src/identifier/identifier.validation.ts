import { IsId } from '@thidua/service-kit';
import type { ValidationOptions } from 'class-validator';
import { ArgsType, Field, ID } from 'type-graphql';

/** Demands a UUID in its canonical lower-case form: anything else is BAD_USER_INPUT. */
export function IsIdentifier(options: ValidationOptions = {}): PropertyDecorator {
  return IsId({ message: 'give a lower-case UUID', ...options });
}

/** The argument of every query for one thing. */
@ArgsType()
export class IdentifierArguments {
  @Field(() => ID, { description: 'Mã (UUID viết thường). The id, a lower-case UUID.' })
  @IsIdentifier()
  id: string;
}

/** The argument of fields that belong to one cycle. */
@ArgsType()
export class CycleIdentifierArguments {
  @Field(() => ID, { description: 'Chu kỳ. Id of the cycle.' })
  @IsIdentifier()
  cycleId: string;
}
