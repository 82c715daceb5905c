import { awaited, GraphCommand, type PersistentClient } from '../../../../scene';
import type { MatrixScene } from '../../scene/matrix-scene';
import { day, mandateOf, type ScenePerson } from '../../scene/scene-person';

/** A nomination with the task that waits on it. */
export interface WaitingNomination {
  readonly nominationId: string;
  readonly taskId: string;
}

/** The stages at which the unit judges nominations of the child. */
export const JUDGING_STAGES = ['APPRAISAL', 'COUNCIL_VOTE', 'DECISION'] as const;
/** A stage of them. */
export type JudgingStage = (typeof JUDGING_STAGES)[number];

/** One nomination at a stage for each thing that can be done to it. */
export interface NominationsAtStage {
  readonly toPass: WaitingNomination;
  readonly toReturn: WaitingNomination;
  readonly toReject: WaitingNomination;
}

/** What the entries of awards are about: nominations of the child, which the unit judges, and the unit's own. */
export interface AwardsScene {
  /** An award type that the union directly above the nominating one judges, and one whose route is to change. */
  readonly awardTypeId: string;
  readonly toChangeId: string;
  /** An award type of the province, and a worker of the unit whom it can honour. */
  readonly provincialTypeId: string;
  readonly worker: ScenePerson;
  /** A worker of the child whom its nominations are for. */
  readonly nominee: ScenePerson;
  /** Who drafted every nomination of the child, and also leads the unit and counts its council's votes. */
  readonly party: ScenePerson;
  /** To whom the party has delegated their leading the unit. */
  readonly delegateOfParty: ScenePerson;
  /** Who leads the unit and is the secretary of its council as well. */
  readonly secretaryAndLeader: ScenePerson;
  /** Drafts of the unit by its chair: one to edit, one to submit. */
  readonly toEditId: string;
  readonly toSubmitId: string;
  /** A nomination of the unit that the province has returned. */
  readonly returned: WaitingNomination;
  readonly at: Readonly<Record<JudgingStage, NominationsAtStage>>;
  /** More that wait for the unit's decision: for decisions over several. */
  readonly toDecideTogether: readonly string[];
  /** Nominations of the child that wait at the unit’s council, for its secret ballots. */
  readonly forBallots: readonly string[];
  readonly onTheWay: NominationsOnTheWay;
}

/** One nomination for each thing that happens to one on its way: of the child at the unit, where nothing else is said. */
export interface NominationsOnTheWay {
  /** Of the unit itself, at the province. */
  readonly toWithdrawId: string;
  readonly toSuspendId: string;
  readonly toResumeId: string;
  readonly toMove: WaitingNomination;
  readonly toCheck: WaitingNomination;
  readonly toConsult: WaitingNomination;
  /** Two that wait for the answer of an outside body, by the tasks that record it. */
  readonly toAnswer: WaitingNomination;
  readonly toClose: WaitingNomination;
  readonly toForward: WaitingNomination;
  /** One that the unit has left overdue, by the task that tells the province. */
  readonly toHandle: WaitingNomination;
}

/** A task as somebody finds it in their list. */
export interface OpenTask {
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly subjectId: string;
}

const onNomination = (field: string): GraphCommand<{ nomination: { id: string } }> =>
  new GraphCommand(field, 'nomination { id }');
const defineAwardType = new GraphCommand<{ awardType: { id: string } }>('defineAwardType', 'awardType { id }');
const draftNomination = onNomination('draftNomination');
const submitNomination = onNomination('submitNomination');
const returnNomination = onNomination('returnNomination');
const passAppraisal = onNomination('passAppraisal');
const recordCouncilVote = onNomination('recordCouncilVote');
const suspendNomination = onNomination('suspendNomination');
const moveDeadline = onNomination('moveNominationDeadline');
const requestConsultation = onNomination('requestConsultation');

