import type { Page, PageArguments } from '@thidua/service-kit';
import DataLoader from 'dataloader';

/**
 * Loads a page of a list for each parent: parents that ask for the same page in one tick share one read.
 * @param read pages in the order of the parents.
 */
export function pageLoaders<Node>(
  read: (parentIds: readonly string[], page: PageArguments) => Promise<readonly Page<Node>[]>,
): { load(parentId: string, page: PageArguments): Promise<Page<Node>>; clearAll(): void } {
  const loaders = new Map<string, DataLoader<string, Page<Node>>>();
  return {
    load(parentId, { first, after }) {
      const key = JSON.stringify([first, after ?? null]);
      let loader = loaders.get(key);
      if (!loader) {
        loader = new DataLoader((parentIds) => read(parentIds, { first, after: after ?? null }));
        loaders.set(key, loader);
      }
      return loader.load(parentId);
    },
    clearAll: () => loaders.clear(),
  };
}
