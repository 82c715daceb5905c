import type { SystemRight } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { command } from '../testing/command-result';
import { mandateOf, startMembership, type RunningMembership, type TestUnit } from '../testing/running-membership';
import { UnitLevel } from '../unit/unit.enums';

const unit = (code: string, level: UnitLevel, parentId: string | null): TestUnit => ({
  id: newId(),
  code,
  level,
  parentId,
});
const ROOT = unit('ROOT', UnitLevel.GeneralConfederation, null);
const PROVINCE = unit('P', UnitLevel.ProvincialFederation, ROOT.id);
const GRASSROOTS = unit('P-1', UnitLevel.GrassrootsUnion, PROVINCE.id);
const OTHER = unit('P-2', UnitLevel.GrassrootsUnion, PROVINCE.id);

describe('officers, mandates and stated figures', () => {
  let membership: RunningMembership;
  const chairOfProvince = mandateOf(PROVINCE.id, '/1/2/');
  const chairOfRoot = mandateOf(ROOT.id, '/1/');
  const appoint = (input: object, mandates = [chairOfProvince]) =>
    command(
      membership,
      'appointOfficer',
      {
        unitId: GRASSROOTS.id,
        position: 'CHAIR',
        from: '2020-01-01',
        newMember: { fullName: 'Nguyễn Văn Chủ', gender: 'MALE' },
        ...input,
      },
      mandates,
    );
  const officerOf = (result: unknown) => (result as { officer: { id: string; member: { id: string } } }).officer;

  beforeAll(async () => {
    membership = await startMembership();
    await membership.grow([ROOT, PROVINCE, GRASSROOTS, OTHER]);
  });
  afterAll(() => membership.stop());

  describe('appointing', () => {
    it('makes a mandate that the gateway can read, with the unit’s path today', async () => {
      const { result } = await appoint({ unitId: OTHER.id, document: '01/QĐ', demonstration: true });
      const officer = officerOf(result);
      expect(officer).toMatchObject({
        position: 'CHAIR',
        from: '2020-01-01',
        until: null,
        provenance: 'DEMONSTRATION',
      });
      expect(await membership.mandatesOf(officer.member.id)).toEqual({
        memberId: officer.member.id,
        mandates: [{ id: officer.id, unitId: OTHER.id, unitPath: '/1/2/4/', position: 'CHAIR', delegation: null }],
        treeVersion: 4,
        asOf: expect.any(String) as string,
        endedTokens: [],
      });
      const viewer = await membership.send(
        '{ viewer { id member { fullName offices { position } } mandates { id position from until document unit { code } delegation { id } } } }',
        {},
        [],
        officer.member.id,
      );
      expect(viewer.data['viewer']).toMatchObject({
        id: officer.member.id,
        mandates: [
          {
            id: officer.id,
            from: '2020-01-01',
            until: null,
            document: '01/QĐ',
            unit: { code: 'P-2' },
            delegation: null,
          },
        ],
      });
    });

    it('lets one chair win when two are appointed at once', async () => {
      const both = await Promise.all([
        appoint({}),
        appoint({ newMember: { fullName: 'Trần Thị Hai', gender: 'FEMALE' } }),
      ]);
      expect(both.map(({ outcome }) => outcome).sort()).toEqual(['AppointOfficerSuccess', 'CommandRefused']);
      expect(both.find(({ outcome }) => outcome === 'CommandRefused')?.reasonCodes).toEqual(['UNIT_HAS_CHAIR']);
    });

    it.each([
      ['a chair while there is one', {}, 'CommandRefused', ['UNIT_HAS_CHAIR']],
      [
        'a chair whose time reaches into the other’s',
        { from: '2019-01-01', until: '2020-01-02' },
        'CommandRefused',
        ['UNIT_HAS_CHAIR'],
      ],
      ['a time that ends before it starts', { until: '2019-12-31' }, 'BAD_USER_INPUT', []],
      ['a time of no day', { until: '2020-01-01' }, 'BAD_USER_INPUT', []],
      ['nobody', { newMember: null }, 'BAD_USER_INPUT', []],
      ['two persons', { memberId: newId() }, 'BAD_USER_INPUT', []],
      ['an unknown member', { newMember: null, memberId: newId(), position: 'VICE_CHAIR' }, 'NOT_FOUND', []],
      ['an unknown unit', { unitId: newId() }, 'NOT_FOUND', []],
      ['a day before the unit', { from: '2010-01-01', until: '2010-02-01' }, 'CommandRefused', ['UNIT_NOT_ACTIVE']],
    ])('refuses %s', async (_name, input, outcome, reasons) => {
      const refused = await appoint(input);
      expect([refused.outcome, refused.reasonCodes]).toEqual([outcome, reasons]);
    });

    it('takes a chair before the first day of the one there is, and several vice-chairs', async () => {
      expect((await appoint({ from: '2018-01-01', until: '2020-01-01' })).outcome).toBe('AppointOfficerSuccess');
      expect((await appoint({ position: 'VICE_CHAIR' })).outcome).toBe('AppointOfficerSuccess');
      expect((await appoint({ position: 'VICE_CHAIR' })).outcome).toBe('AppointOfficerSuccess');
    });

    it('refuses the same office to the same member twice at once', async () => {
      const { result } = await appoint({ position: 'FULL_TIME_CADRE' });
      const memberId = officerOf(result).member.id;
      const again = await appoint({ position: 'FULL_TIME_CADRE', newMember: null, memberId, from: '2021-01-01' });
      expect(again.reasonCodes).toEqual(['OFFICE_ALREADY_HELD']);
    });
  });

  describe('appointing somebody who is known', () => {
    const known = async (unitId: string): Promise<string> =>
      officerOf((await appoint({ unitId, position: 'WOMENS_BOARD_MEMBER' })).result).member.id;
    const cadre = (memberId: string, mandates = [chairOfProvince]) =>
      appoint({ newMember: null, memberId, position: 'FULL_TIME_CADRE' }, mandates);

    it('needs them to belong today to a unit under the mandate', async () => {
      const [own, beside, gone] = [await known(GRASSROOTS.id), await known(OTHER.id), await known(OTHER.id)];
      const chairOfGrassroots = [mandateOf(GRASSROOTS.id, '/1/2/3/')];
      expect((await cadre(beside, chairOfGrassroots)).reasonCodes).toEqual(['MEMBER_OUT_OF_REACH']);
      expect((await cadre(beside)).outcome).toBe('AppointOfficerSuccess');
      expect((await cadre(own, chairOfGrassroots)).outcome).toBe('AppointOfficerSuccess');
      await membership.service.dependencies.dataSource.query(
        "UPDATE member_affiliation SET valid_until = '2021-01-01' WHERE member_id = ?",
        [gone],
      );
      expect((await cadre(gone)).reasonCodes).toEqual(['MEMBER_OUT_OF_REACH']);
    });
  });

  describe('ending', () => {
    it('ends the mandate from its day on, and makes room for the next', async () => {
      const appointed = await appoint({ unitId: PROVINCE.id }, [chairOfRoot]);
      const { id, member } = officerOf(appointed.result);
      const end = (until: string) =>
        command(membership, 'endOffice', { officerId: id, until, reason: 'hết nhiệm kỳ' }, [chairOfRoot]);
      expect((await end('2019-01-01')).outcome).toBe('BAD_USER_INPUT');
      expect((await end('2022-01-01')).result['officer']).toEqual({ id, until: '2022-01-01' });
      expect((await end('2023-01-01')).reasonCodes).toEqual(['OFFICE_ENDS_EARLIER']);
      expect((await appoint({ unitId: PROVINCE.id, from: '2022-01-01' }, [chairOfRoot])).outcome).toBe(
        'AppointOfficerSuccess',
      );
      expect(await membership.mandatesOf(member.id)).toMatchObject({ memberId: member.id, mandates: [] });
      const { data } = await membership.send(
        'query ($id: ID!) { unit(id: $id) { earlier: officers(asOf: "2021-12-31") { id } now: officers(asOf: "2022-01-01") { id } } }',
        { id: PROVINCE.id },
      );
      const { earlier, now } = data['unit'] as Record<'earlier' | 'now', { id: string }[]>;
      expect([earlier.map((officer) => officer.id), now.some((officer) => officer.id === id)]).toEqual([[id], false]);
    });

    it('knows no office of another id', async () => {
      const unknown = await command(membership, 'endOffice', { officerId: newId(), until: '2022-01-01' }, [
        chairOfProvince,
      ]);
      expect(unknown.outcome).toBe('NOT_FOUND');
    });
  });

  describe('stated figures', () => {
    const record = (input: object) =>
      command(
        membership,
        'recordHeadcount',
        {
          unitId: PROVINCE.id,
          kind: 'MEMBERS',
          measure: 'STOCK',
          total: 20000,
          qualifier: 'MORE_THAN',
          asOf: '2021-04-05',
          source: 'bài 000',
          sentence: 'hơn 20 ngàn đoàn viên',
          ...input,
        },
        [chairOfProvince],
      );

    it('keeps figure, qualifier and sentence as they are', async () => {
      expect((await record({})).result['headcount']).toMatchObject({
        total: 20000,
        qualifier: 'MORE_THAN',
        sentence: 'hơn 20 ngàn đoàn viên',
      });
    });

    it.each([
      ['a negative figure', { total: -1 }],
      ['more women than persons', { total: 1, female: 2 }],
      ['a stock without its date', { asOf: null }],
      ['a stock with a period', { periodFrom: '2020-01-01', periodTo: '2020-12-31' }],
      ['a flow without its period', { measure: 'FLOW', asOf: null }],
      [
        'a period that ends before it starts',
        { measure: 'FLOW', asOf: null, periodFrom: '2020-12-31', periodTo: '2020-01-01' },
      ],
      ['no source', { source: '' }],
    ])('refuses %s', async (_name, input) => {
      expect((await record(input)).outcome).toBe('BAD_USER_INPUT');
    });

    it('takes a total of zero', async () => {
      expect((await record({ total: 0, female: 0 })).outcome).toBe('RecordHeadcountSuccess');
    });
  });

  describe('the change feed', () => {
    it.each<[string, readonly SystemRight[] | null, number]>([
      ['/internal/feed?after=0', null, 401],
      ['/internal/feed?after=0', ['mandates:read'], 403],
      ['/internal/feed?after=-1', ['feed:read'], 400],
      ['/internal/feed?after=0&limit=100000', ['feed:read'], 400],
      ['/internal/feed?after=0&limit=2', ['feed:read'], 200],
    ])('%s with %j: %i', async (path, rights, expected) => {
      expect((await membership.internal(path, rights)).status).toBe(expected);
    });

    it('begins again for a reader of another epoch', async () => {
      const { body } = await membership.internal(`/internal/feed?after=3&epoch=${newId()}&limit=2`, ['feed:read']);
      expect((body as { changes: { position: number }[] }).changes.map(({ position }) => position)).toEqual([1, 2]);
    });
  });
});
