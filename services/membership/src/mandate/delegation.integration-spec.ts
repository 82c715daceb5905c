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

describe('delegating mandates', () => {
  let scene: ProvinceScene;
  let chair: SceneOfficer;
  let viceChair: SceneOfficer;
  let chairOfProvince: SceneOfficer;

  beforeAll(async () => {
    scene = await startProvinceScene();
    chair = await scene.appoint(scene.union, 'CHAIR');
    viceChair = await scene.appoint(scene.union, 'VICE_CHAIR');
    chairOfProvince = await scene.appoint(scene.province, 'CHAIR');
  });
  afterAll(() => scene.membership.stop());

  const wanted = (more: object = {}) => ({
    officeId: chair.mandate.id,
    toMemberId: viceChair.memberId,
    from: today,
    until: daysFromToday(10),
    document: '12/GUQ-CĐCS',
    reason: 'Đi công tác',
    ...more,
  });
  const delegate = (input: object, by: SceneOfficer = chair, mandates: readonly Mandate[] = [by.mandate]) =>
    command(scene.membership, 'delegateMandate', input, mandates, by.memberId);
  const end = (delegationId: string, until: string, by: SceneOfficer = chair) =>
    command(scene.membership, 'endDelegation', { delegationId, until, reason: 'Về sớm' }, [by.mandate], by.memberId);
  const delegationOf = (result: unknown): { id: string } => (result as { delegation: { id: string } }).delegation;
  /** A delegation of an office of its own, so that tests do not stand in one another's way. */
  const fresh = async (more: object = {}): Promise<{ id: string; holder: SceneOfficer }> => {
    const holder = await scene.appoint(scene.union, 'FULL_TIME_CADRE');
    const { result } = await delegate(wanted({ officeId: holder.mandate.id, ...more }), holder);
    return { id: delegationOf(result).id, holder };
  };
  const mandateIdsOf = async (memberId: string): Promise<string[]> =>
    (await scene.membership.mandatesOf(memberId)).mandates.map(({ id }) => id);

  it('gives the delegate the mandate, names the holder behind it, and leaves the trail and the log', async () => {
    const { result, errors } = await delegate(wanted());
    expect(errors).toEqual([]);
    const { id } = delegationOf(result);
    expect(result['delegation']).toEqual({
      id,
      from: today,
      until: daysFromToday(10),
      document: '12/GUQ-CĐCS',
      reason: 'Đi công tác',
      provenance: 'RECORDED',
      office: { id: chair.mandate.id, position: 'CHAIR' },
      principal: { id: chair.memberId },
      toMember: { id: viceChair.memberId },
    });
    expect((await scene.membership.mandatesOf(viceChair.memberId)).mandates).toEqual([
      { ...viceChair.mandate, delegation: null },
      { ...chair.mandate, id, delegation: { officeId: chair.mandate.id, principalId: chair.memberId } },
    ]);
    expect((await trailOf(scene.membership, scene.union.id)).at(-1)).toMatchObject({
      action: 'DELEGATE',
      actor: chair.memberId,
      mandateId: chair.mandate.id,
    });
    const [event] = await loggedEvents(scene.membership, 'MANDATE_DELEGATED');
    expect(event).toMatchObject({
      memberId: chair.memberId,
      unitId: scene.union.id,
      mandateId: chair.mandate.id,
    });
    expect(JSON.parse(event?.detail ?? '')).toMatchObject({ delegationId: id, toMemberId: viceChair.memberId });
  });

  it.each<[string, (made: SceneOfficer) => object, string]>([
    ['to oneself', (made) => ({ toMemberId: made.memberId }), 'DELEGATION_TO_ONESELF'],
    ['to nobody known', () => ({ toMemberId: newId() }), 'DELEGATE_NOT_OFFICER_OF_UNIT'],
    ['to an officer of another unit', () => ({ toMemberId: chairOfProvince.memberId }), 'DELEGATE_NOT_OFFICER_OF_UNIT'],
    ['beyond the office’s term', () => ({ until: daysFromToday(101) }), 'DELEGATION_BEYOND_OFFICE'],
  ])('is refused %s', async (_case, change, code) => {
    const made = await scene.appoint(scene.union, 'EXECUTIVE_COMMITTEE_MEMBER', { until: daysFromToday(100) });
    const refused = await delegate(wanted({ officeId: made.mandate.id, ...change(made) }), made);
    expect([refused.outcome, refused.reasonCodes]).toEqual(['CommandRefused', [code]]);
    expect(refused.result.reasons?.[0]?.vi).toMatch(/\p{L}/u);
  });

  it.each<[string, object, string]>([
    ['from a day that has passed', { from: daysFromToday(-1) }, 'BAD_USER_INPUT'],
    ['for no day', { until: today }, 'BAD_USER_INPUT'],
    ['without a document', { document: ' ' }, 'BAD_USER_INPUT'],
    ['without a reason', { reason: '' }, 'BAD_USER_INPUT'],
    ['of no office', { officeId: newId() }, 'NOT_FOUND'],
  ])('answers a delegation %s with its code', async (_case, change, code) => {
    const made = await scene.appoint(scene.union, 'EXECUTIVE_COMMITTEE_MEMBER');
    expect((await delegate(wanted({ officeId: made.mandate.id, ...change }), made)).outcome).toBe(code);
  });

  it('is for the holder alone, whatever mandate others have', async () => {
    const made = await scene.appoint(scene.union, 'WOMENS_BOARD_MEMBER');
    for (const other of [chair, chairOfProvince]) {
      const refused = await delegate(wanted({ officeId: made.mandate.id }), other);
      expect(refused.outcome).toBe('FORBIDDEN');
      expect(refused.errors[0]?.extensions).toMatchObject({ permission: 'mandate.delegate' });
    }
  });

  it('is never done by what was itself delegated', async () => {
    const { id, holder } = await fresh();
    const received: Mandate = {
      ...holder.mandate,
      id,
      delegation: { officeId: holder.mandate.id, principalId: holder.memberId },
    };
    const other = await scene.appoint(scene.union, 'EXECUTIVE_COMMITTEE_MEMBER');
    for (const officeId of [id, holder.mandate.id, viceChair.mandate.id]) {
      const refused = await delegate(wanted({ officeId, toMemberId: other.memberId }), viceChair, [received]);
      expect([officeId, refused.reasonCodes]).toEqual([officeId, ['DELEGATION_NOT_DELEGABLE']]);
    }
  });

  it('is done under the office itself, so that the trail names it', async () => {
    const made = await scene.appoint(scene.union, 'EXECUTIVE_COMMITTEE_MEMBER');
    const second = await scene.appointMember(scene.union, 'WOMENS_BOARD_MEMBER', made.memberId);
    const input = wanted({ officeId: made.mandate.id });
    for (const mandates of [[second.mandate], []]) {
      const refused = await delegate(input, made, mandates);
      expect(refused.reasonCodes).toEqual(['OFFICE_NOT_ACTED_UNDER']);
      expect(refused.result.reasons?.[0]?.vi).toMatch(/X-Act-As/);
    }
    expect((await delegate(input, made)).outcome).toBe('DelegateMandateSuccess');
    expect((await trailOf(scene.membership, scene.union.id)).at(-1)).toMatchObject({ mandateId: made.mandate.id });
  });

  it('is refused while the office is suspended or has ended', async () => {
    const suspended = await scene.appoint(scene.union, 'EXECUTIVE_COMMITTEE_MEMBER');
    await command(
      scene.membership,
      'suspendMandate',
      { officeId: suspended.mandate.id, from: today, document: '1/QĐ', reason: 'Xem xét' },
      [chairOfProvince.mandate],
      chairOfProvince.memberId,
    );
    const ended = await scene.appoint(scene.union, 'EXECUTIVE_COMMITTEE_MEMBER', { until: today });
    expect((await delegate(wanted({ officeId: suspended.mandate.id }), suspended)).reasonCodes).toEqual([
      'MANDATE_SUSPENDED',
    ]);
    expect((await delegate(wanted({ officeId: ended.mandate.id }), ended)).reasonCodes).toEqual(['OFFICE_ENDED']);
  });

  it('happens once when the same command is repeated, and its id is good for nothing else', async () => {
    const made = await scene.appoint(scene.union, 'WOMENS_BOARD_MEMBER');
    const input = wanted({ officeId: made.mandate.id, commandId: newId() });
    const both = await Promise.all([delegate(input, made), delegate(input, made)]);
    expect(delegationOf(both[0]?.result).id).toBe(delegationOf(both[1]?.result).id);
    expect((await delegate({ ...input, until: daysFromToday(11) }, made)).outcome).toBe('CONFLICT');
    const events = await loggedEvents(scene.membership, 'MANDATE_DELEGATED');
    expect(events.filter(({ mandateId }) => mandateId === made.mandate.id)).toHaveLength(1);
  });

  it('lets one of two that cross win, and another follow when the first is over', async () => {
    const made = await scene.appoint(scene.union, 'STANDING_COMMITTEE_MEMBER');
    const one = wanted({ officeId: made.mandate.id });
    const other = { ...one, toMemberId: chair.memberId, from: daysFromToday(9), until: daysFromToday(20) };
    const outcomes = await Promise.all([delegate(one, made), delegate(other, made)]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['CommandRefused', 'DelegateMandateSuccess']);
    expect(outcomes.flatMap(({ reasonCodes }) => reasonCodes)).toEqual(['DELEGATION_OVERLAPS']);
    const third = { ...other, from: daysFromToday(20), until: daysFromToday(30) };
    expect((await delegate(third, made)).outcome).toBe('DelegateMandateSuccess');
  });

  describe('ending', () => {
    it('takes the mandate away from that day on, once', async () => {
      const { id, holder } = await fresh();
      expect(await mandateIdsOf(viceChair.memberId)).toContain(id);
      expect((await end(id, today, holder)).result['delegation']).toMatchObject({ id, until: today });
      expect(await mandateIdsOf(viceChair.memberId)).not.toContain(id);
      expect((await end(id, daysFromToday(1), holder)).reasonCodes).toEqual(['DELEGATION_ENDS_EARLIER']);
      const events = await loggedEvents(scene.membership, 'DELEGATION_ENDED');
      expect(events.at(-1)).toMatchObject({ memberId: holder.memberId, unitId: scene.union.id });
    });

    it('calls off one that has not begun, and makes room for another', async () => {
      const from = daysFromToday(5);
      const { id, holder } = await fresh({ from });
      expect((await end(id, daysFromToday(1), holder)).result['delegation']).toMatchObject({ from, until: from });
      expect((await delegate(wanted({ officeId: holder.mandate.id, from }), holder)).outcome).toBe(
        'DelegateMandateSuccess',
      );
    });

    it('is for the holder and for leaders of the unit or above, not for the delegate or another province', async () => {
      const chairElsewhere = await scene.appoint(scene.otherProvince, 'CHAIR');
      const cadre = await scene.appoint(scene.union, 'FULL_TIME_CADRE');
      const { id } = await fresh();
      for (const other of [chairElsewhere, cadre]) {
        expect((await end(id, today, other)).outcome).toBe('FORBIDDEN');
      }
      expect((await end(id, daysFromToday(1), chairOfProvince)).outcome).toBe('EndDelegationSuccess');
      expect((await trailOf(scene.membership, scene.union.id)).at(-1)).toMatchObject({
        action: 'END_DELEGATION',
        mandateId: chairOfProvince.mandate.id,
      });
    });

    it('answers a day that has passed and an unknown delegation with their codes', async () => {
      const { id, holder } = await fresh();
      expect((await end(id, daysFromToday(-1), holder)).outcome).toBe('BAD_USER_INPUT');
      expect((await end(newId(), today, holder)).outcome).toBe('NOT_FOUND');
    });

    it('lets one of two at once win, and repeats its answer', async () => {
      const { id, holder } = await fresh();
      const both = await Promise.all([end(id, daysFromToday(2), holder), end(id, daysFromToday(2), chairOfProvince)]);
      expect(both.map(({ outcome }) => outcome).sort()).toEqual(['CommandRefused', 'EndDelegationSuccess']);
      const again = { commandId: newId(), delegationId: id, until: daysFromToday(1), reason: 'Về sớm' };
      const repeated = await Promise.all(
        [1, 2].map(() => command(scene.membership, 'endDelegation', again, [holder.mandate], holder.memberId)),
      );
      expect(repeated[0]?.result).toEqual(repeated[1]?.result);
      expect(repeated[0]?.outcome).toBe('EndDelegationSuccess');
    });
  });
});
