import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Entry {
  readonly payload: AdapterPayload;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

const SWEEP_EVERY = 60_000;

/**
 * What the issuer remembers of one kind (sessions, grants, codes, interactions), in memory: whoever stops a development
 * system signs in anew. It forgets what has expired, so that a long test run does not fill it.
 */
export class MemoryAdapter implements Adapter {
  private readonly entries = new Map<string, Entry>();
  private sweptAt = Date.now();

  async upsert(id: string, payload: AdapterPayload, expiresIn = Number.POSITIVE_INFINITY): Promise<void> {
    this.sweep();
    this.entries.set(id, { payload, expiresAt: Date.now() + expiresIn * 1000 });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const entry = this.entries.get(id);
    return entry && entry.expiresAt > Date.now() ? entry.payload : undefined;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.first((payload) => payload.uid === uid);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.first((payload) => payload.userCode === userCode);
  }

  async consume(id: string): Promise<void> {
    const entry = this.entries.get(id);
    if (entry) {
      entry.payload.consumed = Math.floor(Date.now() / 1000);
    }
  }

  async destroy(id: string): Promise<void> {
    this.entries.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.entries) {
      if (payload.grantId === grantId) {
        this.entries.delete(id);
      }
    }
  }

  private first(matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    const now = Date.now();
    for (const { payload, expiresAt } of this.entries.values()) {
      if (expiresAt > now && matches(payload)) {
        return payload;
      }
    }
    return undefined;
  }

  private sweep(): void {
    const now = Date.now();
    if (now - this.sweptAt < SWEEP_EVERY) {
      return;
    }
    this.sweptAt = now;
    for (const [id, { expiresAt }] of this.entries) {
      if (expiresAt <= now) {
        this.entries.delete(id);
      }
    }
  }
}
