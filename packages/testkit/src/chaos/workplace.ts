import { setTimeout as wait } from 'node:timers/promises';
import { admit, GraphCommand, type PersistentClient, type RunningSystem, type SceneProvince } from '../scene';
import { Person } from './person';
import type { SeededRandom } from './seeded-random';

/** What somebody does all day: leads a union that nominates and signs, appraises, keeps the council's minutes, decides. */
export type Role = 'UNIT_LEADER' | 'APPRAISER' | 'SECRETARY' | 'DECIDER' | 'VOTER';

/** Somebody at work. */
export interface Approver {
  readonly role: Role;
  readonly person: Person;
}

/** Where the run takes place: a demonstration province of its own with everybody who works there. */
export interface Workplace {
  readonly provinceId: string;
  readonly unitIds: readonly string[];
  readonly approvers: readonly Approver[];
  readonly awardTypeIds: readonly string[];
  /** Two versions of the route of an award of the province's own, between which open nominations are moved. */
  readonly routeVersionIds: readonly string[];
  /** Members of each union, whom it nominates. */
  readonly membersOf: ReadonlyMap<string, readonly string[]>;
  /** Members of the council, who vote in secret. */
  readonly councilIds: readonly string[];
}

/** Ten people, two for every role and two unions with two leaders each: everybody has somebody to be late against. */
const ROUND: readonly Role[] = [
  'UNIT_LEADER',
  'APPRAISER',
  'SECRETARY',
  'DECIDER',
  'UNIT_LEADER',
  'APPRAISER',
  'SECRETARY',
  'DECIDER',
  'UNIT_LEADER',
  'UNIT_LEADER',
];
/** Awards that the province decides on: with a council and, for sudden merit, without one. */
const AWARD_TYPES = ['PROVINCIAL_MERIT_CERTIFICATE', 'PROVINCIAL_AD_HOC_MERIT_CERTIFICATE'];
const LEADERS_OF_A_UNIT = 2;
/** Members of the council: not among those who are counted as approvers, for they only vote. */
const VOTERS = 3;
const MEMBERS_OF_A_UNION = 100;
const FORMED_ON = '2020-01-01';

/** Founds the province through the gateway and gives each approver a seat. */
export async function foundWorkplace(
  system: RunningSystem,
  issuerUrl: string,
  count: number,
  random: SeededRandom,
): Promise<Workplace> {
  const roles = Array.from({ length: count }, (_, index) => ROUND[index % ROUND.length] ?? 'UNIT_LEADER');
  const leaders = roles.filter((role) => role === 'UNIT_LEADER').length;
  const province = await system.foundProvince({ grassroots: Math.max(2, Math.ceil(leaders / LEADERS_OF_A_UNIT)) });
  const chair = system.as(province.province.chair);
  const seats = new Seats(system, province);
  const approvers: Approver[] = [];
  for (const [index, role] of roles.entries()) {
    const { memberId, unitId } = await seats.next(role);
    approvers.push({ role, person: new Person(memberId, unitId, issuerUrl, random.fork(`person ${index}`)) });
  }
  const councilIds: string[] = [];
  for (let index = 0; index < VOTERS; index += 1) {
    const { memberId, unitId } = await seats.next('VOTER');
    councilIds.push(memberId);
    approvers.push({ role: 'VOTER', person: new Person(memberId, unitId, issuerUrl, random.fork(`voter ${index}`)) });
  }
  const unitIds = province.grassroots.map(({ id }) => id);
  const membersOf = new Map<string, readonly string[]>();
  for (const { id, chair: leader } of province.grassroots) {
    membersOf.set(id, await admit(system.as(leader), id, MEMBERS_OF_A_UNION, FORMED_ON, 'Đoàn viên minh họa'));
  }
  await formGroup(chair, province.province.id, 'CLUSTER', unitIds, unitIds[0]);
  await formGroup(chair, province.province.id, 'BLOCK', unitIds, unitIds[1]);
  const { awardTypes } = await chair.read<{ awardTypes: { nodes: { id: string; code: string }[] } }>(
    'query Types { awardTypes(first: 50) { nodes { id code } } }',
  );
  const awardTypeIds = awardTypes.nodes.filter(({ code }) => AWARD_TYPES.includes(code)).map(({ id }) => id);
  const own = await defineOwnAward(chair, province.province.id);
  return {
    provinceId: province.province.id,
    unitIds,
    approvers,
    awardTypeIds: [...awardTypeIds, own.awardTypeId],
    routeVersionIds: own.routeVersionIds,
    membersOf,
    councilIds,
  };
}

const onAwardType = (name: string): GraphCommand<{ awardType: { id: string } }> =>
  new GraphCommand(name, 'awardType { id }');
