import { newId } from '@thidua/contracts/ids';
import { awaited, GraphCommand, RunningSystem, type PersistentClient, type SceneProvince } from '@thidua/testkit';

const formGroup = new GraphCommand<{ group: { id: string } }>('formGroup', 'group { id }');
const changeHead = new GraphCommand<{ group: { id: string } }>('changeGroupHead', 'group { id }');
const preparePledge = new GraphCommand<{ pledge: { id: string; state: string } }>(
  'preparePledge',
  'pledge { id state }',
);

const FROM = '2020-01-01';

describe('pledges that the cycle could not prepare, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let chair: PersistentClient;
  let viceChair: PersistentClient;
  let units: string[];
  /** Group 0 has a head from the start; the others have none when the drafting begins. */
  let groupIds: string[];
  let cycleId: string;

  beforeAll(async () => {
    scene = await system.foundProvince({ grassroots: 4 });
    chair = system.as(scene.province.chair);
    viceChair = system.as(scene.viceChair);
    units = scene.grassroots.map(({ id }) => id);
    groupIds = [];
    for (const [index, unitId] of units.entries()) {
      const { group } = await formGroup.done(chair, {
        ownerId: scene.province.id,
        kind: 'BLOCK',
        number: index + 1,
        name: `Khối ${index + 1}`,
        headUnitId: index === 0 ? unitId : null,
        memberUnitIds: [unitId],
        from: FROM,
      });
      groupIds.push(group.id);
    }
    const milestones = ['PLEDGE_REMINDER', 'PLEDGE_DEADLINE', 'MID_YEAR_REVIEW', 'MID_YEAR_DEADLINE', 'YEAR_END'];
    const { cycle } = await new GraphCommand<{ cycle: { id: string } }>('openCycle', 'cycle { id }').done(chair, {
      ownerId: scene.province.id,
      year: 2020,
      theme: 'Thi đua',
      calendar: [
        { milestone: 'PLEDGE_DRAFTING', offset: 'PT0S' },
        ...milestones.map((milestone, index) => ({ milestone, offset: `PT${index + 2}H` })),
      ],
    });
    cycleId = cycle.id;
    await awaited(
      'the pledge of the group with a head',
      async () => !(await withoutPledge()).includes(groupIds[0] ?? ''),
    );
  });

  const withoutPledge = async (): Promise<string[]> =>
    (
      await chair.read<{ cycle: { groupsWithoutPledge: { id: string }[] } }>(
        'query Without($id: ID!) { cycle(id: $id) { groupsWithoutPledge { id } } }',
        { id: cycleId },
      )
    ).cycle.groupsWithoutPledge.map(({ id }) => id);
  const of = (index: number): object => ({ cycleId, groupId: groupIds[index] });
  const appointHead = (index: number): Promise<unknown> =>
    changeHead.done(chair, { groupId: groupIds[index], unitId: units[index], from: FROM });

  it('are named on the cycle', async () => {
    expect(await withoutPledge()).toEqual(groupIds.slice(1));
  });

  it('are prepared once for one commandId, and another input under it is refused', async () => {
    await appointHead(1);
    const { first, again, other } = await preparePledge.repeated(chair, of(1), { groupId: groupIds[2] });
    expect(again).toEqual(first);
    expect(other).toBe('CONFLICT');
    expect(await withoutPledge()).toEqual(groupIds.slice(2));
    await awaited('the task to draft it', async () => {
      const { viewer } = await system
        .as(scene.grassroots[1]?.chair ?? '')
        .read<{ viewer: { emulationTasks: { nodes: { kind: string; subjectId: string }[] } } }>(
          'query Tasks { viewer { id emulationTasks(first: 200) { nodes { kind subjectId } } } }',
        );
      return viewer.emulationTasks.nodes.find(
        ({ kind, subjectId }) => kind === 'DRAFT_PLEDGE' && subjectId === first.pledge.id,
      );
    });
  });

  it('are prepared once, whoever asks at the same instant', async () => {
    await appointHead(2);
    expect(await preparePledge.together([chair, of(2)], [viceChair, of(2)])).toEqual(['DONE', 'PLEDGE_EXISTS']);
  });

  it.each<[string, () => PersistentClient, () => object, string]>([
    ['a group that still has no head', () => chair, () => of(3), 'GROUP_WITHOUT_HEAD_OR_MEMBERS'],
    ['a group with a pledge', () => chair, () => of(0), 'PLEDGE_EXISTS'],
    ['an unknown group', () => chair, () => ({ cycleId, groupId: newId() }), 'NOT_FOUND'],
    ['an unknown cycle', () => chair, () => ({ cycleId: newId(), groupId: groupIds[3] }), 'NOT_FOUND'],
    ['a member of the group', () => system.as(scene.grassroots[3]?.chair ?? ''), () => of(3), 'FORBIDDEN'],
    ['another province', () => system.asSeeded('ag-chair'), () => of(3), 'FORBIDDEN'],
    ['a malformed id', () => chair, () => ({ cycleId, groupId: 'x' }), 'BAD_USER_INPUT'],
  ])('are refused for %s', async (_case, client, input, expected) => {
    expect(await preparePledge.outcome(client(), input())).toBe(expected);
  });
});
