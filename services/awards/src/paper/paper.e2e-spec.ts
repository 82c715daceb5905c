import { newId } from '@thidua/contracts/ids';
import { admit, GraphCommand, RunningSystem, sendPart, uploadPaper, type PersistentClient } from '@thidua/testkit';
import { createHash } from 'node:crypto';

interface Paper {
  readonly id: string;
  readonly fileName: string;
  readonly digest: string;
  readonly contentPath: string;
}
const draftNomination = new GraphCommand<{ nomination: { id: string } }>('draftNomination', 'nomination { id }');
const submitNomination = new GraphCommand<{ nomination: { id: string } }>('submitNomination', 'nomination { id }');
const defineAwardType = new GraphCommand<{ awardType: { id: string } }>('defineAwardType', 'awardType { id }');
const begin = new GraphCommand<{ upload: { id: string } }>('beginPaperUpload', 'upload { id }');
const attach = new GraphCommand<{ paper: Paper }>('attachPaper', 'paper { id fileName digest contentPath }');
const remove = new GraphCommand<{ paper: Paper }>('removePaper', 'paper { id }');

const PART = 1024 * 1024;
const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A PDF by its first bytes, of more than one part. */
function pdf(size = PART + 99): Buffer {
  const bytes = Buffer.alloc(size, newId());
  bytes.write('%PDF-1.7\n');
  return bytes;
}

