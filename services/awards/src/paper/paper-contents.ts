import { conflict, notFound, refuse, retryLater } from '@thidua/service-kit';
import { fileTypeFromBuffer } from 'file-type';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { DataSource } from 'typeorm';
import { isPaperType, PAPER_TYPES, type PaperMediaType, partsOf, sizeOfPart, UPLOAD_HOURS } from './paper.rules';
import { keyOfPaper, keyOfPart, type PaperStore } from './store/paper-store';

/** How an upload is called in errors. */
export const UPLOAD = { vi: 'lần tải lên', en: 'upload' };
/** How many leavings are cleared at once. */
const CLEARED_AT_ONCE = 100;
const FOR_EVER = '9999-12-31 00:00:00';

/** An upload as it is stored. */
export interface UploadRow {
  readonly id: string;
  readonly nomination_id: string | null;
  readonly list_id: string | null;
  readonly file_name: string;
  readonly size: number;
  readonly digest: string;
  readonly uploaded_by: string;
  readonly state: 'OPEN' | 'USED';
  /** 1 while it may still be sent and used. */
  readonly is_alive: number | string;
}

/** Content that has been checked and stands under its digest. */
export interface KeptContent {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: PaperMediaType;
}

interface PartRow {
  readonly number: number;
  readonly digest: string;
  readonly has_arrived: number;
}

function noStore(): Error {
  return refuse(
    'NO_PAPER_STORE',
    'Hệ thống này chưa được cấu hình nơi lưu giấy tờ.',
    'This system has no place configured to keep papers.',
  );
}

/**
 * The bytes of papers: parts that arrive, content that is kept under its digest, and what nobody came back for. Rows
 * are written before bytes and taken away after them, so that no crash leaves bytes that no row tells of.
 */
export class PaperContents {
  constructor(
    private readonly dataSource: DataSource,
    private readonly configured: PaperStore | null,
  ) {}

  /** @throws Refusal where no store is configured. */
  private get store(): PaperStore {
    if (!this.configured) {
      throw noStore();
    }
    return this.configured;
  }

  /** Where nothing can be kept, nothing is begun. @throws Refusal. */
  assertThereIsAStore(): void {
    if (!this.configured) {
      throw noStore();
    }
  }

  /** Lets go of the store. */
  close(): void {
    this.configured?.close();
  }

  /** An upload. @throws NOT_FOUND. */
  async uploadOf(uploadId: string, field: string): Promise<UploadRow> {
    const [row] = await this.dataSource.query<UploadRow[]>(
      `SELECT id, nomination_id, list_id, file_name, size, digest, uploaded_by, state,
              expires_at > UTC_TIMESTAMP(6) AS is_alive
         FROM paper_upload WHERE id = ?`,
      [uploadId],
    );
    if (!row) {
      throw notFound(UPLOAD, field);
    }
    return row;
  }

  /** Numbers of the parts that have arrived, in order. */
  async arrived(uploadId: string): Promise<number[]> {
    const parts = await this.parts(uploadId);
    return parts.filter((part) => Number(part.has_arrived) === 1).map(({ number }) => number);
  }

  /**
   * Takes a part in from whoever began the upload. The same again is fine; another content for the same number is refused, so that whoever resumes
   * sends the file they began with.
   * @throws NOT_FOUND, CONFLICT, or a Refusal in words.
   */
  async takePart(memberId: string, uploadId: string, number: number, digest: string, bytes: Uint8Array): Promise<void> {
    const upload = await this.uploadOf(uploadId, 'uploadId');
    if (upload.uploaded_by !== memberId || upload.state !== 'OPEN' || Number(upload.is_alive) !== 1) {
      throw notFound(UPLOAD, 'uploadId');
    }
    const size = sizeOfPart(upload.size, number);
    if (size === null || bytes.length !== size) {
      throw refuse(
        'PART_SIZE',
        size === null
          ? `Tệp này có ${partsOf(upload.size)} phần.`
          : `Phần ${number} phải có đúng ${size} byte, không phải ${bytes.length}.`,
        size === null
          ? `This file has ${partsOf(upload.size)} parts.`
          : `Part ${number} must have exactly ${size} bytes, not ${bytes.length}.`,
      );
    }
    if (createHash('sha256').update(bytes).digest('hex') !== digest) {
      throw refuse(
        'PART_DIGEST',
        'Nội dung nhận được không khớp Content-Digest; hãy gửi lại phần này.',
        'What arrived does not have the Content-Digest; send the part again.',
      );
    }
    await this.dataSource.query(
      'INSERT INTO paper_upload_part (upload_id, number, digest) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE number = number',
      [uploadId, number, digest],
    );
    const known = (await this.parts(uploadId)).find((part) => part.number === number);
    if (known?.digest !== digest) {
      throw conflict({
        vi: `Phần ${number} đã nhận với nội dung khác; tệp đã đổi thì hãy bắt đầu lần tải lên mới.`,
        en: `Part ${number} has arrived with another content; begin another upload for a file that has changed.`,
      });
    }
    await this.store.put(keyOfPart(uploadId, number, digest), bytes, size);
    await this.dataSource.query('UPDATE paper_upload_part SET has_arrived = 1 WHERE upload_id = ? AND number = ?', [
      uploadId,
      number,
    ]);
  }

