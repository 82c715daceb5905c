import { newId } from '@thidua/contracts/ids';
import { AwardsBench, must, openTask, person, type TestPerson, UNITS } from '../testing/awards-bench';
import { VERSIONS_KEPT } from './nomination-version.entity';

const drafter = person('FULL_TIME_CADRE', UNITS.direct);
const chair = person('CHAIR', UNITS.direct);
const appraiser = person('FULL_TIME_CADRE', UNITS.ag);
const provinceChair = person('CHAIR', UNITS.ag);
const inspector = person('INSPECTION_COMMITTEE_MEMBER', UNITS.ag);
const stranger = person('CHAIR', UNITS.other);

const REPORT = {
  summary: 'Hoàn thành xuất sắc.',
  criteria: [{ criterion: 'Chăm lo', achievement: '95 suất quà' }],
  initiatives: [{ title: 'Cải tiến', acceptedAt: 'Cấp cơ sở', effect: null }],
  figures: [{ name: 'Kết nạp', value: '85', unitOfMeasure: 'người', year: 2025 }],
};

interface Conflict {
  readonly version: number;
  readonly memberId: string;
  readonly changedParts: string[] | undefined;
}

describe('the report of a nomination', () => {
  let bench: AwardsBench;
  beforeAll(async () => {
    bench = await AwardsBench.start('report');
  });
  afterAll(() => bench.stop());

  const read = async <Value>(caller: TestPerson, query: string): Promise<Value> => {
    const { data, errors } = await bench.send(caller, query);
    return (errors[0]?.extensions.code ?? Object.values(data ?? {})[0]) as Value;
  };
  const edit = (caller: TestPerson, nominationId: string, version: number, report: object, more: object = {}) =>
    bench.command(caller, 'editNomination', { nominationId, version, report, ...more });

  it('is written in parts, read as parts and as one text, and says what its award asks for', async () => {
    const { id, achievement } = await bench.draft(drafter, UNITS.direct, { achievement: undefined, report: REPORT });
    expect(achievement).toBe(
      [
        'Tóm tắt thành tích\nHoàn thành xuất sắc.',
        'Thành tích theo tiêu chuẩn\n- Chăm lo: 95 suất quà',
        'Sáng kiến\n- Cải tiến; công nhận: Cấp cơ sở',
        'Số liệu kết quả\n- Kết nạp (2025): 85 người',
      ].join('\n\n'),
    );
    const nomination = await read<{ report: object; reportParts: object[] }>(
      drafter,
      `{ nomination(id: "${id}") { report { background summary criteria { criterion achievement }
         initiatives { title acceptedAt effect } figures { name value unitOfMeasure year } pastAwards commitments }
         reportParts { part use written } } }`,
    );
    expect(nomination.report).toEqual({ ...REPORT, background: null, pastAwards: null, commitments: null });
    expect(nomination.reportParts).toEqual([
      { part: 'BACKGROUND', use: 'OPTIONAL', written: false },
      { part: 'SUMMARY', use: 'REQUIRED', written: true },
      { part: 'CRITERIA', use: 'EXPECTED', written: true },
      { part: 'INITIATIVES', use: 'OPTIONAL', written: true },
      { part: 'FIGURES', use: 'OPTIONAL', written: true },
      { part: 'PAST_AWARDS', use: 'EXPECTED', written: false },
      { part: 'COMMITMENTS', use: 'OPTIONAL', written: false },
    ]);
  });

  it('is saved part by part, and is not submitted without what is needed', async () => {
    const { id } = await bench.draft(drafter, UNITS.direct, { achievement: undefined });
    expect(await bench.command(chair, 'submitNomination', { nominationId: id })).toMatchObject({
      reasons: [{ code: 'REPORT_PART_MISSING', field: 'report.summary' }],
    });
    expect((await edit(drafter, id, 1, { summary: 'Tóm tắt.', pastAwards: 'Giấy khen.' })).code).toBeNull();
    expect((await edit(drafter, id, 2, { pastAwards: null, commitments: 'Đúng sự thật.' })).code).toBeNull();
    expect(await read(drafter, `{ nomination(id: "${id}") { report { summary pastAwards commitments } } }`)).toEqual({
      report: { summary: 'Tóm tắt.', pastAwards: null, commitments: 'Đúng sự thật.' },
    });
    const trail = (await bench.trail(id)) as unknown as { after: { changedParts?: string[] } }[];
    expect(trail.map(({ after }) => after.changedParts)).toEqual([
      undefined,
      ['SUMMARY', 'PAST_AWARDS'],
      ['PAST_AWARDS', 'COMMITMENTS'],
    ]);
    expect((await bench.command(chair, 'submitNomination', { nominationId: id })).code).toBeNull();
  });

  it('is kept by one of two who saved at the same instant: the other learns who changed what', async () => {
    const { id } = await bench.draft(drafter, UNITS.direct);
    const answers = await Promise.all([
      edit(drafter, id, 1, { summary: 'Của cán bộ.' }),
      edit(chair, id, 1, { commitments: 'Của chủ tịch.' }),
    ]);
    const [refused] = answers.filter(({ code }) => code === 'CONFLICT');
    expect(answers.filter(({ code }) => code === null)).toHaveLength(1);
    const { happened } = must(refused?.error).extensions as unknown as { happened: Conflict };
    const winner = answers[0]?.code === null ? drafter : chair;
    expect(happened).toMatchObject({
      version: 2,
      memberId: winner.id,
      changedParts: [winner === drafter ? 'SUMMARY' : 'COMMITMENTS'],
    });
  });

  it('is saved once for one commandId', async () => {
    const { id } = await bench.draft(drafter, UNITS.direct);
    const commandId = newId();
    const first = await edit(drafter, id, 1, { summary: 'Một lần.' }, { commandId });
    expect(first.code).toBeNull();
    expect((await edit(drafter, id, 1, { summary: 'Một lần.' }, { commandId })).nomination?.version).toBe(2);
    expect((await edit(drafter, id, 1, { summary: 'Khác.' }, { commandId })).code).toBe('CONFLICT');
    expect(await bench.count('nomination_version', 'nomination_id = ?', [id])).toBe(2);
  });

  it.each<[string, object]>([
    ['both ways at once', { achievement: 'x', report: { summary: 'y' } }],
    ['a blank criterion', { report: { criteria: [{ criterion: ' ', achievement: 'x' }] } }],
    ['too many figures', { report: { figures: Array.from({ length: 51 }, () => REPORT.figures[0]) } }],
    ['a figure that is no number', { report: { figures: [{ ...REPORT.figures[0], value: 'nhiều' }] } }],
    ['too long a summary', { report: { summary: 'x'.repeat(20_001) } }],
    [
      'too long a whole',
      { report: { criteria: Array.from({ length: 21 }, () => ({ criterion: 'a', achievement: 'x'.repeat(5000) })) } },
    ],
    ['characters that nobody sees', { report: { summary: 'a\u202eb' } }],
  ])('is refused with %s', async (_name, written) => {
    const { id } = await bench.draft(drafter, UNITS.direct);
    const answer = await bench.command(drafter, 'editNomination', { nominationId: id, version: 1, ...written });
    expect(answer.code).toBe('BAD_USER_INPUT');
    expect(await bench.count('nomination', 'id = ? AND version = 1', [id])).toBe(1);
  });

  describe('in versions and revisions', () => {
    let id: string;
    beforeAll(async () => {
      const draft = await bench.draft(drafter, UNITS.direct, { achievement: 'Làm lợi 96 triệu đồng.' });
      ({ id } = draft);
      await edit(drafter, id, 1, { summary: 'Làm lợi 92 triệu đồng.' });
      const submitted = await bench.command(chair, 'submitNomination', { nominationId: id });
      await bench.command(appraiser, 'returnNomination', { ...openTask(must(submitted.nomination)), reason: 'Thiếu.' });
      await edit(chair, id, 2, { summary: 'Làm lợi hơn 92 triệu đồng.', commitments: 'Đúng sự thật.' });
      await bench.command(chair, 'resubmitNomination', { nominationId: id });
    });

    it('lists who saved what, for those who read drafts', async () => {
      const query = `{ nominationVersions(nominationId: "${id}") { version savedBy { id } achievementDigest } }`;
      for (const caller of [drafter, chair, inspector]) {
        expect(await read(caller, query)).toMatchObject([
          { version: 3, savedBy: { id: chair.id } },
          { version: 2, savedBy: { id: drafter.id } },
          { version: 1, savedBy: { id: drafter.id } },
        ]);
      }
      expect(await read(provinceChair, query)).toBe('FORBIDDEN');
      expect(await read(stranger, query)).toBe('NOT_FOUND');
      expect(await read(drafter, query.replace(id, newId()))).toBe('NOT_FOUND');
    });

    it('compares two of them, word by word and part by part', async () => {
      const fields = '{ parts { part before after segments { kind text } } }';
      const revisions = `{ compareNominationRevisions(nominationId: "${id}", from: 1, to: 2) ${fields} }`;
      expect(await read(provinceChair, revisions)).toEqual({
        parts: [
          {
            part: 'SUMMARY',
            before: 'Làm lợi 92 triệu đồng.',
            after: 'Làm lợi hơn 92 triệu đồng.',
            segments: [
              { kind: 'SAME', text: 'Làm lợi ' },
              { kind: 'ADDED', text: 'hơn ' },
              { kind: 'SAME', text: '92 triệu đồng.' },
            ],
          },
          {
            part: 'COMMITMENTS',
            before: '',
            after: 'Đúng sự thật.',
            segments: [{ kind: 'ADDED', text: 'Đúng sự thật.' }],
          },
        ],
      });
      const versions = `{ compareNominationVersions(nominationId: "${id}", from: 1, to: 2) { parts { part before } } }`;
      expect(await read(drafter, versions)).toEqual({ parts: [{ part: 'SUMMARY', before: 'Làm lợi 96 triệu đồng.' }] });
      expect(await read(provinceChair, versions)).toBe('FORBIDDEN');
      expect(await read(stranger, revisions)).toBe('NOT_FOUND');
      expect(await read(drafter, revisions.replace('to: 2', 'to: 3'))).toBe('NOT_FOUND');
      expect(await read(drafter, versions.replace('to: 2', 'to: 9'))).toBe('NOT_FOUND');
    });

    it('keeps the last versions and lets the older ones go', async () => {
      const draft = await bench.draft(drafter, UNITS.direct);
      for (let version = 1; version <= VERSIONS_KEPT + 1; version += 1) {
        await edit(drafter, draft.id, version, { summary: `Bản ${version}` });
      }
      const kept = await read<{ version: number }[]>(
        drafter,
        `{ nominationVersions(nominationId: "${draft.id}") { version } }`,
      );
      expect([kept.length, kept.at(0)?.version, kept.at(-1)?.version]).toEqual([VERSIONS_KEPT, 52, 3]);
    });
  });

  it('of before there were parts is its one text, and takes parts from then on', async () => {
    const { id } = await bench.draft(drafter, UNITS.direct, { achievement: 'Một văn bản.' });
    await bench.dataSource.query('UPDATE nomination SET report = NULL WHERE id = ?', [id]);
    await bench.dataSource.query('DELETE FROM nomination_version WHERE nomination_id = ?', [id]);
    expect(await read(drafter, `{ nomination(id: "${id}") { report { summary } } }`)).toEqual({
      report: { summary: 'Một văn bản.' },
    });
    expect((await edit(drafter, id, 1, { commitments: 'Cam kết.' })).nomination?.achievement).toBe(
      'Tóm tắt thành tích\nMột văn bản.\n\nCam kết\nCam kết.',
    );
  });
});

