import { newId, seededId } from '@thidua/contracts/ids';
import { addDays, calendarDateAt } from '@thidua/service-kit';
import {
  AwardsBench,
  must,
  type NominationView,
  openTask,
  person,
  type TestPerson,
  UNITS,
} from '../testing/awards-bench';

const today = calendarDateAt(new Date());
const chair = person('CHAIR', UNITS.direct);
const viceChair = person('VICE_CHAIR', UNITS.direct);
const cadre = person('FULL_TIME_CADRE', UNITS.ag);
const secondCadre = person('STANDING_COMMITTEE_MEMBER', UNITS.ag);
const secretary = person('EMULATION_COUNCIL_SECRETARY', UNITS.ag);
const provinceChair = person('CHAIR', UNITS.ag);
const provinceViceChair = person('VICE_CHAIR', UNITS.ag);
const stranger = person('CHAIR', UNITS.other);
const worker = person();
const vote = { councilMembers: 9, yes: 9, no: 0, abstain: 0 };

describe('commands on nominations', () => {
  let bench: AwardsBench;
  beforeAll(async () => {
    bench = await AwardsBench.start('commands');
  });
  afterAll(() => bench.stop());

  const submitted = (): Promise<NominationView> => bench.submitted(chair, chair, UNITS.direct);
  const atCouncil = async (): Promise<NominationView> =>
    must((await bench.command(cadre, 'passAppraisal', openTask(await submitted()))).nomination);
  const atDecision = async (): Promise<NominationView> =>
    must((await bench.command(secretary, 'recordCouncilVote', { ...openTask(await atCouncil()), ...vote })).nomination);
  const draftInput = (more: object = {}): object => ({
    awardTypeId: seededId('award-type', 'PROVINCIAL_MERIT_CERTIFICATE'),
    nominatingUnitId: UNITS.direct.id,
    nomineeMemberId: newId(),
    achievement: 'Thành tích',
    ...more,
  });

  describe('what a draft may be', () => {
    it.each<[string, object, string]>([
      ['no nominee', { nomineeMemberId: null }, 'BAD_USER_INPUT'],
      ['two nominees', { nomineeUnitId: UNITS.direct.id }, 'BAD_USER_INPUT'],
      ['a blank report', { achievement: ' \n ' }, 'BAD_USER_INPUT'],
      ['a report beyond its bound', { achievement: 'x'.repeat(20_001) }, 'BAD_USER_INPUT'],
      ['a malformed id', { awardTypeId: 'no-id' }, 'BAD_USER_INPUT'],
      ['a malformed commandId', { commandId: 'no-id' }, 'BAD_USER_INPUT'],
      ['an unknown award type', { awardTypeId: newId() }, 'NOT_FOUND'],
      ['an unknown unit', { nominatingUnitId: newId() }, 'NOT_FOUND'],
      ['an unknown collective', { nomineeMemberId: null, nomineeUnitId: newId() }, 'NOT_FOUND'],
      [
        'a collective of another unit',
        { nomineeMemberId: null, nomineeUnitId: UNITS.lxSchool.id },
        'NOMINEE_OUTSIDE_THE_UNIT',
      ],
      [
        'a person for a flag',
        { awardTypeId: seededId('award-type', 'PROVINCIAL_EMULATION_FLAG') },
        'AWARD_IS_NOT_FOR_THIS_RECIPIENT',
      ],
      [
        'a collective for a medal',
        {
          awardTypeId: seededId('award-type', 'COMMEMORATIVE_MEDAL'),
          nomineeMemberId: null,
          nomineeUnitId: UNITS.direct.id,
        },
        'AWARD_IS_NOT_FOR_THIS_RECIPIENT',
      ],
    ])('%s is refused', async (_name, more, code) => {
      const before = await bench.count('nomination');
      const answer = await bench.command(chair, 'draftNomination', draftInput(more));
      expect(answer.code).toBe(code);
      expect(await bench.count('nomination')).toBe(before);
    });

    it.each<[string, readonly string[], string | null]>([
      ['of the unit', [UNITS.direct.id], null],
      ['of a section of the unit', [UNITS.directSection.id], null],
      ['of another unit and of this one', [UNITS.otherSchool.id, UNITS.direct.id], null],
      ['of a unit beside it', [UNITS.lxSchool.id], 'NOMINEE_NOT_IN_UNIT'],
      ['of the level above alone', [UNITS.ag.id], 'NOMINEE_NOT_IN_UNIT'],
      ['of a unit that this service does not know', [newId()], 'NOMINEE_NOT_IN_UNIT'],
      ['of no unit today', [], 'NOMINEE_NOT_IN_UNIT'],
    ])('a person %s', async (_name, unitIds, code) => {
      const nomineeMemberId = newId();
      bench.owners.unitsOf.set(nomineeMemberId, unitIds);
      const answer = await bench.command(chair, 'draftNomination', draftInput({ nomineeMemberId }));
      expect(answer.code).toBe(code);
      expect(bench.owners.asked.at(-1)).toBe(`/internal/members/${nomineeMemberId}/units?asOf=${today}`);
    });

    it('a person whom membership does not know is NOT_FOUND', async () => {
      const nomineeMemberId = newId();
      bench.owners.unknownMembers.add(nomineeMemberId);
      const answer = await bench.command(chair, 'draftNomination', draftInput({ nomineeMemberId }));
      expect(answer.code).toBe('NOT_FOUND');
    });

    it.each<[string, string | null, string | null]>([
      ['of the province above', UNITS.ag.id, null],
      ['of the unit itself', UNITS.direct.id, null],
      ['of a unit under it', UNITS.directSection.id, 'CYCLE_OF_ANOTHER_BODY'],
      ['of another province', UNITS.other.id, 'CYCLE_OF_ANOTHER_BODY'],
      ['that emulation does not know', null, 'NOT_FOUND'],
    ])('a cycle %s', async (_name, ownerUnitId, code) => {
      const cycleId = newId();
      if (ownerUnitId) {
        bench.owners.cycles.set(cycleId, ownerUnitId);
      }
      expect((await bench.command(chair, 'draftNomination', draftInput({ cycleId }))).code).toBe(code);
    });

    it('what cannot be checked in two seconds is RETRY_LATER, and the same command is carried out later', async () => {
      const input = draftInput({ commandId: newId() });
      bench.owners.delay = 2500;
      const late = await bench.command(chair, 'draftNomination', input);
      expect(late.code).toBe('RETRY_LATER');
      bench.owners.delay = 0;
      const done = await bench.command(chair, 'draftNomination', input);
      expect(done.code).toBeNull();
      bench.owners.delay = 2500;
      const repeated = await bench.command(chair, 'draftNomination', input);
      bench.owners.delay = 0;
      expect(repeated.nomination?.id).toBe(done.nomination?.id);
    });

    it('a body that would judge itself is refused at submission, in words, and stays a draft', async () => {
      const { id } = await bench.draft(provinceChair, UNITS.ag, {
        awardTypeId: seededId('award-type', 'PROVINCIAL_EMULATION_FLAG'),
        nomineeMemberId: null,
        nomineeUnitId: UNITS.ag.id,
      });
      const answer = await bench.command(provinceChair, 'submitNomination', { nominationId: id });
      expect(answer.code).toBe('NOMINEE_WOULD_JUDGE_ITSELF');
      expect(await bench.count('nomination', "id = ? AND state = 'DRAFT'", [id])).toBe(1);
    });

    it('an id in capitals is refused, as everywhere in the graph', async () => {
      const input = draftInput({ nomineeMemberId: newId().toUpperCase() });
      expect((await bench.command(chair, 'draftNomination', input)).code).toBe('BAD_USER_INPUT');
    });

    it('a section of the unit can be nominated', async () => {
      const answer = await bench.command(
        chair,
        'draftNomination',
        draftInput({ nomineeMemberId: null, nomineeUnitId: UNITS.directSection.id }),
      );
      expect(answer.code).toBeNull();
    });

    it('Vietnamese text in any normal form is stored as NFC', async () => {
      const text = 'Đoàn viên tiêu biểu, có sáng kiến';
      const { achievement } = await bench.draft(chair, UNITS.direct, { achievement: `  ${text.normalize('NFD')}` });
      expect(achievement).toBe(text.normalize('NFC'));
    });
  });

  describe('who may', () => {
    it.each<[string, TestPerson]>([
      ['a worker without a position', worker],
      ['a chair of another province', stranger],
      ['a chair of the level above: a nomination is the unit’s own', provinceChair],
    ])('%s may not draft for the unit', async (_name, caller) => {
      const answer = await bench.command(caller, 'draftNomination', draftInput());
      expect(answer.code).toBe('FORBIDDEN');
      expect(answer.error?.message).toMatch(/cần một trong các chức danh.+needs one of these positions/s);
    });

    it('nobody acts on a stage without the mandate that its task names', async () => {
      const task = openTask(await submitted());
      // That there is such a nomination is nobody's business in another province.
      for (const [caller, code] of [
        [worker, 'FORBIDDEN'],
        [stranger, 'NOT_FOUND'],
        [chair, 'FORBIDDEN'],
        [viceChair, 'FORBIDDEN'],
      ] as const) {
        expect((await bench.command(caller, 'passAppraisal', task)).code).toBe(code);
        expect((await bench.command(caller, 'returnNomination', { ...task, reason: 'x' })).code).toBe(code);
        expect((await bench.command(caller, 'rejectNomination', { ...task, reason: 'x' })).code).toBe(code);
        expect((await bench.command(caller, 'claimAwardTask', task)).code).toBe(code);
      }
      const council = openTask(await atCouncil());
      expect((await bench.command(provinceChair, 'recordCouncilVote', { ...council, ...vote })).code).toBe('FORBIDDEN');
      expect((await bench.command(provinceChair, 'returnNomination', { ...council, reason: 'x' })).code).toBe(
        'FORBIDDEN',
      );
      expect((await bench.command(secretary, 'returnNomination', { ...council, reason: 'Bổ sung' })).code).toBeNull();
      const decision = openTask(await atDecision());
      const number = { decisionNumber: '1/QĐ-LĐLĐ', decidedOn: today };
      expect((await bench.command(cadre, 'decideNomination', { ...decision, ...number })).code).toBe('FORBIDDEN');
    });

    it('who drafted, who submitted and who is nominated never judge: not even with the mandate', async () => {
      const both = { ...cadre, mandates: [...cadre.mandates, ...chair.mandates] };
      const drafted = openTask(await bench.submitted(both, chair, UNITS.direct));
      const sent = openTask(await bench.submitted(chair, both, UNITS.direct));
      const nominated = openTask(await bench.submitted(chair, chair, UNITS.direct, { nomineeMemberId: cadre.id }));
      for (const task of [drafted, sent, nominated]) {
        for (const [operation, more] of [
          ['passAppraisal', {}],
          ['returnNomination', { reason: 'x' }],
          ['rejectNomination', { reason: 'x' }],
          ['claimAwardTask', {}],
        ] as const) {
          const answer = await bench.command(both, operation, { ...task, ...more });
          expect(answer.code).toBe('FORBIDDEN');
          expect(answer.error?.extensions).toMatchObject({ rule: 'SEPARATION_OF_DUTIES' });
        }
        expect((await bench.command(secondCadre, 'passAppraisal', task)).code).toBeNull();
      }
    });

    it('an earlier submitter stays barred after somebody else resubmitted', async () => {
      const both = { ...cadre, mandates: [...cadre.mandates, ...chair.mandates] };
      const first = await bench.submitted(viceChair, both, UNITS.direct);
      await bench.command(secondCadre, 'returnNomination', { ...openTask(first), reason: 'Bổ sung' });
      const again = must((await bench.command(viceChair, 'resubmitNomination', { nominationId: first.id })).nomination);
      expect((await bench.command(both, 'passAppraisal', openTask(again))).code).toBe('FORBIDDEN');
    });

    it('who edited the report is barred, and does not have it among their tasks', async () => {
      const both = { ...cadre, mandates: [...cadre.mandates, ...chair.mandates] };
      const { id, version } = await bench.draft(viceChair, UNITS.direct);
      await bench.command(both, 'editNomination', { nominationId: id, version, achievement: 'Sửa báo cáo.' });
      const task = openTask(must((await bench.command(chair, 'submitNomination', { nominationId: id })).nomination));
      const inboxOf = async (caller: TestPerson): Promise<string[]> => {
        const { data } = await bench.send(
          caller,
          `{ people: _entities(representations: [{ __typename: "Viewer", id: "${caller.id}" }]) {
               ... on Viewer { awardTasks(first: 200) { nodes { id } } } } }`,
        );
        const { people } = data as unknown as { people: { awardTasks: { nodes: { id: string }[] } }[] };
        return must(people[0]).awardTasks.nodes.map((node) => node.id);
      };
      const refused = await bench.command(both, 'passAppraisal', task);
      expect(refused.error?.extensions).toMatchObject({ code: 'FORBIDDEN', rule: 'SEPARATION_OF_DUTIES' });
      expect(await inboxOf(both)).not.toContain(task.taskId);
      expect(await inboxOf(secondCadre)).toContain(task.taskId);
    });

    it('who acts by a delegated mandate is barred by what the principal did', async () => {
      const [appraises] = cadre.mandates;
      const deputy = (principalId: string): TestPerson => ({
        ...secondCadre,
        mandates: [{ ...must(appraises), id: newId(), delegation: { officeId: newId(), principalId } }],
      });
      const task = openTask(await bench.submitted(chair, chair, UNITS.direct));
      const refused = await bench.command(deputy(chair.id), 'passAppraisal', task);
      expect(refused.error?.extensions).toMatchObject({ code: 'FORBIDDEN', rule: 'SEPARATION_OF_DUTIES' });
      expect((await bench.command(deputy(cadre.id), 'passAppraisal', task)).code).toBeNull();
    });

    it('the secretary of the council never decides: by no other mandate, and not after the office has ended', async () => {
      const decides = { ...provinceChair, mandates: [...provinceChair.mandates, ...secretary.mandates] };
      const recorded = { ...secretary, mandates: provinceChair.mandates };
      const decision = { ...openTask(await atDecision()), decisionNumber: '2/QĐ-LĐLĐ', decidedOn: today };
      for (const caller of [decides, recorded]) {
        const refused = await bench.command(caller, 'decideNomination', decision);
        expect(refused.error?.extensions).toMatchObject({ code: 'FORBIDDEN', rule: 'NOT_COUNCIL_SECRETARY' });
      }
      expect((await bench.command(provinceChair, 'decideNomination', decision)).code).toBeNull();
    });

    it('a draft of others is seen and changed by the unit’s own office alone, and seen by inspection', async () => {
      const { id, version } = await bench.draft(viceChair, UNITS.direct);
      const sees = async (caller: TestPerson): Promise<boolean> => {
        const { data } = await bench.send(caller, `{ nomination(id: "${id}") { id } }`);
        return data !== null;
      };
      const inspector = person('INSPECTION_COMMITTEE_MEMBER', UNITS.ag);
      expect(await Promise.all([viceChair, chair, inspector].map(sees))).toEqual([true, true, true]);
      expect(await Promise.all([provinceChair, cadre, secretary, stranger, worker].map(sees))).toEqual([
        false,
        false,
        false,
        false,
        false,
      ]);
      const edit = { nominationId: id, version, achievement: 'Sửa bởi người khác' };
      expect((await bench.command(provinceChair, 'editNomination', edit)).code).toBe('NOT_FOUND');
      expect((await bench.command(inspector, 'editNomination', edit)).code).toBe('FORBIDDEN');
    });
  });

  describe('unknown, wrong and out of turn', () => {
    it.each<[string, object]>([
      ['editNomination', { version: 1, achievement: 'x', nominationId: newId() }],
      ['submitNomination', { nominationId: newId() }],
      ['resubmitNomination', { nominationId: newId() }],
      ['passAppraisal', { taskId: newId(), version: 1 }],
      ['returnNomination', { taskId: newId(), version: 1, reason: 'x' }],
      ['rejectNomination', { taskId: newId(), version: 1, reason: 'x' }],
      ['recordCouncilVote', { taskId: newId(), version: 1, ...vote }],
      ['decideNomination', { taskId: newId(), version: 1, decisionNumber: '1', decidedOn: today }],
      ['claimAwardTask', { taskId: newId(), version: 1 }],
      ['unclaimAwardTask', { taskId: newId(), version: 1 }],
    ])('%s of something unknown is NOT_FOUND', async (operation, input) => {
      const everything = {
        ...chair,
        mandates: [...chair.mandates, ...provinceChair.mandates, ...secretary.mandates],
      };
      expect((await bench.command(everything, operation, input)).code).toBe('NOT_FOUND');
    });

    it.each(['', '   ', '\u00a0\n'])('a return or a rejection without a reason (%j) is refused', async (reason) => {
      const task = openTask(await submitted());
      expect((await bench.command(cadre, 'returnNomination', { ...task, reason })).code).toBe('RETURN_NEEDS_REASON');
      expect((await bench.command(cadre, 'rejectNomination', { ...task, reason })).code).toBe('REJECTION_NEEDS_REASON');
      expect((await bench.command(cadre, 'passAppraisal', task)).code).toBeNull();
    });

    it('a task of another kind is refused, and stays open', async () => {
      const appraisal = openTask(await submitted());
      const all = { ...cadre, mandates: [...cadre.mandates, ...provinceChair.mandates, ...secretary.mandates] };
      expect((await bench.command(all, 'recordCouncilVote', { ...appraisal, ...vote })).code).toBe('BAD_USER_INPUT');
      expect(
        (await bench.command(all, 'decideNomination', { ...appraisal, decisionNumber: '1', decidedOn: today })).code,
      ).toBe('BAD_USER_INPUT');
      const council = openTask(await atCouncil());
      expect((await bench.command(all, 'passAppraisal', council)).code).toBe('BAD_USER_INPUT');
      const draft = await submitted();
      await bench.command(cadre, 'returnNomination', { ...openTask(draft), reason: 'Bổ sung' });
      const { data } = await bench.send(
        chair,
        `{ nomination(id: "${draft.id}") { tasks(status: OPEN) { id version } } }`,
      );
      const [revise] = (data as unknown as { nomination: { tasks: { id: string; version: number }[] } }).nomination
        .tasks;
      const task = { taskId: must(revise).id, version: must(revise).version };
      expect((await bench.command(chair, 'rejectNomination', { ...task, reason: 'x' })).code).toBe('BAD_USER_INPUT');
    });

    it('each command is refused outside its states', async () => {
      const draft = await bench.draft(chair, UNITS.direct);
      expect((await bench.command(chair, 'resubmitNomination', { nominationId: draft.id })).code).toBe(
        'NOMINATION_STATE',
      );
      const nomination = await submitted();
      const own = { nominationId: nomination.id };
      expect((await bench.command(chair, 'submitNomination', own)).code).toBe('NOMINATION_STATE');
      expect((await bench.command(chair, 'resubmitNomination', own)).code).toBe('NOMINATION_STATE');
      expect((await bench.command(chair, 'editNomination', { ...own, version: 1, achievement: 'x' })).code).toBe(
        'NOMINATION_STATE',
      );
    });

    it('an edit on a stale version is CONFLICT', async () => {
      const { id } = await bench.draft(chair, UNITS.direct);
      const edit = { nominationId: id, version: 1, achievement: 'Bản sửa' };
      const answers = await Promise.all([
        bench.command(chair, 'editNomination', edit),
        bench.command(viceChair, 'editNomination', edit),
      ]);
      expect(answers.map(({ code }) => code ?? 'DONE').sort()).toEqual(['CONFLICT', 'DONE']);
    });

    it('a decision is dated between the submission and today', async () => {
      const task = openTask(await atDecision());
      for (const decidedOn of [addDays(today, 1), addDays(today, -1)]) {
        const answer = await bench.command(provinceChair, 'decideNomination', {
          ...task,
          decisionNumber: '77/QĐ-LĐLĐ',
          decidedOn,
        });
        expect(answer.code).toBe('DECISION_DATE_OUT_OF_BOUNDS');
      }
      for (const [decisionNumber, decidedOn] of [
        ['  ', today],
        ['77', '2021-02-30'],
      ]) {
        const answer = await bench.command(provinceChair, 'decideNomination', { ...task, decisionNumber, decidedOn });
        expect(answer.code).toBe('BAD_USER_INPUT');
      }
    });

    it('votes that are no numbers of a council are refused', async () => {
      const task = openTask(await atCouncil());
      for (const figures of [
        { ...vote, yes: -1 },
        { ...vote, councilMembers: 0 },
        { ...vote, councilMembers: 1000 },
        { ...vote, yes: 8, no: 2 },
      ]) {
        const answer = await bench.command(secretary, 'recordCouncilVote', { ...task, ...figures });
        expect(answer.code).toBe('BAD_USER_INPUT');
      }
    });
  });

  describe('repeated and at the same instant', () => {
    it('the same command again returns the first answer and does nothing; with another payload it is CONFLICT', async () => {
      const commandId = newId();
      const first = await bench.command(chair, 'draftNomination', draftInput({ commandId, nomineeMemberId: chair.id }));
      const again = await bench.command(chair, 'draftNomination', draftInput({ commandId, nomineeMemberId: chair.id }));
      expect(again.nomination?.id).toBe(must(first.nomination).id);
      const other = await bench.command(chair, 'draftNomination', draftInput({ commandId, achievement: 'Khác' }));
      expect(other.code).toBe('CONFLICT');
      const foreign = await bench.command(
        viceChair,
        'draftNomination',
        draftInput({ commandId, nomineeMemberId: chair.id }),
      );
      expect(foreign.code).toBe('CONFLICT');
      expect(await bench.count('nomination', 'nominee_member_id = ?', [chair.id])).toBe(1);
    });

    it.each<[string, () => Promise<[TestPerson, string, object]>]>([
      [
        'submitNomination',
        async () => [chair, 'submitNomination', { nominationId: (await bench.draft(chair, UNITS.direct)).id }],
      ],
      ['passAppraisal', async () => [cadre, 'passAppraisal', openTask(await submitted())]],
      ['returnNomination', async () => [cadre, 'returnNomination', { ...openTask(await submitted()), reason: 'x' }]],
      ['rejectNomination', async () => [cadre, 'rejectNomination', { ...openTask(await submitted()), reason: 'x' }]],
      ['recordCouncilVote', async () => [secretary, 'recordCouncilVote', { ...openTask(await atCouncil()), ...vote }]],
      [
        'decideNomination',
        async () => [
          provinceChair,
          'decideNomination',
          { ...openTask(await atDecision()), decisionNumber: 'repeated', decidedOn: today },
        ],
      ],
      ['claimAwardTask', async () => [cadre, 'claimAwardTask', openTask(await submitted())]],
    ])('%s, five times at once with one commandId, happens once and answers alike', async (_name, prepare) => {
      const [caller, operation, input] = await prepare();
      const commandId = newId();
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => bench.command(caller, operation, { ...input, commandId })),
      );
      expect(answers.map(({ code }) => code)).toEqual([null, null, null, null, null]);
      expect(await bench.count('command', 'command_id = ?', [commandId])).toBe(1);
      expect(await bench.count('outbox', 'command_id = ?', [commandId])).toBe(operation === 'claimAwardTask' ? 0 : 1);
    });

    it('two approvers on one task: one moves it, the other gets CONFLICT that names what happened', async () => {
      const nomination = await submitted();
      const task = openTask(nomination);
      const answers = await Promise.all([
        bench.command(cadre, 'passAppraisal', task),
        bench.command(secondCadre, 'returnNomination', { ...task, reason: 'Bổ sung' }),
      ]);
      const winner = answers.findIndex(({ code }) => code === null);
      const loser = answers[1 - winner];
      expect(loser?.code).toBe('CONFLICT');
      expect(loser?.error?.extensions['happened']).toMatchObject({
        status: 'COMPLETED',
        outcome: winner === 0 ? 'PASSED' : 'RETURNED',
        by: winner === 0 ? cadre.id : secondCadre.id,
      });
      expect(loser?.error?.message).toContain(winner === 0 ? 'PASSED' : 'RETURNED');
      const actions = (await bench.trail(nomination.id)).map(({ action }) => action);
      expect(actions).toEqual(['DRAFT', 'SUBMIT', 'ROUTED', winner === 0 ? 'ADVANCE' : 'RETURN', 'ROUTED']);
    });

    it('two deciders with one number: one decision holds it, the other is told and may take another', async () => {
      const [one, other] = [openTask(await atDecision()), openTask(await atDecision())];
      const number = { decisionNumber: '2024/QĐ-LĐLĐ', decidedOn: today };
      const answers = await Promise.all([
        bench.command(provinceChair, 'decideNomination', { ...one, ...number }),
        bench.command(provinceViceChair, 'decideNomination', { ...other, ...number }),
      ]);
      expect(answers.map(({ code }) => code ?? 'DONE').sort()).toEqual(['DECISION_NUMBER_TAKEN', 'DONE']);
      expect(await bench.count('award_decision', 'number = ?', ['2024/QĐ-LĐLĐ'])).toBe(1);
      const free = answers[0]?.code === null ? other : one;
      const second = await bench.command(provinceChair, 'decideNomination', {
        ...free,
        decisionNumber: '2025/QĐ-LĐLĐ',
        decidedOn: today,
      });
      expect(second.nomination?.state).toBe('DECIDED');
    });

    it('a claimed task is decided only by who claimed it, until it is given back', async () => {
      const task = openTask(await submitted());
      const claimed = await bench.command(cadre, 'claimAwardTask', task);
      expect(claimed).toMatchObject({
        __typename: 'ClaimAwardTaskSuccess',
        task: { version: 2, assigneeId: cadre.id },
      });
      expect((await bench.command(secondCadre, 'claimAwardTask', task)).code).toBe('CONFLICT');
      const current = { ...task, version: 2 };
      expect((await bench.command(secondCadre, 'passAppraisal', current)).error?.extensions['happened']).toMatchObject({
        status: 'CLAIMED',
        assigneeId: cadre.id,
      });
      expect((await bench.command(secondCadre, 'unclaimAwardTask', current)).code).toBe('CONFLICT');
      const free = await bench.command(cadre, 'unclaimAwardTask', current);
      expect(free.task).toMatchObject({ version: 3, assigneeId: null });
      expect((await bench.command(secondCadre, 'passAppraisal', { ...task, version: 3 })).code).toBeNull();
    });
  });
});

