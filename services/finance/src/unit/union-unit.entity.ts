import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A union unit of membership, to which finance adds what it collects. */
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'Đơn vị công đoàn; dữ liệu gốc thuộc phân hệ tổ chức. A union unit; membership owns it, finance adds its money.',
})
export class UnionUnit {
  @Field(() => ID, { description: 'Mã đơn vị. Id of the unit.' })
  id: string;
}

/** The stub by which the gateway finds the unit. */
export function unionUnit(id: string): UnionUnit {
  return Object.assign(new UnionUnit(), { id: id.toLowerCase() });
}
