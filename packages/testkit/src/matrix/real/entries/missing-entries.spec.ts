import { committedSurface, surfaceOf } from '../../schema-surface';
import { missingEntries, needlessEntries } from './missing-entries';

/** A schema in which nothing is as the entries know it. */
const NEW = `
  type Query { medals: [Medal!]! @permission(any: ["graph.read"]) }
  type Mutation { awardMedal: Medal @permission(any: ["nomination.decide", "nomination.appraise"]) }
  type Medal @key(fields: "id") { id: ID! weight: Int @permission(any: ["finance.read"]) holder: Member }
  type Member @key(fields: "id", resolvable: false) { id: ID! }`;

describe('the entries of the matrix', () => {
  it('speak of everything that the graph offers, and of nothing else', () => {
    expect(missingEntries(committedSurface())).toEqual([]);
    expect(needlessEntries(committedSurface())).toEqual([]);
  });

  it('are missed by name when something is new', () => {
    const planted = surfaceOf((subgraph) =>
      subgraph === 'awards' ? NEW : 'type Member @key(fields: "id") { id: ID! }',
    );
    expect(missingEntries(planted)).toEqual([
      'Query.medals with graph.read',
      'Mutation.awardMedal with nomination.decide',
      'Mutation.awardMedal with nomination.appraise',
      'Medal.weight',
      'finance.Member',
      'awards.Medal',
      'Medal.holder',
    ]);
  });
});
