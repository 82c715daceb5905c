import { newId } from '@thidua/contracts/ids';
import { command } from '../testing/command-result';
import { daysFromToday, startProvinceScene, type ProvinceScene, type SceneOfficer } from '../testing/province-scene';

const HISTORY = `query ($id: ID!, $action: String) { unitHistory(unitId: $id, action: $action) { nodes {
  action position actor { id fullName } unit { id } anchorState differences { path label kind after } } } }`;

interface Entry {
  readonly action: string;
  readonly position: string | null;
  readonly actor: { readonly id: string; readonly fullName: string } | null;
  readonly unit: { readonly id: string } | null;
  readonly anchorState: string;
  readonly differences: readonly { readonly path: string; readonly label: string | null }[];
}

describe('the history of a unit', () => {
  let scene: ProvinceScene;
  let chair: SceneOfficer;
  let viceChair: SceneOfficer;

  beforeAll(async () => {
    scene = await startProvinceScene();
    chair = await scene.appoint(scene.union, 'CHAIR');
    viceChair = await scene.appoint(scene.union, 'VICE_CHAIR');
    const { errors } = await command(
      scene.membership,
      'delegateMandate',
      {
        officeId: chair.mandate.id,
        toMemberId: viceChair.memberId,
        from: daysFromToday(0),
        until: daysFromToday(10),
        document: '12/GUQ-CĐCS',
        reason: 'Đi công tác',
      },
      [chair.mandate],
      chair.memberId,
    );
    expect(errors).toEqual([]);
  });
  afterAll(() => scene.membership.stop());

  const read = async (by: SceneOfficer, variables: object): Promise<readonly Entry[] | string> => {
    const { data, errors } = await scene.membership.send(HISTORY, variables, [by.mandate], by.memberId);
    return errors[0]?.extensions.code ?? (data as unknown as { unitHistory: { nodes: Entry[] } }).unitHistory.nodes;
  };

  it('names what became of its mandates, by whom, and under which', async () => {
    const entries = (await read(chair, { id: scene.union.id })) as readonly Entry[];
    expect(entries.map(({ action }) => action)).toEqual(['APPOINT', 'APPOINT', 'DELEGATE']);
    expect(await read(chair, { id: scene.union.id, action: 'DELEGATE' })).toMatchObject([
      {
        action: 'DELEGATE',
        position: 'CHAIR',
        actor: { id: chair.memberId, fullName: expect.any(String) },
        unit: { id: scene.union.id },
        anchorState: 'UNANCHORED',
      },
    ]);
    const unnamed = entries.flatMap(({ differences }) => differences.filter(({ label }) => label === null));
    expect(unnamed.map(({ path }) => path)).toEqual([]);
  });

  it('is for the unit’s officers and those above, inspection included', async () => {
    const id = scene.union.id;
    for (const position of ['CHAIR', 'INSPECTION_COMMITTEE_MEMBER'] as const) {
      expect(await read(await scene.appoint(scene.province, position), { id })).toHaveLength(
        ((await read(chair, { id })) as readonly Entry[]).length,
      );
    }
    expect(await read(chair, { id: scene.province.id })).toBe('FORBIDDEN');
    expect(await read(await scene.appoint(scene.union, 'WOMENS_BOARD_MEMBER'), { id })).toBe('FORBIDDEN');
    expect(await read(chair, { id: newId() })).toBe('NOT_FOUND');
  });
});
