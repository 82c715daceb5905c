import {
  admit,
  awaited,
  GraphCommand,
  type PersistentClient,
  type RunningSystem,
  type SceneProvince,
} from '@thidua/testkit';

const onNomination = (field: string): GraphCommand<{ nomination: { id: string } }> =>
  new GraphCommand(field, 'nomination { id }');
const draftNomination = onNomination('draftNomination');
const submitNomination = onNomination('submitNomination');
const defineAwardType = new GraphCommand<{ awardType: { id: string } }>('defineAwardType', 'awardType { id }');

const setAwardMultiple = new GraphCommand<{ multiple: { id: string } }>(
  'setAwardMultiple',
  'multiple { id }',
  'SetAwardMultipleInput',
  'AwardMultipleSuccess',
);

const DECISION = `decision { id state version number decidedOn
  items(first: 200) { nodes { ordinal state nomination { id state } refusal { code } } }
  progress { act total waiting done refused } }`;

/** A decision as end-to-end tests see it. */
export interface SeenDecision {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly number: string | null;
  readonly decidedOn: string | null;
  readonly items: {
    readonly nodes: readonly {
      readonly ordinal: number;
      readonly state: string;
      readonly nomination: { readonly id: string; readonly state: string } | null;
      readonly refusal: { readonly code: string } | null;
    }[];
  };
  readonly progress: readonly {
    readonly act: string;
    readonly total: number;
    readonly waiting: number;
    readonly done: number;
    readonly refused: number;
  }[];
}

/** A command on a decision. */
export function onDecision(field: string, inputType?: string): GraphCommand<{ decision: SeenDecision }> {
  return new GraphCommand(field, DECISION, inputType);
}

const draftAwardDecision = onDecision('draftAwardDecision');
const signAwardDecision = onDecision('signAwardDecision');

/** Today's calendar date in Việt Nam. */
export const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
/** What the drafts of these tests say. */
export const DECISION_TEXTS = { title: 'Về việc tặng Bằng khen (minh họa)', legalBases: ['Dữ liệu minh họa'] };

/** A demonstration province whose awards need nothing but its decision, with nominations for it. */
export class DecisionStage {
  private constructor(
    private readonly system: RunningSystem,
    readonly scene: SceneProvince,
    /** The union that nominates, and another one beside it. */
    readonly union: PersistentClient,
    readonly neighbour: PersistentClient,
    readonly chair: PersistentClient,
    readonly viceChair: PersistentClient,
    /** The province's full-time cadre, who drafts decisions. */
    readonly cadre: PersistentClient,
    /** Workers of the union. */
    readonly workers: readonly string[],
    private readonly awardTypeId: string,
  ) {}

  /** Founds it. */
  static async found(system: RunningSystem): Promise<DecisionStage> {
    const scene = await system.foundProvince({ grassroots: 2 });
    const [nominating, beside] = scene.grassroots;
    const union = system.as(nominating?.chair ?? '');
    const chair = system.as(scene.province.chair);
    const workers = await admit(union, nominating?.id ?? '', 3, '2020-03-02', 'Đoàn viên minh họa');
    const { awardType } = await defineAwardType.done(chair, {
      ownerUnitId: scene.province.id,
      code: 'DEMO-SHORT',
      name: 'Bằng khen minh họa',
      kind: 'COMMENDATION',
      form: 'MERIT_CERTIFICATE',
      issuerLevel: 'PROVINCIAL_FEDERATION',
      track: 'AD_HOC',
      recipients: 'BOTH',
      validFrom: '2020-01-01',
      stages: [{ stage: 'DECISION', kind: 'DECISION', actorRule: 'PROVINCIAL_FEDERATION', timeLimitDays: 10 }],
    });
    for (const [recipients, multiple] of [
      ['INDIVIDUAL', '0.3'],
      ['COLLECTIVE', '0.6'],
    ]) {
      await setAwardMultiple.done(chair, { awardTypeId: awardType.id, validFrom: TODAY, recipients, multiple });
    }
    return new DecisionStage(
      system,
      scene,
      union,
      system.as(beside?.chair ?? ''),
      chair,
      system.as(scene.viceChair),
      system.as(scene.appraiser),
      workers,
      awardType.id,
    );
  }

