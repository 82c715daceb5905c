import {
  NominationTimer,
  type NominationApprovalState,
  type OpenConsultation,
  type RouteStage,
} from '@thidua/contracts';

/** What the clock of a stage or of a consultation does next. */
export interface NextTimedAct {
  /** One of NominationTimer. */
  readonly timer: string;
  /** When, ISO 8601 in UTC. */
  readonly dueAt: string;
  /** Number of the instruction that set the clock. */
  readonly instructionNumber: number;
  /** Number of the decision that last moved it; absent while nothing has. */
  readonly clockNumber?: number;
}

function moved(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}

/** A clock whose deadline was moved after it was set. */
function clockOf(state: NominationApprovalState, instructionNumber: number): { readonly clockNumber?: number } {
  return state.clockNumber === undefined || state.clockNumber <= instructionNumber
    ? {}
    : { clockNumber: state.clockNumber };
}

/**
 * What the open stage's clock does next: remind, mark as overdue, tell the unit above. Pure.
 * @returns null while no clock runs: nothing is open, the nomination is suspended, or all has been done.
 */
export function nextStageAct(state: NominationApprovalState, stages: readonly RouteStage[]): NextTimedAct | null {
  const { dueAt, stageInstructionNumber: instructionNumber } = state;
  const stage = stages[state.stageIndex];
  if (dueAt === null || !stage || isSuspended(state)) {
    return null;
  }
  const act = (timer: string, at: string): NextTimedAct => ({
    timer,
    dueAt: at,
    instructionNumber,
    ...clockOf(state, instructionNumber),
  });
  if (!state.overdue) {
    return stage.remindBeforeSeconds !== undefined && !state.reminded
      ? act(NominationTimer.StageReminder, moved(dueAt, -stage.remindBeforeSeconds))
      : act(NominationTimer.StageOverdue, dueAt);
  }
  return stage.escalateAfterSeconds !== undefined && stage.escalationUnitId && !state.escalated
    ? act(NominationTimer.StageEscalation, moved(dueAt, stage.escalateAfterSeconds))
    : null;
}

/** What the clock of a consultation does next; null when it has been answered, is overdue or stands still. Pure. */
export function nextConsultationAct(state: NominationApprovalState, consultationId: string): NextTimedAct | null {
  const consultation = openConsultations(state).find(({ id }) => id === consultationId);
  return !consultation || consultation.overdue || isSuspended(state)
    ? null
    : {
        timer: NominationTimer.ConsultationDeadline,
        dueAt: consultation.dueAt,
        instructionNumber: consultation.instructionNumber,
      };
}

/** Whether both are the same act, to be done at the same time. */
export function isSameAct(one: NextTimedAct | null, other: NextTimedAct | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether the nomination's clocks stand still. */
export function isSuspended({ suspendedFrom }: NominationApprovalState): boolean {
  return (suspendedFrom ?? null) !== null;
}

/** Consultations that have not been answered. */
export function openConsultations({ consultations }: NominationApprovalState): readonly OpenConsultation[] {
  return consultations ?? [];
}
