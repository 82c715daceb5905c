/** A problem the person at the terminal can solve: what is wrong in one sentence, and what to do about it. */
export class Failure extends Error {
  /**
   * @param {string} problem what is wrong
   * @param {string | string[]} remedy what to do, one line each
   * @param {string[]} [evidence] lines of a log that show it
   */
  constructor(problem, remedy, evidence = []) {
    super(problem);
    this.name = 'Failure';
    this.remedy = [remedy].flat();
    this.evidence = evidence;
  }
}

/** Thrown into whatever is under way when a signal asked for the end. */
export class Interrupted extends Error {
  constructor() {
    super('Interrupted');
    this.name = 'Interrupted';
  }
}

/** The one message a failed command prints. */
export function describeFailure(error) {
  if (!(error instanceof Failure)) {
    return `\n✗ An error nobody foresaw: ${error instanceof Error ? error.stack : String(error)}\n`;
  }
  const evidence = error.evidence.map((line) => `    │ ${line}`);
  const [first, ...rest] = error.remedy;
  const remedy = [`  What to do: ${first}`, ...rest.map((line) => `              ${line}`)];
  return ['', `✗ ${error.message}`, ...evidence, ...remedy, ''].join('\n');
}
