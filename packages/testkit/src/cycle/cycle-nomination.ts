import { newId } from '@thidua/contracts/ids';
import { awaited, type CycleLog } from './cycle-log';
import type { DemonstrationProvince } from './demonstration-province';
import type { CommandAnswer, PersistentClient } from './persistent-client';

interface OpenTask {
  readonly id: string;
  readonly kind: string;
  readonly stage: string;
  readonly version: number;
  readonly subjectId: string;
}

interface Decided {
  readonly routing: string;
  readonly nomination: { readonly id: string; readonly state: string; readonly revision: number };
}

const NOMINATION = 'nomination { id state revision }';
const TASKS = 'query Tasks { viewer { id awardTasks(first: 200) { nodes { id kind stage version subjectId } } } }';
const HISTORY = `query History($id: ID!) {
  nomination(id: $id) {
    id state revision
    decision { number decidedOn }
    skippedStages { stage reasonVi }
    history(first: 100) { nodes { sequence at actorKind actorId position action reason decisionNumber runId hash } }
  }
}`;

interface HistoryAnswer {
  readonly nomination: {
    readonly state: string;
    readonly revision: number;
    readonly decision: { readonly number: string; readonly decidedOn: string } | null;
    readonly history: {
      readonly nodes: readonly {
        readonly sequence: number;
        readonly at: string;
        readonly actorKind: string;
        readonly position: string | null;
        readonly action: string;
        readonly reason: string | null;
        readonly hash: string;
      }[];
    };
  };
}

async function taskOf(client: PersistentClient, kind: string, nominationId: string): Promise<OpenTask | undefined> {
  const { viewer } = await client.read<{ viewer: { awardTasks: { nodes: OpenTask[] } } }>(TASKS);
  return viewer.awardTasks.nodes.find((task) => task.kind === kind && task.subjectId === nominationId);
}

