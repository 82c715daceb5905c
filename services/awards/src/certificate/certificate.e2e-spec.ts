import { newId, seededId } from '@thidua/contracts/ids';
import { awaited, GraphCommand, type PersistentClient, RunningSystem } from '@thidua/testkit';
import { DecisionStage, onDecision, TODAY } from '../testing/decision-stage';

interface TemplateAnswer {
  readonly template: { readonly id: string; readonly version: number; readonly content: { readonly title: string } };
}
interface BatchAnswer {
  readonly batch: {
    readonly id: string;
    readonly state: string;
    readonly done: number;
    readonly total: number;
    readonly documentPath: string | null;
  };
}

const publish = onDecision('publishAwardDecision');
const defineTemplate = new GraphCommand<TemplateAnswer>(
  'defineCertificateTemplate',
  'template { id version content { title } }',
);
const changeTemplate = new GraphCommand<TemplateAnswer>(
  'changeCertificateTemplate',
  'template { id version content { title } }',
);
const BATCH = 'id state done total documentPath';
const request = new GraphCommand<BatchAnswer>('requestCertificates', `batch { ${BATCH} }`);

const CONTENT = {
  emblemText: 'BAN CHẤP HÀNH\n{body}',
  title: 'GIẤY KHEN',
  recipientText: '{recipient}\n{unit}',
  bodyText: 'Đã có thành tích năm {year}.',
  placeText: 'Ngày {day} tháng {month} năm {signedYear}',
  signatureText: 'CHỦ TỊCH',
};