describe('papers of a dossier, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  /** The nominating union's chair, a neighbour's, and the province's appraiser. */
  let union: PersistentClient;
  let neighbour: PersistentClient;
  let appraiser: PersistentClient;
  let draft: () => Promise<string>;

  beforeAll(async () => {
    const scene = await system.foundProvince({ grassroots: 2 });
    const [nominating, beside] = scene.grassroots;
    const unionId = nominating?.id ?? '';
    union = system.as(nominating?.chair ?? '');
    neighbour = system.as(beside?.chair ?? '');
    appraiser = system.as(scene.appraiser);
    const [worker] = await admit(union, unionId, 1, '2020-03-02', 'Đoàn viên minh họa');
    const stage = { actorRule: 'PROVINCIAL_FEDERATION', timeLimitDays: 10 };
    const { awardType } = await defineAwardType.done(system.as(scene.province.chair), {
      ownerUnitId: scene.province.id,
      code: 'DEMO-PAPERS',
      name: 'Bằng khen minh họa',
      kind: 'COMMENDATION',
      form: 'MERIT_CERTIFICATE',
      issuerLevel: 'PROVINCIAL_FEDERATION',
      track: 'REGULAR',
      recipients: 'INDIVIDUAL',
      validFrom: '2020-01-01',
      stages: [
        { ...stage, stage: 'APPRAISAL', kind: 'APPRAISAL' },
        { ...stage, stage: 'DECISION', kind: 'DECISION' },
      ],
    });
    draft = async () =>
      (
        await draftNomination.done(union, {
          awardTypeId: awardType.id,
          nominatingUnitId: unionId,
          nomineeMemberId: worker,
          achievement: 'Có sáng kiến.',
        })
      ).nomination.id;
  });

  const upload = (nominationId: string, bytes: Uint8Array, name?: string): Promise<string> =>
    uploadPaper(union, { nominationId }, bytes, name);
  const read = async (client: PersistentClient, path: string): Promise<Response> => client.fetch(path);

  it('are sent, attached, submitted, and saved by those alone who may see the nomination', async () => {
    const nominationId = await draft();
    const bytes = pdf();
    const uploadId = await upload(nominationId, bytes, '../Tờ trình “số 1”.html');
    const { paper } = await attach.done(union, { uploadId, kind: 'SUBMISSION_LETTER' });
    expect(paper).toMatchObject({ fileName: 'Tờ trình “số 1”.pdf', digest: digestOf(bytes) });
    const answer = await read(union, paper.contentPath);
    expect(digestOf(Buffer.from(await answer.arrayBuffer()))).toBe(paper.digest);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(bytes.length),
      'content-disposition': expect.stringMatching(
        /^attachment; filename="[\x20-\x7e]+\.pdf"; filename\*=UTF-8''T%E1%BB%9D/,
      ),
      'content-security-policy': expect.stringContaining('sandbox'),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
    expect((await read(appraiser, paper.contentPath)).status).toBe(404);
    expect((await read(neighbour, paper.contentPath)).status).toBe(404);
    expect((await read(union, `/papers/${newId()}`)).status).toBe(404);
    await submitNomination.done(union, { nominationId });
    expect((await read(appraiser, paper.contentPath)).status).toBe(200);
    const hidden = await read(neighbour, paper.contentPath);
    expect([hidden.status, await hidden.json()]).toMatchObject([
      404,
      { errors: [{ extensions: { code: 'NOT_FOUND' } }] },
    ]);
    expect((await remove.send(union, { paperId: paper.id })).refusals).toMatchObject([{ code: 'NOMINATION_STATE' }]);
  });

  it('are resumed after a break, and refused when they are not what was announced', async () => {
    const nominationId = await draft();
    const bytes = pdf();
    const { upload: begun } = await begin.done(union, {
      nominationId,
      fileName: 'a.pdf',
      size: bytes.length,
      sha256: digestOf(bytes),
    });
    const [one, two] = [bytes.subarray(0, PART), bytes.subarray(PART)];
    expect((await sendPart(union, begun.id, 2, two)).status).toBe(204);
    expect((await sendPart(union, begun.id, 2, two)).status).toBe(204);
    const status = async (answer: Promise<Response>): Promise<unknown[]> => {
      const response = await answer;
      const body = (await response.json()) as { errors: { extensions: { code: string } }[] };
      return [response.status, body.errors[0]?.extensions.code];
    };
    expect(await status(sendPart(union, begun.id, 1, two))).toEqual([422, 'PART_SIZE']);
    expect(await status(sendPart(union, begun.id, 2, two, { 'content-digest': 'md5=:x:' }))).toEqual([
      400,
      'BAD_USER_INPUT',
    ]);
    const wrong = `sha-256=:${createHash('sha256').update('x').digest('base64')}:`;
    expect(await status(sendPart(union, begun.id, 1, one, { 'content-digest': wrong }))).toEqual([422, 'PART_DIGEST']);
    expect(await status(sendPart(union, begun.id, 2, Buffer.alloc(two.length)))).toEqual([409, 'CONFLICT']);
    expect(await status(sendPart(neighbour, begun.id, 1, one))).toEqual([404, 'NOT_FOUND']);
    expect(await status(sendPart(union, begun.id, 1, Buffer.alloc(PART + 1)))).toEqual([413, 'BODY_TOO_LARGE']);
    const { paperUpload } = await union.read<{ paperUpload: object }>(
      'query Upload($id: ID!) { paperUpload(id: $id) { receivedParts partCount partBytes } }',
      { id: begun.id },
    );
    expect(paperUpload).toEqual({ receivedParts: [2], partCount: 2, partBytes: PART });
    const incomplete = await attach.send(union, { uploadId: begun.id, kind: 'OTHER' });
    expect(incomplete.refusals).toMatchObject([{ code: 'UPLOAD_INCOMPLETE' }]);
    expect((await sendPart(union, begun.id, 1, one)).status).toBe(204);
    await attach.done(union, { uploadId: begun.id, kind: 'OTHER' });
  });

  it('are attached once: of the same command, of two at the same instant, and never under another input', async () => {
    const nominationId = await draft();
    const uploadId = await upload(nominationId, pdf());
    const [one, two] = await attach.twice(union, { uploadId, kind: 'OTHER' });
    expect(two).toEqual(one);
    const second = await upload(nominationId, pdf());
    const { first, again, other } = await attach.repeated(
      union,
      { uploadId: second, kind: 'OTHER' },
      { kind: 'CONFIRMATION' },
    );
    expect([again, other]).toEqual([first, 'CONFLICT']);
    const removed = await remove.repeated(union, { paperId: first.paper.id }, { paperId: newId() });
    expect(removed.again).toEqual(removed.first);
    const begun = await begin.repeated(
      union,
      { nominationId, fileName: 'a.pdf', size: 9, sha256: '0'.repeat(64) },
      { size: 10 },
    );
    expect([begun.again, begun.other]).toEqual([begun.first, 'CONFLICT']);
  });

  it.each([
    ['a page', '<!doctype html><script>alert(document.cookie)</script>'],
    ['an SVG with a script', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['text', 'Kính gửi Ban Thường vụ'],
  ])('are refused when they are %s under the name of a PDF', async (_name, content) => {
    const uploadId = await upload(await draft(), Buffer.from(content), 'to-trinh.pdf');
    const { refusals } = await attach.send(union, { uploadId, kind: 'SUBMISSION_LETTER' });
    expect(refusals).toMatchObject([{ code: 'PAPER_TYPE', field: 'input.uploadId' }]);
  });

  it('are begun by nobody who may not nominate for the unit, nor beyond the largest size', async () => {
    const nominationId = await draft();
    const input = { nominationId, fileName: 'a.pdf', size: 9, sha256: '0'.repeat(64) };
    expect((await begin.send(neighbour, input)).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    const large = await begin.send(union, { ...input, size: 20 * PART + 1 });
    expect(large.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', fields: [{ field: 'input.size' }] } }]);
  });
});
