import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { derivedId } from '@thidua/contracts/ids';
import { ClientLog, readClientLog } from './client-log';
import { answerOf, type ItemResult, type MutationBody, unknownAnswer } from './command-answer';
import { noteSending } from './noted-sending';

const SENT = {
  commandId: 'whole',
  operation: 'decideAwardTasks',
  service: 'awards',
  actor: 'somebody',
  purpose: 'FIRST',
  subjectId: null,
  contested: null,
} as const;
const INPUT = {
  tasks: [
    { taskId: 'done', version: 3 },
    { taskId: 'refused', version: 1 },
    { taskId: 'later', version: 1 },
  ],
  decision: 'PASS',
};
const RESULTS: ItemResult[] = [
  { taskId: 'done', outcome: 'DONE' },
  { taskId: 'refused', outcome: 'REFUSED', reasons: [{ code: 'CONFLICT' }] },
  { taskId: 'later', outcome: 'NOT_YET' },
];
const bodyOf = (results: ItemResult[]): MutationBody => ({
  data: { decideAwardTasks: { __typename: 'DecideAwardTasksSuccess', bulk: { results } } },
});
const failing = (code: string): MutationBody => ({ data: null, errors: [{ message: code, extensions: { code } }] });

describe('a command on several, in the clients’ log', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'noted-sending-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const noted = (body: MutationBody | null) => {
    const path = join(folder, 'log.jsonl');
    const log = new ClientLog(path);
    const note = noteSending(log, SENT, INPUT);
    note(body ? answerOf('decideAwardTasks', body) : unknownAnswer('TimeoutError'), body);
    log.close();
    return readClientLog(path).map(({ commandId, contested, outcome, code }) => ({
      commandId,
      contested,
      outcome,
      code,
    }));
  };
  const item = (id: string, version: number, outcome: string, code: string | null) => ({
    commandId: derivedId('bulk-item', 'whole', id),
    contested: { id, version },
    outcome,
    code,
  });

  it('is a line for each item, under the commandId that the service derives for it', () => {
    expect(noted(bodyOf(RESULTS))).toEqual([
      item('done', 3, 'ACKNOWLEDGED', null),
      item('refused', 1, 'REFUSED', 'CONFLICT'),
      item('later', 1, 'REFUSED', 'RETRY_LATER'),
    ]);
  });

  it.each<[string, MutationBody | null, string, string]>([
    ['nothing came back', null, 'UNKNOWN', 'TimeoutError'],
    [
      'the answer was only for the moment: some may have been done before',
      failing('RETRY_LATER'),
      'UNKNOWN',
      'RETRY_LATER',
    ],
    ['the answer does not speak of them', bodyOf([]), 'UNKNOWN', 'NOT_TOLD'],
    ['all of it was refused', failing('FORBIDDEN'), 'REFUSED', 'FORBIDDEN'],
  ])('tells the same of every item where %s', (_, body, outcome, code) => {
    expect(noted(body)).toEqual([
      item('done', 3, outcome, code),
      item('refused', 1, outcome, code),
      item('later', 1, outcome, code),
    ]);
  });

  it('is to be sent again while something is left, and stands once nothing is', () => {
    expect(answerOf('decideAwardTasks', bodyOf(RESULTS))).toMatchObject({ outcome: 'REFUSED', code: 'RETRY_LATER' });
    expect(answerOf('decideAwardTasks', bodyOf(RESULTS.slice(0, 2)))).toMatchObject({ outcome: 'ACKNOWLEDGED' });
  });
});
