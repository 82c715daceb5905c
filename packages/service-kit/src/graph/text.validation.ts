import { buildMessage, ValidateBy, type ValidationOptions } from 'class-validator';

/**
 * Demands a text of 1 to `most` characters with something to read in it: a text of blanks alone is BAD_USER_INPUT.
 * @param most the most characters, spaces at the ends included.
 */
export function IsWords(most: number, options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isWords',
      constraints: [most],
      validator: {
        validate: (text: unknown) => typeof text === 'string' && text.length <= most && text.trim().length > 0,
        defaultMessage: buildMessage((each) => `${each}$property: 1 to ${most} characters, not blank`, options),
      },
    },
    options,
  );
}
