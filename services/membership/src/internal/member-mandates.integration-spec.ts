import type { SystemRight } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { type RunningMembership, startMembership } from '../testing/running-membership';

describe('GET /internal/members/:id/mandates', () => {
  let membership: RunningMembership;

  beforeAll(async () => {
    membership = await startMembership();
  });
  afterAll(() => membership.stop());

  it('says that an unknown member may act under nothing', async () => {
    const memberId = newId();
    const answer = await membership.internal(`/internal/members/${memberId}/mandates`, ['members:read']);
    expect(answer).toEqual({ status: 200, body: { memberId, mandates: [] } });
  });

  it.each<[string, readonly SystemRight[] | null, number]>([
    [`/internal/members/${newId()}/mandates`, null, 401],
    [`/internal/members/${newId()}/mandates`, ['cycles:read'], 403],
    ['/internal/members/x/mandates', ['members:read'], 404],
  ])('%s with %j: %i', async (path, rights, status) => {
    expect((await membership.internal(path, rights)).status).toBe(status);
  });
});
