import { concatAST, type DocumentNode, GraphQLError, Kind, parse, print, separateOperations, Source } from 'graphql';
import { documentIdOf } from './trusted-documents';

/** A GraphQL file. */
export interface DocumentFile {
  readonly name: string;
  readonly text: string;
}

/** An operation of a manifest. */
export interface RegisteredOperation {
  readonly name: string;
  /** What clients send instead of the text. */
  readonly id: string;
  /** The operation with the fragments that it uses. */
  readonly text: string;
}

/**
 * The operations of GraphQL files, each with the fragments it uses, wherever in the files those stand.
 * @throws when a file does not parse, or when names are missing or used twice.
 */
export function registeredOperations(files: readonly DocumentFile[]): readonly RegisteredOperation[] {
  const documents = files.map(({ name, text }) => parsed(name, text));
  const names = documents.flatMap(({ definitions }) =>
    definitions.map((definition) => {
      if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION) {
        throw new Error('only operations and fragments can be registered');
      }
      if (definition.name === undefined) throw new Error('every operation needs a name');
      return `${definition.kind === Kind.FRAGMENT_DEFINITION ? 'fragment' : 'operation'} ${definition.name.value}`;
    }),
  );
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) throw new Error(`there are two of: ${twice.join(', ')}`);
  return Object.entries(separateOperations(concatAST(documents))).map(([name, document]) => {
    const text = print(document);
    return { name, id: documentIdOf(text), text };
  });
}

function parsed(name: string, text: string): DocumentNode {
  try {
    return parse(new Source(text, name));
  } catch (failure) {
    throw failure instanceof GraphQLError ? new Error(failure.toString()) : failure;
  }
}