describe('a list of nominations', () => {
  let bench: AwardsBench;
  beforeAll(async () => {
    bench = await AwardsBench.start('list');
  });
  afterAll(() => bench.stop());

  const draftList = (caller: TestPerson, input: object = {}) =>
    bench.send(
      caller,
      `mutation ($input: DraftNominationListInput!) { draftNominationList(input: $input) {
         ... on DraftNominationListSuccess { list { id title } } } }`,
      { input: { commandId: newId(), nominatingUnitId: UNITS.direct.id, title: 'Danh sách 2025', ...input } },
    );
  const listId = async (caller: TestPerson = chair): Promise<string> => {
    const { data } = await draftList(caller);
    return (data as unknown as { draftNominationList: { list: { id: string } } }).draftNominationList.list.id;
  };
  const seen = async (caller: TestPerson, id: string): Promise<unknown> => {
    const { data, errors } = await bench.send(
      caller,
      `{ nominationList(id: "${id}") { title nominations { nodes { id } } } }`,
    );
    return errors[0]?.extensions.code ?? (data as unknown as { nominationList: object }).nominationList;
  };

  it('is drafted once for one commandId, by those who nominate for the unit', async () => {
    const commandId = newId();
    const [first, again] = [await draftList(chair, { commandId }), await draftList(chair, { commandId })];
    expect(again.data).toEqual(first.data);
    const [one, two] = await Promise.all([draftList(chair), draftList(drafter)]);
    expect([one?.errors, two?.errors]).toEqual([[], []]);
    expect((await draftList(chair, { commandId, title: 'Khác' })).errors[0]?.extensions.code).toBe('CONFLICT');
    expect((await draftList(appraiser)).errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await draftList(chair, { title: ' ' })).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await draftList(chair, { nominatingUnitId: newId() })).errors[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('holds a person, a unit and a section, each a nomination of its own, for those who may see them', async () => {
    const id = await listId();
    const worker = await bench.draft(drafter, UNITS.direct, { listId: id });
    const collective = { listId: id, nomineeMemberId: null };
    const unit = await bench.draft(drafter, UNITS.direct, { ...collective, nomineeUnitId: UNITS.direct.id });
    const section = await bench.draft(drafter, UNITS.direct, { ...collective, nomineeUnitId: UNITS.directSection.id });
    const all = [worker, unit, section].map((each) => ({ id: each.id }));
    expect(await seen(drafter, id)).toEqual({ title: 'Danh sách 2025', nominations: { nodes: all } });
    expect(await seen(appraiser, id)).toBe('NOT_FOUND');
    await bench.command(chair, 'submitNomination', { nominationId: section.id });
    expect(await seen(appraiser, id)).toMatchObject({ nominations: { nodes: [{ id: section.id }] } });
    expect(await seen(stranger, id)).toBe('NOT_FOUND');
    const { data } = await bench.send(
      appraiser,
      `{ nomination(id: "${section.id}") { list { id title } }
         nominationLists(unitId: "${UNITS.direct.id}") { nodes { id } } }`,
    );
    expect(data).toEqual({
      nomination: { list: { id, title: 'Danh sách 2025' } },
      nominationLists: { nodes: [{ id }] },
    });
  });

  it('takes no nomination of another unit, nor more than it holds, also of two at once', async () => {
    const id = await listId();
    const input = { awardTypeId: (await bench.draft(drafter, UNITS.direct)).id, achievement: 'x' };
    const other = person('CHAIR', UNITS.lxSchool);
    const refused = await bench.command(other, 'draftNomination', {
      ...input,
      awardTypeId: await typeId(bench),
      nominatingUnitId: UNITS.lxSchool.id,
      nomineeMemberId: newId(),
      listId: id,
    });
    expect(refused.code).toBe('BAD_USER_INPUT');
    await bench.dataSource.query(
      `INSERT INTO nomination (id, award_type_id, nominating_unit_id, list_id, merit_year, achievement, state, drafted_by, drafted_at)
       SELECT UUID(), UUID(), ?, ?, 2025, 'x', 'DRAFT', UUID(), UTC_TIMESTAMP(6) FROM seq_1_to_499`,
      [UNITS.direct.id, id],
    );
    const more = { awardTypeId: await typeId(bench), nominatingUnitId: UNITS.direct.id, achievement: 'x', listId: id };
    const answers = await Promise.all(
      [newId(), newId()].map((nomineeMemberId) =>
        bench.command(chair, 'draftNomination', { ...more, nomineeMemberId }),
      ),
    );
    expect(answers.map(({ code }) => code ?? 'DONE').sort()).toEqual(['DONE', 'LIST_IS_FULL']);
    expect(await bench.count('nomination', 'list_id = ?', [id])).toBe(500);
  });
});

async function typeId(bench: AwardsBench): Promise<string> {
  const [row] = await bench.dataSource.query<{ id: string }[]>(
    "SELECT id FROM award_type WHERE code = 'PROVINCIAL_MERIT_CERTIFICATE'",
  );
  return must(row).id;
}
