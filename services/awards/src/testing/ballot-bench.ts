import { type BallotChoice, type BallotInclusion, sealBallot } from '@thidua/ballot';
import { newId } from '@thidua/contracts/ids';
import { createLog } from '@thidua/service-kit';
import { BallotFinisher } from '../council/ballot-finisher';
import { ballotKeysOf } from '../council/ballot-key-store';
import { type Answer, AwardsBench, must, openTask, person, type TestPerson, UNITS } from './awards-bench';

/** What the tests read of a session. */
export const SESSION_FIELDS = `id state memberCount publicKey keyFingerprint reason previousSessionId voidReason root
  keyDestroyedAt minutesPath chair { id } openedBy { id } closedBy { id } roll { id }
  items { ordinal revision thresholdPercent nomineeName yes no abstain invalid notCast outcome move
          nomination { id state } recusals { kind reason member { id } } viewerVote { digest written inclusion { digest index size path root } } }`;

/** A session as the tests see it. */
export interface SessionView {
  readonly id: string;
  readonly state: string;
  readonly memberCount: number;
  readonly publicKey: string;
  readonly keyFingerprint: string;
  readonly reason: string | null;
  readonly previousSessionId: string | null;
  readonly voidReason: string | null;
  readonly root: string | null;
  readonly keyDestroyedAt: string | null;
  readonly minutesPath: string | null;
  readonly roll: readonly { readonly id: string }[];
  readonly items: readonly {
    readonly ordinal: number;
    readonly nomineeName: string;
    readonly thresholdPercent: number;
    readonly yes: number | null;
    readonly no: number | null;
    readonly abstain: number | null;
    readonly invalid: number | null;
    readonly notCast: number | null;
    readonly outcome: string | null;
    readonly move: string;
    readonly nomination: { readonly id: string; readonly state: string } | null;
    readonly recusals: readonly { readonly kind: string; readonly member: { readonly id: string } }[];
    readonly viewerVote: {
      readonly digest: string;
      readonly written: boolean;
      readonly inclusion: BallotInclusion | null;
    } | null;
  }[];
}

/** What came of a command. */
export interface BallotAnswer {
  readonly session: SessionView | null;
  readonly digest: string | null;
  readonly error: Answer['errors'][number] | null;
  readonly reasons: readonly { readonly code: string; readonly en: string; readonly field: string | null }[];
  /** Code of the error or of the first reason; null when it was carried out. */
  readonly code: string | null;
}

/** The council of the province and what it does, on the awards service’s bench. */
export class BallotBench {
  readonly drafter = person('FULL_TIME_CADRE', UNITS.direct);
  readonly chair = person('CHAIR', UNITS.direct);
  readonly appraiser = person('FULL_TIME_CADRE', UNITS.ag);
  readonly decider = person('CHAIR', UNITS.ag);
  readonly secretary = person('EMULATION_COUNCIL_SECRETARY', UNITS.ag);
  readonly inspector = person('INSPECTION_COMMITTEE_MEMBER', UNITS.ag);

  private constructor(
    readonly bench: AwardsBench,
    /** The members of the province’s council, by id. */
    readonly members: readonly TestPerson[],
  ) {}

  /** @param size members of the council. */
  static async start(purpose: string, size: number): Promise<BallotBench> {
    const bench = await AwardsBench.start(purpose);
    const members = Array.from({ length: size }, () => person('EMULATION_COUNCIL_MEMBER', UNITS.ag)).sort((one, two) =>
      one.id < two.id ? -1 : 1,
    );
    bench.owners.councils.set(
      UNITS.ag.id,
      members.map(({ id }) => id),
    );
    return new BallotBench(bench, members);
  }

  stop(): Promise<void> {
    return this.bench.stop();
  }

  /** Another process that carries on what is half-way. */
  get finisher(): BallotFinisher {
    const { dataSource, decisions, owners, checks } = this.bench;
    const keys = ballotKeysOf({ BALLOT_KEY_DIRECTORY: owners.ballotKeys });
    return new BallotFinisher(dataSource, decisions, keys, checks, createLog('awards-test', 'silent'));
  }

