import { type CertificateVerification, isCertificateCode } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { createLog } from '@thidua/service-kit';
import { createHash } from 'node:crypto';
import { ReceivedAward } from '../registry/received-award.entity';
import { ReceivedAwardProvenance, ReceivedAwardStatus } from '../registry/received-award.enum';
import { AwardsBench, person, type TestPerson, UNITS } from '../testing/awards-bench';
import { RegistryScene } from '../testing/registry-scene';
import { type Certificate, CertificateBatchPart } from './certificate.entity';
import { certificatesOfBatch, printAnewWith, sheetsOf, verification } from './certificate.reader';
import { CertificateJobs } from './certificate-jobs';

const agChair = person('CHAIR', UNITS.ag);
const agCadre = person('FULL_TIME_CADRE', UNITS.ag);
const lxChair = person('CHAIR', UNITS.lx);
const otherChair = person('CHAIR', UNITS.other);
const tldChair = person('CHAIR', UNITS.tld);

const CONTENT = {
  emblemText: 'BAN CHẤP HÀNH\n{body}',
  title: 'BẰNG KHEN',
  recipientText: '{recipient}\n{unit}',
  bodyText: 'Đã có thành tích xuất sắc năm {year}.',
  placeText: 'Ngày {day} tháng {month} năm {signedYear}',
  signatureText: 'CHỦ TỊCH',
};

interface Batch {
  readonly id: string;
  readonly state: string;
  readonly done: number;
  readonly total: number;
  readonly documentPath: string | null;
  readonly digest: string | null;
}

