import { newId, seededId } from '@thidua/contracts/ids';
import { calendarDateAt } from '@thidua/service-kit';
import { AwardsBench, must, openTask, person, UNITS } from '../testing/awards-bench';

const today = calendarDateAt(new Date());
const drafter = person('FULL_TIME_CADRE', UNITS.lxSchool);
const chair = person('CHAIR', UNITS.lxSchool);
const upperChair = person('CHAIR', UNITS.lx);
const provinceCadre = person('FULL_TIME_CADRE', UNITS.ag);
const secretary = person('EMULATION_COUNCIL_SECRETARY', UNITS.ag);
const provinceChair = person('CHAIR', UNITS.ag);
const directChair = person('CHAIR', UNITS.direct);

describe('a nomination on its way', () => {
  let bench: AwardsBench;
  beforeAll(async () => {
    bench = await AwardsBench.start('route');
  });
  afterAll(() => bench.stop());

  it('goes from a draft through every stage to a numbered decision, and its history says all of it', async () => {
    const draft = await bench.draft(drafter, UNITS.lxSchool);
    expect(draft).toMatchObject({ state: 'DRAFT', stage: null, revision: 1, version: 1, tasks: [], revisions: [] });

    const submitted = await bench.command(chair, 'submitNomination', { nominationId: draft.id });
    expect(submitted).toMatchObject({ routing: 'DONE', code: null });
    let nomination = must(submitted.nomination);
    expect(nomination).toMatchObject({ state: 'UNDER_APPRAISAL', stage: 'UPPER_APPRAISAL', skippedStages: [] });
    expect(nomination.tasks).toMatchObject([{ kind: 'APPRAISE_NOMINATION', unitId: UNITS.lx.id, version: 1 }]);

    nomination = must(
      (await bench.command(upperChair, 'passAppraisal', { ...openTask(nomination), opinion: 'Đủ điều kiện.' }))
        .nomination,
    );
    expect(nomination).toMatchObject({ state: 'UNDER_APPRAISAL', stage: 'PROVINCIAL_APPRAISAL' });
    nomination = must((await bench.command(provinceCadre, 'passAppraisal', openTask(nomination))).nomination);
    expect(nomination).toMatchObject({ state: 'COUNCIL_REVIEW', stage: 'COUNCIL' });
    nomination = must(
      (
        await bench.command(secretary, 'recordCouncilVote', {
          ...openTask(nomination),
          councilMembers: 9,
          yes: 8,
          no: 1,
          abstain: 0,
        })
      ).nomination,
    );
    expect(nomination).toMatchObject({
      state: 'RECOMMENDED',
      stage: 'DECISION',
      councilVote: { passed: true, thresholdPercent: 80 },
    });
    const decided = await bench.command(provinceChair, 'decideNomination', {
      ...openTask(nomination),
      decisionNumber: ' 125/QĐ-LĐLĐ ',
      decidedOn: today,
    });
    nomination = must(decided.nomination);
    expect(nomination).toMatchObject({
      state: 'DECIDED',
      stage: null,
      tasks: [],
      decision: {
        number: '125/QĐ-LĐLĐ',
        decidedOn: today,
        signatory: { id: provinceChair.id },
        body: { id: UNITS.ag.id },
      },
    });

    const { data } = await bench.send(
      drafter,
      `query ($id: ID!) { nomination(id: $id) { history(first: 200) { nodes {
         sequence action actorId onBehalfOf position reason decisionNumber workflowId runId hash previousHash } } } }`,
      { id: nomination.id },
    );
    const entries = (data as unknown as { nomination: { history: { nodes: Record<string, unknown>[] } } }).nomination
      .history.nodes;
    expect(entries.map((entry) => entry['action'])).toEqual([
      'DRAFT',
      'SUBMIT',
      'ROUTED',
      'ADVANCE',
      'ROUTED',
      'ADVANCE',
      'ROUTED',
      'ADVANCE',
      'ROUTED',
      'DECIDE',
      'ROUTED',
    ]);
    expect(entries[3]).toMatchObject({
      actorId: upperChair.id,
      onBehalfOf: UNITS.lx.id,
      position: 'CHAIR',
      reason: 'Đủ điều kiện.',
      workflowId: `nomination/${nomination.id}`,
    });
    expect(entries[4]).toMatchObject({ actorId: 'workflow', runId: 'run-1', decisionNumber: 2 });
    entries.forEach((entry, index) => {
      expect(entry['sequence']).toBe(index + 1);
      expect(entry['previousHash']).toBe(entries[index - 1]?.['hash'] ?? '0'.repeat(64));
    });
  });

  it('skips, visibly, the stage that a union directly under the province does not have', async () => {
    const nomination = await bench.submitted(directChair, directChair, UNITS.direct);
    expect(nomination).toMatchObject({ stage: 'PROVINCIAL_APPRAISAL', skippedStages: [{ stage: 'UPPER_APPRAISAL' }] });
    const entries = await bench.trail(nomination.id);
    expect(entries[1]).toMatchObject({ action: 'SUBMIT', after: { skippedStages: ['UPPER_APPRAISAL'] } });
  });

  it('rule 5: pins the route’s version in the start input: a later route does not touch what was submitted', async () => {
    const tldChair = person('CHAIR', UNITS.tld);
    const [before] = bench.engine.delivered.filter(({ rowKind }) => rowKind === 'START');
    expect(before?.startInput).toMatchObject({ routeVersionId: expect.any(String) });
    expect(Object.keys(before?.startInput as object).sort()).toEqual([
      'nominatingUnitId',
      'nominationId',
      'routeVersionId',
      'stages',
    ]);
    const old = await bench.submitted(directChair, directChair, UNITS.direct, {
      awardTypeId: seededId('award-type', 'PROVINCIAL_AD_HOC_MERIT_CERTIFICATE'),
    });
    const changed = await bench.send(
      tldChair,
      `mutation ($input: ChangeAwardRouteInput!) { changeAwardRoute(input: $input) { __typename
         ... on ChangeAwardRouteSuccess { awardType { route { version stages { stage } } routes { validUntil } } }
         ... on CommandRefused { reasons { code } } } }`,
      {
        input: {
          commandId: newId(),
          awardTypeId: seededId('award-type', 'PROVINCIAL_AD_HOC_MERIT_CERTIFICATE'),
          validFrom: today,
          stages: [{ stage: 'DECISION', kind: 'DECISION', actorRule: 'PROVINCIAL_FEDERATION', timeLimitDays: 3 }],
        },
      },
    );
    expect(changed.errors).toEqual([]);
    expect(changed.data).toMatchObject({
      changeAwardRoute: {
        awardType: {
          route: { version: 2, stages: [{ stage: 'DECISION' }] },
          routes: [{ validUntil: today }, { validUntil: null }],
        },
      },
    });
    const moved = await bench.command(provinceCadre, 'passAppraisal', openTask(old));
    expect(moved.nomination).toMatchObject({ stage: 'DECISION', state: 'RECOMMENDED' });
    const fresh = await bench.submitted(directChair, directChair, UNITS.direct, {
      awardTypeId: seededId('award-type', 'PROVINCIAL_AD_HOC_MERIT_CERTIFICATE'),
    });
    expect(fresh).toMatchObject({ stage: 'DECISION', state: 'RECOMMENDED' });
  });

  it('comes back with a reason, is revised, and re-enters the stage that returned it as a new revision', async () => {
    let nomination = await bench.submitted(drafter, chair, UNITS.lxSchool);
    nomination = must((await bench.command(upperChair, 'passAppraisal', openTask(nomination))).nomination);
    const returned = await bench.command(provinceCadre, 'returnNomination', {
      ...openTask(nomination),
      reason: 'Thiếu số liệu sáng kiến.',
    });
    nomination = must(returned.nomination);
    expect(nomination).toMatchObject({
      state: 'RETURNED',
      stage: 'REVISION',
      revision: 1,
      revisions: [{ number: 1, returnReason: 'Thiếu số liệu sáng kiến.', returnedFromStage: 'PROVINCIAL_APPRAISAL' }],
      tasks: [{ kind: 'REVISE_NOMINATION', unitId: UNITS.lxSchool.id }],
    });
    const edited = await bench.command(drafter, 'editNomination', {
      nominationId: nomination.id,
      version: nomination.version,
      achievement: 'Hai sáng kiến, làm lợi 80 triệu đồng.',
    });
    expect(edited.nomination).toMatchObject({ state: 'RETURNED', version: 2, revision: 1 });
    const again = await bench.command(chair, 'resubmitNomination', {
      nominationId: nomination.id,
      ...openTask(nomination),
    });
    expect(again.nomination).toMatchObject({
      state: 'UNDER_APPRAISAL',
      stage: 'PROVINCIAL_APPRAISAL',
      revision: 2,
      revisions: [
        { number: 1, achievement: 'Có sáng kiến làm lợi cho đơn vị.', returnReason: 'Thiếu số liệu sáng kiến.' },
        { number: 2, achievement: 'Hai sáng kiến, làm lợi 80 triệu đồng.', returnReason: null },
      ],
      tasks: [{ kind: 'APPRAISE_NOMINATION', unitId: UNITS.ag.id }],
    });
    const last = bench.engine.delivered.at(-1);
    expect(last?.decision).toMatchObject({ action: 'RESUBMIT', revision: 2 });
    expect(JSON.stringify(bench.engine.delivered)).not.toContain('sáng kiến');
  });

  it('can be returned again, without naming the task when it is resubmitted', async () => {
    let nomination = await bench.submitted(directChair, directChair, UNITS.direct);
    for (const revision of [2, 3]) {
      await bench.command(provinceCadre, 'returnNomination', { ...openTask(nomination), reason: `Lần ${revision}` });
      nomination = must(
        (await bench.command(directChair, 'resubmitNomination', { nominationId: nomination.id })).nomination,
      );
      expect(nomination).toMatchObject({ revision, state: 'UNDER_APPRAISAL' });
    }
    expect(nomination.revisions.map(({ returnReason }) => returnReason)).toEqual(['Lần 2', 'Lần 3', null]);
  });

  it('ends when it is rejected, with the reason in its history', async () => {
    const nomination = await bench.submitted(drafter, chair, UNITS.lxSchool);
    const rejected = await bench.command(upperChair, 'rejectNomination', {
      ...openTask(nomination),
      reason: 'Không đủ tiêu chuẩn.',
    });
    expect(rejected.nomination).toMatchObject({ state: 'REJECTED', stage: null, tasks: [] });
    const entries = await bench.trail(nomination.id);
    expect(entries.at(-2)).toMatchObject({ action: 'REJECT', reason: 'Không đủ tiêu chuẩn.' });
  });

  it('is rejected by a vote below the threshold, with the vote as the reason; below the quorum nothing is recorded', async () => {
    let nomination = await bench.submitted(directChair, directChair, UNITS.direct);
    nomination = must((await bench.command(provinceCadre, 'passAppraisal', openTask(nomination))).nomination);
    const votes = { councilMembers: 9, no: 0, abstain: 0 };
    const small = await bench.command(secretary, 'recordCouncilVote', { ...openTask(nomination), ...votes, yes: 5 });
    expect(small.code).toBe('QUORUM_NOT_REACHED');
    const many = await bench.command(secretary, 'recordCouncilVote', { ...openTask(nomination), ...votes, yes: 10 });
    expect(many.code).toBe('BAD_USER_INPUT');
    expect(await bench.count('council_vote', 'nomination_id = ?', [nomination.id])).toBe(0);
    const failed = await bench.command(secretary, 'recordCouncilVote', {
      ...openTask(nomination),
      ...votes,
      yes: 7,
      no: 2,
    });
    expect(failed.nomination).toMatchObject({ state: 'REJECTED', councilVote: { passed: false } });
    const entries = await bench.trail(nomination.id);
    expect(entries.at(-2)).toMatchObject({ action: 'REJECT', reason: expect.stringContaining('7/9') });
  });

  it('is accepted while the engine is down, and the relay opens the next stage when it is back', async () => {
    const draft = await bench.draft(directChair, UNITS.direct);
    bench.engine.down = true;
    const accepted = await bench.command(directChair, 'submitNomination', { nominationId: draft.id });
    expect(accepted).toMatchObject({ routing: 'ACCEPTED', nomination: { state: 'SUBMITTED', tasks: [] } });
    expect(await bench.relay.deliverBatch()).toBe(0);
    bench.engine.down = false;
    await bench.dataSource.query('UPDATE outbox SET next_attempt_at = UTC_TIMESTAMP(6) WHERE done_at IS NULL');
    expect(await bench.relay.deliverBatch()).toBe(1);
    const { data } = await bench.send(directChair, `{ nomination(id: "${draft.id}") { state tasks { kind } } }`);
    expect(data).toMatchObject({
      nomination: { state: 'UNDER_APPRAISAL', tasks: [{ kind: 'APPRAISE_NOMINATION' }] },
    });
  });
});
