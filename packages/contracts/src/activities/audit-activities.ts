import type { ServiceName } from '../services';

/** Which service is to take an anchor of its audit trail: the one whose task queue it stands on. */
export interface AuditAnchorRequest {
  readonly service: ServiceName;
}

/** An anchor of a service's audit trail. */
export interface AuditAnchorTaken {
  readonly service: ServiceName;
  /** 1, 2, 3 … for each service. */
  readonly number: number;
  /** What is published, hexadecimal: the engine's history is one more place that remembers it. */
  readonly root: string;
  /** The interval, by the database's clock: ISO 8601 in UTC with microseconds. */
  readonly from: string;
  readonly to: string;
  /** How many subjects and entries there are by then, and how many chains have grown in the interval. */
  readonly subjects: number;
  readonly entries: number;
  readonly changed: number;
}

/** Activities on every service's task queue. */
export interface AuditActivities {
  /** Takes the service's next anchor; asked again within a minute, returns the same one. */
  takeAuditAnchor(request: AuditAnchorRequest): Promise<AuditAnchorTaken>;
}
