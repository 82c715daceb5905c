import type { Mandate } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { canonicalJson, sha256 } from '@thidua/service-kit';
import { command } from '../testing/command-result';
import {
  daysFromToday,
  startProvinceScene,
  trailOf,
  type ProvinceScene,
  type SceneOfficer,
} from '../testing/province-scene';

const DATA = {
  dateOfBirth: '1990-05-01',
  nationalId: '089190001234',
  phone: '+84912345678',
  address: '12 Nguyễn Huệ, Long Xuyên, An Giang',
  bankAccount: '0123456789 Vietcombank',
};
const FIELDS = 'id dateOfBirth nationalId phone address bankAccount';
const PERSONAL = ['dateOfBirth', 'nationalId', 'phone', 'address'];

describe('personal data of members', () => {
  let scene: ProvinceScene;
  let member: string;
  let officers: Record<
    | 'chair'
    | 'viceChair'
    | 'cadre'
    | 'womensBoard'
    | 'chairOfSibling'
    | 'chairOfProvince'
    | 'inspector'
    | 'chairElsewhere'
    | 'root',
    SceneOfficer
  >;

  beforeAll(async () => {
    scene = await startProvinceScene();
    member = await scene.admit(scene.union);
    officers = {
      chair: await scene.appoint(scene.union, 'CHAIR'),
      viceChair: await scene.appoint(scene.union, 'VICE_CHAIR'),
      cadre: await scene.appoint(scene.union, 'FULL_TIME_CADRE'),
      womensBoard: await scene.appoint(scene.union, 'WOMENS_BOARD_MEMBER'),
      chairOfSibling: await scene.appoint(scene.sibling, 'CHAIR'),
      chairOfProvince: await scene.appoint(scene.province, 'CHAIR'),
      inspector: await scene.appoint(scene.province, 'INSPECTION_COMMITTEE_MEMBER'),
      chairElsewhere: await scene.appoint(scene.otherProvince, 'CHAIR'),
      root: await scene.appoint(scene.root, 'CHAIR'),
    };
  });
  afterAll(() => scene.membership.stop());

  const record = (input: object, mandates: readonly Mandate[], by = newId()) =>
    command(scene.membership, 'recordPersonalData', { memberId: member, ...input }, mandates, by);

  describe('recording', () => {
    it('changes what is given, erases what is null, and leaves the rest', async () => {
      const other = await scene.admit(scene.union);
      const by = [officers.chair.mandate];
      await record({ memberId: other, ...DATA }, by);
      const changed = await record({ memberId: other, phone: '0988888888', address: null }, by);
      expect(changed.outcome).toBe('RecordPersonalDataSuccess');
      const { data, errors } = await scene.membership.send(
        `query ($id: ID!) { member(id: $id) { ${FIELDS} } }`,
        { id: other },
        by,
      );
      expect(errors).toEqual([]);
      expect(data['member']).toEqual({ ...DATA, id: other, phone: '0988888888', address: null });
    });

    it('names the fields in the trail, never what stands in them', async () => {
      await record(DATA, [officers.viceChair.mandate]);
      const entry = (await trailOf(scene.membership, member)).at(-1);
      expect(entry).toMatchObject({ action: 'RECORD_PERSONAL_DATA', mandateId: officers.viceChair.mandate.id });
      expect(JSON.parse(entry?.entry ?? '')).toMatchObject({ after: { fields: Object.keys(DATA) } });
      for (const value of Object.values(DATA)) {
        expect(entry?.entry).not.toContain(value);
      }
      const { dataSource } = scene.membership.service.dependencies;
      const kept = await dataSource.query<object[]>('SELECT answer, payload_hash FROM command WHERE subject_id = ?', [
        member,
      ]);
      expect(JSON.stringify(kept)).not.toContain(DATA.nationalId);
    });

    it('keeps no hash from which a value could be found again, and still tells another value apart', async () => {
      const other = await scene.admit(scene.union);
      const [by, personId, commandId] = [[officers.chair.mandate], newId(), newId()];
      const input = { commandId, memberId: other, nationalId: DATA.nationalId };
      await record(input, by, personId);
      const { dataSource } = scene.membership.service.dependencies;
      const [kept] = await dataSource.query<{ hash: string }[]>(
        'SELECT payload_hash AS hash FROM command WHERE command_id = ?',
        [commandId],
      );
      const { memberId, nationalId } = input;
      for (const guess of [input, { memberId, nationalId }, { nationalId }, nationalId]) {
        expect(kept?.hash).not.toBe(sha256(canonicalJson(guess)));
      }
      expect((await record({ ...input, nationalId: '089190001235' }, by, personId)).outcome).toBe('CONFLICT');
      expect((await record({ ...input, memberId: member }, by, personId)).outcome).toBe('CONFLICT');
      expect((await record(input, by, personId)).outcome).toBe('RecordPersonalDataSuccess');
    });

    it.each<[string, object]>([
      ['nothing', {}],
      ['an address with a character that nobody sees', { address: 'An\u200b Giang' }],
      ['a national id of 11 digits', { nationalId: '08919000123' }],
      ['a phone number with words', { phone: 'gọi 0912345678' }],
      ['a blank address', { address: ' ' }],
      ['a bank account without a bank', { bankAccount: '0123456789' }],
      ['a bank account of 61 characters', { bankAccount: `0123456789 ${'V'.repeat(50)}` }],
      ['a date of birth that has not come', { dateOfBirth: daysFromToday(1) }],
      ['a date of birth of today', { dateOfBirth: daysFromToday(0) }],
      ['a date of birth before 1900', { dateOfBirth: '1899-12-31' }],
    ])('answers %s with BAD_USER_INPUT', async (_case, input) => {
      expect((await record(input, [officers.chair.mandate])).outcome).toBe('BAD_USER_INPUT');
    });

    it('is for the member and the office of their unit', async () => {
      const { chairOfSibling, chairOfProvince, inspector, womensBoard, root, cadre } = officers;
      for (const { mandate } of [chairOfSibling, chairOfProvince, inspector, womensBoard, root]) {
        const refused = await record({ phone: '0911111111' }, [mandate]);
        expect([refused.outcome, refused.errors[0]?.extensions['permission']]).toEqual([
          'FORBIDDEN',
          'member.personal.record',
        ]);
      }
      expect((await record({ phone: '0911111111' }, [])).outcome).toBe('FORBIDDEN');
      expect((await record({ phone: '0911111111' }, [cadre.mandate])).outcome).toBe('RecordPersonalDataSuccess');
      expect((await record({ bankAccount: DATA.bankAccount }, [], member)).outcome).toBe('RecordPersonalDataSuccess');
      expect((await record({ memberId: newId(), phone: '0911111111' }, [root.mandate])).outcome).toBe('FORBIDDEN');
    });

    it('happens once when the same command is repeated, and in turn when two come at once', async () => {
      const commandId = newId();
      const input = { commandId, phone: '0922222222' };
      const [by, personId] = [[officers.chair.mandate], newId()];
      const repeated = await Promise.all([1, 2].map(() => record(input, by, personId)));
      expect(repeated.map(({ outcome }) => outcome)).toEqual([
        'RecordPersonalDataSuccess',
        'RecordPersonalDataSuccess',
      ]);
      expect((await record({ ...input, phone: '0933333333' }, by, personId)).outcome).toBe('CONFLICT');
      const before = (await trailOf(scene.membership, member)).length;
      const both = await Promise.all([record({ phone: '0944444444' }, by), record({ address: 'An Giang' }, by)]);
      expect(both.map(({ outcome }) => outcome)).toEqual(['RecordPersonalDataSuccess', 'RecordPersonalDataSuccess']);
      expect((await trailOf(scene.membership, member)).length).toBe(before + 2);
    });
  });

  describe('reading', () => {
    beforeAll(() => record(DATA, [officers.chair.mandate]));

    /** What each way to the member shows, field by field: its value, or the code of the error at its path. */
    const see = async (way: 'member' | 'reference' | 'list', mandates: readonly Mandate[], by = newId()) => {
      const queries = {
        member: `query ($id: ID!, $unit: ID!) { seen: member(id: $id) { ${FIELDS} } unit(id: $unit) { id } }`,
        reference: `query ($id: ID!, $unit: ID!, $r: [_Any!]!) { _entities(representations: $r) { ... on Member { ${FIELDS} } } member(id: $id) { id } unit(id: $unit) { id } }`,
        list: `query ($id: ID!, $unit: ID!) { unit(id: $unit) { members(first: 200) { nodes { ${FIELDS} } } } member(id: $id) { id } }`,
      };
      const { data, errors } = await scene.membership.send(
        queries[way],
        { id: member, unit: scene.union.id, r: [{ __typename: 'Member', id: member }] },
        mandates,
        by,
      );
      const listed = (data['unit'] as { members?: { nodes: { id: string }[] } } | null)?.members?.nodes ?? [];
      const found = {
        member: data['seen'],
        reference: (data['_entities'] as unknown[] | undefined)?.[0],
        list: listed.find(({ id }) => id === member),
      }[way] as Record<string, unknown> | undefined;
      const ofMember = errors.filter(
        ({ path }) => way !== 'list' || path?.[3] === listed.findIndex(({ id }) => id === member),
      );
      const refused = ofMember.filter(({ path }) => Object.keys(DATA).includes(String(path?.at(-1))));
      return {
        values: found ?? null,
        refused: refused.map(({ path }) => String(path?.at(-1))).sort(),
        messages: refused.map(({ message }) => message),
        codes: [...new Set(refused.map(({ extensions }) => extensions.code))],
      };
    };
    const nothing = Object.fromEntries(Object.keys(DATA).map((field) => [field, null]));

    it('shows everything to oneself, the chair and the full-time cadre, by every way', async () => {
      const { chair, cadre } = officers;
      expect(await see('member', [], member)).toMatchObject({ values: DATA, refused: [] });
      for (const way of ['member', 'reference', 'list'] as const) {
        for (const { mandate } of [chair, cadre]) {
          expect(await see(way, [mandate])).toMatchObject({ values: DATA, refused: [] });
        }
      }
    });

    it('keeps the bank account from the rest of the office, and says so', async () => {
      for (const way of ['member', 'reference', 'list'] as const) {
        const seen = await see(way, [officers.viceChair.mandate]);
        expect(seen).toMatchObject({
          values: { ...DATA, bankAccount: null },
          refused: ['bankAccount'],
          codes: ['FORBIDDEN'],
        });
        expect(seen.messages[0]).toMatch(/Chủ tịch.*chair/su);
      }
    });

    it('keeps all of it from the unit above and from inspection, who may read the member', async () => {
      for (const way of ['member', 'reference', 'list'] as const) {
        for (const { mandate } of [officers.chairOfProvince, officers.inspector, officers.root]) {
          expect(await see(way, [mandate])).toMatchObject({
            values: { id: member, ...nothing },
            refused: [...PERSONAL, 'bankAccount'].sort(),
            codes: ['FORBIDDEN'],
          });
        }
      }
    });

    it('keeps it from neighbours, another province and whoever holds no office, who reach the member by reference', async () => {
      const strangers = [
        [officers.chairOfSibling.mandate],
        [officers.chairElsewhere.mandate],
        [officers.womensBoard.mandate],
        [],
      ];
      for (const mandates of strangers) {
        expect(await see('reference', mandates)).toMatchObject({
          values: { id: member, ...nothing },
          refused: [...PERSONAL, 'bankAccount'].sort(),
          codes: ['FORBIDDEN'],
        });
      }
    });

    it('is not opened by an appointment, to those above who make it', async () => {
      const appointing = {
        unitId: scene.province.id,
        memberId: member,
        position: 'WOMENS_BOARD_MEMBER',
        from: new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(Date.now()),
      };
      const { mandate } = officers.chairOfProvince;
      const appointed = await command(scene.membership, 'appointOfficer', appointing, [mandate]);
      expect(appointed.outcome).toBe('AppointOfficerSuccess');
      expect(await see('reference', [mandate])).toMatchObject({ refused: [...PERSONAL, 'bankAccount'].sort() });
      expect((await record({ bankAccount: DATA.bankAccount }, [mandate])).outcome).toBe('FORBIDDEN');
      expect((await see('reference', [officers.chair.mandate])).refused).toEqual([]);
    });

    it('closes with the belonging that opened it', async () => {
      const { dataSource } = scene.membership.service.dependencies;
      const until = (date: string): Promise<unknown> =>
        dataSource.query('UPDATE member_affiliation SET valid_until = ? WHERE member_id = ?', [date, member]);
      await until('2021-01-01');
      expect((await see('reference', [officers.chair.mandate])).refused).toHaveLength(5);
      await until('9999-12-31');
      expect((await see('reference', [officers.chair.mandate])).refused).toEqual([]);
    });

    it('costs one statement more for one member and for a hundred', async () => {
      for (let index = 0; index < 100; index += 1) {
        await scene.admit(scene.union);
      }
      const cost = async (first: number, fields: string): Promise<number> => {
        const { statements, errors } = await scene.membership.send(
          `query ($unit: ID!, $first: Int!) { unit(id: $unit) { members(first: $first) { nodes { id ${fields} } } } }`,
          { unit: scene.union.id, first },
          [officers.chair.mandate],
        );
        expect(errors).toEqual([]);
        return statements;
      };
      const without = await cost(100, '');
      expect(await cost(1, FIELDS)).toBe(without + 1);
      expect(await cost(100, FIELDS)).toBe(without + 1);
    });
  });
});
