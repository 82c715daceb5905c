import { seededId } from '@thidua/contracts/ids';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunningSystem } from '../scene/running-system';
import { APPROVER_STEPS } from './approver-steps';
import { AUDITOR_STEPS } from './auditor-steps';
import { layOut, type TourStage } from './tour-stage';
import { walk } from './tour-run';

const STEPS = [...APPROVER_STEPS, ...AUDITOR_STEPS];
const PAGE = join(__dirname, '..', '..', '..', '..', 'docs', 'tour.md');

describe('the tour of docs/tour.md', () => {
  let stage: TourStage;

  beforeAll(async () => {
    stage = await layOut(RunningSystem.fromEnvironment(), seededId('member', 'tld-inspector'));
  });

  it('is answered step by step as the page says', async () => {
    const taken: string[] = [];
    for await (const { step, text } of walk(STEPS, { stage, folder: null })) {
      taken.push(step.kind === 'SHELL' ? 'SHELL' : text);
    }
    expect(taken).toHaveLength(STEPS.filter(({ kind }) => kind !== 'SHELL').length);
    const all = taken.join('\n');
    // What the reader is promised: one task that is refused alone, counts after the closing, a revoked certificate.
    expect(all).toMatch(/"done": 3,\s+"refused": 1/);
    expect(all).toContain('"FAILED"');
    expect(all).toContain('Đã bị hủy bỏ');
  });

  it('stands on the page with the operations that are sent', () => {
    const page = readFileSync(PAGE, 'utf8');
    const operations = STEPS.flatMap((step) => (step.kind === 'GRAPH' ? [step.operation] : []));
    const shown = [...page.matchAll(/```graphql\n([\s\S]*?)\n```/g)].map(([, operation]) => operation);
    expect(shown).toEqual(operations);
  });
});
