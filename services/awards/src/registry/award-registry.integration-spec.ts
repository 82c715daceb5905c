import { newId } from '@thidua/contracts/ids';
import { encodeCursor } from '@thidua/service-kit';
import { fewestStatements } from '@thidua/testkit';
import { AwardsBench, person, type TestPerson, UNITS } from '../testing/awards-bench';
import { RegistryScene } from '../testing/registry-scene';
import { AwardForm } from '../award-type/award-type.enum';
import { ReceivedAwardStatus } from './received-award.enum';

const nobody = person();
const tldChair = person('CHAIR', UNITS.tld);
const agCadre = person('FULL_TIME_CADRE', UNITS.ag);
const lxChair = person('CHAIR', UNITS.lx);
const schoolChair = person('CHAIR', UNITS.lxSchool);
const otherChair = person('CHAIR', UNITS.other);
const inspector = person('INSPECTION_COMMITTEE_MEMBER', UNITS.ag);

interface Listed {
  readonly nodes: readonly { readonly id: string; readonly meritYear: number }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

describe('the registry of awards', () => {
  let bench: AwardsBench;
  let scene: RegistryScene;
  let dao: string;
  const award: Record<string, string> = {};

  beforeAll(async () => {
    bench = await AwardsBench.start('registry');
    scene = await RegistryScene.on(bench);
    dao = scene.person('Đặng Thị Ngọc Đào');
    const an = scene.person('Nguyễn Văn An', 'MALE');
    const anAn = scene.person('Trần An An', 'MALE');
    award.dao2023 = await scene.award(UNITS.lxSchool, dao, { meritYear: 2023 });
    award.dao2024 = await scene.award(UNITS.lxSchool, dao, { form: AwardForm.CommendationLetter });
    award.an = await scene.award(UNITS.direct, an, { issuingUnitId: UNITS.other.id });
    award.anAn = await scene.award(UNITS.lx, anAn, { status: ReceivedAwardStatus.Revoked });
    award.other = await scene.award(UNITS.otherSchool, scene.person('Hoàng Thị Ngọc Đào'));
    award.school = await scene.award(UNITS.lxSchool, null, { meritYear: 2022 });
    await scene.named();
  });
  afterAll(() => bench.stop());

  const list = async (
    caller: TestPerson,
    filter: object | null = null,
    page: { first?: number; after?: string | null } = {},
  ): Promise<{ readonly ids: string[]; readonly list: Listed; readonly code: string | null; statements: number }> => {
    const { data, errors, statements } = await bench.send(
      caller,
      `query ($filter: ReceivedAwardFilter, $first: Int! = 50, $after: String) {
         receivedAwards(filter: $filter, first: $first, after: $after) {
           nodes { id meritYear } pageInfo { hasNextPage endCursor } } }`,
      { filter, ...page },
    );
    const found = (data as { receivedAwards?: Listed } | null)?.receivedAwards;
    return {
      ids: found?.nodes.map(({ id }) => id) ?? [],
      list: found as Listed,
      code: errors[0]?.extensions.code ?? null,
      statements,
    };
  };
  const ids = (...names: readonly string[]): string[] => names.map((name) => award[name] ?? '');

  it.each<[string, TestPerson, string[]]>([
    ['the confederation sees all', tldChair, ['dao2023', 'dao2024', 'an', 'anAn', 'other', 'school']],
    ['a province what belongs under it', agCadre, ['dao2023', 'dao2024', 'an', 'anAn', 'school']],
    ['its inspection the same', inspector, ['dao2023', 'dao2024', 'an', 'anAn', 'school']],
    ['an upper union its own', lxChair, ['dao2023', 'dao2024', 'anAn', 'school']],
    ['a grassroots union its own', schoolChair, ['dao2023', 'dao2024', 'school']],
    ['another province its own and what it gave', otherChair, ['an', 'other']],
    ['a plain member nothing of others', nobody, []],
  ])('%s', async (_case, caller, expected) => {
    expect((await list(caller)).ids).toEqual(ids(...expected).sort());
  });

  it('shows people their own', async () => {
    const own = { ...nobody, id: dao };
    expect((await list(own)).ids).toEqual(ids('dao2023', 'dao2024').sort());
    expect((await list(own, { name: 'dao' })).ids).toEqual(ids('dao2023', 'dao2024'));
  });

  it.each<[string, string, string[]]>([
    ['a whole name', 'Đặng Thị Ngọc Đào', ['dao2023', 'dao2024']],
    ['a name without accents', 'dang thi ngoc dao', ['dao2023', 'dao2024']],
    ['a name in capitals, composed otherwise', 'ĐẶNG THỊ'.normalize('NFD'), ['dao2023', 'dao2024']],
    ['a given name', 'dao', ['dao2023', 'dao2024']],
    ['the beginning of a given name', 'da', ['dao2023', 'dao2024']],
    ['the last words', 'ngọc đào', ['dao2023', 'dao2024']],
    ['a given name that stands twice in a name, once', 'an', ['an', 'anAn']],
    ['a collective', 'lxschool', ['school']],
    ['what is inside a word', 'guyen', []],
    ['words that do not follow each other', 'dang dao', []],
    ['a sign that SQL knows', 'dao%', ['dao2023', 'dao2024']],
    ['nobody', 'xyz', []],
  ])('finds by %s', async (_case, name, expected) => {
    const { ids: found, code } = await list(agCadre, { name });
    expect(code).toBeNull();
    expect([...found].sort()).toEqual(ids(...expected).sort());
  });

  it('orders what it finds by name, whoever asks', async () => {
    expect((await list(tldChair, { name: 'dao' })).ids).toHaveLength(3);
    const found = (await list(tldChair, { name: 'ngoc' })).ids;
    expect(new Set(found)).toEqual(new Set(ids('dao2023', 'dao2024', 'other')));
  });

  it.each<[string, object, string[]]>([
    ['a form', { form: 'COMMENDATION_LETTER' }, ['dao2024']],
    ['a year', { meritYear: 2023 }, ['dao2023']],
    ['collectives', { kind: 'COLLECTIVE' }, ['school']],
    ['what was revoked', { status: 'REVOKED' }, ['anAn']],
    ['a unit with those under it', { underUnitId: UNITS.lx.id }, ['dao2023', 'dao2024', 'anAn', 'school']],
    ['a name and a form', { name: 'dao', form: 'MERIT_CERTIFICATE' }, ['dao2023']],
    ['a name among collectives', { name: 'dao', kind: 'COLLECTIVE' }, []],
  ])('narrows to %s', async (_case, filter, expected) => {
    expect([...(await list(agCadre, filter)).ids].sort()).toEqual(ids(...expected).sort());
  });

  it('pages by keyset in both orders', async () => {
    for (const filter of [null, { name: 'an' }, { name: 'dao' }]) {
      const whole = (await list(tldChair, filter)).ids;
      const paged: string[] = [];
      let after: string | null = null;
      do {
        const { list: page, ids: found }: { list: Listed; ids: string[] } = await list(tldChair, filter, {
          first: 1,
          after,
        });
        paged.push(...found);
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after);
      expect(paged).toEqual(whole);
    }
  });

  it.each<[string, object | null, string]>([
    ['a cursor of another list', { name: 'dao' }, encodeCursor(['x', 'dao', newId(), newId()])],
    ['a cursor of the list by entry in a search', { name: 'dao' }, encodeCursor(['x', newId()])],
    ['something that is no cursor', null, 'x'],
  ])('refuses %s', async (_case, filter, after) => {
    expect((await list(tldChair, filter, { after })).code).toBe('BAD_USER_INPUT');
  });

  it.each<[string, object]>([
    ['a name of signs', { name: '%%' }],
    ['a name of blanks', { name: '  ' }],
    ['a year before there were awards', { meritYear: 1900 }],
  ])('refuses %s', async (_case, filter) => {
    expect((await list(tldChair, filter)).code).toBe('BAD_USER_INPUT');
  });

  it('says nothing of a unit that is not there', async () => {
    expect((await list(tldChair, { underUnitId: newId() })).code).toBe('NOT_FOUND');
  });

  it('shows one award only to those who may see it', async () => {
    const one = async (caller: TestPerson) =>
      (await bench.send(caller, 'query ($id: ID!) { receivedAward(id: $id) { id } }', { id: award.an })).errors[0]
        ?.extensions.code ?? 'SEEN';
    expect(await one(agCadre)).toBe('SEEN');
    expect(await one(otherChair)).toBe('SEEN');
    expect(await one(schoolChair)).toBe('NOT_FOUND');
  });

  describe('a timeline', () => {
    const timeline = (caller: TestPerson, type: 'Member' | 'UnionUnit', recipients: readonly string[], args = '') =>
      bench.send(
        caller,
        `query ($them: [_Any!]!) { them: _entities(representations: $them) {
           ... on ${type} { awards${args} { nodes { id meritYear } pageInfo { hasNextPage endCursor } } } } }`,
        { them: recipients.map((id) => ({ __typename: type, id })) },
      );
    const read = ({ data }: Awaited<ReturnType<typeof timeline>>) =>
      (data as unknown as { them: { awards: Listed }[] }).them.map(({ awards }) => awards);

    it('goes by merit year, and shows each caller what they may see', async () => {
      const [mine] = read(await timeline(schoolChair, 'Member', [dao]));
      expect(mine?.nodes.map(({ id }) => id)).toEqual(ids('dao2023', 'dao2024'));
      expect(read(await timeline(otherChair, 'Member', [dao]))[0]?.nodes).toEqual([]);
      const [school] = read(await timeline(lxChair, 'UnionUnit', [UNITS.lxSchool.id]));
      expect(school?.nodes.map(({ id }) => id)).toEqual(ids('school'));
    });

    it('pages', async () => {
      const [first] = read(await timeline(schoolChair, 'Member', [dao], '(first: 1)'));
      expect(first?.pageInfo.hasNextPage).toBe(true);
      const [second] = read(
        await timeline(schoolChair, 'Member', [dao], `(first: 1, after: "${first?.pageInfo.endCursor}")`),
      );
      expect(second?.nodes.map(({ id }) => id)).toEqual(ids('dao2024'));
    });

    it('costs the same for one as for many', async () => {
      const one = await fewestStatements(() => timeline(agCadre, 'Member', [dao]));
      const many = await fewestStatements(() => timeline(agCadre, 'Member', [dao, newId(), newId(), newId()]));
      expect(many.statements).toBe(one.statements);
    });
  });

  describe('the directory of recipients', () => {
    it('follows a name that its owner changes', async () => {
      await bench.dataSource.query(
        'UPDATE award_recipient SET read_at = UTC_TIMESTAMP(6) - INTERVAL 25 HOUR WHERE recipient_id = ?',
        [dao],
      );
      bench.owners.profiles.set(dao, { fullName: 'Đặng Thị Ngọc Lan', gender: 'FEMALE' });
      await bench.dataSource.query('UPDATE unit_projection SET name = ? WHERE unit_id = ?', [
        'Công đoàn Trường THPT Thoại Ngọc Hầu',
        UNITS.lxSchool.id,
      ]);
      await scene.named();
      expect((await list(agCadre, { name: 'ngoc lan' })).ids).toEqual(ids('dao2023', 'dao2024'));
      expect((await list(agCadre, { name: 'dao' })).ids).toEqual([]);
      expect((await list(agCadre, { name: 'thoai ngoc hau' })).ids).toEqual(ids('school'));
    });

    it('keeps the last name of somebody whom membership no longer knows', async () => {
      bench.owners.profiles.delete(dao);
      await bench.dataSource.query('UPDATE award_recipient SET read_at = NULL WHERE recipient_id = ?', [dao]);
      await scene.named();
      expect((await list(agCadre, { name: 'ngoc lan' })).ids).toEqual(ids('dao2023', 'dao2024'));
    });

    it('finds by a sweep whom nobody noted', async () => {
      await bench.dataSource.query('DELETE FROM award_recipient_phrase');
      await bench.dataSource.query('DELETE FROM award_recipient');
      const again = await RegistryScene.on(bench);
      await again.named();
      expect((await list(agCadre, { name: 'nguyen van an' })).ids).toEqual(ids('an'));
      expect((await list(agCadre, { name: 'thoai ngoc hau' })).ids).toEqual(ids('school'));
    });
  });
});

describe('the registry of awards, however many there are', () => {
  let bench: AwardsBench;

  beforeAll(async () => {
    bench = await AwardsBench.start('registry_plans');
    const { dataSource } = bench;
    for (const [from, to, unit] of [
      [1, 40, UNITS.lxSchool],
      [41, 5_000, UNITS.direct],
      [5_001, 9_000, UNITS.otherSchool],
    ] as const) {
      await dataSource.query(
        `INSERT INTO received_award (id, name, form, issuer_level, track, basis, recipient_member_id, home_unit_id, merit_year,
                                     decided_on, status, provenance, recorded_at)
         SELECT UUID(), 'x', 'MERIT_CERTIFICATE', 'PROVINCIAL_FEDERATION', 'REGULAR', 'MERIT', UUID(), ?, 2020, '2020-12-31',
                'VALID', 'DEMONSTRATION', UTC_TIMESTAMP(6) FROM seq_${from}_to_${to}`,
        [unit.id],
      );
    }
    await dataSource.query(
      `INSERT INTO award_recipient (recipient_id, kind, name, name_folded, gender, read_at)
       SELECT recipient_member_id, 'PERSON', 'Lê An', 'le an', 'MALE', UTC_TIMESTAMP(6) FROM received_award`,
    );
    for (const phrase of ['le an', 'an']) {
      await dataSource.query(
        `INSERT INTO award_recipient_phrase (kind, phrase, recipient_id) SELECT 'PERSON', ?, recipient_id FROM award_recipient`,
        [phrase],
      );
    }
    await dataSource.query('ANALYZE TABLE received_award, award_recipient, award_recipient_phrase, unit_projection');
  });
  afterAll(() => bench.stop());

  it.each<[string, TestPerson, object | null]>([
    ['a name for the confederation', tldChair, { name: 'an' }],
    ['a name for a province with many', agCadre, { name: 'an' }],
    ['a name for a union with few', schoolChair, { name: 'an' }],
    ['all for the confederation', tldChair, null],
    ['all for a union', schoolChair, null],
  ])('reads no more of its indexes than a page needs: %s', async (_case, caller, filter) => {
    const asked = jest.spyOn(bench.dataSource, 'query');
    const answer = await bench.send(
      caller,
      'query ($filter: ReceivedAwardFilter) { receivedAwards(filter: $filter, first: 20) { nodes { id } } }',
      { filter },
    );
    const reads = asked.mock.calls.filter(([sql]) => /FROM (received_award a|\(\s*SELECT STRAIGHT_JOIN)/.test(sql));
    asked.mockRestore();
    expect(answer.errors).toEqual([]);
    expect((answer.data as unknown as { receivedAwards: Listed }).receivedAwards.nodes).toHaveLength(20);
    expect(reads.length).toBeGreaterThan(0);
    for (const [sql, parameters] of reads) {
      const runner = bench.dataSource.createQueryRunner();
      const plan: readonly { readonly table: string | null; readonly type: string; readonly key: string | null }[] =
        await runner.query(`EXPLAIN ${sql}`, parameters as unknown[]);
      const scanned = plan.filter(
        ({ table, type }) =>
          table !== null && !table.startsWith('<') && (type === 'ALL' || (type === 'index' && table !== 'a')),
      );
      expect([sql, scanned]).toEqual([sql, []]);
      await runner.query('FLUSH STATUS');
      await runner.query(sql, parameters as unknown[]);
      const status: readonly { readonly Value: string }[] = await runner.query(
        "SHOW SESSION STATUS WHERE Variable_name LIKE 'Handler_read_%'",
      );
      await runner.release();
      const rowsRead = status.reduce((sum, { Value }) => sum + Number(Value), 0);
      // Beyond a few thousand awards the count ends; what else is read is the page's.
      expect([sql, rowsRead, rowsRead < (sql.includes('COUNT(*)') ? 7_000 : 1_000)]).toEqual([sql, rowsRead, true]);
    }
  });
});
