import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';

/**
 * Everything in a schema that has no description: types, fields, arguments, input fields and enum values.
 * What GraphQL and federation bring themselves does not count.
 */
export function undescribed(schema: GraphQLSchema): string[] {
  const missing: string[] = [];
  const check = (name: string, description: string | null | undefined): void => {
    if (!description?.trim()) {
      missing.push(name);
    }
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (
      type.name.startsWith('_') ||
      type.name.includes('__') ||
      (type.astNode === undefined && ['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name))
    ) {
      continue;
    }
    if (!['Query', 'Mutation'].includes(type.name)) {
      check(type.name, type.description);
    }
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        if (field.name.startsWith('_')) {
          continue;
        }
        check(`${type.name}.${field.name}`, field.description);
        for (const argument of field.args) {
          check(`${type.name}.${field.name}(${argument.name})`, argument.description);
        }
      }
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        check(`${type.name}.${field.name}`, field.description);
      }
    } else if (isEnumType(type)) {
      for (const value of type.getValues()) {
        check(`${type.name}.${value.name}`, value.description);
      }
    }
  }
  return missing;
}
