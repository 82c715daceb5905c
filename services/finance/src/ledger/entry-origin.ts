import { Provenance } from '@thidua/service-kit';

/** Where a row comes from, and the words of the source that it stands for. */
export interface EntryOrigin {
  readonly provenance: Provenance;
  readonly sentence: string | null;
  readonly source: string | null;
}

/** The origin of what a person records through the product. */
export const RECORDED: EntryOrigin = { provenance: Provenance.Recorded, sentence: null, source: null };
