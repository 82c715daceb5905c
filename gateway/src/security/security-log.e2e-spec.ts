import { awaited, GraphClient, type PersistentClient, RunningSystem, SignedInAccount } from '@thidua/testkit';

const { THIDUA_URL = '', THIDUA_ISSUER_URL = '' } = process.env;

interface Event {
  readonly kind: string;
  readonly operation: string | null;
  readonly code: string | null;
  readonly permission: string | null;
  readonly address: string | null;
  readonly member: { readonly id: string } | null;
}

/** Longer than the gateway keeps what has happened to itself. */
const REPORTED_WITHIN = 10_000;

describe('what happens at the gateway, as the inspection committee reads it', () => {
  const system = RunningSystem.fromEnvironment();
  let inspector: PersistentClient;
  let chair: string;
  let provinceId: string;

  beforeAll(async () => {
    const { province, grassroots } = await system.foundProvince({ grassroots: 1 });
    chair = grassroots[0]?.chair ?? '';
    provinceId = province.id;
    inspector = system.as(
      await system.appoint(system.asSeeded('tld-chair'), province.id, 'INSPECTION_COMMITTEE_MEMBER'),
    );
  });

  async function events(kind: string, memberId: string): Promise<readonly Event[]> {
    const { securityEvents } = await inspector.read<{ securityEvents: { nodes: readonly Event[] } }>(
      `query Log($provinceId: ID!, $kind: SecurityEventKind!, $memberId: ID!) {
        securityEvents(unitId: $provinceId, includeBelow: true, kinds: [$kind], memberId: $memberId, first: 20) {
          nodes { kind operation code permission address member { id } }
        }
      }`,
      { provinceId, kind, memberId },
    );
    return securityEvents.nodes;
  }
  const reported = async (kind: string): Promise<readonly Event[]> => {
    await awaited(`a report of ${kind}`, async () => (await events(kind, chair)).length > 0, REPORTED_WITHIN);
    return events(kind, chair);
  };

  it('is a sign-in, once for each', async () => {
    await system.as(chair).read('{ viewer { id } }');
    await system.as(chair).read('{ viewer { id member { fullName } } }');
    expect(await reported('SIGNED_IN')).toMatchObject([{ address: '127.0.0.1', member: { id: chair } }]);
  });

  it('is a refusal over a unit of theirs: which operation, and which permission was missing', async () => {
    const { errors } = await system
      .as(chair)
      .send('query TooCurious($id: ID!) { members(unitId: $id, first: 1) { nodes { fullName } } }', {
        id: provinceId,
      });
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await reported('REFUSED')).toMatchObject([
      { operation: 'TooCurious', code: 'FORBIDDEN', permission: 'member.read', member: { id: chair } },
    ]);
  });

  it('is a sign-out', async () => {
    const account = new SignedInAccount(THIDUA_ISSUER_URL, () => chair);
    const token = await account.token();
    await new GraphClient(THIDUA_URL, token).data('{ viewer { id } }');
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${THIDUA_URL}/session/sign-out`, { method: 'POST', headers })).status).toBe(200);
    expect(await reported('SIGNED_OUT')).toMatchObject([{ member: { id: chair } }]);
  });
});
