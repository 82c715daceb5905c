/** A decision that the relay has set aside: its subject stands still until somebody looks. */
export interface SetAsideRow {
  /** The outbox row, for the release command. */
  readonly outboxId: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly workflowId: string;
  /** Number of the decision for its subject. */
  readonly number: number;
  readonly commandId: string;
  /** How often it was tried. */
  readonly attempts: number;
  /** Why it did not get through. */
  readonly reason: string | null;
  /** When it was set aside, ISO 8601 in UTC. */
  readonly setAsideAt: string;
}

/** How far decisions are behind on their way to the workflows. */
export interface OutboxHealth {
  /** Decisions that are committed and whose instruction has not been applied. */
  readonly backlog: number;
  /** Age of the oldest of them, seconds; 0 when there is none. */
  readonly oldestSeconds: number;
  /** The most attempts that one of them has had. */
  readonly mostAttempts: number;
  /** How many of them are set aside: each stops its subject. */
  readonly setAside: number;
  /** Subjects that take no commands since their database was restored. */
  readonly held: number;
}

/** How far other services' reading of a feed is behind. */
export interface FeedHealth {
  /** The feed that this service gives: null in a service that gives none. */
  readonly published: {
    readonly epoch: string;
    readonly head: number;
    /** Committed changes that have no position yet. */
    readonly unnumbered: number;
    /** Age of the oldest of them, seconds; 0 when there is none. */
    readonly oldestUnnumberedSeconds: number;
  };
  /** The feed that this service follows; null in the service that owns the tree. */
  readonly followed: {
    readonly feed: string;
    readonly epoch: string;
    /** Position up to which it was applied here. */
    readonly cursor: number;
    /** The feed's head when it was last heard. */
    readonly head: number;
    /** For how long this service has not known itself level with the head, seconds. */
    readonly secondsBehind: number;
    /** Whether the projection is being built again from zero beside the one in use. */
    readonly rebuilding: boolean;
  } | null;
}

/** What `/internal/path-health` answers: the decision path of one service, for operators. */
export interface PathHealth {
  readonly service: string;
  /** Database time, ISO 8601 in UTC. */
  readonly at: string;
  readonly outbox: OutboxHealth;
  readonly feed: FeedHealth;
  /** Differences between database and engine that the reconciler found and that are still there, by their kind. */
  readonly findings: Readonly<Record<string, number>>;
  /** The rows that are set aside, oldest first; at most 100. */
  readonly setAside: readonly SetAsideRow[];
}
