// A phone that goes back into a pocket checks nobody in: after a while without a touch the list is locked.

import { html, icon, View } from '../shared/view.js';
import { t } from '../shared/i18n.js';

const LOCK_AFTER = 120_000;

/** `<checkin-lock>`: `awake` keeps it open, as while the camera reads. Only a device that is touched is ever locked. */
class Lock extends View {
  static properties = { awake: { type: Boolean }, locked: { state: true } };

  constructor() {
    super();
    this.awake = false;
    this.locked = false;
    this.used = event => {
      this.usedAt = Date.now();
      this.byTouch = event.pointerType ? event.pointerType === 'touch' : this.byTouch;
    };
  }

  connectedCallback() {
    super.connectedCallback();
    this.usedAt = Date.now();
    document.addEventListener('pointerdown', this.used, true);
    document.addEventListener('keydown', this.used, true);
    this.clock = setInterval(() => this.tick(), 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.used, true);
    document.removeEventListener('keydown', this.used, true);
    clearInterval(this.clock);
  }

  tick() {
    const idle = Date.now() - this.usedAt > LOCK_AFTER;
    if (idle && this.byTouch && !this.awake && !document.querySelector('dialog[open]')) {
      this.locked = true;
    }
  }

  updated() {
    const dialog = this.querySelector('dialog');
    if (this.locked !== dialog.open) {
      this.locked ? dialog.showModal() : dialog.close();
    }
  }

  render() {
    return html`<dialog class="lock" aria-label=${t('checkin.locked')} @cancel=${event => event.preventDefault()}>
      <p>${t('checkin.locked')}</p>
      <button type="button" class="button primary" @click=${() => { this.locked = false; }}>${icon('unlock')}<span>${t('checkin.unlock')}</span></button>
    </dialog>`;
  }
}

customElements.define('checkin-lock', Lock);