/** A block 10 union nominates a worker; the dossier is returned, resubmitted, appraised, voted, decided. */
export async function nominateWorker(
  log: CycleLog,
  { province, appraiser, secretary, block10, block1, worker }: DemonstrationProvince,
  cycleId: string,
  as: (memberId: string) => PersistentClient,
  today: string,
): Promise<void> {
  const union = block10[0];
  if (!union) {
    throw new Error('block 10 has unions');
  }
  let nominationId = '';
  const seen = new Map<string, OpenTask>();
  const decide = async (
    who: string,
    field: string,
    inputType: string,
    input: object,
    next: { readonly who: string; readonly kind: string } | null,
  ): Promise<string> => {
    const begun = performance.now();
    const answer: CommandAnswer<Decided> = await as(who).command<Decided>(
      field,
      inputType,
      input,
      `... on ${field[0]?.toUpperCase()}${field.slice(1)}Success { routing ${NOMINATION} }`,
    );
    if (!answer.result) {
      return answer.refusals[0]?.code ?? answer.errors[0]?.extensions.code ?? 'nothing';
    }
    if (next) {
      const task = await awaited(`the task ${next.kind}`, () => taskOf(as(next.who), next.kind, nominationId));
      log.decisionTimes.push(performance.now() - begun);
      seen.set(next.kind, task);
    }
    const { nomination } = await as(union.chair).read<{ nomination: { state: string } }>(
      'query State($id: ID!) { nomination(id: $id) { id state } }',
      { id: nominationId },
    );
    return nomination.state;
  };
  const onTask = (kind: string): { taskId: string | undefined; version: number | undefined } => ({
    taskId: seen.get(kind)?.id,
    version: seen.get(kind)?.version,
  });

  await log.step(
    'A union of block 10 drafts a nomination of a worker for the provincial merit certificate',
    'DRAFT',
    async () => {
      const { awardTypes } = await as(union.chair).read<{ awardTypes: { nodes: { id: string; code: string }[] } }>(
        'query Types { awardTypes(first: 50) { nodes { id code } } }',
      );
      const type = awardTypes.nodes.find(({ code }) => code === 'PROVINCIAL_MERIT_CERTIFICATE');
      const drafted = await as(union.chair).command<{ nomination: { id: string; state: string } }>(
        'draftNomination',
        'DraftNominationInput',
        {
          awardTypeId: type?.id,
          nominatingUnitId: union.id,
          nomineeMemberId: worker,
          cycleId,
          achievement: 'Hai sáng kiến tiết kiệm nguyên liệu, được công nhận cấp cơ sở.',
        },
        `... on DraftNominationSuccess { ${NOMINATION} }`,
      );
      nominationId = drafted.result?.nomination.id ?? '';
      return drafted.result?.nomination.state ?? JSON.stringify(drafted);
    },
  );
  await log.step(
    'It submits; the stage of an immediate upper union is skipped, the province appraises',
    'UNDER_APPRAISAL',
    () =>
      decide(
        union.chair,
        'submitNomination',
        'SubmitNominationInput',
        { nominationId },
        { who: appraiser, kind: 'APPRAISE_NOMINATION' },
      ),
  );
  await log.step('The chair of a block 1 union, who may not even see the dossier, tries to appraise', 'NOT_FOUND', () =>
    decide(block1[0]?.chair ?? '', 'passAppraisal', 'PassAppraisalInput', onTask('APPRAISE_NOMINATION'), null),
  );
  await log.step('The union that nominates sees it and lacks the mandate to appraise', 'FORBIDDEN', () =>
    decide(union.chair, 'passAppraisal', 'PassAppraisalInput', onTask('APPRAISE_NOMINATION'), null),
  );
  await log.step('The province returns the dossier without a reason', 'RETURN_NEEDS_REASON', () =>
    decide(
      appraiser,
      'returnNomination',
      'ReturnNominationInput',
      { ...onTask('APPRAISE_NOMINATION'), reason: '  ' },
      null,
    ),
  );
  await log.step('The province returns the dossier with a reason', 'RETURNED', () =>
    decide(
      appraiser,
      'returnNomination',
      'ReturnNominationInput',
      { ...onTask('APPRAISE_NOMINATION'), reason: 'Thiếu xác nhận hiệu quả của sáng kiến thứ hai.' },
      { who: union.chair, kind: 'REVISE_NOMINATION' },
    ),
  );
  await log.step('The union mends the report and submits a second revision', 'UNDER_APPRAISAL', async () => {
    const edited = await as(union.chair).read<{ nomination: { version: number } }>(
      'query Version($id: ID!) { nomination(id: $id) { id version } }',
      { id: nominationId },
    );
    await as(union.chair).command(
      'editNomination',
      'EditNominationInput',
      {
        nominationId,
        version: edited.nomination.version,
        achievement: 'Hai sáng kiến tiết kiệm nguyên liệu, hiệu quả 92 triệu đồng, có xác nhận của doanh nghiệp.',
      },
      `... on EditNominationSuccess { ${NOMINATION} }`,
    );
    return decide(
      union.chair,
      'resubmitNomination',
      'ResubmitNominationInput',
      { nominationId },
      { who: appraiser, kind: 'APPRAISE_NOMINATION' },
    );
  });
  const firstCommandId = newId();
  await log.step('The province passes the appraisal: the council is next', 'COUNCIL_REVIEW', () =>
    decide(
      appraiser,
      'passAppraisal',
      'PassAppraisalInput',
      { commandId: firstCommandId, ...onTask('APPRAISE_NOMINATION'), opinion: 'Đủ điều kiện, tiêu chuẩn.' },
      { who: secretary, kind: 'RECORD_COUNCIL_VOTE' },
    ),
  );
  await log.step('A second, stale approval of the same task is told what happened', 'CONFLICT: PASSED', async () => {
    const answer = await as(province.chair).command(
      'passAppraisal',
      'PassAppraisalInput',
      { ...onTask('APPRAISE_NOMINATION'), opinion: 'Đồng ý.' },
      `... on PassAppraisalSuccess { ${NOMINATION} }`,
    );
    const error = answer.errors[0];
    const happened = error?.extensions['happened'] as { outcome?: string } | undefined;
    log.line(`        ${error?.message ?? 'no error'}`);
    return `${error?.extensions.code}: ${happened?.outcome}`;
  });
  await log.step('The first approval sent again, word for word, has its first answer', 'COUNCIL_REVIEW', () =>
    decide(
      appraiser,
      'passAppraisal',
      'PassAppraisalInput',
      { commandId: firstCommandId, ...onTask('APPRAISE_NOMINATION'), opinion: 'Đủ điều kiện, tiêu chuẩn.' },
      null,
    ),
  );
  await log.step('The same commandId with another opinion', 'CONFLICT', () =>
    decide(
      appraiser,
      'passAppraisal',
      'PassAppraisalInput',
      { commandId: firstCommandId, ...onTask('APPRAISE_NOMINATION'), opinion: 'Ý kiến khác.' },
      null,
    ),
  );
  await log.step('The secretary records the council’s vote: 9 members, 8 yes, 1 abstains', 'RECOMMENDED', () =>
    decide(
      secretary,
      'recordCouncilVote',
      'RecordCouncilVoteInput',
      { ...onTask('RECORD_COUNCIL_VOTE'), councilMembers: 9, yes: 8, no: 0, abstain: 1 },
      { who: province.chair, kind: 'DECIDE_NOMINATION' },
    ),
  );
  await log.step('The chair of the province decides, with number and date', 'DECIDED', () =>
    decide(
      province.chair,
      'decideNomination',
      'DecideNominationInput',
      { ...onTask('DECIDE_NOMINATION'), decisionNumber: '125/QĐ-LĐLĐ', decidedOn: today },
      null,
    ).then((state) =>
      state === 'RECOMMENDED'
        ? awaited('the decision to be routed', async () => {
            const { nomination } = await as(union.chair).read<HistoryAnswer>(HISTORY, { id: nominationId });
            return nomination.state === 'DECIDED' ? nomination.state : null;
          })
        : state,
    ),
  );
  await log.step(
    'The history shows each decision once, in order',
    'revision 2, decision 125/QĐ-LĐLĐ, no gap',
    async () => {
      const { nomination } = await as(province.chair).read<HistoryAnswer>(HISTORY, { id: nominationId });
      for (const entry of nomination.history.nodes) {
        log.line(
          `        ${String(entry.sequence).padStart(2)}  ${entry.at}  ${entry.actorKind.padEnd(6)} ${(entry.position ?? '').padEnd(28)} ${entry.action.padEnd(20)} ${entry.hash.slice(0, 12)}…  ${entry.reason ?? ''}`,
        );
      }
      const inOrder = nomination.history.nodes.every((entry, index) => entry.sequence === index + 1);
      log.line(`        nomination ${nominationId}; read it as its union: npm run token -- --as ${union.chair}`);
      return `revision ${nomination.revision}, decision ${nomination.decision?.number}, ${inOrder ? 'no gap' : 'a gap'}`;
    },
  );
}
