import { newId } from '@thidua/contracts/ids';
import { addDays, calendarDateAt, startOfDate } from '@thidua/service-kit';
import { AwardsBench, must, openTask, person, type TestPerson, UNITS } from '../testing/awards-bench';

const chair = person('CHAIR', UNITS.direct);
const viceChair = person('VICE_CHAIR', UNITS.direct);
const cadre = person('FULL_TIME_CADRE', UNITS.ag);
const provinceChair = person('CHAIR', UNITS.ag);
const provinceViceChair = person('VICE_CHAIR', UNITS.ag);
const stranger = person('CHAIR', UNITS.other);
const otherUnion = person('CHAIR', UNITS.lxSchool);

interface Appeal {
  readonly id: string;
  readonly state: string;
  readonly filedAt: string;
  readonly dueAt: string;
  readonly overdueAt: string | null;
  readonly outcome: string | null;
  readonly body: { readonly id: string };
}

describe('appeals about awards', () => {
  let bench: AwardsBench;
  beforeAll(async () => {
    bench = await AwardsBench.start('appeals');
  });
  afterAll(() => bench.stop());

  const command = async (
    caller: TestPerson,
    field: 'fileAwardAppeal' | 'answerAwardAppeal' | 'withdrawAwardAppeal',
    input: object,
  ): Promise<{ readonly code: string | null; readonly appeal: Appeal | null; readonly rule: unknown }> => {
    const type = `${field[0]?.toUpperCase()}${field.slice(1)}`;
    const { data, errors } = await bench.send(
      caller,
      `mutation ($input: ${type}Input!) { result: ${field}(input: $input) {
         ... on ${type}Success { appeal { id state filedAt dueAt overdueAt outcome body { id } } }
         ... on CommandRefused { reasons { code } } } }`,
      { input: { commandId: newId(), ...input } },
    );
    const result = data?.['result'] as unknown as { appeal?: Appeal; reasons?: { code: string }[] } | null | undefined;
    return {
      code: errors[0]?.extensions.code ?? result?.reasons?.[0]?.code ?? null,
      appeal: result?.appeal ?? null,
      rule: errors[0]?.extensions['rule'],
    };
  };
  const nominee = person();
  const rejected = async (nomineeMemberId = nominee.id): Promise<string> => {
    const submitted = await bench.submitted(chair, chair, UNITS.direct, { nomineeMemberId });
    await bench.command(cadre, 'rejectNomination', { ...openTask(submitted), reason: 'Thiếu minh chứng' });
    return submitted.id;
  };
  const filing = (nominationId: string, more: object = {}): object => ({
    nominationId,
    content: 'Đề nghị xem xét lại minh chứng sáng kiến',
    ...more,
  });
  const answering = (appealId: string, more: object = {}): object => ({
    appealId,
    outcome: 'DISMISSED',
    answer: 'Minh chứng không đủ',
    ...more,
  });
  const filed = async (): Promise<string> =>
    must((await command(nominee, 'fileAwardAppeal', filing(await rejected()))).appeal).id;

  it('are filed by the nominee or the nominating unit with the body that decides, one open at a time', async () => {
    const nominationId = await rejected();
    const first = await command(nominee, 'fileAwardAppeal', filing(nominationId));
    expect(first.appeal).toMatchObject({ state: 'FILED', body: { id: UNITS.ag.id } });
    // Until the end of the thirtieth day after it was filed, in Việt Nam.
    const { filedAt, dueAt } = must(first.appeal);
    const lastDay = addDays(calendarDateAt(new Date(filedAt)), 30);
    expect(new Date(dueAt)).toEqual(startOfDate(addDays(lastDay, 1)));
    expect((await command(nominee, 'fileAwardAppeal', filing(nominationId))).code).toBe('APPEAL_ALREADY_OPEN');
    expect((await command(viceChair, 'fileAwardAppeal', filing(nominationId))).code).toBeNull();
    expect((await command(provinceChair, 'fileAwardAppeal', filing(nominationId))).code).toBe('FORBIDDEN');
    expect((await command(stranger, 'fileAwardAppeal', filing(nominationId))).code).toBe('NOT_FOUND');
    expect((await command(person(), 'fileAwardAppeal', filing(nominationId))).code).toBe('NOT_FOUND');
    expect((await command(nominee, 'fileAwardAppeal', filing(newId()))).code).toBe('NOT_FOUND');
    expect((await command(nominee, 'fileAwardAppeal', filing(nominationId, { content: ' ' }))).code).toBe(
      'BAD_USER_INPUT',
    );
    const draft = await bench.draft(chair, UNITS.direct, { nomineeMemberId: nominee.id });
    expect((await command(nominee, 'fileAwardAppeal', filing(draft.id))).code).toBe('NOMINATION_NOT_SUBMITTED');
  });

  it('five times at once with one commandId are one appeal, and two open ones of one person cannot be', async () => {
    const nominationId = await rejected();
    const same = filing(nominationId, { commandId: newId() });
    const repeated = await Promise.all(Array.from({ length: 5 }, () => command(nominee, 'fileAwardAppeal', same)));
    expect(new Set(repeated.map(({ appeal }) => appeal?.id)).size).toBe(1);
    const other = await rejected();
    const both = await Promise.all([
      command(nominee, 'fileAwardAppeal', filing(other)),
      command(nominee, 'fileAwardAppeal', filing(other)),
    ]);
    expect(both.map(({ code }) => code ?? 'DONE').sort()).toEqual(['APPEAL_ALREADY_OPEN', 'DONE']);
  });

  it('are answered once, by one of two at the same instant, and never by who had a hand in it', async () => {
    const appealId = await filed();
    expect((await command(cadre, 'answerAwardAppeal', answering(appealId))).code).toBe('FORBIDDEN');
    expect((await command(chair, 'answerAwardAppeal', answering(appealId))).code).toBe('FORBIDDEN');
    expect((await command(stranger, 'answerAwardAppeal', answering(appealId))).code).toBe('NOT_FOUND');
    expect((await command(provinceChair, 'answerAwardAppeal', answering(appealId, { answer: '' }))).code).toBe(
      'BAD_USER_INPUT',
    );
    const party: TestPerson = { id: nominee.id, mandates: provinceViceChair.mandates };
    expect((await command(party, 'answerAwardAppeal', answering(appealId))).rule).toBe('SEPARATION_OF_DUTIES');
    const answers = await Promise.all([
      command(provinceChair, 'answerAwardAppeal', answering(appealId)),
      command(provinceViceChair, 'answerAwardAppeal', answering(appealId, { outcome: 'UPHELD' })),
    ]);
    expect(answers.map(({ code }) => code ?? 'DONE').sort()).toEqual(['APPEAL_STATE', 'DONE']);
    expect((await command(nominee, 'withdrawAwardAppeal', { appealId, reason: 'Muộn' })).code).toBe('APPEAL_STATE');
    expect((await bench.trail(appealId)).map(({ action }) => action)).toEqual(['FILE', 'ROUTED', 'ANSWER', 'ROUTED']);
  });

  it('are withdrawn by who filed them, the nominating unit’s also by its office, and may then be filed again', async () => {
    const nominationId = await rejected();
    const { id } = must((await command(nominee, 'fileAwardAppeal', filing(nominationId))).appeal);
    const withdrawing = { appealId: id, reason: 'Đã rõ' };
    expect((await command(otherUnion, 'withdrawAwardAppeal', withdrawing)).code).toBe('NOT_FOUND');
    expect((await command(provinceChair, 'withdrawAwardAppeal', withdrawing)).code).toBe('FORBIDDEN');
    // What the nominee says may be against the very unit that nominated them.
    expect((await command(chair, 'withdrawAwardAppeal', withdrawing)).code).toBe('FORBIDDEN');
    expect((await command(nominee, 'withdrawAwardAppeal', { ...withdrawing, reason: ' ' })).code).toBe(
      'BAD_USER_INPUT',
    );
    expect((await command(nominee, 'withdrawAwardAppeal', withdrawing)).appeal?.state).toBe('WITHDRAWN');
    expect((await command(nominee, 'fileAwardAppeal', filing(nominationId))).code).toBeNull();
    const ofUnit = must((await command(viceChair, 'fileAwardAppeal', filing(nominationId))).appeal).id;
    const byOffice = await command(chair, 'withdrawAwardAppeal', { appealId: ofUnit, reason: 'Đã rõ' });
    expect(byOffice.appeal?.state).toBe('WITHDRAWN');
  });

  it('are overdue once when their time has come, and are answered all the same', async () => {
    const appealId = await filed();
    const request = { subjectId: appealId, instructionNumber: 1, revision: 1, timer: 'APPEAL_OVERDUE' };
    const early = await bench.activities.markAppealOverdue(request);
    expect(early).toMatchObject({ outcome: 'NOT_DUE' });
    await bench.dataSource.query('UPDATE award_appeal SET due_at = UTC_TIMESTAMP(6) WHERE id = ?', [appealId]);
    expect(await bench.activities.markAppealOverdue(request)).toEqual({ outcome: 'WON', number: 2 });
    expect(await bench.activities.markAppealOverdue(request)).toEqual({ outcome: 'WON', number: 2 });
    const { appeal } = await command(provinceChair, 'answerAwardAppeal', answering(appealId));
    expect(appeal).toMatchObject({ state: 'ANSWERED', overdueAt: expect.any(String) });
    const answered = await filed();
    await command(provinceChair, 'answerAwardAppeal', answering(answered));
    expect(await bench.activities.markAppealOverdue({ ...request, subjectId: answered })).toEqual({ outcome: 'LOST' });
  });

  it('are seen by who filed them, the body and the nominating unit, and by nobody else', async () => {
    const appealId = await filed();
    const listed = async (caller: TestPerson): Promise<boolean> => {
      const { data, errors } = await bench.send(caller, `{ awardAppeals(first: 200, state: FILED) { nodes { id } } }`);
      expect(errors).toEqual([]);
      const found = data?.['awardAppeals'] as unknown as { nodes: { id: string }[] } | undefined;
      const nodes = found?.nodes ?? [];
      const one = await bench.send(caller, `{ awardAppeal(id: "${appealId}") { id history { nodes { action } } } }`);
      expect(one.errors[0]?.extensions.code ?? null).toBe(nodes.some(({ id }) => id === appealId) ? null : 'NOT_FOUND');
      return nodes.some(({ id }) => id === appealId);
    };
    const seen: boolean[] = [];
    for (const caller of [nominee, chair, cadre, provinceChair, otherUnion, stranger, person()]) {
      seen.push(await listed(caller));
    }
    expect(seen).toEqual([true, true, true, true, false, false, false]);
  });

  it('wait for whoever may answer them, page by page, and for nobody who has had a hand in them', async () => {
    const waitingFor = async (caller: TestPerson, args = '(first: 200)') => {
      const { data, errors } = await bench.send(
        caller,
        `query ($them: [_Any!]!) { them: _entities(representations: $them) { ... on Viewer {
           awardAppealsToAnswer${args} { nodes { id } pageInfo { hasNextPage endCursor } } } } }`,
        { them: [{ __typename: 'Viewer', id: caller.id }] },
      );
      expect(errors).toEqual([]);
      const [viewer] = (
        data as unknown as {
          them: {
            awardAppealsToAnswer: {
              nodes: { id: string }[];
              pageInfo: { hasNextPage: boolean; endCursor: string | null };
            };
          }[];
        }
      ).them;
      const { nodes, pageInfo } = must(viewer).awardAppealsToAnswer;
      return { ids: nodes.map(({ id }) => id), ...pageInfo };
    };
    const [one, two] = [await filed(), await filed()];
    const all = (await waitingFor(provinceChair)).ids;
    expect(all).toEqual(expect.arrayContaining([one, two]));
    expect((await waitingFor(provinceViceChair)).ids).toEqual(all);
    // Neither who filed it, nor its unit, nor an office that does not answer, nor another province's.
    for (const caller of [nominee, chair, cadre, stranger]) {
      expect((await waitingFor(caller)).ids).toEqual([]);
    }
    const walked: string[] = [];
    let page = await waitingFor(provinceChair, '(first: 1)');
    walked.push(...page.ids);
    while (page.hasNextPage) {
      page = await waitingFor(provinceChair, `(first: 1, after: "${page.endCursor}")`);
      walked.push(...page.ids);
    }
    expect(walked).toEqual(all);

    const party = person('CHAIR', UNITS.ag);
    const ofParty = must((await command(party, 'fileAwardAppeal', filing(await rejected(party.id)))).appeal).id;
    expect((await waitingFor(party)).ids).toEqual(all);
    expect((await waitingFor(provinceChair)).ids).toContain(ofParty);

    await command(provinceViceChair, 'answerAwardAppeal', answering(one));
    expect((await waitingFor(provinceChair)).ids).not.toContain(one);
    const { data } = await bench.send(
      provinceChair,
      'query ($them: [_Any!]!) { them: _entities(representations: $them) { ... on Viewer { awardAppealsToAnswer { nodes { id } } } } }',
      { them: [{ __typename: 'Viewer', id: party.id }] },
    );
    expect(data?.['them']).toEqual([null]);
  });
});