const ACHIEVEMENT = 'Dữ liệu minh họa';
/** The years that nominations may be about, back from this one. */
const MERIT_YEARS = 26;
const TASK_KINDS = {
  REVISION: 'REVISE_NOMINATION',
  APPRAISAL: 'APPRAISE_NOMINATION',
  COUNCIL_VOTE: 'RECORD_COUNCIL_VOTE',
  DECISION: 'DECIDE_NOMINATION',
  CONSULTATION: 'RECORD_CONSULTATION_ANSWER',
  ESCALATION: 'HANDLE_OVERDUE_NOMINATION',
} as const;
/** A letter that asks an outside body. */
export const LETTER = { body: 'Công an tỉnh (minh họa)', letterNumber: '1/CV-MINHHOA', letterDate: day() } as const;
/** What an appraisal goes through; nothing of it is required. */
export const CHECKLIST_ITEM = {
  code: 'PAPERS',
  textVi: 'Đủ giấy tờ (minh họa)',
  textEn: 'All papers are there (demonstration)',
  isRequired: false,
} as const;
/** A vote that passes. */
export const PASSING_VOTE = { councilMembers: 9, yes: 9, no: 0, abstain: 0 } as const;

/** The stages of a route, all of the same body. */
export function stagesOf(actorRule: string): object[] {
  const stage = (kind: JudgingStage, more: object = {}): object => ({
    stage: kind,
    kind,
    actorRule,
    timeLimitDays: 10,
    ...more,
  });
  return [
    stage('APPRAISAL', { remindBeforeDays: 1, escalateAfterDays: 0, checklist: [CHECKLIST_ITEM] }),
    stage('COUNCIL_VOTE', { thresholdPercent: 80 }),
    stage('DECISION'),
  ];
}

/** What defines an award type. @param issuerLevel level of the union that judges. */
export function awardTypeOf(ownerUnitId: string, code: string, issuerLevel = 'IMMEDIATE_UPPER_UNION'): object {
  return {
    ownerUnitId,
    code,
    name: 'Giấy khen minh họa',
    kind: 'COMMENDATION',
    form: 'COMMENDATION_LETTER',
    issuerLevel,
    track: 'REGULAR',
    recipients: 'INDIVIDUAL',
    validFrom: '2020-01-01',
    stages: stagesOf(issuerLevel),
  };
}

/** The task on a nomination that a stage opens, as soon as somebody finds it in their list. */
export function awardTask(
  client: PersistentClient,
  stage: keyof typeof TASK_KINDS,
  nominationId: string,
): Promise<OpenTask> {
  const kind = TASK_KINDS[stage];
  return awaited(`the task ${kind}`, async () => {
    const { viewer } = await client.read<{ viewer: { awardTasks: { nodes: OpenTask[] } } }>(
      '{ viewer { id awardTasks(first: 200) { nodes { id kind version subjectId } } } }',
    );
    return viewer.awardTasks.nodes.find((task) => task.kind === kind && task.subjectId === nominationId);
  });
}

/** The input of whatever is done to a task: the task at the version that it has now. */
export async function onTask(scene: MatrixScene, { nominationId, taskId }: WaitingNomination): Promise<object> {
  const { nomination } = await scene.confederation.read<{ nomination: { tasks: { id: string; version: number }[] } }>(
    'query Tasks($id: ID!) { nomination(id: $id) { tasks { id version } } }',
    { id: nominationId },
  );
  return { taskId, version: nomination.tasks.find(({ id }) => id === taskId)?.version };
}

/** Brings nominations of the child to the stages at which the unit judges them. */
class ChildNominations {
  private nominated = 0;

  constructor(
    private readonly scene: MatrixScene,
    private readonly awardTypeId: string,
    private readonly party: ScenePerson,
    private readonly nominee: ScenePerson,
  ) {}

  async at(stage: JudgingStage): Promise<NominationsAtStage> {
    const [toPass, toReturn, toReject] = await Promise.all([this.one(stage), this.one(stage), this.one(stage)]);
    return { toPass, toReturn, toReject };
  }

