import {
  type AwardCancellationRequest,
  AwardRevocationAction,
  type AwardRevocationInput,
  SubjectKind,
  workflowIdOf,
  WorkflowType,
} from '@thidua/contracts';
import { SubjectOnStage, WorkflowStage } from '../testing/workflow-stage';

type Step = 'cancelAwardPayments' | 'recordRevocationSettled';
type Death = 'BEFORE' | 'AFTER';

let stage: WorkflowStage;
let count = 0;

beforeEach(async () => {
  stage = await WorkflowStage.skippingTime();
});
afterEach(() => stage.close());

describe('awardRevocation', () => {
  it.each<[Step | null, Death]>([
    [null, 'BEFORE'],
    ['cancelAwardPayments', 'BEFORE'],
    ['cancelAwardPayments', 'AFTER'],
    ['recordRevocationSettled', 'BEFORE'],
    ['recordRevocationSettled', 'AFTER'],
  ])(
    'has finance cancel every payment and ends, also when a process dies at %s, %s its commit',
    async (dying, death) => {
      count += 1;
      const input: AwardRevocationInput = {
        revocationId: `revocation-${count}`,
        decisionId: 'decision',
        payingUnitId: 'unit-province',
        nominationIds: ['n-1', 'n-2'],
      };
      const subject = new SubjectOnStage(
        stage,
        WorkflowType.AwardRevocation,
        workflowIdOf(SubjectKind.AwardRevocation, input.revocationId),
        input,
      );
      const requests: AwardCancellationRequest[] = [];
      let recorded: { outcome: 'WON'; number: number } | null = null;
      let dead = false;
      const dyingOnce = async <Answer>(step: Step, act: () => Promise<Answer>): Promise<Answer> => {
        const dies = step === dying && !dead;
        dead ||= dies;
        if (dies && death === 'BEFORE') {
          throw new Error('the process died');
        }
        const answer = await act();
        if (dies) {
          throw new Error('the process died after its commit');
        }
        return answer;
      };
      stage.services = {
        cancelAwardPayments: (request) =>
          dyingOnce('cancelAwardPayments', async () => {
            requests.push(request);
          }),
        recordRevocationSettled: () =>
          dyingOnce('recordRevocationSettled', async () => {
            if (!recorded) {
              const decision = subject.commit(AwardRevocationAction.Settled);
              recorded = { outcome: 'WON', number: decision.number };
              await subject.deliver(decision);
            }
            return recorded;
          }),
      };
      await subject.start(subject.commit(AwardRevocationAction.Revoke));
      await subject.ended();
      // The same request however often it is made: finance knows it again.
      expect(new Set(requests.map((request) => JSON.stringify(request)))).toEqual(
        new Set([
          JSON.stringify({
            decisionId: 'decision',
            payingUnitId: 'unit-province',
            revocationId: input.revocationId,
            nominationIds: ['n-1', 'n-2'],
          }),
        ]),
      );
      expect(requests.length).toBe(dying === 'cancelAwardPayments' && death === 'AFTER' ? 2 : 1);
    },
  );
});
