import { newId } from '@thidua/contracts/ids';
import { GraphCommand, RunningSystem, type CycleUnit, type SceneProvince } from '@thidua/testkit';

interface Appointed {
  readonly officer: {
    readonly id: string;
    readonly until: string | null;
    readonly member: { readonly id: string; readonly fullName: string };
  };
}

const OFFICER = 'officer { id until member { id fullName } }';
const appointOfficer = new GraphCommand<Appointed>('appointOfficer', OFFICER);
const endOffice = new GraphCommand<Appointed>('endOffice', OFFICER);

describe('commands on officers, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let union: CycleUnit;

  beforeAll(async () => {
    scene = await system.foundProvince({ grassroots: 1 });
    const [only] = scene.grassroots;
    if (!only) throw new Error('a union was asked for');
    union = only;
  });

  const chair = () => system.as(scene.province.chair);
  const appointing = (position: string, more: object = {}) => ({
    unitId: union.id,
    position,
    from: '2022-01-01',
    newMember: { fullName: 'Nguyễn Thị Hạnh', gender: 'FEMALE' },
    ...more,
  });
  const foundUnit = new GraphCommand<{ unit: { id: string } }>('foundUnit', 'unit { id }');
  const unitWithoutChair = async (code: string): Promise<string> => {
    const { unit } = await foundUnit.done(chair(), {
      parentId: scene.province.id,
      code: `DEMO-${scene.mark}-${code}`,
      name: 'CĐCS chưa có Chủ tịch',
      level: 'GRASSROOTS_UNION',
      foundedOn: '2020-01-01',
    });
    return unit.id;
  };

  describe('appointOfficer', () => {
    it('repeats its first answer, and refuses its commandId for another person', async () => {
      const { first, again, other } = await appointOfficer.repeated(chair(), appointing('VICE_CHAIR'), {
        newMember: { fullName: 'Người khác', gender: 'MALE' },
      });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
    });

    it('lets a unit have one chair at a time', async () => {
      expect(await appointOfficer.outcome(chair(), appointing('CHAIR'))).toBe('UNIT_HAS_CHAIR');
      const unitId = await unitWithoutChair('O1');
      const wanted = appointing('CHAIR', { unitId });
      const vice = system.as(scene.viceChair);
      expect(await appointOfficer.together([chair(), wanted], [vice, wanted])).toEqual(['DONE', 'UNIT_HAS_CHAIR']);
    });

    it('lets one chair follow another, but not overlap by a day', async () => {
      const unitId = await unitWithoutChair('O2');
      await appointOfficer.done(chair(), appointing('CHAIR', { unitId, until: '2023-01-01' }));
      const next = (from: string) => appointing('CHAIR', { unitId, from });
      expect(await appointOfficer.outcome(chair(), next('2022-12-31'))).toBe('UNIT_HAS_CHAIR');
      expect(await appointOfficer.outcome(chair(), next('2023-01-01'))).toBe('DONE');
    });

    it('gives a mandate from its first command on, and takes it away with the office', async () => {
      const { officer } = await appointOfficer.done(chair(), appointing('FULL_TIME_CADRE'));
      const cadre = system.as(officer.member.id);
      const admit = new GraphCommand<{ count: number }>('admitMembers', 'count');
      const admitting = {
        unitId: union.id,
        admittedOn: '2022-03-01',
        members: [{ fullName: 'Trần Văn Bình', gender: 'MALE' }],
      };
      expect(await admit.outcome(cadre, admitting)).toBe('DONE');
      await endOffice.done(chair(), { officerId: officer.id, until: '2022-06-01' });
      expect(await admit.outcome(cadre, admitting)).toBe('FORBIDDEN');
    });

    it('stores a name in any normal form as NFC', async () => {
      const { officer } = await appointOfficer.done(
        chair(),
        appointing('WOMENS_BOARD_MEMBER', {
          newMember: { fullName: 'Đỗ Thị Tuyết Như'.normalize('NFD'), gender: 'FEMALE' },
        }),
      );
      expect(officer.member.fullName).toBe('Đỗ Thị Tuyết Như'.normalize('NFC'));
    });

    it.each([
      ['a term that ends before it starts', { until: '2021-12-31' }, 'BAD_USER_INPUT'],
      ['a term of no day', { until: '2022-01-01' }, 'BAD_USER_INPUT'],
      ['nobody', { newMember: null }, 'BAD_USER_INPUT'],
      ['two persons for one office', { memberId: newId() }, 'BAD_USER_INPUT'],
      ['an unknown member', { newMember: null, memberId: newId() }, 'NOT_FOUND'],
      ['an unknown unit', { unitId: newId() }, 'NOT_FOUND'],
      ['a day before the unit began', { from: '2019-12-31' }, 'UNIT_NOT_ACTIVE'],
    ])('refuses %s', async (_what, change, code) => {
      expect(await appointOfficer.outcome(chair(), appointing('INSPECTION_COMMITTEE_MEMBER', change))).toBe(code);
    });

    it('is not for the chair of another province, who is told which mandate it takes', async () => {
      const { errors } = await appointOfficer.send(system.asSeeded('ag-chair'), appointing('VICE_CHAIR'));
      expect(errors[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        permission: 'officer.appoint-leader',
        positions: ['CHAIR', 'VICE_CHAIR'],
        message: { vi: expect.stringContaining('Chủ tịch'), en: expect.stringContaining('chair') },
      });
    });
  });

  describe('endOffice', () => {
    const office = async (): Promise<string> =>
      (await appointOfficer.done(chair(), appointing('EXECUTIVE_COMMITTEE_MEMBER'))).officer.id;
    const ending = (officerId: string, until = '2024-01-01') => ({ officerId, until, reason: 'Nghỉ hưu' });

    it('repeats its first answer, and refuses its commandId with another date', async () => {
      const change = { until: '2024-02-01' };
      const { first, again, other } = await endOffice.repeated(chair(), ending(await office()), change);
      expect(first.officer.until).toBe('2024-01-01');
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
    });

    it('on the same day at the same instant happens once', async () => {
      const same = ending(await office());
      const outcomes = await endOffice.together([chair(), same], [system.as(scene.viceChair), same]);
      expect(outcomes).toEqual(['DONE', 'OFFICE_ENDS_EARLIER']);
    });

    it('refuses an end before the beginning, an unknown office, and another province’s chair', async () => {
      const officerId = await office();
      expect(await endOffice.outcome(chair(), ending(officerId, '2021-01-01'))).toBe('BAD_USER_INPUT');
      expect(await endOffice.outcome(chair(), ending(newId()))).toBe('NOT_FOUND');
      expect(await endOffice.outcome(system.asSeeded('ag-chair'), ending(officerId))).toBe('FORBIDDEN');
    });
  });
});
