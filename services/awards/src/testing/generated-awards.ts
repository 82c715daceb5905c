import { newId } from '@thidua/contracts/ids';
import { randomInt } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import mysql from 'mysql2/promise';
import { phrasesOf } from '../recipient/recipient-name';

const SURNAMES = [
  'nguyen',
  'tran',
  'le',
  'pham',
  'hoang',
  'huynh',
  'phan',
  'vu',
  'vo',
  'dang',
  'bui',
  'do',
  'ho',
  'ngo',
];
const MIDDLES = ['thi', 'van', 'huu', 'thi ngoc', 'thi minh', 'duc', 'quoc', 'thanh', 'kim', 'xuan'];
const GIVEN = [
  'anh',
  'hoa',
  'lan',
  'huong',
  'mai',
  'dung',
  'hung',
  'tuan',
  'minh',
  'an',
  'ha',
  'phuoc',
  'uyen',
  'chiem',
];

/** What the generated rows are about. */
export interface GeneratedRows {
  readonly from: number;
  readonly to: number;
  readonly awardTypeId: string;
  /** Units of the rows, by turns. */
  readonly unitIds: readonly string[];
  /** The unit whose officers have the tasks. */
  readonly taskUnitIdOf: (row: number) => string;
  /** Fingerprint of the nomination that is measured: some rows share one of its bands, so that their texts are compared. */
  readonly measuredFingerprint: readonly number[];
  /** One row in so many shares a band of it. */
  readonly sharedOneIn: number;
}

/** Of the measured fingerprint, the bands that other reports share. */
const SHARED_BANDS = 4;
/** What every generated report says, and the measured one: long enough to be compared. */
export const REPORT =
  'Trong năm đã cùng tập thể ban chấp hành công đoàn cơ sở chăm lo đời sống người lao động, ký thỏa ước lao động tập thể, tổ chức hội thi tay nghề và vận động quỹ mái ấm công đoàn cho đoàn viên khó khăn.';

const TABLES = {
  nomination:
    '(id, award_type_id, nominating_unit_id, nominee_member_id, merit_year, achievement, state, drafted_by, drafted_at, submitted_by, submitted_at)',
  task: '(id, subject_kind, subject_id, revision, instruction_number, kind, stage, unit_id, permission, status, due_at, opened_at)',
  received_award:
    '(id, name, form, issuer_level, track, basis, recipient_member_id, home_unit_id, merit_year, decided_on, status, provenance, recorded_at)',
  award_recipient: '(recipient_id, kind, name, name_folded, gender, read_at)',
  award_recipient_phrase: '(kind, phrase, recipient_id)',
  nomination_fingerprint: '(band, hash, nomination_id)',
} as const;
type Table = keyof typeof TABLES;
const NAMES = Object.keys(TABLES) as readonly Table[];

function picked(values: readonly string[], index: number): string {
  return values[index % values.length] ?? '';
}

/** A name of its own mixture; a multiplier that shares no factor with the lists spreads them. */
function foldedNameOf(row: number): string {
  return `${picked(SURNAMES, row * 31)} ${picked(MIDDLES, Math.floor(row / 7) * 3)} ${picked(GIVEN, Math.floor(row / 3) * 11)}`;
}

interface Generated {
  readonly nomination: string;
  readonly member: string;
  readonly name: string;
}

/** Rows of the tables that are written in the order of their keys. */
type Ordered = 'award_recipient_phrase' | 'nomination_fingerprint';