describe('certificates', () => {
  let bench: AwardsBench;
  let scene: RegistryScene;
  let jobs: CertificateJobs;
  let templateId: string;

  beforeAll(async () => {
    bench = await AwardsBench.start('certificates');
    scene = await RegistryScene.on(bench);
    jobs = new CertificateJobs(
      bench.dataSource,
      bench.decisions,
      'https://thidua.example',
      createLog('awards-test', 'silent'),
    );
    templateId = await template(agChair, UNITS.ag.id, 'Bằng khen');
  });
  afterAll(() => bench.stop());

  const send = async (caller: TestPerson, operation: string, input: object, selection: string) => {
    const type = `${operation[0]?.toUpperCase()}${operation.slice(1)}`;
    const { data, errors } = await bench.send(
      caller,
      `mutation ($input: ${type}Input!) { result: ${operation}(input: $input) { __typename
         ... on ${type}Success { ${selection} } ... on CommandRefused { reasons { code field } } } }`,
      { input: { commandId: newId(), ...input } },
    );
    const result = (data as { result?: unknown } | null)?.result as
      | {
          reasons?: { code: string; field: string | null }[];
          template?: { id: string; version: number };
          batch?: Batch;
        }
      | undefined;
    return { ...result, code: errors[0]?.extensions.code ?? result?.reasons?.[0]?.code ?? null, errors };
  };
  const template = async (caller: TestPerson, ownerUnitId: string, name: string): Promise<string> =>
    (
      await send(
        caller,
        'defineCertificateTemplate',
        { ownerUnitId, name, content: CONTENT },
        'template { id version }',
      )
    ).template?.id ?? '';
  const request = (caller: TestPerson, receivedAwardIds: readonly string[], more: object = {}) =>
    send(
      caller,
      'requestCertificates',
      { receivedAwardIds, templateId, ...more },
      'batch { id state done total documentPath digest }',
    );
  const given = async (name = 'Nguyễn Thị Ánh', more: object = {}): Promise<string> => {
    const id = await scene.award(UNITS.lxSchool, scene.person(name), { issuingUnitId: UNITS.ag.id, ...more });
    await scene.named();
    return id;
  };
  const batch = async (id: string): Promise<Batch> => {
    const { data } = await bench.send(
      agChair,
      'query ($id: ID!) { certificateBatch(id: $id) { id state done total documentPath digest } }',
      { id },
    );
    return (data as unknown as { certificateBatch: Batch }).certificateBatch;
  };
  const codeOf = async (awardId: string): Promise<string> => {
    const [row] = await bench.dataSource.query<{ code: string }[]>(
      'SELECT code FROM certificate WHERE received_award_id = ?',
      [awardId],
    );
    return row?.code ?? '';
  };

  describe('templates', () => {
    it('are defined once for one commandId, and named once in a unit', async () => {
      const input = { commandId: newId(), ownerUnitId: UNITS.ag.id, name: 'Giấy khen', content: CONTENT };
      const first = await send(agCadre, 'defineCertificateTemplate', input, 'template { id version }');
      const again = await send(agCadre, 'defineCertificateTemplate', input, 'template { id version }');
      expect(again.template).toEqual(first.template);
      const [one, two] = await Promise.all(
        [agChair, agCadre].map((caller) =>
          send(
            caller,
            'defineCertificateTemplate',
            { ownerUnitId: UNITS.ag.id, name: 'Cờ', content: CONTENT },
            'template { id }',
          ),
        ),
      );
      expect(new Set([one?.code, two?.code])).toEqual(new Set(['CERTIFICATE_TEMPLATE_NAME_TAKEN', null]));
    });

    it('change by versions, and a stale one is CONFLICT', async () => {
      const id = await template(agChair, UNITS.ag.id, 'Sẽ sửa');
      const change = (version: number, title: string) =>
        send(
          agChair,
          'changeCertificateTemplate',
          { templateId: id, version, content: { ...CONTENT, title } },
          'template { id version content { title } versions { version title } }',
        );
      expect((await change(1, 'MỘT')).template).toMatchObject({
        version: 2,
        content: { title: 'MỘT' },
        versions: [
          { version: 1, title: 'BẰNG KHEN' },
          { version: 2, title: 'MỘT' },
        ],
      });
      expect((await change(1, 'HAI')).code).toBe('CONFLICT');
      const both = await Promise.all([change(2, 'BA'), change(2, 'BỐN')]);
      expect(new Set(both.map(({ code }) => code))).toEqual(new Set(['CONFLICT', null]));
    });

    it.each<[string, TestPerson, object, string]>([
      ['an unknown placeholder', agChair, { content: { ...CONTENT, title: '{x}' } }, 'BAD_USER_INPUT'],
      ['no recipient', agChair, { content: { ...CONTENT, recipientText: 'x' } }, 'BAD_USER_INPUT'],
      ['letters that the font does not have', agChair, { content: { ...CONTENT, title: '李' } }, 'BAD_USER_INPUT'],
      ['a title of blanks', agChair, { content: { ...CONTENT, title: ' ' } }, 'BAD_USER_INPUT'],
      ['a unit that is not the caller’s', lxChair, {}, 'FORBIDDEN'],
    ])('are refused with %s', async (_case, caller, more, code) => {
      const input = { ownerUnitId: UNITS.ag.id, name: `Không ${newId()}`, content: CONTENT, ...more };
      expect((await send(caller, 'defineCertificateTemplate', input, 'template { id }')).code).toBe(code);
    });

    it('name the field that is wrong', async () => {
      const { errors } = await send(
        agChair,
        'defineCertificateTemplate',
        { ownerUnitId: UNITS.ag.id, name: 'x', content: { ...CONTENT, placeText: '{nowhere}' } },
        'template { id }',
      );
      expect(errors[0]?.extensions['fields']).toEqual([
        expect.objectContaining({ field: 'input.content.placeText', en: expect.stringContaining('{nowhere}') }),
      ]);
    });
  });

  describe('a batch', () => {
    it('is queued, made and counted, and gives each award one unguessable code', async () => {
      const awards = [await given('Nguyễn Thị Ánh'), await given('Đặng Văn Ước'), await given('Lê Hữu Phước')];
      const { batch: queued } = await request(agCadre, awards);
      expect(queued).toMatchObject({ state: 'QUEUED', done: 0, total: 3, documentPath: null });
      expect(await jobs.makeNext()).toBe(true);
      expect(await jobs.makeNext()).toBe(false);
      const done = await batch(queued?.id ?? '');
      expect(done).toMatchObject({
        state: 'DONE',
        done: 3,
        documentPath: `/documents/awards/certificate-batches/${queued?.id}`,
      });
      const parts = await bench.dataSource.manager.find(CertificateBatchPart, { where: { batchId: done.id } });
      const pdf = Buffer.concat(parts.map(({ content }) => content));
      expect(pdf.toString('latin1')).toContain('/Count 3');
      expect(createHash('sha256').update(pdf).digest('hex')).toBe(done.digest);
      const codes = await Promise.all(awards.map(codeOf));
      expect(new Set(codes).size).toBe(3);
      expect(codes.every(isCertificateCode)).toBe(true);
    });

    it('is one for one commandId, and an award keeps its code', async () => {
      const award = await given();
      const commandId = newId();
      const first = await request(agChair, [award], { commandId });
      const again = await request(agChair, [award], { commandId });
      expect(again.batch?.id).toBe(first.batch?.id);
      const code = await codeOf(award);
      expect((await request(agChair, [award, await given()], { commandId })).code).toBe('CONFLICT');
      await Promise.all([request(agChair, [award]), request(agCadre, [award])]);
      expect(await codeOf(award)).toBe(code);
      while (await jobs.makeNext()) {
        // Until none waits.
      }
    });

    it('is begun anew by another process when the first is not heard of any more', async () => {
      const { batch: queued } = await request(agChair, [await given()]);
      await bench.dataSource.query(
        `UPDATE certificate_batch SET state = 'RUNNING', lease_token = UUID(), attempts = 1,
                lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE id = ?`,
        [queued?.id],
      );
      expect(await jobs.makeNext()).toBe(true);
      expect((await batch(queued?.id ?? '')).state).toBe('DONE');
    });

    it('is printed anew with its mark when an award of it is revoked, also while it is being printed', async () => {
      const [award, other, late] = [await given(), await given('Đặng Văn Ước'), await given('Lê Hữu Phước')];
      const revoke = (id: string) =>
        bench.dataSource.transaction(async (manager) => {
          await manager.update(ReceivedAward, { id }, { status: ReceivedAwardStatus.Revoked });
          await printAnewWith(manager, id);
        });
      const { batch: requested } = await request(agChair, [award, other, late]);
      const id = requested?.id ?? '';
      await jobs.makeNext();
      const valid = await batch(id);
      await revoke(award);
      expect(await batch(id)).toMatchObject({ state: 'QUEUED', documentPath: null });
      await jobs.makeNext();
      const marked = await batch(id);
      expect([marked.state, marked.digest === valid.digest]).toEqual(['DONE', false]);

      await bench.dataSource.query("UPDATE certificate_batch SET state = 'QUEUED' WHERE id = ?", [id]);
      const inHand = bench.dataSource.manager;
      const find = inHand.findBy.bind(inHand);
      // Revoked after the sheets were read and before the file is there.
      const spy = jest.spyOn(inHand, 'findBy').mockImplementation(async (entity, where) => {
        const found = await find(entity, where);
        if ((entity as unknown) === ReceivedAward) {
          spy.mockRestore();
          await revoke(late);
        }
        return found;
      });
      await jobs.makeNext();
      expect((await batch(id)).state).toBe('QUEUED');
      await bench.dataSource.query('UPDATE certificate_batch SET lease_until = NULL WHERE id = ?', [id]);
      await jobs.makeNext();
      expect((await batch(id)).state).toBe('DONE');
      expect((await batch(id)).digest).not.toBe(marked.digest);
    });

    it('keeps the template with which it was asked for, whatever the award is printed with later', async () => {
      const award = await given();
      const first = await request(agChair, [award]);
      const another = await template(agChair, UNITS.ag.id, 'Mẫu khác');
      const second = await request(agChair, [award], { templateId: another });
      const printed = (certificates: readonly Certificate[], templateVersion: number, id: string) =>
        sheetsOf(bench.dataSource, certificates, 'https://thidua.example', { templateId: id, templateVersion });
      for (const [asked, id] of [
        [first, templateId],
        [second, another],
      ] as const) {
        expect(await bench.count('certificate_batch', 'id = ? AND template_id = ?', [asked.batch?.id, id])).toBe(1);
        const certificates = await certificatesOfBatch(bench.dataSource, asked.batch?.id ?? '');
        expect(certificates.map((certificate) => certificate.templateId)).toEqual([another]);
        expect(await printed(certificates, 1, id)).toHaveLength(1);
      }
      while (await jobs.makeNext()) {
        // Until none waits.
      }
    });

    it('goes when its time is over', async () => {
      const { batch: queued } = await request(agChair, [await given()]);
      await jobs.makeNext();
      await bench.dataSource.query('UPDATE certificate_batch SET expires_at = UTC_TIMESTAMP(6) WHERE id = ?', [
        queued?.id,
      ]);
      await jobs.makeNext();
      expect(await batch(queued?.id ?? '')).toMatchObject({ state: 'EXPIRED', documentPath: null });
      expect(await bench.count('certificate_batch_part', 'batch_id = ?', [queued?.id])).toBe(0);
    });

    it.each<[string, () => Promise<{ code: string | null }>, string]>([
      [
        'an award that was revoked',
        async () => request(agChair, [await given('A', { status: ReceivedAwardStatus.Revoked })]),
        'CERTIFICATE_OF_A_REVOKED_AWARD',
      ],
      [
        'an award that was only stated',
        async () => request(agChair, [await given('A', { provenance: ReceivedAwardProvenance.Stated })]),
        'CERTIFICATE_OF_A_STATED_AWARD',
      ],
      [
        'an award of a body outside',
        async () => request(agChair, [await given('A', { issuingUnitId: null, externalBody: 'UBND tỉnh' })]),
        'CERTIFICATE_OF_ANOTHER_BODY',
      ],
      [
        'awards of two bodies',
        async () => request(agChair, [await given(), await given('B', { issuingUnitId: UNITS.lx.id })]),
        'CERTIFICATES_OF_SEVERAL_BODIES',
      ],
      [
        'a name that cannot be set',
        async () => request(agChair, [await given('Lý 李')]),
        'CERTIFICATE_NAME_CANNOT_BE_SET',
      ],
      ['the officer of a union below', async () => request(lxChair, [await given()]), 'FORBIDDEN'],
      ['an officer who may not see the award', async () => request(otherChair, [await given()]), 'NOT_FOUND'],
      ['an unknown award', () => request(agChair, [newId()]), 'NOT_FOUND'],
      ['an unknown template', async () => request(agChair, [await given()], { templateId: newId() }), 'NOT_FOUND'],
      ['nobody', () => request(agChair, []), 'BAD_USER_INPUT'],
      ['more than a batch', () => request(agChair, Array.from({ length: 501 }, newId)), 'BAD_USER_INPUT'],
    ])('is refused for %s', async (_case, act, code) => {
      expect((await act()).code).toBe(code);
    });

    it('takes a template of a unit above, and none of another branch', async () => {
      const above = await template(tldChair, UNITS.tld.id, 'Của Tổng Liên đoàn');
      const beside = await template(otherChair, UNITS.other.id, 'Của tỉnh khác');
      const award = await given();
      expect((await request(agChair, [award], { templateId: above })).code).toBeNull();
      expect((await request(agChair, [award], { templateId: beside })).code).toBe(
        'CERTIFICATE_TEMPLATE_OF_ANOTHER_BRANCH',
      );
    });

    it('waits for a name that was not read yet', async () => {
      const award = await scene.award(UNITS.lxSchool, newId(), { issuingUnitId: UNITS.ag.id });
      expect((await request(agChair, [award])).code).toBe('RETRY_LATER');
    });

    it('is shown to officers of the body alone', async () => {
      const { batch: queued } = await request(agChair, [await given()]);
      const read = await bench.send(lxChair, 'query ($id: ID!) { certificateBatch(id: $id) { id } }', {
        id: queued?.id,
      });
      expect(read.errors[0]?.extensions.code).toBe('FORBIDDEN');
    });
  });

  it('says to whoever holds the code number, award, name, date and status, and nothing else', async () => {
    const award = await given('Nguyễn Thị Ngọc Ánh');
    await request(agChair, [award]);
    const code = await codeOf(award);
    const valid: CertificateVerification = {
      number: '125/QĐ-LĐLĐ',
      award: 'Bằng khen của Ban Chấp hành LĐLĐ tỉnh',
      name: 'Nguyễn Thị Ngọc Ánh',
      date: '2024-12-20',
      status: 'VALID',
    };
    expect(await verification(bench.dataSource, code)).toEqual(valid);
    await bench.dataSource.query("UPDATE received_award SET status = 'REVOKED' WHERE id = ?", [award]);
    expect(await verification(bench.dataSource, code)).toEqual({ ...valid, status: 'REVOKED' });
    expect(await verification(bench.dataSource, code.split('').reverse().join(''))).toBeNull();
  });
});
