import { parseArgs } from 'node:util';
import type { ExpectedAnchor } from './anchors';

/** How the program is called, in both languages. */
export const USAGE = `thidua-audit-verifier <thư mục/folder> --trusted-key <64 hex> [--trusted-key …] [--expected-anchor <số/number>:<64 hex>] [--threads <n>] [--json]

  --trusted-key       dấu vân tay của khóa được tin cậy, lấy từ nguồn khác bản xuất
                      fingerprint of a trusted key, known from elsewhere than the export
  --expected-anchor   mốc neo mới nhất đã công bố: số và gốc
                      the latest anchor that was published: number and root
  --threads           số luồng; mặc định bằng số bộ xử lý
                      threads; by default as many as there are processors
  --json              kết quả dạng JSON / the report as JSON

Mã kết thúc / exit code: 0 VALID, 1 INVALID, 2 UNANCHORED, 64 gọi sai / wrong call.
`;

/** What the program was asked to do. */
export interface CommandLine {
  readonly folder: string;
  readonly trustedKeys: readonly string[];
  readonly expectedAnchor: ExpectedAnchor | null;
  readonly threads: number | undefined;
  readonly json: boolean;
}

/** The program was called in a way that it does not understand. */
export class WrongCall extends Error {}

/** Reads the words of the command line. @throws WrongCall. */
export function readCommandLine(words: readonly string[]): CommandLine {
  const { values, positionals } = parse(words);
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) {
    throw new WrongCall('Cần đúng một thư mục. / Exactly one folder is needed.');
  }
  const trustedKeys = values['trusted-key'] ?? [];
  if (trustedKeys.length === 0 || trustedKeys.some((key) => !/^[0-9a-f]{64}$/.test(key))) {
    throw new WrongCall(
      'Cần ít nhất một dấu vân tay khóa tin cậy gồm 64 chữ số hex thường. / At least one trusted key’s fingerprint of 64 lower-case hexadecimal digits is needed.',
    );
  }
  const { threads } = values;
  if (threads !== undefined && !/^[1-9]\d{0,2}$/.test(threads)) {
    throw new WrongCall('--threads: một số từ 1 đến 999. / a number from 1 to 999.');
  }
  return {
    folder,
    trustedKeys,
    expectedAnchor: expectedAnchor(values['expected-anchor']),
    threads: threads === undefined ? undefined : Number(threads),
    json: values.json ?? false,
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        'trusted-key': { type: 'string', multiple: true },
        'expected-anchor': { type: 'string' },
        threads: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new WrongCall(error instanceof Error ? error.message : String(error));
  }
}

function expectedAnchor(text: string | undefined): ExpectedAnchor | null {
  if (text === undefined) {
    return null;
  }
  const [, number, root] = /^([1-9]\d{0,6}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (number === undefined || root === undefined) {
    throw new WrongCall('--expected-anchor: <số>:<gốc 64 hex>. / <number>:<root of 64 hexadecimal digits>.');
  }
  return { number: Number(number), root };
}
