// Loads something again when it may have changed, never more often than it should.

/**
 * Calls `load` when touched: at once, or when the pause since the last time is over. While the page is out of sight it
 * waits until somebody looks.
 */
export class Refresher {
  constructor(load, pause) {
    this.load = load;
    this.pause = pause;
    this.timer = 0;
    this.busy = false;
    this.due = false;
    this.ended = false;
    this.nextAt = 0;
    this.onSight = () => !document.hidden && this.due && this.run();
    document.addEventListener('visibilitychange', this.onSight);
  }

  touch() {
    this.due = true;
    if (!this.timer && !this.busy && !this.ended && !document.hidden) {
      this.timer = setTimeout(() => this.run(), Math.max(0, this.nextAt - Date.now()));
    }
  }

  async run() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.busy || this.ended) {
      return;
    }
    this.busy = true;
    this.due = false;
    await this.load();
    this.busy = false;
    this.nextAt = Date.now() + this.pause;
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
