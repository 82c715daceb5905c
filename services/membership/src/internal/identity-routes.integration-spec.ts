import type { SystemRight } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { daysFromToday, startProvinceScene, type ProvinceScene, type SceneOfficer } from '../testing/province-scene';

interface People {
  readonly people: readonly {
    readonly subject: string;
    readonly memberId: string;
    readonly fullName: string;
    readonly offices: readonly object[];
  }[];
  readonly total: number;
}

describe('what the gateway and the issuer ask about accounts', () => {
  let scene: ProvinceScene;
  let chair: SceneOfficer;
  const query = (sql: string, parameters: readonly unknown[] = []): Promise<{ total: number }[]> =>
    scene.membership.service.dependencies.dataSource.query(sql, [...parameters]);
  const link = (subject: string, memberId: string): Promise<unknown> =>
    query(
      `INSERT INTO identity_link (provider, subject, member_id, linked_at, linked_by, unit_id)
       VALUES ('embedded', ?, ?, UTC_TIMESTAMP(3), 'test', ?)`,
      [subject, memberId, scene.root.id],
    );

  beforeAll(async () => {
    scene = await startProvinceScene();
    chair = await scene.appoint(scene.union, 'CHAIR');
    await link('p-1/chair 1', chair.memberId);
  });
  afterAll(() => scene.membership.stop());

  const asked = { provider: 'embedded', subjects: ['p-1/chair 1', 'nobody'] };
  const ended = { provider: 'embedded', subject: 'p-1/chair 1', tokenId: 'token-1', expiresAt: '2999-01-01T00:00:00Z' };
  const event = { id: newId(), at: '2026-01-01T00:00:00Z', kind: 'SIGNED_IN' };
  // What a service lets somebody do it reports itself, and nothing else.
  const fetched = { ...event, id: newId(), kind: 'AUDIT_EXPORT_DOWNLOADED' };

  it.each<[string, readonly SystemRight[] | null, object | undefined, number]>([
    ['/internal/mandates', ['mandates:read'], asked, 200],
    ['/internal/mandates', ['feed:read'], asked, 403],
    ['/internal/mandates', null, asked, 401],
    ['/internal/mandates', ['mandates:read'], { ...asked, subjects: [] }, 400],
    ['/internal/mandates', ['mandates:read'], { ...asked, subjects: Array.from({ length: 65 }, String) }, 400],
    ['/internal/mandates', ['mandates:read'], { ...asked, subjects: ['p-1/chair 1', 7] }, 400],
    ['/internal/mandates', ['mandates:read'], { subjects: ['p-1/chair 1'] }, 400],
    ['/internal/mandates', ['mandates:read'], undefined, 404],
    ['/internal/people?provider=embedded', ['people:list'], undefined, 200],
    ['/internal/people?provider=embedded', ['mandates:read'], undefined, 403],
    ['/internal/people?provider=embedded', null, undefined, 401],
    ['/internal/people', ['people:list'], undefined, 400],
    ['/internal/people?provider=embedded&first=101', ['people:list'], undefined, 400],
    ['/internal/ended-sessions', ['sessions:end'], ended, 204],
    ['/internal/ended-sessions', ['people:list'], ended, 403],
    ['/internal/ended-sessions', null, ended, 401],
    ['/internal/ended-sessions', ['sessions:end'], { ...ended, expiresAt: 'soon' }, 400],
    ['/internal/ended-sessions', ['sessions:end'], { ...ended, tokenId: '' }, 400],
    ['/internal/security-events', ['security:write'], { events: [event] }, 204],
    ['/internal/security-events', ['people:list'], { events: [event] }, 403],
    ['/internal/security-events', null, { events: [event] }, 401],
    ['/internal/security-events', ['security:write'], { events: [] }, 400],
    ['/internal/security-events', ['security:write'], { events: [{ ...event, kind: 'MANDATE_DELEGATED' }] }, 400],
    ['/internal/security-events', ['security:write'], { events: [fetched] }, 400],
    ['/internal/security-events', ['feed:read', 'security:write'], { events: [fetched] }, 204],
    ['/internal/security-events', ['feed:read', 'security:write'], { events: [event] }, 400],
  ])('%s with %j and %j: %i', async (path, rights, body, status) => {
    expect((await scene.membership.internal(path, rights, body)).status).toBe(status);
  });

  it('no longer answers for a bare member id', async () => {
    const { status } = await scene.membership.internal(`/internal/mandates/${chair.memberId}`, ['mandates:read']);
    expect(status).toBe(404);
  });

  it('tells of several accounts at once, and of one that is linked to nobody, or of another form, nothing', async () => {
    const subjects = ['nobody', 'p-1/chair 1', 'Đ', 'P-1/CHAIR 1'];
    const { body } = await scene.membership.internal('/internal/mandates', ['mandates:read'], { ...asked, subjects });
    expect(body).toMatchObject({ held: [null, { memberId: chair.memberId }, null, null] });
    expect(await scene.membership.heldBy('EMBEDDED', 'p-1/chair 1')).toBeNull();
  });

  describe('sessions that ended', () => {
    const end = (subject: string, tokenId: string, expiresAt: string) =>
      scene.membership.internal('/internal/ended-sessions', ['sessions:end'], {
        ...ended,
        subject,
        tokenId,
        expiresAt,
      });
    const endedTokens = async (subject = ended.subject): Promise<readonly string[]> =>
      (await scene.membership.heldBy('embedded', subject))?.endedTokens ?? [];

    it('are told with the account’s mandates, each once, while the token would still be good', async () => {
      await end(ended.subject, 'token-2', '2999-01-01T00:00:00Z');
      await end(ended.subject, 'token-2', '2999-01-01T00:00:00Z');
      await end('another', 'token-3', '2999-01-01T00:00:00Z');
      await end(ended.subject, 'past', '2020-01-01T00:00:00Z');
      expect([...(await endedTokens())].sort()).toEqual(['token-1', 'token-2']);
    });

    it('are forgotten after that, so many at a time', async () => {
      await query(
        `INSERT INTO ended_session (provider, subject, token_id, expires_at)
         SELECT 'embedded', 'old', seq, '2020-01-01' FROM seq_1_to_150`,
      );
      const left = async (): Promise<number> =>
        Number((await query("SELECT COUNT(*) AS total FROM ended_session WHERE subject = 'old'"))[0]?.total);
      await end('another', 'token-4', '2999-01-01T00:00:00Z');
      expect(await left()).toBeGreaterThanOrEqual(50);
      await end('another', 'token-5', '2999-01-01T00:00:00Z');
      expect(await left()).toBe(0);
      expect(await endedTokens()).toHaveLength(2);
    });
  });

  describe('who can sign in', () => {
    const find = async (search: string, first = 50, provider = 'embedded'): Promise<People> => {
      const words = new URLSearchParams({ search, first: String(first), provider });
      return (await scene.membership.internal(`/internal/people?${words.toString()}`, ['people:list'])).body;
    };
    const subjects = async (search: string): Promise<string[]> =>
      (await find(search)).people.map(({ subject }) => subject);

    beforeAll(async () => {
      await link('a-member', await scene.admit(scene.sibling, 'Điện Thị Ánh'));
      const former = await scene.appoint(scene.province, 'VICE_CHAIR', { until: '2024-01-01' });
      await link('former', former.memberId);
      const suspended = await scene.appoint(scene.sibling, 'VICE_CHAIR');
      await link('suspended', suspended.memberId);
      await query(
        `INSERT INTO mandate_suspension (id, office_id, unit_id, valid_from, valid_until, document, reason)
         VALUES (?, ?, ?, ?, '9999-12-31', '1/QĐ', 'Xem xét')`,
        [newId(), suspended.mandate.id, scene.province.id, daysFromToday(-1)],
      );
    });

    it('lists those with an office first, with the offices in force today', async () => {
      const { people, total } = await find('');
      expect(total).toBe(4);
      expect(people[0]).toEqual({
        subject: 'p-1/chair 1',
        memberId: chair.memberId,
        fullName: 'CHAIR P-1',
        offices: [
          { position: 'CHAIR', positionName: 'Chủ tịch', unitName: 'Đơn vị P-1', from: '2020-01-01', until: null },
        ],
      });
      expect(people.map(({ subject, offices }) => [subject, offices.length])).toEqual([
        ['p-1/chair 1', 1],
        ['suspended', 0],
        ['a-member', 0],
        ['former', 0],
      ]);
    });

    it.each<[string, string, readonly string[]]>([
      ['a name without its accents', 'dien thi', ['a-member']],
      ['a name with them', 'ĐIỆN', ['a-member']],
      ['an account', 'CHAIR 1', ['p-1/chair 1']],
      ['a unit', 'don vi p-1', ['p-1/chair 1']],
      ['signs that SQL reads', '%', []],
      ['nobody', 'không có ai', []],
    ])('finds by %s', async (_case, search, expected) => {
      expect(await subjects(search)).toEqual(expected);
    });

    it('answers no more than is wanted, and says how many there are', async () => {
      const { people, total } = await find('', 2);
      expect([people.length, total]).toEqual([2, 4]);
      expect(await find('', 2, 'elsewhere')).toEqual({ people: [], total: 0 });
    });
  });
});
