import { Recording, taskId, type RecordedSubject } from './recording.fixture';

/** The units of the stories. */
export const UNION = 'union';
export const PROVINCE = 'province';
const APPRAISE = { kind: 'APPRAISE_NOMINATION', unitId: PROVINCE };
const DECIDE = { kind: 'DECIDE_NOMINATION', unitId: PROVINCE };
const STAGES = [
  { stage: 'UPPER_APPRAISAL', unitId: null },
  { stage: 'PROVINCIAL_APPRAISAL', unitId: PROVINCE },
  { stage: 'DECISION', unitId: PROVINCE },
];

/** A nomination under appraisal. */
export function underAppraisal(recording: Recording): { readonly nomination: RecordedSubject; readonly task: string } {
  const nomination = recording.subject('NOMINATION', 'DRAFT');
  const draft = { operation: 'draftNomination', action: 'DRAFT', after: { nominatingUnitId: UNION }, numbered: false };
  recording.act(nomination, draft);
  const submit = { operation: 'submitNomination', action: 'SUBMIT', after: { stages: STAGES } };
  recording.route(nomination, recording.act(nomination, submit), 'UNDER_APPRAISAL', [APPRAISE]);
  return { nomination, task: taskId(nomination, 1, APPRAISE.kind, PROVINCE) };
}

/** Passes the appraisal. @returns the commandId and the task that opens. */
export function passAppraisal(
  recording: Recording,
  nomination: RecordedSubject,
  task: string,
  without: Parameters<Recording['act']>[2] = [],
): { readonly commandId: string; readonly next: string } {
  const contested = { id: task, version: 1 };
  const pass = { operation: 'passAppraisal', action: 'ADVANCE', after: { taskId: task }, contested };
  const commandId = recording.act(nomination, pass, without);
  recording.complete(nomination, task);
  recording.route(nomination, commandId, 'RECOMMENDED', [DECIDE]);
  return { commandId, next: taskId(nomination, nomination.appliedNumber, DECIDE.kind, PROVINCE) };
}

/** Signs the award decision: the end. */
export function decide(recording: Recording, nomination: RecordedSubject, task: string, number: string): string {
  const contested = { id: task, version: 1 };
  const after = { taskId: task, decision: { number } };
  const commandId = recording.act(nomination, { operation: 'decideNomination', action: 'DECIDE', after, contested });
  recording.complete(nomination, task);
  recording.route(nomination, commandId, 'DECIDED');
  nomination.row.decisionNumber = number;
  nomination.finished = true;
  nomination.workflow.status = 'COMPLETED';
  return commandId;
}

/** A nomination from its draft to the award decision. */
export function decidedNomination(recording: Recording, number = '1/QĐ'): RecordedSubject {
  const { nomination, task } = underAppraisal(recording);
  decide(recording, nomination, passAppraisal(recording, nomination, task).next, number);
  return nomination;
}

/** A pledge that its head may draft; the deadline is at 09:00. */
export function preparedPledge(recording: Recording): RecordedSubject {
  const pledge = recording.subject('PLEDGE', 'DRAFTING');
  const reminderAt = '2026-01-01T08:30:00.000Z';
  const deadlineAt = '2026-01-01T09:00:00.000Z';
  const after = { headUnitId: UNION, ownerUnitId: PROVINCE, reminderAt, deadlineAt };
  const prepare = { operation: 'preparePledge', action: 'PREPARE', after, actorKind: 'system' as const };
  recording.route(pledge, recording.act(pledge, prepare), 'DRAFTING', [{ kind: 'DRAFT_PLEDGE', unitId: UNION }]);
  return pledge;
}

/** A pledge of one unit, open for its signature. */
export function openPledge(recording: Recording): RecordedSubject {
  const pledge = preparedPledge(recording);
  const members = { memberUnitIds: [UNION] };
  const open = recording.act(pledge, {
    operation: 'openPledgeForSignature',
    action: 'OPEN_FOR_SIGNATURE',
    after: members,
  });
  recording.complete(pledge, taskId(pledge, 1, 'DRAFT_PLEDGE', UNION));
  recording.route(pledge, open, 'SIGNING', [{ kind: 'SIGN_PLEDGE', unitId: UNION }]);
  return pledge;
}

/** The unit's signature: the pledge is complete. */
export function sign(
  recording: Recording,
  pledge: RecordedSubject,
  after: object = { unitId: UNION, late: false },
): void {
  const contested = { id: `signature/${pledge.id}/${UNION}`, version: 1 };
  const signed = recording.act(pledge, { operation: 'signPledge', action: 'SIGN', after, contested });
  recording.complete(pledge, taskId(pledge, 2, 'SIGN_PLEDGE', UNION));
  recording.route(pledge, signed, 'SIGNED');
  pledge.row.signedUnitIds = [UNION];
  pledge.finished = true;
  pledge.workflow.status = 'COMPLETED';
}
