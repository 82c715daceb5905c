import { awaited, GraphCommand } from '../../../../scene';
import type { MatrixScene } from '../../scene/matrix-scene';
import { awardsScene, DECIDED_ON } from './awards-scene';
import { decidedNomination } from './decided-nomination';

/** What the entries of decisions are about: drafts of the unit, one for each thing that is done to them. */
export interface DecisionsScene {
  readonly toEditId: string;
  readonly toAddToId: string;
  readonly toRemoveFromId: string;
  readonly toDiscardId: string;
  readonly toSignId: string;
  readonly toPublishId: string;
  readonly toHandOverId: string;
  /** A decision of which one award is to be revoked, and a revocation whose item is to come back. */
  readonly toRevokeFromId: string;
  readonly toRevoke: string;
  readonly revocationId: string;
  readonly toRecover: string;
  /** Award money of the unit: due, and reversed. */
  readonly duePaymentId: string;
  readonly reversedPaymentId: string;
  /** Nominations that can be added to a draft, and taken off one. */
  readonly toAdd: string;
  readonly toRemove: string;
  /** A decision that was signed. */
  readonly signedId: string;
}

const draftAwardDecision = new GraphCommand<{ decision: { id: string } }>('draftAwardDecision', 'decision { id }');

const signAwardDecision = new GraphCommand<{ decision: { id: string } }>('signAwardDecision', 'decision { id }');
const publishAwardDecision = new GraphCommand<{ decision: { id: string } }>('publishAwardDecision', 'decision { id }');

const revokeAwards = new GraphCommand<{ revocation: { id: string } }>('revokeAwards', 'revocation { id }');

const setAwardMultiple = new GraphCommand<{ multiple: { id: string } }>(
  'setAwardMultiple',
  'multiple { id }',
  'SetAwardMultipleInput',
  'AwardMultipleSuccess',
);
const confirmAwardPayments = new GraphCommand<{ payments: { id: string }[] }>(
  'confirmAwardPayments',
  'payments { id }',
  'ConfirmAwardMoneyInput',
);

/** The money of a decision over one nomination, as soon as finance holds it so. */
function paymentOf(scene: MatrixScene, decisionId: string, state: string): Promise<string> {
  return awaited(`the payment, ${state}`, async () => {
    const { awardPayments } = await scene.leader.read<{ awardPayments: { nodes: { id: string }[] } }>(
      `query Money($unitId: ID!, $decisionId: ID!, $state: AwardPaymentState!) {
        awardPayments(unitId: $unitId, decisionId: $decisionId, state: $state) { nodes { id } } }`,
      { unitId: scene.units.unit, decisionId, state },
    );
    return awardPayments.nodes[0]?.id;
  });
}

/** Why awards are revoked. */
export const REVOCATION = {
  article: 'Dữ liệu minh họa',
  reason: 'Dữ liệu minh họa',
  revokedOn: DECIDED_ON,
} as const;

/** How a decision is published. */
export const PUBLICATION = { publishedOn: DECIDED_ON, place: 'Dữ liệu minh họa' } as const;

/** Waits until no nomination of a decision is on its way any more, and its workflows have heard of it. */
async function moved(scene: MatrixScene, decisionId: string): Promise<void> {
  interface Moving {
    readonly awardDecision: {
      readonly progress: readonly { readonly waiting: number }[];
      readonly items: {
        readonly nodes: readonly { readonly state: string; readonly nomination: { readonly state: string } }[];
      };
    };
  }
  await awaited('the nominations of the decision', async () => {
    const { awardDecision } = await scene.confederation.read<Moving>(
      'query Moving($id: ID!) { awardDecision(id: $id) { progress { waiting } items { nodes { state nomination { state } } } } }',
      { id: decisionId },
    );
    return (
      awardDecision.progress.every(({ waiting }) => waiting === 0) &&
      awardDecision.items.nodes.every(({ state, nomination }) => state === nomination.state)
    );
  });
}

/** What a draft says. */
export const DECISION_TEXTS = {
  title: 'Về việc tặng Giấy khen (minh họa)',
  symbol: 'QĐ-NHIỀU-HỒ-SƠ',
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
  const { toDecideTogether, awardTypeId } = await scene.part(awardsScene);
  const [toAdd = '', toRemove = '', toSign = '', toPublish = '', toHandOver = '', toRevoke = '', toRecover = ''] =
    toDecideTogether;
  await setAwardMultiple.done(scene.leader, {
    awardTypeId,
    validFrom: DECIDED_ON,
    recipients: 'INDIVIDUAL',
    multiple: '0.3',
  });
  const draft = async (nominationIds: readonly string[]): Promise<string> => {
    const input = { bodyUnitId: scene.units.unit, ...DECISION_TEXTS, nominationIds };
    return (await draftAwardDecision.done(scene.leader, input)).decision.id;
  };
  const signed = async (nominationId: string): Promise<string> => {
    const decisionId = await draft([nominationId]);
    await signAwardDecision.done(scene.people.officers.CHAIR.client, {
      ...(await atVersion(scene, decisionId)),
      decidedOn: DECIDED_ON,
    });
    await moved(scene, decisionId);
    return decisionId;
  };
  const published = async (nominationId: string): Promise<string> => {
    const decisionId = await signed(nominationId);
    await publishAwardDecision.done(scene.leader, { ...(await atVersion(scene, decisionId)), ...PUBLICATION });
    await moved(scene, decisionId);
    return decisionId;
  };
  const handedOver = await published(toHandOver);
  const revocable = await published(toRecover);
  await confirmAwardPayments.done(scene.leader, {
    paymentIds: [await paymentOf(scene, revocable, 'ORDERED')],
    on: DECIDED_ON,
    channel: 'CASH',
  });
  const { revocation } = await revokeAwards.done(scene.people.officers.CHAIR.client, {
    decisionId: revocable,
    nominationIds: [toRecover],
    ...REVOCATION,
  });
  await moved(scene, revocable);
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
    toPublishId: await signed(toPublish),
    toHandOverId: handedOver,
    toRevokeFromId: await published(toRevoke),
    toRevoke,
    revocationId: revocation.id,
    toRecover,
    duePaymentId: await paymentOf(scene, handedOver, 'ORDERED'),
    reversedPaymentId: await paymentOf(scene, revocable, 'REVERSED'),
    toAdd,
    toRemove,
    signedId: nomination.decision.id,
  };
}