describe('award types', () => {
  let bench: AwardsBench;
  beforeAll(async () => {
    bench = await AwardsBench.start('types');
  });
  afterAll(() => bench.stop());

  const stages = [{ stage: 'DECISION', kind: 'DECISION', actorRule: 'PROVINCIAL_FEDERATION', timeLimitDays: 5 }];
  const define = async (caller: TestPerson, more: object = {}): Promise<string> => {
    const { data, errors } = await bench.send(
      caller,
      `mutation ($input: DefineAwardTypeInput!) { defineAwardType(input: $input) { kind: __typename
         ... on DefineAwardTypeSuccess { awardType { id name provenance } }
         ... on CommandRefused { reasons { code } } } }`,
      {
        input: {
          commandId: newId(),
          ownerUnitId: UNITS.ag.id,
          code: 'AG-THI-THO',
          name: 'Giải hội thi',
          kind: 'COMMENDATION',
          form: 'COMMENDATION_LETTER',
          issuerLevel: 'PROVINCIAL_FEDERATION',
          track: 'THEMATIC',
          recipients: 'BOTH',
          validFrom: '2020-01-01',
          stages,
          ...more,
        },
      },
    );
    const result = (data as unknown as { defineAwardType: { kind: string; reasons?: { code: string }[] } } | null)
      ?.defineAwardType;
    return String(errors[0]?.extensions.code ?? result?.reasons?.[0]?.code ?? result?.kind);
  };

  it('are defined by a leader of the owner; a code once', async () => {
    expect(await define(person('FULL_TIME_CADRE', UNITS.ag))).toBe('FORBIDDEN');
    expect(await define(stranger)).toBe('FORBIDDEN');
    const answers = await Promise.all([define(provinceChair), define(provinceViceChair)]);
    expect(answers.sort()).toEqual(['AWARD_TYPE_CODE_TAKEN', 'DefineAwardTypeSuccess']);
  });

  it.each<[string, object, string]>([
    ['dates that end before they start', { validUntil: '2019-12-31' }, 'BAD_USER_INPUT'],
    ['no stage', { stages: [] }, 'BAD_USER_INPUT'],
    ['a time limit of zero', { stages: [{ ...stages[0], timeLimitDays: 0 }] }, 'BAD_USER_INPUT'],
    ['a route without a decision', { stages: [{ ...stages[0], kind: 'APPRAISAL' }] }, 'ROUTE_ENDS_WITH_ONE_DECISION'],
    ['a threshold above 100', { stages: [{ ...stages[0], thresholdPercent: 101 }] }, 'BAD_USER_INPUT'],
    ['a code with spaces', { code: 'A B' }, 'BAD_USER_INPUT'],
  ])('%s is refused', async (_name, more, code) => {
    expect(await define(provinceChair, { code: 'AG-KHAC', ...more })).toBe(code);
  });

  it('of another province cannot be used', async () => {
    await define(provinceChair, { code: 'AG-RIENG' });
    const { data } = await bench.send(worker, `{ awardTypes(ownerUnitId: "${UNITS.ag.id}") { nodes { id code } } }`);
    const types = (data as unknown as { awardTypes: { nodes: { id: string; code: string }[] } }).awardTypes.nodes;
    const answer = await bench.command(person('CHAIR', UNITS.otherSchool), 'draftNomination', {
      awardTypeId: must(types.find(({ code }) => code === 'AG-RIENG')).id,
      nominatingUnitId: UNITS.otherSchool.id,
      nomineeMemberId: newId(),
      achievement: 'x',
    });
    expect(answer.code).toBe('AWARD_TYPE_OF_ANOTHER_BODY');
  });

  it('whose route has no deciding unit above the nominating one cannot be submitted', async () => {
    const draft = await bench.draft(chair, UNITS.direct, {
      awardTypeId: seededId('award-type', 'UPPER_UNION_COMMENDATION_LETTER'),
    });
    const answer = await bench.command(chair, 'submitNomination', { nominationId: draft.id });
    expect(answer.code).toBe('ROUTE_HAS_NO_DECIDING_UNIT');
    expect(await bench.count('nomination_stage', 'nomination_id = ?', [draft.id])).toBe(0);
  });

  it('keep a route’s past: a new one begins today at the earliest and after the one before', async () => {
    const tldChair = person('CHAIR', UNITS.tld);
    const change = async (
      validFrom: string,
      awardTypeId = seededId('award-type', 'CONFEDERATION_MERIT_CERTIFICATE'),
    ): Promise<string> => {
      const { data, errors } = await bench.send(
        tldChair,
        `mutation ($input: ChangeAwardRouteInput!) { changeAwardRoute(input: $input) { kind: __typename
           ... on CommandRefused { reasons { code } } } }`,
        { input: { commandId: newId(), awardTypeId, validFrom, stages } },
      );
      const result = (data as unknown as { changeAwardRoute: { kind: string; reasons?: { code: string }[] } } | null)
        ?.changeAwardRoute;
      return String(errors[0]?.extensions.code ?? result?.reasons?.[0]?.code ?? result?.kind);
    };
    expect(await change(addDays(today, -1))).toBe('ROUTE_WOULD_CHANGE_THE_PAST');
    expect(await change(today, newId())).toBe('NOT_FOUND');
    expect(await change(addDays(today, 10))).toBe('ChangeAwardRouteSuccess');
    expect(await change(addDays(today, 10))).toBe('ROUTE_WOULD_CHANGE_THE_PAST');
  });
});
