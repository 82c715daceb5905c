import { newId } from '@thidua/contracts/ids';
import { command } from '../testing/command-result';
import { daysFromToday, startProvinceScene, type ProvinceScene } from '../testing/province-scene';
import { MakeOfficersFromAbove1800000002000 } from './1800000002000-make-officers-from-above';

describe('links and suspensions from before they kept their unit', () => {
  let scene: ProvinceScene;
  beforeAll(async () => {
    scene = await startProvinceScene();
  });
  afterAll(() => scene.membership.stop());

  it('are given the unit that the trail says, and the root where nobody’s mandate was used', async () => {
    const { dataSource } = scene.membership.service.dependencies;
    const chair = await scene.appoint(scene.province, 'CHAIR');
    const held = await scene.appoint(scene.union, 'FULL_TIME_CADRE');
    const { memberId: member } = await scene.appoint(scene.union, 'WOMENS_BOARD_MEMBER');
    const by = [[chair.mandate], chair.memberId] as const;
    const account = { memberId: member, provider: 'keycloak', subject: newId() };
    await command(scene.membership, 'linkIdentity', account, ...by);
    const words = { document: '05/QĐ', reason: 'Xem xét kỷ luật' };
    const suspension = { officeId: held.mandate.id, from: daysFromToday(0), ...words };
    await command(scene.membership, 'suspendMandate', suspension, ...by);
    await scene.membership.mandatesOf(held.memberId);
    const units = async (): Promise<unknown> => ({
      links: await dataSource.query(
        'SELECT member_id AS memberId, unit_id AS unitId FROM identity_link ORDER BY provider',
      ),
      suspensions: await dataSource.query('SELECT office_id AS officeId, unit_id AS unitId FROM mandate_suspension'),
    });
    const expected = {
      links: [
        { memberId: member, unitId: scene.province.id },
        { memberId: held.memberId, unitId: scene.root.id },
      ],
      suspensions: [{ officeId: held.mandate.id, unitId: scene.province.id }],
    };
    expect(await units()).toEqual(expected);
    const migration = new MakeOfficersFromAbove1800000002000();
    const runner = dataSource.createQueryRunner();
    try {
      await migration.down(runner);
      await migration.up(runner);
    } finally {
      await runner.release();
    }
    expect(await units()).toEqual(expected);
  });
});
