import { newId } from '@thidua/contracts/ids';
import {
  GraphCommand,
  RunningSystem,
  awaited,
  type CycleUnit,
  type PersistentClient,
  type SceneProvince,
} from '@thidua/testkit';

/** As long as the gateway may keep a person's mandates for queries, and a moment. */
const MANDATES_REMEMBERED = 35_000;

interface Delegated {
  readonly delegation: { readonly id: string; readonly until: string };
}
interface HeldMandate {
  readonly id: string;
  readonly position: string;
  readonly until: string | null;
  readonly delegation: { readonly id: string; readonly principal: { readonly id: string } } | null;
}

const delegateMandate = new GraphCommand<Delegated>('delegateMandate', 'delegation { id until }');
const endDelegation = new GraphCommand<Delegated>('endDelegation', 'delegation { id until }');
const suspendMandate = new GraphCommand<{ officer: { suspensions: { until: string | null }[] } }>(
  'suspendMandate',
  'officer { suspensions { until } }',
);
const resumeMandate = new GraphCommand<{ officer: { suspensions: { until: string | null }[] } }>(
  'resumeMandate',
  'officer { suspensions { until } }',
);
const admitMembers = new GraphCommand<{ memberIds: string[] }>('admitMembers', 'memberIds');
const MANDATES = '{ viewer { mandates { id position until delegation { id principal { id } } } } }';

/** The calendar date so many days from today, in Việt Nam. */
function day(days: number): string {
  const date = new Date(Date.now() + days * 24 * 60 * 60 * 1000);
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(date);
}

