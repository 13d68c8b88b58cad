// The devices of a site: which passes there are, and when each was last heard.

import { get } from '../shared/api.js';
import { dateTime, t } from '../shared/i18n.js';
import { html, icon } from '../shared/view.js';
import { Part } from './part.js';

const LOOK_AGAIN = 15_000;

class Devices extends Part {
  static pause = 5000;

  constructor() {
    super();
    this.passes = null;
  }

  connectedCallback() {
    super.connectedCallback();
    // when a device was last heard is in no frame
    this.timer = setInterval(() => this.refresher.touch(), LOOK_AGAIN);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  async load() {
    const { items } = await get(`/conferences/${this.conference}/sites/${encodeURIComponent(this.site)}/passes?size=1000`);
    this.passes = items.filter(pass => !pass.revokedAt);
  }

  render() {
    return html`<section aria-labelledby="panel-devices"><h3 id="panel-devices">${t('board.devicePasses')}</h3>
      ${this.passes === null ? this.notYet() : this.mark()}
      ${this.passes === null ? ''
        : this.passes.length === 0 ? html`<p class="quiet-text">${t('board.noDevices')}</p>`
          : html`<ul role="list" class="devices">${this.passes.map(pass => this.device(pass))}</ul>`}</section>`;
  }

  device(pass) {
    return html`<li class="person"><p>${icon('phone')} <strong>${pass.label ?? t('board.device', { n: pass.id })}</strong></p>
      <p class="small quiet-text">${pass.lastSeenAt
        ? t('board.heardAt', { at: dateTime(pass.lastSeenAt, this.zone) }) : t('board.neverHeard')}</p></li>`;
  }
}

customElements.define('rollcall-devices', Devices);
