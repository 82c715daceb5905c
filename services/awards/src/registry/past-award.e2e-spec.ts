import { newId } from '@thidua/contracts/ids';
import { admit, GraphCommand, RunningSystem, type PersistentClient, type SceneProvince } from '@thidua/testkit';

interface PastAward {
  readonly id: string;
  readonly name: string;
  readonly meritYear: number;
  readonly status: string;
  readonly provenance: string;
  readonly awardCode: string | null;
  readonly externalBody: string | null;
  readonly recipient: { readonly id: string } | null;
  readonly recipientUnit: { readonly id: string } | null;
}

const record = new GraphCommand<{ receivedAward: PastAward }>(
  'recordPastAward',
  'receivedAward { id name meritYear status provenance awardCode externalBody recipient { id } recipientUnit { id } }',
);

describe('awards of before this system, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let union: PersistentClient;
  let unionId: string;
  let chairId: string;
  let province: PersistentClient;
  let worker: string;

  beforeAll(async () => {
    scene = await system.foundProvince({ grassroots: 2 });
    const [first] = scene.grassroots;
    unionId = first?.id ?? '';
    chairId = first?.chair ?? '';
    union = system.as(chairId);
    province = system.as(scene.province.chair);
    [worker = ''] = await admit(union, unionId, 1, '2020-03-02', 'Đoàn viên minh họa');
  });

  const award = (more: object = {}): object => ({
    homeUnitId: unionId,
    recipientMemberId: worker,
    awardCode: 'CSTD-CO-SO',
    name: 'Chiến sĩ thi đua cơ sở',
    form: 'EMULATION_TITLE',
    issuerLevel: 'GRASSROOTS_UNION',
    meritYear: 2023,
    decisionNumber: `15/QĐ-${newId().slice(-6)}`,
    decidedOn: '2024-01-15',
    externalBody: 'Công ty minh họa',
    sourceDocument: 'Quyết định giấy lưu tại công ty',
    ...more,
  });

  it('enters one for one commandId, marked as stated, and refuses another input under it', async () => {
    const { first, again, other } = await record.repeated(union, award(), { meritYear: 2022 });
    expect(again).toEqual(first);
    expect(other).toBe('CONFLICT');
    expect(first.receivedAward).toMatchObject({
      name: 'Chiến sĩ thi đua cơ sở',
      awardCode: 'CSTD-CO-SO',
      meritYear: 2023,
      status: 'VALID',
      provenance: 'STATED',
      externalBody: 'Công ty minh họa',
      recipient: { id: worker },
      recipientUnit: null,
    });
  });

  it('enters the same award of one decision once, whoever records it at the same instant', async () => {
    const input = award({ decisionNumber: '16/QĐ-HAI-NGƯỜI' });
    expect(await record.together([union, input], [province, input])).toEqual(['AWARD_ALREADY_RECORDED', 'DONE']);
  });

  it('is for a collective when nobody is named', async () => {
    const { receivedAward } = await record.done(
      union,
      award({ recipientMemberId: null, externalBody: null, issuingUnitId: scene.province.id }),
    );
    expect(receivedAward).toMatchObject({ recipient: null, recipientUnit: { id: unionId }, externalBody: null });
  });

  it.each<[string, () => object, string]>([
    ['an award of one’s own', () => award({ recipientMemberId: chairId }), 'RECIPIENT_RECORDS_OWN_AWARD'],
    ['a person of another unit', () => award({ recipientMemberId: scene.grassroots[1]?.chair }), 'NOMINEE_NOT_IN_UNIT'],
    ['a person nobody knows', () => award({ recipientMemberId: newId() }), 'NOT_FOUND'],
    ['a unit nobody knows', () => award({ homeUnitId: newId() }), 'NOT_FOUND'],
    ['an issuing unit nobody knows', () => award({ externalBody: null, issuingUnitId: newId() }), 'NOT_FOUND'],
    ['an award type nobody knows', () => award({ awardTypeId: newId(), awardCode: null }), 'NOT_FOUND'],
    ['a unit that is another’s', () => award({ homeUnitId: scene.grassroots[1]?.id }), 'FORBIDDEN'],
    ['a year after the decision’s', () => award({ meritYear: 2025 }), 'BAD_USER_INPUT'],
    ['a decision of tomorrow', () => award({ decidedOn: '2999-01-01' }), 'AWARD_DECIDED_IN_THE_FUTURE'],
    ['a date that is none', () => award({ decidedOn: '2024-02-30' }), 'BAD_USER_INPUT'],
    ['two bodies that awarded it', () => award({ issuingUnitId: unionId }), 'BAD_USER_INPUT'],
    ['no body that awarded it', () => award({ externalBody: null }), 'BAD_USER_INPUT'],
    ['an award without a name', () => award({ name: null }), 'BAD_USER_INPUT'],
    ['a source of blanks', () => award({ sourceDocument: '  ' }), 'BAD_USER_INPUT'],
    ['a year of before', () => award({ meritYear: 1944 }), 'BAD_USER_INPUT'],
  ])('refuses %s', async (_case, input, expected) => {
    expect(await record.outcome(union, input())).toBe(expected);
  });
});
