import { newId } from '@thidua/contracts/ids';
import { GraphCommand, RunningSystem } from '@thidua/testkit';
import { DECISION_TEXTS, DecisionStage, onDecision, type SeenDecision, TODAY } from '../testing/decision-stage';

const draft = onDecision('draftAwardDecision');
const edit = onDecision('editAwardDecision');
const add = onDecision('addToAwardDecision', 'ChangeAwardDecisionListInput');
const remove = onDecision('removeFromAwardDecision', 'ChangeAwardDecisionListInput');
const discard = onDecision('discardAwardDecision');
const sign = onDecision('signAwardDecision');
const raise = new GraphCommand<{ numbers: { lastNumber: number } }>(
  'raiseAwardDecisionNumber',
  'numbers { lastNumber }',
);
const giveBack = new GraphCommand<{ nomination: { id: string } }>('returnNomination', 'nomination { id }');

const year = Number(TODAY.slice(0, 4));

describe('award decisions, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let stage: DecisionStage;

  beforeAll(async () => {
    stage = await DecisionStage.found(system);
  });

  const at = ({ id, version }: SeenDecision, more: object = {}): object => ({ decisionId: id, version, ...more });
  const signing = (decision: SeenDecision, more: object = {}): object => at(decision, { decidedOn: TODAY, ...more });
  const returned = async (nominationId: string): Promise<void> => {
    const { nomination } = await stage.chair.read<{ nomination: { tasks: { id: string; version: number }[] } }>(
      'query Tasks($id: ID!) { nomination(id: $id) { tasks(status: OPEN) { id version } } }',
      { id: nominationId },
    );
    const [task] = nomination.tasks;
    await giveBack.done(stage.chair, { taskId: task?.id, version: task?.version, reason: 'Bổ sung minh chứng' });
  };

  it('a draft is repeated, changed and dropped, once for each commandId', async () => {
    const [one, two] = [await stage.nominated(), await stage.nominated()];
    const drafted = await draft.repeated(stage.cadre, stage.drafting([one]), { nominationIds: [] });
    expect(drafted.again).toEqual(drafted.first);
    expect(drafted.other).toBe('CONFLICT');
    const added = await add.repeated(stage.cadre, at(drafted.first.decision, { nominationIds: [two] }), {
      nominationIds: [one],
    });
    expect(added.again).toEqual(added.first);
    expect(added.other).toBe('CONFLICT');
    expect(added.first.decision.items.nodes).toHaveLength(2);
    const edited = await edit.repeated(stage.cadre, at(added.first.decision, DECISION_TEXTS), { title: 'Khác' });
    expect([edited.again.decision.version, edited.other]).toEqual([3, 'CONFLICT']);
    const removed = await remove.repeated(stage.cadre, at(edited.first.decision, { nominationIds: [one] }), {
      nominationIds: [two],
    });
    expect([removed.again.decision.items.nodes.length, removed.other]).toEqual([1, 'CONFLICT']);
    const dropped = await discard.repeated(stage.cadre, at(removed.first.decision, { reason: 'Nhầm' }), {
      reason: 'Khác',
    });
    expect([dropped.again.decision.state, dropped.other]).toEqual(['DISCARDED', 'CONFLICT']);
    // What a dropped draft held is free again.
    await draft.done(stage.cadre, stage.drafting([one, two]));
  });

  it('each command is refused outside its states, on a stale version and to others', async () => {
    const nominationId = await stage.nominated();
    const decision = await stage.drafted([nominationId]);
    const other = await stage.nominated();
    expect(await add.outcome(stage.cadre, at(decision, { nominationIds: [nominationId] }))).toBe(
      'NOMINATION_ALREADY_LISTED',
    );
    expect(await add.outcome(stage.cadre, at(decision, { nominationIds: [newId()] }))).toBe('NOT_FOUND');
    expect(await remove.outcome(stage.cadre, at(decision, { nominationIds: [other] }))).toBe('NOMINATION_NOT_LISTED');
    expect(await edit.outcome(stage.cadre, { ...at(decision, DECISION_TEXTS), version: 9 })).toBe('CONFLICT');
    expect(await edit.outcome(stage.cadre, at(decision, { ...DECISION_TEXTS, title: '\n' }))).toBe('BAD_USER_INPUT');
    expect(await edit.outcome(stage.union, at(decision, DECISION_TEXTS))).toBe('NOT_FOUND');
    expect(await sign.outcome(stage.cadre, signing(decision))).toBe('FORBIDDEN');
    expect(await sign.outcome(stage.union, signing(decision))).toBe('NOT_FOUND');
    expect(await sign.outcome(stage.chair, signing(decision, { decisionId: newId() }))).toBe('NOT_FOUND');
    expect(await sign.outcome(stage.chair, signing(decision, { decidedOn: '2020-02-30' }))).toBe('BAD_USER_INPUT');
    expect(await sign.outcome(stage.chair, signing(await stage.drafted([])))).toBe('DECISION_HAS_NO_NOMINATION');
    await sign.done(stage.chair, signing(decision));
    const signed = await stage.settled(decision.id);
    for (const command of [
      edit.outcome(stage.cadre, at(signed, DECISION_TEXTS)),
      add.outcome(stage.cadre, at(signed, { nominationIds: [other] })),
      remove.outcome(stage.cadre, at(signed, { nominationIds: [nominationId] })),
      discard.outcome(stage.cadre, at(signed, { reason: 'Nhầm' })),
      sign.outcome(stage.chair, signing(signed)),
    ]) {
      expect(await command).toBe('DECISION_STATE');
    }
  });

  it('two drafters who reach for one nomination at the same instant leave one decision that holds it', async () => {
    const nominationId = await stage.nominated();
    const input = stage.drafting([nominationId]);
    expect(await draft.together([stage.cadre, input], [stage.chair, input], [stage.viceChair, input])).toEqual([
      'DONE',
      'NOMINATION_IN_ANOTHER_DECISION',
      'NOMINATION_IN_ANOTHER_DECISION',
    ]);
  });

  it('two signers at the same instant leave one signature and one number, and every nomination moves', async () => {
    const nominationIds = [await stage.nominated(), await stage.nominated({ worker: 1 })];
    const decision = await stage.drafted(nominationIds);
    expect(await sign.together([stage.chair, signing(decision)], [stage.viceChair, signing(decision)])).toEqual([
      'DECISION_STATE',
      'DONE',
    ]);
    const signed = await stage.settled(decision.id);
    expect(signed).toMatchObject({
      state: 'SIGNED',
      number: expect.stringMatching(/^\d+\/QĐ-LĐLĐ$/),
      progress: [{ act: 'DECIDE', total: 2, waiting: 0, done: 2, refused: 0 }],
    });
    expect(signed.items.nodes.map(({ nomination }) => nomination?.state)).toEqual(['DECIDED', 'DECIDED']);
    const { nomination } = await stage.union.read<{
      nomination: { decision: { number: string }; history: { nodes: { action: string }[] } };
    }>('query Decided($id: ID!) { nomination(id: $id) { decision { number } history { nodes { action } } } }', {
      id: nominationIds[0],
    });
    expect(nomination.decision.number).toBe(signed.number);
    expect(nomination.history.nodes.map(({ action }) => action).slice(-2)).toEqual(['DECIDE', 'ROUTED']);
  });

  it('signs once for one commandId; decisions signed at the same instant get numbers that follow each other', async () => {
    const decisions = [
      await stage.drafted([await stage.nominated()]),
      await stage.drafted([await stage.nominated()]),
      await stage.drafted([await stage.nominated()]),
    ] as const;
    const { first, again, other } = await sign.repeated(stage.chair, signing(decisions[0]), { number: '900' });
    expect([again.decision.number, other]).toEqual([first.decision.number, 'CONFLICT']);
    const [one, two] = await Promise.all([
      sign.done(stage.chair, signing(decisions[1])),
      sign.done(stage.viceChair, signing(decisions[2])),
    ]);
    const ordinal = (decision: SeenDecision): number => Number(decision.number?.split('/')[0]);
    const before = ordinal(first.decision);
    expect([ordinal(one.decision), ordinal(two.decision)].toSorted((a, b) => a - b)).toEqual([before + 1, before + 2]);
    const raised = await raise.repeated(
      stage.chair,
      { bodyUnitId: stage.bodyUnitId, year, lastNumber: before + 100, reason: 'Đã cấp trên giấy' },
      { reason: 'Khác' },
    );
    expect([raised.again.numbers.lastNumber, raised.other]).toEqual([before + 100, 'CONFLICT']);
    const upTo = (lastNumber: number): object => ({
      bodyUnitId: stage.bodyUnitId,
      year,
      lastNumber,
      reason: 'Sổ giấy',
    });
    expect(await raise.outcome(stage.chair, upTo(before))).toBe('DECISION_NUMBER_GOES_BACK');
    expect(await raise.outcome(stage.cadre, upTo(before + 200))).toBe('FORBIDDEN');
    expect(await raise.together([stage.chair, upTo(before + 300)], [stage.viceChair, upTo(before + 300)])).toEqual([
      'DECISION_NUMBER_GOES_BACK',
      'DONE',
    ]);
  });

  it('a nomination that was returned meanwhile is named and spoils none', async () => {
    const [good, bad] = [await stage.nominated(), await stage.nominated()];
    const decision = await stage.drafted([bad, good]);
    await returned(bad);
    await sign.done(stage.chair, signing(decision));
    const signed = await stage.settled(decision.id);
    expect(signed.items.nodes.map(({ state, nomination, refusal }) => [state, nomination?.id, refusal?.code])).toEqual([
      ['DECIDED', good, undefined],
      ['REFUSED', bad, 'NOMINATION_NOT_AT_DECISION'],
    ]);
    const { errors } = await stage.neighbour.send('query D($id: ID!) { awardDecision(id: $id) { id } }', {
      id: decision.id,
    });
    expect(errors[0]?.extensions.code).toBe('NOT_FOUND');
    // The union sees the row of its own nomination alone.
    expect((await stage.read(decision.id, stage.union)).items.nodes.map(({ state }) => state)).toEqual(['DECIDED']);
  });
});