  /** A year of its own for each: nobody is given the same award twice for one year, which the checks would stop. */
  private nextMeritYear(): number {
    this.nominated += 1;
    return Number(DECIDED_ON.slice(0, 4)) - (this.nominated % MERIT_YEARS);
  }

  /** Brings nominations to where each of them waits for what happens on the way. */
  async onTheWay(): Promise<Omit<NominationsOnTheWay, 'toWithdrawId'>> {
    const { officers } = this.scene.people;
    const chair = officers.CHAIR.client;
    const appraised = Array.from({ length: 9 }, () => this.one('APPRAISAL'));
    const [toSuspend, toResume, toMove, toCheck, toConsult, answered, closed, toForward, overdue] =
      await Promise.all(appraised);
    if (
      !toSuspend ||
      !toResume ||
      !toMove ||
      !toCheck ||
      !toConsult ||
      !answered ||
      !closed ||
      !toForward ||
      !overdue
    ) {
      throw new Error('there are nine');
    }
    await suspendNomination.done(chair, { nominationId: toResume.nominationId, reason: ACHIEVEMENT });
    const asking = async ({ nominationId, taskId }: WaitingNomination): Promise<WaitingNomination> => {
      await requestConsultation.done(chair, { taskId, version: 1, ...LETTER });
      return { nominationId, taskId: (await awardTask(chair, 'CONSULTATION', nominationId)).id };
    };
    const dueAt = new Date(Date.now() + 2_000).toISOString();
    await moveDeadline.done(chair, { taskId: overdue.taskId, version: 1, dueAt, reason: ACHIEVEMENT });
    const told = await awardTask(this.scene.provinceLeader, 'ESCALATION', overdue.nominationId);
    return {
      toSuspendId: toSuspend.nominationId,
      toResumeId: toResume.nominationId,
      toMove,
      toCheck,
      toConsult,
      toAnswer: await asking(answered),
      toClose: await asking(closed),
      toForward,
      toHandle: { nominationId: overdue.nominationId, taskId: told.id },
    };
  }

  private async one(stage: JudgingStage): Promise<WaitingNomination> {
    const { officers } = this.scene.people;
    const drafter = this.party.client.actingUnder(mandateOf(this.party, 'VICE_CHAIR', 'child'));
    const { nomination } = await draftNomination.done(drafter, {
      awardTypeId: this.awardTypeId,
      nominatingUnitId: this.scene.units.child,
      nomineeMemberId: this.nominee.memberId,
      achievement: ACHIEVEMENT,
      meritYear: this.nextMeritYear(),
    });
    await submitNomination.done(drafter, { nominationId: nomination.id });
    const waits = (client: PersistentClient, reached: JudgingStage): Promise<OpenTask> =>
      awardTask(client, reached, nomination.id);
    let task = await waits(officers.CHAIR.client, 'APPRAISAL');
    if (stage !== 'APPRAISAL') {
      await passAppraisal.done(officers.CHAIR.client, { taskId: task.id, version: task.version });
      task = await waits(officers.EMULATION_COUNCIL_SECRETARY.client, 'COUNCIL_VOTE');
    }
    if (stage === 'DECISION') {
      const vote = { taskId: task.id, version: task.version, ...PASSING_VOTE };
      await recordCouncilVote.done(officers.EMULATION_COUNCIL_SECRETARY.client, vote);
      task = await waits(officers.CHAIR.client, 'DECISION');
    }
    return { nominationId: nomination.id, taskId: task.id };
  }
}

