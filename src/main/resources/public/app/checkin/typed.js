// A hand scanner is a keyboard that types very fast and ends with Enter. This tells it from fingers.

const FASTEST_FINGERS = 40;
const SHORTEST_CODE = 3;
// a page that is busy drawing may take its time with a key, so one slow key does not make fingers of a scanner
const PAUSE = 500;

export class TypedScanner {
  /**
   * @param scanned called with what a scanner typed
   * @param typed called when somebody types while no field has the focus
   */
  constructor(scanned, typed) {
    this.scanned = scanned;
    this.typed = typed;
    this.keys = [];
    this.listener = event => this.hear(event);
  }

  start() {
    document.addEventListener('keydown', this.listener, true);
  }

  stop() {
    document.removeEventListener('keydown', this.listener, true);
  }

  hear(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || document.querySelector('dialog[open]')) {
      this.keys = [];
      return;
    }
    if (event.timeStamp - (this.keys.at(-1)?.at ?? 0) > PAUSE) {
      this.keys = [];
    }
    if (event.key === 'Enter') {
      const text = this.keys.map(({ key }) => key).join('');
      const fast = this.isFast();
      this.keys = [];
      if (fast) {
        event.preventDefault();
        event.stopPropagation();
        this.scanned(text);
      }
    } else if (event.key.length === 1) {
      this.keys.push({ key: event.key, at: event.timeStamp });
      // what is typed into nothing is meant for the search
      if (event.key !== ' ' && !event.target.closest('input, textarea, select')) {
        this.typed();
      }
    }
  }

  isFast() {
    if (this.keys.length < SHORTEST_CODE) {
      return false;
    }
    const gaps = this.keys.slice(1).map(({ at }, i) => at - this.keys[i].at).sort((a, b) => a - b);
    return gaps[Math.floor(gaps.length / 2)] < FASTEST_FINGERS;
  }
}
