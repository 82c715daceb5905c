import { EmulationBench, must, person, type TestPerson, type TestUnit } from '../testing/emulation-bench';

const FIELDS = 'subjectKind state signedUnitIds notReconstructed { field vi en }';

describe('a subject of emulation as it stood', () => {
  let bench: EmulationBench;
  let province: TestUnit;
  let units: TestUnit[];
  let groupId: string;
  let pledgeId: string;
  let actions: string[];

  beforeAll(async () => {
    bench = await EmulationBench.start('as_of');
    ({ province, units } = await bench.province(2));
    groupId = await bench.formGroup(province, 1, units);
    const cycleId = await bench.openCycle(province, 2020, [0, 0, 0, 0, 4, 5]);
    const { prepared } = await bench.activities.preparePledges({ cycleId, cursor: null });
    pledgeId = must(prepared[0]).pledgeId;
    // The cycle's workflow starts the pledge's: the stand-in engine hears of it from the relay.
    await bench.relay.deliverBatch();
    const head = person('CHAIR', units[0]);
    const onPledge = async (caller: TestPerson, operation: string, input: object): Promise<void> => {
      const answer = await bench.command(caller, operation, { pledgeId, ...input }, 'pledge { id }');
      expect([operation, answer.code]).toEqual([operation, null]);
    };
    await onPledge(head, 'draftPledge', { version: 1, content: 'Thi đua', jointActivities: ['Hội thao'] });
    await onPledge(head, 'openPledgeForSignature', { version: 2 });
    for (const unit of units) {
      await onPledge(person('CHAIR', unit), 'signPledge', { unitId: unit.id });
    }
    actions = await bench.trail(pledgeId);
  });
  afterAll(() => bench.stop());

  const asOf = async (subjectId: string, sequence: number, caller = person('CHAIR', province)): Promise<unknown> => {
    const { data, errors } = await bench.send<{ emulationSubjectAsOf: object }>(
      caller,
      `query ($id: ID!, $sequence: Int!) { emulationSubjectAsOf(subjectId: $id, sequence: $sequence) { ${FIELDS} } }`,
      { id: subjectId, sequence },
    );
    return errors[0]?.extensions['code'] ?? must(data).emulationSubjectAsOf;
  };
  const signed = (count: number): string[] => units.slice(0, count).map(({ id }) => id);

  it('has the state and the signatures of its time', async () => {
    const first = actions.indexOf('SIGN') + 1;
    const second = actions.lastIndexOf('SIGN') + 1;
    expect(second).toBeGreaterThan(first);
    expect(await asOf(pledgeId, 1)).toMatchObject({ subjectKind: 'PLEDGE', state: 'DRAFTING', signedUnitIds: [] });
    expect(await asOf(pledgeId, first - 1)).toMatchObject({ state: 'SIGNING', signedUnitIds: [] });
    expect(await asOf(pledgeId, first)).toMatchObject({ state: 'SIGNING', signedUnitIds: signed(1) });
    expect(await asOf(pledgeId, actions.length)).toMatchObject({
      state: 'SIGNED',
      signedUnitIds: signed(2),
      notReconstructed: [],
    });
    expect(await asOf(pledgeId, actions.length + 1)).toBe('NOT_FOUND');
  });

  it('says of a kind without a state that it has none', async () => {
    expect(await asOf(groupId, 1)).toMatchObject({
      subjectKind: 'GROUP',
      state: null,
      notReconstructed: [{ field: 'state', vi: expect.stringContaining('không có trạng thái') }],
    });
  });

  it('is for those concerned alone', async () => {
    expect(await asOf(pledgeId, 1, person('INSPECTION_COMMITTEE_MEMBER', province))).toMatchObject({
      state: 'DRAFTING',
    });
    expect(await asOf(pledgeId, 1, person())).toBe('FORBIDDEN');
  });
});
