import { newId } from '@thidua/contracts/ids';
import { startSecurityScene, type SecurityScene } from '../testing/security-scene';

describe('taking reports into the security log', () => {
  let scene: SecurityScene;
  beforeAll(async () => {
    scene = await startSecurityScene();
  });
  afterAll(() => scene.membership.stop());

  const unitOf = async (event: object): Promise<string | null> => {
    const id = newId();
    await scene.report({ id, ...event });
    const [row] = await scene.membership.service.dependencies.dataSource.query<{ path: string | null }[]>(
      `SELECT unit_path AS path FROM ${scene.log.table} WHERE id = ?`,
      [id],
    );
    return row?.path ?? null;
  };

  it('finds the unit concerned: the one named, else the mandate’s, else where the member stood that day', async () => {
    const member = await scene.admit(scene.sibling);
    const mover = await scene.admit(scene.sibling);
    const { dataSource } = scene.membership.service.dependencies;
    await dataSource.query("UPDATE member_affiliation SET valid_until = '2026-02-01' WHERE member_id = ?", [mover]);
    await dataSource.query(
      `INSERT INTO member_affiliation (id, member_id, unit_id, valid_from, valid_until)
       VALUES (?, ?, ?, '2026-02-01', '9999-12-31')`,
      [newId(), mover, scene.otherProvince.id],
    );
    const [delegationId, delegate] = [newId(), await scene.appoint(scene.union, 'VICE_CHAIR')];
    await dataSource.query(
      `INSERT INTO mandate_delegation (id, office_id, to_member_id, valid_from, valid_until, document, reason, provenance)
       VALUES (?, ?, ?, '2026-01-01', '2026-02-01', '1/GUQ', 'Vắng mặt', 'RECORDED')`,
      [delegationId, scene.chairOfUnion.mandate.id, delegate.memberId],
    );
    const named = { unitId: scene.province.id, mandateId: scene.chairOfUnion.mandate.id, memberId: member };
    expect(await unitOf(named)).toBe('/1/2/');
    expect(await unitOf({ ...named, unitId: null })).toBe('/1/2/3/');
    expect(await unitOf({ ...named, unitId: newId() })).toBe('/1/2/3/');
    expect(await unitOf({ mandateId: delegationId })).toBe('/1/2/3/');
    expect(await unitOf({ mandateId: newId(), memberId: member })).toBe('/1/2/4/');
    expect(await unitOf({ memberId: scene.chairOfUnion.memberId })).toBe('/1/2/3/');
    expect(await unitOf({ memberId: mover })).toBe('/1/5/');
    expect(await unitOf({ memberId: mover, at: '2026-01-31T16:59:59Z' })).toBe('/1/2/4/');
    expect(await unitOf({ memberId: newId() })).toBeNull();
    expect(await unitOf({})).toBeNull();
  });

  it('takes an event once, however often it is reported, and one that is new beside it', async () => {
    const [first, second] = [newId(), newId()];
    const event = { id: first, unitId: scene.sibling.id, code: 'FORBIDDEN' };
    await scene.report(event);
    await scene.report({ ...event, code: 'FORGED' }, { id: second, unitId: scene.sibling.id });
    const { nodes } = await scene.page({ unitId: scene.sibling.id }, scene.inspectors.province);
    expect(nodes.filter(({ id }) => [first, second].includes(id))).toHaveLength(2);
    expect(nodes.find(({ id }) => id === first)).toMatchObject({ code: 'FORBIDDEN', reporter: 'gateway' });
  });

  it('keeps a change of keys only when it is one, also when two replicas report at once', async () => {
    const keys = (value: string) => scene.report({ kind: 'KEYS_CHANGED', detail: { keys: value } });
    const kept = async (): Promise<number> =>
      (await scene.ids({ unitId: null, kinds: ['KEYS_CHANGED'] }, scene.inspectors.root)).length;
    await Promise.all([keys('a'), keys('a'), keys('a')]);
    expect(await kept()).toBe(1);
    await keys('a,b');
    await keys('a,b');
    await keys('b');
    await keys('a');
    expect(await kept()).toBe(4);
  });

  it('takes five hundred at once in a handful of statements', async () => {
    const { body, status } = await scene.report(
      ...Array.from({ length: 500 }, () => ({ memberId: scene.chairOfUnion.memberId, kind: 'SIGNED_IN' })),
    );
    expect([status, body]).toEqual([204, null]);
    expect(await scene.ids({ unitId: scene.union.id, kinds: ['SIGNED_IN'] }, scene.inspectors.union)).toHaveLength(200);
  });
});