describe('certificates, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  const anybody = system.anonymous();
  let stage: DecisionStage;
  let templateId: string;
  let awardIds: string[];

  beforeAll(async () => {
    stage = await DecisionStage.found(system);
    const decision = await stage.decided([await stage.nominated(), await stage.nominated('COLLECTIVE')]);
    await publish.done(stage.chair, {
      decisionId: decision.id,
      version: (await stage.read(decision.id)).version,
      publishedOn: TODAY,
      place: 'Trang tin (minh họa)',
    });
    await stage.settled(decision.id);
    awardIds = await awaited('the awards of the decision', async () => {
      const { receivedAwards } = await stage.chair.read<{
        receivedAwards: { nodes: { id: string; decisionId: string }[] };
      }>('query Given { receivedAwards(first: 200) { nodes { id decisionId } } }');
      const ids = receivedAwards.nodes.flatMap(({ id, decisionId }) => (decisionId === decision.id ? [id] : []));
      return ids.length === 2 ? ids : null;
    });
    const { template } = await defineTemplate.done(stage.cadre, {
      ownerUnitId: stage.bodyUnitId,
      name: 'Giấy khen (minh họa)',
      content: CONTENT,
    });
    templateId = template.id;
  });

  const asking = (more: object = {}): object => ({ receivedAwardIds: awardIds, templateId, ...more });
  const certificates = async (client: PersistentClient) =>
    (
      await client.read<{
        receivedAwards: {
          nodes: {
            certificate: { code: string; verificationUrl: string; documentPath: string; recipientName: string } | null;
          }[];
        };
      }>(
        'query Certificates { receivedAwards(first: 200) { nodes { certificate { code verificationUrl documentPath recipientName } } } }',
      )
    ).receivedAwards.nodes.flatMap(({ certificate }) => certificate ?? []);

  it('a template is defined and changed once for each commandId, and one of two changes wins', async () => {
    const input = { ownerUnitId: stage.bodyUnitId, name: 'Mẫu lặp (minh họa)', content: CONTENT };
    const defined = await defineTemplate.repeated(stage.cadre, input, { name: 'Khác' });
    expect(defined.again).toEqual(defined.first);
    expect(defined.other).toBe('CONFLICT');
    const change = { templateId: defined.first.template.id, version: 1, content: { ...CONTENT, title: 'CỜ' } };
    const changed = await changeTemplate.repeated(stage.cadre, change, { version: 9 });
    expect([changed.again, changed.other]).toEqual([changed.first, 'CONFLICT']);
    expect(changed.first.template).toMatchObject({ version: 2, content: { title: 'CỜ' } });
    const next = { ...change, version: 2 };
    expect(await changeTemplate.together([stage.cadre, next], [stage.chair, next])).toEqual(['CONFLICT', 'DONE']);
    expect(await defineTemplate.outcome(stage.chair, input)).toBe('CERTIFICATE_TEMPLATE_NAME_TAKEN');
    expect(await defineTemplate.outcome(stage.union, { ...input, name: 'x' })).toBe('FORBIDDEN');
    expect(await changeTemplate.outcome(stage.union, { ...change, version: 3 })).toBe('FORBIDDEN');
    expect(await changeTemplate.outcome(stage.chair, { ...change, templateId: newId() })).toBe('NOT_FOUND');
  });

  it('a batch is asked for once for each commandId, made, and downloaded by the body alone', async () => {
    await awaited('the names of the recipients', async () => (await request.outcome(stage.cadre, asking())) === 'DONE');
    const { first, again, other: changed } = await request.repeated(stage.cadre, asking(), { templateId: newId() });
    expect([again.batch.id, changed]).toEqual([first.batch.id, 'CONFLICT']);
    const together = await Promise.all([request.done(stage.cadre, asking()), request.done(stage.chair, asking())]);
    expect(new Set(together.map(({ batch }) => batch.id)).size).toBe(2);
    expect(new Set((await certificates(stage.chair)).map(({ code }) => code)).size).toBe(2);
    const done = await awaited('the batch', async () => {
      const { certificateBatch } = await stage.chair.read<{ certificateBatch: BatchAnswer['batch'] }>(
        `query Batch($id: ID!) { certificateBatch(id: $id) { ${BATCH} } }`,
        { id: first.batch.id },
      );
      return certificateBatch.state === 'DONE' ? certificateBatch : null;
    });
    expect(done).toMatchObject({ done: 2, total: 2 });
    const path = String(done.documentPath);
    const pdf = await stage.cadre.get(path);
    expect(pdf.status).toBe(200);
    expect(Object.fromEntries(pdf.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringContaining('attachment'),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
    });
    expect(Buffer.from(await pdf.arrayBuffer()).toString('latin1')).toMatch(/^%PDF[\s\S]*\/Count 2/);
    for (const other of [stage.union, stage.worker(), anybody]) {
      expect((await other.get(path)).status).toBe(404);
    }
  });

  it('everybody sees their own, and anybody with the code what it says and nothing else', async () => {
    const own = await certificates(stage.worker());
    expect(own).toHaveLength(1);
    const [certificate] = own;
    const mine = await stage.worker().get(String(certificate?.documentPath));
    expect(mine.status).toBe(200);
    expect((await stage.neighbour.get(String(certificate?.documentPath))).status).toBe(404);
    const page = await anybody.get(`/verify/${certificate?.code}`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('x-robots-tag')).toBe('noindex');
    const html = await page.text();
    expect(html).toContain('<html lang="vi">');
    expect(html).toContain(certificate?.recipientName);
    expect(html).toContain('Còn giá trị');
    expect((await anybody.get(`/verify/${'0'.repeat(26)}`)).status).toBe(404);
    expect((await anybody.get('/verify/x')).status).toBe(404);
  });

  it.each<[string, () => object, string]>([
    ['an unknown award', () => asking({ receivedAwardIds: [newId()] }), 'NOT_FOUND'],
    ['an unknown template', () => asking({ templateId: newId() }), 'NOT_FOUND'],
    ['nobody', () => asking({ receivedAwardIds: [] }), 'BAD_USER_INPUT'],
    ['an award twice', () => asking({ receivedAwardIds: [awardIds[0], awardIds[0]] }), 'BAD_USER_INPUT'],
  ])('a batch is refused for %s', async (_case, input, code) => {
    expect(await request.outcome(stage.cadre, input())).toBe(code);
  });

  it('a batch is refused to the union whose people were honoured, and takes the default template', async () => {
    expect(await request.outcome(stage.union, asking())).toBe('FORBIDDEN');
    const templateOfAll = seededId('certificate-template', 'DEFAULT');
    expect(await request.outcome(stage.cadre, asking({ templateId: templateOfAll }))).toBe('DONE');
  });
});
