import type { SecurityReports, ServiceSecurityEvent } from '../security/security-reports';

/** A security log in memory, once for each id as the real one, which a test may take away. */
export class KeptReports implements SecurityReports {
  readonly kept: ServiceSecurityEvent[] = [];
  isAway = false;

  async keep(event: ServiceSecurityEvent): Promise<void> {
    if (this.isAway) {
      throw new Error('membership does not answer');
    }
    if (this.kept.every(({ id }) => id !== event.id)) {
      this.kept.push(event);
    }
  }
}
