import { newId } from '@thidua/contracts/ids';
import { calendarDateAt } from '@thidua/service-kit';
import {
  AwardsBench,
  must,
  openTask,
  person,
  type NominationView,
  type TestPerson,
  UNITS,
} from '../testing/awards-bench';

const drafter = person('FULL_TIME_CADRE', UNITS.direct);
const chair = person('CHAIR', UNITS.direct);
const appraiser = person('FULL_TIME_CADRE', UNITS.ag);
const secretary = person('EMULATION_COUNCIL_SECRETARY', UNITS.ag);
const decider = person('CHAIR', UNITS.ag);
const inspector = person('INSPECTION_COMMITTEE_MEMBER', UNITS.ag);

const [DRAFT, FIRST, HALF, SECOND] = ['Bản nháp.', 'Bản trình lần một.', 'Đang sửa dở.', 'Bản trình lần hai.'];

interface AsOf {
  readonly state: string;
  readonly stage: string | null;
  readonly revision: number;
  readonly version: number;
  readonly achievement: string | null;
  readonly routeVersionId: string | null;
  readonly notReconstructed: { readonly field: string; readonly vi: string }[];
}

describe('a nomination as it stood', () => {
  let bench: AwardsBench;
  let id: string;
  let entries: { sequence: number; action: string; before: string | null }[];

  const asOf = async (sequence: number, caller: TestPerson = inspector): Promise<AsOf | string> => {
    const { data, errors } = await bench.send(
      caller,
      `query ($id: ID!, $sequence: Int!) { nominationAsOf(nominationId: $id, sequence: $sequence) {
         state stage revision version achievement achievementDigest routeVersionId notReconstructed { field vi en } } }`,
      { id, sequence },
    );
    return errors[0]?.extensions.code ?? (data as unknown as { nominationAsOf: AsOf }).nominationAsOf;
  };
  /** After the last of the entries of an action, counted from 0. */
  const after = async (action: string, occurrence = 0): Promise<AsOf | string> =>
    asOf(must(entries.filter((entry) => entry.action === action)[occurrence]).sequence);

  beforeAll(async () => {
    bench = await AwardsBench.start('as_of');
    let nomination: NominationView = await bench.draft(drafter, UNITS.direct, { achievement: DRAFT });
    ({ id } = nomination);
    const command = async (caller: TestPerson, name: string, input: object): Promise<void> => {
      const answer = await bench.command(caller, name, input);
      expect([name, answer.code]).toEqual([name, null]);
      nomination = must(answer.nomination);
    };
    await command(drafter, 'editNomination', { nominationId: id, version: 1, achievement: FIRST });
    await command(chair, 'submitNomination', { nominationId: id });
    await command(appraiser, 'returnNomination', { ...openTask(nomination), reason: 'Thiếu số liệu.' });
    await command(drafter, 'editNomination', { nominationId: id, version: 2, achievement: HALF });
    await command(drafter, 'editNomination', { nominationId: id, version: 3, achievement: SECOND });
    await command(chair, 'resubmitNomination', { nominationId: id });
    await command(appraiser, 'passAppraisal', openTask(nomination));
    await command(secretary, 'recordCouncilVote', {
      ...openTask(nomination),
      councilMembers: 9,
      yes: 9,
      no: 0,
      abstain: 0,
    });
    await command(decider, 'decideNomination', {
      ...openTask(nomination),
      decisionNumber: '7/QĐ',
      decidedOn: calendarDateAt(new Date()),
    });
    const { data } = await bench.send(
      inspector,
      `{ nominationHistory(nominationId: "${id}", first: 200) { nodes { sequence action before } } }`,
    );
    entries = (data as unknown as { nominationHistory: { nodes: typeof entries } }).nominationHistory.nodes;
  });
  afterAll(() => bench.stop());

  it('is what every later decision says it found', async () => {
    const decisions = entries.filter(({ before }) => before?.includes('"state"'));
    expect(decisions.map(({ action }) => action)).toEqual([
      'SUBMIT',
      'RETURN',
      'RESUBMIT',
      'ADVANCE',
      'ADVANCE',
      'DECIDE',
    ]);
    for (const { sequence, before } of decisions) {
      const { state, stage, revision } = (await asOf(sequence - 1)) as AsOf;
      expect({ sequence, state, stage, revision }).toMatchObject({ sequence, ...(JSON.parse(must(before)) as object) });
    }
  });

  it('holds the text of its time across a return and a new submission, and says where none is kept', async () => {
    expect(await after('DRAFT')).toMatchObject({
      state: 'DRAFT',
      version: 1,
      achievement: null,
      routeVersionId: null,
      notReconstructed: [{ field: 'achievement', vi: expect.stringContaining('đã bị bản sau thay thế') }],
    });
    expect(await after('SUBMIT')).toMatchObject({
      state: 'SUBMITTED',
      stage: null,
      revision: 1,
      achievement: FIRST,
      routeVersionId: expect.any(String),
      notReconstructed: [],
    });
    expect(await after('ROUTED', 1)).toMatchObject({
      state: 'RETURNED',
      stage: 'REVISION',
      revision: 1,
      achievement: FIRST,
    });
    expect(await after('EDIT', 1)).toMatchObject({ version: 3, achievement: null });
    expect(await after('EDIT', 2)).toMatchObject({ state: 'RETURNED', version: 4, achievement: SECOND });
    expect(await after('RESUBMIT')).toMatchObject({ state: 'SUBMITTED', revision: 2, achievement: SECOND });
    expect(await asOf(entries.length)).toMatchObject({
      state: 'DECIDED',
      stage: null,
      revision: 2,
      achievement: SECOND,
    });
  });

  it('is there for those alone who may see the nomination, and for entries that there are', async () => {
    expect(await asOf(1, person('CHAIR', UNITS.other))).toBe('NOT_FOUND');
    expect(await asOf(entries.length + 1)).toBe('NOT_FOUND');
    expect(await asOf(0)).toBe('BAD_USER_INPUT');
    id = newId();
    expect(await asOf(1)).toBe('NOT_FOUND');
  });
});
