import { newId } from '@thidua/contracts/ids';
import {
  admit,
  awaited,
  GraphCommand,
  RunningSystem,
  type PersistentClient,
  type SceneProvince,
} from '@thidua/testkit';

interface NominationAnswer {
  readonly nomination: { readonly id: string; readonly state: string };
}
interface AwardTask {
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly subjectId: string;
  readonly dueAt: string | null;
  readonly overdueAt: string | null;
}

const command = (field: string): GraphCommand<NominationAnswer> => new GraphCommand(field, 'nomination { id state }');
const draft = command('draftNomination');
const submit = command('submitNomination');
const resubmit = command('resubmitNomination');
const pass = command('passAppraisal');
const giveBack = command('returnNomination');
const withdraw = command('withdrawNomination');
const suspend = command('suspendNomination');
const resume = command('resumeNomination');
const move = command('moveNominationDeadline');
const handle = command('handleOverdueNomination');
const check = command('answerChecklist');
const consult = command('requestConsultation');
const answer = command('recordConsultationAnswer');
const close = command('closeConsultation');
const forward = command('forwardNomination');

const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
const REASON = 'Có đơn khiếu nại (minh họa).';
const LETTER = { body: 'Công an tỉnh (minh họa)', letterNumber: '15/CV-MH', letterDate: today };
const ANSWER = { answer: 'AGREES', letterNumber: '99/CV-MH', letterDate: today };