const defineAwardType = onAwardType('defineAwardType');
const changeAwardRoute = onAwardType('changeAwardRoute');
const DAY = 86_400_000;

/** An award of the province's own whose route has a second version, from tomorrow on, with one appraisal more. */
async function defineOwnAward(
  chair: PersistentClient,
  ownerUnitId: string,
): Promise<{ readonly awardTypeId: string; readonly routeVersionIds: readonly string[] }> {
  const stage = (name: string, kind: string): object => ({
    stage: name,
    kind,
    actorRule: 'PROVINCIAL_FEDERATION',
    timeLimitDays: 10,
  });
  const [first, last] = [stage('APPRAISAL', 'APPRAISAL'), stage('DECISION', 'DECISION')];
  const { awardType } = await defineAwardType.done(chair, {
    ownerUnitId,
    code: 'CHAOS-MERIT',
    name: 'Bằng khen của tỉnh minh họa',
    kind: 'COMMENDATION',
    form: 'MERIT_CERTIFICATE',
    issuerLevel: 'PROVINCIAL_FEDERATION',
    track: 'REGULAR',
    recipients: 'INDIVIDUAL',
    validFrom: FORMED_ON,
    stages: [first, last],
  });
  await changeAwardRoute.done(chair, {
    awardTypeId: awardType.id,
    validFrom: new Date(Date.now() + 2 * DAY).toISOString().slice(0, 10),
    stages: [first, stage('SECOND_APPRAISAL', 'APPRAISAL'), last],
  });
  const { awardType: found } = await chair.read<{ awardType: { routes: { id: string }[] } }>(
    'query Routes($id: ID!) { awardType(id: $id) { id routes { id } } }',
    { id: awardType.id },
  );
  return { awardTypeId: awardType.id, routeVersionIds: found.routes.map(({ id }) => id) };
}

/** Hands out the seats of each role: first those that the province was founded with, then new ones. */
class Seats {
  private readonly known: Readonly<Record<Role, { memberId: string; unitId: string }[]>>;
  private leadersAppointed = 0;

  constructor(
    private readonly system: RunningSystem,
    private readonly scene: SceneProvince,
  ) {
    const { province, viceChair, appraiser, secretary, grassroots } = scene;
    const ofProvince = (memberId: string): { memberId: string; unitId: string } => ({ memberId, unitId: province.id });
    this.known = {
      UNIT_LEADER: grassroots.map((unit) => ({ memberId: unit.chair, unitId: unit.id })),
      APPRAISER: [ofProvince(appraiser)],
      SECRETARY: [ofProvince(secretary)],
      DECIDER: [ofProvince(province.chair), ofProvince(viceChair)],
      VOTER: [],
    };
  }

  async next(role: Role): Promise<{ memberId: string; unitId: string }> {
    const known = this.known[role].shift();
    if (known) {
      return known;
    }
    const { grassroots, province } = this.scene;
    switch (role) {
      case 'UNIT_LEADER': {
        const unit = grassroots[this.leadersAppointed % grassroots.length];
        this.leadersAppointed += 1;
        return this.appoint(unit?.id ?? province.id, 'VICE_CHAIR');
      }
      case 'APPRAISER':
        return this.appoint(province.id, 'FULL_TIME_CADRE');
      case 'SECRETARY':
        return this.appoint(province.id, 'EMULATION_COUNCIL_SECRETARY');
      case 'VOTER':
        return this.appoint(province.id, 'EMULATION_COUNCIL_MEMBER');
      default:
        return this.appoint(province.id, 'VICE_CHAIR');
    }
  }

  private async appoint(unitId: string, position: string): Promise<{ memberId: string; unitId: string }> {
    return { memberId: await this.system.appoint(this.system.asSeeded('tld-chair'), unitId, position), unitId };
  }
}

/** Forms a group as soon as emulation has heard of its units. */
async function formGroup(
  chair: PersistentClient,
  ownerId: string,
  kind: 'CLUSTER' | 'BLOCK',
  memberUnitIds: readonly string[],
  headUnitId: string | undefined,
): Promise<void> {
  const until = Date.now() + 30_000;
  for (;;) {
    const formed = await chair.command<{ group: { id: string } }>(
      'formGroup',
      'FormGroupInput',
      { ownerId, kind, number: 1, name: `${kind} minh họa`, headUnitId, memberUnitIds, from: FORMED_ON },
      '... on FormGroupSuccess { group { id } }',
    );
    if (formed.result) {
      return;
    }
    if (Date.now() > until) {
      throw new Error(`forming the ${kind}: ${JSON.stringify(formed)}`);
    }
    await wait(200);
  }
}
