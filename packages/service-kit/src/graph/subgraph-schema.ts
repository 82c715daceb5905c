import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { isEnumType, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import {
  buildSchemaSync,
  createResolversMap,
  type ClassType,
  type ContainerType,
  type NonEmptyArray,
} from 'type-graphql';
import type { RequestContext } from './request-context';

type ReferenceResolver = (reference: never, context: RequestContext<never>) => unknown;

/** Resolves entity references by their key, batched by the request's DataLoaders. */
export type ReferenceResolvers = Readonly<Record<string, ReferenceResolver>>;

const FEDERATION_LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@tag"])`;

/** A subgraph's schema and its text. */
export interface SubgraphSchema {
  readonly schema: GraphQLSchema;
  /** The schema's definition language, sorted as written by type-graphql, for schema.graphql. */
  readonly sdl: string;
  /**
   * The permission each operation declares, by `Query.field` or `Mutation.field`; several of which any one will do are
   * joined by ` | `; null where none is declared.
   */
  readonly permissions: Readonly<Record<string, string | null>>;
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
  const sdl = `${FEDERATION_LINK}\n\n${printSchemaWithDirectives(built)}\n`;
  const typeDefs: DocumentNode = parse(sdl);
  const resolvers: Record<string, object> = { ...createResolversMap(built) };
  for (const [type, resolve] of Object.entries(options.referenceResolvers)) {
    resolvers[type] = { ...resolvers[type], __resolveReference: resolve };
  }
  const permissions: Record<string, string | null> = {};
  for (const root of [built.getQueryType(), built.getMutationType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      const permission: unknown = field.extensions['permission'];
      permissions[`${root?.name}.${field.name}`] = typeof permission === 'string' ? permission : null;
    }
  }
  return { schema: buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]), sdl, permissions };
}