  /**
   * The content of an upload, part after part.
   * @throws Refusal when parts are missing, or the whole is not what was announced: so it must be read to its end.
   */
  async readUpload(upload: UploadRow): Promise<Readable> {
    const parts = await this.assertWhole(upload);
    return Readable.from(this.bytesOf(upload, parts), { objectMode: false });
  }

  /**
   * Checks an upload's whole content and keeps it under its digest, once however often it comes. It is safe to repeat,
   * and what no paper refers to within a day is taken away again.
   * @throws Refusal for a type that papers may not have.
   */
  async keep(upload: UploadRow): Promise<KeptContent> {
    const { digest, size } = upload;
    await this.assertWhole(upload);
    const mediaType = await this.sniffed(upload);
    await this.dataSource.query(
      `INSERT INTO stored_file (digest, size, keep_until) VALUES (?, ?, UTC_TIMESTAMP(6) + INTERVAL ${UPLOAD_HOURS} HOUR)
       ON DUPLICATE KEY UPDATE keep_until = IF(is_leaving, keep_until, GREATEST(keep_until, VALUES(keep_until)))`,
      [digest, size],
    );
    const [row] = await this.dataSource.query<{ is_leaving: number }[]>(
      'SELECT is_leaving FROM stored_file WHERE digest = ?',
      [digest],
    );
    if (!row || Number(row.is_leaving) === 1) {
      throw beingCleared();
    }
    const key = keyOfPaper(digest);
    if (await this.store.has(key, size)) {
      // The same content stands there; what was sent must be the same all the same, or a digest would open a door.
      for await (const _ of await this.readUpload(upload)) {
        // read to its end: the reading checks it
      }
    } else {
      await this.store.put(key, await this.readUpload(upload), size);
    }
    return { digest, size, mediaType };
  }

  /** Takes an upload's parts away once they have been used. */
  async clearParts(uploadId: string): Promise<void> {
    for (const { number, digest } of await this.parts(uploadId)) {
      await this.store.remove(keyOfPart(uploadId, number, digest));
      await this.dataSource.query('DELETE FROM paper_upload_part WHERE upload_id = ? AND number = ?', [
        uploadId,
        number,
      ]);
    }
    await this.dataSource.query("UPDATE paper_upload SET expires_at = ? WHERE id = ? AND state = 'USED'", [
      FOR_EVER,
      uploadId,
    ]);
  }

  /** The content of a paper; null when the store has lost it. */
  open(digest: string): Promise<Readable | null> {
    return this.store.get(keyOfPaper(digest));
  }

