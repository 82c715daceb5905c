const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;
const width = 66;

/** What the person sees: one line a step with its time, progress while it lasts, and single lines in between. */
export class Report {
  #output;
  #verbose;
  #current;

  constructor({ verbose = false, output = process.stdout } = {}) {
    this.#output = output;
    this.#verbose = verbose;
    // A closed terminal must not be a reason to leave servers running.
    output.on('error', () => {});
  }

  get verbose() {
    return this.#verbose;
  }

  /** A line of its own, also while a step is under way. */
  line(text = '') {
    this.#breakLine();
    this.#output.write(`${text}\n`);
  }

  /**
   * Runs a step and reports it in one line. `act` may call `note(text)` to say what it is doing; what it returns is
   * said at the end.
   */
  async step(title, act) {
    const began = Date.now();
    const step = { title, began, note: '', open: false };
    const live = this.#output.isTTY && !this.#verbose;
    this.#current = step;
    const timer = setInterval(() => (live ? this.#redraw(step) : this.#dot(step)), live ? 200 : 2000);
    if (this.#verbose) this.#output.write(`… ${title}\n`);
    try {
      const said = await act((text) => {
        step.note = text;
      });
      this.#finish(step, '✓', said ? `${title}: ${said}` : title, live);
    } catch (error) {
      if (error?.name === 'Interrupted') this.#finish(step, '–', `${title}: interrupted`, live);
      else this.#finish(step, '✗', `${title}: failed`, live);
      throw error;
    } finally {
      clearInterval(timer);
      this.#current = undefined;
    }
  }

  #redraw(step) {
    const text = `… ${step.title}${step.note ? ` (${step.note})` : ''}`;
    this.#output.write(
      `\r\x1b[2K${text.slice(0, width).padEnd(width)} ${seconds(Date.now() - step.began).padStart(8)}`,
    );
    step.open = true;
  }

  #dot(step) {
    if (this.#verbose) return;
    this.#output.write(step.open ? '.' : `… ${step.title} .`);
    step.open = true;
  }

  #breakLine() {
    if (!this.#current?.open) return;
    this.#output.write(this.#output.isTTY ? '\r\x1b[2K' : '\n');
    this.#current.open = false;
  }

  #finish(step, sign, text, live) {
    if (live) this.#output.write('\r\x1b[2K');
    else if (step.open) this.#output.write('\n');
    step.open = false;
    this.#output.write(`${sign} ${text.padEnd(width)} ${seconds(Date.now() - step.began).padStart(8)}\n`);
  }
}
