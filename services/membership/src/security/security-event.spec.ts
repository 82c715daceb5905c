import { SECURITY_EVENT_KINDS } from '@thidua/contracts/security-event';
import { SecurityEventKind } from './security-event.type';

describe('the kinds of security events', () => {
  it('are those that the contracts name', () => {
    expect(Object.values(SecurityEventKind)).toEqual([...SECURITY_EVENT_KINDS]);
  });
});
