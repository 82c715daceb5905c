import { newId } from '@thidua/contracts/ids';
import { EmulationBench, must, outcomesOf, person, resultField, type TestUnit } from '../testing/emulation-bench';

const HOURS = [0, 1, 2, 3, 4, 5];

describe('pledges that the cycle could not prepare', () => {
  let bench: EmulationBench;
  let province: TestUnit;
  let units: TestUnit[];
  let cycleId: string;
  let headless: string;
  beforeAll(async () => {
    bench = await EmulationBench.start('preparation');
  });
  afterAll(() => bench.stop());
  beforeEach(async () => {
    ({ province, units } = await bench.province(3));
    await bench.formGroup(province, 1, units.slice(0, 2));
    const formed = await bench.command(
      person('CHAIR', province),
      'formGroup',
      {
        ownerId: province.id,
        kind: 'CLUSTER',
        number: 2,
        name: 'Cụm chưa có trưởng',
        memberUnitIds: [must(units[2]).id],
        from: '2020-01-01',
      },
      'group { id }',
    );
    headless = (resultField(formed, 'group') as { id: string }).id;
    cycleId = await bench.openCycle(province, 2020, HOURS);
  });

  const withoutPledge = async (): Promise<string[]> => {
    const { data, errors } = await bench.send<{ cycle: { groupsWithoutPledge: { id: string }[] } }>(
      person(),
      'query ($id: ID!) { cycle(id: $id) { groupsWithoutPledge { id } } }',
      { id: cycleId },
    );
    expect(errors).toEqual([]);
    return must(data).cycle.groupsWithoutPledge.map(({ id }) => id);
  };
  const appointHead = () =>
    bench.command(
      person('CHAIR', province),
      'changeGroupHead',
      { groupId: headless, unitId: units[2]?.id, from: '2020-01-01' },
      'group { id }',
    );
  const prepare = (more: object = {}, caller = person('CHAIR', province)) =>
    bench.command(caller, 'preparePledge', { cycleId, groupId: headless, ...more }, 'pledge { id state } routing');

  it('are named, refused while there is no head, and prepared by the owner once there is one', async () => {
    const page = await bench.activities.preparePledges({ cycleId, cursor: null });
    expect(page.prepared).toHaveLength(1);
    expect(await withoutPledge()).toEqual([headless]);
    expect((await prepare()).code).toBe('GROUP_WITHOUT_HEAD_OR_MEMBERS');
    expect((await appointHead()).code).toBeNull();
    expect((await prepare({}, person('CHAIR', units[2]))).code).toBe('FORBIDDEN');

    const caller = person('CHAIR', province);
    const commandId = newId();
    const first = await prepare({ commandId }, caller);
    expect(first.value).toMatchObject({ pledge: { state: 'DRAFTING' }, routing: 'DONE' });
    expect((await prepare({ commandId }, caller)).value?.['pledge']).toEqual(first.value?.['pledge']);
    expect((await prepare({ commandId, groupId: newId() }, caller)).code).toBe('CONFLICT');
    expect((await prepare()).code).toBe('PLEDGE_EXISTS');
    expect(await withoutPledge()).toEqual([]);
    const { id } = resultField(first, 'pledge') as { id: string };
    expect(await bench.trail(id)).toEqual(['PREPARE', 'ROUTED']);
    // Asked again, the cycle leaves it alone: it runs already.
    const again = await bench.activities.preparePledges({ cycleId, cursor: null });
    expect(again.prepared.map(({ pledgeId }) => pledgeId)).not.toContain(id);
  });

  it('are prepared once, whoever asks at the same instant', async () => {
    expect((await appointHead()).code).toBeNull();
    const answers = await Promise.all([prepare(), prepare(), prepare()]);
    expect(outcomesOf(answers)).toEqual(['DONE', 'PLEDGE_EXISTS', 'PLEDGE_EXISTS']);
  });

  it('wait for the drafting to begin', async () => {
    cycleId = await bench.openCycle(province, 2021, [1, 2, 3, 4, 5, 6]);
    expect(await withoutPledge()).toEqual([]);
    expect((await prepare()).code).toBe('DRAFTING_NOT_BEGUN');
  });

  it('belong to a known cycle and a group of its owner', async () => {
    expect((await prepare({ cycleId: newId() })).code).toBe('NOT_FOUND');
    expect((await prepare({ groupId: newId() })).code).toBe('NOT_FOUND');
    expect((await prepare({ groupId: 'x' })).code).toBe('BAD_USER_INPUT');
    const { province: stranger, units: others } = await bench.province(1);
    const foreign = await bench.formGroup(stranger, 1, others);
    expect((await prepare({ groupId: foreign }, person('CHAIR', stranger))).code).toBe('GROUP_OF_OTHER_OWNER');
  });
});
