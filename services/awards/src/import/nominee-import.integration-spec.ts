import { newId } from '@thidua/contracts/ids';
import { AwardsBench, must, person, type TestPerson, UNITS } from '../testing/awards-bench';
import { digestOf, pdf } from '../testing/paper-files';
import { sheetOf, xlsxOf } from '../testing/spreadsheet';
import { PaperContents } from '../paper/paper-contents';
import { DiskPaperStore } from '../paper/store/disk-paper-store';

const drafter = person('FULL_TIME_CADRE', UNITS.direct);
const chair = person('CHAIR', UNITS.direct);
const appraiser = person('FULL_TIME_CADRE', UNITS.ag);
const stranger = person('CHAIR', UNITS.other);

const HEADER = ['Đối tượng', 'Mã', 'Tên', 'Khen thưởng', 'Thành tích'];
const AWARD = 'PROVINCIAL_MERIT_CERTIFICATE';
const csv = (rows: readonly (readonly string[])[]): Uint8Array =>
  Buffer.from([HEADER, ...rows].map((row) => row.join(';')).join('\n'));

interface Problem {
  readonly row: number;
  readonly column: string | null;
  readonly code: string;
}

describe('a list of nominees from a file', () => {
  let bench: AwardsBench;
  let contents: PaperContents;
  beforeAll(async () => {
    bench = await AwardsBench.start('import');
    contents = new PaperContents(bench.dataSource, new DiskPaperStore(bench.papers));
    for (const [code, fullName, unit] of [
      ['DV-1', 'Nguyễn Thị Bưởi', UNITS.direct.id],
      ['DV-2', 'Trần Văn Cam', UNITS.directSection.id],
      ['DV-9', 'Lê Ở Nơi Khác', UNITS.otherSchool.id],
    ] as const) {
      bench.owners.byCode.set(code, { code, memberId: newId(), fullName, unitIds: [unit] });
    }
  });
  afterAll(() => bench.stop());

  const send = async (caller: TestPerson, query: string, input: object): Promise<Record<string, never>> => {
    const { data, errors } = await bench.send(caller, query, { input: { commandId: newId(), ...input } });
    return (errors[0] ? { code: errors[0].extensions.code } : (data?.['result'] ?? {})) as Record<string, never>;
  };
  const newList = async (): Promise<string> => {
    const result = await send(
      chair,
      `mutation ($input: DraftNominationListInput!) { result: draftNominationList(input: $input) {
         ... on DraftNominationListSuccess { list { id } } } }`,
      { nominatingUnitId: UNITS.direct.id, title: 'Danh sách nhập' },
    );
    return (result as unknown as { list: { id: string } }).list.id;
  };
  const uploaded = async (listId: string, bytes: Uint8Array): Promise<string> => {
    const result = await send(
      drafter,
      `mutation ($input: BeginPaperUploadInput!) { result: beginPaperUpload(input: $input) {
         ... on BeginPaperUploadSuccess { upload { id } } } }`,
      { listId, fileName: 'ds.xlsx', size: bytes.length, sha256: digestOf(bytes) },
    );
    const { id } = (result as unknown as { upload: { id: string } }).upload;
    await contents.takePart(drafter.id, id, 1, digestOf(bytes), bytes);
    return id;
  };
  const imported = (
    caller: TestPerson,
    input: object,
  ): Promise<{ code?: string; imported?: number; reasons?: { code: string; vi: string; field: string }[] }> =>
    send(
      caller,
      `mutation ($input: ImportNomineesInput!) { result: importNominees(input: $input) {
         ... on ImportNomineesSuccess { imported list { id } } ... on CommandRefused { reasons { code vi field } } } }`,
      input,
    );
  const checked = async (
    caller: TestPerson,
    listId: string,
    uploadId: string,
  ): Promise<{ code?: string; isReady: boolean; readyCount: number; problems: Problem[] }> => {
    const { data, errors } = await bench.send(
      caller,
      `query ($listId: ID!, $uploadId: ID!) { check: checkNomineeImport(listId: $listId, uploadId: $uploadId) {
         isReady readyCount problemCount problems { row column code } } }`,
      { listId, uploadId },
    );
    return (errors[0] ? { code: errors[0].extensions.code } : data?.['check']) as never;
  };
  const inList = (listId: string): Promise<number> => bench.count('nomination', 'list_id = ?', [listId]);

  const GOOD = [
    ['Cá nhân', 'DV-1', 'nguyen thi buoi', AWARD, 'Có sáng kiến làm lợi 96 triệu đồng.'],
    ['Cá nhân', 'DV-2', '', AWARD, ''],
    ['Tập thể', 'directSection', '', AWARD, 'Hoàn thành xuất sắc.'],
  ];

  it.each([
    ['XLSX', xlsxOf(sheetOf([HEADER, ...GOOD]))],
    ['CSV', csv(GOOD)],
  ])('comes in as %s whole: a nomination for each row, with a trail and a version of its own', async (_name, bytes) => {
    const listId = await newList();
    const uploadId = await uploaded(listId, bytes);
    expect(await checked(drafter, listId, uploadId)).toEqual({
      isReady: true,
      readyCount: 3,
      problemCount: 0,
      problems: [],
    });
    expect(await inList(listId)).toBe(0);
    expect(await imported(drafter, { listId, uploadId })).toMatchObject({ imported: 3 });
    const rows = await bench.dataSource.query<{ id: string; achievement: string; nominee: string }[]>(
      `SELECT id, achievement, COALESCE(nominee_member_id, nominee_unit_id) AS nominee FROM nomination
        WHERE list_id = ? ORDER BY id`,
      [listId],
    );
    expect(rows.map(({ nominee, achievement }) => [nominee, achievement])).toEqual([
      [must(bench.owners.byCode.get('DV-1')).memberId, 'Có sáng kiến làm lợi 96 triệu đồng.'],
      [must(bench.owners.byCode.get('DV-2')).memberId, ''],
      [UNITS.directSection.id, 'Hoàn thành xuất sắc.'],
    ]);
    for (const { id } of rows) {
      expect(await bench.trail(id)).toMatchObject([{ action: 'DRAFT', after: { listId } }]);
      expect(await bench.count('nomination_version', 'nomination_id = ? AND version = 1', [id])).toBe(1);
      // It goes on like any other draft.
      const edit = { nominationId: id, version: 1, report: { summary: 'Đã bổ sung.' } };
      expect((await bench.command(drafter, 'editNomination', edit)).code).toBeNull();
      expect((await bench.command(chair, 'submitNomination', { nominationId: id })).code).toBeNull();
    }
    expect((await bench.trail(listId)).at(-1)).toMatchObject({
      action: 'IMPORT_NOMINEES',
      after: { uploadId, paperDigest: digestOf(bytes), nominationIds: rows.map(({ id }) => id) },
    });
  });

  it('with anything wrong comes in not at all, and says of each row what, where and how it would be right', async () => {
    const listId = await newList();
    const uploadId = await uploaded(
      listId,
      csv([
        ...GOOD,
        ['Người', 'DV-1', '', AWARD, ''],
        ['Cá nhân', 'DV-9', '', AWARD, ''],
        ['Cá nhân', 'DV-404', '', AWARD, ''],
        ['Tập thể', 'otherSchool', '', AWARD, ''],
        ['Cá nhân', 'DV-1', 'Nguyễn Thị Khác', 'GRASSROOTS_LETTER_404', ''],
        ['Cá nhân', 'DV-2', '', AWARD, ''],
      ]),
    );
    const expected = [
      [5, 'Đối tượng', 'KIND'],
      [6, 'Mã', 'NOMINEE'],
      [7, 'Mã', 'NOMINEE'],
      [8, 'Mã', 'NOMINEE'],
      [9, 'Khen thưởng', 'AWARD'],
      [9, 'Tên', 'NAME'],
      [10, 'Mã', 'REPEATED'],
    ];
    const check = await checked(drafter, listId, uploadId);
    expect(check).toMatchObject({ isReady: false, readyCount: 3 });
    expect(check.problems.map(({ row, column, code }) => [row, column, code])).toEqual(expected);
    const { reasons } = await imported(drafter, { listId, uploadId });
    expect(new Set(must(reasons).map(({ field, code }) => `${field} ${code}`))).toEqual(
      new Set(expected.map(([row, column, code]) => `rows.${row}.${column} IMPORT_${code}`)),
    );
    // Whoever is somewhere else is told of like whoever is nowhere.
    const [elsewhere, nowhere] = must(reasons).filter(({ code }) => code === 'IMPORT_NOMINEE');
    expect(elsewhere?.vi.replace('DV-9', 'X').replace('Dòng 6', '')).toBe(
      nowhere?.vi.replace('DV-404', 'X').replace('Dòng 7', ''),
    );
    expect(await inList(listId)).toBe(0);
    expect(await bench.count('paper_upload', "id = ? AND state = 'OPEN'", [uploadId])).toBe(1);
  });

  it('knows a nominee who comes twice where one row leaves the year blank, which is this one', async () => {
    const listId = await newList();
    const row = ['Cá nhân', 'DV-1', '', AWARD, ''];
    const thisYear = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh', year: 'numeric' }).format(
      Date.now(),
    );
    const bytes = Buffer.from(
      [
        [...HEADER, 'Năm'],
        [...row, ''],
        [...row, thisYear],
      ]
        .map((cells) => cells.join(';'))
        .join('\n'),
    );
    const { reasons } = await imported(drafter, { listId, uploadId: await uploaded(listId, bytes) });
    expect(must(reasons).map(({ code }) => code)).toEqual(['IMPORT_REPEATED']);
    expect(await inList(listId)).toBe(0);
  });

  it('comes in once: for one commandId, for two at the same instant, and never a nominee twice', async () => {
    const listId = await newList();
    const bytes = csv(GOOD);
    const input = { commandId: newId(), listId, uploadId: await uploaded(listId, bytes) };
    const [one, two] = await Promise.all([imported(drafter, input), imported(drafter, input)]);
    expect([one, two]).toMatchObject([{ imported: 3 }, { imported: 3 }]);
    expect(await imported(drafter, input)).toMatchObject({ imported: 3 });
    expect(await inList(listId)).toBe(3);
    expect((await imported(drafter, { ...input, uploadId: await uploaded(listId, bytes) })).code).toBe('CONFLICT');
    const again = await imported(drafter, { listId, uploadId: await uploaded(listId, bytes) });
    expect(must(again.reasons).map(({ code }) => code)).toEqual(Array(3).fill('IMPORT_ALREADY_IN_LIST'));
    const fresh = await newList();
    const [first, second] = [await uploaded(fresh, bytes), await uploaded(fresh, bytes)];
    const racing = await Promise.all([
      imported(drafter, { listId: fresh, uploadId: first }),
      imported(chair, { listId: fresh, uploadId: second }),
    ]);
    expect(racing.filter(({ imported: count }) => count === 3)).toHaveLength(1);
    expect(await inList(fresh)).toBe(3);
  });

  it('is imported by those alone who nominate for the unit, from a file that was sent for this very list', async () => {
    const listId = await newList();
    const uploadId = await uploaded(listId, csv(GOOD));
    for (const caller of [stranger, appraiser]) {
      expect((await imported(caller, { listId, uploadId })).code).toBe('NOT_FOUND');
      expect((await checked(caller, listId, uploadId)).code).toBe('NOT_FOUND');
    }
    const other = await newList();
    expect((await imported(drafter, { listId: other, uploadId })).code).toBe('NOT_FOUND');
    expect((await imported(drafter, { listId: newId(), uploadId })).code).toBe('NOT_FOUND');
    expect((await imported(drafter, { listId, uploadId: newId() })).code).toBe('NOT_FOUND');
    expect(await inList(listId)).toBe(0);
  });

  it('is refused as a file when it is none, and waits while membership does not answer', async () => {
    const listId = await newList();
    const uploadId = await uploaded(listId, pdf(301));
    expect((await imported(drafter, { listId, uploadId })).reasons).toMatchObject([{ code: 'IMPORT_FILE' }]);
    const good = await uploaded(listId, csv(GOOD));
    bench.owners.delay = 2500;
    expect((await imported(drafter, { listId, uploadId: good })).code).toBe('RETRY_LATER');
    bench.owners.delay = 0;
    expect(await imported(drafter, { listId, uploadId: good })).toMatchObject({ imported: 3 });
  });

  it('of 500 rows comes in at once, and asks membership once', async () => {
    const codes = Array.from({ length: 500 }, (_, at) => `H-${at}`);
    for (const code of codes) {
      bench.owners.byCode.set(code, { code, memberId: newId(), fullName: 'Đoàn viên', unitIds: [UNITS.direct.id] });
    }
    const listId = await newList();
    const uploadId = await uploaded(listId, csv(codes.map((code) => ['Cá nhân', code, '', AWARD, 'Thành tích.'])));
    bench.owners.asked.length = 0;
    expect(await imported(drafter, { listId, uploadId })).toMatchObject({ imported: 500 });
    expect(bench.owners.asked).toEqual(['/internal/members/by-code']);
    expect(await inList(listId)).toBe(500);
    const more = await uploaded(listId, csv(GOOD));
    expect((await imported(drafter, { listId, uploadId: more })).reasons).toMatchObject([{ code: 'LIST_IS_FULL' }]);
  });
});
