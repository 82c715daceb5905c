import type { SystemRight } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { type RunningMembership, startMembership } from '../testing/running-membership';

describe('POST /internal/members/by-code', () => {
  let membership: RunningMembership;
  const [mover, former] = [newId(), newId()];
  const [left, joined] = [newId(), newId()];

  beforeAll(async () => {
    membership = await startMembership();
    const { dataSource } = membership.service.dependencies;
    for (const [id, code] of [
      [mover, 'DV-MOVER'],
      [former, 'DV-FORMER'],
    ]) {
      await dataSource.query(
        "INSERT INTO member (id, code, full_name, gender, provenance) VALUES (?, ?, 'Đoàn viên', 'FEMALE', 'DEMONSTRATION')",
        [id, code],
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

  const ask = (body: object, rights: readonly SystemRight[] | null = ['members:read']) =>
    membership.internal('/internal/members/by-code', rights, body);

  it('names those whom it finds, with their units of today, and nobody else', async () => {
    expect(await ask({ codes: ['DV-MOVER', 'DV-FORMER', 'DV-404'] })).toEqual({
      status: 200,
      body: {
        members: [
          { code: 'DV-FORMER', memberId: former, fullName: 'Đoàn viên', unitIds: [] },
          { code: 'DV-MOVER', memberId: mover, fullName: 'Đoàn viên', unitIds: [joined] },
        ],
      },
    });
    expect(await ask({ codes: [] })).toEqual({ status: 200, body: { members: [] } });
  });

  it.each<[string, object, readonly SystemRight[] | null, number]>([
    ['no passport', { codes: [] }, null, 401],
    ['another right', { codes: [] }, ['mandates:read'], 403],
    ['no codes', {}, ['members:read'], 400],
    ['an empty code', { codes: [''] }, ['members:read'], 400],
    ['too many', { codes: Array.from({ length: 1001 }, (_, at) => `c${at}`) }, ['members:read'], 400],
  ])('with %s refuses', async (_name, body, rights, status) => {
    expect((await ask(body, rights)).status).toBe(status);
  });
});
