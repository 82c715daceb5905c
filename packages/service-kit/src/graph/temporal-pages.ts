let pages: { readonly url: string; readonly namespace: string } | null = null;

/** Says where Temporal's pages are; called once when the service starts. @param url null where nobody serves them. */
export function useTemporalPages(url: string | null, namespace: string): void {
  pages = url === null ? null : { url: url.replace(/\/+$/, ''), namespace };
}

/** The page of a workflow, of one run where it is known; null where no workflow is concerned or nobody serves pages. */
export function temporalPageOf(workflowId: string | null, runId: string | null): string | null {
  if (pages === null || workflowId === null) {
    return null;
  }
  const workflow = `${pages.url}/namespaces/${encodeURIComponent(pages.namespace)}/workflows/${encodeURIComponent(workflowId)}`;
  return runId === null ? workflow : `${workflow}/${encodeURIComponent(runId)}/history`;
}