function linesOf(
  row: number,
  { awardTypeId, unitIds, taskUnitIdOf }: GeneratedRows,
  { nomination, member, name }: Generated,
): Readonly<Record<Exclude<Table, Ordered>, string>> {
  const [award, task] = [newId(), newId()];
  const unit = picked(unitIds, row);
  const at = '2024-05-01 02:00:00';
  const due = `2031-01-${String((row % 28) + 1).padStart(2, '0')} 00:00:00`;
  const line = (...values: readonly (string | number)[]): string => `${values.join('\t')}\n`;
  return {
    nomination: line(
      nomination,
      awardTypeId,
      unit,
      member,
      2020 + (row % 5),
      `${REPORT} ${row}`,
      'UNDER_APPRAISAL',
      member,
      at,
      member,
      at,
    ),
    task: line(
      task,
      'NOMINATION',
      nomination,
      1,
      1,
      'APPRAISE_NOMINATION',
      'APPRAISAL',
      taskUnitIdOf(row),
      'nomination.appraise',
      'OPEN',
      due,
      at,
    ),
    received_award: line(
      award,
      'Bằng khen (minh họa)',
      'MERIT_CERTIFICATE',
      'PROVINCIAL_FEDERATION',
      'REGULAR',
      'MERIT',
      member,
      unit,
      2020 + (row % 5),
      '2024-12-20',
      'VALID',
      'DEMONSTRATION',
      at,
    ),
    award_recipient: line(member, 'PERSON', name, name, row % 2 === 0 ? 'FEMALE' : 'MALE', '2099-01-01 00:00:00'),
  };
}

/** Phrases of names in the order of their key, so that the server fills one page after another. */
function* phraseLines(generated: readonly Generated[]): Generator<string> {
  const membersOf = new Map<string, string[]>();
  for (const { name, member } of generated) {
    for (const phrase of phrasesOf(name)) {
      const members = membersOf.get(phrase);
      if (members) {
        members.push(member);
      } else {
        membersOf.set(phrase, [member]);
      }
    }
  }
  for (const phrase of [...membersOf.keys()].sort()) {
    for (const member of membersOf.get(phrase) ?? []) {
      yield `PERSON\t${phrase}\t${member}\n`;
    }
  }
}

/** Fingerprints: numbers as evenly spread as those of real reports, but for the rows that share a band, band by band. */
function* fingerprintLines(generated: readonly Generated[], rows: GeneratedRows): Generator<string> {
  for (let band = 0; band < rows.measuredFingerprint.length; band += 1) {
    const hashes = new Uint32Array(generated.length);
    for (let index = 0; index < generated.length; index += 1) {
      const isShared = band < SHARED_BANDS && (rows.from + index) % rows.sharedOneIn === band;
      hashes[index] = isShared ? (rows.measuredFingerprint[band] ?? 0) : randomInt(0, 2 ** 32);
    }
    const order = Uint32Array.from(hashes.keys()).sort((one, other) => (hashes[one] ?? 0) - (hashes[other] ?? 0));
    for (const index of order) {
      yield `${band}\t${hashes[index]}\t${generated[index]?.nomination}\n`;
    }
  }
}

/** Writes rows to files and lets the server load them: minutes for a million, where inserts would take an hour. */
export async function loadGenerated(url: string, rows: GeneratedRows): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'thidua-bench-awards-'));
  const fileOf = (table: Table): string => join(folder, table);
  const connection = await mysql.createConnection({ uri: url });
  try {
    const files = new Map(NAMES.map((table) => [table, createWriteStream(fileOf(table))]));
    const write = async (table: Table, line: string): Promise<void> => {
      const file = files.get(table);
      if (file && !file.write(line)) {
        await once(file, 'drain');
      }
    };
    const generated: Generated[] = [];
    for (let row = rows.from; row < rows.to; row += 1) {
      const each = { nomination: newId(), member: newId(), name: foldedNameOf(row) };
      generated.push(each);
      for (const [table, line] of Object.entries(linesOf(row, rows, each))) {
        await write(table as Table, line);
      }
    }
    for (const line of phraseLines(generated)) {
      await write('award_recipient_phrase', line);
    }
    for (const line of fingerprintLines(generated, rows)) {
      await write('nomination_fingerprint', line);
    }
    for (const file of files.values()) {
      file.end();
      await once(file, 'finish');
    }
    await connection.query('SET SESSION unique_checks = 0, SESSION foreign_key_checks = 0');
    for (const table of NAMES) {
      await connection.query({
        sql: `LOAD DATA LOCAL INFILE '${table}' INTO TABLE ${table} CHARACTER SET utf8mb4 ${TABLES[table]}`,
        infileStreamFactory: () => createReadStream(fileOf(table)),
      });
    }
    await connection.query(`ANALYZE TABLE ${NAMES.join(', ')}`);
  } finally {
    await connection.end();
    await rm(folder, { recursive: true, force: true });
  }
}
