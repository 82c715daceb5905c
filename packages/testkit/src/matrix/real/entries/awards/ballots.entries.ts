import { command, question, type BrokenCondition, type OperationEntry, type PlantedRow } from '../../operation-entry';
import type { MatrixScene } from '../../scene/matrix-scene';
import { mandateOf } from '../../scene/scene-person';
import { ballotsScene, sealedVote, type BallotsScene } from './ballots-scene';

/** Whoever reads sessions of the unit’s council learns that there is one. */
const SEEN = { permission: 'ballot.read', reach: { units: ['unit'] } } as const;
const REASON = 'Dữ liệu minh họa';

function party(position: 'EMULATION_COUNCIL_MEMBER' | 'EMULATION_COUNCIL_SECRETARY'): BrokenCondition {
  return {
    condition: 'SEPARATION_OF_DUTIES',
    facts: { isParty: true },
    person: async (scene) => (await scene.part(ballotsScene)).party,
    actAs: (person) => mandateOf(person, position, 'unit'),
  };
}

const CONDUCT = {
  permission: 'ballot.conduct',
  over: 'unit',
  by: 'EMULATION_COUNCIL_SECRETARY',
  broken: [party('EMULATION_COUNCIL_SECRETARY')],
} as const;
const CAST = {
  permission: 'ballot.cast',
  over: 'unit',
  by: 'EMULATION_COUNCIL_MEMBER',
  seenWith: SEEN,
} as const;

const on =
  (which: 'open' | 'toClose' | 'toVoid', more: object = {}) =>
  async (scene: MatrixScene): Promise<object> => {
    const { sessionId } = (await scene.part(ballotsScene))[which];
    return { sessionId, ...more };
  };
const closedId = async (scene: MatrixScene): Promise<string> => (await scene.part(ballotsScene)).closed.sessionId;
const voteOn = async (scene: MatrixScene, { open }: BallotsScene): Promise<object> =>
  sealedVote(open, scene.people.officers.EMULATION_COUNCIL_MEMBER);

/** Secret ballots of councils. */
export const BALLOT_ENTRIES: readonly OperationEntry[] = [
  question('ballotSession', {
    permission: 'ballot.read',
    over: 'unit',
    seenWith: SEEN,
    args: { id: 'ID!' },
    variables: async (scene) => ({ id: await closedId(scene) }),
    select: 'id items { ordinal }',
  }),
  question('ballotSessionHistory', {
    permission: 'ballot.read',
    over: 'unit',
    seenWith: SEEN,
    args: { sessionId: 'ID!' },
    variables: async (scene) => ({ sessionId: await closedId(scene) }),
    select: 'nodes { sequence }',
  }),
  question('ballotSessions', {
    permission: 'ballot.read',
    over: null,
    args: { first: 'Int!', filter: 'BallotSessionFilter' },
    variables: ({ units }) => ({ first: 200, filter: { bodyUnitId: units.unit } }),
    select: 'nodes { id } edges { node { id } }',
    planted: async (scene): Promise<PlantedRow[]> => [
      { id: await closedId(scene), permission: 'ballot.read', reach: { units: ['unit'] } },
    ],
  }),
  command('openBallotSession', {
    ...CONDUCT,
    input: async (scene) => {
      const { toOpenId, chairMemberId } = await scene.part(ballotsScene);
      return { bodyUnitId: scene.units.unit, nominationIds: [toOpenId], chairMemberId };
    },
  }),
  command('castVote', {
    ...CAST,
    broken: [party('EMULATION_COUNCIL_MEMBER')],
    input: async (scene) => voteOn(scene, await scene.part(ballotsScene)),
  }),
  command('recuseFromBallot', {
    ...CAST,
    input: async (scene) => {
      const { sessionId, nominationId } = (await scene.part(ballotsScene)).toClose;
      return { sessionId, nominationId, reason: REASON };
    },
  }),
  command('recordWrittenVote', {
    ...CONDUCT,
    seenWith: SEEN,
    input: async (scene) => {
      const { toVoid } = await scene.part(ballotsScene);
      const absent = scene.people.officers.EMULATION_COUNCIL_MEMBER;
      return {
        ...(await sealedVote(toVoid, absent)),
        memberId: absent.memberId,
        letterNumber: '1/TB',
        letterDate: '2020-01-01',
        letterDigest: 'ab'.repeat(32),
      };
    },
  }),
  command('closeBallotSession', { ...CONDUCT, seenWith: SEEN, input: on('toClose', { leaveWithoutQuorum: true }) }),
  command('voidBallotSession', { ...CONDUCT, seenWith: SEEN, input: on('toVoid', { reason: REASON }) }),
];
