import { command, type OperationEntry, type PlantedRow, question } from '../../operation-entry';
import { awardsScene } from './awards-scene';
import { dossierScene } from './dossier-scene';
import { SEEN_OF_CHILD } from './nominations.entries';

/** Drafts of the unit: its own office alone sees that there are any. */
const DRAFT_OF_UNIT = { permission: 'nomination.read-draft', reach: { units: ['unit'] } } as const;
const OF_UNIT = { permission: 'nomination.read-draft', over: 'unit', seenWith: DRAFT_OF_UNIT } as const;
const SUBMITTED = {
  permission: 'nomination.read',
  over: SEEN_OF_CHILD,
  seenWith: { permission: 'nomination.read', reach: SEEN_OF_CHILD },
} as const;

/** Versions of drafts, comparisons, and lists of nominations. */
export const DOSSIER_ENTRIES: readonly OperationEntry[] = [
  question('nominationVersions', {
    ...OF_UNIT,
    owner: async ({ people }) => people.officers.CHAIR,
    args: { nominationId: 'ID!' },
    variables: async (scene) => ({ nominationId: (await scene.part(awardsScene)).toEditId }),
    select: 'version savedAt',
  }),
  question('nominationPrefill', {
    permission: 'nomination.draft',
    over: 'unit',
    seenWith: DRAFT_OF_UNIT,
    args: { nominationId: 'ID!' },
    variables: async (scene) => ({ nominationId: (await scene.part(awardsScene)).toEditId }),
    select: 'part text source { kind id }',
  }),
  question('compareNominationVersions', {
    ...OF_UNIT,
    owner: async ({ people }) => people.officers.CHAIR,
    args: { nominationId: 'ID!', from: 'Int!', to: 'Int!' },
    variables: async (scene) => ({ nominationId: (await scene.part(awardsScene)).toEditId, from: 1, to: 1 }),
    select: 'parts { part }',
  }),
  question('compareNominationRevisions', {
    ...SUBMITTED,
    args: { nominationId: 'ID!', from: 'Int!', to: 'Int!' },
    variables: async (scene) => ({
      nominationId: (await scene.part(awardsScene)).at.APPRAISAL.toPass.nominationId,
      from: 1,
      to: 1,
    }),
    select: 'parts { part }',
  }),
  command('draftNominationList', {
    permission: 'nomination.draft',
    over: 'unit',
    repeatable: true,
    input: ({ units }) => ({ nominatingUnitId: units.unit, title: 'Danh sách minh họa' }),
  }),
  command('beginPaperUpload', {
    permission: 'nomination.draft',
    over: 'unit',
    seenWith: DRAFT_OF_UNIT,
    repeatable: true,
    input: async (scene) => ({
      nominationId: (await scene.part(awardsScene)).toEditId,
      fileName: 'minh-hoa.pdf',
      size: 10,
      sha256: '0'.repeat(64),
    }),
  }),
  question('paperUpload', {
    ...OF_UNIT,
    owner: async ({ people }) => people.officers.CHAIR,
    args: { id: 'ID!' },
    variables: async (scene) => ({ id: (await scene.part(dossierScene)).uploadId }),
    select: 'state receivedParts',
  }),
  command('attachPaper', {
    permission: 'nomination.draft',
    over: 'unit',
    seenWith: DRAFT_OF_UNIT,
    input: async (scene) => ({ uploadId: (await scene.part(dossierScene)).uploadId, kind: 'CONFIRMATION' }),
  }),
  command('removePaper', {
    permission: 'nomination.draft',
    over: 'unit',
    seenWith: DRAFT_OF_UNIT,
    input: async (scene) => ({ paperId: (await scene.part(dossierScene)).paperId }),
  }),
  question('checkNomineeImport', {
    permission: 'nomination.draft',
    over: 'unit',
    seenWith: DRAFT_OF_UNIT,
    args: { listId: 'ID!', uploadId: 'ID!' },
    variables: async (scene) => {
      const { draftListId, nomineesId } = await scene.part(dossierScene);
      return { listId: draftListId, uploadId: nomineesId };
    },
    select: 'isReady problemCount',
  }),
  command('importNominees', {
    permission: 'nomination.draft',
    over: 'unit',
    seenWith: DRAFT_OF_UNIT,
    input: async (scene) => {
      const { draftListId, nomineesId } = await scene.part(dossierScene);
      return { listId: draftListId, uploadId: nomineesId };
    },
  }),
  question('nominationList', {
    ...OF_UNIT,
    note: 'of drafts',
    owner: async ({ people }) => people.officers.CHAIR,
    args: { id: 'ID!' },
    variables: async (scene) => ({ id: (await scene.part(dossierScene)).draftListId }),
    select: 'title nominations { nodes { id } }',
  }),
  question('nominationList', {
    ...SUBMITTED,
    args: { id: 'ID!' },
    variables: async (scene) => ({ id: (await scene.part(dossierScene)).submittedListId }),
    select: 'title nominations { nodes { id } }',
  }),
  question('nominationLists', {
    permission: 'nomination.read',
    over: null,
    args: { unitId: 'ID!' },
    variables: ({ units }) => ({ unitId: units.child }),
    select: 'nodes { id } edges { node { id } }',
    planted: async (scene): Promise<PlantedRow[]> => {
      const { submittedListId } = await scene.part(dossierScene);
      return [{ id: submittedListId, permission: 'nomination.read', reach: SEEN_OF_CHILD }];
    },
  }),
  question('nominationLists', {
    note: 'of drafts',
    permission: 'nomination.read-draft',
    over: null,
    args: { unitId: 'ID!' },
    variables: ({ units }) => ({ unitId: units.unit }),
    select: 'nodes { id } edges { node { id } }',
    planted: async (scene): Promise<PlantedRow[]> => {
      const { draftListId } = await scene.part(dossierScene);
      return [{ id: draftListId, ...DRAFT_OF_UNIT }];
    },
  }),
];
