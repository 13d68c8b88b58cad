// A hand scanner is a keyboard that types very fast and ends with Enter. This tells it from fingers.

const FASTEST_FINGERS = 35;
const SHORTEST_CODE = 3;

/** Follows the keys of a page; `scanned(text)` is called for what a scanner typed. */
export class TypedScanner {
  constructor(scanned, typed) {
    this.scanned = scanned;
    this.typed = typed;
    this.text = '';
    this.began = 0;
    this.lastAt = 0;
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
      this.text = '';
      return;
    }
    const now = event.timeStamp;
    if (event.key === 'Enter') {
      const text = this.text;
      const pace = text.length > 1 ? (this.lastAt - this.began) / (text.length - 1) : Infinity;
      this.text = '';
      if (text.length >= SHORTEST_CODE && pace < FASTEST_FINGERS && now - this.lastAt < 4 * FASTEST_FINGERS) {
        event.preventDefault();
        event.stopPropagation();
        this.scanned(text);
      }
      return;
    }
    if (event.key.length !== 1) {
      return;
    }
    if (!this.text || now - this.lastAt > 4 * FASTEST_FINGERS) {
      this.text = '';
      this.began = now;
    }
    this.text += event.key;
    this.lastAt = now;
    // what is typed into nothing is meant for the search
    if (event.key !== ' ' && !event.target.closest('input, textarea, select, button, a')) {
      this.typed();
    }
  }
}