describe('a nomination on its way, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let union: PersistentClient;
  let deputy: PersistentClient;
  let neighbour: PersistentClient;
  let unionId: string;
  let chair: PersistentClient;
  let viceChair: PersistentClient;
  let appraiser: PersistentClient;
  let secondAppraiser: PersistentClient;
  let worker: string;
  let awardTypeId: string;

  beforeAll(async () => {
    scene = await system.foundProvince({ grassroots: 2 });
    const [nominating, beside] = scene.grassroots;
    unionId = nominating?.id ?? '';
    union = system.as(nominating?.chair ?? '');
    neighbour = system.as(beside?.chair ?? '');
    chair = system.as(scene.province.chair);
    viceChair = system.as(scene.viceChair);
    appraiser = system.as(scene.appraiser);
    deputy = system.as(await system.appoint(chair, unionId, 'VICE_CHAIR'));
    secondAppraiser = system.as(await system.appoint(chair, scene.province.id, 'FULL_TIME_CADRE'));
    [worker = ''] = await admit(union, unionId, 1, '2020-03-02', 'Đoàn viên minh họa');
    const item = (code: string, isRequired: boolean): object => ({
      code,
      textVi: `Mục ${code} (minh họa)`,
      textEn: `Item ${code} (demonstration)`,
      isRequired,
    });
    const stage = (name: string, kind: string, actorRule: string, more: object = {}): object => ({
      stage: name,
      kind,
      actorRule,
      timeLimitDays: 10,
      ...more,
    });
    const defined = await new GraphCommand<{ awardType: { id: string } }>('defineAwardType', 'awardType { id }').done(
      chair,
      {
        ownerUnitId: scene.province.id,
        code: 'DEMO-WAY',
        name: 'Bằng khen minh họa',
        kind: 'COMMENDATION',
        form: 'MERIT_CERTIFICATE',
        issuerLevel: 'PROVINCIAL_FEDERATION',
        track: 'REGULAR',
        recipients: 'INDIVIDUAL',
        validFrom: '2020-01-01',
        stages: [
          stage('UPPER_APPRAISAL', 'APPRAISAL', 'IMMEDIATE_UPPER_UNION'),
          stage('APPRAISAL', 'APPRAISAL', 'PROVINCIAL_FEDERATION', {
            escalateAfterDays: 0,
            checklist: [item('REPORT', true), item('MINUTES', true), item('CLIPPINGS', false)],
          }),
          stage('DECISION', 'DECISION', 'PROVINCIAL_FEDERATION'),
        ],
      },
    );
    awardTypeId = defined.awardType.id;
  });

  const tasksOf = async (client: PersistentClient, nominationId: string): Promise<readonly AwardTask[]> =>
    (
      await client.read<{ viewer: { awardTasks: { nodes: AwardTask[] } } }>(
        'query Tasks { viewer { id awardTasks(first: 200) { nodes { id kind version subjectId dueAt overdueAt } } } }',
      )
    ).viewer.awardTasks.nodes.filter(({ subjectId }) => subjectId === nominationId);
  const task = async (client: PersistentClient, kind: string, nominationId: string): Promise<AwardTask> =>
    awaited(`the task ${kind}`, async () => (await tasksOf(client, nominationId)).find((each) => each.kind === kind));
  const taskOf = async (
    client: PersistentClient,
    kind: string,
    nominationId: string,
  ): Promise<{ taskId: string; version: number }> => {
    const { id, version } = await task(client, kind, nominationId);
    return { taskId: id, version };
  };
  const submitted = async (): Promise<string> => {
    const { nomination } = await draft.done(union, {
      awardTypeId,
      nominatingUnitId: unionId,
      nomineeMemberId: worker,
      achievement: 'Hai sáng kiến (minh họa)',
    });
    await submit.done(union, { nominationId: nomination.id });
    await taskOf(appraiser, 'APPRAISE_NOMINATION', nomination.id);
    return nomination.id;
  };
  const read = async <Selected>(nominationId: string, selection: string, client = appraiser): Promise<Selected> =>
    (
      await client.read<{ nomination: Selected }>(
        `query Nomination($id: ID!) { nomination(id: $id) { ${selection} } }`,
        {
          id: nominationId,
        },
      )
    ).nomination;
  const stateOf = async (nominationId: string): Promise<string> =>
    (await read<{ state: string }>(nominationId, 'state')).state;
  const checked = async (nominationId: string): Promise<void> => {
    await check.done(appraiser, {
      ...(await taskOf(appraiser, 'APPRAISE_NOMINATION', nominationId)),
      answers: [
        { code: 'REPORT', answer: 'YES' },
        { code: 'MINUTES', answer: 'NOT_APPLICABLE', note: 'Đề nghị của cấp trên.' },
      ],
    });
  };

  describe('withdrawNomination', () => {
    it('ends it once for one commandId, and refuses another input under it', async () => {
      const nominationId = await submitted();
      const { first, again, other } = await withdraw.repeated(
        union,
        { nominationId, reason: REASON },
        { reason: 'Khác' },
      );
      expect([first.nomination.state, other]).toEqual(['WITHDRAWN', 'CONFLICT']);
      expect(again).toEqual(first);
      expect(await tasksOf(appraiser, nominationId)).toEqual([]);
      expect(await withdraw.outcome(union, { nominationId, reason: REASON })).toBe('NOMINATION_STATE');
    });

    it('is one outcome with a decision of the same instant', async () => {
      const nominationId = await submitted();
      await checked(nominationId);
      const stage = await taskOf(appraiser, 'APPRAISE_NOMINATION', nominationId);
      const [withdrawn, passed] = await Promise.all([
        withdraw.outcome(union, { nominationId, reason: REASON }),
        pass.outcome(appraiser, stage),
      ]);
      expect([
        ['DONE', 'NOMINATION_STATE'],
        ['DONE', 'CONFLICT'],
        ['DONE', 'DONE'],
        ['RETRY_LATER', 'DONE'],
      ]).toContainEqual([withdrawn, passed]);
      const state = await stateOf(nominationId);
      expect(state).toBe(withdrawn === 'DONE' ? 'WITHDRAWN' : 'RECOMMENDED');
    });

    it('is for the nominator alone, with a reason', async () => {
      const nominationId = await submitted();
      expect(await withdraw.outcome(chair, { nominationId, reason: REASON })).toBe('FORBIDDEN');
      expect(await withdraw.outcome(neighbour, { nominationId, reason: REASON })).toBe('NOT_FOUND');
      expect(await withdraw.outcome(union, { nominationId, reason: ' ' })).toBe('WITHDRAWAL_NEEDS_REASON');
      expect(await withdraw.outcome(union, { nominationId: newId(), reason: REASON })).toBe('NOT_FOUND');
    });
  });

  describe('suspendNomination and resumeNomination', () => {
    it('stop it and let it go on where it stood, its deadline later by that time', async () => {
      const nominationId = await submitted();
      const before = await task(appraiser, 'APPRAISE_NOMINATION', nominationId);
      const stopped = await suspend.repeated(chair, { nominationId, reason: REASON }, { reason: 'Khác' });
      expect([stopped.first.nomination.state, stopped.other]).toEqual(['SUSPENDED', 'CONFLICT']);
      expect(stopped.again).toEqual(stopped.first);
      expect(await pass.outcome(appraiser, { taskId: before.id, version: before.version })).toBe('NOMINATION_STATE');
      expect(await suspend.outcome(viceChair, { nominationId, reason: REASON })).toBe('NOMINATION_STATE');
      const gone = await resume.repeated(viceChair, { nominationId, reason: REASON }, { reason: 'Khác' });
      expect([gone.first.nomination.state, gone.other]).toEqual(['UNDER_APPRAISAL', 'CONFLICT']);
      expect(gone.again).toEqual(gone.first);
      const after = await task(appraiser, 'APPRAISE_NOMINATION', nominationId);
      expect(Date.parse(after.dueAt ?? '')).toBeGreaterThan(Date.parse(before.dueAt ?? ''));
      expect(after.id).toBe(before.id);
      const { suspensions } = await read<{ suspensions: { state: string; reason: string; resumedAt: string }[] }>(
        nominationId,
        'suspensions { state reason resumedAt }',
      );
      expect(suspensions).toEqual([{ state: 'UNDER_APPRAISAL', reason: REASON, resumedAt: expect.any(String) }]);
    });

    it('happen once, whoever does it at the same instant', async () => {
      const nominationId = await submitted();
      const input = { nominationId, reason: REASON };
      const [stopped, refused] = await suspend.together([chair, input], [viceChair, input]);
      expect([stopped, ['NOMINATION_STATE', 'RETRY_LATER'].includes(refused ?? '')]).toEqual(['DONE', true]);
      const [gone, late] = await resume.together([chair, input], [viceChair, input]);
      expect([gone, ['NOMINATION_STATE', 'RETRY_LATER'].includes(late ?? '')]).toEqual(['DONE', true]);
    });

    it('are for the leaders of the body that has it, with a reason', async () => {
      const nominationId = await submitted();
      expect(await suspend.outcome(appraiser, { nominationId, reason: REASON })).toBe('FORBIDDEN');
      expect(await suspend.outcome(union, { nominationId, reason: REASON })).toBe('FORBIDDEN');
      expect(await suspend.outcome(neighbour, { nominationId, reason: REASON })).toBe('NOT_FOUND');
      expect(await suspend.outcome(chair, { nominationId, reason: ' ' })).toBe('SUSPENSION_NEEDS_REASON');
      expect(await resume.outcome(chair, { nominationId, reason: REASON })).toBe('NOMINATION_STATE');
    });
  });

  describe('moveNominationDeadline, and what time does by itself', () => {
    it('moves it once; when it passes the task is overdue and the unit above is told', async () => {
      const nominationId = await submitted();
      const stage = await taskOf(appraiser, 'APPRAISE_NOMINATION', nominationId);
      const input = { ...stage, dueAt: new Date(Date.now() + 3_000).toISOString(), reason: 'Cần gấp.' };
      const { first, again, other } = await move.repeated(chair, input, { reason: 'Khác' });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
      const confederation = system.asSeeded('tld-chair');
      const told = await awaited('the unit above', async () =>
        (await tasksOf(confederation, nominationId)).find(({ kind }) => kind === 'HANDLE_OVERDUE_NOMINATION'),
      );
      expect((await task(appraiser, 'APPRAISE_NOMINATION', nominationId)).overdueAt).not.toBeNull();
      const handled = { taskId: told.id, version: told.version, note: 'Đã nhắc.' };
      expect(await handle.outcome(chair, handled)).toBe('FORBIDDEN');
      expect(await handle.outcome(confederation, { ...handled, note: ' ' })).toBe('ESCALATION_NEEDS_NOTE');
      const done = await handle.repeated(confederation, handled, { note: 'Khác' });
      expect([done.again, done.other]).toEqual([done.first, 'CONFLICT']);
      expect(await handle.outcome(confederation, handled)).toBe('CONFLICT');
      expect(await stateOf(nominationId)).toBe('UNDER_APPRAISAL');
    });

    it('is one outcome when two move it at the same instant', async () => {
      const nominationId = await submitted();
      const stage = await taskOf(appraiser, 'APPRAISE_NOMINATION', nominationId);
      const input = (days: number): object => ({
        ...stage,
        dueAt: new Date(Date.now() + days * 86_400_000).toISOString(),
        reason: REASON,
      });
      expect(await move.together([chair, input(20)], [viceChair, input(30)])).toEqual(['CONFLICT', 'DONE']);
    });

    it.each<[string, (stage: object) => object, string]>([
      [
        'into the past',
        (stage) => ({ ...stage, dueAt: '2020-01-01T00:00:00Z', reason: REASON }),
        'DEADLINE_OUT_OF_BOUNDS',
      ],
      ['by years', (stage) => ({ ...stage, dueAt: '2090-01-01T00:00:00Z', reason: REASON }), 'DEADLINE_OUT_OF_BOUNDS'],
      [
        'without a reason',
        (stage) => ({ ...stage, dueAt: '2090-01-01T00:00:00Z', reason: ' ' }),
        'DEADLINE_NEEDS_REASON',
      ],
    ])('is refused %s', async (_case, input, expected) => {
      const stage = await taskOf(appraiser, 'APPRAISE_NOMINATION', await submitted());
      expect(await move.outcome(chair, input(stage))).toBe(expected);
      expect(await move.outcome(neighbour, input(stage))).toBe(
        expected === 'DEADLINE_NEEDS_REASON' ? expected : 'NOT_FOUND',
      );
    });
  });

  describe('answerChecklist', () => {
    it('lets no appraisal pass while a required item has no answer, and names it', async () => {
      const nominationId = await submitted();
      const stage = await taskOf(appraiser, 'APPRAISE_NOMINATION', nominationId);
      const refused = await pass.send(appraiser, stage);
      expect(refused.refusals.map(({ code, vi }) => [code, vi])).toEqual([
        ['CHECKLIST_UNANSWERED', expect.stringContaining('REPORT')],
        ['CHECKLIST_UNANSWERED', expect.stringContaining('MINUTES')],
      ]);
      const input = { ...stage, answers: [{ code: 'REPORT', answer: 'NO', note: 'Thiếu số liệu.' }] };
      const { first, again, other } = await check.repeated(appraiser, input, {
        answers: [{ code: 'REPORT', answer: 'YES' }],
      });
      expect([again, other]).toEqual([first, 'CONFLICT']);
      expect(await pass.outcome(appraiser, stage)).toBe('CHECKLIST_UNANSWERED');
      await checked(nominationId);
      expect((await pass.done(appraiser, stage)).nomination.state).toBe('RECOMMENDED');
    });

    it('keeps the last of two answers, and shows who gave it', async () => {
      const nominationId = await submitted();
      const stage = await taskOf(appraiser, 'APPRAISE_NOMINATION', nominationId);
      const of = (verdict: string, note?: string): object => ({
        ...stage,
        answers: [{ code: 'REPORT', answer: verdict, note }],
      });
      expect(await check.together([appraiser, of('YES')], [secondAppraiser, of('NO', 'Sai số liệu.')])).toEqual([
        'DONE',
        'DONE',
      ]);
      await check.done(secondAppraiser, of('YES'));
      const { checklist } = await read<{ checklist: { item: { code: string }; answer: { answer: string } | null }[] }>(
        nominationId,
        'checklist { item { code isRequired } answer { answer note answeredBy { id } } }',
      );
      expect(checklist.map(({ item, answer: given }) => [item.code, given?.answer ?? null])).toEqual([
        ['REPORT', 'YES'],
        ['MINUTES', null],
        ['CLIPPINGS', null],
      ]);
    });

    it.each<[string, object[], string]>([
      ['an item that there is not', [{ code: 'NOTHING', answer: 'YES' }], 'CHECKLIST_HAS_NO_SUCH_ITEM'],
      ['a NO without a note', [{ code: 'REPORT', answer: 'NO' }], 'CHECKLIST_NO_NEEDS_NOTE'],
      [
        'one item twice',
        [
          { code: 'REPORT', answer: 'YES' },
          { code: 'REPORT', answer: 'YES' },
        ],
        'CHECKLIST_ITEM_ANSWERED_TWICE',
      ],
      ['nothing', [], 'BAD_USER_INPUT'],
    ])('refuses %s', async (_case, answers, expected) => {
      const stage = await taskOf(appraiser, 'APPRAISE_NOMINATION', await submitted());
      expect(await check.outcome(appraiser, { ...stage, answers })).toBe(expected);
    });
  });

  describe('returnNomination with comments on fields', () => {
    it('shows them to the nominator beside the fields of that revision', async () => {
      const nominationId = await submitted();
      const stage = await taskOf(appraiser, 'APPRAISE_NOMINATION', nominationId);
      const comments = [
        { path: 'report.results[0].text', text: 'Cần số liệu năm trước.' },
        { path: 'achievement', text: 'Quá chung chung.' },
      ];
      await giveBack.done(appraiser, { ...stage, reason: REASON, comments });
      await taskOf(union, 'REVISE_NOMINATION', nominationId);
      await resubmit.done(union, { nominationId });
      const { revisions } = await read<{ revisions: { number: number; fieldComments: object[] }[] }>(
        nominationId,
        'revisions { number fieldComments { path text } }',
        union,
      );
      expect(revisions).toEqual([
        { number: 1, fieldComments: comments },
        { number: 2, fieldComments: [] },
      ]);
      const again = await taskOf(appraiser, 'APPRAISE_NOMINATION', nominationId);
      const unsafe = { ...again, reason: REASON, comments: [{ path: '../etc', text: 'x' }] };
      expect(await giveBack.outcome(appraiser, unsafe)).toBe('BAD_USER_INPUT');
    });
  });

  describe('consultations', () => {
    it('ask several bodies at once; the last answer gives the stage back', async () => {
      const nominationId = await submitted();
      const stage = await taskOf(appraiser, 'APPRAISE_NOMINATION', nominationId);
      const { first, again, other } = await consult.repeated(appraiser, { ...stage, ...LETTER }, { body: 'Khác' });
      expect([first.nomination.state, other]).toEqual(['CONSULTATION', 'CONFLICT']);
      expect(again).toEqual(first);
      const later = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
      await consult.done(appraiser, {
        ...stage,
        ...LETTER,
        body: 'Cục Thuế (minh họa)',
        silence: 'WAITS',
        answerBy: later,
      });
      expect(await pass.outcome(appraiser, stage)).toBe('NOMINATION_STATE');
      const waiting = (await tasksOf(appraiser, nominationId)).filter(
        ({ kind }) => kind === 'RECORD_CONSULTATION_ANSWER',
      );
      expect(waiting).toHaveLength(2);
      const [one, two] = waiting.map(({ id, version }) => ({ taskId: id, version }));
      expect(await answer.outcome(appraiser, { ...one, ...ANSWER, letterDate: '2020-01-01' })).toBe(
        'ANSWER_DATE_OUT_OF_BOUNDS',
      );
      const answered = await answer.repeated(appraiser, { ...one, ...ANSWER }, { answer: 'OBJECTS' });
      expect([answered.first.nomination.state, answered.other]).toEqual(['CONSULTATION', 'CONFLICT']);
      expect(answered.again).toEqual(answered.first);
      const closed = { ...two, reason: 'Đã có ý kiến qua điện thoại.' };
      expect(await close.outcome(appraiser, { ...closed, reason: ' ' })).toBe('CLOSING_NEEDS_REASON');
      expect(await close.together([appraiser, closed], [secondAppraiser, closed])).toEqual(['CONFLICT', 'DONE']);
      expect(await stateOf(nominationId)).toBe('UNDER_APPRAISAL');
      const { consultations } = await read<{ consultations: object[] }>(
        nominationId,
        'consultations { body status answer answerLetterNumber silence note }',
      );
      expect(consultations).toMatchObject([
        { body: LETTER.body, status: 'ANSWERED', answer: 'AGREES', answerLetterNumber: ANSWER.letterNumber },
        { status: 'CLOSED', silence: 'WAITS', note: closed.reason },
      ]);
    });

    it('are awaited by nobody any more once the nomination has left the stage', async () => {
      const nominationId = await submitted();
      const stage = await taskOf(appraiser, 'APPRAISE_NOMINATION', nominationId);
      await consult.done(appraiser, { ...stage, ...LETTER });
      await giveBack.done(appraiser, { ...stage, reason: 'Thiếu minh chứng' });
      await awaited('the return', async () => (await stateOf(nominationId)) === 'RETURNED');
      const { consultations } = await read<{ consultations: { endedAt: string | null }[] }>(
        nominationId,
        'consultations { status note endedAt }',
      );
      expect(consultations).toMatchObject([{ status: 'CLOSED', note: expect.stringContaining('has left the stage') }]);
      expect(consultations[0]?.endedAt).not.toBeNull();
    });

    it.each<[string, object, string]>([
      ['a letter of tomorrow', { ...LETTER, letterDate: '2090-01-01' }, 'LETTER_DATED_AFTER_TODAY'],
      ['a deadline that has passed', { ...LETTER, answerBy: '2020-01-01' }, 'CONSULTATION_DEADLINE_OUT_OF_BOUNDS'],
      ['a body without a name', { ...LETTER, body: ' ' }, 'BAD_USER_INPUT'],
      ['no date', { ...LETTER, letterDate: '2026-13-01' }, 'BAD_USER_INPUT'],
    ])('refuse %s', async (_case, letter, expected) => {
      const nominationId = await submitted();
      const stage = await taskOf(appraiser, 'APPRAISE_NOMINATION', nominationId);
      expect(await consult.outcome(appraiser, { ...stage, ...letter })).toBe(expected);
      expect(await stateOf(nominationId)).toBe('UNDER_APPRAISAL');
    });

    it('are for those who appraise', async () => {
      const nominationId = await submitted();
      const stage = await taskOf(appraiser, 'APPRAISE_NOMINATION', nominationId);
      expect(await consult.outcome(union, { ...stage, ...LETTER })).toBe('FORBIDDEN');
      expect(await consult.outcome(neighbour, { ...stage, ...LETTER })).toBe('NOT_FOUND');
    });
  });

  describe('forwardNomination', () => {
    it('opens a linked nomination one level up, with the dossier and both histories', async () => {
      const nominationId = await submitted();
      const stage = await taskOf(chair, 'APPRAISE_NOMINATION', nominationId);
      const [higher] = (
        await chair.read<{ awardTypes: { nodes: { id: string; code: string }[] } }>(
          'query Types { awardTypes(first: 200) { nodes { id code } } }',
        )
      ).awardTypes.nodes.filter(({ code }) => code === 'CONFEDERATION_MERIT_CERTIFICATE');
      const input = { ...stage, awardTypeId: higher?.id, reason: 'Thành tích vượt tầm tỉnh.' };
      expect(await forward.outcome(appraiser, input)).toBe('FORBIDDEN');
      expect(await forward.outcome(neighbour, input)).toBe('NOT_FOUND');
      expect(await forward.outcome(chair, { ...input, awardTypeId })).toBe('FORWARD_IS_NOT_UPWARD');
      expect(await forward.outcome(chair, { ...input, reason: ' ' })).toBe('FORWARDING_NEEDS_REASON');
      const { first, again, other } = await forward.repeated(chair, input, { reason: 'Khác' });
      expect([first.nomination.state, other]).toEqual(['FORWARDED_UP', 'CONFLICT']);
      expect(again).toEqual(first);
      const linked = await awaited('the linked nomination', async () => {
        const { forwardedTo } = await read<{ forwardedTo: { id: string; achievement: string } | null }>(
          nominationId,
          'forwardedTo { id achievement nominatingUnit { id } }',
          chair,
        );
        return forwardedTo ?? undefined;
      });
      expect(linked).toMatchObject({
        achievement: 'Hai sáng kiến (minh họa)',
        nominatingUnit: { id: scene.province.id },
      });
      expect(await read<object>(nominationId, 'forwardedTo { id }', union)).toEqual({ forwardedTo: null });
      await submit.done(chair, { nominationId: linked.id });
      const { forwardedFrom } = await read<{ forwardedFrom: { history: { nodes: { action: string }[] } } }>(
        linked.id,
        'forwardedFrom { id history(first: 50) { nodes { action } } }',
        system.asSeeded('tld-chair'),
      );
      expect(forwardedFrom.history.nodes.map(({ action }) => action)).toContain('FORWARD_UP');
      const seen = await read<{ forwardedTo: { state: string } }>(nominationId, 'forwardedTo { id state }', union);
      expect(seen.forwardedTo.state).toBe('UNDER_APPRAISAL');
    });

    it('is one outcome when one forwards and another passes at the same instant', async () => {
      const nominationId = await submitted();
      await checked(nominationId);
      const stage = await taskOf(chair, 'APPRAISE_NOMINATION', nominationId);
      const types = await chair.read<{ awardTypes: { nodes: { id: string; code: string }[] } }>(
        'query Types { awardTypes(first: 200) { nodes { id code } } }',
      );
      const higher = types.awardTypes.nodes.find(({ code }) => code === 'CONFEDERATION_MERIT_CERTIFICATE');
      const outcomes = await Promise.all([
        forward.outcome(chair, { ...stage, awardTypeId: higher?.id, reason: REASON }),
        pass.outcome(appraiser, stage),
      ]);
      expect([...outcomes].sort()).toEqual(['CONFLICT', 'DONE']);
    });
  });

  it('shows that a stage was passed over, to whoever sees the nomination', async () => {
    const { stages } = await read<{ stages: object[] }>(
      await submitted(),
      'stages { stage skipped escalateAfterDays }',
      deputy,
    );
    expect(stages).toMatchObject([
      { stage: 'UPPER_APPRAISAL', skipped: true },
      { stage: 'APPRAISAL', skipped: false, escalateAfterDays: 0 },
      { stage: 'DECISION', skipped: false },
    ]);
  });
});
