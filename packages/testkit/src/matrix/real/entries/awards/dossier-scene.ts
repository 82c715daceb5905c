import { GraphCommand, type PersistentClient, uploadPaper } from '../../../../scene';
import type { MatrixScene } from '../../scene/matrix-scene';
import { mandateOf } from '../../scene/scene-person';
import { awardsScene, awardTypeOf } from './awards-scene';

/** What the entries about lists and papers are about. */
export interface DossierScene {
  /** A list of the unit by its chair, in which everything is still a draft. */
  readonly draftListId: string;
  /** A list of the child with a nomination that has been submitted. */
  readonly submittedListId: string;
  /** A file that the unit's chair has sent for the unit's draft, and a paper of it that can be removed. */
  readonly uploadId: string;
  readonly paperId: string;
  /** A file with the unit's worker that was sent for the unit's list. */
  readonly nomineesId: string;
}

const draftList = new GraphCommand<{ list: { id: string } }>('draftNominationList', 'list { id }');
const draftNomination = new GraphCommand<{ nomination: { id: string } }>('draftNomination', 'nomination { id }');
const submitNomination = new GraphCommand<{ nomination: { id: string } }>('submitNomination', 'nomination { id }');
const defineAwardType = new GraphCommand<{ awardType: { id: string } }>('defineAwardType', 'awardType { id }');
const attachPaper = new GraphCommand<{ paper: { id: string } }>('attachPaper', 'paper { id }');
const TITLE = 'Danh sách minh họa';

/** Founds it. */
export async function dossierScene(scene: MatrixScene): Promise<DossierScene> {
  const { awardTypeId, provincialTypeId, worker, party, toEditId } = await scene.part(awardsScene);
  const { units, people } = scene;
  const listOf = async (client: PersistentClient, nominatingUnitId: string): Promise<string> =>
    (await draftList.done(client, { nominatingUnitId, title: TITLE })).list.id;
  const chair = people.officers.CHAIR.client;
  const draftListId = await listOf(chair, units.unit);
  await draftNomination.done(chair, {
    awardTypeId: provincialTypeId,
    nominatingUnitId: units.unit,
    nomineeMemberId: worker.memberId,
    listId: draftListId,
    achievement: TITLE,
  });
  const drafter = party.client.actingUnder(mandateOf(party, 'VICE_CHAIR', 'child'));
  const submittedListId = await listOf(drafter, units.child);
  const { nomination } = await draftNomination.done(drafter, {
    awardTypeId,
    nominatingUnitId: units.child,
    nomineeMemberId: people.of.VICE_CHAIR.child.memberId,
    listId: submittedListId,
    achievement: TITLE,
  });
  await submitNomination.done(drafter, { nominationId: nomination.id });
  const owner = { nominationId: toEditId };
  const send = (mark: string): Promise<string> => uploadPaper(chair, owner, Buffer.from(`%PDF-1.7 ${mark}`));
  const { paper } = await attachPaper.done(chair, { uploadId: await send('to remove'), kind: 'OTHER' });
  const awardCode = scene.code();
  await defineAwardType.done(scene.leader, { ...awardTypeOf(units.unit, awardCode), recipients: 'BOTH' });
  const nominees = `Đối tượng,Mã,Khen thưởng\nTập thể,${await codeOf(scene, units.unit)},${awardCode}`;
  return {
    draftListId,
    submittedListId,
    uploadId: await send('to attach'),
    paperId: paper.id,
    nomineesId: await uploadPaper(chair, { listId: draftListId }, Buffer.from(nominees), 'minh-hoa.csv'),
  };
}

async function codeOf({ confederation }: MatrixScene, id: string): Promise<string> {
  const { unit } = await confederation.read<{ unit: { code: string } }>(
    'query Code($id: ID!) { unit(id: $id) { code } }',
    {
      id,
    },
  );
  return unit.code;
}
