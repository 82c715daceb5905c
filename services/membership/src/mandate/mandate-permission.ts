import type { Permission } from '@thidua/contracts';
import type { CommandActor } from '@thidua/service-kit';
import { Position } from '../officer/position.enum';

/** Who leads a unit or watches over it: given by a unit above, so that nobody there makes or unmakes their own superior. */
const MADE_FROM_ABOVE: readonly Position[] = [Position.Chair, Position.ViceChair, Position.InspectionCommitteeMember];

/** The permission to appoint to a position and to end it. */
export function permissionToAppoint(position: Position): Permission {
  return MADE_FROM_ABOVE.includes(position) ? 'officer.appoint-leader' : 'officer.appoint';
}

/** The permission to suspend a mandate of a position and to resume it. */
export function permissionToSuspend(position: Position): Permission {
  return MADE_FROM_ABOVE.includes(position) ? 'mandate.suspend-leader' : 'mandate.suspend';
}

/** Whether the one who acts is the member, or acts by a mandate that the member delegated to them. */
export function actsAsOrFor(actor: CommandActor, memberId: string): boolean {
  return (
    actor.kind === 'person' &&
    (actor.passport.subject === memberId ||
      actor.passport.mandates.some(({ delegation }) => delegation?.principalId === memberId))
  );
}
