import { newId } from '@thidua/contracts/ids';
import { createMembershipActivities } from '../activities/membership-activities';
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
const UPPER = unit('P-U', UnitLevel.ImmediateUpperUnion, PROVINCE.id);
const OTHER_UPPER = unit('P-V', UnitLevel.ImmediateUpperUnion, PROVINCE.id);
const SCHOOL = unit('P-U-1', UnitLevel.GrassrootsUnion, UPPER.id);
const FACTORY = unit('P-V-1', UnitLevel.GrassrootsUnion, OTHER_UPPER.id);

interface Member {
  readonly id: string;
  readonly fullName: string | null;
  readonly code: string | null;
  readonly gender: string | null;
}

describe('members in the graph', () => {
  let membership: RunningMembership;
  const chairOfProvince = mandateOf(PROVINCE.id, '/1/2/');
  const chairOfSchool = mandateOf(SCHOOL.id, '/1/2/3/5/');
  const chairOfFactory = mandateOf(FACTORY.id, '/1/2/4/6/');
  const people = (count: number, more: object = {}): object[] =>
    Array.from({ length: count }, (_, index) => ({
      fullName: `Nguyễn Thị ${index}`,
      gender: index % 2 ? 'MALE' : 'FEMALE',
      ...more,
    }));
  const admit = (input: object, mandates = [chairOfProvince]) =>
    command(
      membership,
      'admitMembers',
      { unitId: SCHOOL.id, admittedOn: '2020-05-01', members: people(1), ...input },
      mandates,
    );
  const idsOf = (result: unknown): string[] => (result as { memberIds: string[] }).memberIds;

  beforeAll(async () => {
    membership = await startMembership();
    await membership.grow([ROOT, PROVINCE, UPPER, OTHER_UPPER, SCHOOL, FACTORY]);
  });
  afterAll(() => membership.stop());

  describe('admitting', () => {
    it('takes 500 at once in a handful of statements', async () => {
      const admitted = await admit({ members: people(500) });
      expect(admitted.result).toMatchObject({ __typename: 'AdmitMembersSuccess', count: 500 });
      expect(new Set(idsOf(admitted.result)).size).toBe(500);
      expect(admitted.statements).toBeLessThanOrEqual(16);
      const one = await admit({ members: people(1) });
      expect(admitted.statements - one.statements).toBeLessThanOrEqual(2);
    });

    it('stores names and codes in NFC', async () => {
      const { result } = await admit({
        members: [
          { fullName: '  Trần Thị Ngọc Ánh '.normalize('NFD'), code: 'ĐV-1'.normalize('NFD'), gender: 'FEMALE' },
        ],
      });
      const { data } = await membership.send(
        'query ($id: ID!) { member(id: $id) { fullName code gender affiliations { from until admittedOn unit { code } } } }',
        { id: idsOf(result)[0] },
        [chairOfProvince],
      );
      expect(data['member']).toEqual({
        fullName: 'Trần Thị Ngọc Ánh'.normalize('NFC'),
        code: 'ĐV-1'.normalize('NFC'),
        gender: 'FEMALE',
        affiliations: [{ from: '2020-05-01', until: null, admittedOn: '2020-05-01', unit: { code: 'P-U-1' } }],
      });
    });

    it.each([
      ['nobody', { members: [] }, 'BAD_USER_INPUT', []],
      ['501', { members: people(501) }, 'BAD_USER_INPUT', []],
      ['a blank name', { members: [{ fullName: ' ', gender: 'MALE' }] }, 'BAD_USER_INPUT', []],
      ['a code twice', { members: people(2, { code: 'TWICE' }) }, 'BAD_USER_INPUT', []],
      ['an unknown unit', { unitId: newId() }, 'NOT_FOUND', []],
      ['a day before the unit', { admittedOn: '2014-12-31' }, 'CommandRefused', ['UNIT_NOT_ACTIVE']],
      ['a day that has not come', { admittedOn: '2999-01-01' }, 'BAD_USER_INPUT', []],
    ])('refuses %s', async (_name, input, outcome, reasons) => {
      const refused = await admit(input);
      expect([refused.outcome, refused.reasonCodes]).toEqual([outcome, reasons]);
    });

    it('refuses a code that somebody has, also when two come at once', async () => {
      const both = await Promise.all([
        admit({ members: people(1, { code: 'ONE' }) }),
        admit({ unitId: FACTORY.id, members: people(1, { code: 'ONE' }) }),
      ]);
      expect(both.map(({ outcome }) => outcome).sort()).toEqual(['AdmitMembersSuccess', 'CommandRefused']);
      expect((await admit({ members: people(1, { code: 'ONE' }) })).reasonCodes).toEqual(['MEMBER_CODE_TAKEN']);
    });

    it('refuses whoever has no mandate there, in words', async () => {
      const refused = await admit({}, [chairOfFactory]);
      expect(refused.errors[0]?.extensions.code).toBe('FORBIDDEN');
      expect(refused.errors[0]?.message).toMatch(/Kết nạp đoàn viên.*Chủ tịch/);
      expect((await admit({}, [])).outcome).toBe('FORBIDDEN');
    });

    it('admits once when the same command comes twice at once', async () => {
      const commandId = newId();
      const memberId = newId();
      const input = { commandId, unitId: FACTORY.id, admittedOn: '2019-01-01', members: people(3) };
      const both = await Promise.all(
        [1, 2].map(() => command(membership, 'admitMembers', input, [chairOfProvince], memberId)),
      );
      expect(idsOf(both[0]?.result)).toEqual(idsOf(both[1]?.result));
      const { data } = await membership.send(
        'query ($id: ID!) { unit(id: $id) { membersJoined(from: "2019-01-01", to: "2019-12-31") } }',
        { id: FACTORY.id },
      );
      expect(data['unit']).toEqual({ membersJoined: 3 });
    });
  });

  describe('who may see whom', () => {
    let member: string;
    beforeAll(async () => {
      member =
        idsOf((await admit({ members: [{ fullName: 'Lê Văn Kín', code: 'KIN', gender: 'MALE' }] })).result)[0] ?? '';
    });
    const see = async (mandates: Parameters<RunningMembership['send']>[2], memberId = newId()): Promise<Member> => {
      const { data } = await membership.send(
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Member { id fullName code gender } } }',
        { r: [{ __typename: 'Member', id: member }] },
        mandates,
        memberId,
      );
      return (data['_entities'] as Member[])[0] as Member;
    };

    it('shows everything to oneself and to whoever reads members there', async () => {
      const everything = { id: member, fullName: 'Lê Văn Kín', code: 'KIN', gender: 'MALE' };
      expect(await see([], member)).toEqual(everything);
      expect(await see([chairOfSchool])).toEqual(everything);
      expect(await see([chairOfProvince])).toEqual(everything);
    });

    it('shows the name to whoever reads nominations there, and nothing but the id to others', async () => {
      const named = { id: member, fullName: 'Lê Văn Kín', code: null, gender: null };
      const nothing = { id: member, fullName: null, code: null, gender: null };
      expect(await see([mandateOf(PROVINCE.id, '/1/2/', 'EMULATION_COUNCIL_SECRETARY')])).toEqual(named);
      expect(await see([mandateOf(SCHOOL.id, '/1/2/3/5/', 'EXECUTIVE_COMMITTEE_MEMBER')])).toEqual(named);
      expect(await see([mandateOf(OTHER_UPPER.id, '/1/2/4/', 'EMULATION_COUNCIL_SECRETARY')])).toEqual(nothing);
      expect(await see([chairOfFactory])).toEqual(nothing);
      expect(await see([])).toEqual(nothing);
    });

    it('closes what is personal with the belonging that opened it, and keeps the name with what was done', async () => {
      const { dataSource } = membership.service.dependencies;
      const until = (date: string): Promise<unknown> =>
        dataSource.query('UPDATE member_affiliation SET valid_until = ? WHERE member_id = ?', [date, member]);
      await until('2021-01-01');
      expect(await see([chairOfSchool])).toEqual({ id: member, fullName: 'Lê Văn Kín', code: null, gender: null });
      await until('9999-12-31');
      expect(await see([chairOfSchool])).toMatchObject({ code: 'KIN' });
    });

    it('answers NOT_FOUND, FORBIDDEN or an empty list beyond the scope', async () => {
      const { errors, data } = await membership.send(
        'query ($id: ID!, $unit: ID!) { member(id: $id) { id } unit(id: $unit) { members { nodes { id } } partyReferrals { nodes { id } } } }',
        { id: member, unit: SCHOOL.id },
        [chairOfFactory],
      );
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND']);
      expect(data['unit']).toEqual({ members: { nodes: [] }, partyReferrals: { nodes: [] } });
      const list = await membership.send(
        'query ($unit: ID!) { members(unitId: $unit) { nodes { id } } }',
        { unit: SCHOOL.id },
        [chairOfFactory],
      );
      expect(list.errors.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    });
  });

  describe('the list of members', () => {
    const list = (variables: object) =>
      membership.send(
        'query ($unit: ID!, $first: Int! = 200, $after: String, $below: Boolean! = false) { members(unitId: $unit, first: $first, after: $after, includeBelow: $below) { nodes { id } pageInfo { hasNextPage endCursor } } }',
        { unit: SCHOOL.id, ...variables },
        [chairOfProvince],
      );

    it('walks all pages, each member once, with those below when asked', async () => {
      for (const [target, below] of [
        [SCHOOL.id, false],
        [PROVINCE.id, true],
      ] as const) {
        const seen: string[] = [];
        let after: string | null = null;
        do {
          const { data }: { data: unknown } = await list({ unit: target, below, after });
          const { members } = data as {
            members: { nodes: Member[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
          };
          seen.push(...members.nodes.map(({ id }) => id));
          after = members.pageInfo.hasNextPage ? members.pageInfo.endCursor : null;
        } while (after);
        const { data } = await membership.send('query ($id: ID!) { unit(id: $id) { memberCount } }', { id: target });
        expect(seen.length).toBe(new Set(seen).size);
        expect(data['unit']).toEqual({ memberCount: seen.length });
      }
    });

    it.each([
      ['first: 100000', { first: 100000 }, 'BAD_USER_INPUT'],
      ['a cursor that is no id', { after: Buffer.from('["zz"]').toString('base64url') }, 'BAD_USER_INPUT'],
      ['a cursor of null', { after: Buffer.from('[null]').toString('base64url') }, 'BAD_USER_INPUT'],
      ['garbage for a cursor', { after: '%%%' }, 'BAD_USER_INPUT'],
      ['an unknown unit', { unit: newId() }, 'NOT_FOUND'],
      ['a malformed unit', { unit: '1' }, 'BAD_USER_INPUT'],
    ])('answers %s with its code', async (_name, variables, code) => {
      expect((await list(variables)).errors.map(({ extensions }) => extensions.code)).toEqual([code]);
    });

    it('is read by the index of the unit', async () => {
      const plan = await membership.service.dependencies.dataSource.query<{ table: string; key: string | null }[]>(
        `EXPLAIN SELECT affiliation.member_id FROM member_affiliation affiliation JOIN member ON member.id = affiliation.member_id
          WHERE affiliation.unit_id = ? AND affiliation.valid_from <= '2026-01-01' AND affiliation.valid_until > '2026-01-01'
          ORDER BY affiliation.member_id LIMIT 51`,
        [SCHOOL.id],
      );
      expect(plan.find(({ table }) => table === 'affiliation')?.key).toBe('member_affiliation_unit');
    });
  });

  describe('referrals to the Party', () => {
    let members: string[];
    beforeAll(async () => {
      members = idsOf((await admit({ unitId: FACTORY.id, admittedOn: '2020-02-01', members: people(4) })).result);
    });
    const refer = (input: object) =>
      command(
        membership,
        'referToParty',
        { unitId: FACTORY.id, memberIds: members.slice(0, 3), referredOn: '2020-06-01', ...input },
        [chairOfProvince],
      );

    it('records them, once a year for each member', async () => {
      const referred = await refer({});
      expect(referred.result).toMatchObject({ __typename: 'ReferToPartySuccess', count: 3 });
      expect((await refer({ referredOn: '2020-09-01' })).reasonCodes).toEqual(['MEMBER_ALREADY_REFERRED']);
    });

    it.each([
      ['nobody', { memberIds: [] }, 'BAD_USER_INPUT', []],
      ['an unknown member', { memberIds: [newId()] }, 'NOT_FOUND', []],
      ['a day that has not come', { referredOn: '2999-01-01' }, 'BAD_USER_INPUT', []],
      ['a day before the admission', { referredOn: '2020-01-01' }, 'CommandRefused', ['MEMBER_NOT_OF_UNIT']],
      ['a member of another unit', { unitId: SCHOOL.id }, 'CommandRefused', ['MEMBER_NOT_OF_UNIT']],
    ])('refuses %s', async (_name, input, outcome, reasons) => {
      const refused = await refer(input);
      expect([refused.outcome, refused.reasonCodes]).toEqual([outcome, reasons]);
    });

    it('refuses the same member twice in one command', async () => {
      expect((await refer({ memberIds: [members[3], members[3]] })).outcome).toBe('BAD_USER_INPUT');
    });

    it('keeps referred and admitted apart', async () => {
      const { result } = await refer({ memberIds: [members[3]], referredOn: '2021-06-01' });
      const referralId = (result['referrals'] as { id: string }[])[0]?.id;
      const admitted = (admittedOn: string) =>
        command(membership, 'recordPartyAdmission', { referralId, admittedOn }, [chairOfProvince]);
      expect((await admitted('2021-05-31')).outcome).toBe('BAD_USER_INPUT');
      expect((await admitted('2999-01-01')).outcome).toBe('BAD_USER_INPUT');
      expect((await admitted('2021-12-01')).result['referral']).toEqual({ id: referralId, admittedOn: '2021-12-01' });
      expect((await admitted('2021-12-02')).reasonCodes).toEqual(['ALREADY_ADMITTED_TO_PARTY']);
      const again = await refer({ memberIds: [members[3]], referredOn: '2022-06-01' });
      expect(again.reasonCodes).toEqual(['MEMBER_ALREADY_IN_PARTY']);
    });
  });

  describe('what a review asks for', () => {
    const period = { from: '2020-01-01', to: '2020-12-31' };
    const collect = (unitIds: string[], more: object = {}) =>
      createMembershipActivities(membership.service.dependencies.dataSource).collectMembershipActuals({
        unitIds,
        ...period,
        ...more,
      });

    it('counts each unit with everything under it, in the order asked', async () => {
      const [school, factory, province, unknown] = await collect([SCHOOL.id, FACTORY.id, PROVINCE.id, newId()]);
      expect(province?.membersJoined).toBe((school?.membersJoined ?? 0) + (factory?.membersJoined ?? 0));
      expect(factory).toMatchObject({ unitId: FACTORY.id, membersReferredToParty: 3 });
      expect(unknown).toMatchObject({ membersJoined: 0, grassrootsUnionsFounded: 0, membersReferredToParty: 0 });
    });

    it('leaves what happened with those who were above the unit when it happened', async () => {
      await command(
        membership,
        'foundUnit',
        { parentId: OTHER_UPPER.id, code: 'NEW', name: 'Mới', level: 'GRASSROOTS_UNION', foundedOn: '2020-03-01' },
        [chairOfProvince],
      );
      const [upperBefore, otherBefore] = await collect([UPPER.id, OTHER_UPPER.id]);
      await command(
        membership,
        'transferUnit',
        { unitId: FACTORY.id, newParentId: UPPER.id, transferredOn: '2020-08-01' },
        [chairOfProvince],
      );
      expect(await collect([UPPER.id, OTHER_UPPER.id])).toEqual([upperBefore, otherBefore]);
      expect(otherBefore).toMatchObject({ grassrootsUnionsFounded: 1, membersReferredToParty: 3 });
      await admit({ unitId: FACTORY.id, admittedOn: '2020-08-01' });
      const [upperAfter] = await collect([UPPER.id]);
      expect(upperAfter?.membersJoined).toBe((upperBefore?.membersJoined ?? 0) + 1);
    });

    it('refuses a period that ends before it starts', async () => {
      await expect(collect([SCHOOL.id], { to: '2019-12-31' })).rejects.toThrow();
      const { errors } = await membership.send(
        'query ($id: ID!) { unit(id: $id) { membersJoined(from: "2020-02-01", to: "2020-01-01") } }',
        { id: SCHOOL.id },
      );
      expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    });
  });
});
