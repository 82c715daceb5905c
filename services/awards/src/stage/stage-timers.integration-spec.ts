import type { TimerRequest } from '@thidua/contracts';
import { seededId } from '@thidua/contracts/ids';
import { calendarDateAt } from '@thidua/service-kit';
import { AwardsBench, must, type NominationView, openTask, person, UNITS } from '../testing/awards-bench';

const chair = person('CHAIR', UNITS.direct);
const cadre = person('FULL_TIME_CADRE', UNITS.ag);
const provinceChair = person('CHAIR', UNITS.ag);
const confederation = person('CHAIR', UNITS.tld);
const LETTER = { body: 'Công an tỉnh', letterNumber: '12/CV', letterDate: calendarDateAt(new Date()) };

describe('the timers of a nomination', () => {
  let bench: AwardsBench;
  beforeAll(async () => {
    bench = await AwardsBench.start('timers');
    // The default catalogue says nothing of reminders and escalations yet: these routes do.
    await bench.dataSource.query(
      "UPDATE award_route_stage SET remind_before_days = 2, escalate_after_days = 5 WHERE kind = 'APPRAISAL'",
    );
  });
  afterAll(() => bench.stop());

  const submitted = (): Promise<NominationView> => bench.submitted(chair, chair, UNITS.direct);
  const request = (nomination: NominationView, timer: string, instructionNumber = 1): TimerRequest => ({
    subjectId: nomination.id,
    instructionNumber,
    revision: 1,
    timer,
  });
  const remind = (nomination: NominationView) => bench.activities.remindStage(request(nomination, 'STAGE_REMINDER'));
  const late = (nomination: NominationView) => bench.activities.markStageOverdue(request(nomination, 'STAGE_OVERDUE'));
  const escalate = (nomination: NominationView) =>
    bench.activities.escalateStage(request(nomination, 'STAGE_ESCALATION'));
  const silent = (nomination: NominationView, instructionNumber = 2) =>
    bench.activities.passConsultationDeadline(request(nomination, 'CONSULTATION_DEADLINE', instructionNumber));
  /** As if so many days had passed. */
  const passDays = async (nomination: NominationView, days: number): Promise<void> => {
    for (const [table, column] of [
      ['task', 'subject_id'],
      ['consultation', 'nomination_id'],
    ]) {
      await bench.dataSource.query(
        `UPDATE ${table} SET due_at = due_at - INTERVAL ? DAY WHERE ${column} = ? AND due_at IS NOT NULL`,
        [days, nomination.id],
      );
    }
  };
  const read = async (nomination: NominationView): Promise<Record<string, unknown>> => {
    const { data, errors } = await bench.send(
      cadre,
      `{ nomination(id: "${nomination.id}") { state stage tasks(status: OPEN) { kind unitId dueAt overdueAt }
           consultations { status overdueAt answer } suspensions { state resumedAt } deadlineMoves { reason } } }`,
    );
    expect(errors).toEqual([]);
    return (data as unknown as { nomination: Record<string, unknown> }).nomination;
  };
  const actions = async (nomination: NominationView): Promise<string[]> =>
    (await bench.trail(nomination.id)).map(({ action }) => action).filter((action) => action !== 'ROUTED');

  it('reminds once, two days before, and never what is overdue', async () => {
    const nomination = await submitted();
    expect((await remind(nomination)).outcome).toBe('NOT_DUE');
    await passDays(nomination, 19);
    expect(await remind(nomination)).toEqual({ outcome: 'WON', number: 2 });
    expect(await remind(nomination)).toEqual({ outcome: 'WON', number: 2 });
    expect(await bench.count('nomination_task_notice', 'reminded_at IS NOT NULL')).toBe(1);
    await passDays(nomination, 2);
    const other = await submitted();
    await passDays(other, 21);
    expect((await late(other)).outcome).toBe('WON');
    expect(await remind(other)).toEqual({ outcome: 'LOST' });
  });

  it('tells the unit above five days after, and what it has done closes its task alone', async () => {
    const nomination = await submitted();
    await passDays(nomination, 21);
    expect(await escalate(nomination)).toEqual({ outcome: 'LOST' });
    expect((await late(nomination)).outcome).toBe('WON');
    await passDays(nomination, 4);
    expect(await escalate(nomination)).toEqual({ outcome: 'WON', number: 3 });
    expect(await read(nomination)).toMatchObject({
      state: 'UNDER_APPRAISAL',
      stage: 'PROVINCIAL_APPRAISAL',
      tasks: [
        { kind: 'APPRAISE_NOMINATION', unitId: UNITS.ag.id },
        { kind: 'HANDLE_OVERDUE_NOMINATION', unitId: UNITS.tld.id },
      ],
    });
    const task = await bench.dataSource.query<{ id: string }[]>(
      "SELECT id FROM task WHERE subject_id = ? AND kind = 'HANDLE_OVERDUE_NOMINATION'",
      [nomination.id],
    );
    const input = { taskId: must(task[0]).id, version: 1, note: 'Đã nhắc đơn vị.' };
    expect((await bench.command(cadre, 'handleOverdueNomination', input)).code).toBe('FORBIDDEN');
    expect((await bench.command(confederation, 'handleOverdueNomination', { ...input, note: ' ' })).code).toBe(
      'ESCALATION_NEEDS_NOTE',
    );
    const handled = await bench.command(confederation, 'handleOverdueNomination', input);
    expect(handled.nomination?.tasks).toMatchObject([{ kind: 'APPRAISE_NOMINATION' }]);
    expect(await actions(nomination)).toEqual([
      'DRAFT',
      'SUBMIT',
      'TIMER_LOST',
      'OVERDUE',
      'ESCALATE',
      'HANDLE_ESCALATION',
    ]);
  });

  it('acts anew once the deadline was moved, and not while the nomination stands still', async () => {
    const nomination = await submitted();
    await passDays(nomination, 21);
    expect((await late(nomination)).outcome).toBe('WON');
    const dueAt = new Date(Date.now() + 3_600_000).toISOString();
    const moved = await bench.command(provinceChair, 'moveNominationDeadline', {
      ...openTask(nomination),
      dueAt,
      reason: 'Chờ số liệu.',
    });
    expect(moved.nomination?.tasks).toMatchObject([{ dueAt, overdueAt: null, version: 2 }]);
    const again = { ...request(nomination, 'STAGE_OVERDUE'), clockNumber: 3 };
    expect(await bench.activities.markStageOverdue(again)).toEqual({ outcome: 'NOT_DUE', until: dueAt });
    await bench.command(provinceChair, 'suspendNomination', { nominationId: nomination.id, reason: 'Có đơn.' });
    await passDays(nomination, 1);
    const asked = await bench.activities.markStageOverdue(again);
    expect(asked.outcome).toBe('NOT_DUE');
    await bench.dataSource.query(
      'UPDATE nomination_suspension SET suspended_at = suspended_at - INTERVAL 2 DAY WHERE nomination_id = ?',
      [nomination.id],
    );
    await bench.command(provinceChair, 'resumeNomination', { nominationId: nomination.id, reason: 'Đã xác minh.' });
    // It was due an hour after it was moved; a day has passed, of which two it stood still.
    const next = (await bench.activities.markStageOverdue(again)) as { outcome: string; until: string };
    expect(next.outcome).toBe('NOT_DUE');
    expect(Date.parse(next.until) - Date.parse(dueAt)).toBeGreaterThanOrEqual(86_400_000);
    await passDays(nomination, 2);
    expect(await bench.activities.markStageOverdue(again)).toEqual({ outcome: 'WON', number: 6 });
    expect(await read(nomination)).toMatchObject({
      state: 'UNDER_APPRAISAL',
      suspensions: [{ state: 'UNDER_APPRAISAL', resumedAt: expect.any(String) }],
      deadlineMoves: [{ reason: 'Chờ số liệu.' }],
    });
  });

  it('takes silence for consent, or waits on and says so, as the letter says', async () => {
    const consenting = await submitted();
    const asked = await bench.command(cadre, 'requestConsultation', { ...openTask(consenting), ...LETTER });
    expect(asked.nomination?.state).toBe('CONSULTATION');
    expect((await silent(consenting)).outcome).toBe('NOT_DUE');
    await passDays(consenting, 30);
    expect(await silent(consenting)).toEqual({ outcome: 'WON', number: 3 });
    expect(await silent(consenting)).toEqual({ outcome: 'WON', number: 3 });
    expect(await read(consenting)).toMatchObject({
      state: 'UNDER_APPRAISAL',
      tasks: [{ kind: 'APPRAISE_NOMINATION' }],
      consultations: [{ status: 'SILENT' }],
    });

    const waiting = await submitted();
    await bench.command(cadre, 'requestConsultation', { ...openTask(waiting), ...LETTER, silence: 'WAITS' });
    await passDays(waiting, 30);
    expect(await silent(waiting)).toEqual({ outcome: 'WON', number: 3 });
    expect(await read(waiting)).toMatchObject({
      state: 'CONSULTATION',
      stage: 'PROVINCIAL_APPRAISAL',
      tasks: [{ kind: 'APPRAISE_NOMINATION' }, { kind: 'RECORD_CONSULTATION_ANSWER', overdueAt: expect.any(String) }],
      consultations: [{ status: 'OPEN', overdueAt: expect.any(String) }],
    });
    expect((await bench.command(cadre, 'passAppraisal', openTask(waiting))).code).toBe('NOMINATION_STATE');
  });

  it('has lost where a person was first', async () => {
    const nomination = await submitted();
    await bench.command(cadre, 'requestConsultation', { ...openTask(nomination), ...LETTER });
    await passDays(nomination, 30);
    const [task] = await bench.dataSource.query<{ id: string }[]>(
      "SELECT id FROM task WHERE subject_id = ? AND kind = 'RECORD_CONSULTATION_ANSWER'",
      [nomination.id],
    );
    const answered = await bench.command(cadre, 'recordConsultationAnswer', {
      taskId: must(task).id,
      version: 1,
      answer: 'OBJECTS',
      letterNumber: '7/CV',
      letterDate: LETTER.letterDate,
    });
    expect(answered.nomination?.state).toBe('UNDER_APPRAISAL');
    expect(await silent(nomination)).toEqual({ outcome: 'LOST' });
    expect(await read(nomination)).toMatchObject({ consultations: [{ status: 'ANSWERED', answer: 'OBJECTS' }] });
  });

  it('opens a forwarded nomination once, as a draft of the unit that forwarded it, which nobody of before judges', async () => {
    const nomination = await submitted();
    const input = {
      ...openTask(nomination),
      awardTypeId: seededId('award-type', 'CONFEDERATION_MERIT_CERTIFICATE'),
      reason: 'Thành tích vượt tầm tỉnh.',
    };
    expect((await bench.command(cadre, 'forwardNomination', input)).code).toBe('FORBIDDEN');
    const same = seededId('award-type', 'PROVINCIAL_MERIT_CERTIFICATE');
    expect((await bench.command(provinceChair, 'forwardNomination', { ...input, awardTypeId: same })).code).toBe(
      'FORWARD_IS_NOT_UPWARD',
    );
    expect((await bench.command(provinceChair, 'forwardNomination', input)).nomination?.state).toBe('FORWARDED_UP');
    const [forwarding] = await bench.dataSource.query<{ forwarded_to_id: string }[]>(
      'SELECT forwarded_to_id FROM nomination_forwarding WHERE nomination_id = ?',
      [nomination.id],
    );
    const forwarded = { nominationId: nomination.id, forwardedToId: must(forwarding).forwarded_to_id };
    await bench.activities.openForwardedNomination(forwarded);
    await bench.activities.openForwardedNomination(forwarded);
    const { data } = await bench.send(
      provinceChair,
      `{ nomination(id: "${nomination.id}") { closedAt forwardedTo { id state achievement nominatingUnit { id }
           draftedBy { id } forwardedFrom { id history(first: 1) { nodes { action } } } } } }`,
    );
    expect(data).toMatchObject({
      nomination: {
        closedAt: expect.any(String),
        forwardedTo: {
          id: forwarded.forwardedToId,
          state: 'DRAFT',
          achievement: nomination.achievement,
          nominatingUnit: { id: UNITS.ag.id },
          draftedBy: { id: provinceChair.id },
          forwardedFrom: { id: nomination.id, history: { nodes: [{ action: 'DRAFT' }] } },
        },
      },
    });
    const parties = await bench.dataSource.query<{ member_id: string }[]>(
      'SELECT member_id FROM nomination_editor WHERE nomination_id = ?',
      [forwarded.forwardedToId],
    );
    expect(parties.map(({ member_id }) => member_id)).toEqual([chair.id]);
    expect((await bench.send(chair, `{ nomination(id: "${nomination.id}") { forwardedTo { id } } }`)).data).toEqual({
      nomination: { forwardedTo: null },
    });
  });
});
