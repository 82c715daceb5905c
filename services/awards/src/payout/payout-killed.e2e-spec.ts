import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { awaited, GraphCommand, RunningSystem } from '@thidua/testkit';
import { DecisionStage, onDecision, type SeenDecision, TODAY } from '../testing/decision-stage';

interface Payment {
  readonly id: string;
  readonly state: string;
  readonly nominationId: string;
  readonly entries: readonly { readonly amount: number }[];
}
type Killed = 'finance' | 'awards' | 'workflows';

const publish = onDecision('publishAwardDecision');
const revoke = new GraphCommand<{ revocation: { id: string } }>('revokeAwards', 'revocation { id }');
const confirm = new GraphCommand<{ payments: { id: string }[] }>(
  'confirmAwardPayments',
  'payments { id }',
  'ConfirmAwardMoneyInput',
);
const url = process.env['THIDUA_URL'] ?? '';
const pids = (): Record<string, number> =>
  JSON.parse(readFileSync(join(process.env['THIDUA_STATE'] ?? '', 'pids.json'), 'utf8')) as Record<string, number>;

async function everyPartAnswers(): Promise<void> {
  await awaited('every part of the system', async () => {
    const response = await fetch(`${url}/ready`).catch(() => null);
    await response?.arrayBuffer();
    return response?.ok === true;
  });
}

/** Ends a process as a machine that fails would, and waits until the supervisor has brought it back. */
async function kill(name: Killed): Promise<void> {
  const before = pids()[name] ?? 0;
  process.kill(before, 'SIGKILL');
  while ((pids()[name] ?? before) === before) {
    await wait(20);
  }
  await everyPartAnswers();
}

describe('award money, while processes are killed', () => {
  const system = RunningSystem.fromEnvironment();
  let stage: DecisionStage;
  beforeAll(async () => {
    stage = await DecisionStage.found(system);
  });
  beforeEach(everyPartAnswers);
  afterAll(everyPartAnswers);

  const payments = async (decisionId: string): Promise<readonly Payment[]> => {
    const { awardPayments } = await stage.chair.read<{ awardPayments: { nodes: Payment[] } }>(
      `query Money($unitId: ID!, $decisionId: ID!) { awardPayments(unitId: $unitId, decisionId: $decisionId) {
         nodes { id state nominationId entries { amount } } } }`,
      { unitId: stage.bodyUnitId, decisionId },
    );
    return awardPayments.nodes;
  };
  const stateOfAll = (decisionId: string, states: readonly string[]): Promise<readonly Payment[]> =>
    awaited(`payments that are ${states.join(' or ')}`, async () => {
      const found = await payments(decisionId);
      return found.length > 0 && found.every(({ state }) => states.includes(state)) ? found : null;
    });
  const publishing = ({ id, version }: SeenDecision): object => ({
    decisionId: id,
    version,
    publishedOn: TODAY,
    place: 'Cổng thông tin',
  });

  it.each<[Killed, number]>([
    ['finance', 0],
    ['finance', 40],
    ['awards', 10],
    ['workflows', 20],
  ])('is ordered once and taken back once when %s dies %i ms after each command', async (name, delay) => {
    const nominationIds = [
      await stage.nominated({ worker: 0 }),
      await stage.nominated({ worker: 1 }),
      await stage.nominated('COLLECTIVE'),
    ];
    const decision = await stage.decided(nominationIds);
    await publish.done(stage.cadre, publishing(decision));
    await wait(delay);
    await kill(name);
    const due = await awaited('three payments', async () => {
      const found = await payments(decision.id);
      return found.length === 3 ? found : null;
    });
    expect(new Set(due.map(({ nominationId }) => nominationId))).toEqual(new Set(nominationIds));
    const paid = due.find(({ nominationId }) => nominationId === nominationIds[0]);
    await confirm.done(stage.chair, { paymentIds: [paid?.id], on: TODAY, channel: 'CASH' });
    await stage.settled(decision.id);
    await revoke.done(stage.chair, {
      decisionId: decision.id,
      nominationIds,
      article: 'Điều 93 Luật Thi đua, khen thưởng',
      reason: 'Kê khai gian dối thành tích',
      revokedOn: TODAY,
    });
    await wait(delay);
    await kill(name);
    const after = await stateOfAll(decision.id, ['CANCELLED', 'REVERSED']);
    expect(after).toHaveLength(3);
    expect(after.flatMap(({ entries }) => entries.map(({ amount }) => Math.sign(amount)))).toEqual([1, -1]);
    const settled = await stage.settled(decision.id);
    expect(settled.items.nodes.map(({ state }) => state)).toEqual(['REVOKED', 'REVOKED', 'REVOKED']);
  });
});
