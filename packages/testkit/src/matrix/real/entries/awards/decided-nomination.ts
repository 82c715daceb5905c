import { GraphCommand, type PersistentClient } from '../../../../scene';
import type { MatrixScene } from '../../scene/matrix-scene';
import { mandateOf } from '../../scene/scene-person';
import { awardsScene, awardTask, CHECKLIST_ITEM, DECIDED_ON, LETTER, PASSING_VOTE } from './awards-scene';

const onNomination = (name: string): GraphCommand<{ nomination: { id: string } }> =>
  new GraphCommand(name, 'nomination { id }');
const draftNomination = onNomination('draftNomination');
const submitNomination = onNomination('submitNomination');
const resubmitNomination = onNomination('resubmitNomination');
const returnNomination = onNomination('returnNomination');
const passAppraisal = onNomination('passAppraisal');
const recordCouncilVote = onNomination('recordCouncilVote');
const decideNomination = onNomination('decideNomination');
const answerChecklist = onNomination('answerChecklist');
const requestConsultation = onNomination('requestConsultation');
const closeConsultation = onNomination('closeConsultation');
const suspendNomination = onNomination('suspendNomination');
const resumeNomination = onNomination('resumeNomination');
const moveDeadline = onNomination('moveNominationDeadline');
const claimAwardTask = new GraphCommand<{ task: { version: number } }>('claimAwardTask', 'task { version }');

const WORDS = 'Dữ liệu minh họa';

/** What happens beside the stages: checked, an outside body asked, suspended, its deadline moved. @returns the version. */
async function onItsWay(
  client: PersistentClient,
  nominationId: string,
  task: { readonly taskId: string; readonly version: number },
): Promise<number> {
  await answerChecklist.done(client, { ...task, answers: [{ code: CHECKLIST_ITEM.code, answer: 'YES' }] });
  await requestConsultation.done(client, { ...task, ...LETTER });
  const asked = await awardTask(client, 'CONSULTATION', nominationId);
  await closeConsultation.done(client, { taskId: asked.id, version: asked.version, reason: WORDS });
  await suspendNomination.done(client, { nominationId, reason: WORDS });
  await resumeNomination.done(client, { nominationId, reason: WORDS });
  const dueAt = new Date(Date.now() + 5 * 86_400_000).toISOString();
  await moveDeadline.done(client, { ...task, dueAt, reason: WORDS });
  return task.version + 1;
}

/**
 * A nomination of the child with everything that can happen to one: returned, submitted again, its task claimed, voted
 * and decided. Nominated is the child's vice-chair, whom everybody can find among its officers. @returns its id.
 */
export async function decidedNomination(scene: MatrixScene): Promise<string> {
  const { awardTypeId, party } = await scene.part(awardsScene);
  const { CHAIR: chair, EMULATION_COUNCIL_SECRETARY: secretary } = scene.people.officers;
  const drafter = party.client.actingUnder(mandateOf(party, 'VICE_CHAIR', 'child'));
  const { nomination } = await draftNomination.done(drafter, {
    awardTypeId,
    nominatingUnitId: scene.units.child,
    nomineeMemberId: scene.people.of.VICE_CHAIR.child.memberId,
    achievement: WORDS,
  });
  const { id: nominationId } = nomination;
  await submitNomination.done(drafter, { nominationId });
  const returned = await awardTask(chair.client, 'APPRAISAL', nominationId);
  await returnNomination.done(chair.client, { taskId: returned.id, version: returned.version, reason: WORDS });
  await awardTask(drafter, 'REVISION', nominationId);
  await resubmitNomination.done(drafter, { nominationId });
  const appraisal = await awardTask(chair.client, 'APPRAISAL', nominationId);
  const claimed = await claimAwardTask.done(chair.client, { taskId: appraisal.id, version: appraisal.version });
  const version = await onItsWay(chair.client, nominationId, { taskId: appraisal.id, version: claimed.task.version });
  await passAppraisal.done(chair.client, { taskId: appraisal.id, version });
  const vote = await awardTask(secretary.client, 'COUNCIL_VOTE', nominationId);
  await recordCouncilVote.done(secretary.client, { taskId: vote.id, version: vote.version, ...PASSING_VOTE });
  const decision = await awardTask(chair.client, 'DECISION', nominationId);
  await decideNomination.done(chair.client, {
    taskId: decision.id,
    version: decision.version,
    decisionNumber: '2/QĐ-MINHHOA',
    decidedOn: DECIDED_ON,
  });
  return nominationId;
}
