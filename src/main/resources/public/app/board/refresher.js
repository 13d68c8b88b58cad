// Loads something again when it may have changed, never more often than it should.

const SOONEST_RETRY = 3000;
const LATEST_RETRY = 30_000;

/**
 * Calls `load` when touched: at once, or when the pause since the last time is over; again by itself, with longer and
 * longer pauses, where it threw. While the page is out of sight it waits until somebody looks. `onLoaded` is called
 * after each.
 */
export class Refresher {
  constructor(load, pause, onLoaded) {
    this.load = load;
    this.pause = pause;
    this.onLoaded = onLoaded;
    this.timer = 0;
    this.busy = false;
    this.due = false;
    this.ended = false;
    this.failures = 0;
    this.loadedAt = Date.now();
    this.nextAt = 0;
    this.onSight = () => !document.hidden && this.due && this.run();
    document.addEventListener('visibilitychange', this.onSight);
  }

  /** Whether what is there is not what there should be. */
  get isBehind() {
    return this.failures > 0;
  }

  touch() {
    this.due = true;
    if (!this.timer && !this.busy && !this.ended && !document.hidden) {
      this.timer = setTimeout(() => this.run(), Math.max(0, this.nextAt - Date.now()));
    }
  }

  /** Loads at once: somebody waits for it. */
  hurry() {
    this.due = true;
    this.run();
  }

  async run() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.busy || this.ended) {
      return;
    }
    this.busy = true;
    this.due = false;
    const startedAt = Date.now();
    try {
      await this.load();
      this.failures = 0;
      this.loadedAt = startedAt;
    } catch {
      this.failures++;
      this.due = true;
    }
    this.busy = false;
    this.nextAt = Date.now() + (this.isBehind
      ? Math.min(LATEST_RETRY, SOONEST_RETRY * 2 ** (this.failures - 1)) : this.pause);
    if (this.ended) {
      return;
    }
    this.onLoaded();
    if (this.due) {
      this.touch();
    }
  }

  end() {
    this.ended = true;
    clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.onSight);
  }
}
