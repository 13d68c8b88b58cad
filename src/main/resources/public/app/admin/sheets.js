// One A4 sheet per new pass: the code to scan, the link to type, and what a coordinator does with them.

import { html, nothing } from '../shared/view.js';
import { get, getAll } from '../shared/api.js';
import { notice } from '../shared/dialog.js';
import { empty } from '../shared/frame.js';
import { t } from '../shared/i18n.js';
import { Loading } from './loading.js';
import { madePasses, unprinted } from './made-passes.js';
import { Page } from './page.js';
import { banner, button, link, moment } from './parts.js';
import { batchChoice, batches, breath, long, printBar } from './printing.js';
import { href } from './router.js';
import { qr, qrCodes } from './qr.js';

/** Sheets shown and printed at once. */
const BATCH = 500;
/** Sheets drawn between two breaths. */
const STEP = 50;
const FEW = 20;

customElements.define('admin-sheets', class extends Page {
  static properties = { at: { state: true }, drawn: { state: true } };

  constructor() {
    super();
    this.at = 0;
    this.drawn = [];
    this.batch = new Loading(this, isCurrent => this.draw(isCurrent));
  }

  connectedCallback() {
    super.connectedCallback();
    this.all = batches(madePasses(this.conference.id), BATCH);
    if (this.all.length) {
      this.batch.run();
    }
  }

  get heading() {
    return t('admin.sheets.title');
  }

  lead() {
    return html`<p><a href=${href('passes', { c: this.conference.id })}>${t('admin.nav.passes')}</a> › ${t('admin.sheets.title')}</p>`;
  }

  /** An earlier batch stops where a later one was chosen: a page must not hold sheets of both. */
  async draw(isCurrent) {
    const passes = this.all[this.at];
    this.drawn = [];
    this.sites ??= await this.siteNames(passes);
    const codes = await qrCodes(passes.map(pass => pass.url));
    const drawn = [];
    for (let i = 0; i < passes.length && this.isConnected && isCurrent(); i += STEP) {
      drawn.push(...passes.slice(i, i + STEP).map((pass, j) => ({ ...pass, code: codes[i + j] })));
      this.drawn = [...drawn];
      await breath();
    }
    return passes;
  }

  /** Sites by code: all of them, or just those of a few passes and what is above them. */
  async siteNames(passes) {
    if (this.all.length > 1 || passes.length > FEW) {
      return new Map((await getAll(`${this.base}/sites`)).items.map(site => [site.code, site]));
    }
    const sites = new Map();
    let wanted = new Set(passes.map(pass => pass.site));
    while (wanted.size) {
      const found = await Promise.all([...wanted].map(code => get(`${this.base}/sites/${encodeURIComponent(code)}`)));
      found.forEach(site => sites.set(site.code, site));
      wanted = new Set(found.map(site => site.parent).filter(code => code && !sites.has(code)));
    }
    return sites;
  }

  /** Whom to call: the contact of the main site above. */
  help(site) {
    let main = site;
    while (main?.parent) {
      main = this.sites.get(main.parent);
    }
    const contact = [main?.contactName, main?.contactPhone].filter(Boolean).join(', ');
    return main?.contactPhone && main !== site ? html`<p><strong>${t('admin.sheet.help', { contact })}</strong></p>` : nothing;
  }

  content() {
    if (!this.all.length) {
      return empty('key', t('admin.sheets.none'), link('arrow-left', t('admin.nav.passes'), href('passes', { c: this.conference.id })));
    }
    const total = madePasses(this.conference.id).length;
    const waits = unprinted.of(this.conference.id) > 0;
    const ready = this.drawn.length === this.all[this.at].length;
    return html`
      ${waits ? banner('warn', 'exclamation-triangle', html`<p><strong>${t('admin.sheets.once')}</strong></p><p>${t('admin.sheets.onceText')}</p>`)
        : banner('good', 'check-circle', t('admin.sheets.isPrinted'))}
      ${printBar({
        ready,
        told: ready ? t('admin.sheets.count', { n: total }) : t('admin.print.drawing', { done: this.drawn.length, n: this.all[this.at].length }),
        choice: batchChoice({
          count: this.all.length, size: BATCH, total, at: this.at, choose: at => {
            this.at = at;
            this.batch.run();
          },
        }),
        more: waits ? button('check-lg', t('admin.sheets.printed'), () => this.printed()) : nothing,
      })}
      ${this.batch.error ? this.batch.draw(() => nothing) : nothing}
      <div class="paper" role="region" tabindex="0" aria-label=${t('admin.print.preview')}>${this.drawn.map(pass => this.sheet(pass))}</div>`;
  }

  printed() {
    unprinted.done(this.conference.id);
    notice(t('admin.sheets.isPrinted'));
    this.requestUpdate();
  }

  sheet(pass) {
    const site = this.sites.get(pass.site) ?? { code: pass.site, name: pass.site };
    return html`<article class="sheet" aria-label=${t('admin.sheet.of', { site: site.name, code: site.code })}>
      <header><p class="organiser">${this.conference.organiser}</p><p class="paper-title ${long(this.conference.title, 120)}">${this.conference.title}</p>
        <p>${moment(this.conference.startsAt, this.zone)}</p></header>
      <div class="sheet-site"><p>${t('admin.sheet.pass')}</p><h2 class=${long(site.name, 50)}>${site.name}</h2><p class="sheet-code">${site.code}${pass.label ? ` · ${pass.label}` : ''}</p></div>
      ${qr(pass.code, t('admin.sheet.qr', { site: site.name }))}
      <p class="sheet-link">${pass.url}</p>
      <ol>${[1, 2, 3, 4, 5].map(line => html`<li>${t(`admin.sheet.step${line}`)}</li>`)}</ol>
      <footer>${this.help(site)}<p>${pass.expiresAt ? html`${t('admin.sheet.expires')} ${moment(pass.expiresAt, this.zone)}. ` : nothing}${t('admin.sheet.secret')}</p></footer>
    </article>`;
  }
});
