import type { Mandate } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { startOfDate } from '@thidua/service-kit';
import type { ProvinceScene } from '../testing/province-scene';
import { startSecurityScene, type SecurityScene, type SeenPage } from '../testing/security-scene';

describe('the security log', () => {
  let scene: SecurityScene;
  beforeAll(async () => {
    scene = await startSecurityScene();
  });
  afterAll(() => scene.membership.stop());

  describe('who reads it', () => {
    let events: Record<'province' | 'union' | 'elsewhere' | 'system', string>;
    beforeAll(async () => {
      events = { province: newId(), union: newId(), elsewhere: newId(), system: newId() };
      await scene.report(
        { id: events.province, unitId: scene.province.id, kind: 'RATE_LIMITED' },
        { id: events.union, unitId: scene.union.id, memberId: scene.chairOfUnion.memberId, kind: 'RATE_LIMITED' },
        { id: events.elsewhere, unitId: scene.otherProvince.id, kind: 'RATE_LIMITED' },
        { id: events.system, kind: 'RATE_LIMITED' },
      );
    });
    const limited = (unitId: string | null, includeBelow = true) => ({ unitId, includeBelow, kinds: ['RATE_LIMITED'] });
    const sorted = (...found: string[]): string[] => [...found].sort();

    it('is the inspection committee of the unit and of those above it', async () => {
      const seen = async (unitId: string | null, mandate: Mandate, includeBelow = true): Promise<string[]> =>
        (await scene.ids(limited(unitId, includeBelow), mandate)).sort();
      const { province, union, elsewhere, system } = events;
      expect(await seen(scene.root.id, scene.inspectors.root)).toEqual(sorted(province, union, elsewhere));
      expect(await seen(scene.province.id, scene.inspectors.province)).toEqual(sorted(province, union));
      expect(await seen(scene.province.id, scene.inspectors.province, false)).toEqual([province]);
      expect(await seen(scene.union.id, scene.inspectors.union)).toEqual([union]);
      expect(await seen(null, scene.inspectors.root)).toEqual([system]);
    });

    it.each<[string, (scene: ProvinceScene) => string | null, 'province' | 'union' | 'elsewhere', string]>([
      ['of the province above', ({ province }) => province.id, 'union', 'security-log.read'],
      ['of another province', ({ union }) => union.id, 'elsewhere', 'security-log.read'],
      ['of the whole system', () => null, 'province', 'security-log.read-system'],
    ])('refuses the log %s', async (_case, unitOf, inspector, permission) => {
      const { errors } = await scene.read(limited(unitOf(scene)), [scene.inspectors[inspector]]);
      expect(errors[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        permission,
        positions: ['INSPECTION_COMMITTEE_MEMBER'],
      });
    });

    it('refuses whoever is no inspector, and knows no log of an unknown unit', async () => {
      for (const mandates of [[scene.chairOfUnion.mandate], []]) {
        const { errors } = await scene.read(limited(scene.union.id), mandates);
        expect(errors.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
      }
      const unknown = await scene.read(limited(newId()), [scene.inspectors.root]);
      expect(unknown.errors.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND']);
    });

    it('tells the name of who acted to whoever may know it', async () => {
      const plain = await scene.admit(scene.union, 'Lê Văn Thường');
      const id = newId();
      await scene.report({ id, unitId: scene.otherProvince.id, memberId: plain });
      const nameSeenBy = async (mandate: Mandate): Promise<string | null | undefined> =>
        (await scene.page({ unitId: scene.otherProvince.id }, mandate)).nodes.find((event) => event.id === id)?.member
          ?.fullName;
      expect(await nameSeenBy(scene.inspectors.root)).toBe('Lê Văn Thường');
      expect(await nameSeenBy(scene.inspectors.elsewhere)).toBeNull();
    });

    it('goes by where the unit stood on the day, whatever has been moved since', async () => {
      const moved = newId();
      const { dataSource } = scene.membership.service.dependencies;
      await dataSource.query(
        `INSERT INTO ${scene.log.table} (id, at, recorded_at, reporter, kind, unit_id, unit_path, detail)
         VALUES (?, ?, UTC_TIMESTAMP(3), 'gateway', 'REFUSED', ?, '/1/5/9/', '{}')`,
        [moved, startOfDate('2021-01-01'), scene.union.id],
      );
      expect(await scene.ids({ unitId: scene.union.id, until: '2022-01-01' }, scene.inspectors.province)).toEqual([]);
      expect(
        await scene.ids({ unitId: scene.otherProvince.id, includeBelow: true }, scene.inspectors.elsewhere),
      ).toContain(moved);
      expect(await scene.ids({ unitId: scene.union.id, until: '2022-01-01' }, scene.inspectors.root)).toEqual([moved]);
    });
  });

  describe('its pages', () => {
    const at = (minute: number): string => `2025-06-01T10:${String(minute).padStart(2, '0')}:00.000Z`;
    const filter = { unitId: '', from: '2025-06-01', until: '2025-06-02' };
    let reported: readonly string[];
    beforeAll(async () => {
      reported = Array.from({ length: 6 }, () => newId());
      await scene.report(
        ...reported.map((id, index) => ({
          id,
          at: at(index < 3 ? 0 : index),
          unitId: scene.sibling.id,
          memberId: index === 5 ? scene.chairOfUnion.memberId : null,
          kind: index === 4 ? 'TOKEN_REFUSED' : 'REFUSED',
          detail: { field: 'b', another: 'a' },
        })),
      );
    });
    const ofDay = (more: object = {}) => ({ ...filter, unitId: scene.sibling.id, ...more });

    it('go on from the newest to the oldest, each event once', async () => {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const { nodes, pageInfo }: SeenPage = await scene.page(ofDay({ first: 2, after }), scene.inspectors.province);
        seen.push(...nodes.map(({ id }) => id));
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after);
      expect(seen.slice(0, 3)).toEqual([reported[5], reported[4], reported[3]]);
      expect(seen.slice(3).sort()).toEqual(reported.slice(0, 3).sort());
    });

    it('are filtered by kind, person and day', async () => {
      const seen = (more: object): Promise<string[]> => scene.ids(ofDay(more), scene.inspectors.province);
      expect(await seen({ kinds: ['TOKEN_REFUSED'] })).toEqual([reported[4]]);
      expect(await seen({ kinds: [] })).toEqual([]);
      expect(await seen({ memberId: scene.chairOfUnion.memberId })).toEqual([reported[5]]);
      expect(await seen({ from: '2025-06-02', until: '2025-06-03' })).toEqual([]);
      expect(await seen({ until: '2025-06-01' })).toEqual([]);
    });

    it.each([
      ['garbage', '%%%'],
      ['of another list', Buffer.from('["x","2025-06-01T00:00:00.000Z","y"]').toString('base64url')],
      ['of no time', Buffer.from(`["security-events","soon","${newId()}"]`).toString('base64url')],
    ])('refuse a cursor that is %s', async (_case, after) => {
      const { errors } = await scene.read(ofDay({ after }), [scene.inspectors.province]);
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    });

    it('cost the same for twenty events and for two hundred', async () => {
      const cost = async (first: number): Promise<number> =>
        (await scene.read({ unitId: scene.union.id, first }, [scene.inspectors.union])).statements;
      expect(await cost(200)).toBe(await cost(20));
    });
  });
});
