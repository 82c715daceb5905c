import {
  admit,
  type CycleUnit,
  fewestStatements,
  GraphCommand,
  RunningSystem,
  type SceneProvince,
} from '@thidua/testkit';
import { CROSS_SERVICE } from '../explorer/examples';

/**
 * What the question costs, whatever the size of the group: five requests (the group; then membership, finance and
 * awards for all its units at once; then membership for all nominees at once).
 */
const SUBGRAPH_REQUESTS = 5;
const SQL_STATEMENTS = 13;

interface Unit {
  readonly code: string;
  readonly memberCount: number;
  readonly members: { readonly nodes: readonly { readonly fullName: string }[] };
  readonly fundCollection: { readonly collected: number; readonly ratio: { readonly display: string } };
  readonly nominations: {
    readonly nodes: readonly { readonly state: string; readonly nominee: { readonly fullName: string } }[];
  };
}

const setBudget = new GraphCommand('setBudget', 'budget { id }');
const recordReceipts = new GraphCommand('recordReceipts', 'receipts { id }');
const draftNomination = new GraphCommand<{ nomination: { id: string } }>('draftNomination', 'nomination { id }');
const submitNomination = new GraphCommand('submitNomination', 'nomination { id }');
const formGroup = new GraphCommand<{ group: { id: string } }>('formGroup', 'group { id }');

describe('one question across the four services', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let awardTypeId: string;
  const chair = () => system.as(scene.province.chair);

  async function furnish(unit: CycleUnit, nominations: number): Promise<void> {
    const people = await admit(system.as(unit.chair), unit.id, 3, '2020-03-02', 'Đoàn viên minh họa');
    await setBudget.done(chair(), { unitId: unit.id, year: 2020, stream: 'UNION_FUND', amount: 2_000_000 });
    await recordReceipts.done(system.as(unit.chair), {
      unitId: unit.id,
      lines: ['VIETINBANK', 'CASH'].map((channel) => ({
        stream: 'UNION_FUND',
        channel,
        amount: 1_000_000,
        receivedOn: '2020-05-20',
      })),
    });
    for (const nomineeMemberId of people.slice(0, nominations)) {
      const { nomination } = await draftNomination.done(system.as(unit.chair), {
        awardTypeId,
        nominatingUnitId: unit.id,
        nomineeMemberId,
        achievement: 'Hai sáng kiến tiết kiệm nguyên liệu.',
      });
      // The province sees what its unions have submitted, not what they still draft.
      await submitNomination.done(system.as(unit.chair), { nominationId: nomination.id });
    }
  }

  async function groupOf(kind: string, units: readonly CycleUnit[]): Promise<string> {
    const { group } = await formGroup.done(chair(), {
      ownerId: scene.province.id,
      kind,
      number: 1,
      name: kind,
      headUnitId: units[0]?.id,
      memberUnitIds: units.map(({ id }) => id),
      from: '2020-01-01',
    });
    return group.id;
  }

  async function ask(groupId: string) {
    const { data, errors, headers } = await chair().send<{ group: { units: readonly Unit[] } }>(CROSS_SERVICE.query, {
      groupId,
      year: 2020,
    });
    expect(errors).toEqual([]);
    return {
      units: data?.group.units ?? [],
      requests: Number(headers.get('x-subgraph-requests')),
      statements: Number(headers.get('x-sql-statements')),
    };
  }

  beforeAll(async () => {
    scene = await system.foundProvince({ upper: 3, grassroots: 10 });
    const { awardTypes } = await chair().read<{ awardTypes: { nodes: { id: string; code: string }[] } }>(
      '{ awardTypes(first: 200) { nodes { id code } } }',
    );
    awardTypeId = awardTypes.nodes.find(({ code }) => code === 'PROVINCIAL_MERIT_CERTIFICATE')?.id ?? '';
    for (const unit of scene.upper) await furnish(unit, 1);
    for (const unit of scene.grassroots) await furnish(unit, 2);
  });

  it.each([
    ['3 units', 'CLUSTER', 3, 1],
    ['10 units with twice as many nominations each', 'BLOCK', 10, 2],
  ])('costs the same for a group of %s', async (_what, kind, size, nominations) => {
    const groupId = await groupOf(kind, kind === 'CLUSTER' ? scene.upper : scene.grassroots);
    const { units, requests, statements } = await fewestStatements(() => ask(groupId));
    expect(units).toHaveLength(size);
    for (const unit of units) {
      expect(unit).toMatchObject({
        memberCount: 4,
        fundCollection: { collected: 2_000_000, ratio: { display: '100 %' } },
        nominations: {
          nodes: Array.from({ length: nominations }, () => ({
            state: expect.stringMatching(/^(SUBMITTED|UNDER_APPRAISAL)$/),
          })),
        },
      });
      expect(unit.members.nodes).toHaveLength(2);
      expect(unit.nominations.nodes.every(({ nominee }) => nominee.fullName.startsWith('Đoàn viên minh họa'))).toBe(
        true,
      );
    }
    expect(requests).toBe(SUBGRAPH_REQUESTS);
    expect(statements).toBeLessThan(SQL_STATEMENTS + size - 1);
  });
});
