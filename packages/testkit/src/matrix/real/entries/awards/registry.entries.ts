import { awaited, GraphCommand } from '../../../../scene';
import { command, type PlantedRow, question, type OperationEntry, type Reach } from '../../operation-entry';
import type { MatrixScene } from '../../scene/matrix-scene';
import { decisionsScene } from './decisions-scene';

const WORDS = 'Dữ liệu minh họa';

const recordPastAward = new GraphCommand<{ receivedAward: { id: string } }>('recordPastAward', 'receivedAward { id }');

/** Over which units the registry must be readable to see an award of the child. */
export const AWARD_OF_CHILD: Reach = { units: ['child'] };

const award = async (scene: MatrixScene, recipientMemberId: string | null): Promise<string> => {
  const { receivedAward } = await recordPastAward.done(scene.leader, {
    homeUnitId: scene.units.child,
    recipientMemberId,
    name: WORDS,
    form: 'COMMENDATION_LETTER',
    issuerLevel: 'PROVINCIAL_FEDERATION',
    meritYear: 2019,
    decisionNumber: '9/QĐ-MINHHOA',
    decidedOn: '2019-12-31',
    externalBody: WORDS,
    sourceDocument: WORDS,
  });
  return receivedAward.id;
};

/** An award that the child itself received from a body outside the unions. */
export const awardOfChild = (scene: MatrixScene): Promise<string> => award(scene, null);

/** An award of the child's vice-chair, whom everybody can find among its officers. */
export const awardOfOfficer = (scene: MatrixScene): Promise<string> =>
  award(scene, scene.people.of.VICE_CHAIR.child.memberId);

/** What a template says. */
const CERTIFICATE_CONTENT = {
  emblemText: '{body}',
  title: WORDS,
  recipientText: '{recipient}',
  bodyText: WORDS,
  placeText: WORDS,
  signatureText: WORDS,
} as const;

const defineTemplate = new GraphCommand<{ template: { id: string } }>('defineCertificateTemplate', 'template { id }');
const requestCertificates = new GraphCommand<{ batch: { id: string } }>('requestCertificates', 'batch { id }');

/** A template of the unit's own. */
const templateOfUnit = async (scene: MatrixScene): Promise<string> => {
  const input = { ownerUnitId: scene.units.unit, name: scene.code(), content: CERTIFICATE_CONTENT };
  return (await defineTemplate.done(scene.leader, input)).template.id;
};

/** An award that a published decision of the unit gave to somebody of the child, once their name has been read. */
const awardGivenByUnit = async (scene: MatrixScene): Promise<string> => {
  const { toHandOverId } = await scene.part(decisionsScene);
  const { receivedAwards } = await scene.leader.read<{
    receivedAwards: { nodes: { id: string; decisionId: string | null }[] };
  }>(
    'query Given($unit: ID!) { receivedAwards(filter: { underUnitId: $unit }, first: 200) { nodes { id decisionId } } }',
    { unit: scene.units.child },
  );
  const given = receivedAwards.nodes.find(({ decisionId }) => decisionId === toHandOverId);
  if (!given) {
    throw new Error('the published decision gave nobody of the child an award');
  }
  return given.id;
};

/** A batch that the unit asked for; it is made, so that nothing is written for it any more. */
const batchOfUnit = async (scene: MatrixScene): Promise<string> => {
  const input = {
    receivedAwardIds: [await scene.part(awardGivenByUnit)],
    templateId: await scene.part(templateOfUnit),
  };
  const id = await awaited('the name of the recipient', async () => {
    const { result } = await requestCertificates.send(scene.leader, input);
    return result?.batch.id ?? null;
  });
  await awaited('the certificates', async () => {
    const { certificateBatch } = await scene.leader.read<{ certificateBatch: { state: string } }>(
      'query Batch($id: ID!) { certificateBatch(id: $id) { state } }',
      { id },
    );
    return certificateBatch.state === 'DONE';
  });
  return id;
};

const plantedAward = async (scene: MatrixScene): Promise<PlantedRow[]> => [
  { id: await scene.part(awardOfChild), permission: 'award-registry.read', reach: AWARD_OF_CHILD },
];

/** Asserted tallies, the registry of awards, its statistics and certificates. */
export const REGISTRY_ENTRIES: readonly OperationEntry[] = [
  question('receivedAward', {
    permission: 'award-registry.read',
    over: AWARD_OF_CHILD,
    seenWith: { permission: 'award-registry.read', reach: AWARD_OF_CHILD },
    args: { id: 'ID!' },
    variables: async (scene) => ({ id: await scene.part(awardOfChild) }),
    select: 'id',
  }),
  question('receivedAwards', {
    permission: 'award-registry.read',
    over: null,
    select: 'nodes { id } edges { node { id } }',
    args: { first: 'Int!' },
    variables: () => ({ first: 200 }),
    planted: plantedAward,
  }),
  question('certificateTemplates', { permission: 'graph.read', over: null, select: 'nodes { id }' }),
  command('defineCertificateTemplate', {
    permission: 'certificate-template.define',
    over: 'unit',
    repeatable: true,
    input: (scene) => ({ ownerUnitId: scene.units.unit, name: scene.code(), content: CERTIFICATE_CONTENT }),
  }),
  command('changeCertificateTemplate', {
    permission: 'certificate-template.define',
    over: 'unit',
    repeatable: true,
    input: async (scene) => {
      const templateId = await scene.part(templateOfUnit);
      const { certificateTemplates } = await scene.leader.read<{
        certificateTemplates: { nodes: { id: string; version: number }[] };
      }>(
        'query Templates($owner: ID!) { certificateTemplates(ownerUnitId: $owner, first: 200) { nodes { id version } } }',
        { owner: scene.units.unit },
      );
      const { version } = certificateTemplates.nodes.find(({ id }) => id === templateId) ?? { version: 0 };
      return { templateId, version, content: CERTIFICATE_CONTENT };
    },
  }),
  command('requestCertificates', {
    permission: 'certificate.issue',
    over: 'unit',
    seenWith: { permission: 'award-registry.read', reach: AWARD_OF_CHILD },
    repeatable: true,
    input: async (scene) => {
      // Once there is a batch, the recipient's name is known.
      await scene.part(batchOfUnit);
      return {
        receivedAwardIds: [await scene.part(awardGivenByUnit)],
        templateId: await scene.part(templateOfUnit),
      };
    },
  }),
  question('certificateBatch', {
    permission: 'certificate.issue',
    over: 'unit',
    args: { id: 'ID!' },
    variables: async (scene) => ({ id: await scene.part(batchOfUnit) }),
    select: 'id state',
  }),
  question('awardStatistics', {
    permission: 'award-statistics.read',
    over: 'unit',
    args: { unitId: 'ID!', fromYear: 'Int!', toYear: 'Int!' },
    variables: ({ units }) => ({ unitId: units.unit, fromYear: 2019, toYear: 2024 }),
    select: 'awarded { collectives individuals }',
  }),
  question('awardTallies', { permission: 'graph.read', over: null, select: 'nodes { id }' }),
  command('recordAwardTally', {
    permission: 'award-tally.record',
    over: 'unit',
    repeatable: true,
    input: ({ units }) => ({
      ownerUnitId: units.unit,
      unitName: WORDS,
      periodFrom: '2023-01-01',
      periodTo: '2023-12-31',
      label: WORDS,
      standing: 'AWARDED',
      grantor: 'PROVINCIAL_FEDERATION',
      forms: ['MERIT_CERTIFICATE'],
      collectives: 1,
      source: WORDS,
      sentence: WORDS,
    }),
  }),
];