describe('mandates delegated and suspended, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let union: CycleUnit;
  let viceChair: string;

  beforeAll(async () => {
    scene = await system.foundProvince({ grassroots: 1 });
    const [only] = scene.grassroots;
    if (!only) throw new Error('a union was asked for');
    union = only;
    viceChair = await system.appoint(system.as(scene.province.chair), union.id, 'VICE_CHAIR');
  });

  const mandatesOf = async (client: PersistentClient): Promise<readonly HeldMandate[]> =>
    (await client.read<{ viewer: { mandates: HeldMandate[] } }>(MANDATES)).viewer.mandates;
  const officeOf = async (memberId: string): Promise<string> => {
    const own = (await mandatesOf(system.as(memberId))).find(({ delegation }) => delegation === null);
    if (!own) throw new Error('the person holds no office');
    return own.id;
  };
  const admitting = () => ({
    unitId: union.id,
    admittedOn: '2022-03-01',
    members: [{ fullName: 'Trần Văn Bình', gender: 'MALE' }],
  });
  const delegating = async (more: object = {}) => ({
    officeId: await officeOf(union.chair),
    toMemberId: viceChair,
    from: day(0),
    until: day(30),
    document: '12/GUQ-CĐCS',
    reason: 'Đi công tác',
    ...more,
  });
  const suspending = (officeId: string) => ({
    officeId,
    from: day(0),
    document: '05/QĐ-LĐLĐ',
    reason: 'Đang xem xét kỷ luật',
  });

  describe('a delegation', () => {
    let delegationId: string;
    beforeAll(async () => {
      const { first, again, other } = await delegateMandate.repeated(system.as(union.chair), await delegating(), {
        until: day(31),
      });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
      delegationId = first.delegation.id;
    });

    it('is a mandate of the delegate that names whose it is', async () => {
      const delegated = (await mandatesOf(system.as(viceChair))).find(({ id }) => id === delegationId);
      expect(delegated).toEqual({
        id: delegationId,
        position: 'CHAIR',
        until: day(30),
        delegation: { id: delegationId, principal: { id: union.chair } },
      });
    });

    it('must be chosen for a command, and gives what the chair may do and the vice-chair may not', async () => {
      const acting = system.as(viceChair).actingUnder(delegationId);
      expect(await admitMembers.outcome(system.as(viceChair), admitting())).toBe('MANDATE_NOT_CHOSEN');
      const { memberIds } = await admitMembers.done(acting, admitting());
      const recordPersonalData = new GraphCommand<{ member: { id: string } }>('recordPersonalData', 'member { id }');
      await recordPersonalData.done(acting, { memberId: memberIds[0], bankAccount: '0123456789 Vietcombank' });
      const bankAccount = (client: PersistentClient) =>
        client.send<{ member: { bankAccount: string | null } }>(
          'query Bank($id: ID!) { member(id: $id) { id bankAccount } }',
          { id: memberIds[0] },
        );
      expect((await bankAccount(acting)).data?.member.bankAccount).toBe('0123456789 Vietcombank');
      const ownOffice = await officeOf(viceChair);
      const { data, errors } = await bankAccount(system.as(viceChair).actingUnder(ownOffice));
      expect(data?.member.bankAccount).toBeNull();
      expect(errors[0]).toMatchObject({
        path: ['member', 'bankAccount'],
        extensions: { code: 'FORBIDDEN', permission: 'member.bank-account.read' },
      });
    });

    it('is not delegated again, nor beside another for the same days', async () => {
      const acting = system.as(viceChair).actingUnder(delegationId);
      const again = await delegating({ toMemberId: scene.viceChair });
      expect(await delegateMandate.outcome(acting, again)).toBe('DELEGATION_NOT_DELEGABLE');
      expect(await delegateMandate.outcome(acting, { ...again, officeId: delegationId })).toBe(
        'DELEGATION_NOT_DELEGABLE',
      );
      expect(await delegateMandate.outcome(system.as(union.chair), await delegating())).toBe('DELEGATION_OVERLAPS');
    });

    it('gives nothing from its end on', async () => {
      const acting = system.as(viceChair).actingUnder(delegationId);
      const { delegation } = await endDelegation.done(system.as(union.chair), {
        delegationId,
        until: day(0),
        reason: 'Về sớm',
      });
      expect(delegation.until).toBe(day(0));
      expect(await admitMembers.outcome(acting, admitting())).toBe('FORBIDDEN');
      expect(await admitMembers.outcome(system.as(viceChair), admitting())).toBe('DONE');
    });
  });

  describe('a suspension', () => {
    it('stops its holder’s commands at once and their queries soon, until the office is resumed', async () => {
      const cadre = await system.appoint(system.as(scene.province.chair), union.id, 'FULL_TIME_CADRE');
      const officeId = await officeOf(cadre);
      const chair = system.as(scene.province.chair);
      const mayRead = async (): Promise<boolean> =>
        (
          await system.as(cadre).send('query Members($id: ID!) { members(unitId: $id, first: 1) { nodes { id } } }', {
            id: union.id,
          })
        ).errors.length === 0;
      expect(await admitMembers.outcome(system.as(cadre), admitting())).toBe('DONE');
      expect(await mayRead()).toBe(true);

      const { officer } = await suspendMandate.done(chair, suspending(officeId));
      expect(officer.suspensions).toEqual([{ until: null }]);
      expect(await admitMembers.outcome(system.as(cadre), admitting())).toBe('FORBIDDEN');
      await awaited('the refusal of a query', async () => !(await mayRead()), MANDATES_REMEMBERED);
      expect(await suspendMandate.outcome(chair, suspending(officeId))).toBe('MANDATE_ALREADY_SUSPENDED');

      await resumeMandate.done(chair, { officeId, from: day(0), reason: 'Đã kết luận' });
      expect(await admitMembers.outcome(system.as(cadre), admitting())).toBe('DONE');
      expect(await resumeMandate.outcome(chair, { officeId, from: day(0), reason: 'Lần nữa' })).toBe(
        'MANDATE_NOT_SUSPENDED',
      );
    });

    it('of a leader is not the unit’s own doing nor another province’s, who are told which mandate it takes', async () => {
      const own = suspending(await officeOf(scene.province.chair));
      const { errors } = await suspendMandate.send(system.as(scene.province.chair), own);
      expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'mandate.suspend-leader' });
      const refused = await suspendMandate.send(system.asSeeded('ag-chair'), own);
      expect(refused.errors[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        permission: 'mandate.suspend-leader',
        positions: ['CHAIR', 'VICE_CHAIR'],
      });
      expect(await suspendMandate.outcome(system.as(scene.province.chair), suspending(newId()))).toBe('NOT_FOUND');
    });
  });

  it('are told to the inspection committee by the security log', async () => {
    const inspector = await system.appoint(
      system.asSeeded('tld-chair'),
      scene.province.id,
      'INSPECTION_COMMITTEE_MEMBER',
    );
    const { securityEvents } = await system.as(inspector).read<{
      securityEvents: { nodes: { kind: string; unit: { id: string }; member: { id: string; fullName: string } }[] };
    }>(
      `query Log($id: ID!) {
        securityEvents(unitId: $id, includeBelow: true, kinds: [MANDATE_DELEGATED, MANDATE_SUSPENDED], first: 10) {
          nodes { kind unit { id } member { id fullName } }
        }
      }`,
      { id: scene.province.id },
    );
    expect(securityEvents.nodes).toMatchObject([
      { kind: 'MANDATE_SUSPENDED', unit: { id: union.id }, member: { id: scene.province.chair } },
      { kind: 'MANDATE_DELEGATED', unit: { id: union.id }, member: { id: union.chair } },
    ]);
    expect(securityEvents.nodes.every(({ member }) => member.fullName)).toBe(true);
  });
});
