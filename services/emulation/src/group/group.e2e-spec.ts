import { newId, seededId } from '@thidua/contracts/ids';
import { GraphCommand, RunningSystem, type PersistentClient, type SceneProvince } from '@thidua/testkit';

interface GroupAnswer {
  readonly group: {
    readonly id: string;
    readonly name: string;
    readonly number: number;
    readonly units: readonly { id: string }[];
    readonly head: { id: string } | null;
    readonly events: readonly { title: string | null; host: { id: string } | null }[];
  };
}

const GROUP = 'group { id name number units { id } head { id } events { title host { id } } }';
const formGroup = new GraphCommand<GroupAnswer>('formGroup', GROUP);
const changeMembership = new GraphCommand<GroupAnswer>('changeGroupMembership', GROUP);
const changeHead = new GraphCommand<GroupAnswer>('changeGroupHead', GROUP);
const recordEvent = new GraphCommand<GroupAnswer>('recordGroupEvent', GROUP);

const FROM = '2021-01-01';

describe('clusters and blocks, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let chair: PersistentClient;
  let viceChair: PersistentClient;
  let units: string[];
  let nextNumber = 1;
  let nextUnit = 9;

  beforeAll(async () => {
    scene = await system.foundProvince({ upper: 1, grassroots: 26 });
    chair = system.as(scene.province.chair);
    viceChair = system.as(scene.viceChair);
    units = scene.grassroots.map(({ id }) => id);
  });

  /** A block that no other test speaks of; without members named, of a unit that is in no other. */
  const block = (named: readonly (string | undefined)[] = [], more: object = {}): object => {
    nextNumber += 1;
    const memberUnitIds = named.length > 0 ? named : [units[nextUnit++]];
    return {
      ownerId: scene.province.id,
      kind: 'BLOCK',
      number: nextNumber,
      name: `Khối thi đua ${nextNumber}`,
      headUnitId: memberUnitIds[0],
      memberUnitIds,
      from: FROM,
      ...more,
    };
  };
  const readGroup = async (id: string): Promise<GroupAnswer['group']> =>
    (await chair.read<GroupAnswer>(`query Group($id: ID!) { ${GROUP.replace('group {', 'group(id: $id) {')} }`, { id }))
      .group;

  describe('formGroup', () => {
    it('forms one group for one commandId, and refuses another input under it', async () => {
      const input = block([units[0]]);
      const { first, again, other } = await formGroup.repeated(chair, input, { name: 'Khối khác' });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
      expect(first.group.head?.id).toBe(units[0]);
    });

    it('stores a name in any normal form as NFC', async () => {
      const name = 'Khối thi đua Đảng, đoàn thể Phú Tân';
      const { group } = await formGroup.done(chair, block([], { name: name.normalize('NFD') }));
      expect(group.name).toBe(name.normalize('NFC'));
      expect((await readGroup(group.id)).name).toBe(name.normalize('NFC'));
    });

    it('gives a number away once, whoever asks at the same instant', async () => {
      const input = block();
      expect(await formGroup.together([chair, input], [viceChair, input])).toEqual(['DONE', 'GROUP_NUMBER_TAKEN']);
    });

    it('puts a unit into one block at a time, whoever asks at the same instant', async () => {
      const outcomes = await formGroup.together([chair, block([units[1]])], [viceChair, block([units[1]])]);
      expect(outcomes).toEqual(['DONE', 'UNIT_IN_OTHER_GROUP']);
    });

    it('refuses members of which one is above another, and names both', async () => {
      const upper = system.as(scene.upper[0]?.chair ?? '');
      const nested = await system.foundGrassroots(upper, scene.upper[0]?.id ?? '', `DEMO-${scene.mark}-N1`);
      const { refusals } = await formGroup.send(chair, block([scene.upper[0]?.id, nested.id]));
      expect(refusals).toMatchObject([{ code: 'MEMBERS_NESTED', field: 'input.memberUnitIds' }]);
      for (const { name } of [...scene.upper, nested]) {
        expect(refusals[0]?.vi).toContain(name);
        expect(refusals[0]?.en).toContain(name);
      }
    });

    it('names the group that a unit is in already', async () => {
      const { group } = await formGroup.done(chair, block([units[2]]));
      const { refusals } = await formGroup.send(chair, block([units[2]]));
      expect(refusals).toMatchObject([{ code: 'UNIT_IN_OTHER_GROUP', field: 'input.memberUnitIds' }]);
      expect(refusals[0]?.vi).toContain(group.name);
      expect(refusals[0]?.en).toContain(group.name);
    });

    it.each<[string, () => object, string]>([
      ['a head that is no member', () => block([], { headUnitId: units[3] }), 'HEAD_NOT_MEMBER'],
      ['a unit of another province', () => block([seededId('unit', 'AG-LX')]), 'UNIT_NOT_UNDER_OWNER'],
      ['an unknown unit', () => block([newId()]), 'NOT_FOUND'],
      ['an unknown owner', () => block([], { ownerId: newId() }), 'NOT_FOUND'],
      ['a malformed id', () => block(['long-xuyen']), 'BAD_USER_INPUT'],
      ['an empty name', () => block([], { name: '' }), 'BAD_USER_INPUT'],
      ['a name of blanks', () => block([], { name: ' \u00a0 ' }), 'BAD_USER_INPUT'],
      ['a date that no calendar has', () => block([], { from: '2021-02-30' }), 'BAD_USER_INPUT'],
      ['a number below 1', () => block([], { number: 0 }), 'BAD_USER_INPUT'],
    ])('refuses %s', async (_case, input, expected) => {
      expect(await formGroup.outcome(chair, input())).toBe(expected);
    });

    it('says which mandate it needs', async () => {
      const { errors } = await formGroup.send(system.as(scene.upper[0]?.chair ?? ''), block([units[3]]));
      expect(errors).toHaveLength(1);
      expect(errors[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        permission: 'group.form',
        scopes: ['OWN_UNIT'],
      });
      expect(errors[0]?.message).toContain('Chủ tịch');
      expect(errors[0]?.message).toContain('chair');
      expect(errors[0]?.extensions.traceId).toMatch(/^[0-9a-f]{32}$/);
    });
  });

  describe('changeGroupMembership', () => {
    let groupId: string;
    let otherId: string;
    beforeAll(async () => {
      groupId = (await formGroup.done(chair, block([units[4]]))).group.id;
      otherId = (await formGroup.done(chair, block())).group.id;
    });
    const join = (more: object = {}): object => ({
      groupId,
      unitId: units[5],
      change: 'JOIN',
      on: '2022-01-01',
      ...more,
    });

    it('carries out one commandId once, and refuses another input under it', async () => {
      const input = join({ until: '2023-01-01' });
      const { first, again, other } = await changeMembership.repeated(chair, input, { on: '2022-02-01' });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
    });

    it('lets a unit join one of two groups at the same instant', async () => {
      const input = join({ unitId: units[6] });
      const outcomes = await changeMembership.together([chair, input], [viceChair, { ...input, groupId: otherId }]);
      expect(outcomes).toEqual(['DONE', 'UNIT_IN_OTHER_GROUP']);
    });

    it.each<[string, () => object, string]>([
      [
        'days in common with its other group',
        () => join({ groupId: otherId, on: '2022-12-31' }),
        'UNIT_IN_OTHER_GROUP',
      ],
      ['days in common with its own membership', () => join({ unitId: units[4] }), 'UNIT_IN_OTHER_GROUP'],
      ['an end before the beginning', () => join({ on: '2024-01-02', until: '2024-01-01' }), 'BAD_USER_INPUT'],
      ['an end on the day of the beginning', () => join({ on: '2024-01-01', until: '2024-01-01' }), 'BAD_USER_INPUT'],
      ['leaving by a unit that is not in it', () => join({ change: 'LEAVE', unitId: units[3] }), 'NOT_A_MEMBER'],
      ['leaving by the head', () => join({ change: 'LEAVE', unitId: units[4] }), 'HEAD_CANNOT_LEAVE'],
      ['an unknown group', () => join({ groupId: newId() }), 'NOT_FOUND'],
      ['an unknown unit', () => join({ unitId: newId() }), 'NOT_FOUND'],
    ])('refuses %s', async (_case, input, expected) => {
      expect(await changeMembership.outcome(chair, input())).toBe(expected);
    });

    it('lets the unit into another group from the day on which it left', async () => {
      expect(await changeMembership.outcome(chair, join({ groupId: otherId, on: '2023-01-01' }))).toBe('DONE');
    });

    it('is refused to a unit’s own chair', async () => {
      const own = system.as(scene.grassroots[5]?.chair ?? '');
      expect(await changeMembership.outcome(own, join({ on: '2025-01-01' }))).toBe('FORBIDDEN');
    });
  });

  describe('changeGroupHead', () => {
    let groupId: string;
    beforeAll(async () => {
      groupId = (await formGroup.done(chair, block([units[7], units[8]]))).group.id;
    });
    const head = (more: object = {}): object => ({ groupId, unitId: units[8], from: '2022-01-01', ...more });

    it('carries out one commandId once, and refuses another input under it', async () => {
      const { first, again, other } = await changeHead.repeated(chair, head(), { from: '2022-02-01' });
      expect(first.group.head?.id).toBe(units[8]);
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
    });

    it('gives the group one head from a day on, whoever asks at the same instant', async () => {
      const outcomes = await changeHead.together(
        [chair, head({ unitId: units[7], from: '2023-01-01' })],
        [viceChair, head({ unitId: units[8], from: '2023-01-01' })],
      );
      expect(outcomes).toEqual(['DONE', 'HEAD_OVERLAPS']);
    });

    it.each<[string, () => object, string]>([
      ['a head from before the head there is', () => head({ unitId: units[7], from: '2022-06-01' }), 'HEAD_OVERLAPS'],
      ['a unit that is no member', () => head({ unitId: units[3], from: '2024-01-01' }), 'HEAD_NOT_MEMBER'],
      ['a day before the unit was a member', () => head({ from: '2020-06-01' }), 'HEAD_NOT_MEMBER'],
      ['an unknown group', () => head({ groupId: newId() }), 'NOT_FOUND'],
    ])('refuses %s', async (_case, input, expected) => {
      expect(await changeHead.outcome(chair, input())).toBe(expected);
    });

    it('is refused to the head itself', async () => {
      const own = system.as(scene.grassroots[8]?.chair ?? '');
      expect(await changeHead.outcome(own, head({ from: '2025-01-01' }))).toBe('FORBIDDEN');
    });
  });

  describe('recordGroupEvent', () => {
    let groupId: string;
    beforeAll(async () => {
      groupId = (await formGroup.done(chair, block())).group.id;
    });
    const event = (title: string, more: object = {}): object => ({
      groupId,
      kind: 'PLEDGE_SIGNING',
      year: 2021,
      hostUnitId: scene.upper[0]?.id,
      title,
      source: 'Dữ liệu minh họa',
      sentence: 'Đơn vị đăng cai lễ ký kết giao ước thi đua.',
      ...more,
    });
    const titles = async (): Promise<(string | null)[]> => (await readGroup(groupId)).events.map(({ title }) => title);

    it('records one event for one commandId, and refuses another input under it', async () => {
      const { other } = await recordEvent.repeated(chair, event('Lễ ký kết'), { year: 2022 });
      expect(other).toBe('CONFLICT');
      expect((await titles()).filter((title) => title === 'Lễ ký kết')).toHaveLength(1);
    });

    it('records one event when the same command comes twice at the same instant', async () => {
      await recordEvent.twice(chair, event('Sinh hoạt chuyên đề'));
      expect((await titles()).filter((title) => title === 'Sinh hoạt chuyên đề')).toHaveLength(1);
    });

    it('takes a host that is not a member', async () => {
      const { events } = await readGroup(groupId);
      expect(events.every(({ host }) => host?.id === scene.upper[0]?.id)).toBe(true);
    });

    it.each<[string, () => object, string]>([
      [
        'a host of another province',
        () => event('?', { hostUnitId: seededId('unit', 'AG-LX') }),
        'UNIT_NOT_UNDER_OWNER',
      ],
      ['no sentence', () => event('?', { sentence: '' }), 'BAD_USER_INPUT'],
      ['a year out of bounds', () => event('?', { year: 1900 }), 'BAD_USER_INPUT'],
      ['an unknown group', () => event('?', { groupId: newId() }), 'NOT_FOUND'],
    ])('refuses %s', async (_case, input, expected) => {
      expect(await recordEvent.outcome(chair, input())).toBe(expected);
    });
  });

  describe('reading', () => {
    const codeOf = async (query: string, variables: object = {}): Promise<string | undefined> =>
      (await chair.send(query, variables)).errors[0]?.extensions.code;

    it('knows no group by an unknown id, and takes no malformed one', async () => {
      const query = 'query Group($id: ID!) { group(id: $id) { id } }';
      expect(await codeOf(query, { id: newId() })).toBe('NOT_FOUND');
      expect(await codeOf(query, { id: '17' })).toBe('BAD_USER_INPUT');
    });

    it.each([
      ['first: 1000', 'groups(first: 1000) { nodes { id } }'],
      ['first: 0', 'groups(first: 0) { nodes { id } }'],
      ['first: -1', 'indicators(first: -1) { nodes { code } }'],
      ['a malformed cursor', 'groups(after: "không phải con trỏ") { nodes { id } }'],
      ['the cursor of something else', 'groups(after: "WyJ4IiwieSJd") { nodes { id } }'],
      ['first: 1000 of cycles', 'cycles(first: 1000) { nodes { id } }'],
      ['a malformed cursor of cycles', 'cycles(after: "AAAA") { nodes { id } }'],
      ['a malformed cursor of stated figures', 'statedFigures(after: "e30") { nodes { id } }'],
      ['a malformed cursor of tasks', 'viewer { id emulationTasks(after: "bm9uZQ") { nodes { id } } }'],
      ['first: 201 of tasks', 'viewer { id emulationTasks(first: 201) { nodes { id } } }'],
    ])('refuses %s', async (_case, selection) => {
      expect(await codeOf(`query Bad { ${selection} }`)).toBe('BAD_USER_INPUT');
    });

    it('pages through the groups of an owner, each once', async () => {
      const query = `query Groups($ownerId: ID!, $after: String) {
        groups(ownerId: $ownerId, first: 3, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
      }`;
      const seen: string[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const { groups }: GroupsPage = await chair.read<GroupsPage>(query, { ownerId: scene.province.id, after });
        seen.push(...groups.nodes.map(({ id }) => id));
        after = groups.pageInfo.endCursor;
        more = groups.pageInfo.hasNextPage;
      }
      expect(seen.length).toBeGreaterThan(3);
      expect(new Set(seen).size).toBe(seen.length);
    });
  });
});

interface GroupsPage {
  readonly groups: {
    readonly nodes: readonly { id: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}
