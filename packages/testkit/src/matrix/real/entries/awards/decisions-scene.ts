import { GraphCommand } from '../../../../scene';
import type { MatrixScene } from '../../scene/matrix-scene';
import { awardsScene } from './awards-scene';
import { decidedNomination } from './decided-nomination';

/** What the entries of decisions are about: drafts of the unit, one for each thing that is done to them. */
export interface DecisionsScene {
  readonly toEditId: string;
  readonly toAddToId: string;
  readonly toRemoveFromId: string;
  readonly toDiscardId: string;
  readonly toSignId: string;
  /** Nominations that can be added to a draft, and taken off one. */
  readonly toAdd: string;
  readonly toRemove: string;
  /** A decision that was signed. */
  readonly signedId: string;
}

const draftAwardDecision = new GraphCommand<{ decision: { id: string } }>('draftAwardDecision', 'decision { id }');

/** What a draft says. */
export const DECISION_TEXTS = {
  title: 'Về việc tặng Giấy khen (minh họa)',
  symbol: 'QĐ-MINHHOA',
  legalBases: ['Dữ liệu minh họa'],
} as const;

/** A decision at the version that it has now. */
export async function atVersion(scene: MatrixScene, decisionId: string): Promise<object> {
  const { awardDecision } = await scene.confederation.read<{ awardDecision: { version: number } }>(
    'query Version($id: ID!) { awardDecision(id: $id) { version } }',
    { id: decisionId },
  );
  return { decisionId, version: awardDecision.version };
}

/** Founds it. */
export async function decisionsScene(scene: MatrixScene): Promise<DecisionsScene> {
  const { toDecideTogether } = await scene.part(awardsScene);
  const [toAdd, toRemove, toSign] = toDecideTogether;
  const draft = async (nominationIds: readonly string[]): Promise<string> => {
    const input = { bodyUnitId: scene.units.unit, ...DECISION_TEXTS, nominationIds };
    return (await draftAwardDecision.done(scene.leader, input)).decision.id;
  };
  const { nomination } = await scene.confederation.read<{ nomination: { decision: { id: string } } }>(
    'query Decision($id: ID!) { nomination(id: $id) { decision { id } } }',
    { id: await scene.part(decidedNomination) },
  );
  return {
    toEditId: await draft([]),
    toAddToId: await draft([]),
    toRemoveFromId: await draft([toRemove]),
    toDiscardId: await draft([]),
    toSignId: await draft([toSign]),
    toAdd,
    toRemove,
    signedId: nomination.decision.id,
  };
}
