import { newId } from '@thidua/contracts/ids';
import { GraphCommand, RunningSystem, uploadPaper, type PersistentClient } from '@thidua/testkit';

const draftList = new GraphCommand<{ list: { id: string } }>('draftNominationList', 'list { id }');
const defineAwardType = new GraphCommand<{ awardType: { id: string } }>('defineAwardType', 'awardType { id }');
const importNominees = new GraphCommand<{ imported: number; list: { id: string } }>(
  'importNominees',
  'imported list { id }',
);
const edit = new GraphCommand<{ nomination: { version: number } }>('editNomination', 'nomination { version }');
const submitAll = new GraphCommand<{ bulk: { done: number; results: readonly BulkResult[] } }>(
  'submitNominations',
  'bulk { total done refused notYet results { nominationId outcome reasons { code field } } }',
);
const submit = new GraphCommand<{ nomination: { id: string } }>('submitNomination', 'nomination { id }');

interface BulkResult {
  readonly nominationId: string;
  readonly outcome: string;
  readonly reasons: readonly { readonly code: string; readonly field: string | null }[];
}

interface ListView {
  readonly nominations: { readonly nodes: readonly { readonly id: string; readonly version: number }[] };
}

describe('a list of nominations, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let union: PersistentClient;
  let deputy: PersistentClient;
  let neighbour: PersistentClient;
  let appraiser: PersistentClient;
  let unionId: string;
  let unionCode: string;

  beforeAll(async () => {
    const scene = await system.foundProvince({ grassroots: 2 });
    const [nominating, beside] = scene.grassroots;
    unionId = nominating?.id ?? '';
    union = system.as(nominating?.chair ?? '');
    neighbour = system.as(beside?.chair ?? '');
    appraiser = system.as(scene.appraiser);
    const chair = system.as(scene.province.chair);
    deputy = system.as(await system.appoint(chair, unionId, 'VICE_CHAIR'));
    unionCode = `DEMO-${scene.mark}-G1`;
    const stage = { actorRule: 'PROVINCIAL_FEDERATION', timeLimitDays: 10 };
    for (const code of ['DEMO-LIST-A', 'DEMO-LIST-B']) {
      await defineAwardType.done(chair, {
        ownerUnitId: scene.province.id,
        code,
        name: 'Bằng khen minh họa',
        kind: 'COMMENDATION',
        form: 'MERIT_CERTIFICATE',
        issuerLevel: 'PROVINCIAL_FEDERATION',
        track: 'REGULAR',
        recipients: 'BOTH',
        validFrom: '2020-01-01',
        stages: [
          { ...stage, stage: 'APPRAISAL', kind: 'APPRAISAL' },
          { ...stage, stage: 'DECISION', kind: 'DECISION' },
        ],
      });
    }
  });

  const newList = async (): Promise<string> =>
    (await draftList.done(union, { nominatingUnitId: unionId, title: 'Danh sách minh họa' })).list.id;
  const sent = (listId: string, rows: readonly string[]): Promise<string> =>
    uploadPaper(union, { listId }, Buffer.from(['Đối tượng;Mã;Khen thưởng;Thành tích', ...rows].join('\n')), 'ds.csv');
  const good = (): string[] => [
    `Tập thể;${unionCode};DEMO-LIST-A;Hoàn thành xuất sắc.`,
    `Tập thể;${unionCode};DEMO-LIST-B;`,
  ];
  const read = async (client: PersistentClient, id: string): Promise<ListView> =>
    (
      await client.read<{ nominationList: ListView }>(
        'query List($id: ID!) { nominationList(id: $id) { nominations { nodes { id version } } } }',
        { id },
      )
    ).nominationList;

  it('is drafted once for one commandId, by those who nominate for the unit', async () => {
    const input = { nominatingUnitId: unionId, title: 'Danh sách minh họa' };
    const { first, again, other } = await draftList.repeated(union, input, { title: 'Khác' });
    expect([again, other]).toEqual([first, 'CONFLICT']);
    const [one, two] = await draftList.twice(deputy, input);
    expect(two).toEqual(one);
    expect(await draftList.outcome(neighbour, input)).toBe('FORBIDDEN');
    expect(await draftList.outcome(union, { ...input, nominatingUnitId: newId() })).toBe('NOT_FOUND');
  });

  it('takes in a file whole and once, and each of its nominations goes its own way', async () => {
    const listId = await newList();
    const uploadId = await sent(listId, good());
    const check = await union.read<{ checkNomineeImport: object }>(
      'query Check($l: ID!, $u: ID!) { checkNomineeImport(listId: $l, uploadId: $u) { isReady readyCount problemCount } }',
      { l: listId, u: uploadId },
    );
    expect(check.checkNomineeImport).toEqual({ isReady: true, readyCount: 2, problemCount: 0 });
    const { first, again, other } = await importNominees.repeated(union, { listId, uploadId }, { uploadId: newId() });
    expect([first.imported, again, other]).toEqual([2, first, 'CONFLICT']);
    const [submitted, draft] = (await read(union, listId)).nominations.nodes;
    await submit.done(union, { nominationId: submitted?.id });
    expect((await read(appraiser, listId)).nominations.nodes).toEqual([{ id: submitted?.id, version: 1 }]);
    // The other row came without a text: it is written before it is submitted.
    expect(await submit.outcome(union, { nominationId: draft?.id })).toBe('REPORT_PART_MISSING');
    await edit.done(deputy, { nominationId: draft?.id, version: 1, report: { summary: 'Đã viết.' } });
    await submit.done(union, { nominationId: draft?.id });
  });

  it('is submitted whole, each nomination with its own result, and one that is refused stops no other', async () => {
    const listId = await newList();
    await importNominees.done(union, { listId, uploadId: await sent(listId, good()) });
    const ids = (await read(union, listId)).nominations.nodes.map(({ id }) => id);
    const unknown = newId();
    const input = { nominationIds: [...ids, unknown] };
    // Whoever has no business with the unit is told of each nomination that there is none.
    const strange = await submitAll.done(neighbour, input);
    expect(strange.bulk.results.map(({ reasons }) => reasons[0]?.code)).toEqual([
      'NOT_FOUND',
      'NOT_FOUND',
      'NOT_FOUND',
    ]);
    const { first, again, other } = await submitAll.repeated(union, input, { nominationIds: [unknown] });
    expect(first.bulk).toEqual({
      total: 3,
      done: 1,
      refused: 2,
      notYet: 0,
      results: [
        { nominationId: ids[0], outcome: 'DONE', reasons: [] },
        {
          nominationId: ids[1],
          outcome: 'REFUSED',
          reasons: [{ code: 'REPORT_PART_MISSING', field: 'report.summary' }],
        },
        { nominationId: unknown, outcome: 'REFUSED', reasons: [{ code: 'NOT_FOUND', field: null }] },
      ],
    });
    expect(again).toEqual(first);
    expect(other).toBe('DONE');
    await edit.done(union, { nominationId: ids[1], version: 1, report: { summary: 'Đã viết.' } });
    const [one, two] = await Promise.all([union, deputy].map((each) => submitAll.done(each, { nominationIds: ids })));
    const outcomes = [one, two].map((each) => each?.bulk.results.map(({ outcome }) => outcome).join());
    expect(new Set(outcomes)).toEqual(new Set(['REFUSED,DONE', 'REFUSED,REFUSED']));
  });

  it('takes in nothing of a file with anything wrong, nor of one of two that come at the same instant', async () => {
    const listId = await newList();
    const wrong = await importNominees.send(union, {
      listId,
      uploadId: await sent(listId, [...good(), `Tập thể;${unionCode};DEMO-LIST-404;`, 'Cá nhân;DV-404;DEMO-LIST-A;']),
    });
    expect(wrong.refusals.map(({ code, field }) => [code, field])).toEqual([
      ['IMPORT_AWARD', 'rows.4.Khen thưởng'],
      ['IMPORT_NOMINEE', 'rows.5.Mã'],
    ]);
    expect((await read(union, listId)).nominations.nodes).toEqual([]);
    const [one, two] = [await sent(listId, good()), await sent(listId, good())];
    const outcomes = await importNominees.together(
      [union, { listId, uploadId: one }],
      [deputy, { listId, uploadId: two }],
    );
    expect(outcomes).toEqual(['DONE', 'IMPORT_ALREADY_IN_LIST']);
    expect((await read(union, listId)).nominations.nodes).toHaveLength(2);
    expect(await importNominees.outcome(neighbour, { listId, uploadId: one })).toBe('NOT_FOUND');
  });

  it('tells of its nominees what the graph knows already, with the source of each', async () => {
    const listId = await newList();
    await importNominees.done(union, { listId, uploadId: await sent(listId, good().slice(0, 1)) });
    const [nomination] = (await read(union, listId)).nominations.nodes;
    const query =
      'query Known($id: ID!) { nominationPrefill(nominationId: $id) { part figure { name value } source { service kind id } } }';
    const { nominationPrefill } = await union.read<{ nominationPrefill: object[] }>(query, { id: nomination?.id });
    expect(nominationPrefill).toContainEqual({
      part: 'FIGURES',
      figure: { name: 'Số đoàn viên', value: expect.stringMatching(/^\d+$/) },
      source: { service: 'membership', kind: 'UNIT', id: unionId },
    });
    const hidden = await neighbour.send(query, { id: nomination?.id });
    expect(hidden.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });

  it('is written by several: of two who saw the same version, one saves and the other learns what changed', async () => {
    const listId = await newList();
    await importNominees.done(union, { listId, uploadId: await sent(listId, good().slice(0, 1)) });
    const [nomination] = (await read(union, listId)).nominations.nodes;
    const seen = { nominationId: nomination?.id, version: 1 };
    const { first, again, other } = await edit.repeated(
      union,
      { ...seen, report: { commitments: 'Số liệu đúng.' } },
      { report: { commitments: 'Khác.' } },
    );
    expect([again, other]).toEqual([first, 'CONFLICT']);
    const late = await edit.send(deputy, { ...seen, report: { summary: 'Của người khác.' } });
    expect(late.errors).toMatchObject([
      { extensions: { code: 'CONFLICT', happened: { version: 2, changedParts: ['COMMITMENTS'] } } },
    ]);
    const version = { nominationId: nomination?.id, version: 2 };
    expect(
      await edit.together(
        [union, { ...version, report: { summary: 'Một.' } }],
        [deputy, { ...version, report: { summary: 'Hai.' } }],
      ),
    ).toEqual(['CONFLICT', 'DONE']);
  });
});