  /** Id of the province, whose decisions they are. */
  get bodyUnitId(): string {
    return this.scene.province.id;
  }

  /** The graph as a worker of the union sees it. */
  worker(index = 0): PersistentClient {
    return this.system.as(this.workers[index] ?? '');
  }

  /** Nominates a worker, or the union itself, and waits until the province has to decide. @returns its id. */
  async nominated(who: { readonly worker: number } | 'COLLECTIVE' = { worker: 0 }): Promise<string> {
    const unitId = this.scene.grassroots[0]?.id;
    const { nomination } = await draftNomination.done(this.union, {
      awardTypeId: this.awardTypeId,
      nominatingUnitId: unitId,
      ...(who === 'COLLECTIVE' ? { nomineeUnitId: unitId } : { nomineeMemberId: this.workers[who.worker] }),
      achievement: 'Có sáng kiến làm lợi cho đơn vị (minh họa)',
    });
    await submitNomination.done(this.union, { nominationId: nomination.id });
    return this.atDecision(nomination.id);
  }

  /** The province itself nominates a worker of the union. @returns its id. */
  async nominatedFromAbove(worker: number): Promise<string> {
    const { nomination } = await draftNomination.done(this.cadre, {
      awardTypeId: this.awardTypeId,
      nominatingUnitId: this.bodyUnitId,
      nomineeMemberId: this.workers[worker],
      achievement: 'Có sáng kiến được áp dụng trong toàn tỉnh (minh họa)',
    });
    await submitNomination.done(this.viceChair, { nominationId: nomination.id });
    return this.atDecision(nomination.id);
  }

  private async atDecision(nominationId: string): Promise<string> {
    await awaited('the decision’s turn', async () => {
      const { nomination: seen } = await this.chair.read<{ nomination: { state: string } }>(
        'query State($id: ID!) { nomination(id: $id) { state } }',
        { id: nominationId },
      );
      return seen.state === 'RECOMMENDED';
    });
    return nominationId;
  }

  /** What a draft over nominations takes. */
  drafting(nominationIds: readonly string[]): object {
    return { bodyUnitId: this.bodyUnitId, ...DECISION_TEXTS, nominationIds };
  }

  /** Drafts a decision. */
  async drafted(nominationIds: readonly string[]): Promise<SeenDecision> {
    return (await draftAwardDecision.done(this.cadre, this.drafting(nominationIds))).decision;
  }

  /** Drafts and signs a decision and waits until every nomination has moved. */
  async decided(nominationIds: readonly string[]): Promise<SeenDecision> {
    const { id, version } = await this.drafted(nominationIds);
    await signAwardDecision.done(this.chair, { decisionId: id, version, decidedOn: TODAY });
    return this.settled(id);
  }

  /** The decision as somebody sees it. */
  async read(id: string, client: PersistentClient = this.chair): Promise<SeenDecision> {
    const { decision } = await client.read<{ decision: SeenDecision }>(
      `query Decision($id: ID!) { ${DECISION.replace('decision', 'decision: awardDecision(id: $id)')} }`,
      { id },
    );
    return decision;
  }

  /** The decision once no nomination of it waits to be moved, and each has arrived. */
  settled(id: string): Promise<SeenDecision> {
    return awaited('the nominations of the decision', async () => {
      const decision = await this.read(id);
      const isSettled =
        decision.progress.every(({ waiting }) => waiting === 0) &&
        decision.items.nodes.every(({ state, nomination }) => state === 'REFUSED' || state === nomination?.state);
      return isSettled ? decision : null;
    });
  }
}
