import { MEMBER_PROFILES_PATH, MOST_MEMBER_PROFILES, type SystemRight } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { type RunningMembership, startMembership } from '../testing/running-membership';

describe(`POST ${MEMBER_PROFILES_PATH}`, () => {
  let membership: RunningMembership;
  const known = newId();

  beforeAll(async () => {
    membership = await startMembership();
    await membership.service.dependencies.dataSource.query(
      "INSERT INTO member (id, full_name, gender, provenance) VALUES (?, 'Nguyễn Thị Đào', 'FEMALE', 'DEMONSTRATION')",
      [known],
    );
  });
  afterAll(() => membership.stop());

  const ask = (body: object, rights: readonly SystemRight[] | null) =>
    membership.internal(MEMBER_PROFILES_PATH, rights, body);

  it('says how those members are called whom it knows', async () => {
    expect(await ask({ memberIds: [known, newId()] }, ['members:read'])).toEqual({
      status: 200,
      body: { members: [{ memberId: known, fullName: 'Nguyễn Thị Đào', gender: 'FEMALE' }] },
    });
    expect(await ask({ memberIds: [] }, ['members:read'])).toEqual({ status: 200, body: { members: [] } });
  });

  it.each<[string, object, readonly SystemRight[] | null, number]>([
    ['without a passport', { memberIds: [known] }, null, 401],
    ['without the right', { memberIds: [known] }, ['mandates:read'], 403],
    ['with something that is no id', { memberIds: ['x'] }, ['members:read'], 400],
    ['with too many', { memberIds: Array.from({ length: MOST_MEMBER_PROFILES + 1 }, newId) }, ['members:read'], 400],
  ])('refuses %s', async (_case, body, rights, status) => {
    expect((await ask(body, rights)).status).toBe(status);
  });
});
