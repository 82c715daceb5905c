import { composeServices, compositionHasErrors } from '@theguild/federation-composition';
import { parse } from 'graphql';

/** A subgraph's schema, as its service committed it. */
export interface SubgraphSchema {
  /** Name of the service; also the host in the routing address. */
  readonly name: string;
  /** SDL with the federation directives. */
  readonly sdl: string;
}

/** Subgraphs that do not fit together, every reason named. */
export class CompositionError extends Error {
  /** @param reasons what does not fit, satisfiability included. */
  constructor(readonly reasons: readonly string[]) {
    super(`the subgraphs do not compose:\n${reasons.map((reason) => `  ${reason}`).join('\n')}`);
    this.name = 'CompositionError';
  }
}

/**
 * Composes the supergraph. The routing addresses in it name the services only; a gateway takes the real ones from its
 * environment. The order of the subgraphs is the order in which a type's fields are shown.
 * @throws CompositionError with every reason at once.
 */
export function composeSupergraph(subgraphs: readonly SubgraphSchema[]): string {
  const result = composeServices(
    subgraphs.map(({ name, sdl }) => ({ name, url: `http://${name}/graphql`, typeDefs: parse(sdl) })),
  );
  if (compositionHasErrors(result)) {
    throw new CompositionError(result.errors.map((error) => error.message));
  }
  return `${result.supergraphSdl.trim()}\n`;
}
