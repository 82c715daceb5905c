import { seededId } from '@thidua/contracts/ids';
import {
  admit,
  awaited,
  GraphCommand,
  type PersistentClient,
  RunningSystem,
  type SceneProvince,
  uploadPaper,
} from '@thidua/testkit';
import { DECISION_TEXTS, onDecision, TODAY } from '../testing/decision-stage';

type StageKind = 'APPRAISAL' | 'COUNCIL_VOTE' | 'DECISION';
interface RouteStage {
  readonly stage: string;
  readonly kind: StageKind;
  readonly actorRule: string;
}
interface Route {
  readonly name: string;
  readonly code: string;
  readonly track: 'REGULAR' | 'AD_HOC';
  readonly owner: 'PROVINCE' | 'CONFEDERATION';
  /** Whether the nominating union stands under an immediate upper union, or directly under the province. */
  readonly under: 'UPPER' | 'PROVINCE';
  readonly stages: readonly RouteStage[];
  /** Stages that this union's place in the tree lacks. */
  readonly skipped: readonly string[];
  /** The states through which it must be seen to go. */
  readonly states: readonly string[];
}

const upper = (stage: string, kind: StageKind): RouteStage => ({ stage, kind, actorRule: 'IMMEDIATE_UPPER_UNION' });
const province = (stage: string, kind: StageKind): RouteStage => ({ stage, kind, actorRule: 'PROVINCIAL_FEDERATION' });
const confederation = (stage: string, kind: StageKind): RouteStage => ({
  stage,
  kind,
  actorRule: 'GENERAL_CONFEDERATION',
});
const TO_THE_TOP: readonly RouteStage[] = [
  upper('UPPER_APPRAISAL', 'APPRAISAL'),
  province('PROVINCIAL_APPRAISAL', 'APPRAISAL'),
  province('PROVINCIAL_COUNCIL', 'COUNCIL_VOTE'),
  confederation('CONFEDERATION_APPRAISAL', 'APPRAISAL'),
  confederation('CONFEDERATION_DECISION', 'DECISION'),
];
const ROUTES: readonly Route[] = [
  {
    name: 'through every level to the Confederation',
    code: 'TOP',
    track: 'REGULAR',
    owner: 'CONFEDERATION',
    under: 'UPPER',
    stages: TO_THE_TOP,
    skipped: [],
    states: ['UNDER_APPRAISAL', 'UNDER_APPRAISAL', 'COUNCIL_REVIEW', 'UNDER_APPRAISAL', 'RECOMMENDED'],
  },
  {
    name: 'the same from a union directly under the province, whose upper level is skipped',
    code: 'SKIP',
    track: 'REGULAR',
    owner: 'CONFEDERATION',
    under: 'PROVINCE',
    stages: TO_THE_TOP,
    skipped: ['UPPER_APPRAISAL'],
    states: ['UNDER_APPRAISAL', 'COUNCIL_REVIEW', 'UNDER_APPRAISAL', 'RECOMMENDED'],
  },
  {
    name: 'to the province, with its council',
    code: 'PROV',
    track: 'REGULAR',
    owner: 'PROVINCE',
    under: 'UPPER',
    stages: [
      upper('UPPER_APPRAISAL', 'APPRAISAL'),
      province('PROVINCIAL_APPRAISAL', 'APPRAISAL'),
      province('PROVINCIAL_COUNCIL', 'COUNCIL_VOTE'),
      province('PROVINCIAL_DECISION', 'DECISION'),
    ],
    skipped: [],
    states: ['UNDER_APPRAISAL', 'UNDER_APPRAISAL', 'COUNCIL_REVIEW', 'RECOMMENDED'],
  },
  {
    name: 'the short one of sudden merit',
    code: 'ADHOC',
    track: 'AD_HOC',
    owner: 'PROVINCE',
    under: 'PROVINCE',
    stages: [province('PROVINCIAL_DECISION', 'DECISION')],
    skipped: [],
    states: ['RECOMMENDED'],
  },
];
const CASES = ROUTES.flatMap((route) =>
  (['a person', 'a collective'] as const).map((nominee) => ({ ...route, route: route.name, nominee })),
);

interface Seen {
  readonly state: string;
  readonly stage: string | null;
  readonly skippedStages: readonly { readonly stage: string; readonly reasonVi: string }[];
  readonly checks: readonly { readonly occasion: string; readonly outcome: string }[];
}
interface Payment {
  readonly id: string;
  readonly nominationId: string;
  readonly state: string;
  readonly amount: number;
  readonly entries: readonly { readonly amount: number }[];
}
interface Award {
  readonly id: string;
  readonly decisionId: string;
  readonly status: string;
  readonly certificate: { readonly code: string; readonly documentPath: string } | null;
}

