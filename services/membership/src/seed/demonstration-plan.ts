/** A demonstration union directly under the province, with what is generated for it. */
export interface DirectUnion {
  /** `AG-K<block>-<ordinal>`, both of two digits. */
  readonly code: string;
  readonly block: number;
  readonly ordinal: number;
  /** How many of its members are referred to the Party. */
  readonly partyReferrals: number;
}

/** Code of a direct union of a block, for example `AG-K01-09`. */
export function directUnionCode(block: number, ordinal: number): string {
  return `AG-K${String(block).padStart(2, '0')}-${String(ordinal).padStart(2, '0')}`;
}

/** Code of a generated member, for example `ag-k10-01-001`. */
export function demonstrationMemberCode(unitCode: string, index: number): string {
  return `${unitCode.toLowerCase()}-${String(index + 1).padStart(3, '0')}`;
}

/** Shares of a whole that differ by one at most and sum to it, the greater ones first. */
export function evenShares(total: number, parts: number): number[] {
  const least = Math.floor(total / parts);
  return Array.from({ length: parts }, (_, index) => least + (index < total % parts ? 1 : 0));
}

/** The direct unions of the blocks, their referrals shared evenly within each block. */
export function directUnions(
  blocks: readonly { readonly number: number; readonly unions: number; readonly partyReferrals: number }[],
): DirectUnion[] {
  return blocks.flatMap((block) =>
    evenShares(block.partyReferrals, block.unions).map((partyReferrals, index) => ({
      code: directUnionCode(block.number, index + 1),
      block: block.number,
      ordinal: index + 1,
      partyReferrals,
    })),
  );
}
