import { newId } from '@thidua/contracts/ids';
import type { TimerRequest } from '@thidua/contracts';
import { AwardsBench, type NominationView, openTask, person, UNITS } from '../testing/awards-bench';

const chair = person('CHAIR', UNITS.direct);
const cadre = person('FULL_TIME_CADRE', UNITS.ag);

describe('markStageOverdue', () => {
  let bench: AwardsBench;
  beforeAll(async () => {
    bench = await AwardsBench.start('overdue');
  });
  afterAll(() => bench.stop());

  const request = (nomination: NominationView, instructionNumber = 1): TimerRequest => ({
    subjectId: nomination.id,
    instructionNumber,
    revision: 1,
    timer: 'STAGE_OVERDUE',
  });
  const dueNow = (nomination: NominationView): Promise<unknown> =>
    bench.dataSource.query('UPDATE task SET due_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE subject_id = ?', [
      nomination.id,
    ]);
  const submitted = (): Promise<NominationView> => bench.submitted(chair, chair, UNITS.direct);

  it('wins when the stage is open and due: the task stays open, marked, and its version stays', async () => {
    const nomination = await submitted();
    await dueNow(nomination);
    const outcome = await bench.activities.markStageOverdue(request(nomination));
    expect(outcome).toEqual({ outcome: 'WON', number: 2 });
    const { data } = await bench.send(
      chair,
      `{ nomination(id: "${nomination.id}") { state stage tasks { status version overdueAt } } }`,
    );
    expect(data).toEqual({
      nomination: {
        state: 'UNDER_APPRAISAL',
        stage: 'PROVINCIAL_APPRAISAL',
        tasks: [{ status: 'OPEN', version: 1, overdueAt: expect.any(String) }],
      },
    });
    const trail = (await bench.trail(nomination.id)) as unknown as { action: string; actorKind: string }[];
    expect(trail.map(({ action }) => action)).toEqual(['DRAFT', 'SUBMIT', 'ROUTED', 'OVERDUE', 'ROUTED']);
    expect(trail[3]?.actorKind).toBe('timer');
    expect((await bench.command(cadre, 'passAppraisal', openTask(nomination))).code).toBeNull();
  });

  it('answers the same when it is asked again, and acts once under concurrency', async () => {
    const nomination = await submitted();
    await dueNow(nomination);
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, () => bench.activities.markStageOverdue(request(nomination))),
    );
    expect(outcomes).toEqual(Array.from({ length: 4 }, () => ({ outcome: 'WON', number: 2 })));
    expect(await bench.activities.markStageOverdue(request(nomination))).toEqual({ outcome: 'WON', number: 2 });
    expect(await bench.count('outbox', 'subject_id = ?', [nomination.id])).toBe(2);
  });

  it('is not due while the deadline lies ahead, and says until when', async () => {
    const nomination = await submitted();
    const outcome = await bench.activities.markStageOverdue(request(nomination));
    expect(outcome).toEqual({ outcome: 'NOT_DUE', until: expect.stringMatching(/^\d{4}-.+Z$/) });
    expect(await bench.count('outbox', 'subject_id = ?', [nomination.id])).toBe(1);
  });

  it('has lost when a person was first', async () => {
    const nomination = await submitted();
    await dueNow(nomination);
    await bench.command(cadre, 'passAppraisal', openTask(nomination));
    expect(await bench.activities.markStageOverdue(request(nomination))).toEqual({ outcome: 'LOST' });
    expect((await bench.trail(nomination.id)).map(({ action }) => action)).not.toContain('OVERDUE');
  });

  it('a person and the timer at the same instant leave one legal history', async () => {
    const nomination = await submitted();
    await dueNow(nomination);
    const [timer, person_] = await Promise.all([
      bench.activities.markStageOverdue(request(nomination)),
      bench.command(cadre, 'passAppraisal', openTask(nomination)),
    ]);
    expect(person_.code).toBeNull();
    const moves = (await bench.trail(nomination.id))
      .map(({ action }) => action)
      .filter((action) => action !== 'ROUTED');
    expect(moves).toEqual(
      timer.outcome === 'WON'
        ? ['DRAFT', 'SUBMIT', 'OVERDUE', 'ADVANCE']
        : ['DRAFT', 'SUBMIT', 'ADVANCE', 'TIMER_LOST'],
    );
  });

  it('comes again later when the instruction that set it has not been applied here yet', async () => {
    const nomination = await submitted();
    expect((await bench.activities.markStageOverdue(request(nomination, 2))).outcome).toBe('NOT_DUE');
    expect((await bench.activities.markStageOverdue(request(nomination, 2))).outcome).toBe('NOT_DUE');
  });

  it('does not act on what this database does not hold', async () => {
    await expect(
      bench.activities.markStageOverdue({
        subjectId: newId(),
        instructionNumber: 1,
        revision: 1,
        timer: 'STAGE_OVERDUE',
      }),
    ).rejects.toThrow('no such');
  });
});
