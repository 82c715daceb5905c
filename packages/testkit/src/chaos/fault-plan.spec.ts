import { everyFault, planFaults, type Fault, type ProcessGroup } from './fault-plan';
import { SeededRandom } from './seeded-random';

const replicated = (name: string): ProcessGroup => ({ name, processes: [`${name}-1`, `${name}-2`] });
const single = (name: string): ProcessGroup => ({ name, processes: [name] });
const GROUPS = [
  ...['membership', 'finance', 'emulation', 'awards', 'workflows', 'gateway'].map(replicated),
  ...['issuer', 'mariadb', 'temporal'].map(single),
];
const MINUTE = 60_000;
const ONLY = ['issuer', 'mariadb', 'temporal'];

const plan = (seed: number, minutes: number): Fault[] =>
  planFaults(new SeededRandom(seed), GROUPS, minutes * MINUTE, everyFault(GROUPS));
const overlap = (a: Fault, b: Fault): boolean => a.at < b.at + b.duration && b.at < a.at + a.duration;

describe('the plan of faults', () => {
  it('is the same for the same seed and another for another', () => {
    expect(plan(7, 3)).toEqual(plan(7, 3));
    expect(plan(8, 3)).not.toEqual(plan(7, 3));
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16])(
    'kills every kind of process in a run of two minutes, seed %d',
    (seed) => {
      const killed = new Set(plan(seed, 110 / 60).flatMap(({ kind, group }) => (kind === 'KILL' ? [group] : [])));
      expect([...killed].sort()).toEqual(GROUPS.map(({ name }) => name).sort());
    },
  );

  it.each([1, 2, 3, 4, 5])('stops processes for 5 to 20 seconds and lets a backlog grow, seed %d', (seed) => {
    const faults = plan(seed, 10);
    const pauses = faults.filter(({ kind }) => kind === 'PAUSE');
    expect(pauses.every(({ duration }) => duration >= 5_000 && duration <= 20_000)).toBe(true);
    expect(pauses.length).toBeGreaterThan(10);
    expect(
      faults.some(({ kind, process, duration }) => kind === 'BACKLOG' && process === 'temporal' && duration >= 15_000),
    ).toBe(true);
  });

  it.each([1, 2, 3, 4, 5])('leaves somebody who can answer, seed %d', (seed) => {
    const faults = plan(seed, 30);
    for (const [index, fault] of faults.entries()) {
      const others = faults.slice(0, index).filter((other) => overlap(fault, other));
      expect(others.length).toBeLessThan(2);
      for (const other of others) {
        expect(other.group).not.toBe(fault.group);
        expect(ONLY.includes(other.group) && ONLY.includes(fault.group)).toBe(false);
      }
    }
    expect(faults.filter(({ group }) => group === 'mariadb').every(({ duration }) => duration <= 8_000)).toBe(true);
  });
});
