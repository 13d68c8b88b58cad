// What a view shows while it asks the server, and where that fails.

import { failed, loading } from '../shared/frame.js';
import { describe } from '../shared/dialog.js';
import { html, icon, nothing } from '../shared/view.js';
import { onLanguage, t } from '../shared/i18n.js';
import { Problem } from '../shared/api.js';
import { isOver } from './session.js';

/** Loads something for a view, keeps the last of it, and asks again by itself when the line comes back. */
export class Loading {
  constructor(host, load) {
    this.host = host;
    this.load = load;
    this.value = undefined;
    this.error = null;
    this.busy = false;
    this.turn = 0;
    this.again = () => this.run();
    this.online = () => this.error && this.run();
    host.addController(this);
  }

  hostConnected() {
    addEventListener('online', this.online);
    // the server's words stand in the language it was asked in
    this.forgetLanguage = onLanguage(() => this.error instanceof Problem && this.run());
  }

  hostDisconnected() {
    removeEventListener('online', this.online);
    this.forgetLanguage();
  }

  /**
   * Asks; `load` gets a function that tells whether it is still the latest. An answer that was overtaken by a later one is
   * dropped.
   */
  async run() {
    const turn = ++this.turn;
    this.busy = true;
    this.host.requestUpdate();
    try {
      const value = await this.load(() => turn === this.turn);
      if (turn === this.turn) {
        this.value = value;
        this.error = null;
      }
    } catch (e) {
      if (turn === this.turn && !isOver(e)) {
        this.error = e;
      }
    } finally {
      if (turn === this.turn) {
        this.busy = false;
        this.host.requestUpdate();
      }
    }
  }

  /** Forgets what was loaded: what comes next is about something else. */
  clear() {
    this.value = undefined;
    this.error = null;
  }

  /** What was loaded, drawn; what is out of date stays visible and says so. */
  draw(show) {
    if (this.value === undefined) {
      return this.error ? failed(describe(this.error), this.again) : loading();
    }
    return html`${this.error
      ? html`<div class="banner warn" role="alert">${icon('exclamation-triangle')}
          <span>${describe(this.error)} ${t('admin.stale')}</span>
          <button type="button" class="button small" @click=${this.again}>${t('tryAgain')}</button></div>`
      : nothing}${show(this.value)}`;
  }
}
