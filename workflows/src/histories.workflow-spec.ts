import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker, type ReplayWorkerOptions } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { bundleFromSources, installQuietRuntime } from './testing/workflow-stage';

/** Workflows that were recorded before: those that run today have to survive today's code. */
const FOLDERS = [
  'annual-cycle',
  'audit-anchor',
  'award-appeal',
  'award-payout',
  'award-revocation',
  'mid-year-review',
  'nomination-approval',
  'pledge-signing',
  'reconcile',
];
const HISTORIES = FOLDERS.flatMap((folder) =>
  readdirSync(join(__dirname, folder, 'histories'))
    .filter((file) => file.endsWith('.json'))
    .map((file) => [`${folder}/histories/${file}`] as const),
);

interface StoredHistory {
  events: { eventType: string; [attributes: string]: unknown }[];
}

function readHistory(file: string): StoredHistory {
  return JSON.parse(readFileSync(join(__dirname, file), 'utf8')) as StoredHistory;
}

let options: ReplayWorkerOptions;

beforeAll(async () => {
  installQuietRuntime();
  options = { workflowBundle: await bundleFromSources(), replayName: 'stored-histories' };
});

describe('stored histories', () => {
  it('are there for every workflow', () => {
    for (const folder of FOLDERS) {
      expect(HISTORIES.filter(([file]) => file.startsWith(`${folder}/`)).length).toBeGreaterThan(0);
    }
  });

  it.each(HISTORIES)('%s is replayed by today’s code', async (file) => {
    await Worker.runReplayHistory(options, readHistory(file));
  });

  it.each(HISTORIES)('%s is refused when the code does something else than it did', async (file) => {
    const changed = readHistory(file);
    const commands = ['ACTIVITY_TASK_SCHEDULED', 'TIMER_STARTED'].map((name) => `EVENT_TYPE_${name}`);
    const command = changed.events.find(({ eventType }) => commands.includes(eventType));
    if (!command) {
      throw new Error('the history holds neither an activity nor a timer');
    }
    // As if the code of then had not yet known this act: today's code then does one thing too many.
    const position = changed.events.indexOf(command);
    command.eventType = 'EVENT_TYPE_MARKER_RECORDED';
    changed.events[position] = {
      eventId: command['eventId'],
      eventTime: command['eventTime'],
      eventType: command.eventType,
      markerRecordedEventAttributes: { markerName: 'Version', workflowTaskCompletedEventId: '4' },
    };
    await expect(Worker.runReplayHistory(options, changed)).rejects.toThrow(DeterminismViolationError);
  });
});
