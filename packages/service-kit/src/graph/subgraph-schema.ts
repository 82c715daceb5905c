import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { isEnumType, isObjectType, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import {
  buildSchemaSync,
  createResolversMap,
  type ClassType,
  type ContainerType,
  type NonEmptyArray,
} from 'type-graphql';
import type { Permission } from '@thidua/contracts';
import { requirePerson } from '../identity/caller';
import { PERMISSION_EXTENSION } from '../identity/requires-permission';
import type { RequestContext } from './request-context';

type ReferenceResolver = (reference: never, context: RequestContext<never>) => unknown;

/** Resolves entity references by their key, batched by the request's DataLoaders. */
export type ReferenceResolvers = Readonly<Record<string, ReferenceResolver>>;

const FEDERATION_LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@tag"])`;

/** Names a field's permissions in the schema's text; docs/permissions.md says who holds them. */
const PERMISSION_DIRECTIVE = `"""
Quyền cần có: một trong các quyền này. The permission that the field needs: any one of these (docs/permissions.md).
"""
directive @permission(any: [String!]!) on FIELD_DEFINITION`;

/** A subgraph's schema and its text. */
export interface SubgraphSchema {
  readonly schema: GraphQLSchema;
  /** The schema's definition language, sorted as written by type-graphql, for schema.graphql. */
  readonly sdl: string;
  /**
   * The permissions of which each field needs any one, by `Type.field`: every field of Query and Mutation, empty where
   * none is declared, and those fields of other types that declare some.
   */
  readonly permissions: Readonly<Record<string, readonly Permission[]>>;
}

/**
 * type-graphql calls an enum's values by their TypeScript names (`Recorded`); the graph calls them by what they are
 * (`RECORDED`). Renamed in place, because argument defaults refer to these very values.
 */
function nameEnumValuesByValue(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isEnumType(type) && !type.name.startsWith('__')) {
      for (const value of type.getValues()) {
        value.name = String(value.value);
      }
    }
  }
}

/** The permissions that fields declare; each is told in the field's description too, which introspection shows. */
function declarePermissions(schema: GraphQLSchema): Record<string, readonly Permission[]> {
  const declared: Record<string, readonly Permission[]> = {};
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type) && !type.name.startsWith('__')) {
      const isRoot = type === schema.getQueryType() || type === schema.getMutationType();
      for (const field of Object.values(type.getFields())) {
        const permissions = (field.extensions[PERMISSION_EXTENSION] ?? []) as readonly Permission[];
        if (permissions.length > 0) {
          field.description = `${field.description ?? ''} Quyền · Permission: ${permissions.join(' | ')}.`.trim();
        }
        if (isRoot || permissions.length > 0) {
          declared[`${type.name}.${field.name}`] = permissions;
        }
      }
    }
  }
  return declared;
}

/** The public and other processes ask for no rows: a reference is resolved for persons alone, as an operation is. */
function forPersons(resolve: ReferenceResolver): ReferenceResolver {
  return (reference: never, context: RequestContext<never>) => {
    requirePerson(context.passport);
    return resolve(reference, context);
  };
}

/** Builds the subgraph from type-graphql classes. */
export function createSubgraphSchema(options: {
  readonly resolvers: NonEmptyArray<ClassType>;
  readonly orphanedTypes?: readonly ClassType[];
  readonly referenceResolvers: ReferenceResolvers;
  readonly container: ContainerType;
}): SubgraphSchema {
  const built = buildSchemaSync({
    resolvers: options.resolvers as never,
    orphanedTypes: [...(options.orphanedTypes ?? [])] as never,
    container: options.container,
    validate: { forbidUnknownValues: false },
  });
  nameEnumValuesByValue(built);
  const permissions = declarePermissions(built);
  const sdl = `${FEDERATION_LINK}\n\n${PERMISSION_DIRECTIVE}\n\n${printSchemaWithDirectives(built)}\n`;
  const typeDefs: DocumentNode = parse(sdl);
  const resolvers: Record<string, object> = { ...createResolversMap(built) };
  for (const [type, resolve] of Object.entries(options.referenceResolvers)) {
    resolvers[type] = { ...resolvers[type], __resolveReference: forPersons(resolve) };
  }
  return { schema: buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]), sdl, permissions };
}
