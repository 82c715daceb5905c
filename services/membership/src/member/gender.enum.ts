import { registerEnumType } from 'type-graphql';

/** Gender of a member, as recorded (giới tính). */
export enum Gender {
  Female = 'FEMALE',
  Male = 'MALE',
  NotStated = 'NOT_STATED',
}
registerEnumType(Gender, {
  name: 'Gender',
  description: 'Giới tính. Gender as recorded.',
  valuesConfig: {
    Female: { description: 'Nữ. Female.' },
    Male: { description: 'Nam. Male.' },
    NotStated: { description: 'Không nêu. Not stated.' },
  },
});
