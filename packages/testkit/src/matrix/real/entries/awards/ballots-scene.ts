import { sealBallot } from '@thidua/ballot';
import { GraphCommand } from '../../../../scene';
import type { MatrixScene } from '../../scene/matrix-scene';
import type { ScenePerson } from '../../scene/scene-person';
import { awardsScene } from './awards-scene';

/** A session with the one nomination that it is about. */
export interface SceneSession {
  readonly sessionId: string;
  readonly nominationId: string;
  readonly publicKey: string;
}

/** Secret ballots of the unit’s council. */
export interface BallotsScene {
  /** A nomination over which a session is to be opened. */
  readonly toOpenId: string;
  /** Who presides: an officer of the unit’s council. */
  readonly chairMemberId: string;
  /** Sessions that take votes: to vote in, to close, to void. */
  readonly open: SceneSession;
  readonly toClose: SceneSession;
  readonly toVoid: SceneSession;
  /** A session that has been counted. */
  readonly closed: SceneSession;
  /** Who drafted the nominations and is a member of the council and its secretary as well. */
  readonly party: ScenePerson;
}

const openBallotSession = new GraphCommand<{ session: { id: string; publicKey: string } }>(
  'openBallotSession',
  'session { id publicKey }',
);
const closeBallotSession = new GraphCommand<{ session: { state: string } }>('closeBallotSession', 'session { state }');

/** A vote as its voter seals it. */
export async function sealedVote(
  { sessionId, nominationId, publicKey }: SceneSession,
  { memberId }: Pick<ScenePerson, 'memberId'>,
): Promise<object> {
  const sealed = await sealBallot(publicKey, { sessionId, nominationId, memberId }, 'ABSTAIN');
  return { sessionId, nominationId, sealed };
}

/** Founds it. */
export async function ballotsScene(scene: MatrixScene): Promise<BallotsScene> {
  const { forBallots, party } = await scene.part(awardsScene);
  const { officers } = scene.people;
  const inCouncil = await scene.appointments.appointAlso(party, 'EMULATION_COUNCIL_MEMBER', 'unit');
  const secretary = officers.EMULATION_COUNCIL_SECRETARY.client;
  const chairMemberId = officers.EMULATION_COUNCIL_MEMBER.memberId;
  const [toOpenId = '', ...others] = forBallots;
  const sessions: SceneSession[] = [];
  for (const nominationId of others.slice(0, 4)) {
    const { session } = await openBallotSession.done(secretary, {
      bodyUnitId: scene.units.unit,
      nominationIds: [nominationId],
      chairMemberId,
    });
    sessions.push({ sessionId: session.id, nominationId, publicKey: session.publicKey });
  }
  const [open, toClose, toVoid, closed] = sessions;
  if (!open || !toClose || !toVoid || !closed) {
    throw new Error('there are four sessions');
  }
  await closeBallotSession.done(secretary, { sessionId: closed.sessionId, leaveWithoutQuorum: true });
  return { toOpenId, chairMemberId, open, toClose, toVoid, closed, party: inCouncil };
}
