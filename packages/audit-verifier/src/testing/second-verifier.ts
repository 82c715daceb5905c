import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Finding } from '../findings';
import type { ExpectedAnchor } from '../anchors';
import type { Report, Verdict } from '../verify-export';

/** What both verifiers are asked. */
export interface Case {
  readonly folder: string;
  readonly trustedKeys: readonly string[];
  readonly expectedAnchor?: ExpectedAnchor | null;
}

/** What both verifiers answer, in an order that does not depend on them. */
export interface Answer {
  readonly verdict: Verdict;
  readonly unanchored: number;
  readonly errors: readonly Finding[];
  readonly notices: readonly Finding[];
}

type RawAnswer = Pick<Report, 'verdict' | 'unanchored' | 'errors' | 'notices'>;

const PROGRAM = join(__dirname, '..', '..', 'second-verifier', 'second_verifier.py');

function inOneOrder(findings: readonly Finding[]): Finding[] {
  return findings
    .map(({ code, file, line, subjectId, sequence, anchor, keyId }) =>
      JSON.stringify({ code, file, line, subjectId, sequence, anchor, keyId }),
    )
    .sort()
    .map((text) => JSON.parse(text) as Finding);
}

/** An answer in a form that two verifiers can be compared by: every code with its whole place. */
export function comparable({ verdict, unanchored, errors, notices }: RawAnswer): Answer {
  return { verdict, unanchored, errors: inOneOrder(errors), notices: inOneOrder(notices) };
}

/** What the verifier in Python says of many cases, in one process. */
export function askSecondVerifier(cases: readonly Case[]): Answer[] {
  const { stdout, stderr, status } = spawnSync('python3', ['-B', PROGRAM, '--batch'], {
    input: cases.map((each) => `${JSON.stringify(each)}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status !== 0) {
    throw new Error(`the second verifier ended with ${status}: ${stderr}`);
  }
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => comparable(JSON.parse(line) as RawAnswer));
}