  /** A member of the council by their place. */
  member(at: number): TestPerson {
    return must(this.members[at]);
  }

  /** Brings a nomination to the province’s council. @returns its id. */
  async atCouncil(more: object = {}, drafter = this.drafter): Promise<string> {
    const nomination = await this.bench.submitted(drafter, this.chair, UNITS.direct, more);
    const { code } = await this.bench.command(this.appraiser, 'passAppraisal', openTask(nomination));
    if (code) {
      throw new Error(`the appraisal was refused: ${code}`);
    }
    return nomination.id;
  }

  /** Sends a command on sessions. */
  async command(caller: TestPerson, operation: string, input: object): Promise<BallotAnswer> {
    const type = `${operation[0]?.toUpperCase()}${operation.slice(1)}`;
    const isVote = operation === 'castVote' || operation === 'recordWrittenVote';
    const { data, errors } = await this.bench.send(
      caller,
      `mutation ($input: ${type}Input!) { result: ${operation}(input: $input) { __typename
         ... on ${type}Success { ${isVote ? 'nominationId digest' : ''} session { ${SESSION_FIELDS} } }
         ... on CommandRefused { reasons { code vi en field } } } }`,
      { input: { commandId: newId(), ...input } },
    );
    const result = (data?.['result'] ?? null) as Partial<BallotAnswer> | null;
    const [error] = errors;
    return {
      session: result?.session ?? null,
      digest: result?.digest ?? null,
      error: error ?? null,
      reasons: result?.reasons ?? [],
      code: error ? String(error.extensions['code']) : (result?.reasons?.[0]?.code ?? null),
    };
  }

  /** What opens a session over nominations. */
  opening(nominationIds: readonly string[], more: object = {}): object {
    return { bodyUnitId: UNITS.ag.id, nominationIds, chairMemberId: this.member(0).id, ...more };
  }

  /** Opens a session. */
  async opened(nominationIds: readonly string[], more: object = {}): Promise<SessionView> {
    const answer = await this.command(this.secretary, 'openBallotSession', this.opening(nominationIds, more));
    if (!answer.session) {
      throw new Error(`the session was not opened: ${answer.code} ${answer.error?.message ?? ''}`);
    }
    return answer.session;
  }

  /** A sealed vote as a client sends it. */
  async sealed(
    session: Pick<SessionView, 'id' | 'publicKey'>,
    nominationId: string,
    { id: memberId }: Pick<TestPerson, 'id'>,
    choice: BallotChoice,
  ): Promise<object> {
    const binding = { sessionId: session.id, nominationId, memberId };
    return { sessionId: session.id, nominationId, sealed: await sealBallot(session.publicKey, binding, choice) };
  }

  /** Casts a vote. */
  async cast(
    session: SessionView,
    nominationId: string,
    voter: TestPerson,
    choice: BallotChoice,
  ): Promise<BallotAnswer> {
    return this.command(voter, 'castVote', await this.sealed(session, nominationId, voter, choice));
  }

  /** Casts the votes of the first members, one choice each. @throws when one is refused. */
  async castAll(session: SessionView, nominationId: string, choices: readonly BallotChoice[]): Promise<void> {
    for (const [at, choice] of choices.entries()) {
      const { code } = await this.cast(session, nominationId, this.member(at), choice);
      if (code) {
        throw new Error(`vote ${at} was refused: ${code}`);
      }
    }
  }

  /** Closes a session. */
  close(sessionId: string, more: object = {}, caller = this.secretary): Promise<BallotAnswer> {
    return this.command(caller, 'closeBallotSession', { sessionId, ...more });
  }

  /** A session as somebody sees it; the code of the refusal where they may not. */
  async read(caller: TestPerson, sessionId: string): Promise<SessionView | string> {
    const { data, errors } = await this.bench.send(
      caller,
      `query ($id: ID!) { ballotSession(id: $id) { ${SESSION_FIELDS} } }`,
      { id: sessionId },
    );
    return errors[0]?.extensions.code ?? (data as unknown as { ballotSession: SessionView }).ballotSession;
  }
}
