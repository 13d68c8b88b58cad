// Of a long list only what is near the view is in the page. All items are of one height; the page itself scrolls.

const OVERSCAN = 4;
const FIRST_GUESS = 40;
/** So few are drawn all: then the browser's own search and print find them, too. */
const FEW = 100;

/**
 * Works out which items of a container are near the view. The container keeps its whole height by paddings, so that
 * the scroll bar tells the truth and sticky parts stay where they belong.
 */
export class WindowList {
  constructor() {
    this.container = null;
    this.pitch = 0;
    this.columns = 1;
  }

  /** Measures the items that are drawn; answers whether they are other than they were. */
  measure(container) {
    this.container = container;
    const item = container?.firstElementChild;
    if (!item) {
      return false;
    }
    const style = getComputedStyle(container);
    const pitch = item.getBoundingClientRect().height + (parseFloat(style.rowGap) || 0);
    const columns = style.display === 'grid' ? style.gridTemplateColumns.split(' ').length : 1;
    if (pitch === this.pitch && columns === this.columns) {
      return false;
    }
    this.pitch = pitch;
    this.columns = columns;
    return true;
  }

  /** Forgets the measures, as when other items come. */
  reset() {
    this.container = null;
    this.pitch = 0;
    this.columns = 1;
  }

  /** Which of so many items to draw, and how much room to keep before and after them. */
  range(count) {
    if (count <= FEW) {
      return { first: 0, last: count, before: 0, after: 0 };
    }
    if (!this.pitch || !this.container?.isConnected) {
      return { first: 0, last: Math.min(count, FIRST_GUESS), before: 0, after: 0 };
    }
    const lines = Math.ceil(count / this.columns);
    const above = -this.container.getBoundingClientRect().top;
    const firstLine = clamp(Math.floor(above / this.pitch) - OVERSCAN, 0, Math.max(0, lines - 1));
    const lastLine = clamp(Math.ceil((above + innerHeight) / this.pitch) + OVERSCAN, firstLine, lines);
    return {
      first: firstLine * this.columns,
      last: Math.min(lastLine * this.columns, count),
      before: firstLine * this.pitch,
      after: (lines - lastLine) * this.pitch,
    };
  }

  /** Scrolls so that an item stands whole in the view, clear of what sticks to its top. */
  reveal(index, stuck) {
    const top = this.container.getBoundingClientRect().top + Math.floor(index / this.columns) * this.pitch;
    if (top < stuck) {
      scrollBy({ top: top - stuck, behavior: 'instant' });
    } else if (top + this.pitch > innerHeight) {
      scrollBy({ top: top + this.pitch - innerHeight, behavior: 'instant' });
    }
  }
}

const clamp = (value, least, most) => Math.min(Math.max(value, least), most);

export const sameRange = (a, b) =>
  ['first', 'last', 'before', 'after'].every(part => a?.[part] === b?.[part]);
