import type { SystemRight } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { type RunningMembership, startMembership } from '../testing/running-membership';

describe('GET /internal/members/:id/units', () => {
  let membership: RunningMembership;
  const mover = newId();
  const former = newId();
  const [left, joined] = [newId(), newId()] as const;

  beforeAll(async () => {
    membership = await startMembership();
    const { dataSource } = membership.service.dependencies;
    for (const id of [mover, former]) {
      await dataSource.query(
        "INSERT INTO member (id, full_name, gender, provenance) VALUES (?, 'Đoàn viên', 'FEMALE', 'DEMONSTRATION')",
        [id],
      );
    }
    for (const [member, unit, from, until] of [
      [mover, left, '2020-01-01', '2024-03-01'],
      [mover, joined, '2024-03-01', '9999-12-31'],
      [former, left, '2020-01-01', '2024-03-01'],
    ]) {
      await dataSource.query(
        'INSERT INTO member_affiliation (id, member_id, unit_id, valid_from, valid_until) VALUES (?, ?, ?, ?, ?)',
        [newId(), member, unit, from, until],
      );
    }
  });
  afterAll(() => membership.stop());

  it.each<[string, string, string, readonly string[]]>([
    ['on the last day before a transfer', mover, '?asOf=2024-02-29', [left]],
    ['on the day of the transfer', mover, '?asOf=2024-03-01', [joined]],
    ['today by default', mover, '', [joined]],
    ['before the admission', mover, '?asOf=2019-12-31', []],
    ['of who has left', former, '', []],
  ])('says the units %s', async (_name, member, query, unitIds) => {
    const answer = await membership.internal(`/internal/members/${member}/units${query}`, ['members:read']);
    expect(answer).toEqual({ status: 200, body: { memberId: member, unitIds } });
  });

  it.each<[string, readonly SystemRight[] | null, number]>([
    [`/internal/members/${mover}/units`, null, 401],
    [`/internal/members/${mover}/units`, ['mandates:read'], 403],
    [`/internal/members/${mover}/units?asOf=2024-02-30`, ['members:read'], 400],
    [`/internal/members/${newId()}/units`, ['members:read'], 404],
    ['/internal/members/x/units', ['members:read'], 404],
  ])('%s with %j: %i', async (path, rights, status) => {
    expect((await membership.internal(path, rights)).status).toBe(status);
  });
});
