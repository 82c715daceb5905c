import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientLog, readClientLog, type SentCommand } from './client-log';

const COMMAND: SentCommand = {
  commandId: 'command',
  payload: 'payload',
  operation: 'passAppraisal',
  service: 'awards',
  actor: 'somebody',
  purpose: 'FIRST',
  subjectId: null,
  contested: { id: 'task', version: 1 },
};

describe('the clients’ log', () => {
  const folder = mkdtempSync(join(tmpdir(), 'client-log-'));
  const path = join(folder, 'log.jsonl');

  afterAll(() => rmSync(folder, { recursive: true }));

  it('has a sending before its answer, and knows nothing of one that was never answered', () => {
    const log = new ClientLog(path);
    const first = log.sending(COMMAND);
    expect(readClientLog(path)).toEqual([
      {
        ...COMMAND,
        sentAt: expect.any(Number),
        answeredAt: null,
        outcome: 'UNKNOWN',
        code: 'NEVER_ANSWERED',
        routing: null,
        answeredSubjectId: null,
      },
    ]);
    log.sending({ ...COMMAND, purpose: 'RETRY' });
    log.answered(first, { outcome: 'ACKNOWLEDGED', code: null, routing: 'DONE', answeredSubjectId: 'n' });
    log.close();
    expect(readClientLog(path)).toMatchObject([
      { purpose: 'FIRST', outcome: 'ACKNOWLEDGED', code: null, routing: 'DONE', answeredSubjectId: 'n' },
      { purpose: 'RETRY', outcome: 'UNKNOWN' },
    ]);
  });

  it('is never written over', () => {
    expect(() => new ClientLog(path)).toThrow(/EEXIST/);
  });
});
