import type { ErrorCode, Finding, NoticeCode } from './findings';

/** What a code means, for the person who reads the report. */
interface Explanation {
  readonly vi: string;
  readonly en: string;
}

/** Every code in words; docs/audit-format.md says exactly when each is reported. */
export const EXPLANATIONS: Readonly<Record<ErrorCode | NoticeCode, Explanation>> = {
  MANIFEST_MALFORMED: {
    vi: 'Bản kê không có hoặc không đúng khuôn dạng; không thể kiểm tra gì thêm.',
    en: 'The manifest is missing or malformed; nothing more can be checked.',
  },
  MANIFEST_SIGNATURE: { vi: 'Chữ ký của bản kê sai.', en: 'The signature of the manifest is wrong.' },
  KEY_UNKNOWN: {
    vi: 'Khóa đã ký không có trong bản kê.',
    en: 'The key that signed is not among those of the manifest.',
  },
  KEY_UNTRUSTED: {
    vi: 'Khóa đã ký không phải khóa được tin cậy.',
    en: 'The key that signed is not one that is trusted.',
  },
  FILE_MISSING: { vi: 'Thiếu tệp.', en: 'The file is missing.' },
  FILE_CHANGED: {
    vi: 'Nội dung tệp khác với bản kê.',
    en: 'The file is not the one that the manifest names.',
  },
  FILE_LINES: {
    vi: 'Số dòng của tệp khác với bản kê.',
    en: 'The file has another number of lines than the manifest says.',
  },
  ANCHOR_MALFORMED: { vi: 'Mốc neo không đúng khuôn dạng.', en: 'The anchor is malformed.' },
  ANCHOR_SERVICE: { vi: 'Mốc neo của dịch vụ khác.', en: 'The anchor is one of another service.' },
  ANCHOR_SEQUENCE: {
    vi: 'Mốc neo không nối tiếp số của mốc trước: thiếu, thừa hoặc bị đảo thứ tự.',
    en: 'The anchor’s number does not follow the one before: one is missing, too many or out of order.',
  },
  ANCHOR_CHAIN: {
    vi: 'Mốc neo không ghi đúng gốc của mốc trước.',
    en: 'The anchor does not name the root of the one before.',
  },
  ANCHOR_INTERVAL: {
    vi: 'Khoảng thời gian của mốc neo không nối tiếp mốc trước.',
    en: 'The anchor’s interval does not begin where the one before ends.',
  },
  ANCHOR_SIGNATURE: { vi: 'Chữ ký của mốc neo sai.', en: 'The signature of the anchor is wrong.' },
  ANCHOR_COUNTS: {
    vi: 'Số đối tượng hoặc số mục mà mốc neo ghi không khớp.',
    en: 'The anchor’s counts of subjects or entries do not come out.',
  },
  LAST_ANCHOR: {
    vi: 'Mốc neo cuối không phải mốc mà bản kê ghi.',
    en: 'The last anchor is not the one that the manifest names.',
  },
  EXPECTED_ANCHOR_MISSING: {
    vi: 'Không có mốc neo mà người kiểm tra đã biết: bản xuất đã cũ hoặc bị cắt.',
    en: 'The anchor known from elsewhere is not there: the export is older, or was cut.',
  },
  EXPECTED_ANCHOR_DIFFERS: {
    vi: 'Mốc neo có gốc khác với gốc mà người kiểm tra đã biết.',
    en: 'The anchor’s root is not the one known from elsewhere.',
  },
  HEAD_MALFORMED: { vi: 'Dòng đầu chuỗi không đúng khuôn dạng.', en: 'The line of a head is malformed.' },
  HEAD_ORDER: { vi: 'Đầu chuỗi sai thứ tự.', en: 'The head is out of order.' },
  HEAD_ANCHOR_UNKNOWN: { vi: 'Đầu chuỗi thuộc mốc neo không có.', en: 'The head is of an anchor that is not there.' },
  HEAD_MISMATCH: {
    vi: 'Mục không phải mục mà mốc neo đã ghi.',
    en: 'The entry is not the one that the anchor saw.',
  },
  HEADS_ROOT: {
    vi: 'Các đầu chuỗi không cho ra gốc mà mốc neo đã ghi: có đầu chuỗi bị sửa, thêm hoặc bớt.',
    en: 'The heads do not give the root that the anchor states: some were changed, added or taken away.',
  },
  ENTRY_MALFORMED: { vi: 'Dòng của mục không đúng khuôn dạng.', en: 'The line of an entry is malformed.' },
  ENTRY_HASH: {
    vi: 'Nội dung mục không khớp mã băm: mục đã bị sửa.',
    en: 'The entry does not give its hash: it was changed.',
  },
  SEQUENCE_GAP: { vi: 'Thiếu mục ngay trước mục này.', en: 'One or more entries before this one are missing.' },
  SEQUENCE_REPEATED: {
    vi: 'Số thứ tự lặp lại hoặc lùi.',
    en: 'The sequence comes a second time, or goes back.',
  },
  CHAIN_BROKEN: {
    vi: 'Mục không ghi đúng mã băm của mục trước.',
    en: 'The entry does not name the hash of the one before.',
  },
  TIME_BACKWARDS: { vi: 'Thời điểm sớm hơn mục trước.', en: 'The time is before that of the entry before.' },
  TIME_OUTSIDE_INTERVAL: {
    vi: 'Thời điểm nằm ngoài khoảng của mốc neo đầu tiên bao trùm mục.',
    en: 'The time lies outside the interval of the anchor that first covers the entry.',
  },
  ENTRIES_MISSING: {
    vi: 'Mốc neo đã thấy mục này, bản xuất không có.',
    en: 'An anchor saw this entry, and the export does not have it.',
  },
  SUBJECT_MISSING: {
    vi: 'Mốc neo đã thấy đối tượng này, bản xuất không có mục nào của nó.',
    en: 'An anchor saw this subject, and the export has no entry of it.',
  },
  SUBJECT_ORDER: {
    vi: 'Đối tượng sai thứ tự hoặc xuất hiện hai lần.',
    en: 'The subject is out of order, or comes twice.',
  },
  SUBJECT_COUNT: {
    vi: 'Số đối tượng khác với bản kê.',
    en: 'There is another number of subjects than the manifest says.',
  },
  SEGMENT_ORDER: {
    vi: 'Đoạn không nối tiếp thứ tự của đoạn trước.',
    en: 'The segment does not go on in order from the one before.',
  },
  RESTORED_HEAD_UNKNOWN: {
    vi: 'Mục RESTORED nêu một đầu chuỗi mà không mốc neo nào ghi.',
    en: 'The RESTORED entry names a lost head that no anchor saw.',
  },
  UNANCHORED: {
    vi: 'Từ mục này trở đi chưa có mốc neo nào bao trùm.',
    en: 'From this entry on no anchor covers the subject yet.',
  },
  RESTORED: {
    vi: 'Cơ sở dữ liệu đã được khôi phục; mục mà mốc neo đã thấy không còn và đối tượng tự khai điều đó.',
    en: 'The database was restored: what the anchor saw is lost, and the subject’s own entry says so.',
  },
};

/** Where something was found, in words of both languages. */
export function placeOf({ file, line, subjectId, sequence, anchor, keyId }: Finding): Explanation {
  const parts: readonly (readonly [value: string | number | undefined, vi: string, en: string])[] = [
    [file && line ? `${file}:${line}` : file, 'tệp', 'file'],
    [subjectId, 'đối tượng', 'subject'],
    [sequence, 'mục', 'entry'],
    [anchor, 'mốc neo', 'anchor'],
    [keyId, 'khóa', 'key'],
  ];
  const known = parts.filter(([value]) => value !== undefined);
  return {
    vi: known.map(([value, vi]) => `${vi} ${value}`).join(', '),
    en: known.map(([value, , en]) => `${en} ${value}`).join(', '),
  };
}
