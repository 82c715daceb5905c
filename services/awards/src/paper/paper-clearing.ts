import type { BackgroundJob, Log } from '@thidua/service-kit';
import type { PaperContents } from './paper-contents';

/** How often leavings are cleared away. */
const CLEARING_MILLISECONDS = 10 * 60_000;

/** Clears away again and again what nobody came back for: uploads past their time, content without a paper. */
export class PaperClearing implements BackgroundJob {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly contents: PaperContents,
    private readonly log: Log,
  ) {}

  /** Clears at once, then every ten minutes. */
  start(): void {
    this.clear();
    this.timer = setInterval(() => this.clear(), CLEARING_MILLISECONDS);
  }

  /** Waits for what is being cleared and lets go of the store. */
  async stop(): Promise<void> {
    if (this.timer) {
      clearInterval(this.timer);
    }
    await this.running;
    this.contents.close();
  }

  private clear(): void {
    this.running = this.running.then(() => this.cleared());
  }

  private async cleared(): Promise<void> {
    try {
      const { uploads, files } = await this.contents.clear();
      if (uploads + files > 0) {
        this.log.info({ uploads, files }, 'papers: leavings were cleared away');
      }
    } catch (error) {
      this.log.warn({ err: error }, 'papers: leavings will be cleared away later');
    }
  }
}
