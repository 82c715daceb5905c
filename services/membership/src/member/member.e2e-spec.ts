import { newId } from '@thidua/contracts/ids';
import { GraphCommand, RunningSystem, type CycleUnit, type SceneProvince } from '@thidua/testkit';

interface Admitted {
  readonly count: number;
  readonly memberIds: readonly string[];
}
interface Referred {
  readonly referrals: readonly { readonly id: string; readonly admittedOn: string | null }[];
}

const admitMembers = new GraphCommand<Admitted>('admitMembers', 'count memberIds');
const referToParty = new GraphCommand<Referred>('referToParty', 'referrals { id admittedOn }');
const recordPartyAdmission = new GraphCommand<{ referral: { admittedOn: string } }>(
  'recordPartyAdmission',
  'referral { id admittedOn }',
);
const recordHeadcount = new GraphCommand<{ headcount: { id: string; total: number; sentence: string } }>(
  'recordHeadcount',
  'headcount { id total sentence }',
);

describe('commands on members, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let union: CycleUnit;
  let otherUnion: CycleUnit;

  beforeAll(async () => {
    scene = await system.foundProvince({ grassroots: 2 });
    const [first, second] = scene.grassroots;
    if (!first || !second) throw new Error('two unions were asked for');
    [union, otherUnion] = [first, second];
  });

  const chair = () => system.as(union.chair);
  const person = (code: string | null = null) => ({ code, fullName: 'Lê Thị Mỹ Ánh', gender: 'FEMALE' });
  const admitting = (...members: object[]) => ({ unitId: union.id, admittedOn: '2022-03-01', members });
  const admitted = async (): Promise<string> => {
    const { memberIds } = await admitMembers.done(chair(), admitting(person()));
    return memberIds[0] ?? '';
  };

  describe('admitMembers', () => {
    it('repeats its first answer, and refuses its commandId with other people', async () => {
      const input = admitting(person(), person());
      const { first, again, other } = await admitMembers.repeated(chair(), input, { members: [person()] });
      expect(first.count).toBe(2);
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
    });

    it('gives a code to one of two who want it at the same instant, and admits nobody of the other’s list', async () => {
      const counted = async (): Promise<number> => {
        const { unit } = await chair().read<{ unit: { memberCount: number } }>(
          'query Count($id: ID!) { unit(id: $id) { memberCount } }',
          { id: union.id },
        );
        return unit.memberCount;
      };
      const before = await counted();
      const wanted = admitting(person(), person(`${scene.mark}-1`));
      const outcomes = await admitMembers.together([chair(), wanted], [system.as(scene.province.chair), wanted]);
      expect(outcomes).toEqual(['DONE', 'MEMBER_CODE_TAKEN']);
      expect(await counted()).toBe(before + 2);
    });

    it('stores a name in any normal form as NFC', async () => {
      const fullName = 'Huỳnh Thị Ngọc Diễm';
      const { memberIds } = await admitMembers.done(
        chair(),
        admitting({ ...person(), fullName: fullName.normalize('NFKD') }),
      );
      const { member } = await chair().read<{ member: { fullName: string } }>(
        'query Member($id: ID!) { member(id: $id) { fullName } }',
        { id: memberIds[0] },
      );
      expect(member.fullName).toBe(fullName.normalize('NFC'));
    });

    it.each([
      ['nobody', { members: [] }, 'BAD_USER_INPUT'],
      ['more than 500', { members: Array.from({ length: 501 }, () => person()) }, 'BAD_USER_INPUT'],
      ['a blank name', { members: [{ ...person(), fullName: ' ' }] }, 'BAD_USER_INPUT'],
      ['the same code twice', { members: [person('X1'), person('x1')] }, 'BAD_USER_INPUT'],
      ['an unknown unit', { unitId: newId() }, 'NOT_FOUND'],
      ['a day before the union began', { admittedOn: '2019-12-31' }, 'UNIT_NOT_ACTIVE'],
    ])('refuses %s', async (_what, change, code) => {
      expect(await admitMembers.outcome(chair(), { ...admitting(person()), ...change })).toBe(code);
    });

    it('is not for a neighbour’s chair nor for another province’s, who are told which mandate it takes', async () => {
      for (const stranger of [system.as(otherUnion.chair), system.asSeeded('ag-chair')]) {
        const { errors } = await admitMembers.send(stranger, admitting(person()));
        expect(errors[0]?.extensions).toMatchObject({
          code: 'FORBIDDEN',
          permission: 'member.admit',
          message: { vi: expect.stringContaining('Chủ tịch'), en: expect.stringContaining('chair') },
        });
      }
    });
  });

  describe('referToParty and recordPartyAdmission', () => {
    const referring = (memberId: string, referredOn = '2022-11-15') => ({
      unitId: union.id,
      memberIds: [memberId],
      referredOn,
    });

    it('repeat their first answers', async () => {
      const memberId = await admitted();
      const change = { referredOn: '2022-11-16' };
      const referral = await referToParty.repeated(chair(), referring(memberId), change);
      expect(referral.first.referrals).toMatchObject([{ admittedOn: null }]);
      expect(referral.again).toEqual(referral.first);
      expect(referral.other).toBe('CONFLICT');

      const admission = { referralId: referral.first.referrals[0]?.id, admittedOn: '2023-05-19' };
      const { first, again, other } = await recordPartyAdmission.repeated(chair(), admission, {
        admittedOn: '2023-05-20',
      });
      expect(first.referral.admittedOn).toBe('2023-05-19');
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
    });

    it('at the same instant happen once', async () => {
      const same = referring(await admitted());
      const province = system.as(scene.province.chair);
      expect(await referToParty.together([chair(), same], [province, same])).toEqual([
        'DONE',
        'MEMBER_ALREADY_REFERRED',
      ]);
      const { referrals } = await referToParty.done(chair(), referring(await admitted()));
      const admission = { referralId: referrals[0]?.id, admittedOn: '2023-05-19' };
      expect(await recordPartyAdmission.together([chair(), admission], [province, admission])).toEqual([
        'ALREADY_ADMITTED_TO_PARTY',
        'DONE',
      ]);
    });

    it('refuse people who do not belong there, unknown ones, and another province’s chair', async () => {
      const memberId = await admitted();
      const elsewhere = { ...referring(memberId), unitId: otherUnion.id };
      expect(await referToParty.outcome(system.as(otherUnion.chair), elsewhere)).toBe('MEMBER_NOT_OF_UNIT');
      expect(await referToParty.outcome(chair(), referring(memberId, '2022-02-28'))).toBe('MEMBER_NOT_OF_UNIT');
      expect(await referToParty.outcome(chair(), referring(newId()))).toBe('NOT_FOUND');
      expect(await referToParty.outcome(chair(), { ...referring(memberId), memberIds: [memberId, memberId] })).toBe(
        'BAD_USER_INPUT',
      );
      expect(await referToParty.outcome(system.asSeeded('ag-chair'), referring(memberId))).toBe('FORBIDDEN');
    });

    it('refuse an admission before the referral, an unknown referral, and another province’s chair', async () => {
      const { referrals } = await referToParty.done(chair(), referring(await admitted()));
      const admission = (admittedOn: string) => ({ referralId: referrals[0]?.id, admittedOn });
      expect(await recordPartyAdmission.outcome(chair(), admission('2022-11-14'))).toBe('BAD_USER_INPUT');
      expect(await recordPartyAdmission.outcome(chair(), { referralId: newId(), admittedOn: '2023-01-01' })).toBe(
        'NOT_FOUND',
      );
      expect(await recordPartyAdmission.outcome(system.asSeeded('ag-chair'), admission('2023-01-01'))).toBe(
        'FORBIDDEN',
      );
    });
  });

  describe('recordHeadcount', () => {
    const stating = (more: object = {}) => ({
      unitId: union.id,
      kind: 'WORKERS',
      measure: 'STOCK',
      total: 20_000,
      qualifier: 'MORE_THAN',
      asOf: '2020-12-31',
      source: 'Báo cáo năm 2020',
      sentence: 'hơn 20 ngàn đoàn viên',
      ...more,
    });

    it('repeats its first answer, and refuses its commandId with another total', async () => {
      const { first, again, other } = await recordHeadcount.repeated(chair(), stating(), { total: 20_001 });
      expect(first.headcount.total).toBe(20_000);
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
    });

    it('sent twice at the same instant records one figure, its sentence as NFC', async () => {
      const sentence = 'hơn 20 ngàn đoàn viên';
      const [one, other] = await recordHeadcount.twice(chair(), stating({ sentence: sentence.normalize('NFD') }));
      expect(other.headcount.id).toBe(one.headcount.id);
      expect(one.headcount.sentence).toBe(sentence.normalize('NFC'));
    });

    it.each([
      ['a negative figure', { total: -1 }, 'BAD_USER_INPUT'],
      ['more women than people', { total: 10, female: 11 }, 'BAD_USER_INPUT'],
      ['a stock with a period', { periodFrom: '2020-01-01', periodTo: '2020-12-31' }, 'BAD_USER_INPUT'],
      [
        'a period that ends before it starts',
        { measure: 'FLOW', asOf: null, periodFrom: '2020-12-31', periodTo: '2020-01-01' },
        'BAD_USER_INPUT',
      ],
      ['an unknown unit', { unitId: newId() }, 'NOT_FOUND'],
    ])('refuses %s', async (_what, change, code) => {
      expect(await recordHeadcount.outcome(chair(), stating(change))).toBe(code);
    });

    it('is not for another province’s chair', async () => {
      expect(await recordHeadcount.outcome(system.asSeeded('ag-chair'), stating())).toBe('FORBIDDEN');
    });
  });
});
