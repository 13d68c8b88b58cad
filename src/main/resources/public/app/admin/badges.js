// Badges, ten on an A4 page. The QR code of each holds the delegate's code and nothing else.

import { html, nothing } from '../shared/view.js';
import { get } from '../shared/api.js';
import { empty } from '../shared/frame.js';
import { t } from '../shared/i18n.js';
import { Loading } from './loading.js';
import { Page } from './page.js';
import { link } from './parts.js';
import { atHome, batchChoice, batches, breath, long, printBar } from './printing.js';
import { href } from './router.js';
import { qr, qrCodes } from './qr.js';

const ON_A_PAGE = 10;
/** Badges shown and printed at once: whole pages, and one page of the list. */
const BATCH = 500;
const STEP = 100;

customElements.define('admin-badges', class extends Page {
  static properties = { at: { state: true }, drawn: { state: true }, total: { state: true } };

  constructor() {
    super();
    this.at = 0;
    this.total = 0;
    this.drawn = [];
    this.siteNames = new Map();
    this.batch = new Loading(this, isCurrent => this.draw(isCurrent));
  }

  connectedCallback() {
    super.connectedCallback();
    this.batch.run();
  }

  get heading() {
    return t('admin.print.badges');
  }

  lead() {
    const site = this.route.query.get('site');
    return html`<p><a href=${href('print', { c: this.conference.id })}>${t('admin.nav.print')}</a> ›
      ${site ? this.siteNames.get(site) ?? site : t('admin.print.allSites')}</p>`;
  }

  /** An earlier batch stops where a later one was chosen: a page must not hold badges of both. */
  async draw(isCurrent) {
    const site = this.route.query.get('site') ?? '';
    this.drawn = [];
    const { items, total } = await get(`${this.base}/delegates?kind=ROSTER&page=${this.at}&size=${BATCH}${site ? atHome(site) : ''}`);
    if (!isCurrent()) {
      return items;
    }
    this.total = total;
    await this.nameSites(new Set(items.map(card => card.homeSite)));
    const codes = items.length ? await qrCodes(items.map(card => card.code)) : [];
    const drawn = [];
    for (let i = 0; i < items.length && this.isConnected && isCurrent(); i += STEP) {
      drawn.push(...items.slice(i, i + STEP).map((card, j) => ({ ...card, qr: codes[i + j] })));
      this.drawn = [...drawn];
      await breath();
    }
    return items;
  }

  async nameSites(codes) {
    const unknown = [...codes].filter(code => code && !this.siteNames.has(code));
    if (unknown.length > 1) {
      const { items } = await get(`${this.base}/sites?size=1000`);
      items.forEach(site => this.siteNames.set(site.code, site.name));
    }
    await Promise.all(unknown.filter(code => !this.siteNames.has(code)).map(async code =>
      this.siteNames.set(code, (await get(`${this.base}/sites/${encodeURIComponent(code)}`)).name)));
  }

  content() {
    return this.batch.value === undefined && !this.drawn.length ? this.batch.draw(() => nothing) : this.pages();
  }

  pages() {
    if (!this.total) {
      return empty('people', t('admin.print.nobody'), link('people', t('admin.nav.delegates'), href('delegates', { c: this.conference.id })));
    }
    const count = Math.ceil(this.total / BATCH);
    const here = Math.min(BATCH, this.total - this.at * BATCH);
    const ready = this.drawn.length === here;
    return html`${printBar({
        ready,
        told: ready ? t('admin.print.badgeCount', { n: this.total, pages: batches(this.drawn, ON_A_PAGE).length })
          : t('admin.print.drawing', { done: this.drawn.length, n: here }),
        choice: batchChoice({
          count, size: BATCH, total: this.total, at: this.at, choose: at => {
            this.at = at;
            this.batch.run();
          },
        }),
      })}
      ${this.batch.error ? this.batch.draw(() => nothing) : nothing}
      <div class="paper" role="region" tabindex="0" aria-label=${t('admin.print.preview')}>${batches(this.drawn, ON_A_PAGE).map(page => html`<section class="badges">${page.map(card => this.badge(card))}</section>`)}</div>`;
  }

  badge(card) {
    return html`<article class="badge" aria-label=${card.fullName}>
      <p class="badge-conference">${this.conference.title}</p>
      <div class="badge-who ${long([card.fullName, card.title, card.organisation].join(' '), 90)}"><h2>${card.fullName}</h2><p>${card.title ?? ''}</p><p><strong>${card.organisation ?? ''}</strong></p></div>
      <p class="badge-site">${this.siteNames.get(card.homeSite) ?? card.homeSite}</p>
      <div class="badge-code">${qr(card.qr, t('admin.badge.qr', { name: card.fullName }))}<span>${card.code}</span></div>
    </article>`;
  }
});
