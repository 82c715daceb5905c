import type { ServiceName } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { PASSPORT_HEADER, type PassportSigner } from '@thidua/contracts/passport';
import {
  securityEventReport,
  type SecurityEventKind,
  type SecurityEventReport,
} from '@thidua/contracts/security-event';
import type { z } from 'zod';

/** How long membership may take to keep an event, in milliseconds. */
const LIMIT_MILLISECONDS = 5_000;
const PASSPORT_SECONDS = 5;
const KEPT = 204;

/** What happened here and belongs into the security log; what is left out is null. */
export type ServiceSecurityEvent = z.input<typeof securityEventReport> & { readonly kind: SecurityEventKind };

/** Keeps events in the security log. */
export interface SecurityReports {
  /**
   * Keeps an event, once for each id. Returns when the log has it: what must not happen unseen waits for that.
   * @throws when membership does not keep it in time.
   */
  keep(event: ServiceSecurityEvent): Promise<void>;
}

/** The security log as the services reach it: membership keeps it, in its audit database. */
export class MembershipSecurityReports implements SecurityReports {
  constructor(
    private readonly membershipUrl: string,
    private readonly service: ServiceName,
    private readonly signer: PassportSigner,
  ) {}

  async keep(event: ServiceSecurityEvent): Promise<void> {
    const passport = await this.signer.sign(
      {
        kind: 'system',
        subject: this.service,
        mandates: [],
        mandatesAsOf: new Date().toISOString(),
        treeVersion: 0,
        rights: ['security:write'],
        requestId: newId(),
      },
      'membership',
      PASSPORT_SECONDS,
    );
    const events: readonly SecurityEventReport[] = [securityEventReport.parse(event)];
    const answer = await fetch(`${this.membershipUrl}/internal/security-events`, {
      method: 'POST',
      headers: { [PASSPORT_HEADER]: passport, 'content-type': 'application/json' },
      body: JSON.stringify({ events }),
      signal: AbortSignal.timeout(LIMIT_MILLISECONDS),
    });
    if (answer.status !== KEPT) {
      throw new Error(`membership answered ${answer.status} to a report for the security log`);
    }
  }
}
