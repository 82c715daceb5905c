import { newId } from '@thidua/contracts/ids';
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
}

const TABLES = {
  nomination:
    '(id, award_type_id, nominating_unit_id, nominee_member_id, merit_year, achievement, state, drafted_by, drafted_at, submitted_by, submitted_at)',
  task: '(id, subject_kind, subject_id, revision, instruction_number, kind, stage, unit_id, permission, status, due_at, opened_at)',
  received_award:
    '(id, name, form, issuer_level, track, basis, recipient_member_id, home_unit_id, merit_year, decided_on, status, provenance, recorded_at)',
  award_recipient: '(recipient_id, kind, name, name_folded, gender, read_at)',
  award_recipient_phrase: '(kind, phrase, recipient_id)',
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

function linesOf(row: number, { awardTypeId, unitIds, taskUnitIdOf }: GeneratedRows): Readonly<Record<Table, string>> {
  const [nomination, member, award, task] = [newId(), newId(), newId(), newId()];
  const unit = picked(unitIds, row);
  const name = foldedNameOf(row);
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
      'x',
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
    award_recipient_phrase: phrasesOf(name)
      .map((phrase) => line('PERSON', phrase, member))
      .join(''),
  };
}

/** Writes rows to files and lets the server load them: minutes for a million, where inserts would take an hour. */
export async function loadGenerated(url: string, rows: GeneratedRows): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'thidua-bench-awards-'));
  const fileOf = (table: Table): string => join(folder, table);
  const connection = await mysql.createConnection({ uri: url });
  try {
    const files = new Map(NAMES.map((table) => [table, createWriteStream(fileOf(table))]));
    for (let row = rows.from; row < rows.to; row += 1) {
      const lines = linesOf(row, rows);
      for (const [table, file] of files) {
        if (!file.write(lines[table])) {
          await once(file, 'drain');
        }
      }
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