  /**
   * Takes away what nobody came back for: uploads past their time, and content to which no paper came to refer.
   * @returns how many of each.
   */
  async clear(): Promise<{ uploads: number; files: number }> {
    const uploads = await this.dataSource.query<{ id: string; state: string }[]>(
      `SELECT id, state FROM paper_upload WHERE expires_at < UTC_TIMESTAMP(6) - INTERVAL 1 HOUR
        ORDER BY expires_at LIMIT ${CLEARED_AT_ONCE}`,
    );
    for (const { id, state } of uploads) {
      await this.clearParts(id);
      if (state === 'OPEN') {
        await this.dataSource.query("DELETE FROM paper_upload WHERE id = ? AND state = 'OPEN'", [id]);
      }
    }
    await this.dataSource.query(
      `UPDATE stored_file SET is_leaving = 1
        WHERE keep_until < UTC_TIMESTAMP(6)
          AND NOT EXISTS (SELECT 1 FROM nomination_paper p WHERE p.digest = stored_file.digest)
        ORDER BY keep_until LIMIT ${CLEARED_AT_ONCE}`,
    );
    const files = await this.dataSource.query<{ digest: string }[]>(
      `SELECT digest FROM stored_file WHERE keep_until < UTC_TIMESTAMP(6) AND is_leaving = 1 LIMIT ${CLEARED_AT_ONCE}`,
    );
    for (const { digest } of files) {
      await this.store.remove(keyOfPaper(digest));
      await this.dataSource.query('DELETE FROM stored_file WHERE digest = ? AND is_leaving = 1', [digest]);
    }
    return { uploads: uploads.length, files: files.length };
  }

  /** The parts of an upload of which none is missing. @throws Refusal that names those that are. */
  private async assertWhole(upload: UploadRow): Promise<PartRow[]> {
    const parts = (await this.parts(upload.id)).filter((part) => Number(part.has_arrived) === 1);
    const missing = Array.from({ length: partsOf(upload.size) }, (_, index) => index + 1).filter(
      (number) => !parts.some((part) => part.number === number),
    );
    if (missing.length > 0) {
      throw refuse(
        'UPLOAD_INCOMPLETE',
        `Chưa nhận đủ tệp; còn thiếu các phần: ${missing.slice(0, 20).join(', ')}${missing.length > 20 ? ', …' : ''}.`,
        `The file is not complete; these parts are missing: ${missing.slice(0, 20).join(', ')}${missing.length > 20 ? ', …' : ''}.`,
        'input.uploadId',
      );
    }
    return parts;
  }

  private parts(uploadId: string): Promise<PartRow[]> {
    return this.dataSource.query<PartRow[]>(
      'SELECT number, digest, has_arrived FROM paper_upload_part WHERE upload_id = ? ORDER BY number',
      [uploadId],
    );
  }

  private async *bytesOf(upload: UploadRow, parts: readonly PartRow[]): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    for (const { number, digest } of parts) {
      const part = await this.store.get(keyOfPart(upload.id, number, digest));
      if (!part) {
        throw retryLater({
          vi: `Phần ${number} không còn trong kho; hãy bắt đầu lần tải lên mới.`,
          en: `Part ${number} is no longer in the store; begin another upload.`,
        });
      }
      for await (const chunk of part as AsyncIterable<Buffer>) {
        hash.update(chunk);
        yield chunk;
      }
    }
    if (hash.digest('hex') !== upload.digest) {
      throw refuse(
        'UPLOAD_DIGEST',
        'Nội dung cả tệp không khớp mã băm SHA-256 đã báo; hãy tải lên lại.',
        'The whole file does not have the SHA-256 that was announced; upload it again.',
        'input.uploadId',
      );
    }
  }

  /** The type of the content, by its first part alone: office programs write what a file is at its beginning. @throws Refusal. */
  private async sniffed(upload: UploadRow): Promise<PaperMediaType> {
    const [first] = await this.parts(upload.id);
    const part = first?.number === 1 ? await this.store.get(keyOfPart(upload.id, 1, first.digest)) : null;
    const type = part ? await fileTypeFromBuffer(await buffer(part)) : undefined;
    const found = type?.mime ?? 'unknown';
    if (!isPaperType(found)) {
      const allowed = Object.values(PAPER_TYPES).join(', ').toUpperCase();
      throw refuse(
        'PAPER_TYPE',
        `Nội dung tệp (${found}) không thuộc loại được nhận: ${allowed}. Đuôi tên tệp không được tính.`,
        `The content (${found}) is of none of the types that are taken: ${allowed}. The name’s ending does not count.`,
        'input.uploadId',
      );
    }
    return found;
  }
}

/** Content that is being taken away this moment: whoever sends it again in a moment stores it anew. */
export function beingCleared(): Error {
  return retryLater({
    vi: 'Nội dung cũ trùng mã băm đang được dọn; hãy gửi lại đúng lệnh này sau giây lát.',
    en: 'Old content of the same digest is being cleared away; send the same command again in a moment.',
  });
}
