import { newId } from '@thidua/contracts/ids';
import { startDecisionBench, type DecisionBench } from '../testing/decision-bench';
import { numberChanges, publishChange, publishChanges, readFeed } from './change-feed';

interface Change {
  readonly writer: number;
  readonly step: number;
}

describe('the change feed under concurrent writers', () => {
  let bench: DecisionBench;
  beforeEach(async () => {
    bench = await startDecisionBench('feed');
  });
  afterEach(() => bench.stop());

  const publishing = async (change: Change, holdMilliseconds: number, commit = true): Promise<void> => {
    const runner = bench.dataSource.createQueryRunner();
    await runner.startTransaction('READ COMMITTED');
    await publishChange(runner, newId(), change);
    await new Promise((resolve) => setTimeout(resolve, holdMilliseconds));
    await (commit ? runner.commitTransaction() : runner.rollbackTransaction());
    await runner.release();
  };

  it('gives a change that commits late a later position, never one that a reader has passed', async () => {
    const late = publishing({ writer: 1, step: 1 }, 400);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await publishing({ writer: 2, step: 1 }, 0);
    const before = await readFeed<Change>(bench.dataSource, 0, 100);
    expect(before).toMatchObject({ head: 1, changes: [{ position: 1, change: { writer: 2 } }] });
    await late;
    const after = await readFeed<Change>(bench.dataSource, before.head, 100);
    expect(after).toMatchObject({ head: 2, epoch: before.epoch, changes: [{ position: 2, change: { writer: 1 } }] });
  });

  it('reaches every reader whole, in order and without a gap, whoever numbers it', async () => {
    const [writers, steps] = [8, 12];
    let writing = true;
    const reader = async (): Promise<{ position: number; change: Change }[]> => {
      const seen: { position: number; change: Change }[] = [];
      for (let last = false; ; ) {
        last = !writing;
        const page = await readFeed<Change>(bench.dataSource, seen.length, 7);
        seen.push(...page.changes);
        if (last && seen.length === page.head) {
          return seen;
        }
      }
    };
    const readers = [reader(), reader(), reader()];
    await Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        for (let step = 0; step < steps; step += 1) {
          await publishing({ writer, step }, (writer * 7 + step * 3) % 11, step % 5 !== 4);
        }
      }),
    );
    writing = false;
    const seen = await Promise.all(readers);
    const committed =
      writers * Array.from({ length: steps }, (_, step) => step).filter((step) => step % 5 !== 4).length;
    for (const changes of seen) {
      expect(changes.map(({ position }) => position)).toEqual(
        Array.from({ length: committed }, (_, index) => index + 1),
      );
      expect(changes).toEqual(seen[0]);
      for (let writer = 0; writer < writers; writer += 1) {
        const own = changes.filter(({ change }) => change.writer === writer).map(({ change }) => change.step);
        expect(own).toEqual([...own].sort((one, other) => one - other));
      }
    }
  });

  it('numbers more than one batch at once', async () => {
    const changes = Array.from({ length: 2300 }, (_, step) => ({ subjectId: newId(), change: { writer: 0, step } }));
    await publishChanges(bench.dataSource, changes);
    expect(await numberChanges(bench.dataSource)).toMatchObject({ head: 2300 });
    const page = await readFeed<Change>(bench.dataSource, 2200, 1000);
    expect(page.changes.map(({ position, change }) => position - change.step)).toEqual(Array(100).fill(1));
  });

  it('of a service that has published nothing is empty', async () => {
    expect(await readFeed(bench.dataSource, 0, 10)).toMatchObject({ head: 0, changes: [] });
  });
});
