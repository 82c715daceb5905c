import { newId } from '@thidua/contracts/ids';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { AwardsBench, LARGEST_PAPER, must, openTask, person, type TestPerson, UNITS } from '../testing/awards-bench';
import { digestOf, DOCX, JPEG, pdf, PNG, XLSX } from '../testing/paper-files';
import { visiblePaper, visiblePapers } from './paper.query';
import { PaperContents } from './paper-contents';
import { DiskPaperStore } from './store/disk-paper-store';
import { keyOfPaper, PART_BYTES, type PaperStore } from './store/paper-store';
import { fewestStatements, testPassport } from '@thidua/testkit';

const drafter = person('FULL_TIME_CADRE', UNITS.direct);
const chair = person('CHAIR', UNITS.direct);
const appraiser = person('FULL_TIME_CADRE', UNITS.ag);
const stranger = person('CHAIR', UNITS.other);

interface Paper {
  readonly id: string;
  readonly kind: string;
  readonly fileName: string;
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
}
interface Result {
  readonly code: string | null;
  readonly paper: Paper | undefined;
  readonly upload: { readonly id: string; readonly partCount: number } | undefined;
  readonly field: string | null;
}
const PAPER = 'id kind fileName digest size mediaType voteMembers voteYes contentPath isShared';

/** What the tests do with papers, beside the bench. */
class PaperDesk {
  readonly contents: PaperContents;
  constructor(
    readonly bench: AwardsBench,
    store: PaperStore = new DiskPaperStore(bench.papers),
  ) {
    this.contents = new PaperContents(bench.dataSource, store);
  }

  async command(caller: TestPerson, operation: string, input: object): Promise<Result> {
    const type = `${operation[0]?.toUpperCase()}${operation.slice(1)}`;
    const content = operation === 'beginPaperUpload' ? 'upload { id partCount }' : `paper { ${PAPER} }`;
    const { data, errors } = await this.bench.send(
      caller,
      `mutation ($input: ${type}Input!) { result: ${operation}(input: $input) {
         ... on ${type}Success { ${content} } ... on CommandRefused { reasons { code field } } } }`,
      { input: { commandId: newId(), ...input } },
    );
    const result = data?.['result'] as
      | (Partial<Result> & { reasons?: { code: string; field: string | null }[] })
      | undefined;
    return {
      code: errors[0]?.extensions.code ?? result?.reasons?.[0]?.code ?? null,
      field: result?.reasons?.[0]?.field ?? null,
      paper: result?.paper,
      upload: result?.upload,
    };
  }

  begin(caller: TestPerson, owner: object, bytes: Uint8Array, more: object = {}): Promise<Result> {
    return this.command(caller, 'beginPaperUpload', {
      ...owner,
      fileName: 'Tờ trình.pdf',
      size: bytes.length,
      sha256: digestOf(bytes),
      ...more,
    });
  }

  async send(caller: TestPerson, uploadId: string, bytes: Uint8Array): Promise<void> {
    for (let number = 1; (number - 1) * PART_BYTES < bytes.length; number += 1) {
      const part = bytes.subarray((number - 1) * PART_BYTES, number * PART_BYTES);
      await this.contents.takePart(caller.id, uploadId, number, digestOf(part), part);
    }
  }

  async uploaded(caller: TestPerson, owner: object, bytes: Uint8Array, more: object = {}): Promise<string> {
    const { id } = must((await this.begin(caller, owner, bytes, more)).upload);
    await this.send(caller, id, bytes);
    return id;
  }

  async attach(caller: TestPerson, owner: object, bytes: Uint8Array, more: object = {}): Promise<Result> {
    const { fileName, ...input } = { fileName: 'Tờ trình.pdf', ...more };
    const uploadId = await this.uploaded(caller, owner, bytes, { fileName });
    return this.command(caller, 'attachPaper', { uploadId, kind: 'SUBMISSION_LETTER', ...input });
  }

  async papersOf(caller: TestPerson, nominationId: string): Promise<Paper[]> {
    const { data } = await this.bench.send(caller, `{ nomination(id: "${nominationId}") { papers { ${PAPER} } } }`);
    return (data as unknown as { nomination: { papers: Paper[] } }).nomination.papers;
  }

