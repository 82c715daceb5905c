import type { MatrixScene } from './scene/matrix-scene';
import type { ScenePerson } from './scene/scene-person';
import { awardsScene } from './entries/awards/awards-scene';
import { decisionsScene } from './entries/awards/decisions-scene';
import { emulationScene } from './entries/emulation/emulation-scene';

/** How the matrix names a row of an entity to the subgraph that resolves it, and as whom. */
export interface ReferenceEntry {
  /** `subgraph.Type`. */
  readonly entity: string;
  /** What is particular, where there are several entries. */
  readonly note?: string;
  /** Id of the row. */
  readonly id: (scene: MatrixScene) => Promise<string>;
  /** Whom the row is open to, and who is beyond its reach. */
  readonly within: (scene: MatrixScene) => ScenePerson;
  readonly beyond: (scene: MatrixScene) => ScenePerson;
  /** A field that has a value for the one and none for the other, where the row itself is common. */
  readonly hidden?: string;
}

const leader = ({ people }: MatrixScene): ScenePerson => people.officers.VICE_CHAIR;
const stranger = ({ people }: MatrixScene): ScenePerson => people.of.VICE_CHAIR.otherProvince;
const unit = async ({ units }: MatrixScene): Promise<string> => units.unit;
const member = async ({ people }: MatrixScene): Promise<string> => people.officers.FULL_TIME_CADRE.memberId;
const worker = async ({ people: { member: found } }: MatrixScene): Promise<string> => found.memberId;
const oneself = async (scene: MatrixScene): Promise<string> => leader(scene).memberId;
const people = { within: leader, beyond: stranger } as const;

/** Every entity of every subgraph: one without an entry fails the matrix with its name. */
export const REFERENCE_ENTRIES: readonly ReferenceEntry[] = [
  { entity: 'membership.UnionUnit', id: unit, ...people },
  { entity: 'membership.Member', id: member, ...people, hidden: 'code' },
  { entity: 'membership.Member', note: 'without an office', id: worker, ...people, hidden: 'fullName' },
  { entity: 'membership.Viewer', id: oneself, ...people },
  { entity: 'finance.UnionUnit', id: unit, ...people },
  {
    entity: 'finance.AwardDecision',
    id: async (scene) => (await scene.part(decisionsScene)).toHandOverId,
    ...people,
  },
  { entity: 'emulation.UnionUnit', id: unit, ...people },
  { entity: 'emulation.Member', id: member, ...people },
  { entity: 'emulation.Viewer', id: oneself, ...people },
  { entity: 'emulation.EmulationCycle', id: async (scene) => (await scene.part(emulationScene)).cycleId, ...people },
  { entity: 'emulation.EmulationGroup', id: async (scene) => (await scene.part(emulationScene)).clusterId, ...people },
  {
    entity: 'emulation.EmulationPledge',
    id: async (scene) => (await scene.part(emulationScene)).draftedId,
    ...people,
    hidden: 'content',
  },
  {
    entity: 'emulation.MidYearReview',
    id: async (scene) => (await scene.part(emulationScene)).concludedId,
    ...people,
    hidden: 'overdueNote',
  },
  { entity: 'awards.UnionUnit', id: unit, ...people },
  { entity: 'awards.Member', id: member, ...people },
  { entity: 'awards.Viewer', id: oneself, ...people },
  { entity: 'awards.AwardType', id: async (scene) => (await scene.part(awardsScene)).awardTypeId, ...people },
  { entity: 'awards.AwardDecision', id: async (scene) => (await scene.part(decisionsScene)).toEditId, ...people },
  {
    entity: 'awards.Nomination',
    id: async (scene) => (await scene.part(awardsScene)).at.APPRAISAL.toPass.nominationId,
    ...people,
  },
];
