import { newId } from '@thidua/contracts/ids';
import {
  EmulationBench,
  must,
  person,
  resultField,
  UNITS,
  type TestPerson,
  type TestUnit,
} from '../testing/emulation-bench';

describe('histories, drafts and notes', () => {
  let bench: EmulationBench;
  let province: TestUnit;
  let units: TestUnit[];
  let pledgeId: string;
  let reviewId: string;

  beforeAll(async () => {
    bench = await EmulationBench.start('history');
    ({ province, units } = await bench.province(4));
    await bench.formGroup(province, 1, units.slice(0, 2));
    const cycleId = await bench.openCycle(province, 2020, [0, 0, 0, 0, 4, 5]);
    const { prepared } = await bench.activities.preparePledges({ cycleId, cursor: null });
    pledgeId = must(prepared[0]).pledgeId;
    const opened = await bench.command(
      person('CHAIR', province),
      'openMidYearReview',
      { cycleId, unitId: units[2]?.id },
      'review { id }',
    );
    reviewId = (resultField(opened, 'review') as { id: string }).id;
    const drafted = await bench.command(
      person('CHAIR', must(units[0])),
      'draftPledge',
      { pledgeId, version: 1, content: 'Bản soạn', jointActivities: ['Hội thao'] },
      'pledge { content }',
    );
    expect(drafted.value).toMatchObject({ pledge: { content: 'Bản soạn' } });
    await bench.dataSource.query('UPDATE emulation_pledge SET escalation_note = ? WHERE id = ?', ['Nhắc', pledgeId]);
    await bench.dataSource.query('UPDATE mid_year_review SET overdue_note = ? WHERE id = ?', ['Trễ', reviewId]);
  });
  afterAll(() => bench.stop());

  const QUERY = `query ($id: ID!, $review: ID!) {
    pledge(id: $id) { content jointActivities { description } escalationNote history { nodes { action } } }
    review(id: $review) { overdueNote history { nodes { action } } } }`;
  interface Seen {
    readonly pledge: {
      content: string | null;
      jointActivities: object[] | null;
      escalationNote: string | null;
      history: object | null;
    };
    readonly review: { overdueNote: string | null; history: object | null };
  }
  const history = async (caller: TestPerson, subjectId: string): Promise<unknown> =>
    (
      await bench.send(caller, 'query ($id: ID!) { emulationHistory(subjectId: $id) { nodes { action } } }', {
        id: subjectId,
      })
    ).errors[0]?.extensions['code'] ?? 'SEEN';

  it.each<[string, () => TestPerson, boolean, boolean]>([
    ['the owner', () => person('CHAIR', province), true, true],
    ['the owner’s inspection committee', () => person('INSPECTION_COMMITTEE_MEMBER', province), true, true],
    ['a unit above', () => person('FULL_TIME_CADRE', UNITS.tld), true, true],
    ['the head of the group', () => person('CHAIR', must(units[0])), true, false],
    ['a member of the group', () => person('VICE_CHAIR', must(units[1])), true, false],
    ['the unit reviewed', () => person('CHAIR', must(units[2])), false, true],
    ['another unit of the owner', () => person('CHAIR', must(units[3])), false, false],
    ['another province', () => person('CHAIR', UNITS.other), false, false],
    ['the owner’s women’s board', () => person('WOMENS_BOARD_MEMBER', province), false, false],
    ['a plain member', () => person(), false, false],
  ])('are for those concerned: %s', async (_case, caller, ofPledge, ofReview) => {
    const { data, errors } = await bench.send<Seen>(caller(), QUERY, { id: pledgeId, review: reviewId });
    const { pledge, review } = must(data);
    expect(pledge.content).toBe(ofPledge ? 'Bản soạn' : null);
    expect(pledge.jointActivities).toEqual(ofPledge ? [{ description: 'Hội thao' }] : null);
    expect(pledge.escalationNote).toBe(ofPledge ? 'Nhắc' : null);
    expect(pledge.history !== null).toBe(ofPledge);
    expect(review.overdueNote).toBe(ofReview ? 'Trễ' : null);
    expect(review.history !== null).toBe(ofReview);
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(
      [ofPledge, ofReview].filter((seen) => !seen).map(() => 'FORBIDDEN'),
    );
    expect(await history(caller(), pledgeId)).toBe(ofPledge ? 'SEEN' : 'FORBIDDEN');
    expect(await history(caller(), reviewId)).toBe(ofReview ? 'SEEN' : 'FORBIDDEN');
  });

  it('name the mandate needed, and know no unknown subject', async () => {
    const { errors } = await bench.send(
      person('CHAIR', UNITS.other),
      `{ emulationHistory(subjectId: "${pledgeId}") { nodes { action } } }`,
    );
    expect(errors[0]?.message).toContain('Ủy viên Ủy ban Kiểm tra');
    expect(errors[0]?.extensions['permission']).toBe('emulation.history.read');
    expect(await history(person('CHAIR', province), newId())).toBe('NOT_FOUND');
  });

  it('of the seeded indicators and groups are found by what they belong to', async () => {
    const subjects = await bench.dataSource.query<{ subject_id: string; subject_kind: string }[]>(
      'SELECT MIN(subject_id) AS subject_id, subject_kind FROM subject_head GROUP BY subject_kind',
    );
    expect(subjects.length).toBeGreaterThan(3);
    for (const { subject_id: subjectId } of subjects) {
      expect(await history(person('CHAIR', UNITS.tld), subjectId)).toBe('SEEN');
    }
  });

  it('show the text of a pledge to everybody once it is open', async () => {
    await bench.dataSource.query('UPDATE emulation_pledge SET opened_at = UTC_TIMESTAMP(6) WHERE id = ?', [pledgeId]);
    const { data } = await bench.send<Seen>(person(), QUERY, { id: pledgeId, review: reviewId });
    expect(must(data).pledge).toMatchObject({ content: 'Bản soạn', jointActivities: [{}], escalationNote: null });
  });
});