  /** Every file in the store, by its path in it. */
  files(): string[] {
    return readdirSync(this.bench.papers, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.bench.papers.length + 1))
      .sort();
  }

  async later(hours: number): Promise<void> {
    await this.bench.dataSource.query(
      `UPDATE paper_upload SET expires_at = expires_at - INTERVAL ${hours} HOUR WHERE expires_at < '9000-01-01'`,
    );
    await this.bench.dataSource.query(
      `UPDATE stored_file SET keep_until = keep_until - INTERVAL ${hours} HOUR WHERE keep_until < '9000-01-01'`,
    );
  }
}

describe('papers of a dossier', () => {
  let bench: AwardsBench;
  let desk: PaperDesk;
  beforeAll(async () => {
    bench = await AwardsBench.start('papers');
    desk = new PaperDesk(bench);
  });
  afterAll(() => bench.stop());

  const drafted = async (more: object = {}): Promise<{ nominationId: string }> => ({
    nominationId: (await bench.draft(drafter, UNITS.direct, more)).id,
  });

  it('are sent in parts, attached, stand in the history by digest, and come back as they were', async () => {
    const owner = await drafted();
    const bytes = pdf(PART_BYTES * 2 + 77, newId());
    const { code, paper } = await desk.attach(drafter, owner, bytes);
    expect(code).toBeNull();
    expect(paper).toMatchObject({
      kind: 'SUBMISSION_LETTER',
      fileName: 'Tờ trình.pdf',
      digest: digestOf(bytes),
      size: bytes.length,
      mediaType: 'application/pdf',
      isShared: false,
      contentPath: `/papers/${paper?.id}`,
    });
    expect((await bench.trail(owner.nominationId)).slice(1)).toMatchObject([
      { action: 'BEGIN_UPLOAD', after: { paperDigest: digestOf(bytes), size: bytes.length } },
      {
        action: 'ATTACH_PAPER',
        after: { paperId: paper?.id, paperDigest: digestOf(bytes), kind: 'SUBMISSION_LETTER' },
      },
    ]);
    const content = await desk.contents.open(digestOf(bytes));
    expect((await buffer(must(content))).equals(Buffer.from(bytes))).toBe(true);
    expect(desk.files().filter((file) => file.startsWith('uploads'))).toEqual([]);
  });

  it.each<[string, Uint8Array, string, string]>([
    ['a PDF', pdf(400), 'x.txt', 'application/pdf'],
    ['a PNG under another name', PNG, 'anh.exe', 'image/png'],
    ['a JPEG', JPEG, 'anh', 'image/jpeg'],
    ['a DOCX', DOCX, 'bien-ban.pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['an XLSX', XLSX, 'so-lieu.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ])('take %s by its content', async (_name, bytes, fileName, mediaType) => {
    const { paper } = await desk.attach(drafter, await drafted(), bytes, { fileName });
    expect(paper).toMatchObject({ mediaType, size: bytes.length });
  });

  it.each<[string, Uint8Array]>([
    ['a page that calls itself a PDF', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a script', Buffer.from('#!/bin/sh\nrm -rf /\n')],
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
    ['a bare ZIP', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100)])],
    ['a PDF header within other text', Buffer.from('hello %PDF-1.7')],
    ['a single byte', Buffer.from('x')],
  ])('refuse %s', async (_name, bytes) => {
    const owner = await drafted();
    const { code, field } = await desk.attach(drafter, owner, bytes, { fileName: 'Tờ trình.pdf' });
    expect([code, field]).toEqual(['PAPER_TYPE', 'input.uploadId']);
    expect(await desk.papersOf(drafter, owner.nominationId)).toEqual([]);
  });

  it.each([
    ['too large', { size: LARGEST_PAPER + 1 }, 'BAD_USER_INPUT'],
    ['empty', { size: 0 }, 'BAD_USER_INPUT'],
    ['without a name', { fileName: '' }, 'BAD_USER_INPUT'],
    ['with a digest of another kind', { sha256: 'ABC' }, 'BAD_USER_INPUT'],
    ['for nothing', { nominationId: null }, 'BAD_USER_INPUT'],
    ['for two things', { listId: newId() }, 'BAD_USER_INPUT'],
    ['for a nomination that there is not', { nominationId: newId() }, 'NOT_FOUND'],
  ])('are not begun when %s', async (_name, more, expected) => {
    expect((await desk.begin(drafter, await drafted(), pdf(), more)).code).toBe(expected);
  });

  it('are begun and attached by those alone who nominate for the unit, and sent by whoever began', async () => {
    const owner = await drafted();
    expect((await desk.begin(stranger, owner, pdf())).code).toBe('NOT_FOUND');
    expect((await desk.begin(appraiser, owner, pdf())).code).toBe('NOT_FOUND');
    const bytes = pdf(300, newId());
    const uploadId = await desk.uploaded(drafter, owner, bytes);
    for (const thief of [chair, appraiser, stranger]) {
      await expect(desk.contents.takePart(thief.id, uploadId, 1, digestOf(bytes), bytes)).rejects.toMatchObject({
        extensions: { code: 'NOT_FOUND' },
      });
    }
    for (const thief of [appraiser, stranger]) {
      expect((await desk.command(thief, 'attachPaper', { uploadId, kind: 'OTHER' })).code).toBe('NOT_FOUND');
      const { errors } = await bench.send(thief, `{ paperUpload(id: "${uploadId}") { receivedParts } }`);
      expect(errors[0]?.extensions.code).toBe('NOT_FOUND');
    }
    const former: TestPerson = { id: drafter.id, mandates: [] };
    expect((await desk.command(former, 'attachPaper', { uploadId, kind: 'OTHER' })).code).toBe('FORBIDDEN');
    expect((await desk.command(drafter, 'attachPaper', { uploadId, kind: 'OTHER' })).code).toBeNull();
  });

  it('are resumed part by part, and attached only when whole and what was announced', async () => {
    const owner = await drafted();
    const bytes = pdf(PART_BYTES + 5, newId());
    const { upload } = await desk.begin(drafter, owner, bytes);
    const uploadId = must(upload).id;
    expect(must(upload).partCount).toBe(2);
    const [one, two] = [bytes.subarray(0, PART_BYTES), bytes.subarray(PART_BYTES)];
    const take = (number: number, part: Uint8Array, digest = digestOf(part)): Promise<void> =>
      desk.contents.takePart(drafter.id, uploadId, number, digest, part);
    await take(2, two);
    await take(2, two);
    const received = async (): Promise<unknown> =>
      (await bench.send(drafter, `{ paperUpload(id: "${uploadId}") { receivedParts state } }`)).data?.['paperUpload'];
    expect(await received()).toEqual({ receivedParts: [2], state: 'OPEN' });
    const attach = (): Promise<Result> => desk.command(drafter, 'attachPaper', { uploadId, kind: 'OTHER' });
    expect((await attach()).code).toBe('UPLOAD_INCOMPLETE');
    await expect(take(1, two)).rejects.toMatchObject({ reasons: [{ code: 'PART_SIZE' }] });
    await expect(take(3, two)).rejects.toMatchObject({ reasons: [{ code: 'PART_SIZE' }] });
    await expect(take(1, one, digestOf(two))).rejects.toMatchObject({ reasons: [{ code: 'PART_DIGEST' }] });
    const other = Buffer.from(two);
    other.write('!');
    await expect(take(2, other)).rejects.toMatchObject({ extensions: { code: 'CONFLICT' } });
    await take(1, one);
    expect((await attach()).code).toBeNull();
    expect(await received()).toEqual({ receivedParts: [], state: 'USED' });
    await expect(take(1, one)).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    expect((await attach()).code).toBe('UPLOAD_IS_OVER');
  });

  it('are refused when the whole is not what was announced, though every part was', async () => {
    const owner = await drafted();
    const bytes = pdf(300, newId());
    const uploadId = must((await desk.begin(drafter, owner, bytes, { sha256: digestOf(pdf(300, newId())) })).upload).id;
    await desk.send(drafter, uploadId, bytes);
    expect((await desk.command(drafter, 'attachPaper', { uploadId, kind: 'OTHER' })).code).toBe('UPLOAD_DIGEST');
  });

  it('cannot be had by their digest: whoever knows it must send the content all the same', async () => {
    const secret = pdf(300, newId());
    await desk.attach(drafter, await drafted(), secret);
    const other = await drafted();
    const uploadId = must(
      (await desk.begin(drafter, other, pdf(300, newId()), { sha256: digestOf(secret) })).upload,
    ).id;
    await desk.send(drafter, uploadId, pdf(300, newId()));
    expect((await desk.command(drafter, 'attachPaper', { uploadId, kind: 'OTHER' })).code).toBe('UPLOAD_DIGEST');
  });

  it('are attached once for one commandId, and once of two at the same instant', async () => {
    const owner = await drafted();
    const uploadId = await desk.uploaded(drafter, owner, pdf(300, newId()));
    const commandId = newId();
    const input = { commandId, uploadId, kind: 'CONFIRMATION' };
    const [one, two] = await Promise.all([
      desk.command(drafter, 'attachPaper', input),
      desk.command(drafter, 'attachPaper', input),
    ]);
    expect(two.paper?.id).toBe(must(one.paper).id);
    expect((await desk.command(drafter, 'attachPaper', input)).paper?.id).toBe(one.paper?.id);
    expect((await desk.command(drafter, 'attachPaper', { ...input, kind: 'OTHER' })).code).toBe('CONFLICT');
    const second = await desk.uploaded(drafter, owner, pdf(300, newId()));
    const racing = await Promise.all(
      ['OTHER', 'MINUTES', 'CONFIRMATION'].map((kind) =>
        desk.command(drafter, 'attachPaper', {
          uploadId: second,
          kind,
          ...(kind === 'MINUTES' ? { vote: { members: 9, yes: 9 } } : {}),
        }),
      ),
    );
    expect(racing.map(({ code }) => code ?? 'DONE').sort()).toEqual(['DONE', 'UPLOAD_IS_OVER', 'UPLOAD_IS_OVER']);
    expect(await desk.papersOf(drafter, owner.nominationId)).toHaveLength(2);
  });

  it('of the same content are stored once, and refused twice in one dossier', async () => {
    const bytes = pdf(300, newId());
    const owner = await drafted();
    await desk.attach(drafter, owner, bytes);
    expect((await desk.attach(drafter, owner, bytes)).code).toBe('PAPER_ALREADY_ATTACHED');
    expect((await desk.attach(drafter, await drafted(), bytes)).code).toBeNull();
    expect(await bench.count('stored_file', 'digest = ?', [digestOf(bytes)])).toBe(1);
    expect(desk.files().filter((file) => file.includes(digestOf(bytes)) && file.startsWith('papers'))).toHaveLength(1);
  });

  it('that are minutes need their vote, and who signed them never judges', async () => {
    const bytes = (): Uint8Array => pdf(300, newId());
    const minutes =
      (vote: object | null, more: object = {}) =>
      async (): Promise<string | null> =>
        (await desk.attach(drafter, await drafted(), bytes(), { kind: 'MINUTES', vote, ...more })).code;
    expect(await minutes(null)()).toBe('BAD_USER_INPUT');
    expect(await minutes({ members: 9, yes: 10 })()).toBe('BAD_USER_INPUT');
    expect(await minutes({ members: 9, yes: 9 }, { kind: 'OTHER' })()).toBe('BAD_USER_INPUT');
    const owner = await drafted();
    const signing = { kind: 'MINUTES', vote: { members: 9, yes: 8 }, signatoryMemberIds: [appraiser.id] };
    const { paper } = await desk.attach(drafter, owner, bytes(), signing);
    expect(paper).toMatchObject({ voteMembers: 9, voteYes: 8 });
    const submitted = await bench.command(chair, 'submitNomination', owner);
    const task = openTask(must(submitted.nomination));
    expect((await bench.command(appraiser, 'passAppraisal', task)).code).toBe('FORBIDDEN');
    expect((await bench.command(person('FULL_TIME_CADRE', UNITS.ag), 'passAppraisal', task)).code).toBeNull();
  });

  it('of a list are shared by its nominations, also its signatories, and by those drafted into it later', async () => {
    const { data } = await bench.send(
      chair,
      `mutation ($input: DraftNominationListInput!) { draftNominationList(input: $input) {
         ... on DraftNominationListSuccess { list { id } } } }`,
      { input: { commandId: newId(), nominatingUnitId: UNITS.direct.id, title: 'Danh sách' } },
    );
    const listId = (data as unknown as { draftNominationList: { list: { id: string } } }).draftNominationList.list.id;
    const before = await drafted({ listId });
    const vote = { kind: 'MINUTES', vote: { members: 9, yes: 9 }, signatoryMemberIds: [appraiser.id] };
    const { paper } = await desk.attach(chair, { listId }, pdf(300, newId()), vote);
    const after = await drafted({ listId });
    for (const { nominationId } of [before, after]) {
      expect(await desk.papersOf(drafter, nominationId)).toMatchObject([{ id: paper?.id, isShared: true }]);
      const submitted = await bench.command(chair, 'submitNomination', { nominationId });
      const task = openTask(must(submitted.nomination));
      expect((await bench.command(appraiser, 'passAppraisal', task)).code).toBe('FORBIDDEN');
    }
    expect((await desk.begin(stranger, { listId }, pdf())).code).toBe('NOT_FOUND');
    expect((await desk.begin(appraiser, { listId }, pdf())).code).toBe('FORBIDDEN');
  });

  it('once submitted stay with their revision, whatever is removed or added later', async () => {
    const owner = await drafted();
    const kept = must((await desk.attach(drafter, owner, pdf(300, newId()))).paper);
    const submitted = await bench.command(chair, 'submitNomination', owner);
    const trail = await bench.trail(owner.nominationId);
    expect(trail.find(({ action }) => action === 'SUBMIT')).toMatchObject({
      after: { papers: [{ paperId: kept.id, paperDigest: kept.digest }] },
    });
    expect((await desk.command(drafter, 'removePaper', { paperId: kept.id })).code).toBe('NOMINATION_STATE');
    expect((await desk.begin(drafter, owner, pdf())).code).toBe('NOMINATION_STATE');
    await bench.command(appraiser, 'returnNomination', { ...openTask(must(submitted.nomination)), reason: 'Thiếu.' });
    const commandId = newId();
    const remove = (): Promise<Result> => desk.command(chair, 'removePaper', { commandId, paperId: kept.id });
    const [removed, again] = await Promise.all([remove(), remove()]);
    expect([removed.code, again.code, (await remove()).paper?.id]).toEqual([null, null, kept.id]);
    expect((await desk.command(chair, 'removePaper', { paperId: kept.id })).code).toBe('PAPER_REMOVED');
    expect((await desk.command(stranger, 'removePaper', { paperId: kept.id })).code).toBe('NOT_FOUND');
    const added = must((await desk.attach(drafter, owner, pdf(300, newId()), { kind: 'CONFIRMATION' })).paper);
    await bench.command(chair, 'resubmitNomination', owner);
    const { data } = await bench.send(
      appraiser,
      `query ($id: ID!) { nomination(id: $id) { papers { id } revisions { number papers { id } } }
         compareNominationRevisions(nominationId: $id, from: 1, to: 2) { papers { change paper { id } } } }`,
      { id: owner.nominationId },
    );
    const stood = async (action: string, occurrence = 0): Promise<unknown> => {
      const entries = (await bench.trail(owner.nominationId)) as unknown as { action: string; sequence: number }[];
      const { sequence } = must(entries.filter((entry) => entry.action === action)[occurrence]);
      const answer = await bench.send(
        appraiser,
        `{ nominationAsOf(nominationId: "${owner.nominationId}", sequence: ${sequence}) { papers { id } } }`,
      );
      return answer.data?.['nominationAsOf'];
    };
    expect(await stood('DRAFT')).toEqual({ papers: [] });
    expect(await stood('SUBMIT')).toEqual({ papers: [{ id: kept.id }] });
    expect(await stood('REMOVE_PAPER')).toEqual({ papers: [] });
    expect(await stood('ATTACH_PAPER', 1)).toEqual({ papers: [{ id: added.id }] });
    expect(await stood('RESUBMIT')).toEqual({ papers: [{ id: added.id }] });
    expect(data).toEqual({
      nomination: {
        papers: [{ id: added.id }],
        revisions: [
          { number: 1, papers: [{ id: kept.id }] },
          { number: 2, papers: [{ id: added.id }] },
        ],
      },
      compareNominationRevisions: {
        papers: [
          { change: 'REMOVED', paper: { id: kept.id } },
          { change: 'ADDED', paper: { id: added.id } },
        ],
      },
    });
  });

  it('are read by those alone who may see the nomination', async () => {
    const owner = await drafted();
    const paper = must((await desk.attach(drafter, owner, pdf(300, newId()))).paper);
    const reads = async (caller: TestPerson): Promise<boolean> =>
      (await visiblePaper(bench.dataSource, testPassport(caller.id, caller.mandates), paper.id)) !== null;
    expect([await reads(drafter), await reads(chair), await reads(appraiser), await reads(stranger)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    await bench.command(chair, 'submitNomination', owner);
    expect([await reads(appraiser), await reads(stranger)]).toEqual([true, false]);
  });

  it('are read by those alone who read drafts when they were removed before anything was submitted', async () => {
    const owner = await drafted();
    const wrong = must((await desk.attach(drafter, owner, pdf(300, newId()))).paper);
    await desk.command(drafter, 'removePaper', { paperId: wrong.id });
    const pinned = must((await desk.attach(drafter, owner, pdf(300, newId()))).paper);
    await bench.command(chair, 'submitNomination', owner);
    const read = async (caller: TestPerson): Promise<string[]> =>
      (await visiblePapers(bench.dataSource, testPassport(caller.id, caller.mandates), [wrong.id, pinned.id])).map(
        ({ id }) => id,
      );
    expect(new Set(await read(drafter))).toEqual(new Set([wrong.id, pinned.id]));
    expect([await read(appraiser), await read(stranger)]).toEqual([[pinned.id], []]);
    // Its history names it: what stood in the dossier for a moment is not handed out either.
    const entries = (await bench.trail(owner.nominationId)).map(({ action }) => action);
    const asOf = async (caller: TestPerson): Promise<unknown> => {
      const { data } = await bench.send(
        caller,
        'query ($id: ID!, $at: Int!) { nominationAsOf(nominationId: $id, sequence: $at) { papers { id } } }',
        { id: owner.nominationId, at: entries.indexOf('ATTACH_PAPER') + 1 },
      );
      return (data as unknown as { nominationAsOf: { papers: unknown } }).nominationAsOf.papers;
    };
    expect([await asOf(drafter), await asOf(appraiser)]).toEqual([[{ id: wrong.id }], []]);
  });

  it('are asked for with as many statements for many nominations as for one', async () => {
    for (let at = 0; at < 3; at += 1) {
      await desk.attach(drafter, await drafted(), pdf(300, newId()));
    }
    const query = (first: number) =>
      `{ nominations(first: ${first}) { nodes { papers { id } revisions { papers { id } } } } }`;
    const list = (first: number) => fewestStatements(() => bench.send(drafter, query(first)));
    expect((await list(30)).statements).toBe((await list(1)).statements);
  });

  it('are begun by nobody without end', async () => {
    const busy = person('FULL_TIME_CADRE', UNITS.direct);
    const owner = await drafted();
    const codes = await Promise.all(Array.from({ length: 22 }, () => desk.begin(busy, owner, pdf())));
    expect(codes.filter(({ code }) => code === 'TOO_MANY_UPLOADS')).toHaveLength(2);
    expect(codes.filter(({ code }) => code === null)).toHaveLength(20);
  });
});

describe('when something breaks', () => {
  let bench: AwardsBench;
  let desk: PaperDesk;
  beforeAll(async () => {
    bench = await AwardsBench.start('paper_crashes');
    desk = new PaperDesk(bench);
  });
  afterAll(() => bench.stop());

  const drafted = async (): Promise<{ nominationId: string }> => ({
    nominationId: (await bench.draft(drafter, UNITS.direct)).id,
  });

  it('between the content and its paper, the same command goes on, and nothing is stored twice', async () => {
    const owner = await drafted();
    const bytes = pdf(300, newId());
    const uploadId = await desk.uploaded(drafter, owner, bytes);
    const upload = await desk.contents.uploadOf(uploadId, '');
    // What a process has done that dies right before its transaction.
    await desk.contents.keep(upload);
    expect(existsSync(join(bench.papers, keyOfPaper(digestOf(bytes))))).toBe(true);
    expect(await bench.count('nomination_paper')).toBe(0);
    expect((await desk.command(drafter, 'attachPaper', { uploadId, kind: 'OTHER' })).code).toBeNull();
    expect(await bench.count('stored_file')).toBe(1);
  });

  it('and nobody comes back, the content and the parts are cleared away after a day, and what is used is not', async () => {
    const owner = await drafted();
    const [left, used] = [pdf(300, newId()), pdf(300, newId())];
    const uploadId = await desk.uploaded(drafter, owner, left);
    await desk.contents.keep(await desk.contents.uploadOf(uploadId, ''));
    await desk.attach(drafter, owner, used);
    const has = (digest: string): boolean => desk.files().some((file) => file.includes(digest));
    expect(await desk.contents.clear()).toEqual({ uploads: 0, files: 0 });
    await desk.later(26);
    expect(await desk.contents.clear()).toEqual({ uploads: 1, files: 1 });
    expect([has(digestOf(left)), has(digestOf(used))]).toEqual([false, true]);
    expect(await bench.count('paper_upload', 'id = ?', [uploadId])).toBe(0);
    expect(await bench.count('paper_upload_part')).toBe(0);
    expect((await desk.command(drafter, 'attachPaper', { uploadId, kind: 'OTHER' })).code).toBe('NOT_FOUND');
    // The same content can be sent again, and stays.
    expect((await desk.attach(drafter, owner, left)).code).toBeNull();
    await desk.later(26);
    await desk.contents.clear();
    expect(has(digestOf(left))).toBe(true);
  });

  it('between a part’s row and its bytes, the part counts as missing and is sent again', async () => {
    const broken: PaperStore = Object.assign(Object.create(new DiskPaperStore(bench.papers)) as PaperStore, {
      put: () => Promise.reject(new Error('the disk is full')),
    });
    const owner = await drafted();
    const bytes = pdf(300, newId());
    const uploadId = must((await desk.begin(drafter, owner, bytes)).upload).id;
    const failing = new PaperDesk(bench, broken);
    await expect(failing.send(drafter, uploadId, bytes)).rejects.toThrow('the disk is full');
    expect((await desk.command(drafter, 'attachPaper', { uploadId, kind: 'OTHER' })).code).toBe('UPLOAD_INCOMPLETE');
    await desk.send(drafter, uploadId, bytes);
    expect((await desk.command(drafter, 'attachPaper', { uploadId, kind: 'OTHER' })).code).toBeNull();
  });

  it('after the paper and before its parts are taken away, they are cleared away later', async () => {
    const owner = await drafted();
    const bytes = pdf(300, newId());
    const uploadId = await desk.uploaded(drafter, owner, bytes);
    await bench.dataSource.query('CREATE TABLE kept_part AS SELECT * FROM paper_upload_part');
    await desk.command(drafter, 'attachPaper', { uploadId, kind: 'OTHER' });
    await bench.dataSource.query('INSERT INTO paper_upload_part SELECT * FROM kept_part');
    await bench.dataSource.query('DROP TABLE kept_part');
    await bench.dataSource.query(
      'UPDATE paper_upload SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 2 HOUR WHERE id = ?',
      [uploadId],
    );
    expect((await desk.contents.clear()).uploads).toBe(1);
    expect(await bench.count('paper_upload_part')).toBe(0);
    expect(await bench.count('paper_upload', "id = ? AND state = 'USED'", [uploadId])).toBe(1);
    expect((await desk.contents.clear()).uploads).toBe(0);
  });

  it('while content is being cleared away, whoever sends it again is asked to come back, and then has it stored', async () => {
    const owner = await drafted();
    const bytes = pdf(300, newId());
    const uploadId = await desk.uploaded(drafter, owner, bytes);
    await bench.dataSource.query(
      'INSERT INTO stored_file (digest, size, keep_until, is_leaving) VALUES (?, ?, UTC_TIMESTAMP(6) - INTERVAL 1 HOUR, 1)',
      [digestOf(bytes), bytes.length],
    );
    expect((await desk.command(drafter, 'attachPaper', { uploadId, kind: 'OTHER' })).code).toBe('RETRY_LATER');
    await desk.contents.clear();
    expect((await desk.command(drafter, 'attachPaper', { uploadId, kind: 'OTHER' })).code).toBeNull();
    expect(existsSync(join(bench.papers, keyOfPaper(digestOf(bytes))))).toBe(true);
  });

  it('and the store has lost a content, its paper says so and everything else goes on', async () => {
    const owner = await drafted();
    const bytes = pdf(300, newId());
    const paper = must((await desk.attach(drafter, owner, bytes)).paper);
    rmSync(join(bench.papers, keyOfPaper(paper.digest)));
    expect(await desk.contents.open(paper.digest)).toBeNull();
    expect(await desk.papersOf(drafter, owner.nominationId)).toMatchObject([{ id: paper.id }]);
    // The same content, sent again for another dossier, puts it back.
    expect((await desk.attach(drafter, await drafted(), bytes)).code).toBeNull();
    const kept = await desk.contents.open(paper.digest);
    expect(kept).not.toBeNull();
    kept?.destroy();
  });
});