/** Founds it. */
export async function awardsScene(scene: MatrixScene): Promise<AwardsScene> {
  const { appointments, units, leader, people, provinceLeader } = scene;
  const define = async (client: PersistentClient, input: object): Promise<string> =>
    (await defineAwardType.done(client, input)).awardType.id;
  const awardTypeId = await define(leader, awardTypeOf(units.unit, scene.code()));
  const toChangeId = await define(leader, awardTypeOf(units.unit, scene.code()));
  const provincialTypeId = await define(
    provinceLeader,
    awardTypeOf(units.province, scene.code(), 'PROVINCIAL_FEDERATION'),
  );
  const [worker, nominee, honoured] = await Promise.all([
    appointments.admit('unit'),
    appointments.admit('child'),
    appointments.admit('child'),
  ]);
  const ofUnit = await appointments.appoint('VICE_CHAIR', 'unit');
  const ofChild = await appointments.appointAlso(ofUnit, 'VICE_CHAIR', 'child');
  const party = await appointments.appointAlso(ofChild, 'EMULATION_COUNCIL_SECRETARY', 'unit');
  const leading = await appointments.appoint('VICE_CHAIR', 'unit');
  const officer = await appointments.appoint('WOMENS_BOARD_MEMBER', 'unit');
  const delegating = { ...party, client: party.client.actingUnder(mandateOf(party, 'VICE_CHAIR', 'unit')) };

  const { CHAIR: chair } = people.officers;
  const draftOfUnit = async (): Promise<string> => {
    const { nomination } = await draftNomination.done(chair.client, {
      awardTypeId: provincialTypeId,
      nominatingUnitId: units.unit,
      nomineeMemberId: worker.memberId,
      achievement: ACHIEVEMENT,
    });
    return nomination.id;
  };
  const [toEditId, toSubmitId, returnedId] = [await draftOfUnit(), await draftOfUnit(), await draftOfUnit()];
  const toWithdrawId = await draftOfUnit();
  await submitNomination.done(chair.client, { nominationId: toWithdrawId });
  await awardTask(provinceLeader, 'APPRAISAL', toWithdrawId);
  await submitNomination.done(chair.client, { nominationId: returnedId });
  const appraisal = await awardTask(provinceLeader, 'APPRAISAL', returnedId);
  await returnNomination.done(provinceLeader, {
    taskId: appraisal.id,
    version: appraisal.version,
    reason: 'Dữ liệu minh họa',
  });
  const revision = await awardTask(chair.client, 'REVISION', returnedId);

  const ofChildUnit = new ChildNominations(scene, awardTypeId, party, nominee);
  const [appraised, voted, decided] = await Promise.all(JUDGING_STAGES.map((stage) => ofChildUnit.at(stage)));
  if (!appraised || !voted || !decided) {
    throw new Error('there are three stages');
  }
  // Whoever holds the award of the year passes no stage for it again: those decided together honour somebody else.
  const toHonour = new ChildNominations(scene, awardTypeId, party, honoured);
  const together = await Promise.all([toHonour.at('DECISION'), toHonour.at('DECISION'), toHonour.at('DECISION')]);
  const forBallots = await Promise.all([1, 2].map(() => ofChildUnit.at('COUNCIL_VOTE')));
  return {
    awardTypeId,
    toChangeId,
    provincialTypeId,
    worker,
    nominee,
    party,
    delegateOfParty: await appointments.delegate(delegating, officer),
    secretaryAndLeader: await appointments.appointAlso(leading, 'EMULATION_COUNCIL_SECRETARY', 'unit'),
    toEditId,
    toSubmitId,
    returned: { nominationId: returnedId, taskId: revision.id },
    at: { APPRAISAL: appraised, COUNCIL_VOTE: voted, DECISION: decided },
    toDecideTogether: together.flatMap((at) => Object.values(at).map(({ nominationId }) => nominationId)),
    forBallots: forBallots.flatMap(({ toPass, toReturn, toReject }) =>
      [toPass, toReturn, toReject].map(({ nominationId }) => nominationId),
    ),
    onTheWay: { toWithdrawId, ...(await ofChildUnit.onTheWay()) },
  };
}

/** A day of decision that no rule refuses. */
export const DECIDED_ON = day();
