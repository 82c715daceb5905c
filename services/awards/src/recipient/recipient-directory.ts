import { calendarDateAt, type BackgroundJob, type Log, OPEN_END, withoutData } from '@thidua/service-kit';
import type { DataSource, EntityManager } from 'typeorm';
import { RecipientKind } from './award-recipient.entity';
import { expectEverybody } from './expected-recipients';
import type { MemberFacts } from './member-facts';
import { foldedName, phrasesOf } from './recipient-name';

/** Recipients of one page. */
const PAGE = 500;
const POLL_MILLISECONDS = 2_000;
const STOP_MILLISECONDS = 1_000;
/** After how many hours what is known of a person is read again. */
const FRESH_HOURS = 24;
/** How often everybody is looked for whom nobody noted. */
const SWEEP_MILLISECONDS = 3_600_000;

/** Somebody as their owner calls them now. */
interface Named {
  readonly recipientId: string;
  readonly kind: RecipientKind;
  readonly name: string | null;
  readonly gender: string | null;
  readonly ranks: readonly { readonly from: string; readonly until: string | null; readonly rank: string }[];
}

/**
 * Keeps how recipients are called: persons as membership says, units as the tree's feed says. Who is newly noted is read
 * within seconds, a person again once a day, a unit when the feed brings another name. Any process may do it; rows are
 * locked while they are written.
 */
export class RecipientDirectory implements BackgroundJob {
  private stopping = false;
  private running: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;
  private sweptAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly dataSource: DataSource,
    private readonly facts: MemberFacts,
    private readonly log: Log,
    private readonly now: () => number = Date.now,
  ) {}

  /** Begins to look for recipients without a name. */
  start(): void {
    this.running = this.loop();
  }

  /** Reads no further page. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await Promise.race([this.running, new Promise((resolve) => setTimeout(resolve, STOP_MILLISECONDS).unref())]);
  }

  /** Reads one page of those who wait or have another name by now. @returns how many were written. */
  async readNext(): Promise<number> {
    if (this.now() - this.sweptAt >= SWEEP_MILLISECONDS) {
      await expectEverybody(this.dataSource);
      this.sweptAt = this.now();
    }
    const today = calendarDateAt(new Date(this.now()));
    const persons = await this.waiting(RecipientKind.Person);
    const people = await this.people(persons, today);
    const collectives = await this.collectives(today);
    const named = [...people, ...collectives];
    if (named.length > 0) {
      await this.dataSource.transaction('READ COMMITTED', (manager) => write(manager, named));
    }
    return named.length;
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      const written = await this.readNext().catch((error: unknown) => {
        this.log.debug({ error: withoutData(error) }, 'recipients: their names will be read again');
        return 0;
      });
      if (!this.stopping && written < PAGE) {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
          setTimeout(resolve, POLL_MILLISECONDS).unref();
        });
      }
    }
  }

  /** Those never read come first, by the index. */
  private async waiting(kind: RecipientKind): Promise<string[]> {
    const rows = await this.dataSource.query<{ recipientId: string }[]>(
      `(SELECT recipient_id AS recipientId FROM award_recipient WHERE read_at IS NULL AND kind = ? LIMIT ${PAGE})
       UNION ALL
       (SELECT recipient_id FROM award_recipient
         WHERE read_at < UTC_TIMESTAMP(6) - INTERVAL ${FRESH_HOURS} HOUR AND kind = ? ORDER BY read_at LIMIT ${PAGE})
       LIMIT ${PAGE}`,
      [kind, kind],
    );
    return rows.map(({ recipientId }) => recipientId);
  }

  private async people(memberIds: readonly string[], today: string): Promise<Named[]> {
    const members = new Map((await this.facts.named(memberIds, today)).map((member) => [member.memberId, member]));
    return memberIds.map((recipientId) => {
      const member = members.get(recipientId);
      return {
        recipientId,
        kind: RecipientKind.Person,
        name: member?.fullName ?? null,
        gender: member?.gender ?? null,
        ranks: member?.employments ?? [],
      };
    });
  }

  /** Units without a name and those whose name the feed has changed; a unit that is no more keeps its last name. */
  private async collectives(today: string): Promise<Named[]> {
    const rows = await this.dataSource.query<{ recipientId: string; name: string }[]>(
      `SELECT r.recipient_id AS recipientId, u.name FROM award_recipient r
         JOIN unit_projection u ON u.unit_id = r.recipient_id AND u.valid_from <= ? AND u.valid_until > ?
        WHERE r.kind = '${RecipientKind.Collective}' AND (r.name IS NULL OR r.name <> u.name) LIMIT ${PAGE}`,
      [today, today],
    );
    return rows.map((row) => ({ ...row, kind: RecipientKind.Collective, gender: null, ranks: [] }));
  }
}

async function write(manager: EntityManager, named: readonly Named[]): Promise<void> {
  const ids = named.map(({ recipientId }) => recipientId);
  const before = await manager.query<{ recipientId: string; name: string | null }[]>(
    'SELECT recipient_id AS recipientId, name FROM award_recipient WHERE recipient_id IN (?) ORDER BY recipient_id FOR UPDATE',
    [ids],
  );
  const nameBefore = new Map(before.map(({ recipientId, name }) => [recipientId, name]));
  await manager.query(
    `INSERT INTO award_recipient (recipient_id, kind, name, name_folded, gender, read_at) VALUES ?
     ON DUPLICATE KEY UPDATE name = COALESCE(VALUES(name), name), gender = COALESCE(VALUES(gender), gender),
       name_folded = COALESCE(VALUES(name_folded), name_folded), read_at = VALUES(read_at)`,
    [
      named.map(({ recipientId, kind, name, gender }) => [
        recipientId,
        kind,
        name,
        name === null ? null : foldedName(name),
        gender,
        new Date(),
      ]),
    ],
  );
  const renamed = named.filter(({ recipientId, name }) => name !== null && name !== nameBefore.get(recipientId));
  if (renamed.length > 0) {
    await manager.query('DELETE FROM award_recipient_phrase WHERE recipient_id IN (?)', [
      renamed.map(({ recipientId }) => recipientId),
    ]);
    const phrases = renamed.flatMap(({ recipientId, kind, name }) =>
      phrasesOf(foldedName(name ?? '')).map((phrase) => [kind, phrase, recipientId]),
    );
    if (phrases.length > 0) {
      await manager.query('INSERT INTO award_recipient_phrase (kind, phrase, recipient_id) VALUES ?', [phrases]);
    }
  }
  await manager.query('DELETE FROM award_recipient_rank WHERE recipient_id IN (?)', [ids]);
  const ranks = named.flatMap(({ recipientId, ranks: periods }) =>
    periods.map(({ from, until, rank }) => [recipientId, from, until ?? OPEN_END, rank]),
  );
  if (ranks.length > 0) {
    await manager.query(
      'INSERT INTO award_recipient_rank (recipient_id, valid_from, valid_until, work_rank) VALUES ?',
      [ranks],
    );
  }
}
