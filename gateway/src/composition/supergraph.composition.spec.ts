import { EMULATION_SDL } from '../fixture/emulation.fixture';
import { MEMBERSHIP_SDL } from '../fixture/membership.fixture';
import { CompositionError, composeSupergraph } from './supergraph.composition';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external"])\n';

function reasonsOf(...sdls: string[]): readonly string[] {
  try {
    composeSupergraph(sdls.map((sdl, index) => ({ name: `subgraph${index}`, sdl: LINK + sdl })));
  } catch (failure) {
    if (failure instanceof CompositionError) return failure.reasons;
    throw failure;
  }
  return [];
}

describe('composition', () => {
  it('names the services in the routing addresses and is the same every time', () => {
    const subgraphs = [
      { name: 'membership', sdl: MEMBERSHIP_SDL },
      { name: 'emulation', sdl: EMULATION_SDL },
    ];
    const composed = composeSupergraph(subgraphs);
    expect(composed).toContain('http://membership/graphql');
    expect(composed).toContain('http://emulation/graphql');
    expect(composeSupergraph(subgraphs)).toBe(composed);
  });

  it('refuses types that contradict each other', () => {
    expect(
      reasonsOf(
        'type Query { a: Unit } type Unit @key(fields: "id") { id: ID! name: String }',
        'type Query { b: Unit } type Unit @key(fields: "id") { id: ID! name: Int }',
      ).length,
    ).toBeGreaterThan(0);
  });

  it('refuses fields that no plan can reach', () => {
    const reasons = reasonsOf(
      'type Query { a: Unit } type Unit { name: String }',
      'type Query { b: Unit } type Unit { pledge: String }',
    );
    expect(reasons.join('\n')).toMatch(/satisf|cannot/i);
  });
});