const onNomination = (field: string): GraphCommand<{ nomination: { id: string } }> =>
  new GraphCommand(field, 'nomination { id }');
const draft = onNomination('draftNomination');
const submit = onNomination('submitNomination');
const attach = new GraphCommand<{ paper: { id: string } }>('attachPaper', 'paper { id }');
const defineAwardType = new GraphCommand<{ awardType: { id: string } }>('defineAwardType', 'awardType { id }');
const setMultiple = new GraphCommand<object>(
  'setAwardMultiple',
  'multiple { id }',
  'SetAwardMultipleInput',
  'AwardMultipleSuccess',
);
const defineTemplate = new GraphCommand<{ template: { id: string } }>('defineCertificateTemplate', 'template { id }');
const requestCertificates = new GraphCommand<{ batch: { id: string } }>('requestCertificates', 'batch { id }');
const draftDecision = onDecision('draftAwardDecision');
const sign = onDecision('signAwardDecision');
const publish = onDecision('publishAwardDecision');
const handOver = onDecision('recordAwardHandover');
const confirm = new GraphCommand<object>('confirmAwardPayments', 'payments { id }', 'ConfirmAwardMoneyInput');
const revoke = new GraphCommand<{ revocation: { id: string } }>('revokeAwards', 'revocation { id }');
const TEMPLATE = {
  emblemText: 'BAN CHẤP HÀNH\n{body}',
  title: 'BẰNG KHEN',
  recipientText: '{recipient}\n{unit}',
  bodyText: 'Đã có thành tích năm {year}.',
  placeText: 'Ngày {day} tháng {month} năm {signedYear}',
  signatureText: 'CHỦ TỊCH',
};

