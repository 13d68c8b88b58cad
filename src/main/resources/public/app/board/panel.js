// One site, opened: its figures, whom to call, who is there and who is not, its devices and its last events.

import { keyed } from 'lit/directives/keyed.js';
import { get } from '../shared/api.js';
import { dateTime, number, onLanguage, percent, t, time } from '../shared/i18n.js';
import { html, icon, nothing, View } from '../shared/view.js';
import { ALARMS } from './alarms.js';
import './curve.js';
import { asOf, staleBanner } from './freshness.js';
import './feed.js';
import './panel-delegates.js';
import './panel-devices.js';
import { bar, linkState } from './site-items.js';
import { share } from './sites.js';
import { Refresher } from './refresher.js';
import { partsBar } from './totals.js';
import { Watch } from './watch.js';

/** The least time between two looks at whom to call. */
const PAUSE = 3000;
const PARTS = ['awaited', 'excused', 'absent', 'left', 'substituted', 'presentElsewhere', 'visitors', 'walkIns', 'substitutes'];

class SitePanel extends View {
  static properties = { code: {}, site: {}, watch: {}, age: {}, zone: {}, names: {}, organizer: {}, sites: {},
    structure: {} };

  constructor() {
    super();
    this.details = null;
    this.apart = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.forgetTranslation = onLanguage(() => this.apart?.translate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.refresher?.end();
    this.forgetTranslation();
    this.followApart(false);
  }

  willUpdate(changed) {
    if (changed.has('code')) {
      this.details = null;
      this.followApart(false);
      this.refresher?.end();
      const { code } = this;
      this.refresher = new Refresher(() => this.load(code), PAUSE, () => this.requestUpdate());
    }
    if (changed.has('code') || changed.has('structure')) {
      this.refresher.touch();
    }
    this.followApart(!this.site);
    this.apart?.tick();
  }

  /** A site that the board does not show, on another level or no more, is asked for by itself. */
  followApart(wanted) {
    if (!wanted) {
      this.apart?.end();
      this.apart = null;
    } else if (!this.apart) {
      this.apart = new Watch({ conference: this.watch.conferenceId, site: this.code, depth: 0 }, {
        onChange: () => this.requestUpdate(),
        onGone: me => this.dispatchEvent(new CustomEvent('gone', { detail: me })),
      });
    }
  }

  firstUpdated() {
    this.querySelector('dialog').showModal();
    this.querySelector('h2').focus();
  }

  async load(code) {
    const details = await get(`/conferences/${this.watch.conferenceId}/sites/${encodeURIComponent(code)}`);
    if (code === this.code) {
      this.details = details;
    }
  }

  /** What its figures come from. */
  get source() {
    return this.apart ?? this.watch;
  }

  get row() {
    if (this.apart) {
      return this.apart.refusal ? undefined : this.apart.rows.values().next().value;
    }
    return this.site?.row;
  }

  close() {
    this.dispatchEvent(new CustomEvent('close-site'));
  }

  render() {
    const { row, source } = this;
    return html`<dialog class="sheet ${source.isStale ? 'is-stale' : ''}" aria-labelledby="panel-title"
        @cancel=${event => {
          event.preventDefault();
          this.close();
        }}
        @click=${event => event.target.localName === 'dialog' && this.close()}>
      <div class="sheet-body">
        <header class="sheet-head">
          <div>
            <p class="quiet-text small">${row?.code ?? this.code}</p>
            <h2 id="panel-title" tabindex="-1">${row?.name ?? this.details?.name ?? this.code}</h2>
          </div>
          <button type="button" class="button" @click=${() => this.close()}>${icon('x-lg')}<span>${t('close')}</span></button>
        </header>
        ${source.refusal ? nothing : staleBanner(source)}
        ${row ? keyed(this.code, this.content(row)) : this.beforeFigures()}
      </div>
    </dialog>`;
  }

  beforeFigures() {
    const { refusal } = this.source;
    return refusal
      ? html`<p class="banner bad" role="alert">${icon('exclamation-octagon')}<span>${refusal.message}</span></p>
        <p><button type="button" class="button" @click=${() => this.close()}>${icon('arrow-left')}<span>${t('board.backToBoard')}</span></button></p>`
      : html`<p class="quiet-text" role="status">${t('loading')}</p>`;
  }

  content(row) {
    const { watch, source } = this;
    return html`
      <div class="figures-area">
        ${this.figures(row)}
        ${row.subtree ? this.below(row) : nothing}
      </div>
      ${this.contact()}
      ${this.names ? html`<rollcall-delegates .conference=${watch.conferenceId} .site=${row.code} .seen=${row}
        .zone=${this.zone}></rollcall-delegates>` : nothing}
      <section aria-labelledby="panel-curve"><h3 id="panel-curve">${t('board.curve')}</h3>
        <rollcall-curve .conference=${watch.conferenceId} .site=${row.code} .seen=${row}
          .until=${source.rollCall?.state === 'OPEN' ? source.asOf : null} .zone=${this.zone}></rollcall-curve></section>
      ${this.names ? html`<section aria-labelledby="panel-events"><h3 id="panel-events">${t('board.feed')}</h3>
          <rollcall-feed .conference=${watch.conferenceId} .site=${row.code} .seen=${row} .sites=${this.sites}
            .zone=${this.zone}></rollcall-feed></section>` : nothing}
      ${this.organizer ? html`<rollcall-devices .conference=${watch.conferenceId} .site=${row.code}
        .seen=${row.link} .zone=${this.zone}></rollcall-devices>` : nothing}`;
  }

  figures(row) {
    const { headcount } = row;
    return html`<section class="panel-figures" aria-label=${t('board.totals')}>
      <div class="lead">
        <p class="lead-count figures"><strong class="lead-present">${number(headcount.present)}</strong>
          <span class="lead-expected">/ ${number(headcount.expected)}</span></p>
        <p class="lead-share"><strong class="figures">${percent(share(headcount))}</strong></p>
        <div class="panel-states">${linkState(row.link)}${(this.site?.alarms ?? []).map(kind =>
          html`<span class="state bad">${icon(ALARMS[kind])}<span>${t(`board.alarm.${kind}`)}</span></span>`)}</div>
      </div>
      ${bar(share(headcount))}
      ${asOf(this.source, this.zone)}
      <dl class="pairs">
        ${PARTS.filter(name => headcount[name] > 0 || name === 'awaited').map(name =>
          pair(t(`board.figure.${name}`), number(headcount[name])))}
        ${row.seats ? pair(t('board.seats'), number(row.seats)) : nothing}
        ${pair(t('board.column.report'), this.report(row))}
        ${pair(t('board.lastArrival'), row.lastAt ? time(row.lastAt, this.zone) : t('board.noneYet'))}
        ${row.link.since && row.link.state !== 'NEVER'
          ? pair(t(`board.linkSince.${row.link.state}`), since(row.link.since, this.zone)) : nothing}
        ${row.link.devices ? pair(t('board.devices'), number(row.link.devices)) : nothing}
      </dl></section>`;
  }

  report({ report, headcount }) {
    if (!report) {
      return t('board.notReported');
    }
    const said = t(report.current ? 'board.reportAt' : 'board.reportBeforeAt', { n: report.counted, at: time(report.at, this.zone) });
    return report.current && report.counted !== headcount.present
      ? html`<span class="state bad">${icon('clipboard-x')}<span>${t('board.reportDiffers', { counted: report.counted, present: headcount.present })}</span></span>`
      : said;
  }

  below({ subtree, code, name }) {
    return html`<section class="panel-below" aria-labelledby="panel-below">
      <h3 id="panel-below">${t('board.withAllBelow', { n: subtree.sites - 1 })}</h3>
      <p class="figures"><strong>${number(subtree.present)}</strong> / ${number(subtree.expected)}
        · ${t('board.onlineOf', { n: subtree.sitesOnline, all: subtree.sites })}
        · ${t('board.reportedOf', { n: subtree.sitesReported, all: subtree.sites })}</p>
      ${partsBar(subtree)}
      ${code === this.watch.site ? nothing : html`<button type="button" class="button" aria-label=${t('board.enterLevel', { name })}
        @click=${() => this.dispatchEvent(new CustomEvent('enter-site', { detail: code }))}>
        ${icon('diagram-3')}<span>${t('board.enter')}</span></button>`}
    </section>`;
  }

  contact() {
    const { contactName, contactPhone, address, videoAddress } = this.details ?? {};
    if (!contactName && !contactPhone && !address) {
      return nothing;
    }
    return html`<section class="panel-contact" aria-labelledby="panel-contact"><h3 id="panel-contact">${t('board.contact')}</h3>
      ${contactName ? html`<p>${icon('person')} ${contactName}</p>` : nothing}
      ${contactPhone ? html`<a class="button primary" href="tel:${contactPhone.replace(/[^+\d]/g, '')}">
        ${icon('telephone')}<span>${t('board.call', { phone: contactPhone })}</span></a>` : nothing}
      ${address ? html`<p class="quiet-text">${icon('geo-alt')} ${address}</p>` : nothing}
      ${videoAddress ? html`<p class="quiet-text">${icon('broadcast')} ${videoAddress}</p>` : nothing}
    </section>`;
  }
}

const A_DAY = 20 * 3600_000;

/** The time, and the date only where it was not of late. */
const since = (instant, zone) =>
  (Date.now() - Date.parse(instant) < A_DAY ? time : dateTime)(instant, zone);

const pair = (name, value) => html`<div><dt>${name}</dt><dd class="figures">${value}</dd></div>`;

customElements.define('rollcall-site-panel', SitePanel);
