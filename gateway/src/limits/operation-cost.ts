import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isIntrospectionType,
  isListType,
  isObjectType,
  isInterfaceType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';

/** How many items a list is taken to have that does not say how many it gives: a group's units, a review's lines. */
const ASSUMED_LIST_SIZE = 10;
/** The same for lists of the schema itself: reading all of it then costs about as many fields as it has. */
const ASSUMED_SCHEMA_LIST_SIZE = 6;

/**
 * Fields of the roots that take far more work than the fields of their answers tell, by what they count besides: texts
 * that are compared word by word, everybody of a union judged by every award, a digest that is slow on purpose.
 */
const HEAVY: Readonly<Record<string, number>> = {
  compareNominationRevisions: 9_000,
  compareNominationVersions: 9_000,
  recordPersonalData: 2_500,
  whatIf: 9_000,
};

/** An operation with what its list sizes depend on. */
export interface CostedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * How many fields the answer may have: every field counts one, and what lies below a list as often as the list may have
 * items. `first` says so, from the operation, its variables or the schema's default; a connection's `first` counts for
 * its lists. Each fragment is counted once for each size it is spread under, so fragments that spread each other
 * exponentially cost no time. Variables are only looked at, because the executor checks their types before anything
 * runs; `@skip` and `@include` are not: an operation is judged with everything it may ask for.
 */
export function operationCost(costed: CostedOperation): number {
  return new CostCount(costed).total();
}

type Field = GraphQLField<unknown, unknown>;

class CostCount {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly defaults = new Map<string, unknown>();
  private readonly known = new Map<string, number>();

  constructor(private readonly costed: CostedOperation) {
    for (const node of costed.document.definitions) {
      if (node.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(node.name.value, node);
    }
    for (const { variable, defaultValue } of costed.operation.variableDefinitions ?? []) {
      if (defaultValue?.kind === Kind.INT) this.defaults.set(variable.name.value, Number(defaultValue.value));
    }
  }

  total(): number {
    const { schema, operation } = this.costed;
    const cost = this.ofSelections(operation.selectionSet, schema.getRootType(operation.operation), null);
    return Math.min(cost, Number.MAX_SAFE_INTEGER);
  }

  /** @param page size that the connection was asked for, when the selections are a connection's. */
  private ofSelections(
    { selections }: SelectionSetNode,
    type: GraphQLNamedType | null | undefined,
    page: number | null,
  ): number {
    let cost = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) cost += this.ofField(selection, type, page);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) cost += this.ofFragment(selection.name.value, page);
      else {
        const condition = selection.typeCondition?.name.value;
        const narrowed = condition === undefined ? type : this.costed.schema.getType(condition);
        cost += this.ofSelections(selection.selectionSet, narrowed, page);
      }
    }
    return cost;
  }

  private ofFragment(name: string, page: number | null): number {
    const key = `${name} ${page}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const fragment = this.fragments.get(name);
    const cost = fragment
      ? this.ofSelections(fragment.selectionSet, this.costed.schema.getType(fragment.typeCondition.name.value), page)
      : 0;
    this.known.set(key, cost);
    return cost;
  }

  private ofField(node: FieldNode, parent: GraphQLNamedType | null | undefined, page: number | null): number {
    const { schema } = this.costed;
    const isOfRoot = parent === schema.getQueryType() || parent === schema.getMutationType();
    return this.ofAnswer(node, parent, page) + (isOfRoot ? (HEAVY[node.name.value] ?? 0) : 0);
  }

  private ofAnswer(node: FieldNode, parent: GraphQLNamedType | null | undefined, page: number | null): number {
    const field = fieldOf(node.name.value, parent);
    if (node.selectionSet === undefined || field === undefined) return 1;
    const below = getNamedType(field.type);
    const asked = this.askedSize(node, field);
    if (!isListType(getNullableType(field.type))) return 1 + this.ofSelections(node.selectionSet, below, asked);
    const size = asked ?? page ?? (isIntrospectionType(below) ? ASSUMED_SCHEMA_LIST_SIZE : ASSUMED_LIST_SIZE);
    return 1 + size * this.ofSelections(node.selectionSet, below, null);
  }

  /** What `first` says; null for a field without it. */
  private askedSize(node: FieldNode, field: Field): number | null {
    const definition = field.args.find(({ name }) => name === 'first');
    if (definition === undefined) return null;
    const value = node.arguments?.find(({ name }) => name.value === 'first')?.value;
    const asked =
      value?.kind === Kind.INT
        ? Number(value.value)
        : value?.kind === Kind.VARIABLE
          ? (this.costed.variables[value.name.value] ?? this.defaults.get(value.name.value))
          : undefined;
    const size = asked ?? definition.defaultValue;
    return typeof size === 'number' ? Math.max(size, 1) : ASSUMED_LIST_SIZE;
  }
}

function fieldOf(name: string, parent: GraphQLNamedType | null | undefined): Field | undefined {
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}