describe('a nomination, from its first line to the certificate, the money and the revocation', () => {
  const system = RunningSystem.fromEnvironment();
  const anybody = system.anonymous();
  const tld = { id: seededId('unit', 'TLD'), chair: system.asSeeded('tld-chair') };
  let scene: SceneProvince;
  let unions: Readonly<Record<Route['under'], { readonly id: string; readonly chair: PersistentClient }>>;
  let workers: Readonly<Record<Route['under'], readonly string[]>>;

  beforeAll(async () => {
    scene = await system.foundProvince({ upper: 1, grassroots: 1 });
    const [over, direct] = [scene.upper[0], scene.grassroots[0]];
    const provinceChair = system.as(scene.province.chair);
    const below = await system.foundGrassroots(provinceChair, over?.id ?? '', `DEMO-${scene.mark}-UG`);
    unions = {
      UPPER: { id: below.id, chair: system.as(below.chair) },
      PROVINCE: { id: direct?.id ?? '', chair: system.as(direct?.chair ?? '') },
    };
    const admitted = async ({ id, chair }: { id: string; chair: PersistentClient }): Promise<readonly string[]> =>
      admit(chair, id, ROUTES.length, '2020-03-02', 'Nguyễn Thị Minh Họa');
    workers = { UPPER: await admitted(unions.UPPER), PROVINCE: await admitted(unions.PROVINCE) };
  });

  const read = async (client: PersistentClient, id: string): Promise<Seen> =>
    (
      await client.read<{ nomination: Seen }>(
        'query Seen($id: ID!) { nomination(id: $id) { state stage skippedStages { stage reasonVi } checks { occasion outcome } } }',
        { id },
      )
    ).nomination;

  /** Who acts at a stage. */
  const actorOf = ({ actorRule, kind }: RouteStage): PersistentClient => {
    if (actorRule === 'IMMEDIATE_UPPER_UNION') {
      return system.as(scene.upper[0]?.chair ?? '');
    }
    if (actorRule === 'GENERAL_CONFEDERATION') {
      return tld.chair;
    }
    return system.as(
      kind === 'COUNCIL_VOTE' ? scene.secretary : kind === 'DECISION' ? scene.province.chair : scene.appraiser,
    );
  };
  const taskOf = (client: PersistentClient, nominationId: string): Promise<{ taskId: string; version: number }> =>
    awaited('the task', async () => {
      const { viewer } = await client.read<{
        viewer: { awardTasks: { nodes: { id: string; version: number; subjectId: string }[] } };
      }>('query Tasks { viewer { id awardTasks(first: 200) { nodes { id version subjectId } } } }');
      const task = viewer.awardTasks.nodes.find(({ subjectId }) => subjectId === nominationId);
      return task && { taskId: task.id, version: task.version };
    });
  const pass = async ({ stage, kind, actorRule }: RouteStage, nominationId: string): Promise<void> => {
    const actor = actorOf({ stage, kind, actorRule });
    const task = await taskOf(actor, nominationId);
    await (kind === 'COUNCIL_VOTE'
      ? onNomination('recordCouncilVote').done(actor, { ...task, councilMembers: 9, yes: 8, no: 0, abstain: 1 })
      : onNomination('passAppraisal').done(actor, task));
  };

  it.each(CASES)('$nominee, $route', async ({ nominee, code, track, owner, under, stages, skipped, states }) => {
    const body = owner === 'PROVINCE' ? { id: scene.province.id, chair: system.as(scene.province.chair) } : tld;
    const union = unions[under];
    const isPerson = nominee === 'a person';
    const { awardType } = await defineAwardType.done(body.chair, {
      ownerUnitId: body.id,
      code: `${code}-${isPerson ? 'P' : 'C'}-${scene.mark}`,
      name: 'Bằng khen minh họa',
      kind: 'COMMENDATION',
      form: 'MERIT_CERTIFICATE',
      issuerLevel: owner === 'PROVINCE' ? 'PROVINCIAL_FEDERATION' : 'GENERAL_CONFEDERATION',
      track,
      recipients: 'BOTH',
      validFrom: '2020-01-01',
      stages: stages.map((stage) => ({
        ...stage,
        timeLimitDays: 10,
        ...(stage.kind === 'COUNCIL_VOTE' ? { thresholdPercent: 66 } : {}),
      })),
    });
    for (const recipients of ['INDIVIDUAL', 'COLLECTIVE']) {
      await setMultiple.done(body.chair, { awardTypeId: awardType.id, validFrom: TODAY, recipients, multiple: '0.5' });
    }

    // The dossier: a report in parts, a paper of its own, and a dry run of the checks before anybody sees it.
    const index = ROUTES.findIndex((each) => each.code === code);
    const { nomination } = await draft.done(union.chair, {
      awardTypeId: awardType.id,
      nominatingUnitId: union.id,
      ...(isPerson ? { nomineeMemberId: workers[under][index] } : { nomineeUnitId: union.id }),
      report: { summary: `Thành tích minh họa ${code} của ${nominee}.`, pastAwards: 'Chưa có (minh họa).' },
    });
    const { id } = nomination;
    const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from(`${code} ${nominee} ${scene.mark}`)]);
    const uploadId = await uploadPaper(union.chair, { nominationId: id }, pdf, 'to-trinh.pdf');
    await attach.done(union.chair, { uploadId, kind: 'SUBMISSION_LETTER' });
    const { checkNomination } = await union.chair.read<{ checkNomination: { outcome: string } }>(
      'query Try($id: ID!) { checkNomination(nominationId: $id) { outcome } }',
      { id },
    );
    expect(checkNomination.outcome).not.toBe('BLOCK');
    await submit.done(union.chair, { nominationId: id });

    // The route, stage by stage, each by who is there; what the tree lacks is skipped for everybody to see.
    const seen: string[] = [];
    const own = stages.filter(({ stage }) => !skipped.includes(stage));
    for (const stage of own) {
      const at = await awaited(`the stage ${stage.stage}`, async () => {
        const now = await read(union.chair, id);
        return now.stage === stage.stage ? now : null;
      });
      seen.push(at.state);
      if (stage.kind !== 'DECISION') {
        await pass(stage, id);
      }
    }
    const recommended = await read(union.chair, id);
    expect(seen).toEqual(states);
    expect(recommended.skippedStages.map(({ stage }) => stage)).toEqual(skipped);
    expect(recommended.skippedStages.every(({ reasonVi }) => reasonVi.length > 0)).toBe(true);
    // At submission and at every stage that was passed by the rules that it carries.
    expect(recommended.checks).toHaveLength(own.length);

    // The decision, signed and published.
    const drafted = (
      await draftDecision.done(body.chair, { bodyUnitId: body.id, ...DECISION_TEXTS, nominationIds: [id] })
    ).decision;
    const signed = (await sign.done(body.chair, { decisionId: drafted.id, version: drafted.version, decidedOn: TODAY }))
      .decision;
    const inState = (state: string): Promise<true> =>
      awaited(`the state ${state}`, async () => (await read(union.chair, id)).state === state || null);
    await inState('DECIDED');
    const at = async (): Promise<{ decisionId: string; version: number }> => {
      const { awardDecision } = await body.chair.read<{ awardDecision: { version: number } }>(
        'query Version($id: ID!) { awardDecision(id: $id) { version } }',
        { id: signed.id },
      );
      return { decisionId: signed.id, version: awardDecision.version };
    };
    await publish.done(body.chair, { ...(await at()), publishedOn: TODAY, place: 'Cổng thông tin (minh họa)' });
    await inState('PUBLISHED');

    // The money, once, at finance.
    const payment = (state: string): Promise<Payment> =>
      awaited(`the money that is ${state}`, async () => {
        const { awardPayments } = await body.chair.read<{ awardPayments: { nodes: Payment[] } }>(
          `query Money($unit: ID!, $id: ID!) { awardPayments(unitId: $unit, decisionId: $id) {
             nodes { id nominationId state amount entries { amount } } } }`,
          { unit: body.id, id: signed.id },
        );
        expect(awardPayments.nodes.length).toBeLessThanOrEqual(1);
        return awardPayments.nodes.find((each) => each.nominationId === id && each.state === state);
      });
    const due = await payment('ORDERED');
    expect(due.amount % 10_000).toBe(0);
    await confirm.done(body.chair, { paymentIds: [due.id], on: TODAY, channel: 'CASH' });
    expect((await payment('PAID')).entries).toEqual([{ amount: due.amount }]);
    await handOver.done(body.chair, {
      ...(await at()),
      heldOn: TODAY,
      place: 'Hội trường (minh họa)',
      handedOverBy: 'Chủ tịch',
    });
    await inState('AWARDED');

    // The certificate, and what anybody sees by its code.
    const award = (wanted: (found: Award) => boolean): Promise<Award> =>
      awaited('the award', async () => {
        const owned = isPerson ? `member(id: "${workers[under][index]}")` : `unit(id: "${union.id}")`;
        const { them } = await body.chair.read<{ them: { awards: { nodes: Award[] } } }>(
          `query Held { them: ${owned} { awards(first: 50) { nodes { id decisionId status certificate { code documentPath } } } } }`,
        );
        const found = them.awards.nodes.find(({ decisionId }) => decisionId === signed.id);
        return found && wanted(found) ? found : null;
      });
    const { id: receivedAwardId } = await award(({ status }) => status === 'VALID');
    const { template } = await defineTemplate.done(body.chair, {
      ownerUnitId: body.id,
      name: `Mẫu ${code} ${nominee} ${scene.mark}`,
      content: TEMPLATE,
    });
    const asking = { receivedAwardIds: [receivedAwardId], templateId: template.id };
    await awaited(
      'the name of the recipient',
      async () => (await requestCertificates.outcome(body.chair, asking)) === 'DONE',
    );
    const { certificate } = await award((found) => found.certificate !== null);
    const file = await body.chair.get(certificate?.documentPath ?? '');
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const page = async (): Promise<string> => (await anybody.get(`/verify/${certificate?.code}`)).text();
    expect(await page()).toContain(signed.number ?? 'a number');
    expect(await page()).not.toContain('Đã bị hủy bỏ');

    // Whoever has the award is not nominated for it again in the same year.
    const { nomination: second } = await draft.done(union.chair, {
      awardTypeId: awardType.id,
      nominatingUnitId: union.id,
      ...(isPerson ? { nomineeMemberId: workers[under][index] } : { nomineeUnitId: union.id }),
      achievement: 'Cùng năm, cùng hình thức (minh họa).',
    });
    expect(await submit.outcome(union.chair, { nominationId: second.id })).toBe('CHECK_DUPLICATE_SAME_AWARD_AND_YEAR');

    // The revocation: refused without its article, then with the money taken back and the code telling everybody.
    const revoking = {
      decisionId: signed.id,
      nominationIds: [id],
      reason: 'Kê khai sai (minh họa).',
      revokedOn: TODAY,
    };
    expect(await revoke.outcome(body.chair, { ...revoking, article: ' ' })).toBe('BAD_USER_INPUT');
    expect(await revoke.outcome(union.chair, { ...revoking, article: 'Điều 93' })).toBe('FORBIDDEN');
    await revoke.done(body.chair, { ...revoking, article: 'Điều 93 Luật Thi đua, khen thưởng' });
    await inState('REVOKED');
    expect((await payment('REVERSED')).entries.map(({ amount }) => amount)).toEqual([due.amount, -due.amount]);
    expect((await award(({ status }) => status === 'REVOKED')).id).toBe(receivedAwardId);
    expect(await page()).toContain('Đã bị hủy bỏ');
  });
});
