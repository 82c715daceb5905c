import { awaited, GraphCommand, type PersistentClient, RunningSystem } from '@thidua/testkit';
import { DecisionStage } from '../testing/decision-stage';

interface Appeal {
  readonly id: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly answer: string | null;
}

const file = new GraphCommand<{ appeal: Appeal }>('fileAwardAppeal', 'appeal { id state outcome answer }');
const answer = new GraphCommand<{ appeal: Appeal }>('answerAwardAppeal', 'appeal { id state outcome answer }');
const withdraw = new GraphCommand<{ appeal: Appeal }>('withdrawAwardAppeal', 'appeal { id state outcome answer }');

describe('appeals about awards, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let stage: DecisionStage;
  beforeAll(async () => {
    stage = await DecisionStage.found(system);
  });

  const answering = (appealId: string, more: object = {}): object => ({
    appealId,
    outcome: 'PARTLY_UPHELD',
    answer: 'Bổ sung minh chứng rồi trình lại',
    ...more,
  });

  it('is filed by the nominee, answered by the body, and its workflow ends', async () => {
    const nominationId = await stage.nominated({ worker: 0 });
    const filing = { nominationId, content: 'Đề nghị xem xét lại' };
    expect(await file.outcome(stage.neighbour, filing)).toBe('NOT_FOUND');
    expect(await file.outcome(stage.chair, filing)).toBe('FORBIDDEN');
    const filed = await file.repeated(stage.worker(0), filing, { content: 'Khác' });
    expect([filed.again.appeal.id, filed.other]).toEqual([filed.first.appeal.id, 'CONFLICT']);
    const { id } = filed.first.appeal;
    const waitsFor = async (client: PersistentClient): Promise<boolean> =>
      (
        await client.read<{ viewer: { awardAppealsToAnswer: { nodes: { id: string; dueAt: string }[] } } }>(
          '{ viewer { id awardAppealsToAnswer(first: 200) { nodes { id dueAt } } } }',
        )
      ).viewer.awardAppealsToAnswer.nodes.some((appeal) => appeal.id === id);
    expect(await Promise.all([stage.chair, stage.viceChair, stage.cadre, stage.union].map(waitsFor))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(await answer.outcome(stage.cadre, answering(id))).toBe('FORBIDDEN');
    expect(await answer.outcome(stage.neighbour, answering(id))).toBe('NOT_FOUND');
    expect(await answer.together([stage.chair, answering(id)], [stage.viceChair, answering(id)])).toEqual([
      'APPEAL_STATE',
      'DONE',
    ]);
    await awaited('the end of the appeal’s workflow', async () => {
      const { awardAppeal } = await stage.worker(0).read<{
        awardAppeal: Appeal & { history: { nodes: { action: string }[] } };
      }>('query A($id: ID!) { awardAppeal(id: $id) { state outcome answer history { nodes { action } } } }', { id });
      expect(awardAppeal).toMatchObject({ state: 'ANSWERED', outcome: 'PARTLY_UPHELD' });
      return awardAppeal.history.nodes.map(({ action }) => action).join() === 'FILE,ROUTED,ANSWER,ROUTED';
    });
  });

  it('is withdrawn once, whoever asks at the same instant', async () => {
    const nominationId = await stage.nominated({ worker: 1 });
    const { appeal } = await file.done(stage.union, { nominationId, content: 'Đề nghị xem xét lại' });
    const input = { appealId: appeal.id, reason: 'Đã rõ' };
    expect(await withdraw.outcome(stage.neighbour, input)).toBe('NOT_FOUND');
    expect(await withdraw.together([stage.union, input], [stage.union, input])).toEqual(['APPEAL_STATE', 'DONE']);
    const again = await file.done(stage.union, { nominationId, content: 'Lần hai' });
    const repeated = await withdraw.repeated(
      stage.union,
      { appealId: again.appeal.id, reason: 'Đã rõ' },
      { reason: 'Khác' },
    );
    expect([repeated.again.appeal.state, repeated.other]).toEqual(['WITHDRAWN', 'CONFLICT']);
    const answered = await file.done(stage.union, { nominationId, content: 'Lần ba' });
    const { again: same, other } = await answer.repeated(stage.chair, answering(answered.appeal.id), {
      outcome: 'UPHELD',
    });
    expect([same.appeal.outcome, other]).toEqual(['PARTLY_UPHELD', 'CONFLICT']);
  });
});
