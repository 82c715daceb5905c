import { newId, seededId } from '@thidua/contracts/ids';
import { GraphCommand, type PersistentClient, RunningSystem, type SceneProvince } from '@thidua/testkit';
import readXlsxFile from 'read-excel-file/node';

const recordPastAward = new GraphCommand<{ receivedAward: { id: string } }>('recordPastAward', 'receivedAward { id }');
const WORDS = 'Dữ liệu minh họa';
const YEAR = 2019;

describe('award statistics and the yearly report, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let chair: PersistentClient;
  let unionId: string;

  beforeAll(async () => {
    scene = await system.foundProvince({ grassroots: 1 });
    chair = system.as(scene.province.chair);
    unionId = scene.grassroots[0]?.id ?? '';
    await recordPastAward.done(chair, {
      homeUnitId: unionId,
      name: 'Bằng khen (minh họa)',
      form: 'MERIT_CERTIFICATE',
      issuerLevel: 'PROVINCIAL_FEDERATION',
      meritYear: YEAR,
      decisionNumber: '9/QĐ-MINHHOA',
      decidedOn: `${YEAR}-12-31`,
      issuingUnitId: scene.province.id,
      sourceDocument: WORDS,
    });
  });

  const report = (client: PersistentClient, format: string, unitId = scene.province.id): Promise<Response> =>
    client.get(`/documents/awards/reports/yearly?unitId=${unitId}&year=${YEAR}&format=${format}`);

  it('counts a collective’s award as stated, and none of what sources state', async () => {
    const { awardStatistics } = await chair.read<{
      awardStatistics: { awarded: object; nominated: object; by: object[]; unit: { name: string } };
    }>(
      `query Statistics($unitId: ID!) { awardStatistics(unitId: $unitId, fromYear: ${YEAR}, toYear: ${YEAR}) {
         unit { name } nominated { collectives individuals } awarded { collectives individuals }
         by(dimension: PROVENANCE) { key awarded { collectives individuals } } } }`,
      { unitId: scene.province.id },
    );
    expect(awardStatistics).toMatchObject({
      nominated: { collectives: 0, individuals: 0 },
      awarded: { collectives: 1, individuals: 0 },
      by: [{ key: 'STATED', awarded: { collectives: 1, individuals: 0 } }],
    });
  });

  it('shows the articles’ figures beside the statistics, never within', async () => {
    const { awardStatistics } = await system.asSeeded('ag-chair').read<{
      awardStatistics: { awarded: object; statedTallies: { nodes: { total: number | null }[] } };
    }>(
      `query Stated($unitId: ID!) { awardStatistics(unitId: $unitId, fromYear: 2015, toYear: 2018) {
         awarded { collectives individuals } statedTallies(first: 50) { nodes { total } } } }`,
      { unitId: seededId('unit', 'AG-TS') },
    );
    expect(awardStatistics.awarded).toEqual({ collectives: 0, individuals: 0 });
    expect(awardStatistics.statedTallies.nodes.map(({ total }) => total)).toContain(470);
  });

  it('gives the report as a workbook and as CSV to save', async () => {
    const workbook = await report(chair, 'xlsx');
    expect([workbook.status, workbook.headers.get('content-disposition')]).toEqual([
      200,
      `attachment; filename="bao-cao-khen-thuong-${YEAR}.xlsx"`,
    ]);
    const [main] = await readXlsxFile(Buffer.from(await workbook.arrayBuffer()));
    expect(main?.data[1]?.slice(1, 8)).toEqual(['Bằng khen', 'LĐLĐ tỉnh, công đoàn ngành', 'Thường xuyên', 0, 0, 1, 0]);
    const csv = await report(chair, 'csv');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(await csv.text()).toContain('1,Bằng khen,"LĐLĐ tỉnh, công đoàn ngành",Thường xuyên,0,0,1,0,0,0');
  });

  it('gives it to nobody else', async () => {
    const cases: readonly (readonly [PersistentClient, string, string])[] = [
      [system.anonymous(), 'xlsx', scene.province.id],
      [system.asSeeded('ag-chair'), 'xlsx', scene.province.id],
      [system.as(scene.grassroots[0]?.chair ?? ''), 'csv', scene.province.id],
      [chair, 'pdf', scene.province.id],
      [chair, 'csv', newId()],
    ];
    for (const [client, format, unitId] of cases) {
      expect((await report(client, format, unitId)).status).toBe(404);
    }
  });

  it.each<[string, () => PersistentClient, object, string]>([
    ['somebody of another province', () => system.asSeeded('ag-chair'), {}, 'FORBIDDEN'],
    ['years that run backwards', () => chair, { toYear: YEAR - 1 }, 'BAD_USER_INPUT'],
    ['an unknown unit', () => chair, { unitId: newId() }, 'NOT_FOUND'],
  ])('are refused for %s', async (_case, client, more, code) => {
    const { errors } = await client().send(
      `query Refused($unitId: ID!, $fromYear: Int!, $toYear: Int!) {
         awardStatistics(unitId: $unitId, fromYear: $fromYear, toYear: $toYear) { awarded { collectives } } }`,
      { unitId: scene.province.id, fromYear: YEAR, toYear: YEAR, ...more },
    );
    expect(errors[0]?.extensions.code).toBe(code);
  });
});
