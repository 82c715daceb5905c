import { newId } from '@thidua/contracts/ids';
import { command, type CommandResult } from '../testing/command-result';
import { daysFromToday, startProvinceScene, type ProvinceScene, type SceneOfficer } from '../testing/province-scene';

const today = daysFromToday(0);

describe('a suspension from above', () => {
  let scene: ProvinceScene;
  let root: SceneOfficer;
  let chairOfProvince: SceneOfficer;
  let chair: SceneOfficer;
  let viceChair: SceneOfficer;
  beforeAll(async () => {
    scene = await startProvinceScene();
    root = await scene.appoint(scene.root, 'CHAIR');
    chairOfProvince = await scene.appoint(scene.province, 'CHAIR');
    chair = await scene.appoint(scene.union, 'CHAIR');
    viceChair = await scene.appoint(scene.union, 'VICE_CHAIR');
  });
  afterAll(() => scene.membership.stop());

  const send = (
    operation: 'suspendMandate' | 'resumeMandate' | 'endOffice' | 'appointOfficer',
    input: object,
    by: SceneOfficer,
  ) => command(scene.membership, operation, input, [by.mandate], by.memberId);
  const suspend = (officeId: string, by: SceneOfficer, more: object = {}) =>
    send('suspendMandate', { officeId, from: today, document: '05/QĐ', reason: 'Xem xét kỷ luật', ...more }, by);
  const resume = (officeId: string, by: SceneOfficer, more: object = {}) =>
    send('resumeMandate', { officeId, from: today, reason: 'Đã kết luận', ...more }, by);
  const end = (officerId: string, by: SceneOfficer) =>
    send('endOffice', { officerId, until: daysFromToday(1), reason: 'Thôi giữ chức vụ' }, by);
  const appointAgain = (memberId: string, by: SceneOfficer, unitId = scene.union.id) =>
    send('appointOfficer', { memberId, unitId, position: 'STANDING_COMMITTEE_MEMBER', from: '2022-01-01' }, by);
  const cadre = (): Promise<SceneOfficer> => scene.appoint(scene.union, 'FULL_TIME_CADRE');
  const came = ({ outcome, reasonCodes }: CommandResult): string => reasonCodes[0] ?? outcome;
  const mandateIdsOf = async (memberId: string): Promise<string[]> =>
    (await scene.membership.mandatesOf(memberId)).mandates.map(({ id }) => id);

  it('is not resumed, ended or passed by from below, and says why', async () => {
    const held = await cadre();
    await suspend(held.mandate.id, chairOfProvince);
    for (const by of [chair, viceChair]) {
      const refused = [
        await resume(held.mandate.id, by),
        await end(held.mandate.id, by),
        await appointAgain(held.memberId, by),
      ];
      expect(refused.map(came)).toEqual(refused.map(() => 'SUSPENDED_FROM_ABOVE'));
      expect(refused.flatMap(({ result }) => result.reasons ?? []).every(({ vi, en }) => vi !== '' && en !== '')).toBe(
        true,
      );
    }
    expect(await mandateIdsOf(held.memberId)).toEqual([]);
  });

  it('is resumed by the unit that made it and by one above it, once', async () => {
    const [first, second] = [await cadre(), await cadre()];
    for (const [held, by] of [
      [first, chairOfProvince],
      [second, root],
    ] as const) {
      await suspend(held.mandate.id, chairOfProvince);
      expect(came(await resume(held.mandate.id, by))).toBe('ResumeMandateSuccess');
      expect(await mandateIdsOf(held.memberId)).toEqual([held.mandate.id]);
    }
    expect(came(await end(first.mandate.id, chair))).toBe('EndOfficeSuccess');
    expect(came(await appointAgain(second.memberId, chair))).toBe('AppointOfficerSuccess');
  });

  it('lets the unit that made it end the office and appoint again, and others appoint the member elsewhere', async () => {
    const held = await cadre();
    await suspend(held.mandate.id, root);
    expect(came(await end(held.mandate.id, chairOfProvince))).toBe('SUSPENDED_FROM_ABOVE');
    expect(came(await appointAgain(held.memberId, chairOfProvince))).toBe('SUSPENDED_FROM_ABOVE');
    expect(came(await appointAgain(held.memberId, chairOfProvince, scene.sibling.id))).toBe('AppointOfficerSuccess');
    expect(came(await appointAgain(held.memberId, root))).toBe('AppointOfficerSuccess');
    expect(came(await end(held.mandate.id, root))).toBe('EndOfficeSuccess');
  });

  it('holds before its first day, and no longer once it has been called off', async () => {
    const held = await cadre();
    await suspend(held.mandate.id, chairOfProvince, { from: daysFromToday(3) });
    expect(came(await end(held.mandate.id, chair))).toBe('SUSPENDED_FROM_ABOVE');
    expect(came(await resume(held.mandate.id, chairOfProvince, { from: daysFromToday(3) }))).toBe(
      'ResumeMandateSuccess',
    );
    expect(came(await end(held.mandate.id, chair))).toBe('EndOfficeSuccess');
  });

  it('leaves a suspension of the unit’s own to the unit', async () => {
    const held = await cadre();
    await suspend(held.mandate.id, chair);
    expect(came(await resume(held.mandate.id, viceChair))).toBe('ResumeMandateSuccess');
  });

  it('repeats its refusal, and wins over an end or an appointment at the same instant or comes after it', async () => {
    const held = await cadre();
    await suspend(held.mandate.id, chairOfProvince);
    const commandId = newId();
    const twice = await Promise.all([1, 2].map(() => resume(held.mandate.id, chair, { commandId })));
    expect(twice.map(came)).toEqual(['SUSPENDED_FROM_ABOVE', 'SUSPENDED_FROM_ABOVE']);
    const racing = await Promise.all([resume(held.mandate.id, chair), resume(held.mandate.id, chairOfProvince)]);
    expect(came(racing[1])).toBe('ResumeMandateSuccess');
    expect(['SUSPENDED_FROM_ABOVE', 'MANDATE_NOT_SUSPENDED']).toContain(came(racing[0]));

    for (let round = 0; round < 6; round += 1) {
      const other = await cadre();
      const [suspended, again] = await Promise.all([
        suspend(other.mandate.id, chairOfProvince),
        appointAgain(other.memberId, chair),
      ]);
      expect(came(suspended)).toBe('SuspendMandateSuccess');
      expect(['SUSPENDED_FROM_ABOVE', 'AppointOfficerSuccess']).toContain(came(again));
      expect(came(await appointAgain(other.memberId, chair))).toBe('SUSPENDED_FROM_ABOVE');
    }
  });

  it('is for leaders and inspectors always from above', async () => {
    const inspector = await scene.appoint(scene.union, 'INSPECTION_COMMITTEE_MEMBER');
    for (const [held, by] of [
      [chair, viceChair],
      [viceChair, chair],
      [inspector, chair],
    ] as const) {
      const refused = [await suspend(held.mandate.id, by), await resume(held.mandate.id, by)];
      expect(refused.map(({ errors }) => errors[0]?.extensions['permission'])).toEqual(
        refused.map(() => 'mandate.suspend-leader'),
      );
    }
    expect(came(await suspend(inspector.mandate.id, chairOfProvince))).toBe('SuspendMandateSuccess');
    expect(came(await resume(inspector.mandate.id, root))).toBe('ResumeMandateSuccess');
    const ofRoot = await scene.appoint(scene.root, 'VICE_CHAIR');
    expect(came(await suspend(ofRoot.mandate.id, root))).toBe('SuspendMandateSuccess');
  });
});
