import type { Mandate } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { command } from '../testing/command-result';
import {
  daysFromToday,
  loggedEvents,
  startProvinceScene,
  trailOf,
  type ProvinceScene,
  type SceneOfficer,
} from '../testing/province-scene';

const today = daysFromToday(0);

describe('suspending mandates', () => {
  let scene: ProvinceScene;
  let chairOfProvince: SceneOfficer;
  let viceChairOfProvince: SceneOfficer;

  beforeAll(async () => {
    scene = await startProvinceScene();
    chairOfProvince = await scene.appoint(scene.province, 'CHAIR');
    viceChairOfProvince = await scene.appoint(scene.province, 'VICE_CHAIR');
  });
  afterAll(() => scene.membership.stop());

  const suspend = (
    officeId: string,
    more: object = {},
    by: SceneOfficer = chairOfProvince,
    mandates: readonly Mandate[] = [by.mandate],
  ) =>
    command(
      scene.membership,
      'suspendMandate',
      { officeId, from: today, document: '05/QĐ-LĐLĐ', reason: 'Đang xem xét kỷ luật', ...more },
      mandates,
      by.memberId,
    );
  const resume = (
    officeId: string,
    from = today,
    by: SceneOfficer = chairOfProvince,
    mandates: readonly Mandate[] = [by.mandate],
  ) => command(scene.membership, 'resumeMandate', { officeId, from, reason: 'Đã kết luận' }, mandates, by.memberId);
  const mandateIdsOf = async (memberId: string): Promise<string[]> =>
    (await scene.membership.mandatesOf(memberId)).mandates.map(({ id }) => id);
  const office = (): Promise<SceneOfficer> => scene.appoint(scene.union, 'FULL_TIME_CADRE');

  it('takes the mandate away at once, and the one that was delegated, until it is resumed', async () => {
    const held = await office();
    const delegate = await office();
    const { result } = await command(
      scene.membership,
      'delegateMandate',
      {
        officeId: held.mandate.id,
        toMemberId: delegate.memberId,
        from: today,
        until: daysFromToday(30),
        document: '1/GUQ',
        reason: 'Vắng mặt',
      },
      [held.mandate],
      held.memberId,
    );
    const delegationId = (result['delegation'] as { id: string }).id;
    expect(await mandateIdsOf(delegate.memberId)).toEqual([delegate.mandate.id, delegationId]);

    const suspended = await suspend(held.mandate.id);
    expect(suspended.result['officer']).toEqual({
      id: held.mandate.id,
      suspensions: [{ from: today, until: null, document: '05/QĐ-LĐLĐ', reason: 'Đang xem xét kỷ luật' }],
    });
    expect(await mandateIdsOf(held.memberId)).toEqual([]);
    expect(await mandateIdsOf(delegate.memberId)).toEqual([delegate.mandate.id]);

    expect((await resume(held.mandate.id)).outcome).toBe('ResumeMandateSuccess');
    expect(await mandateIdsOf(held.memberId)).toEqual([held.mandate.id]);
    expect(await mandateIdsOf(delegate.memberId)).toEqual([delegate.mandate.id, delegationId]);
  });

  it('takes a delegated mandate away from a delegate who is suspended themself', async () => {
    const held = await office();
    const delegate = await office();
    await command(
      scene.membership,
      'delegateMandate',
      {
        officeId: held.mandate.id,
        toMemberId: delegate.memberId,
        from: today,
        until: daysFromToday(30),
        document: '1/GUQ',
        reason: 'Vắng mặt',
      },
      [held.mandate],
      held.memberId,
    );
    await suspend(delegate.mandate.id);
    expect(await mandateIdsOf(delegate.memberId)).toEqual([]);
  });

  it('leaves the trail and the log', async () => {
    const held = await office();
    await suspend(held.mandate.id, { until: daysFromToday(7) });
    await resume(held.mandate.id, daysFromToday(3));
    const [before, last] = (await trailOf(scene.membership, scene.union.id)).slice(-2);
    expect(before).toMatchObject({ action: 'SUSPEND', mandateId: chairOfProvince.mandate.id });
    expect(last).toMatchObject({ action: 'RESUME', actor: chairOfProvince.memberId });
    for (const kind of ['MANDATE_SUSPENDED', 'MANDATE_RESUMED']) {
      const event = (await loggedEvents(scene.membership, kind)).at(-1);
      expect(event).toMatchObject({ memberId: chairOfProvince.memberId, unitId: scene.union.id });
      expect(JSON.parse(event?.detail ?? '')).toMatchObject({ officeId: held.mandate.id, holderId: held.memberId });
    }
  });

  it.each<[string, object, string, readonly string[]]>([
    ['from a day that has passed', { from: daysFromToday(-1) }, 'BAD_USER_INPUT', []],
    ['for no day', { until: today }, 'BAD_USER_INPUT', []],
    ['without a document', { document: '' }, 'BAD_USER_INPUT', []],
    ['of no office', { officeId: newId() }, 'NOT_FOUND', []],
    ['from the day it ends', { from: daysFromToday(50) }, 'CommandRefused', ['OFFICE_ENDED']],
  ])('is refused %s', async (_case, change, outcome, reasons) => {
    const held = await scene.appoint(scene.union, 'FULL_TIME_CADRE', { until: daysFromToday(50) });
    const refused = await suspend(held.mandate.id, change);
    expect([refused.outcome, refused.reasonCodes]).toEqual([outcome, reasons]);
  });

  it('is refused twice for the same time, also when two come at once, and repeated without harm', async () => {
    const held = await office();
    const both = await Promise.all([
      suspend(held.mandate.id),
      suspend(held.mandate.id, { from: daysFromToday(2) }, viceChairOfProvince),
    ]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['CommandRefused', 'SuspendMandateSuccess']);
    expect(both.flatMap(({ reasonCodes }) => reasonCodes)).toEqual(['MANDATE_ALREADY_SUSPENDED']);

    const other = await office();
    const commandId = newId();
    const repeated = await Promise.all([1, 2].map(() => suspend(other.mandate.id, { commandId })));
    expect(repeated.map(({ outcome }) => outcome)).toEqual(['SuspendMandateSuccess', 'SuspendMandateSuccess']);
    expect(repeated[1]?.result).toEqual(repeated[0]?.result);
    expect(repeated[0]?.result).toMatchObject({ officer: { suspensions: [{ from: today, until: null }] } });
  });

  it('is not resumed when it is not suspended, and only once', async () => {
    const held = await office();
    expect((await resume(held.mandate.id)).reasonCodes).toEqual(['MANDATE_NOT_SUSPENDED']);
    await suspend(held.mandate.id);
    const both = await Promise.all([resume(held.mandate.id), resume(held.mandate.id, today, viceChairOfProvince)]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['CommandRefused', 'ResumeMandateSuccess']);
    expect((await resume(held.mandate.id, daysFromToday(-1))).outcome).toBe('BAD_USER_INPUT');
    expect((await resume(newId())).outcome).toBe('NOT_FOUND');
  });

  it('is for leaders of the unit or above', async () => {
    const held = await office();
    const chairOfUnion = await scene.appoint(scene.union, 'CHAIR');
    const others = [
      await scene.appoint(scene.union, 'STANDING_COMMITTEE_MEMBER'),
      await scene.appoint(scene.province, 'INSPECTION_COMMITTEE_MEMBER'),
      await scene.appoint(scene.sibling, 'CHAIR'),
      await scene.appoint(scene.otherProvince, 'CHAIR'),
    ];
    for (const other of others) {
      expect((await suspend(held.mandate.id, {}, other)).outcome).toBe('FORBIDDEN');
      expect((await resume(held.mandate.id, today, other)).outcome).toBe('FORBIDDEN');
    }
    expect((await suspend(held.mandate.id, {}, chairOfUnion)).outcome).toBe('SuspendMandateSuccess');
  });

  it('is nobody’s own doing: neither of one’s office, nor of that of who delegated the mandate', async () => {
    const refusedBy = async (by: SceneOfficer, mandates: readonly Mandate[], officeId: string): Promise<unknown> => {
      const refusals = [await suspend(officeId, {}, by, mandates), await resume(officeId, today, by, mandates)];
      return refusals.map(({ errors }) => [errors[0]?.extensions.code, errors[0]?.extensions['rule']]);
    };
    const forbidden = ['FORBIDDEN', 'NOT_OWN_MANDATE'];
    const ownOfChair = await scene.appointMember(scene.province, 'STANDING_COMMITTEE_MEMBER', chairOfProvince.memberId);
    const ownOfVice = await scene.appointMember(scene.union, 'VICE_CHAIR', viceChairOfProvince.memberId);
    expect(await refusedBy(chairOfProvince, [chairOfProvince.mandate], ownOfChair.mandate.id)).toEqual([
      forbidden,
      forbidden,
    ]);
    const delegated: Mandate = {
      ...chairOfProvince.mandate,
      id: newId(),
      delegation: { officeId: chairOfProvince.mandate.id, principalId: chairOfProvince.memberId },
    };
    for (const officeId of [ownOfChair.mandate.id, ownOfVice.mandate.id]) {
      expect(await refusedBy(viceChairOfProvince, [delegated], officeId)).toEqual([forbidden, forbidden]);
    }
    const held = await office();
    expect((await suspend(held.mandate.id, {}, viceChairOfProvince, [delegated])).outcome).toBe(
      'SuspendMandateSuccess',
    );
  });

  describe('who sees suspensions and delegations of an office', () => {
    it('is its holder, the offices of the unit and above, and their inspection', async () => {
      const held = await office();
      await suspend(held.mandate.id);
      const see = async (mandates: readonly Mandate[], memberId = newId()): Promise<number> => {
        const { data } = await scene.membership.send(
          'query ($id: ID!) { unit(id: $id) { officers { id suspensions { id } delegations { id } } } }',
          { id: scene.union.id },
          mandates,
          memberId,
        );
        const { officers } = data['unit'] as { officers: { id: string; suspensions: unknown[] }[] };
        return officers.find(({ id }) => id === held.mandate.id)?.suspensions.length ?? -1;
      };
      const inspector = await scene.appoint(scene.province, 'INSPECTION_COMMITTEE_MEMBER');
      const chairElsewhere = await scene.appoint(scene.sibling, 'VICE_CHAIR');
      expect(await see([chairOfProvince.mandate])).toBe(1);
      expect(await see([inspector.mandate])).toBe(1);
      expect(await see([], held.memberId)).toBe(1);
      expect(await see([chairElsewhere.mandate])).toBe(0);
      expect(await see([])).toBe(0);
    });
  });
});
