import { newId, seededId } from '@thidua/contracts/ids';
import { readAudit } from '@thidua/service-kit';
import { fewestStatements } from '@thidua/testkit';
import {
  calendarByHours,
  EmulationBench,
  must,
  outcomesOf,
  person,
  resultField,
  UNITS,
} from '../testing/emulation-bench';

const HOURS = [0, 1, 2, 3, 4, 5];
const FIELDS = 'cycle { id year theme state calendar { milestone at } } routing';

describe('cycles', () => {
  let bench: EmulationBench;
  beforeAll(async () => {
    bench = await EmulationBench.start('cycles');
  });
  afterAll(() => bench.stop());

  const input = (year: number, more: object = {}): object => ({
    ownerId: UNITS.ag.id,
    year,
    theme: 'Đổi mới'.normalize('NFD'),
    calendar: calendarByHours(HOURS),
    ...more,
  });
  const open = (year: number, more: object = {}, caller = person('CHAIR', UNITS.ag)) =>
    bench.command(caller, 'openCycle', input(year, more), FIELDS);

  it('open with their workflow, the theme in NFC, the milestones by offset', async () => {
    const opened = await open(2022);
    expect(opened.value).toMatchObject({ routing: 'DONE', cycle: { year: 2022, theme: 'Đổi mới'.normalize('NFC') } });
    const { id } = resultField(opened, 'cycle') as { id: string };
    expect(bench.engine.delivered.find(({ workflowId }) => workflowId === `cycle/${id}`)).toMatchObject({
      rowKind: 'START',
      workflowType: 'annualCycle',
      startInput: { cycleId: id, calendar: { YEAR_END: expect.stringMatching(/Z$/) as string } },
      decision: { number: 1, action: 'OPEN' },
    });
  });

  it('are one for each owner and year, also at the same instant', async () => {
    const answers = await Promise.all([open(2023), open(2023), open(2023)]);
    expect(outcomesOf(answers)).toEqual(['CYCLE_EXISTS', 'CYCLE_EXISTS', 'DONE']);
    expect((await open(2023)).words).toContain('2023');
    const rows = await bench.dataSource.query('SELECT id FROM emulation_cycle WHERE year = 2023');
    expect(rows).toHaveLength(1);
    const heads = await bench.dataSource.query<{ n: string }[]>(
      `SELECT COUNT(*) AS n FROM subject_head h WHERE subject_kind = 'CYCLE'
        AND NOT EXISTS (SELECT 1 FROM emulation_cycle c WHERE c.id = h.subject_id)`,
    );
    expect(Number(heads[0]?.n)).toBe(0);
  });

  it('answer a repeat as at first, and another use of its commandId with CONFLICT', async () => {
    const caller = person('CHAIR', UNITS.ag);
    const commandId = newId();
    const first = await open(2024, { commandId }, caller);
    const again = await open(2024, { commandId }, caller);
    expect((resultField(again, 'cycle') as { id: string }).id).toBe((resultField(first, 'cycle') as { id: string }).id);
    expect((await open(2025, { commandId }, caller)).code).toBe('CONFLICT');
    expect((await open(2024, { commandId })).code).toBe('CONFLICT');
  });

  it.each<[string, object, string]>([
    ['a calendar that does not ascend', { calendar: calendarByHours([5, 4, 3, 2, 1, 0]) }, 'BAD_USER_INPUT'],
    ['a calendar with a milestone missing', { calendar: calendarByHours(HOURS).slice(1) }, 'BAD_USER_INPUT'],
    ['a year out of bounds', { year: 1800 }, 'BAD_USER_INPUT'],
    ['a blank theme', { theme: '' }, 'BAD_USER_INPUT'],
    ['a malformed owner', { ownerId: 'AG' }, 'BAD_USER_INPUT'],
    ['a malformed commandId', { commandId: 'x' }, 'BAD_USER_INPUT'],
    ['an unknown owner', { ownerId: newId() }, 'NOT_FOUND'],
    ['another province', { ownerId: UNITS.other.id }, 'FORBIDDEN'],
  ])('are refused for %s', async (_case, more, code) => {
    expect((await open(2030, more)).code).toBe(code);
  });

  it('close at the end of their year and not before, once', async () => {
    const cycleId = await bench.openCycle(UNITS.other, 2026, HOURS);
    const request = { subjectId: cycleId, instructionNumber: 1, revision: 1, timer: 'YEAR_END' };
    expect(await bench.activities.closeCycle(request)).toMatchObject({ outcome: 'NOT_DUE' });
    await bench.dataSource.query('UPDATE cycle_milestone SET at = UTC_TIMESTAMP(6) WHERE cycle_id = ?', [cycleId]);
    expect(await bench.activities.closeCycle(request)).toEqual({ outcome: 'WON', number: 2 });
    expect(await bench.activities.closeCycle(request)).toEqual({ outcome: 'WON', number: 2 });
    expect(await bench.activities.closeCycle({ ...request, timer: 'OTHER' })).toEqual({ outcome: 'LOST' });
    const { data } = await bench.send<{ cycle: { state: string } }>(
      person(),
      'query ($id: ID!) { cycle(id: $id) { state } }',
      { id: cycleId },
    );
    expect(data?.cycle.state).toBe('CLOSED');
  });

  it('keep a history whose hashes chain', async () => {
    const cycleId = await bench.openCycle(UNITS.ag, 2040, HOURS);
    const { data } = await bench.send<{
      emulationHistory: { nodes: { hash: string; previousHash: string; action: string; position: string | null }[] };
    }>(
      person('CHAIR', UNITS.ag),
      `query ($id: ID!) { emulationHistory(subjectId: $id) { nodes { action position hash previousHash } } }`,
      { id: cycleId },
    );
    const nodes = must(data).emulationHistory.nodes;
    expect(nodes.map(({ action, position }) => [action, position])).toEqual([
      ['OPEN', 'CHAIR'],
      ['ROUTED', null],
    ]);
    expect(nodes[1]?.previousHash).toBe(nodes[0]?.hash);
    expect(await readAudit(bench.dataSource, cycleId, 1, 10)).toHaveLength(1);
  });

  it('list in pages, and refuse pages too large and cursors of another make', async () => {
    const list = (page: string) =>
      bench.send<{ cycles: { nodes: { year: number }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } }>(
        person(),
        `{ cycles(ownerId: "${UNITS.ag.id}", ${page}) { nodes { year } pageInfo { endCursor hasNextPage } } }`,
      );
    const first = must((await list('first: 2')).data).cycles;
    expect(first.nodes.map(({ year }) => year)).toEqual([2020, 2021]);
    const next = must((await list(`first: 2, after: "${first.pageInfo.endCursor}"`)).data).cycles;
    expect(next.nodes[0]?.year).toBe(2022);
    for (const wrong of ['first: 100000', 'first: 0', 'first: 2, after: "nonsense"', 'year: 3']) {
      expect((await list(wrong)).errors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    }
  });

  it('answer NOT_FOUND for an unknown id and BAD_USER_INPUT for a malformed one', async () => {
    for (const field of ['cycle', 'group', 'pledge', 'review']) {
      const unknown = await bench.send(person(), `{ ${field}(id: "${newId()}") { id } }`);
      expect(unknown.errors[0]?.extensions['code']).toBe('NOT_FOUND');
      const malformed = await bench.send(person(), `{ ${field}(id: "1") { id } }`);
      expect(malformed.errors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    }
  });

  it('show the members and the head of cluster 1 as stated in 2020 and as demonstration afterwards', async () => {
    const at = async (asOf: string) => {
      const { data, errors } = await bench.send<{
        group: { members: { provenance: string }[]; headship: { provenance: string; until: string | null } | null };
      }>(
        person(),
        `query ($id: ID!, $asOf: CalendarDate) { group(id: $id) { members(asOf: $asOf) { provenance }
           headship(asOf: $asOf) { provenance from until unit { id } } } }`,
        { id: seededId('group', 'AG-CLUSTER-1'), asOf },
      );
      expect(errors).toEqual([]);
      const { members, headship } = must(data).group;
      return [members.map(({ provenance }) => provenance), headship?.provenance, headship?.until];
    };
    expect(await at('2020-12-31')).toEqual([['SOURCE', 'SOURCE', 'SOURCE'], 'SOURCE', '2021-01-01']);
    const demonstration = ['DEMONSTRATION', 'DEMONSTRATION', 'DEMONSTRATION'];
    expect(await at('2021-01-01')).toEqual([demonstration, 'DEMONSTRATION', null]);
  });

  it('show An Giang 2020 as the article tells it, with a bounded number of statements', async () => {
    const answer = await fewestStatements(() =>
      bench.send<{
        cycle: {
          groups: {
            nodes: { name: string; units: unknown[]; head: { id: string } | null; members: { provenance: string }[] }[];
          };
        };
      }>(
        person(),
        `query ($id: ID!) { cycle(id: $id) { year state theme provenance
         targetDecisions { nodes { number targets { value unit { id } group { name } indicator { code } applicable } } }
         groups(first: 200) { nodes { name units { id } head { id } members { provenance unit { id } from until }
           events { kind year host { id } sentence } pledge(cycleId: $id) { id } owner { id } } } } }`,
        { id: seededId('cycle', 'AG-2020') },
      ),
    );
    expect(answer.errors).toEqual([]);
    const groups = must(answer.data).cycle.groups.nodes;
    expect(groups).toHaveLength(13);
    const count = (name: string): number => groups.find((group) => group.name === name)?.units.length ?? 0;
    expect(['Cụm thi đua 1', 'Cụm thi đua 2', 'Cụm thi đua 3'].map(count)).toEqual([3, 7, 4]);
    expect(['Khối thi đua 1', 'Khối thi đua 10'].map(count)).toEqual([10, 9]);
    expect(
      groups.filter(({ name }) => name.startsWith('Khối')).reduce((sum, group) => sum + group.units.length, 0),
    ).toBe(114);
    expect(groups.find(({ name }) => name === 'Cụm thi đua 1')?.head?.id).toBe(UNITS.longXuyen.id);
    // Ten on a quiet machine; one for each of the 13 groups would be twelve more.
    expect(answer.statements).toBeLessThan(10 + 12);
  });
});
