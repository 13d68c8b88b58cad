// A part of a board that is in no frame: it is read over HTTP, and says so where that failed.

import { seconds, t } from '../shared/i18n.js';
import { html, icon, nothing, View } from '../shared/view.js';
import { Refresher } from './refresher.js';

/** Its own class has load(), which throws where nothing was read; `seen` changes where it is to be read again. */
export class Part extends View {
  static properties = { conference: {}, site: {}, seen: {}, zone: {} };

  /** The least time between two loads, in milliseconds. */
  static pause = 3000;

  connectedCallback() {
    super.connectedCallback();
    this.refresher = new Refresher(() => this.load(), this.constructor.pause, () => this.requestUpdate());
    this.refresher.touch();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.refresher.end();
  }

  willUpdate(changed) {
    if (changed.has('seen')) {
      this.refresher?.touch();
    }
  }

  /** What stands where nothing was read yet. */
  notYet() {
    return this.refresher.isBehind ? this.behind(t('board.part.failed'))
      : html`<p class="quiet-text">${t('loading')}</p>`;
  }

  /** What stands above figures that are older than those of the board. */
  mark() {
    return this.refresher.isBehind ? this.behind(t('board.part.behind', { at: seconds(this.refresher.loadedAt, this.zone) })) : nothing;
  }

  behind(text) {
    return html`<p class="behind" role="status">${icon('exclamation-triangle')}<span>${text}</span></p>`;
  }
}
