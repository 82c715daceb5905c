import { newId } from '@thidua/contracts/ids';
import { GraphCommand, RunningSystem, type PersistentClient, type SceneProvince } from '@thidua/testkit';

interface Period {
  readonly id: string;
  readonly kind: string;
  readonly from: string;
  readonly until: string | null;
}

const PERIOD = 'id kind from until';
const recordTenure = new GraphCommand<{ period: Period }>(
  'recordTenure',
  `period { ${PERIOD} }`,
  'RecordTenureInput',
  'TenureSuccess',
);
const withdrawTenure = new GraphCommand<{ member: { tenure: Period[] } }>(
  'withdrawTenure',
  `member { tenure { ${PERIOD} } }`,
  'WithdrawTenureInput',
  'TenureSuccess',
);

describe('tenure of members, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let chair: PersistentClient;
  let viceChair: PersistentClient;

  beforeAll(async () => {
    scene = await system.foundProvince({ grassroots: 1 });
    chair = system.as(scene.province.chair);
    viceChair = system.as(scene.viceChair);
  });

  /** Somebody new of whom nothing is recorded. */
  const somebody = (): Promise<string> =>
    system.appoint(chair, scene.grassroots[0]?.id ?? '', 'EXECUTIVE_COMMITTEE_MEMBER');
  const employment = (memberId: string, more: object = {}): object => ({
    memberId,
    kind: 'EMPLOYMENT',
    rank: 'WORKER',
    from: '2015-01-01',
    ...more,
  });
  const tenureOf = async (memberId: string): Promise<Period[]> =>
    (
      await chair.read<{ member: { tenure: Period[] } }>(
        `query Tenure($id: ID!) { member(id: $id) { tenure { ${PERIOD} } } }`,
        { id: memberId },
      )
    ).member.tenure;

  it('records a period once for one commandId, and refuses another input under it', async () => {
    const { first, again, other } = await recordTenure.repeated(chair, employment(await somebody()), { rank: 'STAFF' });
    expect([again, other]).toEqual([first, 'CONFLICT']);
  });

  it('ends the open period of the same kind where the next begins, and no other', async () => {
    const memberId = await somebody();
    await recordTenure.done(chair, employment(memberId));
    await recordTenure.done(chair, {
      memberId,
      kind: 'UNION_WORK',
      isPartTime: true,
      sector: 'NON_STATE',
      from: '2016-01-01',
      unitId: scene.province.id,
    });
    await recordTenure.done(viceChair, employment(memberId, { rank: 'MANAGER', from: '2020-01-01' }));
    expect((await tenureOf(memberId)).map(({ kind, from, until }) => [kind, from, until])).toEqual([
      ['EMPLOYMENT', '2015-01-01', '2020-01-01'],
      ['EMPLOYMENT', '2020-01-01', null],
      ['UNION_WORK', '2016-01-01', null],
    ]);
  });

  it('records one of two that overlap, whoever asks at the same instant', async () => {
    const input = employment(await somebody(), { until: '2016-01-01' });
    expect(await recordTenure.together([chair, input], [viceChair, input])).toEqual(['DONE', 'TENURE_OVERLAPS']);
  });

  it.each<[string, object, string]>([
    ['employment without a rank', { rank: null }, 'BAD_USER_INPUT'],
    ['a leave without an end', { kind: 'MATERNITY_LEAVE', rank: null }, 'BAD_USER_INPUT'],
    ['a period from tomorrow', { from: '2999-01-01' }, 'BAD_USER_INPUT'],
    ['an unknown member', { memberId: newId() }, 'FORBIDDEN'],
    ['a malformed id', { memberId: 'somebody' }, 'BAD_USER_INPUT'],
  ])('refuses %s', async (_case, more, expected) => {
    expect(await recordTenure.outcome(chair, { ...employment(scene.viceChair), ...more })).toBe(expected);
  });

  it('is refused to another province, and hidden from it', async () => {
    const memberId = await somebody();
    const stranger = system.asSeeded('ag-chair');
    expect(await recordTenure.outcome(stranger, employment(memberId))).toBe('FORBIDDEN');
    const { errors } = await stranger.send('query Tenure($id: ID!) { member(id: $id) { tenure { id } } }', {
      id: memberId,
    });
    expect(errors[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('withdraws a period once: it counts no more, and another may take its place', async () => {
    const memberId = await somebody();
    const { period } = await recordTenure.done(chair, employment(memberId));
    const input = { tenureId: period.id, reason: 'Ghi nhầm' };
    const { first, again, other } = await withdrawTenure.repeated(chair, input, { reason: 'Khác' });
    expect([first.member.tenure, again, other]).toEqual([[], first, 'CONFLICT']);
    expect(await withdrawTenure.outcome(viceChair, input)).toBe('TENURE_WITHDRAWN_ALREADY');
    expect(await recordTenure.outcome(chair, employment(memberId))).toBe('DONE');
  });

  it('withdraws it once, whoever asks at the same instant, and nothing that is unknown', async () => {
    const { period } = await recordTenure.done(chair, employment(await somebody()));
    const input = { tenureId: period.id, reason: 'Ghi nhầm' };
    expect(await withdrawTenure.together([chair, input], [viceChair, input])).toEqual([
      'DONE',
      'TENURE_WITHDRAWN_ALREADY',
    ]);
    expect(await withdrawTenure.outcome(chair, { tenureId: newId(), reason: 'Ghi nhầm' })).toBe('NOT_FOUND');
    expect(await withdrawTenure.outcome(system.asSeeded('ag-chair'), input)).toBe('FORBIDDEN');
  });
});
