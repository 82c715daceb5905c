/** One line of the run: what was done, what was expected, what came back. */
export interface CycleStep {
  readonly title: string;
  readonly expected: string;
  readonly got: string;
  readonly milliseconds: number;
}

/** Collects the steps of a run and prints each as it ends. */
export class CycleLog {
  readonly steps: CycleStep[] = [];
  /** Milliseconds from sending a decision until its next task was visible. */
  readonly decisionTimes: number[] = [];

  /** @param onStep is told of each step as it begins: its number, from 1, and its title. */
  constructor(
    private readonly print: (line: string) => void,
    private readonly onStep: (number: number, title: string) => void = () => {},
  ) {}

  /** Prints a heading. */
  heading(text: string): void {
    this.print(`\n${text}`);
  }

  /** Prints a line of its own. */
  line(text: string): void {
    this.print(text);
  }

  /**
   * Carries out a step and compares what came back with what was expected, as text.
   * @param act returns what came back, in the words of `expected`.
   */
  async step(title: string, expected: string, act: () => Promise<string>): Promise<void> {
    this.onStep(this.steps.length + 1, title);
    const begun = performance.now();
    const got = await act().catch(
      (error: unknown) => `error: ${error instanceof Error ? error.message : String(error)}`,
    );
    const milliseconds = performance.now() - begun;
    this.steps.push({ title, expected, got, milliseconds });
    const number = String(this.steps.length).padStart(3);
    const mark = got === expected ? '✓' : '✗';
    this.print(
      `${number} ${mark} ${title}\n        expected: ${expected}\n        came back: ${got}   (${Math.round(milliseconds)} ms)`,
    );
  }

  /** Steps whose answer differs from what was expected. */
  get differing(): readonly CycleStep[] {
    return this.steps.filter((step) => step.got !== step.expected);
  }

  /** The time from a decision to its next visible task: median and longest, in whole milliseconds. */
  get decisionToTask(): { readonly median: number; readonly longest: number; readonly count: number } {
    const sorted = [...this.decisionTimes].sort((a, b) => a - b);
    return {
      count: sorted.length,
      median: Math.round(sorted[Math.floor((sorted.length - 1) / 2)] ?? 0),
      longest: Math.round(sorted.at(-1) ?? 0),
    };
  }
}

/** Waits until a look at the graph gives a value; @throws after the time is over, naming what was awaited. */
export async function awaited<Value>(
  what: string,
  look: () => Promise<Value | null | undefined | false>,
  patienceMilliseconds = 90_000,
): Promise<Value> {
  const until = Date.now() + patienceMilliseconds;
  for (;;) {
    const value = await look();
    if (value !== null && value !== undefined && value !== false) {
      return value;
    }
    if (Date.now() > until) {
      throw new Error(`waited ${patienceMilliseconds / 1000} s in vain for ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
